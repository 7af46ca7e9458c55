"""Resolves date expressions into EDTF: points, ranges, offsets and words that refer to what was named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from extract.mentions.date_context import (
    Context,
    Found,
    Place,
    Resolved,
    Setting,
    make,
    moment,
    month_left_out,
    with_period,
    year_left_out,
)
from extract.mentions.date_terms import Expression, Point, Term, fixed, runs_backwards
from extract.values import edtf
from extract.values.dates import take_part
from extract.values.edtf import Period

# --- points ----------------------------------------------------------------------------------------------------------


def _resolve_week(context: Context, point: Point) -> Found | None:
    assert point.week is not None
    anchor = context.setting.day if point.week.base == "document" else moment(next(context.events("day", "week", "span"), None))
    if anchor is None:
        return None
    week = edtf.make_week(anchor.first + timedelta(days=7 * point.week.number))
    period = edtf.make_span(week.first + timedelta(days=5), week.last) if point.weekend else week
    if point.weekday:
        period = edtf.day_of(week.first + timedelta(days=point.weekday[0]))
    return Found(period, anchor.edtf)


def _resolve_weekday(context: Context, weekday: int, direction: int) -> Found | None:
    anchor = context.setting.day
    if anchor is None:
        return None
    today = anchor.first.weekday()
    direction = direction or (1 if context.expression.future else -1)
    ahead = (weekday - today) % 7
    back = -(-ahead % 7)
    days = (ahead or 7) if direction > 0 else (back or -7) if direction == -7 else back
    # Last Thursday on a Friday, next Thursday on a Monday: those of this week are yesterday and Thursday.
    if abs(direction) == 7 and today != 6 and 0 <= today + days <= 6:
        days += direction
    return Found(edtf.day_of(anchor.first + timedelta(days=days)), anchor.edtf)


def _day_named(context: Context) -> Resolved | None:
    """Return the date that 同日 or the next day counts from: the last event of the nearest passage that names one.

    A start, a deadline or today serves where that passage has nothing else; 同日前 and 同日以後 tell a rule's own dates apart.
    A deadline yet to come is no day on which something was done.
    """
    said, published = context.expression, context.setting.published
    days = [r for r in context.before() if r.period and r.period.unit in ("day", "span") and r.place.passage >= context.place.passage - 8]
    if published and not said.future and not said.edge:
        days = [r for r in days if r.expression.edge != "until" or (r.period and r.period.first <= published.last)] or days
    near = [r for r in days if r.place.passage == days[0].place.passage]
    # As of the same date: the start just named.
    if said.edge in ("before", "since") or (said.edge == "from" and said.rule == "named_day"):
        return next(iter(near), None)
    ranks = {"from": 1, "until": 3}
    return min(near, key=lambda r: 2 if _is_today(r) else ranks.get(r.expression.edge, 0), default=None)


def _is_today(found: Resolved) -> bool:
    start = found.expression.start
    return bool(start and start.day == Term("document", 0))


def _resolve_day_word(context: Context, point: Point) -> Found | None:
    assert point.day is not None
    if point.day.base == "document":
        anchor, stated = context.setting.day, False
    else:
        found = _day_named(context)
        anchor, stated = moment(found), bool(found and found.stated)
    if anchor is None:
        return month_left_out(context, point.number) if point.number else None
    base = anchor.last if point.day.number > 0 else anchor.first
    return Found(edtf.day_of(base + timedelta(days=point.day.number)), anchor.edtf, stated)


def _resolve_month_word(context: Context, point: Point) -> Found | None:
    """今月, 同月, 前月, alone or with a day or a part; 前年同月 takes its year from its own term."""
    assert point.month is not None
    if point.month.base == "document":
        anchor, stated = context.setting.published, False
        if anchor and anchor.unit not in ("day", "month"):
            return None
    else:
        units = ("day", "month", "span", "week")
        near = (r for r in context.told() if r.place.passage == context.place.passage and r.place.sentence == context.place.sentence)
        found = next((r for r in near if r.period and r.period.unit in units), None) or next(context.events(*units), None)
        anchor, stated = moment(found) or _month_of(context.setting), bool(found and found.stated)
    if anchor is None:
        return None
    month = edtf.make_month(anchor.first.year, anchor.first.month + point.month.number)
    if month is None:
        return None
    year = month.first.year
    if point.year:
        year = point.year.number if point.year.base == "fixed" else year + point.year.number
    return with_period(make(year, month.first.month, point), anchor.edtf, stated)


def _month_of(setting: Setting) -> Period | None:
    return setting.published if setting.published and setting.published.unit in ("day", "month") else None


def _year_of(context: Context, point: Point) -> tuple[int, str, bool] | None:
    """Return the year that a year term names, what it was counted from, and whether that year was stated."""
    assert point.year is not None
    if point.year.base == "fixed":
        return point.year.number, "", True
    published = context.setting.published
    if point.year.base == "anchor":
        told = [r for r in context.told() if not _is_bare_part(point) or _tells_of_year(context, r)]
        found = next((r for r in told if r.expression.edge != "until"), None) or next(iter(told), None)
        if found and found.period:
            return found.period.first.year + point.year.number, found.value, found.stated
    if published is None:
        return None
    early = point.fiscal and published.unit in ("day", "month") and published.first.month < 4
    return published.last.year + point.year.number - (1 if early else 0), published.edtf, True


def _turned(context: Context) -> int:
    """Say by how many years 年明け lies before the next: in the first half of a year it is that year's, as where it is told as past."""
    published = context.setting.published
    early = bool(published and published.unit != "year" and published.first.month <= 6)
    return int(early or context.expression.past)


