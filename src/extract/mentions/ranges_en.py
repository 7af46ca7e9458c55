"""Ranges, lists and open ends of English dates: what joins two points, and what since, by and from make of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extract.mentions.date_terms import Edge, Expression, Hit, Point, Term, fixed, fold, runs_backwards
from extract.spans import Span

YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,]\d|-\d|%)"
DASH = r"\s*(?:-|–|—|~|〜)\s*"

# A time of day may stand between the word and the date: effective 12:01 a.m. eastern daylight time on August 7.
_ZONE = r"(?:\(?(?:E[DS]T|ET|UTC|GMT|CET|JST|BST|(?:U\.?S\.?\s+)?(?:eastern|pacific|central|local|tokyo|beijing|brussels)(?:\s+(?:daylight|standard))?(?:\s+savings?)?\s+time)\)?)"
_TIME = rf"(?:(?:at\s+)?(?:\d{{1,2}}(?::\d\d)?\s*(?:[ap]\.?m\.?)|\d{{1,2}}:\d\d|midnight|noon),?\s*(?:{_ZONE},?\s*)?(?:on\s+)?)?"
_SINCE_BEFORE = re.compile(rf"\b(?P<word>since|ever\s+since)\s+(?:at\s+least\s+)?{_TIME}$", re.I)
_UNTIL_BEFORE = re.compile(rf"\b(?P<word>until|till|through|by|no(?:t)?\s+later\s+than|on\s+or\s+before|up\s+to)\s+{_TIME}$", re.I)
_BEFORE_BEFORE = re.compile(rf"\b(?:before|prior\s+to|ahead\s+of)\s+{_TIME}$", re.I)
_FROM_BEFORE = re.compile(rf"\b(?P<word>from|beginning(?:\s+on)?|starting(?:\s+on|\s+from)?|effective(?:\s+(?:on|from|as\s+of))?|as\s+of|on\s+or\s+after|after|commencing(?:\s+on)?|takes?\s+effect\s+(?:on\s+)?|in\s+effect\s+(?:from|on|as\s+of))\s+{_TIME}$", re.I)
_ONWARD = re.compile(r"\s*,?\s*(?:onwards?|forward|and\s+(?:thereafter|after|beyond|later)|or\s+later)\b", re.I)
_JOINT = re.compile(r"\s*,?\s*(?P<word>-|–|—|~|to|through|until|and|up\s+to)\s*(?:the\s+)?$", re.I)
_DAY_RUN = re.compile(rf"{DASH}(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:\s*,\s*(?P<year>{YEAR}))?(?!\d|[\s-]*(?:day|month|year|percent)|%|[.,]\d{{3}})")
_DAYS_MORE = re.compile(rf"(?P<days>(?:\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?\b)+)(?:\s*,\s*(?P<year>{YEAR}))?(?=\s*(?:,|\.|;|\)|$|in\b|at\b|to\b|for\b|with\b))")
# How far before a date its word may stand: effective with respect to … at 12:01 a.m. eastern daylight time on.
_REACH = 64
_RANGE_DAY = re.compile(rf"(?<![\d.$])(?P<a>3[01]|[12]\d|[1-9])(?P<dash>{DASH}|\s+(?:to|and)\s+)$")
_YEAR_RUN = re.compile(r"(?<![\w$€£.,/\-])(?P<a>(?:19|20)\d\d)[-–—](?P<b>(?:19|20)?\d\d)(?![\d\-])")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
# Controls announced on October 9 until November 10: the first day is that of the announcement alone.
_DONE_BEFORE = re.compile(r"\b(?:[a-z]{3,}ed|set|due|made|taken|begun)\s+(?:on|in|for)\s+(?:the\s+)?$", re.I)
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|&\s*)(?:on\s+)?$")
# September 6 and 29 August: the 6 has a month of its own.
_MONTH_BEFORE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+$")


def _with_years(text: str, hits: list[Hit]) -> list[Hit]:
    """Give `March 4` in `March 4 and April 5, 2025` the year of the date it is listed with."""
    out = list(hits)
    for i in range(len(out) - 2, -1, -1):
        hit, following = out[i], out[i + 1]
        bare = hit.point.day and hit.point.month and hit.point.year is None
        if bare and following.point.explicit and following.point.day and _LISTED.fullmatch(text[hit.end : following.start]):
            out[i] = replace(hit, point=replace(hit.point, year=_range_year(hit.point, following.point)))
    return out


def _joined(text: str, first: Hit, last: Hit) -> bool:
    between = text[first.end : last.start]
    joint = _JOINT.fullmatch(between)
    if not joint:
        return False
    word = fold(joint["word"])
    if word == "and":
        return bool(_BETWEEN.search(text, 0, first.start))
    if word == "until" and _DONE_BEFORE.search(text, max(0, first.start - _REACH), first.start):
        return False
    return word not in ("to", "until", "through") or _same_scale(first.point, last.point)


def _same_scale(first: Point, last: Point) -> bool:
    return (first.day is None) == (last.day is None) and (first.month is None) == (last.month is None)


def join_points(text: str, hits: list[Hit]) -> Iterator[Expression]:
    """Give the points as expressions, two of them as one where a dash, to or between … and joins them."""
    hits = _with_years(text, hits)
    skip = False
    for index, hit in enumerate(hits):
        if skip:
            skip = False
            continue
        following = hits[index + 1] if index + 1 < len(hits) else None
        if following and _joined(text, hit, following):
            skip = True
            first = hit.point
            if first.year is None and following.point.explicit and first.month:
                first = replace(first, year=_range_year(first, following.point))
            yield Expression(Span(hit.start, following.end), f"{hit.rule}_range", first, following.point)
        else:
            yield from _days_of_month(text, hit)


def _range_year(first: Point, last: Point) -> Term | None:
    """Return the year of `November 10` in `November 10 to February 9, 2026`: the one before, if it would run backwards."""
    if last.year is None or first.month is None or last.month is None:
        return last.year
    return fixed(last.year.number - (1 if runs_backwards(first, last) else 0))


def _days_of_month(text: str, hit: Hit) -> Iterator[Expression]:
    """`July 28-29, 2025` is a range; `May 10 and 11` are two dates; `10-11 May 2025` and `10 to 11 May` are ranges too."""
    run = _DAY_RUN.match(text, hit.end) if hit.rule == "month_day" else None
    if run and hit.point.day and int(run["day"]) > hit.point.day.number:
        year = fixed(int(run["year"])) if run["year"] else hit.point.year
        yield Expression(Span(hit.start, run.end()), "day_run", replace(hit.point, year=year), replace(hit.point, year=year, day=fixed(int(run["day"]))))
        return
    back = _RANGE_DAY.search(text, max(0, hit.start - 10), hit.start) if hit.rule.startswith("day_month") else None
    if back and _MONTH_BEFORE.search(text, 0, back.start()):
        back = None
    if back and hit.point.day and int(back["a"]) < hit.point.day.number:
        first = replace(hit.point, day=fixed(int(back["a"])))
        if "and" in back["dash"] and not _BETWEEN.search(text, 0, back.start()):  # 10 and 11 May
            yield Expression(Span(back.start("a"), back.end("a")), "day_list", first)
            yield _edged(text, hit)
        else:
            yield Expression(Span(back.start(), hit.end), "day_run", first, hit.point)
        return
    yield from _listed_days(text, hit)


def _listed_days(text: str, hit: Hit) -> Iterator[Expression]:
    """`September 3, 4 and 9, 2025`: each later day takes the month and the year."""
    more = _DAYS_MORE.match(text, hit.end) if hit.rule == "month_day" else None
    days = list(re.finditer(r"(?P<day>\d+)(?:st|nd|rd|th)?", more["days"])) if more else []
    numbers = [hit.point.day.number if hit.point.day else 0, *(int(d["day"]) for d in days)]
    if more is None or any(a >= b for a, b in pairwise(numbers)):
        yield _edged(text, hit)
        return
    year = fixed(int(more["year"])) if more["year"] else hit.point.year
    yield _edged(text, replace(hit, point=replace(hit.point, year=year)))
    for place, day in enumerate(days):
        end = more.end() if place == len(days) - 1 else more.start("days") + day.end()
        yield Expression(Span(more.start("days") + day.start(), end), "day_list", replace(hit.point, year=year, day=fixed(int(day["day"]))))


def _edged(text: str, hit: Hit) -> Expression:
    before = text[max(0, hit.start - _REACH) : hit.start]
    offset = max(0, hit.start - _REACH)
    since, until = _SINCE_BEFORE.search(before), _UNTIL_BEFORE.search(before)
    if since:
        return Expression(Span(offset + since.start("word"), hit.end), hit.rule, hit.point, edge="since")
    if until:
        return Expression(Span(offset + until.start("word"), hit.end), hit.rule, hit.point, edge="until")
    onward = _ONWARD.match(text, hit.end)
    if onward:
        return Expression(Span(hit.start, onward.end()), hit.rule, hit.point, edge="since")
    edge: Edge = "from" if _FROM_BEFORE.search(before) else "before" if _BEFORE_BEFORE.search(before) else ""
    return Expression(Span(hit.start, hit.end), hit.rule, hit.point, edge=edge)


def find_year_runs(text: str) -> Iterator[Expression]:
    """`2018-20`, `2024–2025`."""
    for found in _YEAR_RUN.finditer(text):
        a = int(found["a"])
        b = int(found["b"]) if len(found["b"]) == 4 else a // 100 * 100 + int(found["b"])
        if a < b <= a + 50 and not (len(found["b"]) == 2 and int(found["b"]) <= 12):
            yield Expression(Span(*found.span()), "year_run", Point(fixed(a)), Point(fixed(b)))
