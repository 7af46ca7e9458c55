"""How note markers are printed: as references in running text, and in front of the notes themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from extract.spans import Span

BodyStyle = Literal["plain", "dotted", "explicit"]

_DIGIT = "[0-9０-９]"
_NUMBER = rf"{_DIGIT}{{1,3}}(?!{_DIGIT})"
_SUPERSCRIPT = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
NOTE_WORD: Final = "(?:注釈|脚注|後注|注記|注|註)"
CIRCLED: Final = "[①-⑳]"

# One alternative for each way of printing a marker that cannot be mistaken for a plain number.
_EXPLICIT = (
    rf"[\[［〔]\s*(?:{NOTE_WORD}|[Nn]otes?)?\s*{_NUMBER}\s*[\]］〕]"
    rf"|[（(]\s*{NOTE_WORD}\s*(?:{_NUMBER})?\s*[)）]"
    rf"|[（(]\s*[*＊※†‡]\s?{_NUMBER}\s*[)）]"
    rf"|(?<![*＊])[*＊]{_NUMBER}(?![*＊]{{2}})[)）]?"
    rf"|[※†‡]\s?{_NUMBER}[)）]?"
    rf"|{NOTE_WORD}\s?{_NUMBER}[)）]"
    r"|\[\^\w{1,12}\]"
    rf"|{_SUPERSCRIPT}{{1,3}}[⁾)）]?"
)
EXPLICIT = re.compile(_EXPLICIT)
_EXPLICIT_BODY = re.compile(rf"\s*(?P<mark>{_EXPLICIT}|{NOTE_WORD}\s?{_NUMBER}(?!{_DIGIT})|{_NUMBER}/(?=\s))\s*[:：.．、]?\s*")
_PLAIN_BODY = re.compile(rf"\s*(?P<mark>{_NUMBER})[)）]?[ 　\t\n]+(?=\S)")
_DOTTED_BODY = re.compile(rf"\s*(?:(?P<mark>{_NUMBER})(?:[.．](?!{_DIGIT})|[:：)）])|[(（](?P<inner>{_NUMBER})[)）])\s*(?=\S)")
_GLUED_BODY = re.compile(rf"\s*(?P<mark>{_NUMBER})(?=[^\s0-9０-９])")
_SIGN_BODY = re.compile(r"\s*(?:(?P<mark>[*＊†‡※§¶]{1,3}|[（(]?(?:[a-z]|[ivxl]{2,5})(?:[)）.:：/]|(?=\s)))\s*(?=[^\s*＊†‡※]))")
# Wikipedia's way back from a note to its references: "^", or "^ a b c" where there are several.
_BACK_LINK = re.compile(r"(?:\^|↑)\s*(?:[a-z](?=[\sa-z])\s*){0,26}(?=\s|[^\x00-\x7f]|[A-Z\"“])\s*")

# What a number counts: 5 月, 28 社, 6 ヵ月, 301条. The negative part keeps words that only begin with the same character.
COUNTER = re.compile(
    r"\s*(?:年|月|日(?!本|米|中(?!旬)|経|欧|英|韓|印|立|銀|産|豪|系)|時(?!点|事|報)|分(?!野|析|類)|秒|週|旬|半(?!導)|四半|世紀|期(?!限|待)|"
    r"か国|[カヵヶケかｶ箇][国月年所条]|ｶ|個|社(?!会)|件|人(?!民|工|権|口)|名(?!称|目|古|義)|者|団体|企業|国(?!際|内|連|防|家|務|民|立|土|営|外|会|道|産|交|有|境)|"
    r"地域|州|省(?!令|庁|エ)|品目|種(?!類|別)|機(?!関|械|構|能|微)|台(?!湾|頭)|隻|本(?!稿|文|書|件|報|法|章|節|年|協|合|規|邦|社|制|措|日)|"
    r"頁|ページ|番|万|億|兆|千|百|十|円|ドル|ﾄﾞﾙ|ユーロ|元(?!来|々)|トン|ﾄﾝ|キロ|ｷﾛ|メートル|ナノ|%|％|パーセント|ﾊﾟｰｾﾝﾄ|ポイント|ﾎﾟｲﾝﾄ|倍|割(?!当)|"
    r"位|回|度|階|歳|つ|条(?!約|件)|項(?!目)|号|章|節|款|編|業種|分野|項目|類型|段階|以上|以下|未満|超(?!え)|余|代|点|部(?!門|品|分|署)|"
    r"[kKMGTmcµμn]?(?:m|g|W|Hz|B|bit|TOPS)\b|percent|per cent|million|billion|trillion|years?\b|months?\b|days?\b)"
)
# Words whose number is a name or a place in a document, not a note: 表 1, 別表第 2, 禁止事項 10, Part 740.
LABEL = re.compile(
    r"(?:第|(?<![公発代])表|図|付則|附則|別紙|様式|資料|事項|附属書|付属書|議定書|(?<![条契規公制予要])約|(?<![統設会時推])計|"
    r"(?<![安保健完万])全|毎|平均|最大|最長|最短|最低|"
    r"パート|グループ|カテゴリー?|レベル|フェーズ|ステージ|ステップ|クラス|タイプ|セクション|シート|スライド|チャプター|バージョン|"
    r"ﾊﾟｰﾄ|ｸﾞﾙｰﾌﾟ|ｶﾃｺﾞﾘｰ?|ﾚﾍﾞﾙ|ﾌｪｰｽﾞ|ｽﾃｰｼﾞ|平成|令和|昭和|西暦|午前|午後|"
    r"(?i:\b(?:no|part|section|sec|article|art|annex|chapter|table|figure|fig|category|group|phase|level|list|rule|page|pp?|vol|"
    r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\.?))$"
)
_ABBREVIATION = re.compile(r"(?i:\b(?:vols?|paras?|ch|cl|reg|eq|ver|fed|rep|stat|supp|app|subpart|item|items|nos|arts|secs|ex|exh|approx|ca|est|cf|ibid|id|no|sec|art|fig|pp?|arts?|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.)$")
_EXPONENT_BASE = re.compile(r"(?:(?<![A-Za-z’'])(?:[Rxyznσχ]|[kcmnµμ]?m|[0-9]+\s*[x×]\s*10|(?<![0-9,.])10|s|ft|in))$")


@dataclass(frozen=True, slots=True)
class BodyMark:
    """The marker in front of a note: `marker` as in `Note.marker`, its number (None for a lone 注), and where the note's text begins."""

    marker: str
    number: int | None
    end: int
    style: BodyStyle


