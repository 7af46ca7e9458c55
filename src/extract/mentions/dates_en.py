"""Dates and durations as English writes them: finds the expressions, leaves their anchors open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.mentions.date_terms import (
    Compact,
    Expression,
    Hit,
    Point,
    Relation,
    Term,
    any_of,
    clear_hits,
    fixed,
    fold,
    select,
)
from extract.mentions.durations_en import find_durations
from extract.mentions.ranges_en import DASH, YEAR, find_year_runs, join_points
from extract.spans import Span

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d{3}(?!\d))"
# After a day and month a point and digits are no decimals but the marker of a note: September 29, 2025.12 The list …
_YEAR_OF_DAY = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,]\d(?!\d?(?:\s+[A-Z]|\s*$))|-\d|%)"
_PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early", "start": "early", "end": "late"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon's English words as patterns and tables."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    ordinals: dict[str, int]
    days: dict[str, Term]
    anchored: dict[str, int]
    documented: dict[str, int]
    future: re.Pattern[str]
    due: re.Pattern[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(words: dict[str, dict[str, object]]) -> Iterator[tuple[str, str]]:
    month, season, weekday = (any_of(words[k]) for k in ("months", "seasons", "weekdays"))
    name = rf"(?:(?P<month>{month})\b\.?)"
    weekdays, weekday = weekday, rf"(?:(?:{weekday}),?\s+)?"
    part = r"(?:(?P<part>early|mid|late)(?:\s+in)?[\s-]+(?:to[\s-]+late[\s-]+)?|(?:the\s+)?(?P<part2>beginning|start|middle|end)\s+of\s+)?"
    yield "month_day_year", rf"{weekday}{name}\s*(?P<day>{_DAY})\s*(?:,\s*|\s+)(?P<year>{_YEAR_OF_DAY})"
    yield "day_month_year", rf"{weekday}(?:the\s+|this\s+)?(?P<day>{_DAY})(?:\s+(?:(?:day\s+)?of\s+)?|-){name}(?:,?\s+|-)(?P<year>{_YEAR_OF_DAY})"
    yield "day_month", rf"{weekday}(?:the\s+)?(?<![\d.$€£])(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{month})\b(?!\.?\s*\d)"
    yield "month_day", rf"{weekday}{name}\s+(?P<day>{_DAY})(?!\s*(?:percent|per\s+cent|million|billion))"
    yield "month_year", rf"{part}{name}(?:,?\s+(?:of\s+)?|-)(?P<year>{YEAR})"
    yield "month_relative", rf"{part}{name}\s+(?:of\s+)?(?P<relative>this|last|next)\s+year"
    yield "month_relative", rf"{part}(?P<relative>this|last|next)\s+(?P<month>{month})\b(?!\s+\d)"
    yield "month", rf"(?:{part[:-1]}|(?<=\bin )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bthrough )|(?<=\bof )|(?<=\bto )|(?<=\band )|(?<=\bbetween )|(?<=\bduring )|(?<=\bin the ))(?P<month>{month})\b(?!\s+\d)"
    yield "month", rf"(?<=\bthe )(?P<month>{month})\b(?=\s+[A-Za-z]{{3}})"
    # May, March and August also begin sentences and names.
    plain = any_of(m for m in words["months"] if len(m) > 3 and m not in {"march", "august", "sept"})
    yield "month", r"(?:(?<=\bfor )|(?<=\bbefore )|(?<=\bafter )|(?<=\bthan ))(?P<month>march|august)\b(?=[,.;)]|$)"
    yield "month", rf"(?:(?<=\bon )|(?<=\bfor )|(?<=\bbefore )|(?<=\bafter )|(?<=\bthan )|(?<=\bits )|(?<=\btheir )|(?<=\ba )|(?<=\ban ))(?P<month>{plain})\b(?=\s+[a-z]{{3}}|[,.;)]|$)"
    yield "month", rf"(?<![^.;:(]\s)(?<![\w,])(?P<month>{plain})\b(?=['’]s\s+[a-z]|\s+(?!has\b|said\b)[a-z]{{2}})"
    yield "month_edge", rf"(?P<which>end|start)[\s-](?:of[\s-])?(?P<month>{month})\b(?!\s+\d)"
    yield "year_to_month", rf"(?:the\s+)?(?:(?:fiscal|financial|business|marketing|crop)\s+)?year\s+(?:to|through|ended|ending)\s+(?:in\s+|on\s+|(?:the\s+)?end[\s-]+(?:of\s+)?)?(?P<month>{month})\b(?:\s+(?:28|29|30|31))?(?:,?\s+(?P<year>{YEAR}))?"
    yield "month", rf"(?P<month>{month})\b(?=(?:{DASH}|\s+(?:to|through|and|or)\s+)(?:{month})\b)"
    # A row of a chronology: "November: …", "May – …".
    yield "month", rf"\A\W{{0,3}}(?P<month>{month})\b(?=\.?\s*(?::|[–—-]\s))"
    yield "year_part", (
        rf"(?:(?:the\s+)?(?:(?P<half>first|second|1st|2nd)[\s-]+half|(?P<quarter>{any_of(words['ordinals'])})[\s-]+quarter|(?P<code>[QH][1-4]))(?:\s+of)?(?:\s+(?:the\s+)?(?:(?P<fiscal>fiscal|FY)\s*)?(?:year\s+)?|,\s*)'?(?P<year>{YEAR})"
        rf"|(?:the\s+)?(?:(?P<half3>first|second)[\s-]+half|(?P<quarter3>{any_of(words['ordinals'])})[\s-]+quarter|(?P<code4>[QH][1-4]))\s+(?:of\s+)?(?P<relative>this|last|next|the)\s+year"
        rf"|(?P<year2>{YEAR})\s*(?P<code2>[QH][1-4])\b|(?<=\bthe )(?P<quarter2>{any_of(words['ordinals'])})\s+quarter\b(?!\s+of)|\b(?P<code3>[QH][1-4])\b(?=\s+(?:of\s+)?this|\s+results|\s+sales|\s+exports|\s+imports))"
    )
    yield "season_year", rf"(?:(?:the\s+)?(?:early\s+|mid-?\s*|late\s+)?(?P<season>{season})\s+(?:of\s+)?(?P<year>{YEAR})|(?P<relative>this|last|next)\s+(?P<season2>{season})\b|(?<=\bthe )(?P<season3>{season})(?=\s+of))"
    yield "year_end", rf"(?:the\s+)?(?P<which>end|close|start|beginning|middle)\s+of\s+(?:(?:calendar\s+|the\s+)?(?:year\s+)?(?P<year>{YEAR})|(?P<relative>this|last|next|the)\s+year)|(?:the\s+)?year(?:['’]s)?[\s-]end(?:\s+(?P<year2>{YEAR}))?(?!\s+(?:report|bonus|review|sale))"
    yield "year_end", rf"(?P<which>end|start|beginning)-(?P<year>{YEAR})"
    yield "fiscal_year", rf"(?:FY|(?:the\s+)?fiscal(?:\s+year)?)\s*-?\s*(?P<year>{YEAR})|FY\s*'?(?P<short>\d\d)\b"
    yield "year_word", r"(?:(?:later|earlier|early|late)\s+)?(?P<relative>this|last|next)\s+year|(?P<current>the\s+current\s+year)"
    yield "decade", r"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<decade>(?:1[89]|20)\d0)['’]?s\b"
    yield "part_of_year", rf"(?:early|mid|late)(?:[\s-]+in)?[\s-]+(?P<year>{YEAR})"
    yield "iso", r"(?<![\w./\-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<number>1[0-2]|0?[1-9])(?:(?P=sep)(?P<day>3[01]|[12]\d|0?[1-9]))(?![\d%/]|[.\-]\d|[A-Za-z])"
    yield "american", r"(?<![\w./\-])(?P<number>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/(?P<year>(?:19|20)\d\d)(?![\d/])"
    # Day first: with points always, with slashes where the first cannot be a month.
    yield "european", r"(?<![\w./\-])(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<number>1[0-2]|0?[1-9])\.(?P<year>(?:19|20)\d\d)(?![\d.])"
    yield "european", r"(?<![\w./\-])(?P<day>3[01]|2\d|1[3-9])/(?P<number>1[0-2]|0?[1-9])/(?P<year>(?:19|20)\d\d)(?![\d/])"
    spelt = rf"two\s+thousand(?:\s+and)?[\s-]+(?P<tens>{any_of(words['spelt_years'])})(?:-(?P<ones>{any_of(words['spelt_years'])}))?"
    yield "spelt_month", rf"(?:this|the)\s+(?P<spelt>{any_of(words['spelt_days'])}|(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\s+day\s+of\s+(?P<month>{month})(?:,?\s+(?:in\s+the\s+year\s+of\s+our\s+Lord\s+)?{spelt}|,?\s+(?P<year>{YEAR}))"
    yield "weekday_week", rf"(?:on\s+)?(?P<weekday>{weekdays})\s+(?:of\s+)?(?P<relative>this|last|next)\s+week\b"
    yield "week_word", r"(?:(?:earlier|later)\s+)?(?P<relative>this|last|next)\s+(?P<unit>week|month|quarter|weekend)\b(?!\s+of\b)|(?P<anchored>the\s+same|that\s+same|the\s+following|the\s+previous|the\s+preceding|the\s+prior|the\s+next)\s+(?P<unit2>week|month|year)\b"
    yield "day", r"(?<=\bon the )(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)\b(?=[,.;)]|$)"
    yield "weekday", rf"(?:(?P<which>last|next|this|on|On|by|until|since|late|early|from|before|after)\s+)(?P<weekday>{weekdays})\b"
    # News leaves the preposition out after the verb (said Friday, agreed late Friday to) and at the end of a phrase.
    yield "weekday", rf"(?<=[a-z] )(?P<weekday>{weekdays})\b(?=\s+(?:to|that|it|they|he|she|in|on|by|after|as|with|against|over|for|from|at|and|but|morning|afternoon|evening|night)\b|[,.;)]|$)"
    yield "named_day", rf"\b(?P<word>{any_of(words['days'])})\b(?!['’]s\s+(?:world|economy|society))"


@cache
def _words() -> _Words:
    words = read_lexicon("dates")["en"]
    return _Words(
        words["months"], words["weekdays"], words["seasons"], words["ordinals"],
        {w: Term(base, n) for w, (base, n) in words["days"].items()},
        words["anchored"], words["documented"],
        re.compile(rf"\b(?:{any_of(words['future'])})\b"),
        re.compile(rf"\b(?:{any_of(words['due'])})\s+(?:(?:on|by|at|in|from|of)\s+)?$"),
        tuple((rule, re.compile(rf"(?<![\w$€£])(?:{pattern})", re.I)) for rule, pattern in _patterns(words)),
    )  # fmt: skip


def _first(found: re.Match[str], *names: str) -> str:
    """Return the first of the groups that took part, "" where none did."""
    groups = found.groupdict()
    return next((groups[n] for n in names if groups.get(n)), "")


def _year(found: re.Match[str]) -> Term | None:
    stated = _first(found, "year", "year2")
    if stated:
        return fixed(int(stated))
    if _first(found, "short"):
        return fixed(2000 + int(found["short"]))
    relative = _first(found, "relative")
    return Term("document", _words().documented.get(fold(relative), 0)) if relative else None


def _read_calendar(found: re.Match[str], rule: str) -> Point | None:
    """Month names and numbers, with what they have of year, day and part."""
    name = _first(found, "month")
    month = _words().months[name.casefold().rstrip(".")] if name else int(_first(found, "number") or 0)
    day = re.match(r"\d+", _first(found, "day"))
    part = _PARTS.get(_first(found, "part", "part2", "which").casefold(), "")
    return Point(_year(found), fixed(month), fixed(int(day[0])) if day else None, part=part) if 1 <= month <= 12 else None


def _read_year_part(found: re.Match[str]) -> Point:
    words, code = _words(), _first(found, "code", "code2", "code3", "code4").casefold()
    half, quarter = _first(found, "half", "half3"), _first(found, "quarter", "quarter2", "quarter3")
    if half or quarter:
        code = f"{'h' if half else 'q'}{words.ordinals[fold(half or quarter)]}"
    return Point(_year(found) or Term("anchor", 0), part=code)


def _read(rule: str, found: re.Match[str], text: str) -> Point | None:
    """Return what one pattern's match says; None where it is no date after all."""
    words = _words()
    if rule in ("month_day_year", "day_month_year", "day_month", "month_day", "month_year", "month_relative", "month", "month_edge", "iso", "american", "european"):
        return _read_month(found, rule, text)
    if rule == "day":
        return Point(day=fixed(int(found["day"])))
    if rule == "year_part":
        return _read_year_part(found)
    if rule == "season_year":
        season = words.seasons[_first(found, "season", "season2", "season3").casefold()]
        return Point(_year(found) or Term("anchor", 0), part=season)
    if rule == "year_end":
        which = _first(found, "which").casefold()
        part = {"start": "begin", "beginning": "begin", "middle": "whole"}.get(which, "end")
        return Point(_year(found) or Term("document", 0), part=part)
    if rule == "decade":
        return Point(fixed(int(found["decade"])), decade=True)
    if rule in ("fiscal_year", "part_of_year"):
        return Point(_year(found))
    if rule == "year_word":
        return Point(_year(found) or Term("document", 0))
    if rule == "weekday":
        which = _first(found, "which").casefold()
        if not found["weekday"][0].isupper():
            return None
        ahead = 1 if _AHEAD.search(text, 0, found.start("weekday")) else -1
        direction = {"next": 7, "by": 1, "until": 1, "last": -7}.get(which, ahead)
        return Point(weekday=(words.weekdays[found["weekday"].casefold()], direction))
    if rule == "named_day":
        return Point(day=words.days[fold(found["word"])])
    if rule == "weekday_week":
        term = Term("document", words.documented[found["relative"].casefold()])
        return Point(week=term, weekday=(words.weekdays[found["weekday"].casefold()], 0))
    if rule == "spelt_month":
        return _read_spelt(found)
    if rule == "year_to_month":
        point = _read_month(found, rule, text)
        return replace(point, business_year=True) if point else None
    return _read_week(found)


