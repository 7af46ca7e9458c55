"""What reviewers do, written and read: the only way in which events come into the store."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from extract.corrections.agreement import Agreement, find_agreement
from extract.corrections.bodies import digest_body, merge_bodies, read_slot, write_heading
from extract.corrections.conflicts import Conflict, find_conflict
from extract.corrections.drafts import check_draft, check_records
from extract.corrections.events import Draft, Event
from extract.corrections.match import make_key
from extract.corrections.views import RecordView
from extract.errors import NotFoundError, UsageError
from extract.store.documents import get_document
from extract.store.engine import Store
from extract.store.projection import project
from extract.store.rows import build_event, insert_new, read_records, write_event
from extract.store.standing import UNKNOWN, Standing, lock_document, read_keys, read_run, read_standing
from extract.store.tables import current, events, runs, texts, users, versions
from extract.store.tables import views as kept_views

MOST_EVENTS = 1000
Views = Mapping[str, RecordView]


def write(store: Store, draft: Draft) -> RecordView | None:
    """Write what a reviewer did and return the record as it stands then, None for what concerns the document as a whole.

    Raises Conflict where others were quicker, DraftError for what cannot be done, NotFoundError for a document, record or
    event that is not in the store; nothing is written then.
    """
    with store.writing() as connection:
        lock_document(connection, draft.document)
        standing = read_standing(connection, draft.document)
        views = {view.key: view for view in standing.views(draft.track)}
        draft = _aim_undo(draft, standing)
        check_records(draft, views)
        _refuse_conflict(connection, draft, standing, views)
        seen = _read_seen_text(connection, draft.run if _has_own_evidence(draft) else None, standing)
        check_draft(draft, views, seen.text, standing.events)
        fields = _complete(connection, draft, standing, views)
        fields |= {"run": seen.run, "text_sha256": seen.sha256, "at": store.clock()}
        insert_new(connection, users, {"name": draft.by, "since": fields["at"]})
        event = Event.model_validate({**fields, "id": write_event(connection, fields)})
        standing.events.append(event)
        after = project(connection, standing) if not draft.track else standing.views(draft.track)
        return next((view for view in after if view.key == event.record), None) if event.is_of_records else None


def _aim_undo(draft: Draft, standing: Standing) -> Draft:
    """Return an undo with the records and the slot of what it undoes; other drafts as they are."""
    if draft.kind != "undo":
        return draft
    target = next((e for e in standing.events if e.id == draft.undoes and e.track == draft.track), None)
    if target is None:
        raise NotFoundError(f"no event {draft.undoes} in document {draft.document}", remedy="Load the history again.")
    others = [key for key in target.keys if key != target.record]
    return draft.model_copy(update={"record": target.record, "slot": target.slot, "others": others})


def _refuse_conflict(connection: Connection, draft: Draft, standing: Standing, views: Views) -> None:
    conflict = find_conflict(draft, standing.events)
    if conflict is None and draft.kind == "accept" and draft.run not in (None, standing.run.id):
        before = read_records(connection, draft.run or 0, [draft.record]).get(draft.record)
        if digest_body(before) != digest_body(standing.extracted.newest.get(draft.record)):
            conflict = Conflict(f"what is extracted of {draft.record} has changed since it was seen", [])
    if conflict is not None:
        conflict.view = views.get(draft.record)
        raise conflict


def _has_own_evidence(draft: Draft) -> bool:
    """Say whether the draft brings its evidence with it; otherwise what is written comes from the views, in the newest text."""
    if draft.kind in ("accept", "merge", "split"):
        return draft.kind != "accept" and bool(draft.body or draft.parts)
    return True


def _read_seen_text(connection: Connection, run: int | None, standing: Standing) -> Row[Any]:
    """Return run, text and its digest (None: of the newest run); raises NotFoundError for a run of another document."""
    run = standing.run.id if run is None else run
    query = select(runs.c.id.label("run"), texts.c.text, texts.c.sha256).join(texts, runs.c.text == texts.c.id)
    query = query.join(versions, runs.c.version == versions.c.id)
    row = connection.execute(query.where(runs.c.id == run, versions.c.document == standing.document)).first()
    if row is None:
        raise NotFoundError(f"no run {run} of document {standing.document}", remedy="Load the record again.")
    return row


def _complete(connection: Connection, draft: Draft, standing: Standing, views: Views) -> dict[str, Any]:
    """Return the fields of the event that a draft becomes, without number, time and text."""
    update: dict[str, Any] = {}
    view = views.get(draft.record)
    if draft.kind == "change" and view is not None:
        update["old"] = read_slot(view.body, draft.slot)
    elif draft.kind == "accept" and view is not None:
        update["body"] = view.body
        update["extraction_sha256"] = digest_body(standing.extracted.newest.get(draft.record))
    elif draft.kind == "merge" and view is not None and draft.body is None:
        update["body"] = merge_bodies([view.body, *(views[key].body for key in draft.others)])
    elif draft.kind == "split" and view is not None:
        taken = _find_taken(connection, standing)
        parts = draft.parts or [view.body, view.body]
        update["parts"] = [
            part.model_copy(update={"id": make_key(f"{draft.record}.{number}", taken)}) for number, part in enumerate(parts, 1)
        ]
    elif draft.kind == "add" and draft.body is not None:
        update["record"] = make_key("a-1", _find_taken(connection, standing))
        update["body"] = write_heading(draft.body.model_copy(update={"id": update["record"]}))
    fields = draft.model_copy(update={k: v for k, v in update.items() if k in Draft.model_fields}).model_dump(
        mode="json"
    )
    old = [filler.model_dump(mode="json") for filler in update.get("old", [])]
    return {**fields, "old": old, "extraction_sha256": update.get("extraction_sha256", "")}


def _find_taken(connection: Connection, standing: Standing) -> set[str]:
    """Return all keys that records of the document ever had."""
    return {*read_keys(connection, standing.document), *(key for event in standing.events for key in event.keys)}


def read_views(store: Store, document: int, track: str = "") -> list[RecordView]:
    """Return the records of a document as they stand for a track; raises NotFoundError for an unknown document."""
    with store.reading() as connection:
        if track:
            return read_standing(connection, document).views(track)
        read_run(connection, document)
        query = _select_views(document).order_by(current.c.position)
        return [RecordView.model_validate(view) for view in connection.execute(query).scalars()]


def read_view(store: Store, document: int, key: str, track: str = "") -> RecordView:
    """Return a record as it stands for a track; raises NotFoundError where there is none."""
    if track:
        found = next((view for view in read_views(store, document, track) if view.key == key), None)
    else:
        with store.reading() as connection:
            kept = connection.execute(_select_views(document).where(current.c.key == key)).scalar()
        found = RecordView.model_validate(kept) if kept is not None else None
    if found is None:
        raise NotFoundError(f"no record {key} in document {document}", remedy=UNKNOWN)
    return found


def _select_views(document: int) -> Select[tuple[Any]]:
    """Select what stands for everybody, which was kept when it last changed."""
    return select(kept_views.c.view).join(current).where(current.c.document == document)


def read_history(
    store: Store,
    document: int | None = None,
    key: str | None = None,
    by: str | None = None,
    track: str | None = None,
    limit: int = 100,
    before: int | None = None,
) -> list[Event]:
    """Return events, the newest first: of a document, a record of it, a reviewer; only those numbered under `before`.

    `track` leaves out what others do in independent review ("": all that is not everybody's); None shows everything.
    """
    query = select(events).order_by(events.c.id.desc())
    conditions = ((events.c.document, document), (events.c.by, by))
    for column, wanted in conditions:
        if wanted is not None:
            query = query.where(column == wanted)
    if track is not None:
        query = query.where(events.c.track.in_(["", track]))
    if before is not None:
        query = query.where(events.c.id < before)
    if key is None:
        query = query.limit(min(limit, MOST_EVENTS))
    with store.reading() as connection:
        found = (build_event(row) for row in connection.execute(query))
        return list(islice((e for e in found if key is None or key in e.keys), min(limit, MOST_EVENTS)))


def find_record(store: Store, name: str) -> tuple[int, str | None]:
    """Return document and key of what a person calls `12/m-96f23b09`, `m-96f23b09` or `12` (a document: the key is None).

    A key may be cut short where it is clear. Raises NotFoundError for nothing of that name, UsageError for several.
    """
    head, slash, key = name.partition("/")
    query = select(current.c.document, current.c.key).order_by(current.c.document, current.c.position)
    if head.isdecimal() and head.isascii():
        if not slash:
            return get_document(store, int(head)).id, None
        query = query.where(current.c.document == int(head))
    else:
        key = name
    with store.reading() as connection:
        found = [(row.document, row.key) for row in connection.execute(query) if row.key.startswith(key)]
    exact = [one for one in found if one[1] == key]
    if len(exact or found) > 1:
        choices = ", ".join(f"{document}/{key}" for document, key in (exact or found)[:5])
        raise UsageError(f"{name} may be several records", remedy=f"Name one of them: {choices}")
    if not found:
        raise NotFoundError(f"no record {name} in the store", remedy=UNKNOWN)
    return (exact or found)[0]


def read_alone(store: Store, document: int, reviewer: str) -> list[RecordView]:
    """Return the records as one who reviews independently has left them, whatever was adjudicated since."""
    with store.reading() as connection:
        return read_standing(connection, document).views_alone(reviewer)


def read_agreement(store: Store, document: int) -> Agreement | None:
    """Return how far the two agree who review a document independently, None where nobody was named for that."""
    with store.reading() as connection:
        standing = read_standing(connection, document)
        if len(standing.reviewers) != 2:
            return None
        first, second = standing.reviewers
        return find_agreement(first, second, standing.views_alone(first), standing.views_alone(second))
