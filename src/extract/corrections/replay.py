"""The events of a document, replayed over its newest extraction: one view a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from extract.corrections.bodies import digest_body, fill_slot, move_body, move_fillers
from extract.corrections.events import TITLES, Event, find_effective
from extract.corrections.views import Lost, RecordView, Seen, State, fill_review
from extract.schema import EvidencePart, RecordPart

# Moves evidence from the text of a run (None: unknown) to the newest text; none where its place is lost.
Anchor = Callable[[int | None, EvidencePart], list[EvidencePart]]
GONE: dict[str, State] = {"delete": "deleted", "merge": "merged", "split": "split"}


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the runs say of a document's records.

    `run` is the newest run, `text_sha256` the digest of its text, `newest` its records by key, in order; `earlier` are
    records that it no longer has, as the last run saw them that had them.
    """

    run: int
    text_sha256: str
    newest: Mapping[str, RecordPart]
    earlier: Mapping[str, Seen]


@dataclass(slots=True)
class _Story:
    """What the events say of one record.

    `given` stands in place of the extraction: the event that added the record, made it by a split or merged others into
    it, and the body. `accepted` is the event whose body was frozen. `changes` are the last of each slot.
    """

    state: State = "open"
    given: tuple[Event, RecordPart] | None = None
    accepted: Event | None = None
    changes: dict[str, Event] = field(default_factory=dict)
    last: Event | None = None


def build_views(extracted: Extracted, events: Sequence[Event], anchor: Anchor) -> list[RecordView]:
    """Return the views of all records: those of the newest run in its order, then of earlier runs, then those added.

    `events` are those of one track (events.select_track), in order. A record that the newest run does not have is there
    only as long as an event of it holds; one that was added and taken back is there as deleted.
    """
    stories: dict[str, _Story] = {}
    for event in find_effective(events):
        for key in event.keys:
            _tell(stories.setdefault(key, _Story()), key, event)
    revisions = {key: event.id for event in events for key in event.keys}
    made = {key: (event, body) for event in events for key, body in _make(event)}
    keys = dict.fromkeys([*extracted.newest, *(k for k in extracted.earlier if k in stories), *made])
    return [
        _build_view(key, stories.get(key, _Story()), made.get(key), revisions.get(key, 0), extracted, anchor)
        for key in keys
    ]


def _make(event: Event) -> Iterable[tuple[str, RecordPart]]:
    """Yield the keys and bodies of the records that an event brings into being."""
    if event.kind == "add" and event.body is not None:
        yield event.record, event.body
    elif event.kind == "split":
        yield from ((part.id, part) for part in event.parts)


def _tell(story: _Story, key: str, event: Event) -> None:
    """Take one more event into the story of the record `key`."""
    kind = event.kind
    story.last = event
    made = dict(_make(event)).get(key)
    if kind == "merge" and key == event.record:
        made = event.body
    if made is not None:
        story.given, story.accepted, story.changes, story.state = (event, made), None, {}, "open"
    elif kind == "change":
        story.changes[event.slot] = event
        if story.state == "accepted":
            story.state = "open"
    elif kind == "accept":
        story.accepted, story.state = event, "accepted"
    elif kind == "reopen":
        story.accepted, story.state = None, "open"
    elif kind in GONE:
        story.state = GONE[kind]


def _build_view(
    key: str,
    story: _Story,
    made: tuple[Event, RecordPart] | None,
    revision: int,
    extracted: Extracted,
    anchor: Anchor,
) -> RecordView:
    newest = extracted.newest.get(key)
    lost: list[Lost] = []
    body = _build_body(key, story, made, extracted, anchor, lost)
    state, accepted = story.state, story.accepted
    if made is not None and story.given is None and newest is None:
        state = "deleted"
    recheck = (
        state == "accepted"
        and accepted is not None
        and accepted.text_sha256 != extracted.text_sha256
        and accepted.extraction_sha256 != digest_body(newest)
    )
    by, at = (story.last.by, story.last.at) if story.last is not None else (None, None)
    return RecordView(
        key=key,
        body=fill_review(body, state, by, at),
        state=state,
        origin="added" if made is not None else "extracted",
        revision=revision,
        run=extracted.run,
        lost=lost,
        recheck=recheck,
        missing=newest is None and made is None,
        changed={slot: event.id for slot, event in story.changes.items()},
        extracted=newest if recheck else None,
    )


def _build_body(
    key: str,
    story: _Story,
    made: tuple[Event, RecordPart] | None,
    extracted: Extracted,
    anchor: Anchor,
    lost: list[Lost],
) -> RecordPart:
    """Return what stands: the frozen or given record, else the newest extraction, and the later changes over it."""
    since = 0
    if story.accepted is not None and story.accepted.body is not None:
        since = story.accepted.id
        body = _move(story.accepted.body, story.accepted.run, since, anchor, lost)
    elif story.given is not None:
        event, given = story.given
        body = _move(given, event.run, event.id, anchor, lost)
    elif key in extracted.newest:
        body = extracted.newest[key]
    elif key in extracted.earlier:
        body = _move(extracted.earlier[key].body, extracted.earlier[key].run, 0, anchor, lost)
    else:
        assert made is not None  # a key comes from a run or from an event
        body = _move(made[1], made[0].run, made[0].id, anchor, lost)
    # Titles last: they follow the slots unless somebody wrote them.
    for slot, event in sorted(story.changes.items(), key=lambda change: change[0] in TITLES):
        if event.id > since:
            lost[:] = [place for place in lost if place.slot != slot]
            fillers = move_fillers(event.new, slot, partial(anchor, event.run), _note(event.id, lost))
            body = fill_slot(body, slot, fillers)
    return body


def _move(body: RecordPart, run: int | None, event: int, anchor: Anchor, lost: list[Lost]) -> RecordPart:
    return move_body(body, partial(anchor, run), _note(event, lost))


def _note(event: int, lost: list[Lost]) -> Callable[[str, EvidencePart], None]:
    """Return what writes down the places that an event has lost."""
    return lambda slot, evidence: lost.append(Lost(event=event, slot=slot, quote=evidence.quote))