# What lies ahead of a weekday is the next one: effective Thursday, will be published on Monday, from Monday exports will.
_AHEAD = re.compile(
    r"\b(?:(?:effective|due|starting|beginning|scheduled|slated|set)(?:\s+(?:on|from|for|in|as\s+of))?\s+(?:\w+\s+)?|(?:will|shall|to\s+be|is\s+to|are\s+to|(?:due|set|slated|scheduled|expected)\s+to)\s+(?:(?!said\b|announced\b)[\w’'-]+\s+){1,8}?(?:(?:on|from|until|by|before)\s+)?)$"
)


def _read_spelt(found: re.Match[str]) -> Point:
    """Read the date at the foot of a proclamation: this fifth day of September, in the year of our Lord two thousand twenty-five."""
    words, said = read_lexicon("dates")["en"], found["spelt"].casefold()
    day = int(re.sub(r"\D", "", said)) if said[0].isdigit() else words["spelt_days"].index(said) + 1
    spelt = [words["spelt_years"][found[k].casefold()] for k in ("tens", "ones") if found[k]]
    return Point(fixed(int(found["year"] or 2000 + sum(spelt))), fixed(words["months"][found["month"].casefold()]), fixed(day))


def _read_week(found: re.Match[str]) -> Point | None:
    words, unit = _words(), _first(found, "unit", "unit2").casefold()
    relative, anchored = _first(found, "relative"), _first(found, "anchored")
    term = Term("document", words.documented[relative.casefold()]) if relative else Term("anchor", words.anchored[fold(anchored)])
    if unit in ("week", "weekend"):
        return Point(week=term, weekend=unit == "weekend")
    if unit == "month":
        return Point(month=term)
    return Point(term) if unit == "year" else None


