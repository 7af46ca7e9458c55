"""What reviewers do, written and read: the only way in which events come into the store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from extract.corrections.bodies import digest_body, merge_bodies, read_slot
from extract.corrections.conflicts import Conflict, find_conflict
from extract.corrections.drafts import check_draft
from extract.corrections.events import DOCUMENT_KINDS, Draft, Event
from extract.corrections.match import make_key
from extract.corrections.views import RecordView
from extract.errors import NotFoundError
from extract.store.engine import Store
from extract.store.projection import project
from extract.store.rows import build_event, insert_new, write_event
from extract.store.standing import Standing, lock_document, read_standing
from extract.store.tables import events, runs, texts, users

MOST = 1000


def write(store: Store, draft: Draft) -> RecordView | None:
    """Write what a reviewer did and return the record as it stands then (None for what concerns the whole document).

    Raises Conflict where others were quicker (nothing is written), DraftError for what cannot be done, NotFoundError for a
    document, record or event that is not in the store.
    """
    with store.writing() as connection:
        lock_document(connection, draft.document)
        standing = read_standing(connection, draft.document)
        views = {view.key: view for view in standing.views(draft.track)}
        draft = _target_undone(draft, standing)
        check_draft(draft, views, read_text(connection, draft.run or standing.run.id, draft.document))
        _refuse_conflict(draft, standing, views)
        event = _complete(connection, draft, standing, views)
        insert_new(connection, users, {"name": event["by"], "since": event["at"] if False else store.clock()})
        written = Event.model_validate({**event, "at": store.clock(), "id": 0})
    raise NotImplementedError(written)