def plain_marker(printed: str) -> str:
    """Return a printed marker in NFKC without brackets, space or superscript: `＊1` → `*1`, `[注釈 1]` → `注釈1`, `１）` → `1`."""
    return re.sub(r"[\s\[\](){}〔〕^]", "", unicodedata.normalize("NFKC", printed))


def marker_number(marker: str) -> int | None:
    """Return the number in a plain marker; None where it has none (`注`, `^abc`)."""
    found = re.search(r"(\d+)/?$", marker)
    return int(found[1]) if found else None


def read_body_mark(text: str, glued: bool = False) -> BodyMark | None:
    """Return the note marker at the beginning of `text`, or None.

    Accepted: `＊3 …`, `（注1）…`, `1 Reuters, …`, `2. …`; with `glued` also `1これらに`. Rejected: `5 月 10 日に`, `3D991 等`.
    """
    explicit = _EXPLICIT_BODY.match(text)
    if explicit:
        marker = plain_marker(explicit["mark"])
        return BodyMark(marker, marker_number(marker), explicit.end(), "explicit")
    for pattern, style in ((_DOTTED_BODY, "dotted"), (_PLAIN_BODY, "plain"), (_GLUED_BODY if glued else None, "plain")):
        found = pattern.match(text) if pattern else None
        if found and not COUNTER.match(text[found.end("mark") if found["mark"] else found.end() - 1 :]):
            marker = plain_marker(found.group() if style == "dotted" else found["mark"]).rstrip(".:")
            return BodyMark(marker, int(marker), found.end(), "dotted" if style == "dotted" else "plain")
    return None


def read_sign_mark(text: str) -> BodyMark | None:
    """Return the sign or letter at the beginning of a note that a reference awaits: `* 暫定値`, `† Excluding …`, `a) Fiscal year`."""
    found = _SIGN_BODY.match(text)
    return BodyMark(plain_marker(found["mark"]), None, found.end(), "explicit") if found else None


def skip_back_link(text: str, start: int) -> int:
    """Return where a note's text begins after a Wikipedia back link (`^ a b`) at `start`; `start` itself where there is none."""
    found = _BACK_LINK.match(text, start)
    return found.end() if found else start


def find_explicit(text: str, scope: Span) -> Iterator[tuple[str, Span]]:
    """Yield (marker, span) of every marker in `scope` that its print makes plain; exponents are left out."""
    for found in EXPLICIT.finditer(text, scope.start, scope.end):
        before = text[max(0, found.start() - 8) : found.start()]
        raised = unicodedata.normalize("NFKC", found.group())[0].isdigit()
        if not (raised and _EXPONENT_BASE.search(before)):
            yield plain_marker(found.group()), Span(found.start(), found.end())