def _read_month(found: re.Match[str], rule: str, text: str) -> Point | None:
    name = _first(found, "month")
    # Month names are capitalised; "may", "march" and sentence-initial "May 2 …" of no date are words.
    if name and not name[0].isupper():
        return None
    if rule == "month" and _first(found, "part", "part2") == "" and len(name) == 3 and name != "May":
        return None
    if rule in ("month", "month_day") and name == "May" and re.match(r"\s+(?:be|have|not|also|I)\b", text[found.end() :]):
        return None
    return _read_calendar(found, rule)


_YEAR_CUE = re.compile(
    rf"(?<![\w$€£.,/\-])(?P<lead>(?:in|In|since|Since|by|By|until|Until|through|Through|from|From|of|during|During|before|Before|after|After|for|and|or|to|between|Between|than|around|circa|calendar\s+year|year|the|versus|vs\.?|compared\s+with|over|beginning|starting)\s+(?:the\s+)?(?:calendar\s+year\s+|year\s+)?)(?P<year>{YEAR})(?![\w/]|\s+(?:percent|tons|units|companies|people|products|entries|items|persons|firms|workers|jobs|hours|days|years|\w+\s+tons))"
)
_YEAR_LIST = re.compile(rf"(?P<join>(?:\s*\([^()]{{1,20}}\))?\s*(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*))(?P<year>{YEAR})(?![\w/]|\s+(?:percent|tons|units|companies|people))")
_YEAR_NOUN = re.compile(rf"(?<![\w$€£.,/\-])(?P<year>{YEAR})(?=\s+(?:[A-Z][\w-]*\s+){{0,4}}(?:[Aa]greement|[Dd]eal|[Rr]eport|Cup|Games|Olympics|Conference|Strategy|Review|rule|law|statute|tariffs?|proclamation|executive\s+order|determination|investigation|amendments?|levels?|quota|trade|imports|exports|presidential|election|edition|budget|version|memorandum|summit|season|revenues?|sales|data|figures?|outlook|forecasts?|targets?|deadline|averages?|totals?|estimates?|plan|baseline|fiscal\s+year)\b)")
_YEAR_PAIR = re.compile(rf"(?<![\w$€£.,/\-])(?P<year>{YEAR})(?=\s+(?:and|or|through|to)\s+{YEAR}(?!\s+(?:units|tons|companies|people)))")
# A line that is a year and nothing else heads the rows of a chronology.
_YEAR_ALONE = re.compile(rf"\W{{0,3}}(?P<year>{YEAR})\W{{0,2}}\Z")
_YEAR_BRACKET = re.compile(rf"(?<=[\w.\"'”’])\s?\((?P<year>{YEAR})\)")


