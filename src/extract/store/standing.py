"""What a document has come to: its newest run, the records of earlier ones, its events, and the way between their texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from extract.corrections.anchors import Anchors
from extract.corrections.events import Event, find_effective, select_track
from extract.corrections.replay import Extracted, build_views
from extract.corrections.rewording import find_reworded
from extract.corrections.views import RecordView, Seen
from extract.errors import NotFoundError
from extract.schema import EvidencePart
from extract.spans import Span
from extract.store.geometry import Geometry, unpack
from extract.store.rows import read_events, read_records
from extract.store.tables import documents, records, runs, texts, versions

UNKNOWN = "List what is stored with: extract list"


@dataclass
class Texts:
    """The texts of a document's runs, and evidence carried from one to another; each is read when it is needed."""

    connection: Connection
    target: int
    _found: dict[int, tuple[int, str]] = field(default_factory=dict)
    _anchors: dict[int, Anchors] = field(default_factory=dict)

    def move(self, run: int | None, evidence: EvidencePart) -> list[EvidencePart]:
        """Return evidence of a run's text in the target's text, with page and rectangles from there; none where it is lost."""
        if run is None or run == self.target or self._find(run)[0] == self._find(self.target)[0]:
            return [evidence]
        found = self.find(run, Span(evidence.start, evidence.end))
        return self.geometry.locate(found.start, found.end) if found is not None else []

    def find(self, run: int, span: Span) -> Span | None:
        """Return where a span of a run's text stands in the target's text, None where it is lost."""
        return self._open(run).find(span)

    def find_reworded(self, run: int, span: Span) -> Span | None:
        """Return what a statement of a run's text became in the target's in other words, None where that is not plain."""
        return find_reworded(*self._open(run).folded, span)

    def _open(self, run: int) -> Anchors:
        text, words = self._find(run)
        if text not in self._anchors:
            self._anchors[text] = Anchors(words, self._find(self.target)[1])
        return self._anchors[text]

    def read(self, run: int) -> str:
        """Return the text of a run."""
        return self._find(run)[1]

    @cached_property
    def geometry(self) -> Geometry:
        """Return the target's text with its geometry."""
        return read_run_geometry(self.connection, self.target)

    def _find(self, run: int) -> tuple[int, str]:
        if run not in self._found:
            row = self.connection.execute(select(texts.c.id, texts.c.text).join(runs).where(runs.c.id == run)).one()
            self._found[run] = (row.id, row.text)
        return self._found[run]


def read_run_geometry(connection: Connection, run: int) -> Geometry:
    """Return the text of a run with its geometry."""
    query = select(texts.c.text, texts.c.geometry).join(runs).where(runs.c.id == run)
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"no run {run} in the store", remedy=UNKNOWN)
    return unpack(row.text, row.geometry)


@dataclass(frozen=True)
class Standing:
    """A document as it is in one transaction: `run` is its newest run, with version, text and their digests."""

    document: int
    run: Row[Any]
    extracted: Extracted
    events: list[Event]
    texts: Texts

    def views(self, track: str = "") -> list[RecordView]:
        """Return the views of all records on a track."""
        return build_views(self.extracted, select_track(self.events, track), self.texts.move)

    def views_alone(self, track: str) -> list[RecordView]:
        """Return the views of one who reviews independently, without what was done on everybody's since that began.

        What is adjudicated must not make the two agree after the fact.
        """
        begun = max((e.id for e in find_effective(self.events) if e.kind == "assign"), default=0)
        alone = [e for e in select_track(self.events, track) if e.track == track or e.id <= begun]
        return build_views(self.extracted, alone, self.texts.move)

    @property
    def complete(self) -> bool:
        """Say whether reviewers have marked the document complete, and its file has not changed in its words since."""
        said = [e for e in find_effective(self.events) if e.kind in ("complete", "incomplete")]
        return bool(said) and said[-1].kind == "complete" and said[-1].text_sha256 in self._same_text

    @property
    def reviewers(self) -> list[str]:
        """Return the two who review independently, none where nobody does."""
        said = [e for e in find_effective(self.events) if e.kind == "assign"]
        return said[-1].others if said else []

    @cached_property
    def _same_text(self) -> set[str]:
        """Return the digests of all texts that were read from the newest version's file."""
        query = select(texts.c.sha256).where(texts.c.version == self.run.version)
        return {*self.texts.connection.execute(query).scalars(), self.run.text_sha256}


def read_standing(connection: Connection, document: int, number: int | None = None) -> Standing:
    """Return what a document has come to with its newest run (or run `number`); raises NotFoundError for an unknown one."""
    run = read_run(connection, document, number)
    newest = read_records(connection, run.id)
    events = read_events(connection, document)
    wanted = {key for event in events for key in event.keys} - newest.keys()
    earlier = read_earlier(connection, document, wanted)
    extracted = Extracted(run.id, run.text_sha256, newest, earlier)
    return Standing(document, run, extracted, events, Texts(connection, run.id))


def read_run(connection: Connection, document: int, number: int | None = None) -> Row[Any]:
    """Return the newest run of a document's newest version, or run `number`; raises NotFoundError where there is none."""
    query = select_runs().where(versions.c.document == document)
    if number is not None:
        query = query.where(runs.c.id == number)
    row = connection.execute(query.limit(1)).first()
    if row is None:
        raise NotFoundError(f"no document {document} in the store", remedy=UNKNOWN)
    return row


def select_runs() -> Select[Any]:
    """Select runs with the digest of their text and their version's number, the newest first."""
    columns = (runs, texts.c.sha256.label("text_sha256"), versions.c.number, versions.c.document)
    query = select(*columns).join(versions, runs.c.version == versions.c.id).join(texts, runs.c.text == texts.c.id)
    return query.order_by(versions.c.number.desc(), runs.c.id.desc())


def read_keys(connection: Connection, document: int) -> list[str]:
    """Return the keys of all records that any run found in a document, in order."""
    query = select(records.c.key).distinct().join(runs, records.c.run == runs.c.id)
    query = query.join(versions, runs.c.version == versions.c.id).where(versions.c.document == document)
    return list(connection.execute(query.order_by(records.c.key)).scalars())


def read_earlier(connection: Connection, document: int, keys: Iterable[str]) -> dict[str, Seen]:
    """Return records by key as the last run saw them that had them."""
    wanted = sorted(keys)
    if not wanted:
        return {}
    query = (
        select(records.c.key, func.max(runs.c.id).label("run"))
        .join(runs, records.c.run == runs.c.id)
        .join(versions, runs.c.version == versions.c.id)
        .where(versions.c.document == document, records.c.key.in_(wanted))
        .group_by(records.c.key)
    )
    by_run: dict[int, list[str]] = {}
    for key, run in connection.execute(query):
        by_run.setdefault(run, []).append(key)
    return {
        key: Seen(run=run, body=body)
        for run, found in sorted(by_run.items())
        for key, body in read_records(connection, run, found).items()
    }


def lock_document(connection: Connection, document: int) -> None:
    """Keep other writers off a document until the transaction ends; raises NotFoundError for an unknown one.

    SQLite has one writer at a time anyway.
    """
    found = connection.execute(select(documents.c.id).where(documents.c.id == document).with_for_update()).first()
    if found is None:
        raise NotFoundError(f"no document {document} in the store", remedy=UNKNOWN)
