"""Lengths of time as English writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.mentions.date_terms import Expression, any_of, fold
from extract.spans import Span
from extract.values.dates import read_count, spell_duration


@cache
def _numbers() -> dict[str, int]:
    return dict(read_lexicon("dates")["en"]["numbers"])


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{any_of(_numbers())})"
    duration = (
        rf"(?<![\w$€£.\-])(?:(?P<more>an\s+additional|another|a\s+further|an\s+extra|a\s+full)\s+(?P<n2>{number}\s+)?|(?P<n>{number})(?:\s*\((?:\d+|[a-z-]+)\))?[\s-]+)"
        r"(?P<half>and[\s-]+a[\s-]+half[\s-]+)?(?:more\s+|calendar[\s-]+|business[\s-]+|working[\s-]+|consecutive\s+|full\s+|additional\s+)?(?P<unit>day|week|month|year|decade|hour)(?P<plural>s?)\b(?P<half_more>\s+and\s+a\s+half\b)?"
        r"|(?P<lead>\b(?:over|during|in|within|for|of)\s+)the\s+(?:past|last|preceding)\s+(?P<past>day|week|month|year|decade)\b(?!\s+of|\s+and\s+a)"
        r"|\bhalf\s+a\s+year\b"
    )
    return re.compile(duration, re.I)


_UNITS = {"year": (1, 0, 0), "decade": (10, 0, 0), "month": (0, 1, 0), "week": (0, 0, 7), "day": (0, 0, 1)}
_RATE_BEFORE = re.compile(r"(?:\bper|\beach|\bevery|\bonce|\btwice|\btimes|\bmillion|\bbillion|\btrillion|\btons?|\bannually|[%\d])\s+$", re.I)
_ONE_CUE = re.compile(r"(?:\bfor|\bwithin|\bafter|\bthan|\bof|\bover|\bby|\bnearly|\babout|\balmost|\bextend(?:ed|s|ing)?|\blasting|\bin|\bpast|\blast|\bfull|\bonly|\bjust|\bunder)\s+$", re.I)
_LATER = re.compile(r"\s+(?:later|from\s+(?:(?P<now>now|today)|then))\b", re.I)
_AGO = re.compile(r"\s+(?:(?P<now>ago)|earlier)\b", re.I)


def find_durations(text: str) -> Iterator[Expression]:
    """Give the lengths of time in a masked text; `a 90-day pause` is one, `$7 billion a year` is not."""
    for found in _pattern().finditer(text):
        made = _duration(text, found)
        if made:
            yield made


def _count(found: re.Match[str]) -> int:
    stated = (found["n"] or found["n2"] or "1").strip()
    return read_count(stated) or _numbers().get(fold(stated), 0)


def _duration(text: str, found: re.Match[str]) -> Expression | None:
    span, before = Span(*found.span()), text[max(0, found.start() - 14) : found.start()]
    if found["past"]:
        past = _UNITS[found["past"].casefold()]
        return Expression(Span(found.end("lead"), found.end()), "duration", duration=spell_duration(past[0], past[1], days=past[2]), amount=past)
    if found["unit"] is None:
        return Expression(span, "duration", duration="P6M", amount=(0, 6, 0))
    unit, count, stated = found["unit"].casefold(), _count(found), fold(found["n"] or "")
    if not count or count > 999 or re.match(r"\s*-?\s*old\b", text[found.end() :]):
        return None
    if stated in ("a", "an") and not found["half_more"] and not _ago_or_later(text, found.end()) and (_RATE_BEFORE.search(before) or not _ONE_CUE.search(before)):
        return None
    if stated in ("hundred",) or (found["n"] and re.match(r"[\s-]*[Pp]lan", text[found.end() :]) and found["n"][0].isupper()):
        return None
    if unit == "hour":
        return Expression(span, "duration", duration=f"PT{count}H") if re.search(r"\b(?:within|least|after|for|than)\s+$", before) or "-" in found[0] else None
    amount = tuple(count * n for n in _UNITS[unit])
    made = (amount[0], amount[1] + (6 if (found["half"] or found["half_more"]) and unit == "year" else 0), amount[2])
    return _counted(text, span, made, f"P{count}W" if unit == "week" else spell_duration(made[0], made[1], days=made[2]))


def _ago_or_later(text: str, end: int) -> bool:
    return bool(_LATER.match(text, end) or _AGO.match(text, end))


def _counted(text: str, span: Span, amount: tuple[int, int, int], duration: str) -> Expression:
    for pattern, sign in ((_LATER, 1), (_AGO, -1)):
        found = pattern.match(text, span.end)
        if found:
            return Expression(Span(span.start, found.end()), "offset", duration=duration, amount=amount, offset=sign, from_now=bool(found["now"]))
    return Expression(span, "duration", duration=duration, amount=amount)