def _find_years(text: str) -> Iterator[Hit]:
    if alone := _YEAR_ALONE.match(text):
        yield Hit(alone.start("year"), alone.end("year"), Point(fixed(int(alone["year"]))), "year")
    for found in _YEAR_CUE.finditer(text):
        lead = found["lead"].split()[0].casefold()
        if lead in ("the", "and", "or", "for", "to", "than") and not _bare_year_ok(text, found, lead):
            continue
        hit = Hit(found.start("year"), found.end("year"), Point(fixed(int(found["year"]))), "year")
        yield hit
        end = hit.end
        while more := _YEAR_LIST.match(text, end):
            yield Hit(more.start("year"), more.end("year"), Point(fixed(int(more["year"]))), "year_list")
            end = more.end("year")
    for pattern in (_YEAR_NOUN, _YEAR_BRACKET, _YEAR_PAIR):
        for found in pattern.finditer(text):
            yield Hit(found.start("year"), found.end("year"), Point(fixed(int(found["year"]))), "year")


def _bare_year_ok(text: str, found: re.Match[str], lead: str) -> bool:
    """`for 2026`, `the 2018 tariffs`, `and 2028`: a year, unless a counted noun follows in the plural."""
    after = text[found.end() : found.end() + 40]
    if lead == "the":
        return bool(re.match(r"\s+[a-z]", after)) and not re.match(r"\s+\w+s\b", after)
    return not re.match(r"\s+[a-z]+s\b(?<!\bis)(?<!\bwas)(?<!\bas)|\s+[A-Z][a-z]", after)


