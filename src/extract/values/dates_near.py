"""Dates as people type them beside a brief: 5月下旬, 来月1日, May 12: what they leave out is taken from the brief's own date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extract.lexicon.loader import read_lexicon
from extract.values import edtf
from extract.values.dates import read_date, take_part
from extract.values.edtf import Period, read_edtf

_YEARS = {"今年": 0, "本年": 0, "同年": 0, "昨年": -1, "去年": -1, "前年": -1, "一昨年": -2, "来年": 1, "翌年": 1, "再来年": 2}
_MONTHS = {"今月": 0, "当月": 0, "同月": 0, "先月": -1, "前月": -1, "来月": 1, "翌月": 1}
_YEAR_WORD = re.compile(rf"({'|'.join(sorted(_YEARS, key=len, reverse=True))})の?")
_MONTH_WORD = re.compile(rf"({'|'.join(_MONTHS)})の?")
_NO_YEAR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
_DAY_ALONE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日")
_EN_MONTH = re.compile(
    r"(?:(?:early|mid|late)[- ])?(?:\d{1,2}\.? )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?(?: \d{1,2}(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_DECADE = re.compile(r"[12]\d\dX")


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_NAMED = re.compile(rf"(?:(?P<d>\d{{1,2}}) )?(?P<m>{'|'.join(MONTHS)})(?: (?P<d2>\d{{1,2}}),)? (?P<y>[12]\d{{3}})", re.IGNORECASE)
_DECADE_WORD = re.compile(r"(?:the )?([12]\d\d)0(?:s|年代)", re.IGNORECASE)
_SEASON_WORD = re.compile(r"(spring|summer|autumn|fall|winter)(?: of)? ([12]\d{3})", re.IGNORECASE)
_YEAR_PART = re.compile(r"(?:(q[1-4])|(first|second) half of|(fiscal|fy)) ?([12]\d{3})(?: \(April–March\))?", re.IGNORECASE)
_BOUND = re.compile(r"(from|since|until|till) (.+)", re.IGNORECASE)


def is_edtf(text: str) -> bool:
    """Say whether a text is EDTF as the extraction writes it: a date, an interval, an open interval, a season or a decade."""
    return read_edtf(text) is not None or _DECADE.fullmatch(text) is not None


def read_date_near(text: str, published: str = "", *, ahead: bool = False) -> str:
    """Return the EDTF of a text that is a date and nothing else, "" where it is not.

    A date without a year is the last one up to the month of `published` (EDTF, "" for unknown): a brief tells what has
    happened. `ahead`: it may tell what is to come, so the nearest one is meant. Seen from 2025-12-10, "5月下旬" is
    2025-05-21/2025-05-31, `ahead` 2026-05-21/2026-05-31; "来月1日" is 2026-01-01 either way. Rejected: "5月下旬" without
    `published`, "2025年2月30日", "soon".
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if is_edtf(plain):
        return plain
    plain = re.sub(r"(?i)\b(early|mid|late) (?=[a-z])", r"\1-", plain)
    whole = _read_words(plain, published, ahead) or read_date(plain)
    near = read_edtf(published)
    if whole or near is None:
        return whole
    found = [edtf_ for way in _complete(plain, near, ahead) if (edtf_ := read_date(way))]
    # What names its year or month (来年, 来月) has one reading, which may lie ahead.
    begun = [e for e in found if _has_begun(e, near)]
    return min(found if ahead else begun or found, key=lambda e: _distance(e, near), default="")


def _read_words(text: str, published: str, ahead: bool) -> str:
    """Return the EDTF of the English words for parts of a year, for decades, and for open ranges; "" for others."""
    # The plain forms at once: a general reader of dates takes a hundred times as long.
    if (found := _NAMED.fullmatch(text)) is not None and not (found["d"] and found["d2"]):
        month, day = MONTHS.index(found["m"].capitalize()) + 1, found["d"] or found["d2"]
        period = edtf.make_day(int(found["y"]), month, int(day)) if day else edtf.make_month(int(found["y"]), month)
        return period.edtf if period else ""
    if (found := _DECADE_WORD.fullmatch(text)) is not None:
        return f"{found[1]}X"
    if (found := _SEASON_WORD.fullmatch(text)) is not None:
        season = edtf.make_season(int(found[2]), found[1].casefold().replace("fall", "autumn"))
        return season.edtf if season else ""
    if (found := _YEAR_PART.fullmatch(text)) is not None:
        half = {"first": "h1", "second": "h2"}.get((found[2] or "").casefold(), "")
        part = take_part(int(found[4]), None, (found[1] or half).casefold(), fiscal=bool(found[3]))
        return part.edtf if part else ""
    if (found := _BOUND.fullmatch(text)) is not None:
        period = read_edtf(read_date_near(found[2], published, ahead=ahead))
        if period is not None and ".." not in period.edtf:
            starts = found[1].casefold() in ("from", "since")
            return f"{edtf.edge(period, 'start')}/.." if starts else f"../{edtf.edge(period, 'end')}"
    return ""


def _complete(text: str, near: Period, ahead: bool) -> Iterator[str]:
    """Yield the text with what it leaves out, each reading that comes into question."""
    year, month, words = near.first.year, near.first.month, read_lexicon("dates")["ja"]
    years = (year, year - 1, *((year + 1,) if ahead else ()))
    if (found := _YEAR_WORD.match(text)) is not None:
        yield f"{year + _YEARS[found[1]]}年{text[found.end() :]}"
    elif (found := _MONTH_WORD.match(text)) is not None:
        there = edtf.make_month(year, month + _MONTHS[found[1]])
        if there is not None:
            yield f"{there.first.year}年{there.first.month}月{text[found.end() :]}"
    elif _NO_YEAR.match(text):
        yield from (f"{y}年{text}" for y in years)
    elif (found := _SLASHED.fullmatch(text)) is not None:
        yield from (f"{y}年{found[1]}月{found[2]}日" for y in years)
    elif _DAY_ALONE.match(text):
        yield f"{year}年{month}月{text}"
    elif text in words["bare_year_parts"]:
        yield f"{year}{text}"
    elif text in words["bare_month_parts"]:
        yield f"{year}年{month}月{text.removeprefix('月')}"
    elif _EN_MONTH.fullmatch(text):
        yield from (f"{text}, {y}" if text[-1].isdigit() or text[-2:] in ("st", "nd", "rd", "th") else f"{text} {y}" for y in years)


def _has_begun(edtf_: str, near: Period) -> bool:
    """Say whether a date lies before that of the brief or in its month: nobody calls the month of last year by its name alone."""
    period = read_edtf(edtf_)
    return period is not None and (period.first.year, period.first.month) <= (near.last.year, near.last.month)


def _distance(edtf_: str, near: Period) -> int:
    period = read_edtf(edtf_)
    return abs((period.first - near.first).days) if period is not None else 10**6
