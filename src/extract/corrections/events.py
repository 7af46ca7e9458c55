"""What a reviewer did, as it is written down: events that are never changed, only followed by others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from extract.model import SLOTS
from extract.schema import FillerPart, Part, RecordPart

Kind = Literal[
    "change",
    "add",
    "delete",
    "merge",
    "split",
    "accept",
    "reopen",
    "undo",
    "complete",
    "incomplete",
    "assign",
]
# Kinds that are about the whole document, not about a record.
DOCUMENT_KINDS = frozenset({"complete", "incomplete", "assign"})
# What else a reviewer may put right beside the slots: the titles, and the statements that the record rests on.
TITLES = ("title_ja", "title_en")
STATEMENTS = "evidence"
CORRECTABLE = (*SLOTS, *TITLES, STATEMENTS)
# The rule of a filler that a reviewer gave.
REVIEWER = "reviewer"


class Draft(Part):
    """An event that is about to be written: who does what, and what they had seen when they decided on it.

    `document` is the document's number in the store, `record` the record's key ("" for the whole document, and for `add`,
    where the store gives the key). `track` is "" for everybody's view, or the name of a reviewer who works on their own.

    change   `slot` gets the fillers `new` (none empties it)
    add      `body` is the record that was missed
    delete   the record is none
    merge    `record` and `others` are one measure, `body` (None: put together from what stands in them)
    split    the record is several measures, `parts` (none: two copies of it, to be corrected)
    accept   the record is right as seen
    reopen   takes back that it was accepted or deleted
    undo     takes back the event `undoes`; undoing an undo brings it back
    complete, incomplete   every measure of the document is among the records, or not yet
    assign   `others` are the two who review the document without seeing each other's work; empty ends that

    `seen` is the revision of the record that the writer saw, `seen_others` those of `others` (`seen` for those left out):
    what others did after it is a conflict. `run` is the extraction whose text the evidence of `new`, `body` and `parts`
    refers to (None: the newest).
    """

    document: int
    record: str = ""
    track: str = ""
    kind: Kind
    slot: str = ""
    new: list[FillerPart] = Field(default_factory=list)
    body: RecordPart | None = None
    others: list[str] = Field(default_factory=list)
    parts: list[RecordPart] = Field(default_factory=list)
    undoes: int | None = None
    by: str
    why: str = ""
    seen: int = 0
    seen_others: dict[str, int] = Field(default_factory=dict)
    run: int | None = None


class Event(Draft):
    """A draft as written: numbered in the order of writing, with the time (ISO 8601, UTC).

    `old` are the fillers that stood in the slot. `body` of an accepted record is the record as it was seen. `text_sha256` is
    the digest of the text that the evidence refers to, `extraction_sha256` that of what the newest extraction said of the
    record (values and quotes, "" where it said nothing).
    """

    id: int
    at: str
    old: list[FillerPart] = Field(default_factory=list)
    text_sha256: str = ""
    extraction_sha256: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all records that the event concerns."""
        made = [part.id for part in self.parts] if self.kind == "split" else []
        return tuple(dict.fromkeys(key for key in (self.record, *self.others, *made) if key and self.is_of_records))

    @property
    def is_of_records(self) -> bool:
        """Say whether the event is about records and not about the document as a whole."""
        return self.kind not in DOCUMENT_KINDS


def find_undone(events: Sequence[Event]) -> set[int]:
    """Return the numbers of the events that were undone; an undo that was undone itself undoes nothing."""
    undone: set[int] = set()
    for event in reversed(events):
        if event.kind == "undo" and event.undoes is not None and event.id not in undone:
            undone.add(event.undoes)
    return undone


def find_effective(events: Sequence[Event]) -> list[Event]:
    """Return the events that hold, in order: neither undone nor undoing."""
    undone = find_undone(events)
    return [e for e in events if e.kind != "undo" and e.id not in undone]


def select_track(events: Iterable[Event], track: str) -> list[Event]:
    """Return the events that somebody on `track` sees: those of everybody, and their own."""
    return [e for e in events if e.track in ("", track)]
