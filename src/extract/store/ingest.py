"""Extractions into the store: documents, versions, runs and their records; the same file and version stores nothing new."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, select

from extract.corrections.events import find_effective
from extract.corrections.match import Known, find_core, find_spans, find_types, find_value_spans, match_records
from extract.corrections.views import RecordView, Seen
from extract.model import OTHER_DATE, Extraction
from extract.schema import BriefPart
from extract.spans import Span
from extract.store.engine import Store
from extract.store.fingerprint import read_given_date
from extract.store.prepared import Prepared, prepare
from extract.store.projection import index_text, project
from extract.store.rows import insert_id, insert_new, insert_records
from extract.store.standing import Texts, lock_document, read_earlier, read_keys, read_standing
from extract.store.tables import documents, events, files, runs, texts, versions

MEDIA_TYPES = {"pdf": "application/pdf", "html": "text/html", "text": "text/plain"}


@dataclass(frozen=True, slots=True)
class Filed:
    """What storing an extraction did.

    `carried` counts the events that stand on the document, `lost` the corrections a place of which is not found in its newest
    text (that is shown, and the corrections stand). `given_date` is the date of the brief as given by hand, now or before,
    `other_date` what is said where the brief states another one.
    """

    document: int
    version: int
    run: int
    new_version: bool
    new_run: bool
    records: int
    carried: int = 0
    lost: int = 0
    given_date: str = ""
    other_date: str = ""


def is_stored(store: Store, source: str, sha256: str, fingerprint: str) -> bool:
    """Say whether this file is the newest of this source, and was stored as this pipeline reads it."""
    query = select(runs.c.id).join(versions, runs.c.version == versions.c.id)
    query = query.join(documents, versions.c.document == documents.c.id)
    query = query.where(documents.c.source == source, versions.c.sha256 == sha256, runs.c.fingerprint == fingerprint)
    later = versions.alias("later")
    query = query.where(~exists().where(later.c.document == documents.c.id, later.c.number > versions.c.number))
    with store.reading() as connection:
        return connection.execute(query).first() is not None


def has_document(store: Store, source: str) -> bool:
    """Say whether anything was stored of this source."""
    with store.reading() as connection:
        return connection.execute(select(documents.c.id).where(documents.c.source == source)).first() is not None


def find_same(store: Store, sha256: str, fingerprint: str) -> tuple[str, ...]:
    """Return the sources that this file was stored from as this pipeline reads it."""
    query = select(documents.c.source).join(versions, versions.c.document == documents.c.id)
    query = query.join(runs, runs.c.version == versions.c.id).order_by(documents.c.id)
    query = query.where(versions.c.sha256 == sha256, runs.c.fingerprint == fingerprint)
    with store.reading() as connection:
        return tuple(connection.execute(query).scalars())


def store_extraction(store: Store, extraction: Extraction, data: bytes, source: str, fingerprint: str) -> Filed:
    """Store what was found in a brief: `data` is the file, `source` where it comes from (file URI or URL).

    All of it or nothing; corrections of the document are carried over to it.
    """
    return store_prepared(store, prepare(extraction, fingerprint), data, source)


def store_prepared(store: Store, prepared: Prepared, data: bytes, source: str) -> Filed:
    """Store an extraction that was made ready to be stored, under the fingerprint of the process that made it."""
    brief, fingerprint = prepared.brief, prepared.fingerprint
    with store.writing() as connection:
        now = store.clock()
        document = _find_document(connection, source, brief, now)
        version, new_version = _find_version(connection, document, brief, data, now)
        found = connection.execute(
            select(runs.c.id).where(runs.c.version == version, runs.c.fingerprint == fingerprint)
        ).scalar()
        if found is not None:
            return Filed(document, version, found, False, False, len(brief.records))
        text = _find_text(connection, version, brief.document.text, prepared.geometry)
        run = insert_id(
            connection,
            runs,
            {"version": version, "text": text, "fingerprint": fingerprint, "stored_at": now, **_run_of(brief)},
        )
        keys = match_records(brief.records, _read_known(connection, document, run))
        insert_records(connection, run, zip(keys, brief.records, strict=True))
        standing = read_standing(connection, document)
        views = project(connection, standing)
        index_text(connection, standing)
        carried = len(find_effective(standing.events))
        lost = sum(view.count_lost() for view in views)
        given = (read_given_date(fingerprint), next((i.message for i in brief.issues if i.code == OTHER_DATE), ""))
        return Filed(document, version, run, new_version, True, len(views), carried, lost, *given)


def _find_document(connection: Connection, source: str, brief: BriefPart, now: str) -> int:
    """Return the document of a source, new or known, with other writers kept off it."""
    query = select(documents.c.id).where(documents.c.source == source)
    if connection.execute(query).first() is None:
        row = {"source": source, "name": brief.document.source, "stored_at": now, "complete": False, "reviewers": []}
        insert_new(connection, documents, row)
    number: int = connection.execute(query).scalar_one()
    lock_document(connection, number)
    return number


def _find_version(connection: Connection, document: int, brief: BriefPart, data: bytes, now: str) -> tuple[int, bool]:
    """Return the version of a document that this file is, and whether it is new.

    A file that goes back to what it was before is a new version too: the newest is what the source holds now.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    query = select(versions.c.id, versions.c.number, versions.c.sha256).where(versions.c.document == document)
    newest = connection.execute(query.order_by(versions.c.number.desc()).limit(1)).first()
    if newest is not None and newest.sha256 == sha256:
        return int(newest.id), False
    insert_new(connection, files, {"sha256": sha256, "media_type": MEDIA_TYPES[brief.document.reader], "data": data})
    row = {
        "document": document,
        "number": newest.number + 1 if newest is not None else 1,
        "sha256": sha256,
        "name": brief.document.source,
        "stored_at": now,
    }
    return insert_id(connection, versions, row), True


