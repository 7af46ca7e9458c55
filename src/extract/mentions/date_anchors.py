"""Resolves date expressions: what they leave out is taken from the dates named before them and from the document's date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from extract.mentions.date_terms import Expression, Point, fixed
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
    """Where an expression stands: number of the passage, of the sentence in it, and of the heading-like passage above (-1: none)."""

    passage: int
    sentence: int
    heading: int = -1


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
class _Found:
    period: Period
    anchor: str = ""
    stated: bool = False
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What a point is resolved against."""

    expression: Expression
    place: Place
    seen: Sequence[Resolved]
    setting: Setting

    def before(self) -> Iterator[Resolved]:
        """Give the dates named before, the nearest first."""
        return (r for r in reversed(self.seen) if r.period is not None and not r.duration)

    def events(self, *units: str) -> Iterator[Resolved]:
        """Give the dates of events: not the deadlines and starts that an event sets, unless there are no others."""
        fine = [r for r in self.before() if r.period and (not units or r.period.unit in units)]
        yield from (r for r in fine if r.expression.edge not in ("from", "until"))
        yield from (r for r in fine if r.expression.edge in ("from", "until"))


def _ambiguous(*values: str) -> tuple[Issue, ...]:
    return (Issue("ambiguous_date", "the year of the date is not stated and two readings are possible", candidates=values),)


def _moment(found: Resolved | None) -> Period | None:
    return found.period if found else None


# --- year and month that are not stated -----------------------------------------------------------------------------


def _nearest_year(anchor: Period, month: int) -> int:
    """Carry the anchor's year; over the turn of the year (12月 …、1月) take the next one."""
    start = anchor.last.month if anchor.unit != "year" else month
    return anchor.last.year + (1 if start - month >= 8 and anchor.unit != "year" else 0)


def _make(year: int, month: int, point: Point) -> Period | None:
    if point.day and point.day.base == "fixed":
        return edtf.make_day(year, month, point.day.number)
    if point.months:
        return _month_run(year, *point.months)
    return take_part(year, month, point.part)


def _month_run(year: int, first: int, last: int) -> Period | None:
    a, b = edtf.make_month(year, first), edtf.make_month(year, last if last >= first else last + 12)
    return edtf.join(a, b) if a and b else None


def _same_day_named(context: _Context, month: int, day: int) -> Resolved | None:
    """Return the date of a stated year with the same month and day (August 20, 2019 … the August 20 notice)."""
    same = [r for r in context.before() if r.stated and r.period and r.period.unit == "day" and (r.period.first.month, r.period.first.day) == (month, day)]
    return same[0] if len({r.period.first.year for r in same if r.period}) == 1 else None


def _same_month_named(context: _Context, month: int) -> Resolved | None:
    same = [r for r in context.before() if r.stated and r.period and r.period.unit in ("day", "month") and r.period.first.month == month and r.expression.edge != "until"]
    return same[0] if len({r.period.first.year for r in same if r.period}) == 1 else None


def _lends_year(found: Resolved) -> bool:
    expression = found.expression
    far_deadline = expression.edge == "until"
    since_year = expression.edge == "since" and found.period is not None and found.period.unit == "year"
    return found.stated and not expression.background and not far_deadline and not since_year


def _counted_from_document(found: Resolved) -> bool:
    """Say whether the year is said as 昨年 or last year: that holds for its own sentence only."""
    start = found.expression.start
    return bool(start and start.year and start.year.base == "document")


def _narrative(context: _Context) -> Resolved | None:
    """Return the date whose year the text is telling of: in the sentence, else the one just before in the passage."""
    inside = [r for r in context.before() if r.place.passage == context.place.passage]
    near = next((r for r in inside if r.place.sentence == context.place.sentence and _lends_year(r)), None)
    if near:
        return near
    told = [r for r in inside if not r.expression.background]
    if told and all(r.stated for r in told) and _lends_year(told[0]) and not _counted_from_document(told[0]):
        return told[0]
    if told or context.place.heading < 0:
        return None
    return next((r for r in context.before() if r.place.passage == context.place.heading and _lends_year(r)), None)


def _year_left_out(context: _Context, month: int, point: Point) -> _Found | None:
    if point.day and point.day.base == "fixed":
        named = _same_day_named(context, month, point.day.number)
        if named and named.period:
            return _with(_make(named.period.first.year, month, point), named.value, True)
    told = _narrative(context)
    made = _make(_nearest_year(told.period, month), month, point) if told and told.period else None
    if told and not _contradicts(context, made):
        doubt = _doubt(context, told, made, month, point)
        return _with(made, told.value, True, doubt)
    if not point.day:
        named = _same_month_named(context, month)
        published = context.setting.published
        if named and named.period and published and named.period.first.year in (published.first.year, published.first.year - 1):
            return _with(_make(named.period.first.year, month, point), named.value, True)
    return _by_document(context, month, point)


