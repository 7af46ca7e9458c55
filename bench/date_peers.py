"""Other libraries that find dates, brought to one form: a text in, (surface, EDTF or ISO 8601 duration) out.

Each gets the document's own date as its reference. What it gives is mapped as favourably as its output honestly allows:

- ja-timex: TIMEX3 values; what is XX is taken from its own `to_datetime()`, a year of two digits is of this century, START, MID
  and END are the thirds of a month and the first and last month of a year, FY, quarters and seasons are spelt in EDTF; two
  values flagged as the ends of a range are one interval; a "duration" after or before now without a number (来月, 前日) is
  the day, week, month or year it points to.
- Recognizers-Text: its timex where that is a date, else start and end (its ends are exclusive); of two candidates the one nearest
  to the reference. Its Python port has no Japanese dates; Japanese texts are given to its Chinese model.
- dateparser (search_dates), datefinder, parsedatetime: they give moments, which are cut to the precision that the surface
  names (day, month or year). A surface that is only a length (90 days) is taken as that length, not as the moment.

What is only a time of day is left out. Peers are imported when they are made, so that this module needs none of them.
"""

from __future__ import annotations

import datetime as dt
import importlib
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from extract.values import edtf
from extract.values.dates import read_duration, take_part

Found = tuple[str, str]
Finder = Callable[[str, str, dt.date], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: its distribution, the languages it is measured on, and what finds dates with it."""

    name: str
    distribution: str
    languages: tuple[str, ...]
    find: Finder

    @property
    def version(self) -> str:
        """Return the installed version, "" where it is not installed."""
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return ""


# --- moments cut to what the surface names ---------------------------------------------------------------------------

_MONTH = re.compile(r"月|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|month", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_ONLY_YEAR = re.compile(r"(?:last|this|next|previous)\s+year|[今昨去来]年", re.I)


def _cut(surface: str, moment: dt.datetime) -> Found:
    """Return the moment as precise as its surface; a length of time as that length."""
    length = read_duration(re.sub(r"^(?:for|within|of|in)\s+|[\s,.、。]+$", "", surface))
    if length:
        return surface, length
    rest = _YEAR.sub("", surface)
    if re.search(r"\d", rest):
        return surface, f"{moment:%Y-%m-%d}"
    if _MONTH.search(rest):
        return surface, f"{moment:%Y-%m}"
    return surface, f"{moment:%Y}" if rest != surface or _ONLY_YEAR.search(surface) else f"{moment:%Y-%m-%d}"


def _noon(reference: dt.date) -> dt.datetime:
    return dt.datetime(reference.year, reference.month, reference.day, 12)


def _dateparser(text: str, language: str, reference: dt.date) -> Iterator[Found]:
    settings = {"RELATIVE_BASE": _noon(reference), "PREFER_DAY_OF_MONTH": "first", "RETURN_AS_TIMEZONE_AWARE": False}
    search = importlib.import_module("dateparser.search").search_dates
    for surface, moment in search(text, languages=[language], settings=settings) or []:
        yield _cut(surface, moment)


def _datefinder(text: str, language: str, reference: dt.date) -> Iterator[Found]:
    find = importlib.import_module("datefinder").find_dates
    for moment, surface in find(text, source=True, base_date=_noon(reference)):
        yield _cut(surface, moment)


def _parsedatetime(text: str, language: str, reference: dt.date) -> Iterator[Found]:
    calendar = importlib.import_module("parsedatetime").Calendar(version=1)
    for moment, kind, _, _, surface in calendar.nlp(text, _noon(reference)) or ():
        if kind != 2:  # 2 is a time of day
            yield _cut(surface, moment)


# --- Recognizers-Text ------------------------------------------------------------------------------------------------

_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_SIMPLE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def _recognizers(text: str, language: str, reference: dt.date) -> Iterator[Found]:
    recognize = importlib.import_module("recognizers_date_time").recognize_datetime
    for result in recognize(text, "zh-cn" if language == "ja" else "en-us", reference=_noon(reference)):
        values = [v for one in (result.resolution or {}).get("values", []) if (v := _recognized(one))]
        if values:
            yield text[result.start : result.end + 1], min(values, key=lambda v: _distance(v, reference))


def _recognized(value: dict[str, Any]) -> str:
    timex = value.get("timex", "")
    if value["type"] == "duration":
        return str(timex)
    if value["type"] not in ("date", "daterange", "datetime", "datetimerange"):
        return ""
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", timex)
    if season:
        made = edtf.make_season(int(season[1]), _SEASONS[season[2]])
        return made.edtf if made else ""
    if _SIMPLE.fullmatch(timex):
        return str(timex)
    start, end = str(value.get("start", ""))[:10], str(value.get("end", ""))[:10]
    if start and end:
        last = dt.date.fromisoformat(end)
        exclusive = value["type"] == "daterange" and last > dt.date.fromisoformat(start) and not timex.endswith("P1D)")
        return f"{start}/{last - dt.timedelta(days=1) if exclusive else last}"
    return start or end or str(value.get("value", ""))[:10].replace("not resolv", "")


def _distance(value: str, reference: dt.date) -> int:
    period = edtf.read_edtf(value)
    return abs((period.first - reference).days) if period else 10**6


# --- ja-timex --------------------------------------------------------------------------------------------------------

_PARTS = {"START": "early", "MID": "mid", "END": "late"}
_YEAR_PARTS = {"START": "begin", "MID": "whole", "END": "end"}


def _ja_timex(text: str, language: str, reference: dt.date) -> Iterator[Found]:
    pendulum = importlib.import_module("pendulum")
    parser = importlib.import_module("ja_timex").TimexParser(reference=pendulum.datetime(reference.year, reference.month, reference.day))
    start: tuple[Any, str] | None = None
    for timex in parser.parse(text):
        value = _timex_value(timex, reference)
        if not value:
            continue
        if timex.range_start:
            start = (timex, value)
        if timex.range_end and start:
            yield text[start[0].span[0] : timex.span[1]], f"{start[1].split('/')[0]}/{value.split('/')[-1]}"
            start = None
        elif not timex.range_start:
            yield timex.text, value


def _timex_value(timex: Any, reference: dt.date) -> str:
    if timex.type == "DURATION":
        return _timex_duration(timex, reference)
    if timex.type != "DATE":
        return ""
    value = str(timex.value)
    coded = re.fullmatch(r"(FY)?(\d{4})(?:-(SP|SU|FA|WI|Q[1-4]|H[12]))?", value)
    if coded:
        part = _SEASONS.get(coded[3] or "", (coded[3] or "").lower())
        made = take_part(int(coded[2]), None, part, bool(coded[1]))
        return made.edtf if made else ""
    year, *rest = value.split("-")
    if len(rest) != 2 or rest[0].startswith("W"):
        return value if _SIMPLE.fullmatch(value) else ""
    try:
        moment = timex.to_datetime()
    except (ValueError, TypeError, AttributeError):
        return ""
    if moment.year < 100:  # 25年4月
        moment = moment.replace(year=2000 + moment.year)
    if rest[1] != "XX":
        return f"{moment:%Y-%m-%d}"
    if rest[0] != "XX":
        made = take_part(moment.year, moment.month, _PARTS.get(timex.mod, ""))
        return made.edtf if made else ""
    if year == "XXXX":
        return ""
    made = take_part(moment.year, None, _YEAR_PARTS.get(timex.mod, ""))
    return made.edtf if made else ""


def _timex_duration(timex: Any, reference: dt.date) -> str:
    value = str(timex.value)
    pointed = re.fullmatch(r"P(\d+)([DWMY])", value)
    if not pointed or timex.mod not in ("AFTER", "BEFORE", "NOW") or re.search(r"\d", timex.text):
        return re.sub(r"P(\d+)\.5Y", lambda m: f"P{int(m[1]) * 12 + 6}M", value)
    count, unit = int(pointed[1]) * {"AFTER": 1, "BEFORE": -1, "NOW": 0}[timex.mod], pointed[2]
    if unit in "DW":
        day = reference + dt.timedelta(days=count * (7 if unit == "W" else 1))
        return day.isoformat() if unit == "D" else edtf.make_week(day).edtf
    made = edtf.make_month(reference.year, reference.month + count) if unit == "M" else edtf.make_year(reference.year + count)
    return made.edtf if made else ""


PEERS = (
    Peer("ja-timex", "ja-timex", ("ja",), _ja_timex),
    Peer("Recognizers-Text", "recognizers-text-date-time", ("ja", "en"), _recognizers),
    Peer("dateparser", "dateparser", ("ja", "en"), _dateparser),
    Peer("datefinder", "datefinder", ("en",), _datefinder),
    Peer("parsedatetime", "parsedatetime", ("en",), _parsedatetime),
)


def find_with(peer: Peer, text: str, language: str, reference: dt.date) -> list[Found]:
    """Return what the peer finds in the text; nothing where it fails on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(peer.find(text, language, reference))
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError):
            return []
