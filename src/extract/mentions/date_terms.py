"""What a date expression says before it is resolved: terms of year, month, day, and how two of them make a range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.spans import Span

Base = Literal["fixed", "document", "anchor"]
# since: open at the end; until: open at the start; from and before: a start and an end whose value stays the plain date;
# now: ends with the document.
Edge = Literal["", "since", "from", "until", "before", "now"]


@dataclass(frozen=True, slots=True)
class Term:
    """A year, month, day or week: a number of the calendar (`fixed`), or so many units from the document's date or the anchor."""

    base: Base
    number: int


def fixed(number: int) -> Term:
    """Return a term that is stated as a number."""
    return Term("fixed", number)


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written. Terms that are None are carried from an anchor where a smaller term needs them.

    `part` names a part of the smallest stated term (values.dates.take_part), `months` is a run of months (4–6月期),
    `fiscal` a year from April to March, `business_year` a year named by its last month (3月期), `weekend` only the end of a week, `weekday` a bare weekday (0 Monday)
    with its direction: 1 the next, -1 the last or the day itself, 0 either as the clause tells, 7 and -7 one that is not of this week. `number` is the day
    of the month that stands beside a word (翌18日).
    """

    year: Term | None = None
    month: Term | None = None
    day: Term | None = None
    week: Term | None = None
    part: str = ""
    fiscal: bool = False
    months: tuple[int, int] | None = None
    business_year: bool = False
    decade: bool = False
    weekend: bool = False
    weekday: tuple[int, int] | None = None
    number: int = 0

    @property
    def explicit(self) -> bool:
        """Say whether the year is stated as a number."""
        return self.year is not None and self.year.base == "fixed"


def runs_backwards(start: Point, end: Point) -> bool:
    """Say whether a start without a year would lie after its end in the same year (11月10日から2026年11月9日)."""
    if not (start.month and end.month and start.month.base == end.month.base == "fixed"):
        return False
    days = [p.day.number if p.day and p.day.base == "fixed" else 0 for p in (start, end)]
    return (start.month.number, days[0] if all(days) else 0) > (end.month.number, days[1] if all(days) else 0)


Relation = Literal["", "same_interval", "same_time", "same_month_last_year", "same_term_last_year"]


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of time in a passage.

    A date has a `start` and, for a range, an `end`. A duration has its ISO 8601 `duration`. With `offset` (+1 after, -1
    before) the duration counts from an anchor, and `years` of it are as precise as the anchor. `two_digit` is the
    duration read as a year ("25年"), to be decided by the document's date. `relation` refers to an interval named before.
    `future`, `planned` and `past` say what the clause tells of when the date lies; `background` dates (以来, ぶり) are looked
    back to and lend their year to nothing. `adnominal` years (2024年の実績) qualify a noun.
    `from_now` offsets (two days ago) count from the document's date, whatever was named before; `from_event` ones (施行から3年後)
    from an event that may have no date. `due` dates are when something runs out, or until when it was put off.
    `bracketed` dates stand in round brackets.
    """

    span: Span
    rule: str
    start: Point | None = None
    end: Point | None = None
    edge: Edge = ""
    duration: str = ""
    amount: tuple[int, int, int] = (0, 0, 0)
    offset: int = 0
    two_digit: int | None = None
    relation: Relation = ""
    future: bool = False
    planned: bool = False
    past: bool = False
    background: bool = False
    adnominal: bool = False
    from_now: bool = False
    from_event: bool = False
    due: bool = False
    bracketed: bool = False

    @property
    def compares(self) -> bool:
        """Say whether the date is only what another is compared with (前月, 前年同月, the previous year)."""
        if self.start is None:
            return self.relation in ("same_month_last_year", "same_term_last_year")
        # 前年12月 is a date of the story, 前年 alone is not.
        smallest = self.start.day or self.start.week or self.start.month or self.start.year
        return bool(smallest and smallest is not self.start.day and smallest.base == "anchor" and smallest.number < 0)


