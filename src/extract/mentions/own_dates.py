"""How a document says when it appeared: the lines, title fields and issue words that date it, and what does not."""

from __future__ import annotations

import re

from extract.spans import Span

_LABEL = re.compile(
    r"(?:発行日?|公開日?|公表日?|掲載日?|作成日?|更新日?|配信日?|日付|発表日?|(?:Updated|Current|Information|Status|Correct)\s+as\s+of|Date|Published|Issued|Updated|Posted|Released?|FOR IMMEDIATE RELEASE)\s*[:：]?\s*",
    re.I,
)
_ISSUED = re.compile(r"\s*(?:\([月火水木金土日]\))?\s*(?:発行|更新|作成|掲載|公開|配信)(?!さ|し|す)")
# What counts the issues of a periodical, or says that a date is an issue's: 第12号, Vol. 3, 月曜版, 3月16日号, edition.
_ISSUE = re.compile(
    r"(?:通巻|通算|第)?\s?\d{1,5}号|^\s*(?:\([月火水木金土日]\)|[月火水木金土日]曜日?)?\s*(?:号|[朝夕週月火水木金土日]?曜?版|付け?|配信|発行)(?![ぁ-ん一-龥])|[月火水木金土日]曜日|"
    r"\b(?:No|Nr|Vol|Issue)\b\.?\s?\d{1,5}|\b(?:edition|issue)(?:\s+of)?\b",
    re.I,
)
# The fields of a title are set apart by bars, dashes, brackets or wide spaces.
_BEFORE_FIELD, _AFTER_FIELD = re.compile(r"[|｜/(（【\[〔—―–\u3000]\s*$"), re.compile(r"\s*[|｜/)）】\]〕—―–\u3000]")
# The date from which something applies or stands is no date of issue: 7月1日発効の協定, から適用, に導入される; effective July 1.
_APPLIES = re.compile(r"\s*(?:付け?で?|から|より|以降|に)?の?(?:適用|施行|発効|導入|開始|実施|発動|課税|賦課|締結|署名|調印|期限|満了|失効|開催|予定|公布)(?!.{0,12}(?:した|された|している)(?:[。、]|$))")
_APPLYING = re.compile(
    r"\b(?:effective|tak(?:es?|ing)\s+effect|(?:comes?|coming|enters?|entering)\s+(?:into|in)\s+(?:force|effect|operation)|in\s+(?:force|effect)|appl(?:y|ies|ying|icable)|begin(?:s|ning)?|start(?:s|ing)?|due|by|until|after|before)"
    r"(?:\s+(?:on|from|as\s+of|at|by|with\s+effect\s+from))?\s*$",
    re.I,
)
_BEFORE = 40
_CONTINUATIVE = re.compile(r"[^、。,]{1,24}[いきしちにみりぎえけせてねべめれげ][、,]")
# How much else the line may hold beside a day, and beside a month.
_REST, _REST_OF_MONTH = 60, 15


def is_issued(text: str, end: int) -> bool:
    """Say whether the words after a date say that the document appeared then: 3月17日発行, (月)配信."""
    return _ISSUED.match(text, end) is not None


def is_labelled(text: str) -> bool:
    """Say whether a line says that its date is the document's: 発行日, Published, Updated as of."""
    return _LABEL.search(text) is not None


def applies(text: str, span: Span) -> bool:
    """Say whether a date tells from when something applies: 7月1日に導入し, から適用する, will take effect on July 1.

    What is told as past (4月5日に適用された) is an event like others.
    """
    return bool(_APPLIES.match(text, span.end) or _APPLYING.search(text, max(0, span.start - _BEFORE), span.start))


def goes_on(text: str, end: int) -> bool:
    """Say whether the clause of a date is told as begun, whatever its sentence ends in: 6月3日に始まり、…まで続く."""
    return _CONTINUATIVE.match(text, end) is not None


def stands_alone(text: str, span: Span, is_day: bool) -> bool:
    """Say whether a date dates its line: labelled, a field of the title, or at an edge of it, but for words that count issues.

    Accepted: 通商便り 2031年3月号, Trade Letter | 3 May 2031 | No. 7. Rejected: 2031年5月3日の会合で, - 2031-05-03: 技術の輸出.
    """
    before, after = _ISSUE.sub("", text[: span.start]), _ISSUE.sub("", text[span.end :])
    rest = _LABEL.sub("", before + after)
    if re.search(r"[をがはにで]|^\s*[-*・]", rest) or re.match(r"\W*[:：]", after):
        return False
    field = _BEFORE_FIELD.search(text[: span.start]) and _AFTER_FIELD.match(text[span.end :])
    at_edge = field or is_labelled(text) or not re.search(r"\w", before) or not re.search(r"\w", after)
    return bool(at_edge) and len(rest) <= (_REST if is_day else _REST_OF_MONTH)