def _is_bare_part(point: Point) -> bool:
    """Say whether the point is a quarter or half whose year is not stated."""
    return point.year == Term("anchor", 0) and point.month is None and point.part[:1] in ("h", "q")


def _tells_of_year(context: Context, found: Resolved) -> bool:
    said = found.expression
    return found.place.passage == context.place.passage and not said.compares and not said.offset


def _resolve_year(context: Context, point: Point) -> Found | None:
    known = _year_of(context, point)
    if known is None:
        return None
    year, anchor, stated = known
    if point.part == "new_year":
        return with_period(edtf.make_month(year - _turned(context), 1), anchor, stated)
    if point.decade:
        return with_period(edtf.make_decade(year), anchor, stated)
    if point.month and point.month.base == "fixed":
        calendar_year = year + (1 if point.fiscal and point.month.number < 4 else 0)
        return with_period(make(calendar_year, point.month.number, point), anchor, stated)
    made = take_part(year, None, point.part, point.fiscal)
    published = context.setting.published
    # A quarter of no stated year that has not begun and is not told as to come is last year's.
    if _is_bare_part(point) and anchor == (published.edtf if published else "") and made and published and made.first > published.last and not context.expression.future:
        made = take_part(year - 1, None, point.part, point.fiscal)
    return with_period(made, anchor, stated)


def _resolve_point(context: Context, point: Point) -> Found | None:
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
        return year_left_out(context, point.month.number, point)
    return month_left_out(context, point.day.number) if point.day else None


# --- expressions -----------------------------------------------------------------------------------------------------


def _resolve_end(context: Context, start: Period, point: Point) -> Found | None:
    """Resolve the end of a range, which takes from its start what it leaves out, and never lies before it."""
    if point.year and point.year.base == "anchor":  # 2025年12月22日から翌年1月20日
        return _resolve_point(context, replace(point, year=fixed(start.first.year + point.year.number)))
    if point.year is None and point.month and point.month.base == "fixed":
        for year in (start.first.year, start.first.year + 1):
            made = make(year, point.month.number, point)
            if made and made.last >= start.last:
                return Found(made, start.edtf)
        return None
    if point.year is None and point.month is None and point.day and point.day.base == "fixed":
        for ahead in (0, 1):
            month = edtf.make_month(start.first.year, start.first.month + ahead)
            made = edtf.make_day(month.first.year, month.first.month, point.day.number) if month else None
            if made and made.last >= start.last:
                return Found(made, start.edtf)
        return None
    if point.month and point.month.base == "anchor":  # 9月上旬から中旬
        return with_period(make(start.first.year, start.first.month, point), start.edtf, False)
    return _resolve_point(context, point)


