"""The corrections that something can be learned from: those that stand, on records that were accepted or documents that are complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.corrections.events import Event, find_effective
from extract.corrections.replay import Extracted
from extract.corrections.views import RecordView
from extract.model import SLOTS
from extract.report import join_lines
from extract.schema import FillerPart, RecordPart
from extract.store.documents import DocumentRow, list_documents, read_brief_rest
from extract.store.engine import Store
from extract.store.rows import read_events
from extract.store.standing import read_standing
from extract.typed import TYPED


@dataclass(frozen=True, slots=True)
class Support:
    """A correction that speaks for a proposal: the event, where, by whom and when, and the words it is about."""

    event: int
    document: int
    name: str
    record: str
    by: str
    at: str
    quote: str


@dataclass(frozen=True)
class Lesson:
    """One correction with its surroundings: what was extracted of the document, and what the run called names in it."""

    event: Event
    document: DocumentRow
    extracted: Extracted
    mentioned: frozenset[str]

    @property
    def given(self) -> list[tuple[str, FillerPart]]:
        """Return (slot, filler) of everything that the reviewer put in."""
        event = self.event
        if event.kind == "change" and event.slot in SLOTS:
            return [(event.slot, f) for f in event.new if f not in event.old]
        bodies = [event.body] if event.kind == "add" and event.body is not None else event.parts
        return [(slot, f) for body in bodies for slot in SLOTS for f in getattr(body, slot) if f.rule == TYPED]

    @property
    def removed(self) -> list[tuple[str, FillerPart]]:
        """Return (slot, filler) of everything extracted that the reviewer took out."""
        event = self.event
        if event.kind != "change" or event.slot not in SLOTS:
            return []
        return [(event.slot, f) for f in event.old if f not in event.new and f.rule != TYPED]

    @property
    def added(self) -> RecordPart | None:
        """Return the record that the reviewer added, None for other corrections."""
        return self.event.body if self.event.kind == "add" else None

    def support(self, quote: str) -> Support:
        """Return the correction as support of a proposal about the words of `quote`."""
        event = self.event
        return Support(event.id, self.document.id, self.document.name, event.record, event.by, event.at, quote)


@dataclass(frozen=True)
class Lessons:
    """All lessons of a store, and the words that stand in slots of records that reviewers have settled."""

    lessons: tuple[Lesson, ...]
    standing: frozenset[tuple[str, str]]


def read_lessons(store: Store) -> Lessons:
    """Return what there is to learn from, in the order of documents and corrections."""
    lessons: list[Lesson] = []
    standing: set[tuple[str, str]] = set()
    for document in list_documents(store):
        with store.reading() as connection:
            events = find_effective(read_events(connection, document.id))
            if not events and not document.complete:
                continue
            stands = read_standing(connection, document.id)
            views = {view.key: view for view in stands.views()}
        mentioned = frozenset(m.text for m in read_brief_rest(store, document.run).mentions if m.kind == "entity")
        lessons += [
            Lesson(event, document, stands.extracted, mentioned)
            for event in events
            if not event.track and event.is_of_records and _is_settled(event, document, views)
        ]
        standing |= set(_read_standing_words(document, views.values()))
    return Lessons(tuple(lessons), frozenset(standing))


def _is_settled(event: Event, document: DocumentRow, views: dict[str, RecordView]) -> bool:
    """Say whether somebody has confirmed what the correction made: its record is accepted or its document complete."""
    view = views.get(event.record)
    return document.complete or (view is not None and view.state == "accepted")


def _read_standing_words(document: DocumentRow, views: Iterable[RecordView]) -> Iterator[tuple[str, str]]:
    for view in views:
        if view.state == "accepted" or (document.complete and view.state == "open"):
            yield from ((slot, f.text) for slot in SLOTS for f in getattr(view.body, slot))


def find_surface(filler: FillerPart) -> str:
    """Return a value as the brief writes it, on one line: the quote, else what was typed."""
    return join_lines(" ".join(e.quote for e in filler.evidence)) or " ".join(filler.text.split())