# Cheap looks at a passage before the patterns: most Japanese ones hold no English time at all.
_MONTH_NAME = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC")
_TIME_WORD = re.compile(r"year|quarter|half|week|month|day|spring|summer|fall|autumn|winter|evening|afternoon|morning|night|that date|\b(?:end|start|beginning)-\d|today|tomorrow|fiscal|\bFY|\b[QH][1-4]\b|\d0['’]?s\b|\b(?:early|mid|late)\b|on the \d|\b(?:end|close|start|beginning|middle) of\b", re.I)


def _find_points(text: str) -> Iterator[Hit]:
    named, worded = bool(_MONTH_NAME.search(text)), bool(_TIME_WORD.search(text))
    for rule, pattern in _words().patterns:
        if not (named if "month" in rule else worded or rule in ("iso", "american", "european")):
            continue
        for found in pattern.finditer(text):
            if rule == "fiscal_year" and _act_name(text, found):
                continue
            point = _read(rule, found, text)
            if point:
                start = found.start("weekday") if rule == "weekday" and _first(found, "which").casefold() in ("", "on", "by", "until", "since", "from", "late", "early", "before", "after") else found.start()
                yield Hit(start, found.end(), point, rule)
    yield from _find_years(text)


def _act_name(text: str, found: re.Match[str]) -> bool:
    """Say whether the fiscal year belongs to an act's name: the FY2019 NDAA, the … Act for Fiscal Year 2019."""
    after, before = text[found.end() : found.end() + 60], text[max(0, found.start() - 80) : found.start()]
    return bool(re.match(r"\s+(?:NDAA|(?:National|Intelligence|Consolidated)\b[A-Za-z ]{0,40}\bAct)", after) or re.search(r"(?:NDAA|\bAct)\s+(?:for|of|\()\s*(?:the\s+)?$", before))


