"""What a date leaves out: the year and month that the dates named before it, the heading above it or the document give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.mentions.date_terms import Expression, Point
from extract.model import Issue
from extract.values import edtf
from extract.values.dates import take_part
from extract.values.edtf import Period


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document gives its dates: its own date (None: unknown), and whether that was only inferred."""

    published: Period | None
    inferred: bool = False

    @property
    def day(self) -> Period | None:
        """Return the document's date where it is known to the day."""
        return self.published if self.published and self.published.unit == "day" else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands.

    Number of the passage, of the sentence in it, of the heading-like passage above, and of the last row of a chronology above
    or the row's own date cell (-1: none). `leads` says that the passage begins with the expression, `goes_on` that it goes on
    with what the passage before told (これに対し, その後).
    """

    passage: int
    sentence: int
    heading: int = -1
    row: int = -1
    leads: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression with its value. `stated` says whether its year was stated, or carried from one that was."""

    expression: Expression
    place: Place
    value: str
    period: Period | None
    anchor: str = ""
    stated: bool = False
    duration: bool = False
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A period, what it was resolved against, whether its year was stated, and the doubts about it."""

    period: Period
    anchor: str = ""
    stated: bool = False
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a point is resolved against: its own clause, the dates seen before it, and the document."""

    expression: Expression
    place: Place
    seen: Sequence[Resolved]
    setting: Setting

    def before(self) -> Iterator[Resolved]:
        """Give the dates named before, the nearest first."""
        return (r for r in reversed(self.seen) if r.period is not None and not r.duration)

    def told(self) -> Iterator[Resolved]:
        """Give the dates named before, the nearest first; to a comparison not those that are themselves only compared with."""
        return (r for r in self.before() if not (self.expression.compares and r.expression.compares))

    def events(self, *units: str) -> Iterator[Resolved]:
        """Give the dates of events: not the deadlines and starts that an event sets, unless there are no others."""
        fine = [r for r in self.before() if r.period and (not units or r.period.unit in units)]
        yield from (r for r in fine if r.expression.edge not in ("from", "until"))
        yield from (r for r in fine if r.expression.edge in ("from", "until"))


def _ambiguous(*values: str) -> tuple[Issue, ...]:
    return (Issue("ambiguous_date", "the year of the date is not stated and two readings are possible", candidates=values),)


def moment(found: Resolved | None) -> Period | None:
    """Return the period of a date that may not be there."""
    return found.period if found else None


# --- year and month that are not stated -----------------------------------------------------------------------------


def _nearest_year(anchor: Period, month: int) -> int:
    """Carry the anchor's year; over the turn of the year (12月 …、1月) take the next one."""
    start = anchor.last.month if anchor.unit != "year" else month
    return anchor.last.year + (1 if start - month >= 8 and anchor.unit != "year" else 0)


def make(year: int, month: int, point: Point) -> Period | None:
    """Return the day, part or run of months that the point names in this year and month; None where there is no such day."""
    if point.day and point.day.base == "fixed":
        return edtf.make_day(year, month, point.day.number)
    if point.business_year:
        return edtf.make_months(year - 1, month + 1, month + 12)
    if point.months:
        return _month_run(year, *point.months)
    return take_part(year, month, point.part)


def _month_run(year: int, first: int, last: int) -> Period | None:
    a, b = edtf.make_month(year, first), edtf.make_month(year, last if last >= first else last + 12)
    return edtf.join(a, b) if a and b else None


def _same_day_named(context: Context, month: int, day: int) -> Resolved | None:
    """Return the date of a stated year with the same month and day (August 20, 2019 … the August 20 notice)."""
    same = [r for r in context.before() if r.stated and r.period and r.period.unit == "day" and (r.period.first.month, r.period.first.day) == (month, day)]
    return same[0] if len({r.period.first.year for r in same if r.period}) == 1 else None


