"""The records that wait for a reviewer: filtered, counted, sorted with the doubtful first, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, false, func, or_, select, true, tuple_

from extract.corrections.views import RecordView
from extract.store.engine import Store
from extract.store.projection import NAMES, PLAIN, fold_name
from extract.store.search import match_passages
from extract.store.tables import current, documents, facets, passages, runs, views

_JOINED = (
    current.join(views, views.c.record == current.c.id)
    .join(documents, current.c.document == documents.c.id)
    .join(runs, documents.c.run == runs.c.id)
)
Sort = Literal["doubt", "document", "confidence", "date"]
# Accepted records that are to be looked at again are asked for, and counted, like a state of their own.
RECHECK = "recheck"
ORDERS: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    "doubt": (current.c.rank, current.c.confidence),
    "document": (),
    "confidence": (current.c.confidence,),
    "date": (current.c.first_day.is_(None), current.c.first_day),
}
SIDES = ("imposing", "target_jurisdictions")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are wanted; what is empty lets everything pass.

    `types`, `actions`: codes, any of them. `jurisdictions`: codes of either side. `entity`: a name of a company, person or
    agency in the record, in any language, whole. `date_from`, `date_to`: days (ISO 8601) that a date of the record must
    touch. `states`: any of them; "recheck" are the accepted ones to be looked at again. `search`: words that must all occur
    in the record or its quotes. `issues_only`: doubtful ones. `sort`: "doubt" puts those first that lost a place or are to be
    looked at again, then those with issues, then the least certain; "document" is the order of the brief. `own`: records by
    document and key as one sees them who reviews their documents independently; the states of these count instead.
    """

    document: int | None = None
    types: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    entity: str = ""
    date_from: str = ""
    date_to: str = ""
    states: tuple[str, ...] = ()
    search: str = ""
    issues_only: bool = False
    sort: Sort = "doubt"
    own: Mapping[tuple[int, str], RecordView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A record in the queue: its document's number, file name and title, and its view."""

    document: int
    name: str
    title: str | None
    view: RecordView


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue. `total` counts all records that pass the filter; `counts` those of each state that pass the rest of it."""

    rows: tuple[QueueRow, ...]
    total: int
    counts: dict[str, int]


def find_records(store: Store, wanted: Filter, limit: int = 50, offset: int = 0) -> QueuePage:
    """Return a page of the records that pass a filter; raises UsageError for a search that is too long."""
    numbers = _sort(_pass(select(current.c.id), wanted, store.engine.name), wanted).limit(limit).offset(offset)
    shown = select(current.c.id, current.c.document, current.c.key, documents.c.name, runs.c.title, views.c.view).select_from(_JOINED)
    with store.reading() as connection:
        order = connection.execute(numbers).scalars().all()
        rows = {row.id: row for row in connection.execute(shown.where(current.c.id.in_(order)))}
        counted = _count_states(connection, replace(wanted, states=()))
    counts: dict[str, int] = {}
    total = 0
    for (state, again), count in counted.items():
        counts[state] = counts.get(state, 0) + count
        counts[RECHECK] = counts.get(RECHECK, 0) + (count if again else 0)
        total += count if _has_state(wanted, state, again) else 0
    return QueuePage(tuple(_build_row(rows[number], wanted) for number in order), total, counts)


def _build_row(row: Row[Any], wanted: Filter) -> QueueRow:
    view = wanted.own.get((row.document, row.key)) or RecordView.model_validate(row.view)
    return QueueRow(row.document, row.name, row.title, view)


def _count_states(connection: Connection, wanted: Filter) -> Counter[tuple[str, bool]]:
    """Return how many records of each (state, to be looked at again) pass a filter."""
    dialect, apart = connection.engine.name, current.c.document.in_({document for document, _ in wanted.own})
    of_all = select(current.c.state, current.c.recheck, func.count()).group_by(current.c.state, current.c.recheck)
    counts: Counter[tuple[str, bool]] = Counter()
    for state, again, count in connection.execute(_pass(of_all.where(~apart), wanted, dialect)):
        counts[state, again] += count
    if wanted.own:
        places = _pass(select(current.c.document, current.c.key).where(apart), wanted, dialect)
        mine = [wanted.own[row.document, row.key] for row in connection.execute(places) if (row.document, row.key) in wanted.own]
        counts += Counter((view.state, view.recheck) for view in mine)
    return counts


def _has_state(wanted: Filter, state: str, again: bool) -> bool:
    return not wanted.states or state in wanted.states or (again and RECHECK in wanted.states)


def list_values(store: Store, slots: Sequence[str]) -> list[str]:
    """Return all values that any record has in one of the slots that the queue is filtered by, in order."""
    query = select(facets.c.value).distinct().where(facets.c.slot.in_(slots)).order_by(facets.c.value)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def neighbours(store: Store, wanted: Filter, document: int, key: str) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """Return (document, key) of the records before and after one in a filtered queue, None at its ends.

    A record that no longer passes the filter (it has just been accepted) has the neighbours that it would have.
    """
    order = _order(wanted)
    beside = (func.lag(current.c.id).over(order_by=order), func.lead(current.c.id).over(order_by=order))
    line = _pass(select(current.c.document, current.c.key, *beside), wanted, store.engine.name, also=(document, key))
    named = line.subquery().c
    with store.reading() as connection:
        found = connection.execute(select(named[2], named[3]).where(named[0] == document, named[1] == key)).first()
        rows = connection.execute(select(current.c.id, current.c.document, current.c.key).where(current.c.id.in_(found or ())))
        by_number = {row.id: (row.document, row.key) for row in rows}
    before, after = found or (None, None)
    return by_number.get(before), by_number.get(after)


def _sort(query: Select[Any], wanted: Filter) -> Select[Any]:
    return query.order_by(*_order(wanted))


def _order(wanted: Filter) -> tuple[ColumnElement[Any], ...]:
    return (*ORDERS[wanted.sort], current.c.document, current.c.position)


def _pass(query: Select[Any], wanted: Filter, dialect: str, also: tuple[int, str] | None = None) -> Select[Any]:
    """Return the query over the records that pass the filter, and the record `also` besides."""
    passes = and_(*_conditions(wanted, dialect))
    if also is not None:
        passes = or_(passes, and_(current.c.document == also[0], current.c.key == also[1]))
    return query.where(passes)


def _conditions(wanted: Filter, dialect: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [true()]
    if wanted.document is not None:
        found.append(current.c.document == wanted.document)
    for slots, values in (
        (("measure_type",), wanted.types),
        (("action",), wanted.actions),
        (SIDES, wanted.jurisdictions),
        (NAMES, (fold_name(wanted.entity),) if wanted.entity else ()),
    ):
        if values:
            of_record = (facets.c.record == current.c.id, facets.c.slot.in_(slots), facets.c.value.in_(values))
            found.append(exists().where(*of_record))
    if wanted.date_from:
        found.append(current.c.last_day >= wanted.date_from)
    if wanted.date_to:
        found.append(current.c.first_day <= wanted.date_to)
    if wanted.issues_only:
        found.append(current.c.rank < PLAIN)
    if wanted.states:
        again = current.c.recheck if RECHECK in wanted.states else false()
        of_all = or_(current.c.state.in_(wanted.states), again)
        mine = [place for place, view in wanted.own.items() if _has_state(wanted, view.state, view.recheck)]
        apart = current.c.document.in_({document for document, _ in wanted.own})
        found.append(or_(and_(~apart, of_all), tuple_(current.c.document, current.c.key).in_(mine)))
    matching = match_passages(dialect, wanted.search)
    if matching is not None:
        found.append(current.c.id.in_(select(passages.c.record).where(matching)))
    return found
