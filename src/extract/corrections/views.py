"""What stands of each record: the newest extraction with the corrections applied, or the record as it was accepted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extract.schema import Part, RecordPart, ReviewPart

State = Literal["open", "accepted", "deleted", "merged", "split"]


class Lost(Part):
    """Evidence that is not found in the newest text: what it was given for stands, its place is not known.

    `event` is the correction that gave it, 0 where an earlier run did that found a record which the newest has not.
    """

    event: int
    slot: str
    quote: str


class RecordView(Part):
    """A record as a reviewer sees it.

    `body` is what stands now; its evidence lies in the document's newest text. `revision` is the number of the newest
    event that concerns the record (0: none); whoever writes gives it back as `seen`. `run` is the newest extraction.
    `recheck`: accepted, but both the text and what is extracted from it have changed since. `missing`: the newest
    extraction has no such record. `changed` leads from a slot to the event that last changed it. `extracted` is what the
    newest extraction says where that is not what stands (`recheck`), else None.
    """

    key: str
    body: RecordPart
    state: State
    origin: Literal["extracted", "added"]
    revision: int
    run: int
    lost: list[Lost] = Field(default_factory=list)
    recheck: bool = False
    missing: bool = False
    changed: dict[str, int] = Field(default_factory=dict)
    extracted: RecordPart | None = None

    def count_lost(self) -> int:
        """Return how many corrections have lost a place; what an earlier extraction said is none."""
        return len({place.event for place in self.lost if place.event})


class Seen(Part):
    """A record as an extraction gave it, and the number of that run, to whose text its evidence refers."""

    run: int
    body: RecordPart


def fill_review(body: RecordPart, state: State, by: str | None, at: str | None) -> RecordPart:
    """Return the record with its review as the document JSON says it: what is no record any more is rejected."""
    said: Literal["open", "accepted", "rejected"] = "accepted" if state == "accepted" else "open"
    if state in ("deleted", "merged", "split"):
        said = "rejected"
    return body.model_copy(update={"review": ReviewPart(state=said, by=by, at=at)})
