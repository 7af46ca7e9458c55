"""One record for the scripts of its page: what stands, what it was, its notes, its history, its neighbours."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Request

from extract.corrections.events import Event
from extract.corrections.views import RecordView
from extract.errors import NotFoundError
from extract.labels import show_date
from extract.review import tracks
from extract.review.filters import keep_filters, read_filter, summary_json
from extract.review.shelf import shelf_of, store_of
from extract.review.words import TONGUES
from extract.schema import FootnotePart
from extract.store.corrections import read_history, read_views
from extract.store.documents import DocumentRow, get_document
from extract.store.queue import neighbours

MOST_EVENTS = 200
DATE_SLOTS = ("date", "effective_from", "effective_until")


def record_url(document: int, key: str) -> str:
    """Return the address of a record's page."""
    return f"/records/{document}/{quote(key, safe='')}"


def read_record(request: Request, number: int, key: str, asked: str | None) -> dict[str, Any]:
    """Return all that the page of a record shows; raises NotFoundError, or Refusal for a track that is hidden."""
    store = store_of(request)
    document = get_document(store, number)
    track = tracks.find_track(request, document, asked)
    views = read_views(store, number, track)
    view = next((v for v in views if v.key == key), None)
    if view is None:
        raise NotFoundError(f"no record {key} in document {number}", remedy="Open it from the queue.")
    history = read_history(store, document=number, key=key, track=track, limit=MOST_EVENTS)
    before, after = neighbours(store, tracks.see_own(request, read_filter(request.query_params)), number, key)
    query = keep_filters(request.query_params)
    return {
        "record": view_json(view, history),
        "track": track,
        "document": document_json(document),
        "records": [summary_json(v) for v in views],
        "previous": record_url(*before) + query if before else None,
        "next": record_url(*after) + query if after else None,
        "footnotes": [note_json(n) for n in _notes(request, view)],
        "history": [event_json(e) for e in tracks.hide_others(request, history)],
    }


def view_json(view: RecordView, history: list[Event]) -> dict[str, Any]:
    """Return a record's view; `changed` tells of each slot which event changed it, by whom and when."""
    by_id = {event.id: event for event in history}
    data = view.model_dump(mode="json", exclude={"body", "changed", "extracted"})
    changed = {
        slot: {"event": number, "by": by_id[number].by, "at": by_id[number].at}
        for slot, number in view.changed.items()
        if number in by_id
    }
    accepted = next((e for e in history if e.kind == "accept"), None) if view.state == "accepted" else None
    return {
        **data,
        "changed": changed,
        "dates": say_dates(view, history),
        "accepted": {"by": accepted.by, "at": accepted.at} if accepted else None,
        "body": view.body.model_dump(mode="json", exclude_defaults=True),
        "extracted": view.extracted.model_dump(mode="json", exclude_defaults=True) if view.extracted else None,
    }


def say_dates(view: RecordView, history: list[Event]) -> dict[str, dict[str, str]]:
    """Return how the dates of a record, as it is and as it was, are said in each language, by their EDTF."""
    stand = [f for slot in DATE_SLOTS for f in getattr(view.body, slot)]
    stood = [f for e in history if e.slot in DATE_SLOTS for f in (*e.old, *e.new)]
    values = dict.fromkeys(str(f.value) for f in (*stand, *stood))
    return {value: {tongue: show_date(value, tongue) for tongue in TONGUES} for value in values}


def document_json(document: DocumentRow) -> dict[str, Any]:
    """Return what a record's page says of its document."""
    names = ("id", "name", "source", "version", "run", "pages", "reader", "language", "published", "complete")
    data = {name: getattr(document, name) for name in names}
    return {**data, "title": document.title or document.name, "reviewers": list(document.reviewers)}


def event_json(event: Event) -> dict[str, Any]:
    """Return an event, without the whole records in it."""
    return event.model_dump(mode="json", exclude={"body", "parts", "text_sha256", "extraction_sha256", "seen_others"})


def note_json(note: FootnotePart) -> dict[str, Any]:
    """Return a note with its citations; links other than http and https are left out."""
    data = note.model_dump(mode="json", include={"marker", "text", "evidence", "citations"})
    for citation in data["citations"]:
        citation["urls"] = [url for url in citation["urls"] if url.startswith(("http://", "https://"))]
    return data


def _notes(request: Request, view: RecordView) -> list[FootnotePart]:
    markers = {str(f.value) for f in view.body.footnotes}
    return [n for n in shelf_of(request).rest(view.run).footnotes if n.marker in markers] if markers else []