def _contradicts(context: _Context, made: Period | None) -> bool:
    """Say whether the clause tells of the past but the date would lie after the document's."""
    published = context.setting.published
    return bool(made and published and not context.setting.inferred and context.expression.past and made.first > published.last)


def _doubt(context: _Context, told: Resolved, made: Period | None, month: int, point: Point) -> tuple[Issue, ...]:
    """Two sentences on, a year that is not the document's may have been left behind."""
    other = _by_document(context, month, point)
    if told.place.sentence == context.place.sentence or made is None or other is None or other.period.edtf == made.edtf:
        return ()
    return _ambiguous(made.edtf, other.period.edtf)


def _with(period: Period | None, anchor: str, stated: bool, issues: tuple[Issue, ...] = ()) -> _Found | None:
    return _Found(period, anchor, stated, issues) if period else None


def _by_document(context: _Context, month: int, point: Point) -> _Found | None:
    """Take the document's year; a date it has not reached yet is last year's, unless the clause looks ahead."""
    published, said = context.setting.published, context.expression
    if published is None:
        return None
    here = _make(published.last.year, month, point)
    if here is None or published.unit == "year":
        return _with(here, published.edtf, False)
    before, after = (_make(published.last.year + n, month, point) for n in (-1, 1))
    gap = (here.first.year - published.last.year) * 12 + here.first.month - published.last.month
    if here.first <= published.last:
        late = said.planned and gap <= -3 and after is not None
        return _with(after if late else here, published.edtf, False)
    # An inferred date is the newest that is written out in full; what was done weeks later may follow without its year.
    if said.past and before and not (context.setting.inferred and gap <= 3):
        return _with(before, published.edtf, False)
    near = gap <= (6 if said.edge == "from" else 3)
    if said.future or said.edge == "until" or near or before is None:
        return _with(here, published.edtf, False, () if said.future or gap <= 2 or before is None else _ambiguous(here.edtf, before.edtf))
    return _with(before, published.edtf, False, _ambiguous(before.edtf, here.edtf))


def _month_left_out(context: _Context, day: int) -> _Found | None:
    """Place a bare `14日`: in the month of the date before it, in the passage first; else the last such day before the document's."""
    units = ("day", "month", "span", "week")
    told = [r for r in context.before() if r.period and r.period.unit in units and not r.expression.background]
    inside = next((r for r in told if r.place.passage == context.place.passage), None)
    near = inside or next((r for r in told if context.place.passage - r.place.passage <= 3 and r.period and r.period.unit == "day"), None)
    if near and near.period and (inside or context.setting.day is None):
        base = near.period.first
        turned = base.day >= 24 and day <= 8 and near.period.unit == "day"
        month = edtf.make_month(base.year, base.month + (1 if turned else 0))
        return _with(edtf.make_day(month.first.year, month.first.month, day) if month else None, near.value, near.stated)
    published = context.setting.published
    if published is None or published.unit not in ("day", "month"):
        return None
    back = published.unit == "day" and day > published.last.day and not context.expression.future
    month = edtf.make_month(published.last.year, published.last.month - (1 if back else 0))
    return _with(edtf.make_day(month.first.year, month.first.month, day) if month else None, published.edtf, False)


# --- points ----------------------------------------------------------------------------------------------------------


def _resolve_week(context: _Context, point: Point) -> _Found | None:
    assert point.week is not None
    anchor = context.setting.day if point.week.base == "document" else _moment(next(context.events("day", "week", "span"), None))
    if anchor is None:
        return None
    week = edtf.make_week(anchor.first + timedelta(days=7 * point.week.number))
    period = edtf.make_span(week.first + timedelta(days=5), week.last) if point.weekend else week
    return _Found(period, anchor.edtf)


def _resolve_weekday(context: _Context, weekday: int, direction: int) -> _Found | None:
    anchor = context.setting.day
    if anchor is None:
        return None
    ahead = (weekday - anchor.first.weekday()) % 7
    back = -(-ahead % 7)
    days = (ahead or 7) if direction > 0 else (back or -7) if direction == -7 else back
    return _Found(edtf.day_of(anchor.first + timedelta(days=days)), anchor.edtf)


def _resolve_day_word(context: _Context, point: Point) -> _Found | None:
    assert point.day is not None
    if point.day.base == "document":
        anchor, stated = context.setting.day, False
    else:
        found = next((r for r in context.events("day", "span") if r.place.passage >= context.place.passage - 2), None)
        anchor, stated = _moment(found), bool(found and found.stated)
    if anchor is None:
        return None
    base = anchor.last if point.day.number > 0 else anchor.first
    return _Found(edtf.day_of(base + timedelta(days=point.day.number)), anchor.edtf, stated)