def is_exponent(text: str, at: int) -> bool:
    """Say whether a raised number at `at` is a power (10³, km²) rather than a marker."""
    return bool(_EXPONENT_BASE.search(text[max(0, at - 8) : at]))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plain number in running text that may be a reference: `weight` says how much it looks like one, `strong` that it needs no note to be believed."""

    number: int
    span: Span
    weight: float
    strong: bool


_IMPLICIT = re.compile(rf"(?P<gap>(?<=\S)[ 　\n]{{0,4}}|)(?P<number>(?<!{_DIGIT})[1-9１-９]{_DIGIT}{{0,2}})(?!{_DIGIT})")
_CLOSING = "。｡、､，．)）」』】｣"
_NOT_BEFORE = re.compile(r"[0-9０-９.,，．\-–—/(（「『【\[［#$＄¥€£:：〜～~・･=+<>≧≦＝%％&@_|年月日*＊※]$")
_NOT_AFTER = re.compile(r"[A-Za-z]|\s*(?:[.,．:：/\-–—~～〜]\s*[0-9０-９A-Za-z]|[~～〜%％×xX＝=]|-)")


def find_implicit(text: str, scope: Span) -> Iterator[Candidate]:
    """Yield the bare numbers in `scope` that may be note references, with a weight.

    Accepted: `…に掲載した 1。`, `機器 15` at the end, glued `とする1。`. Rejected: `5 月`, `表 1`, `301条`, `第 3 回`, `H20`.
    """
    for found in _IMPLICIT.finditer(text, scope.start, scope.end):
        before = text[max(scope.start, found.start() - 24) : found.start()].replace("\n", "")
        after = text[found.end() : min(scope.end, found.end() + 16)].replace("\n", "")
        weight, strong = _judge(before, bool(found["gap"].strip("\n")), after)
        if weight:
            number = int(unicodedata.normalize("NFKC", found["number"]))
            bracket = after[:1] in (")", "）") and not _is_inside_brackets(text, found.start())
            closed = bracket and _HALF_BRACKET.match(after) is not None
            if bracket and not closed:
                continue
            end = found.end("number") + closed
            yield Candidate(number, Span(found.start("number"), end), weight + 2 * closed, strong or closed)


# `…を発動1)`: a closing bracket that none opened; not `1)から3)まで`, which speaks of items.
_HALF_BRACKET = re.compile(r"[)）](?!\s*(?:から|まで|及び|並びに|または|又は|[～〜~,，\-–]|[のにをはがと](?![のにをはがと])))")


def _is_inside_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 120) : at]
    return max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))


# English puts the marker behind the comma or full stop: `closed models.1 Exports`, `(“EAR”),2 which`.
_LATIN_STOP = re.compile(r"(?:[a-z]{2}|[a-z0-9%][)\]”\"’']{1,3}|[A-Z]\.[A-Z]|[A-Z]{2})(?P<stop>[.,;:?!])[”\"’')]?$|[a-z](?P<quoted>[.,;:?!])[”\"’')]$")
_NEXT_SENTENCE = re.compile(r"\s+[A-Z“\"‘(\[]|\s*$")
_NEXT_WORD = re.compile(r"\s+[A-Za-z“\"‘(\[]|\s*$")


def _judge_latin(left: str, spaced: bool, after: str) -> tuple[float, bool]:
    """Weigh a number behind the punctuation of a Latin sentence; 0 where it cannot be a marker (`No.1`, `vol. 2`)."""
    found = _LATIN_STOP.search(left)
    if not found or _ABBREVIATION.search(left):
        return 0.0, False
    ends = (found["stop"] or found["quoted"]) in ".?!"
    if spaced:
        return (2.0, False) if ends and _NEXT_SENTENCE.match(after) else (0.0, False)
    return (4.0, True) if (_NEXT_SENTENCE if ends else _NEXT_WORD).match(after) else (0.0, False)


def _judge(before: str, spaced: bool, after: str) -> tuple[float, bool]:
    """Weigh a bare number by its neighbours; 0 for a number that counts, measures, names or dates something."""
    left = before.rstrip()
    latin_stop = _judge_latin(left, spaced, after)
    if latin_stop[0]:
        return latin_stop
    if not left or _NOT_BEFORE.search(left) or LABEL.search(left) or COUNTER.match(after) or _NOT_AFTER.match(after):
        return 0.0, False
    latin = left[-1].isascii() and left[-1].isalnum()
    if latin and not spaced:
        return 0.0, False
    tail = after.lstrip()
    closed = not tail or tail[0] in _CLOSING
    weight = (4.0 if spaced else 2.0) if closed else (2.0 if spaced else 0.6)
    return weight * (0.4 if latin else 1.0), spaced and closed and not latin