def _same_month_named(context: Context, month: int) -> Resolved | None:
    same = [r for r in context.before() if r.stated and r.period and r.period.unit in ("day", "month") and r.period.first.month == month and r.expression.edge != "until"]
    return same[0] if len({r.period.first.year for r in same if r.period}) == 1 else None


def _lends_year(found: Resolved) -> bool:
    expression = found.expression
    far_deadline = expression.edge == "until"
    since_year = expression.edge == "since" and found.period is not None and found.period.unit == "year"
    return found.stated and not (expression.background or expression.compares or far_deadline or since_year)


def _counted_from_document(found: Resolved) -> bool:
    """Say whether the year is said as 昨年 or last year: that holds for its own sentence only."""
    start = found.expression.start
    return bool(start and start.year and start.year.base == "document")


def _narrative(context: Context) -> Resolved | None:
    """Return the date whose year the text is telling of: in the sentence, else the one just before in the passage."""
    inside = [r for r in context.before() if r.place.passage == context.place.passage]
    sentence = [r for r in inside if r.place.sentence == context.place.sentence]
    # 7月16日、2024年の実績を…、8月1日: the year of a noun is an aside where the passage tells of the document's year.
    aside = any(not r.stated and r.period and r.period.unit in ("day", "month") for r in inside)
    near = next((r for r in sentence if _lends_year(r) and not (aside and r.expression.adnominal)), None)
    if near:
        return near
    # What stands in brackets or is only compared with is an aside to the sentences that follow.
    told = [r for r in inside if not (r.expression.background or r.expression.compares or r.expression.bracketed)]
    if told and all(r.stated for r in told) and _lends_year(told[0]) and not _counted_from_document(told[0]):
        return told[0]
    if told:
        return None
    before = next((r for r in context.before() if r.place.passage == context.place.passage - 1 and _lends_year(r) and not r.expression.bracketed), None)
    if context.place.goes_on and before is not None and not _counted_from_document(before):
        return before
    return _above(context, context.place.row) or _above(context, context.place.heading)


def _above(context: Context, passage: int) -> Resolved | None:
    return next((r for r in context.before() if r.place.passage == passage and _lends_year(r)), None)


def year_left_out(context: Context, month: int, point: Point) -> Found | None:
    """Give a date its year: of the same date stated before, of the story it is told in, else of the document."""
    row = _above(context, context.place.row) if context.place.leads else None
    if point.day and point.day.base == "fixed" and row is None:
        named = _same_day_named(context, month, point.day.number)
        if named and named.period:
            return with_period(make(named.period.first.year, month, point), named.value, True)
    told = None if point.business_year else _narrative(context)
    made = make(_told_year(context, told, month), month, point) if told else None
    if told and not _contradicts(context, told, made):
        doubt = _doubt(context, told, made, month, point)
        return with_period(made, told.value, True, doubt)
    if not point.day:
        named = _same_month_named(context, month)
        published = context.setting.published
        if named and named.period and published and named.period.first.year in (published.first.year, published.first.year - 1):
            return with_period(make(named.period.first.year, month, point), named.value, True)
    return _by_document(context, month, point)


def _told_year(context: Context, told: Resolved, month: int) -> int:
    """Carry the year; the rows of a chronology run forward, so that a smaller month is of the next year."""
    if told.period is None:
        return 0
    published, anchor = context.setting.published, told.period
    said, here = told.expression.start, (told.place.passage, told.place.sentence) == (context.place.passage, context.place.sentence)
    if here and said and said.fiscal and month > anchor.last.month:  # 令和7年度の…、10月1日から
        return anchor.first.year
    if told.place.passage == context.place.row and context.place.leads and anchor.unit != "year" and month < anchor.last.month:
        following = edtf.make_month(anchor.last.year + 1, month)
        if published is None or (following and following.first <= published.last):
            return anchor.last.year + 1
        return anchor.last.year
    return _nearest_year(anchor, month)


