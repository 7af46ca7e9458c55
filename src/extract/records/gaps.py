"""Members of a row whose verb is left out, because the next member brings the same one; and what they share of it.

米国は145%から30%、中国は125%から10%とする; 4月にガリウム、7月に黒鉛の輸出を許可制とした; EUは8月に、台湾は9月に禁輸をやめた;
鉄鋼への割当に加え、木材への関税を導入した; 要人の資産凍結、銀行との取引の制限、石炭の輸入の禁止などの措置を講じた.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from extract.records.chunks import Chunk
from extract.records.statements import Term
from extract.spans import Span, hull

if TYPE_CHECKING:
    from extract.records.clauses import Clause

DAY = re.compile(r"[\d〇一二三四五六七八九十][日月年]$|[上中下]旬$|同日$|翌日$")
# An amount with which a parallel member ends: 25%, 5,500億ドル, 10台, 24社.
_AMOUNT = re.compile(r"(?:%|円|ドル|ユーロ|元|ウォン|台|トン|社|品目|機|隻|頭|件|ポイント)(?:超|以上|相当|分)?$")
_FIGURE = re.compile(rf"[\d〇一二三四五六七八九十百千万億兆]\s?{_AMOUNT.pattern}")
_COUNTED = re.compile(r"社|品目|隻|件|台|機|頭")
_MARKS = {"に", "には", "は", "を", "から", "へ", "については", "について", "が"}


def gaps(i: int, chunks: Sequence[Chunk], text: str, actors: Sequence[Span]) -> bool:
    """Say whether the verb is left out after a chunk, because the next member of the row brings the same one.

    Accepted: 米国は145%から30%、中国は125%から10%とする (another power begins); 鉄鋼に25%、アルミニウムに10%の関税を課す
    (the same particle before the same kind of amount). Rejected: 年500万トン、34億ドル相当を購入 (one thing measured twice).
    """
    if i + 1 >= len(chunks):
        return False
    chunk, following = chunks[i], chunks[i + 1]
    if _swaps_subject(chunks[:i], chunk, following, chunks[i + 2 :], text, actors) or _dated_anew(i, chunks, text):
        return True
    amount = _AMOUNT.search(chunk.content.of(text))
    if chunk.verb or chunk.particle not in {"", "へ", "に"} or not chunk.comma or amount is None:
        return False
    if any(following.content.start <= a.start < following.content.end for a in actors):
        return not (following.particle == "の" and _COUNTED.match(amount[0]))  # 中国の3社、イスラエルの1社を追加
    marks = {c.particle for c in chunks[max(0, i - 4) : i] if not DAY.search(c.content.of(text))} & _MARKS
    return i > 0 and _parallel(i, chunks, text, marks - {"は"}, amount[0])


# The day on which each member of a row was done: 2023年8月に, 12月には.
_ONDAY = {"に", "には", "から", "より"}


# A member of such a row is no longer than this, in bunsetsu.
_MEMBER = 12


def _dated_anew(i: int, chunks: Sequence[Chunk], text: str) -> bool:
    """Say whether the next member of a row begins with a day of its own: 4月にガリウム、7月に黒鉛の輸出を許可制とした.

    Accepted too: 8月にはガリウムを、12月には黒鉛を許可の対象とした; 12月に15%、2月に20%へと引き上げた, since what was raised twice was two acts.
    Rejected: 4月に発表した措置を、7月に実施する (one thing on two days), 2027年に15%、2028年に30%を課す (one duty in steps).
    """
    chunk, following = chunks[i], chunks[i + 1]
    if chunk.verb or not chunk.comma or chunk.particle not in {"", "に", "について", "に対し", "に対して", "へ", "を"} or i + 2 >= len(chunks):
        return False
    own = chunk.content.of(text)
    if following.particle not in _ONDAY or not DAY.search(following.content.of(text)) or DAY.search(own):
        return False
    verb = next((c for c in chunks[i + 2 :] if c.verb and c.form != "adnominal"), None)
    if _FIGURE.search(own) and (verb is None or not verb.tail.endswith("た")):
        return False
    if chunk.particle == "を" and not any(c.particle == "を" for c in takewhile(lambda c: not c.verb, chunks[i + 2 :])):
        return False
    first = next((k for k in range(i - 1, max(-1, i - _MEMBER), -1) if DAY.search(chunks[k].content.of(text)) and chunks[k].particle in _ONDAY), None)
    return first is not None and not any((c.verb and c.form != "adnominal") or (c.comma and c.particle) for c in chunks[first + 1 : i])


# What the last word of each side may be, where the verb comes with the last side: を, に, へ …, or a day without any.
_CASES = {"を", "に", "へ", "で", "から", "より", "まで", "に対し", "に対して", "について", "については"}


def _swaps_subject(before: Sequence[Chunk], chunk: Chunk, following: Chunk, after: Sequence[Chunk], text: str, actors: Sequence[Span]) -> bool:
    """Say whether another power begins after a clause without its verb: 日本は投資を、米国は関税の引き下げを約束した.

    Accepted too: EUは8月に、台湾は9月に禁輸をやめた, where what the other side does has the same case and kind.
    Rejected: 買収を、米国政府は承認した (nobody acts before the object); 米国は8月に、中国が停止した輸出を再開した.
    """
    subject = next((c for c in before if c.particle in {"は", "が"} and any(c.content.covers(a) for a in actors)), None)
    begins = following.particle in {"は", "が"} and any(following.content.covers(a) for a in actors)
    if subject is None or not begins or chunk.verb or not chunk.comma or any(c.verb for c in before):
        return False
    if chunk.particle == "を":
        return True
    return following.particle == subject.particle and _counterpart(chunk, after, text) is not None


def _counterpart(chunk: Chunk, after: Sequence[Chunk], text: str) -> int | None:
    """Return where in the next side stands what has the case and kind of the last word of this one, before any verb."""
    day = DAY.search(chunk.content.of(text)) is not None
    if chunk.particle not in _CASES and not (day and not chunk.particle):
        return None
    for k, other in enumerate(after):
        if other.verb:
            return None
        if (DAY.search(other.content.of(text)) is not None) == day and (other.particle == chunk.particle or (day and not chunk.particle)):
            return k
    return None


def _parallel(i: int, chunks: Sequence[Chunk], text: str, marks: set[str], amount: str) -> bool:
    """Say whether the words after a chunk repeat its pattern: a noun with one of the particles, then a like amount."""
    marked = False
    for chunk in chunks[i + 1 :]:
        if marked and chunk.content.of(text).endswith(amount):
            return True
        if chunk.verb:
            return False
        marked = marked or (chunk.particle in marks and not DAY.search(chunk.content.of(text)))
    return False


def share_verbs(clauses: Sequence[Clause], terms: Sequence[Term], text: str) -> tuple[Clause, ...]:
    """Let each clause that lacks its verb share what follows the amount in the next one."""
    out: list[Clause] = []
    for clause in reversed(clauses):
        after = out[-1] if out else None
        shared = _shared(clause, after, terms, text) if after is not None and clause.nominal and clause.predicate.comma else None
        out.append(replace(clause, shared=shared) if shared is not None else clause)
    return tuple(reversed(out))


def _shared(clause: Clause, after: Clause, terms: Sequence[Term], text: str) -> Span | None:
    """Return what a clause without its verb shares of the next one."""
    found = _after_added(clause, after, terms) or _after_dated(clause, after, text) or _after_listed(clause, after, terms, text)
    if found is not None:
        return found
    if clause.predicate.particle == "を":
        return _after_object(after)
    return _rest(after, text) if _AMOUNT.search(clause.predicate.content.of(text)) else _after_side(clause, after, text)


def _after_dated(clause: Clause, after: Clause, text: str) -> Span | None:
    """Return what follows the counterpart of the last word of a clause in the next one, where a day begins that.

    4月にガリウム、7月に黒鉛の輸出を許可制とした: 輸出を許可制とした; where that one lacks its verb too, what it shares itself.
    """
    if after.chunks[0].particle not in _ONDAY or not DAY.search(after.chunks[0].content.of(text)) or clause.predicate.particle not in {"", "について", "に", "に対し", "に対して", "へ", "を"}:
        return None
    if after.shared is not None:
        return after.shared
    mark = clause.predicate.particle
    if _FIGURE.search(clause.predicate.content.of(text)):
        amount = next((c.content.end for c in after.chunks[1:] if _AMOUNT.search(c.content.of(text))), after.span.end)
        return Span(amount, after.span.end) if amount < after.span.end else None
    at = next((k for k, c in enumerate(after.chunks[1:], 1) if (c.particle == mark if mark else True)), None)
    rest = after.chunks[at + 1 :] if at is not None else ()
    return hull(c.span for c in rest) if rest else None


def _after_side(clause: Clause, after: Clause, text: str) -> Span | None:
    """Return what follows the counterpart of the last word of a side in the next one: 禁輸をやめた."""
    if not any(c.particle in {"は", "が"} for c in clause.chunks) or after.chunks[0].particle not in {"は", "が"}:
        return None
    if after.shared is not None:
        return after.shared
    at = _counterpart(clause.predicate, after.chunks[1:], text)
    rest = after.chunks[at + 2 :] if at is not None else ()
    return hull(c.span for c in rest) if rest else None


# Besides which another act is told of the same verb: 鉄鋼への割当に加え、木材への関税を導入した.
ADDITIVE = re.compile(r"^(?:に加え(?:て)?|に続(?:き|いて)|とともに|とあわせて|と[併合]わ?せて|と並(?:び|んで)|のほか(?:にも?)?)$")


def adds_act(i: int, chunks: Sequence[Chunk], terms: Sequence[Term]) -> bool:
    """Say whether a measure is named besides the object of the verb: 割当に加え、…の関税を導入した.

    Rejected: 会談に続き、関税を導入した (no measure); 関税に加え、需要の減少を指摘した (no measure after it).
    """
    chunk = chunks[i]
    if chunk.verb or not chunk.comma or not ADDITIVE.match(chunk.particle) or not _names_measure(chunk, terms):
        return False
    return _object_after(chunks[i + 1 :], terms) is not None


def _names_measure(chunk: Chunk, terms: Sequence[Term]) -> bool:
    """Say whether a chunk ends in a measure: 追加関税, 輸出禁止, 入港禁止."""
    return any(
        chunk.content.end - t.span.end <= 1 and chunk.content.overlaps(t.span) and (t.word.kind == "operator" or (t.word.kind == "noun" and t.word.noun == "measure"))
        for t in terms
    )


def _object_after(chunks: Sequence[Chunk], terms: Sequence[Term]) -> int | None:
    for k, chunk in enumerate(chunks):
        if chunk.verb:
            return None
        if chunk.particle in {"を", "も", "をも"} and _names_measure(chunk, terms):
            return k
    return None


# What a row of measures is summed up as, and done: などの厳しい措置を講じた.
_SUMMED = re.compile(r"^(?:[^、。はがを]{0,8}(?:措置|制裁|規制|対策|対応|対抗策|対応策|報復))$")


def lists_measure(i: int, chunks: Sequence[Chunk], terms: Sequence[Term], text: str) -> bool:
    """Say whether a chunk ends one measure of a row that is summed up and done in the end: 資産凍結、取引の制限などの措置を講じた.

    Rejected: 関税、為替などの問題を協議した (no measure sums the row up), 禁輸、関税などの措置による影響 (nothing is done).
    """
    chunk = chunks[i]
    if chunk.verb or not chunk.comma or chunk.particle or not _names_measure(chunk, terms):
        return False
    return _summed_up(chunks[i + 1 :], terms, text) is not None


def _summed_up(chunks: Sequence[Chunk], terms: Sequence[Term], text: str) -> int | None:
    """Return where the word stands that sums up a row of measures, of which one at least is among `chunks`."""
    for k, chunk in enumerate(chunks):
        if chunk.verb and chunk.form != "adnominal":
            return None
        words = chunk.content.of(text) + chunk.particle
        if not words.endswith(("などの", "等の", "といった")) or not _names_measure(chunk, terms):
            continue
        at = next((j for j in range(k + 1, min(k + 3, len(chunks))) if not chunks[j].verb), None)
        if at is not None and chunks[at].particle == "を" and _SUMMED.match(chunks[at].content.of(text)):
            return at
    return None


def _after_listed(clause: Clause, after: Clause, terms: Sequence[Term], text: str) -> Span | None:
    """Return what sums up a row of measures and is done with it: 措置を講じた."""
    if clause.predicate.particle or not _names_measure(clause.predicate, terms):
        return None
    at = _summed_up(after.chunks, terms, text)
    if at is not None:
        return hull(c.span for c in after.chunks[at:])
    return after.shared if after.shared is not None and _SUMMED.match(text[after.shared.start : after.shared.end].partition("を")[0]) else None


def _after_added(clause: Clause, after: Clause, terms: Sequence[Term]) -> Span | None:
    """Return the verb of the measure that is told of after a clause with に加え."""
    at = _object_after(after.chunks, terms) if ADDITIVE.match(clause.predicate.particle) else None
    rest = after.chunks[at + 1 :] if at is not None else ()
    return hull(c.span for c in rest) if rest else None


def _after_object(clause: Clause) -> Span | None:
    """Return what follows the last object of a clause: the verb that a clause before it shares."""
    last = max((k for k, c in enumerate(clause.chunks) if c.particle == "を"), default=len(clause.chunks))
    return hull(c.span for c in clause.chunks[last + 1 :]) if last + 1 < len(clause.chunks) else None


# 同125%と…に達した: an amount that is quoted or compared has no act to share.
_SHARING = {"", "の", "が", "を", "に", "へ", "は", "から"}


def _rest(clause: Clause, text: str) -> Span | None:
    """Return what follows the last amount of a clause, or what it shares itself where it is gapped too.

    The amount itself is the clause's own (中国は125%から10%とする: とする).
    """
    amounts = [c for c in clause.chunks if _AMOUNT.search(c.content.of(text))]
    if not amounts or amounts[0].particle not in _SHARING:
        return clause.shared
    if clause.shared is not None:
        return clause.shared
    last, end = amounts[-1], clause.span.end
    start = last.content.end if last.verb else last.span.end
    return Span(start, end) if start < end else None
