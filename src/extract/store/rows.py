"""Between rows and models: records with their evidence, events, and rows that may be there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from extract.corrections.bodies import iterate_evidence
from extract.corrections.events import STATEMENTS, Event
from extract.model import SLOTS
from extract.schema import RecordPart
from extract.store import tables

# What only some kinds of event have, and where it is not empty.
REST = ("old", "new", "body", "others", "parts", "seen_others", "extraction_sha256")


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row unless one with its key is there."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).values(**row).on_conflict_do_nothing())


def insert_id(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row and return the number that the database gave it."""
    key = connection.execute(table.insert().values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; none is no error."""
    if rows:
        connection.execute(table.insert(), list(rows))


def insert_records(connection: Connection, run: int, keyed: Iterable[tuple[str, RecordPart]]) -> None:
    """Insert a run's records under their keys, in order, and their evidence."""
    bodies, places = [], []
    for position, (key, body) in enumerate(keyed):
        bodies.append({"run": run, "key": key, "position": position, "body": _strip(body)})
        counts: dict[tuple[str, int], int] = {}
        for slot, filler, piece in iterate_evidence(body):
            at = counts[slot, filler] = counts.get((slot, filler), -1) + 1
            places.append(
                {
                    "run": run,
                    "key": key,
                    "slot": slot,
                    "filler": filler,
                    "position": at,
                    **piece.model_dump(mode="json"),
                }
            )
    insert_all(connection, tables.records, bodies)
    insert_all(connection, tables.evidence, places)


def _strip(body: RecordPart) -> dict[str, Any]:
    """Return a record's JSON without its evidence."""
    data = body.model_dump(mode="json", exclude_defaults=True, exclude={"evidence"})
    for slot in SLOTS:
        for filler in data[slot]:
            del filler["evidence"]
    return data


def read_records(connection: Connection, run: int, keys: Sequence[str] | None = None) -> dict[str, RecordPart]:
    """Return the records of a run by key, in order; with `keys` only those."""
    records, evidence = tables.records, tables.evidence
    bodies = select(records.c.key, records.c.body).where(records.c.run == run).order_by(records.c.position)
    order = (evidence.c.key, evidence.c.slot, evidence.c.filler, evidence.c.position)
    places = select(evidence).where(evidence.c.run == run).order_by(*order)
    if keys is not None:
        bodies, places = bodies.where(records.c.key.in_(keys)), places.where(evidence.c.key.in_(keys))
    data: dict[str, dict[str, Any]] = {key: {**body, STATEMENTS: []} for key, body in connection.execute(bodies)}
    for body in data.values():
        for slot in SLOTS:
            body[slot] = [{**filler, "evidence": []} for filler in body[slot]]
    for row in connection.execute(places):
        target = (
            data[row.key][STATEMENTS] if row.slot == STATEMENTS else data[row.key][row.slot][row.filler]["evidence"]
        )
        target.append({name: row._mapping[name] for name in ("page", "rects", "start", "end", "quote", "block")})
    return {key: RecordPart.model_validate(body) for key, body in data.items()}


def write_event(connection: Connection, event: Mapping[str, Any]) -> int:
    """Insert an event given as the fields of an Event without its number; return the number."""
    row = {name: value for name, value in event.items() if name not in REST}
    row["rest"] = {name: event[name] for name in REST if event.get(name)}
    return insert_id(connection, tables.events, row)


def build_event(row: Row[Any]) -> Event:
    """Return the event of a row of the table of events."""
    fields = dict(row._mapping)
    rest = fields.pop("rest")
    return Event.model_validate({**fields, **rest})


def read_events(connection: Connection, document: int) -> list[Event]:
    """Return the events of a document, in order."""
    events = tables.events
    return [
        build_event(r)
        for r in connection.execute(select(events).where(events.c.document == document).order_by(events.c.id))
    ]