# A measure is set for no longer than this, in years, where its end is named.
_LONGEST_TERM = 5


def _resolve_start(context: Context, start: Point, end: Point | None) -> Found | None:
    """Resolve a start; one without a year before an end with one (11月10日~2026年2月9日) is the nearest before it.

    Where the text tells of a year shortly before that (2026年6月1日の布告は…6月8日から2027年12月31日まで), it starts in that one.
    """
    if end and end.explicit and end.year and not start.year and start.month and start.month.base == "fixed":
        told = _resolve_point(context, start)
        if told and told.stated and 1 <= end.year.number - told.period.first.year <= _LONGEST_TERM:
            return told
        later = runs_backwards(start, end)
        return _resolve_point(context, replace(start, year=fixed(end.year.number - (1 if later else 0))))
    return _resolve_point(context, start)


def _spell(context: Context, period: Period) -> str:
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


def _resolve_date(context: Context) -> Resolved | None:
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


def _resolve_offset(context: Context) -> Resolved:
    """Count from a date in the sentence; years and months else from the document's date, to the month. Else it is a length."""
    said = context.expression
    length = Resolved(said, context.place, said.duration, None, duration=True)
    years, months, days = said.amount
    near = next((r for r in context.events("day", "month", "year", "span") if r.place.passage == context.place.passage and r.place.sentence == context.place.sentence), None)
    anchor = None if said.from_now else moment(near)
    if anchor is None and not said.from_event and context.setting.published and (years or months or context.setting.day):
        anchor = context.setting.published
        if days and not said.from_now and (said.offset > 0 or days % 7):
            return length
        if anchor.unit == "day" and not days:
            anchor = edtf.make_month(anchor.first.year, anchor.first.month) or anchor
        if years and not months and (said.offset < 0 or years > 1):
            anchor = edtf.make_year(anchor.first.year) or anchor
    if anchor is None or (days and anchor.unit not in ("day", "span")):
        return length
    if anchor.unit == "span":
        anchor = edtf.day_of(anchor.last if said.offset > 0 else anchor.first)
    moved = edtf.shift(anchor, said.offset * years, said.offset * months, said.offset * days)
    return Resolved(said, context.place, moved.edtf, moved, anchor.edtf) if moved else length


def _resolve_relation(context: Context) -> Resolved | None:
    said = context.expression
    if said.relation == "same_interval":
        return _same_interval(context)
    units = ("day", "month") if said.relation == "same_month_last_year" else ()
    found = next((r for r in context.told() if r.period and (not units or r.period.unit in units)), None)
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


def _same_interval(context: Context) -> Resolved | None:
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
    # What is to be reached by a year may lie far ahead: 30年までに.
    if not -12 <= distance <= (30 if said.edge == "until" else 6):
        return said
    fiscal = bool(said.end and said.end.fiscal)
    return replace(said, start=Point(fixed(said.two_digit), fiscal=fiscal), duration="", rule="two_digit_year")


def resolve(said: Expression, place: Place, seen: Sequence[Resolved], setting: Setting) -> Resolved | None:
    """Return the expression with its value, or None where nothing says what it refers to.

    `seen` are the expressions resolved before it, in reading order. `14日` after `10月10日` of 2025 → 2025-10-14;
    `同日` with no date before it → None.
    """
    said = _as_year(said, setting)
    context = Context(said, place, seen, setting)
    if said.relation:
        return _resolve_relation(context)
    if said.offset:
        return _resolve_offset(context)
    if said.duration:
        return Resolved(said, place, said.duration, None, duration=True)
    return _resolve_date(context)