def _find_text(connection: Connection, version: int, text: str, geometry: bytes) -> int:
    """Return what was read from a version, new or as another run read it."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    digest = hashlib.sha256(sha256.encode() + geometry).hexdigest()
    found = connection.execute(select(texts.c.id).where(texts.c.version == version, texts.c.digest == digest)).scalar()
    row = {"version": version, "digest": digest, "sha256": sha256, "text": text, "geometry": geometry}
    return int(found) if found is not None else insert_id(connection, texts, row)


def _run_of(brief: BriefPart) -> dict[str, Any]:
    names = ("title", "publisher", "published", "language", "pages", "reader")
    rest = brief.model_dump(mode="json", exclude_defaults=True, include={"mentions", "footnotes", "unused", "issues"})
    said = {name: getattr(brief.document, name) for name in names}
    return {"schema_version": brief.schema_version, "pipeline_version": brief.pipeline_version, "rest": rest, **said}


def _read_known(connection: Connection, document: int, run: int) -> list[Known]:
    """Return the records that a document has, as the last run saw each or as they were added, placed in the text of `run`."""
    keys = read_keys(connection, document)
    if not keys and not connection.execute(select(events.c.id).where(events.c.document == document).limit(1)).first():
        return []
    standing = read_standing(connection, document, run)
    views = {view.key: view for view in standing.views()}
    seen = read_earlier(connection, document, keys)
    added = {key: Seen(run=run, body=view.body) for key, view in views.items() if key not in seen}
    return [_build_known(key, found, views.get(key), standing.texts) for key, found in {**seen, **added}.items()]


def _build_known(key: str, seen: Seen, view: RecordView | None, way: Texts) -> Known:
    types = find_types(seen.body) | (find_types(view.body) if view is not None else frozenset())
    statements = find_spans(seen.body)
    if spans := _move(statements, seen.run, way):
        return Known(key, frozenset({seen.body.id}), types, spans)
    corrected = frozenset(view.changed) if view is not None and view.state != "accepted" else frozenset()
    moved = _move_values(seen, way)
    reworded = (way.find_reworded(seen.run, span) for span in statements) if not moved else ()
    # Nothing passes on unseen where nobody corrected it, nor where it was accepted: that is shown to be looked at again.
    core = find_core(seen.body, corrected) if corrected or not moved else None
    return Known(key, frozenset({seen.body.id}), types, moved or tuple(span for span in reworded if span is not None), core, corrected)


def _move(spans: Sequence[Span], run: int, way: Texts) -> tuple[Span, ...]:
    moved = (way.find(run, span) for span in spans)
    return tuple(span for span in moved if span is not None)


def _move_values(seen: Seen, way: Texts) -> tuple[Span, ...]:
    """Return where the values of a record stand whose statements were reworded; nothing where most of them are gone too."""
    values = find_value_spans(seen.body)
    moved = _move(values, seen.run, way)
    return moved if 2 * sum(map(len, moved)) >= sum(map(len, values)) else ()