def _contradicts(context: Context, told: Resolved, made: Period | None) -> bool:
    """Say whether the date would lie after the document's, though the clause tells of the past, or does not look ahead and the year is from elsewhere."""
    published, said = context.setting.published, context.expression
    if made is None or published is None or context.setting.inferred or made.first <= published.last:
        return False
    elsewhere = (told.place.passage, told.place.sentence) != (context.place.passage, context.place.sentence)
    return said.past or (elsewhere and not said.future and said.edge != "until")


def _doubt(context: Context, told: Resolved, made: Period | None, month: int, point: Point) -> tuple[Issue, ...]:
    """Two sentences on, a year that is not the document's may have been left behind."""
    other = _by_document(context, month, point)
    if told.place.sentence == context.place.sentence or made is None or other is None or other.period.edtf == made.edtf:
        return ()
    return _ambiguous(made.edtf, other.period.edtf)


def with_period(period: Period | None, anchor: str, stated: bool, issues: tuple[Issue, ...] = ()) -> Found | None:
    """Return what was found, or None where the calendar has no such period."""
    return Found(period, anchor, stated, issues) if period else None


def _by_document(context: Context, month: int, point: Point) -> Found | None:
    """Take the document's year; a date it has not reached yet is last year's, unless the clause looks ahead."""
    published, said = context.setting.published, context.expression
    if published is None:
        return None
    here = make(published.last.year, month, point)
    if here is None or published.unit == "year":
        return with_period(here, published.edtf, False)
    before, after = (make(published.last.year + n, month, point) for n in (-1, 1))
    gap = (here.first.year - published.last.year) * 12 + here.first.month - published.last.month
    if point.months and here.last > published.last and said.past and before:  # 1~11月の累計では増加した
        return with_period(before, published.edtf, False)
    if here.first <= published.last:
        late = said.planned and gap <= -3 and after is not None
        return with_period(after if late else here, published.edtf, False)
    # An inferred date is the newest that is written out in full; what was done weeks later may follow without its year.
    if said.past and said.edge != "until" and before and not (context.setting.inferred and gap <= 3):
        return with_period(before, published.edtf, False)
    # Until spring a date of late in the year is rather the last one; from summer on rather the next.
    near = gap <= (6 if said.edge == "from" else 5 if published.last.month >= 6 else 3)
    ahead = said.planned or said.due or (said.future and gap <= 8) or (said.edge == "until" and not (said.past and gap > 6))
    if ahead or near or before is None:
        return with_period(here, published.edtf, False, () if said.future or gap <= 2 or before is None else _ambiguous(here.edtf, before.edtf))
    return with_period(before, published.edtf, False, _ambiguous(before.edtf, here.edtf))


def month_left_out(context: Context, day: int) -> Found | None:
    """Place a bare `14日`: in the month of the date before it, in the passage first; else the last such day before the document's."""
    units = ("day", "month", "span", "week")
    told = [r for r in context.before() if r.period and r.period.unit in units and not r.expression.background]
    here = [r for r in told if r.place.passage == context.place.passage]
    sentence = [r for r in here if r.place.sentence == context.place.sentence]
    # A start or deadline named in another sentence is not when the story happens.
    inside = next(iter(sentence), None) or next((r for r in here if r.expression.edge not in ("from", "until")), None) or next(iter(here), None)
    near = inside or next((r for r in told if context.place.passage - r.place.passage <= 3 and r.period and r.period.unit == "day"), None)
    if near and near.period and (inside or context.setting.day is None):
        base = near.period.first
        turned = base.day >= 24 and day <= 8 and near.period.unit == "day"
        month = edtf.make_month(base.year, base.month + (1 if turned else 0))
        made = edtf.make_day(month.first.year, month.first.month, day) if month else None
        if not (made and _contradicts(context, near, made)):
            return with_period(made, near.value, near.stated)
    published = context.setting.published
    if published is None or published.unit not in ("day", "month"):
        return None
    back = published.unit == "day" and day > published.last.day and not context.expression.future
    month = edtf.make_month(published.last.year, published.last.month - (1 if back else 0))
    return with_period(edtf.make_day(month.first.year, month.first.month, day) if month else None, published.edtf, False)