def _resolve_month_word(context: _Context, point: Point) -> _Found | None:
    """今月, 同月, 前月, alone or with a day or a part; 前年同月 takes its year from its own term."""
    assert point.month is not None
    if point.month.base == "document":
        anchor, stated = context.setting.published, False
        if anchor and anchor.unit not in ("day", "month"):
            return None
    else:
        found = next((r for r in context.before() if r.period and r.period.unit in ("day", "month", "span", "week")), None)
        anchor, stated = _moment(found) or _month_of(context.setting), bool(found and found.stated)
    if anchor is None:
        return None
    month = edtf.make_month(anchor.first.year, anchor.first.month + point.month.number)
    if month is None:
        return None
    year = month.first.year
    if point.year:
        year = point.year.number if point.year.base == "fixed" else year + point.year.number
    return _with(_make(year, month.first.month, point), anchor.edtf, stated)


def _month_of(setting: Setting) -> Period | None:
    return setting.published if setting.published and setting.published.unit in ("day", "month") else None


def _year_of(context: _Context, point: Point) -> tuple[int, str, bool] | None:
    """Return the year that a year term names, what it was counted from, and whether that year was stated."""
    assert point.year is not None
    if point.year.base == "fixed":
        return point.year.number, "", True
    published = context.setting.published
    if point.year.base == "anchor":
        found = next((r for r in context.before() if r.expression.edge != "until"), None) or next(context.before(), None)
        if found and found.period:
            return found.period.first.year + point.year.number, found.value, found.stated
    if published is None:
        return None
    early = point.fiscal and published.unit in ("day", "month") and published.first.month < 4
    return published.last.year + point.year.number - (1 if early else 0), published.edtf, True


def _resolve_year(context: _Context, point: Point) -> _Found | None:
    known = _year_of(context, point)
    if known is None:
        return None
    year, anchor, stated = known
    if point.decade:
        return _with(edtf.make_decade(year), anchor, stated)
    if point.month and point.month.base == "fixed":
        if point.business_year:
            return _with(edtf.make_months(year - 1, point.month.number + 1, point.month.number + 12), anchor, stated)
        calendar_year = year + (1 if point.fiscal and point.month.number < 4 else 0)
        return _with(_make(calendar_year, point.month.number, point), anchor, stated)
    return _with(take_part(year, None, point.part, point.fiscal), anchor, stated)


def _resolve_point(context: _Context, point: Point) -> _Found | None:
    if point.week:
        return _resolve_week(context, point)
    if point.weekday:
        return _resolve_weekday(context, *point.weekday)
    if point.day and point.day.base != "fixed":
        return _resolve_day_word(context, point)
    if point.month and point.month.base != "fixed":
        return _resolve_month_word(context, point)
    if point.year:
        return _resolve_year(context, point)
    if point.month:
        return _year_left_out(context, point.month.number, point)
    return _month_left_out(context, point.day.number) if point.day else None


# --- expressions -----------------------------------------------------------------------------------------------------


def _resolve_end(context: _Context, start: Period, point: Point) -> _Found | None:
    """Resolve the end of a range, which takes from its start what it leaves out, and never lies before it."""
    if point.year is None and point.month and point.month.base == "fixed":
        for year in (start.first.year, start.first.year + 1):
            made = _make(year, point.month.number, point)
            if made and made.last >= start.last:
                return _Found(made, start.edtf)
        return None
    if point.year is None and point.month is None and point.day and point.day.base == "fixed":
        for ahead in (0, 1):
            month = edtf.make_month(start.first.year, start.first.month + ahead)
            made = edtf.make_day(month.first.year, month.first.month, point.day.number) if month else None
            if made and made.last >= start.last:
                return _Found(made, start.edtf)
        return None
    if point.month and point.month.base == "anchor":  # 9月上旬から中旬
        return _with(_make(start.first.year, start.first.month, point), start.edtf, False)
    return _resolve_point(context, point)


def _resolve_start(context: _Context, start: Point, end: Point | None) -> _Found | None:
    """Resolve a start; one without a year before an end with one (11月10日~2026年2月9日) is the nearest before it."""
    if end and end.explicit and end.year and not start.year and start.month and start.month.base == "fixed":
        later = end.month is not None and end.month.base == "fixed" and start.month.number > end.month.number
        return _resolve_point(context, replace(start, year=fixed(end.year.number - (1 if later else 0))))
    return _resolve_point(context, start)


def _spell(context: _Context, period: Period) -> str:
    """Return the EDTF of a point with its edge."""
    match context.expression.edge:
        case "since":
            return f"{edtf.edge(period, 'start')}/.."
        case "until":
            return f"../{edtf.edge(period, 'end')}"
        case "now":
            today = context.setting.day
            return f"{edtf.edge(period, 'start')}/{today.edtf if today and today.first >= period.first else '..'}"
        case _:
            return period.edtf