_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]{}「」『』、。，・\u3040-\u30ff\u3400-\u9fff]+|\b[\w.+-]+@[\w-]+\.[\w.-]+|\b10\.\d{4,}/\S+|(?<![\w/])(?:[\w-]+/){2,}[\w.-]*[A-Za-z_][\w.-]*")
# Docket, file and notice numbers whose digits look like dates: BIS-2025-0012, No. 2025-04-123, FR Doc. 2025-10-311.
_DOCKET = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]+)*-\d{4}-\d+|\b\d{4}-\d{5,}\b|\b(?!(?:19|20)\d\d-(?:19|20)\d\d\b)\d+-\d{4,}\b|\b(?:HTS(?:US)?|HS|ECCN|subheadings?|headings?|税番|関税番号)(?:\s*(?:code|コード|番号|第))?:?\s*\d[\d.]+", re.I)


def mask(text: str) -> str:
    """Return the text with URLs, addresses and docket numbers blanked, every character at its place."""

    def blank(found: re.Match[str]) -> str:
        return "\x00" * len(found[0])

    return _DOCKET.sub(blank, _URL.sub(blank, text))


_LETTER_SPACED = re.compile(r"(?<![\w.])(?:[\d./年月日~-] ){3,}[\d./年月日](?!\d)")
_SPACED_DOTS = re.compile(r"(?<![\d.])(?:19|20)\d\d\s*([./])\s*\d{1,2}\s*\1\s*\d{1,2}(?![\d.])")
# A line that ended inside the number of a year.
_SPLIT_YEAR = re.compile(r"(?<![\d.,])(?:19|20)(?:\s\d\d|\d\s\d)(?=年)")
_WIDE = "\u3001-\u30ff\u3400-\u9fff\uff00-\uffef〜～"
_GAP = re.compile(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE}\d(~(（])|(?<=[\d)~）])\s+(?=[{_WIDE}~])|(?<=\d)\s+(?=[年月日])")


@dataclass(frozen=True, slots=True)
class Compact:
    """A text with the white space inside Japanese and inside spaced-out digits removed; `places[i]` is where character i stood."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters [start, end) stand in the original text."""
        return Span(self.places[start], self.places[end - 1] + 1)


# One character for one, so that offsets hold in text that was not brought to NFKC.
_FOLD = str.maketrans({**{chr(0xFF10 + i): str(i) for i in range(10)}, "～": "~", "（": "(", "）": ")", "．": ".", "／": "/", "－": "-", "−": "-"})


def compact(text: str) -> Compact:
    """Close the gaps of `4 月 2 日` and `2 0 2 5 . 8 . 1`; spaces between Latin words and between numbers stay."""
    text = text.translate(_FOLD)
    drop: set[int] = set()
    for pattern in (_LETTER_SPACED, _SPACED_DOTS, _SPLIT_YEAR):
        for found in pattern.finditer(text):
            drop.update(i for i in range(*found.span()) if text[i].isspace())
    for found in _GAP.finditer(text):
        drop.update(range(*found.span()))
    if not drop:
        return Compact(text, tuple(range(len(text))))
    kept = tuple(i for i in range(len(text)) if i not in drop)
    return Compact("".join(text[i] for i in kept), kept)


@dataclass(frozen=True, slots=True)
class Hit:
    """One point and where it stands in the compacted text, [start, end)."""

    start: int
    end: int
    point: Point
    rule: str


def clear_hits(hits: Iterable[Hit]) -> list[Hit]:
    """Return the points that do not overlap, the longest first where two do, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-(h.end - h.start), h.start, h.rule)):
        if not any(hit.start < k.end and k.start < hit.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def select(found: Iterable[Expression]) -> list[Expression]:
    """Return the expressions that do not overlap, the longest first where two do, in the order of the text."""
    taken: list[Expression] = []
    for one in sorted(found, key=lambda e: (-len(e.span), bool(e.duration), e.span.start, e.rule)):
        if not any(one.span.overlaps(other.span) for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda e: e.span.start)


def has_any(text: str, words: Sequence[str]) -> bool:
    """Say whether one of the words stands in the text."""
    return any(w in text for w in words)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of the words, the longest first; their spaces match any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def fold(text: str) -> str:
    """Return the words in lower case with single spaces."""
    return re.sub(r"\s+", " ", text).casefold()