# The year of an act's name (Trade Act of 1974) belongs to the name and is no date.
_LAW_BEFORE = re.compile(r"\b(?:Acts?|Code|Law|Ordinance|Decree|Statute|Regulations?|Order|Convention|Treaty|Constitution)(?:\s+\([^()]{1,20}\))?,?\s+(?:of\s+)?$")
# What lies ahead: will rise on January 1, to be reviewed in March; not "will cover goods shipped before March".
_PLANNED = re.compile(r"\b(?:will|shall|(?:set|due|scheduled|slated|expected|is|are)\s+to)\s+(?:be\s+)?\w+\s+(?![^.;:]*\w(?:ed|ted|de|nt)\s+(?:\w+\s+)?$)[^.;:]{0,60}$")


_YEAR_BEFORE = r"(?:\s+(?:of|in|during|from)\s+(?:the\s+previous|the\s+preceding|the\s+prior|last)\s+year|\s+(?:one|a)\s+year\s+(?:earlier|ago|before)|,?\s+last\s+year)"
_ANAPHORS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(rf"\bthe\s+same\s+month{_YEAR_BEFORE}", re.I), "same_month_last_year"),
    (re.compile(rf"\bthe\s+(?:same|corresponding|year-earlier)\s+(?:period|quarter|half|time|term){_YEAR_BEFORE}|\bthe\s+year-earlier\s+(?:period|quarter)", re.I), "same_term_last_year"),
    (re.compile(r"\b(?:over|during|in|for|within)\s+(?P<said>(?:the|that)\s+same\s+period(?:\s+of\s+time)?)\b", re.I), "same_interval"),
)


def _find_anaphors(text: str) -> Iterator[Expression]:
    """Find what refers to a time named before: the same month of the previous year, the same period."""
    for pattern, relation in _ANAPHORS:
        for found in pattern.finditer(text):
            yield Expression(Span(found.start("said") if relation == "same_interval" else found.start(), found.end()), relation, relation=relation)


def _names_act(text: str, made: Expression) -> bool:
    """Say whether a year is only the last word of an act's name."""
    year_only = made.start is not None and made.rule in ("year", "year_list") and made.end is None
    return year_only and bool(_LAW_BEFORE.search(text, max(0, made.span.start - 40), made.span.start))


def _contextual(text: str, made: Expression) -> Expression:
    around = text[max(0, made.span.start - 60) : made.span.end + 60]
    planned = made.start is not None and bool(_PLANNED.search(text, max(0, made.span.start - 80), made.span.start))
    due = bool(_words().due.search(text, max(0, made.span.start - 32), made.span.start))
    return replace(made, future=due or bool(_words().future.search(around)), due=due, planned=planned)


def find_english(source: Compact) -> list[Expression]:
    """Return the expressions of time in a compacted, masked text, in order; spans are in the compacted text."""
    text = source.text
    if not re.search(r"[A-Za-z]{2}", text) and not _YEAR_ALONE.match(text):
        return []
    hits = clear_hits(list(_find_points(text)))
    found = [*join_points(text, hits), *find_durations(text), *find_year_runs(text), *_find_anaphors(text)]
    return [_contextual(text, e) for e in select(found) if not _names_act(text, e)]
