"""When two reviewers did something to the same record without knowing of each other."""

from __future__ import annotations

from collections.abc import Sequence

from extract.corrections.events import Draft, Event, select_track
from extract.corrections.views import RecordView
from extract.errors import ExtractError

# What others did that changes a record as a whole, whichever slot the writer has in hand.
WHOLE = frozenset({"accept", "reopen", "delete", "merge", "split"})


class Conflict(ExtractError):
    """Somebody else changed the same thing after the writer had seen it; nothing was written.

    `theirs` are their events in order, `view` the record as it stands now (None where the document as a whole is
    concerned). To write one's own all the same, send it again with this `seen` and `run`.
    """

    code = "conflict"
    remedy = "Look at both, then keep theirs or write yours again."

    def __init__(self, message: str, theirs: Sequence[Event], view: RecordView | None = None) -> None:
        super().__init__(message)
        self.theirs = list(theirs)
        self.view = view

    @property
    def seen(self) -> int:
        """Return the revision of one who has seen all of it."""
        return self.theirs[-1].id if self.theirs else self.view.revision if self.view is not None else 0

    @property
    def run(self) -> int | None:
        """Return the newest run, None where no record is concerned."""
        return self.view.run if self.view is not None else None


def find_conflict(draft: Draft, events: Sequence[Event]) -> Conflict | None:
    """Return the conflict of a draft with what was written after the revision that its writer saw, None without one.

    A change of a slot conflicts with a change of the same slot and with what was done to the record as a whole; anything
    else done to records (accept, delete, merge, split, undo …) conflicts with whatever was done to them. Different slots
    do not conflict.
    """
    by_id = {e.id: e for e in events}
    slot = _slot_of(draft, by_id)
    theirs = [
        event
        for event in select_track(events, draft.track)
        if any(key in event.keys and event.id > draft.seen_others.get(key, draft.seen) for key in _keys(draft))
        and (not slot or _touches(event, slot, by_id))
    ]
    if not theirs:
        return None
    last = theirs[-1]
    what = f" ({last.slot})" if last.slot else ""
    return Conflict(f"{last.by} has changed {draft.record}{what} at {last.at}: {last.kind}", theirs)


def _keys(draft: Draft) -> list[str]:
    return [] if draft.kind in ("add", "complete", "incomplete", "assign") else [draft.record, *draft.others]


def _slot_of(draft: Draft, by_id: dict[int, Event]) -> str:
    """Return the only slot that a draft is about, "" where it is about records as a whole."""
    if draft.kind == "undo" and draft.undoes in by_id:
        return _slot_of(by_id[draft.undoes], by_id)
    return draft.slot if draft.kind == "change" else ""


def _touches(event: Event, slot: str, by_id: dict[int, Event]) -> bool:
    kind = event.kind
    if kind == "undo" and event.undoes in by_id:
        return _touches(by_id[event.undoes], slot, by_id)
    return kind in WHOLE or (kind == "change" and event.slot == slot)
