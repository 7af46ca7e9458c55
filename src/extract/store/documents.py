"""What is stored: documents with their versions and runs, the files themselves, and the places of their characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from extract.errors import NotFoundError
from extract.schema import FootnotePart, IssuePart, MentionPart
from extract.store.engine import Store
from extract.store.geometry import Geometry
from extract.store.standing import UNKNOWN, read_run_geometry
from extract.store.tables import current, documents, files, runs, versions

REMEDY = "Load the page again."


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with what its newest run says of it and how far its review is.

    `version` is the newest version's number in the store, `versions` how many there are. `records` counts those that are
    still records (not deleted, merged or split), `open` and `accepted` add up to them; `recheck` are accepted ones whose
    text and extraction have both changed. `pipeline` is the fingerprint of the newest run.
    """

    id: int
    source: str
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    versions: int
    version: int
    run: int
    pages: int | None
    reader: str
    language: str
    records: int
    open: int
    accepted: int
    recheck: int
    complete: bool
    reviewers: tuple[str, ...]
    pipeline: str
    stored_at: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a document with the runs over it (number, fingerprint and time), the newest first."""

    id: int
    number: int
    sha256: str
    name: str
    stored_at: str
    runs: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class BriefRest:
    """What a run found beside the records."""

    mentions: list[MentionPart]
    footnotes: list[FootnotePart]
    issues: list[IssuePart]


def list_documents(store: Store) -> list[DocumentRow]:
    """Return all documents in the order in which they were first stored."""
    with store.reading() as connection:
        counts = _count_records(connection)
        return [_build_row(row, counts.get(row.id, {})) for row in connection.execute(_select_documents())]


def list_titles(store: Store) -> dict[int, str]:
    """Return what each document is called (its title, else its file's name), in the order in which they were first stored."""
    query = select(documents.c.id, documents.c.name, runs.c.title).join(runs, documents.c.run == runs.c.id)
    with store.reading() as connection:
        return {row.id: row.title or row.name for row in connection.execute(query.order_by(documents.c.id))}


def list_assigned(store: Store, reviewer: str) -> list[int]:
    """Return the documents that somebody reviews independently of another."""
    query = select(documents.c.id, documents.c.reviewers).order_by(documents.c.id)
    with store.reading() as connection:
        return [row.id for row in connection.execute(query) if reviewer in row.reviewers]


def get_document(store: Store, document: int) -> DocumentRow:
    """Return one document; raises NotFoundError for an unknown one."""
    with store.reading() as connection:
        row = connection.execute(_select_documents().where(documents.c.id == document)).first()
        if row is None:
            raise NotFoundError(f"no document {document} in the store", remedy=UNKNOWN)
        return _build_row(row, _count_records(connection, document).get(document, {}))


def list_versions(store: Store, document: int) -> list[VersionRow]:
    """Return the versions of a document, the newest first."""
    with store.reading() as connection:
        query = select(runs.c.version, runs.c.id, runs.c.fingerprint, runs.c.stored_at).join(versions)
        done: dict[int, list[tuple[int, str, str]]] = {}
        for version, *run in connection.execute(
            query.where(versions.c.document == document).order_by(runs.c.id.desc())
        ):
            done.setdefault(version, []).append((run[0], run[1], run[2]))
        found = connection.execute(
            select(versions).where(versions.c.document == document).order_by(versions.c.number.desc())
        )
        return [VersionRow(v.id, v.number, v.sha256, v.name, v.stored_at, tuple(done.get(v.id, ()))) for v in found]


def read_file(store: Store, version: int) -> tuple[bytes, str]:
    """Return a version's file and its media type; raises NotFoundError for an unknown version."""
    query = select(files.c.data, files.c.media_type).join(versions, versions.c.sha256 == files.c.sha256)
    with store.reading() as connection:
        row = connection.execute(query.where(versions.c.id == version)).first()
    if row is None:
        raise NotFoundError(f"no version {version} in the store", remedy=REMEDY)
    return bytes(row.data), row.media_type


def read_geometry(store: Store, version: int) -> Geometry:
    """Return a version's text as its newest run read it, with the place of each character; raises NotFoundError."""
    with store.reading() as connection:
        return read_run_geometry(connection, _find_run(connection, version))


def _find_run(connection: Connection, version: int) -> int:
    run = connection.execute(select(func.max(runs.c.id)).where(runs.c.version == version)).scalar()
    if run is None:
        raise NotFoundError(f"no version {version} in the store", remedy=REMEDY)
    return int(run)


def read_brief_rest(store: Store, run: int) -> BriefRest:
    """Return mentions, footnotes and issues of a run; raises NotFoundError for an unknown one."""
    with store.reading() as connection:
        rest = connection.execute(select(runs.c.rest).where(runs.c.id == run)).scalar()
    if rest is None:
        raise NotFoundError(f"no run {run} in the store", remedy=REMEDY)
    return BriefRest(
        [MentionPart.model_validate(m) for m in rest["mentions"]],
        [FootnotePart.model_validate(f) for f in rest["footnotes"]],
        [IssuePart.model_validate(i) for i in rest["issues"]],
    )


def _select_documents() -> Select[Any]:
    count = select(func.count()).where(versions.c.document == documents.c.id).scalar_subquery()
    said = (
        runs.c[n] for n in ("title", "publisher", "published", "pages", "reader", "language", "version", "fingerprint")
    )
    query = select(documents, *said, count.label("versions")).join(runs, documents.c.run == runs.c.id)
    return query.order_by(documents.c.id)


def _count_records(connection: Connection, document: int | None = None) -> dict[int, dict[str, int]]:
    """Return how many records each document has in each state; under "recheck" those to be looked at again."""
    recheck = current.c.recheck
    query = select(current.c.document, current.c.state, recheck, func.count()).group_by(
        current.c.document, current.c.state, recheck
    )
    if document is not None:
        query = query.where(current.c.document == document)
    counts: dict[int, dict[str, int]] = {}
    for number, state, again, count in connection.execute(query):
        of_one = counts.setdefault(number, {})
        for name in (state, "recheck") if again else (state,):
            of_one[name] = of_one.get(name, 0) + count
    return counts


def _build_row(row: Row[Any], counts: dict[str, int]) -> DocumentRow:
    names = ("id", "source", "name", "title", "publisher", "published", "versions", "version", "run", "pages", "reader")
    return DocumentRow(
        **{name: row._mapping[name] for name in (*names, "language", "complete", "stored_at")},
        records=counts.get("open", 0) + counts.get("accepted", 0),
        open=counts.get("open", 0),
        accepted=counts.get("accepted", 0),
        recheck=counts.get("recheck", 0),
        reviewers=tuple(row.reviewers),
        pipeline=row.fingerprint,
    )
