"""Whose view of a document somebody works on: everybody's, or their own while two review it independently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi import Request

from extract.corrections.events import Event
from extract.review.answers import Refusal, session_of
from extract.review.shelf import store_of
from extract.store.corrections import read_alone, read_views
from extract.store.documents import DocumentRow, get_document, list_assigned
from extract.store.queue import Filter

SHARED = ""


def find_track(request: Request, document: DocumentRow, asked: str | None = None) -> str:
    """Return the track that is shown; `asked` names another one than the reader's own.

    One of the two reviewers sees nothing but their own until both have looked at every record.
    """
    me = session_of(request).name
    own = me if me in document.reviewers else SHARED
    if asked is None or asked == own:
        return own
    if asked != SHARED and asked not in document.reviewers:
        raise Refusal(404, "error.404", "track")
    if own and not is_done(request, document):
        raise Refusal(403, "agreement.hidden", "track")
    return asked


def see_own(request: Request, wanted: Filter) -> Filter:
    """Return the filter with the reader's own view of the documents that they review independently."""
    store, me = store_of(request), session_of(request).name
    mine = list_assigned(store, me) if me else []
    return replace(wanted, own={(number, view.key): view for number in mine for view in read_views(store, number, me)})


def find_own_track(request: Request, document: DocumentRow, asked: str | None = None) -> str:
    """Return the track that somebody writes on: their own, or everybody's to settle what two reviewers disagree on."""
    track = find_track(request, document, asked)
    if track not in (SHARED, session_of(request).name):
        raise Refusal(403, "invalid.track", "track", first=document.reviewers[0], second=document.reviewers[-1])
    return track


def is_done(request: Request, document: DocumentRow) -> bool:
    """Say whether both independent reviewers have looked at every record."""
    store = store_of(request)
    return not any(view.state == "open" for name in document.reviewers for view in read_alone(store, document.id, name))


def hide_others(request: Request, events: Sequence[Event]) -> list[Event]:
    """Return the events without those that the other of two independent reviewers wrote on their own."""
    me = session_of(request).name
    of_others = {e.document for e in events if e.track not in (SHARED, me)}
    hidden = {number for number in of_others if _is_hidden(request, number, me)}
    return [e for e in events if e.track in (SHARED, me) or e.document not in hidden]


def _is_hidden(request: Request, number: int, me: str) -> bool:
    document = get_document(store_of(request), number)
    return me in document.reviewers and not is_done(request, document)
