"""What the queue reads: one row a record, with its facets and what is searched, made anew where events or runs change it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, delete, select, update

from extract.corrections.bodies import iterate_evidence
from extract.corrections.views import RecordView
from extract.schema import RecordPart
from extract.store.rows import insert_all, insert_id
from extract.store.search import cut_pieces, drop_passages, index_passage
from extract.store.standing import Standing
from extract.store.tables import current, documents, facets, passages, views
from extract.values.edtf import read_edtf

# Slots by whose values the queue is filtered, and those by whose names.
FACETS = ("measure_type", "action", "imposing", "target_jurisdictions")
NAMES = ("entities", "authority")
DATES = ("date", "effective_from", "effective_until")
# What a reviewer should look at first: a place that was lost or a record to look at again, then doubts of the extraction.
SHAKEN, DOUBTFUL, PLAIN = 0, 1, 2


def project(connection: Connection, standing: Standing) -> list[RecordView]:
    """Bring what is derived of a document to what its runs and events say; return its views."""
    stand = standing.views()
    values = {"run": standing.run.id, "complete": standing.complete, "reviewers": standing.reviewers}
    connection.execute(update(documents).where(documents.c.id == standing.document).values(**values))
    query = select(current.c.id, current.c.key, current.c.position, views.c.view).join_from(current, views)
    query = query.where(current.c.document == standing.document)
    old = {row.key: row for row in connection.execute(query)}
    wanted = {view.key: (position, view.model_dump(mode="json")) for position, view in enumerate(stand)}
    same = {key for key, row in old.items() if (row.position, row.view) == wanted.get(key)}
    _drop(connection, [row.id for key, row in old.items() if key not in same])
    for position, view in enumerate(stand):
        if view.key not in same:
            _insert(connection, standing.document, position, view, wanted[view.key][1])
    return stand


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    if numbers:
        drop_passages(
            connection, connection.execute(select(passages.c.id).where(passages.c.record.in_(numbers))).scalars().all()
        )
        connection.execute(delete(views).where(views.c.record.in_(numbers)))
        connection.execute(delete(facets).where(facets.c.record.in_(numbers)))
        connection.execute(delete(current).where(current.c.id.in_(numbers)))


def _insert(connection: Connection, document: int, position: int, view: RecordView, data: dict[str, Any]) -> None:
    body = view.body
    first, last = find_days(body)
    rank = SHAKEN if view.lost or view.recheck else DOUBTFUL if body.issues or view.missing else PLAIN
    row = {
        "document": document,
        "key": view.key,
        "position": position,
        "state": view.state,
        "recheck": view.recheck,
        "rank": rank,
        "confidence": body.confidence,
        "issues": len(body.issues),
        "revision": view.revision,
        "first_day": first,
        "last_day": last,
    }
    number = insert_id(connection, current, row)
    connection.execute(views.insert().values(record=number, view=data))
    insert_all(
        connection, facets, [{"record": number, "slot": slot, "value": value} for slot, value in find_facets(body)]
    )
    index_passage(connection, {"document": document, "record": number, "start": 0, "text": find_words(body)})


def find_days(body: RecordPart) -> tuple[str | None, str | None]:
    """Return the first and the last day that any date of the record covers (ISO 8601), None without dates."""
    periods = [p for slot in DATES for f in getattr(body, slot) if (p := read_edtf(str(f.value))) is not None]
    if not periods:
        return None, None
    return min(p.first for p in periods).isoformat(), max(p.last for p in periods).isoformat()


def find_facets(body: RecordPart) -> list[tuple[str, str]]:
    """Return (slot, value) of everything that the queue filters by, once each; names under every form they have, folded."""
    codes = {(slot, str(f.value)) for slot in FACETS for f in getattr(body, slot)}
    names = {
        (slot, fold_name(name))
        for slot in NAMES
        for f in getattr(body, slot)
        for name in (f.text, str(f.value), f.name_ja, f.name_en)
        if name
    }
    return sorted(codes | names)


def fold_name(name: str) -> str:
    """Return a name as it is compared: NFKC, small, without spaces at its ends."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def find_words(body: RecordPart) -> str:
    """Return what a record is found by: its titles, its values under all their names, and its quotes; a line each."""
    names = (
        name
        for slot in type(body).model_fields
        if isinstance(fillers := getattr(body, slot), list) and slot not in ("evidence", "issues")
        for f in fillers
        for name in (f.text, str(f.value), f.name_ja, f.name_en)
    )
    quotes = (evidence.quote for _, _, evidence in iterate_evidence(body))
    return "\n".join(dict.fromkeys(words for words in chain(names, [body.title_ja, body.title_en], quotes) if words))


def index_text(connection: Connection, standing: Standing) -> None:
    """Bring the pieces of the document's text to its newest text."""
    query = select(passages.c.id, passages.c.start, passages.c.text).order_by(passages.c.start)
    rows = connection.execute(query.where(passages.c.document == standing.document, passages.c.record.is_(None))).all()
    pieces = list(cut_pieces(standing.texts.read(standing.run.id)))
    if [(row.start, row.text) for row in rows] != pieces:
        drop_passages(connection, [row.id for row in rows])
        for start, words in pieces:
            index_passage(connection, {"document": standing.document, "record": None, "start": start, "text": words})