def _resolve_date(context: _Context) -> Resolved | None:
    said = context.expression
    if said.start is None:
        return None
    start = _resolve_start(context, said.start, said.end)
    if start is None:
        return None
    if said.end is None:
        return Resolved(said, context.place, _spell(context, start.period), start.period, start.anchor, start.stated, issues=start.issues)
    end = _resolve_end(context, start.period, said.end)
    whole = edtf.join(start.period, end.period) if end else None
    if whole is None:
        return None
    return Resolved(said, context.place, whole.edtf, whole, start.anchor, start.stated, issues=start.issues)


def _resolve_offset(context: _Context) -> Resolved:
    """Count from a date in the sentence; years and months else from the document's date, to the month. Else it is a length."""
    said = context.expression
    length = Resolved(said, context.place, said.duration, None, duration=True)
    years, months, days = said.amount
    near = next((r for r in context.events("day", "month", "year", "span") if r.place.passage == context.place.passage and r.place.sentence == context.place.sentence), None)
    anchor = _moment(near)
    if anchor is None and context.setting.published and (years or months or context.setting.day):
        anchor = context.setting.published
        if days and (said.offset > 0 or days % 7):
            return length
        if anchor.unit == "day" and not days:
            anchor = edtf.make_month(anchor.first.year, anchor.first.month) or anchor
        if years and not months and said.offset < 0:
            anchor = edtf.make_year(anchor.first.year) or anchor
    if anchor is None or (days and anchor.unit not in ("day", "span")):
        return length
    if anchor.unit == "span":
        anchor = edtf.day_of(anchor.last if said.offset > 0 else anchor.first)
    moved = edtf.shift(anchor, said.offset * years, said.offset * months, said.offset * days)
    return Resolved(said, context.place, moved.edtf, moved, anchor.edtf) if moved else length


def _resolve_relation(context: _Context) -> Resolved | None:
    said = context.expression
    if said.relation == "same_interval":
        return _same_interval(context)
    units = ("day", "month") if said.relation == "same_month_last_year" else ()
    found = next((r for r in context.before() if r.period and (not units or r.period.unit in units)), None)
    if found is None or found.period is None:
        return None
    if said.relation == "same_month_last_year":
        made = edtf.make_month(found.period.first.year - 1, found.period.first.month)
    elif said.relation == "same_term_last_year":
        made = _year_before(found.period)
    else:
        # As exact as the word is: the months within ten days of the time just named.
        a, b = found.period.first - timedelta(days=10), found.period.last + timedelta(days=10)
        first, last = edtf.make_month(a.year, a.month), edtf.make_month(b.year, b.month)
        made = first if first == last else edtf.join(first, last) if first and last else None
    return Resolved(said, context.place, _spell(context, made), made, found.value, found.stated) if made else None


def _year_before(period: Period) -> Period | None:
    parts = [edtf.read_simple(p) for p in period.edtf.split("/")]
    moved = [edtf.shift(p, years=-1) for p in parts if p]
    if len(moved) == 2 and moved[0] and moved[1]:
        return edtf.join(moved[0], moved[1])
    return moved[0] if moved else None


def _same_interval(context: _Context) -> Resolved | None:
    """Take the interval just named: the last one with two ends or a deadline; else the last length of time."""
    said = context.expression
    recent = [r for r in reversed(context.seen) if r.place.passage >= context.place.passage - 1]
    interval = next((r for r in recent if "/" in r.value and not r.duration), None)
    length = next((r for r in recent if r.duration), None)
    found = interval or length
    return Resolved(said, context.place, found.value, found.period, found.value, found.stated, found.duration) if found else None


def _as_year(said: Expression, setting: Setting) -> Expression:
    """Decide whether `25年` is a year: only one within a dozen years before or six after the document's."""
    if said.two_digit is None or setting.published is None:
        return said
    distance = said.two_digit - setting.published.first.year
    if not -12 <= distance <= 6:
        return said
    return replace(said, start=Point(fixed(said.two_digit)), duration="", rule="two_digit_year")


def resolve(said: Expression, place: Place, seen: Sequence[Resolved], setting: Setting) -> Resolved | None:
    """Return the expression with its value, or None where nothing says what it refers to.

    `seen` are the expressions resolved before it, in reading order. `14日` after `10月10日` of 2025 → 2025-10-14;
    `同日` with no date before it → None.
    """
    said = _as_year(said, setting)
    context = _Context(said, place, seen, setting)
    if said.relation:
        return _resolve_relation(context)
    if said.offset:
        return _resolve_offset(context)
    if said.duration:
        return Resolved(said, place, said.duration, None, duration=True)
    return _resolve_date(context)
