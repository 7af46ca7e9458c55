"""Stretches of the calendar and their spelling in EDTF (ISO 8601-2)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "season", "year", "span"]

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
# First and last month of a season on the northern hemisphere; winter runs into the next year.
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}

_SIMPLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, `first` to `last` inclusive, as precise as its `unit`; `edtf` is its spelling."""

    first: date
    last: date
    edtf: str
    unit: Unit


def make_day(year: int, month: int, day: int) -> Period | None:
    """Return one day, or None where the calendar has none (31 April, year 0)."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Period(found, found, found.isoformat(), "day")


def day_of(found: date) -> Period:
    """Return the period of one date."""
    return Period(found, found, found.isoformat(), "day")


def make_month(year: int, month: int) -> Period | None:
    """Return one month; months over 12 or under 1 run into the next or the previous year."""
    year, index = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9998:
        return None
    last = date(year, index, calendar.monthrange(year, index)[1])
    return Period(date(year, index, 1), last, f"{year:04d}-{index:02d}", "month")


def make_year(year: int) -> Period | None:
    """Return one calendar year."""
    if not 1 <= year <= 9998:
        return None
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04d}", "year")


def make_decade(year: int) -> Period | None:
    """Return the ten years that begin with `year` (1990 → 199X)."""
    if not 1000 <= year <= 9980:
        return None
    return Period(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10}X", "span")


def make_season(year: int, name: str) -> Period | None:
    """Return a season of a year (EDTF level 1: 21 spring … 24 winter)."""
    code = SEASONS[name]
    start, end = _SEASON_MONTHS[code]
    first, last = make_month(year, start), make_month(year, end)
    return Period(first.first, last.last, f"{year:04d}-{code}", "season") if first and last else None


def make_span(first: date, last: date) -> Period:
    """Return the days from `first` to `last`."""
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}", "span")


def make_months(year: int, first: int, last: int) -> Period | None:
    """Return whole months of days: months 4 to 15 of 2025 are the fiscal year 2025-04-01/2026-03-31."""
    a, b = make_month(year, first), make_month(year, last)
    return make_span(a.first, b.last) if a and b and a.first <= b.last else None


def make_week(day: date) -> Period:
    """Return the week, Monday to Sunday, that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), f"{monday}/{monday + timedelta(days=6)}", "week")


def join(first: Period, last: Period) -> Period | None:
    """Return the range from one period to another, spelt in their own precision; None where it would run backwards."""
    if last.last < first.first:
        return None
    edtf = f"{edge(first, 'start')}/{edge(last, 'end')}"
    return Period(first.first, last.last, edtf, "span")


def edge(period: Period, side: Literal["start", "end"]) -> str:
    """Return how the period is spelt as the start or the end of a range (`2025-05`, but `2025-05-21` for its last third)."""
    if "/" not in period.edtf and "X" not in period.edtf:
        return period.edtf
    left, slash, right = period.edtf.partition("/")
    if slash and left and right and ".." not in (left, right):
        return left if side == "start" else right
    return (period.first if side == "start" else period.last).isoformat()


def shift(period: Period, years: int = 0, months: int = 0, days: int = 0) -> Period | None:
    """Return the period moved on the calendar; its unit stays, and a 31st moved into a short month becomes its last day."""
    if period.unit == "year" and not months and not days:
        return make_year(period.first.year + years)
    if period.unit in ("year", "month") and not days:
        return make_month(period.first.year + years, period.first.month + months)
    first = _moved(period.first, years, months, days)
    last = _moved(period.last, years, months, days)
    if first is None or last is None:
        return None
    return day_of(first) if period.unit == "day" else make_span(first, last)


def _moved(day: date, years: int, months: int, days: int) -> date | None:
    month = make_month(day.year + years, day.month + months)
    if month is None:
        return None
    try:
        return month.first.replace(day=min(day.day, month.last.day)) + timedelta(days=days)
    except OverflowError:
        return None


def read_simple(text: str) -> Period | None:
    """Return the period of `2025`, `2025-04`, `2025-04-02` or a season `2025-23`; None for anything else."""
    found = _SIMPLE.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if month is None:
        return make_year(year)
    if day is not None:
        return make_day(year, int(month), int(day))
    if int(month) in _SEASON_MONTHS:
        return make_season(year, next(n for n, c in SEASONS.items() if c == int(month)))
    return make_month(year, int(month)) if 1 <= int(month) <= 12 else None


def read_edtf(text: str) -> Period | None:
    """Return the period of an EDTF date or interval; of an open interval the end that is known. None where it is neither."""
    left, slash, right = text.partition("/")
    if not slash:
        return read_simple(text)
    first, last = read_simple(left), read_simple(right)
    if first and last:
        return Period(first.first, last.last, text, "span") if first.first <= last.last else None
    if (first and right == "..") or (last and left == ".."):
        known = first or last
        return Period(known.first, known.last, text, known.unit) if known else None
    return None
