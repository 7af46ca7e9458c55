"""The pages of the application: queue, documents, one document, record, history."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.datastructures import QueryParams
from starlette.responses import Response

from extract.corrections.events import Event
from extract.labels import choices, label
from extract.review import tracks
from extract.review.answers import Refusal, render, session_of, tongue_of
from extract.review.filters import (
    LARGEST,
    SORTS,
    STATES,
    count_progress,
    keep_filters,
    read_filter,
    row_json,
    summary_json,
)
from extract.review.identity import ask_first
from extract.review.reading import Number
from extract.review.records import record_url
from extract.review.shelf import shelf_of, store_of
from extract.store.corrections import read_history, read_view, read_views
from extract.store.documents import get_document, list_documents, list_titles, list_versions
from extract.store.queue import RECHECK, SIDES, Filter, find_records, list_values
from extract.store.search import search_documents
from extract.store.tables import users

router = APIRouter()
ROWS, EVENTS, PASSAGES = 50, 100, 20
# A longer list is no help in choosing; all documents are on their page, each with its measures.
MOST_CHOICES = 100


@router.get("/")
def show_queue(request: Request) -> Response:
    """Show the queue with its filters, and where the words sought stand in the texts of briefs."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    store, query = store_of(request), request.query_params
    wanted, wrong = _read_filter(query)
    number = _number(query.get("page", "1"))
    page = find_records(store, tracks.see_own(request, wanted), ROWS, ROWS * (number - 1))
    done, total = count_progress(page.counts)
    documents = list_titles(store)
    return render(
        request,
        "queue.html",
        rows=[{**row_json(row), "url": record_url(row.document, row.view.key)} for row in page.rows],
        page=page,
        number=number,
        per_page=ROWS,
        done=done,
        in_review=total,
        documents=_newest(documents, wanted.document),
        wanted=wanted,
        wrong=wrong,
        typed={name: query.get(name, "") for name in ("from", "to")},
        asked_states=[s for s in query.getlist("state") if s],
        every=sum(n for state, n in page.counts.items() if state != RECHECK),
        states=STATES,
        sorts=SORTS,
        keep=lambda **changed: keep_filters(query, **changed),
        types=_names("measure_type", request),
        actions=_names("action", request),
        jurisdictions=_jurisdictions(request),
        passages=search_documents(store, wanted.search, PASSAGES) if wanted.search else [],
    )


@router.get("/documents")
def show_documents(request: Request) -> Response:
    """Show all documents and how far their review is."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    documents = list_documents(store_of(request))
    # Documents that would read the same are told apart by their whole addresses.
    names = Counter((d.title, d.name) for d in documents)
    return render(request, "documents.html", documents=[(d, names[d.title, d.name] > 1) for d in documents])


@router.get("/documents/{document}")
def show_document(request: Request, document: Number) -> Response:
    """Show a document: its measures, versions, history, and what can be decided about it."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    store = store_of(request)
    row = get_document(store, document)
    track = tracks.find_track(request, row)
    views = read_views(store, document, track)
    rest = shelf_of(request).rest(row.run)
    return render(
        request,
        "document.html",
        document=row,
        track=track,
        measures=[{**summary_json(v), "url": record_url(document, v.key)} for v in views],
        waiting=sum(v.state == "open" or v.recheck for v in views),
        versions=list_versions(store, document),
        issues=rest.issues,
        history=_dress(request, read_history(store, document=document, track=track, limit=10)),
        reviewers=_reviewers(request),
    )


@router.get("/records/{document}/{key}")
def show_record(request: Request, document: Number, key: str, track: str | None = None) -> Response:
    """Show the page of a record; its script asks for the record itself."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    row = get_document(store_of(request), document)
    shown = tracks.find_track(request, row, track)
    read_view(store_of(request), document, key, shown)  # raises NotFoundError, which becomes the page that says so
    return render(request, "record.html", document=row, key=key, track=shown, user=session_of(request).name)


@router.get("/history")
def show_history(request: Request) -> Response:
    """Show what was changed: by everybody or one reviewer, everywhere, in one document or on one record."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    query = request.query_params
    document = _number(query["document"]) if query.get("document") else None
    key, by = query.get("record") or None, query.get("by") or None
    before = _number(query["before"]) if query.get("before") else None
    found = read_history(store_of(request), document, key, by, limit=EVENTS + 1, before=before)
    events = found[:EVENTS]
    older = urlencode({**dict(query), "before": events[-1].id}) if len(found) > EVENTS else ""
    return render(
        request,
        "history.html",
        events=_dress(request, tracks.hide_others(request, events)),
        older=older,
        before=before,
        of=get_document(store_of(request), document) if document is not None else None,
        key=key,
        by=by or "",
        reviewers=_reviewers(request),
    )


def _read_filter(query: QueryParams) -> tuple[Filter, Refusal | None]:
    """Return the filter without the parameter that cannot be read, and what is wrong with that one."""
    try:
        return read_filter(query), None
    except Refusal as refusal:
        rest, _ = _read_filter(QueryParams([(k, v) for k, v in query.multi_items() if k != refusal.field]))
        return rest, refusal


def _number(text: str) -> int:
    """Return a number from 1 on that stands in an address; refused otherwise."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LARGEST):
        raise Refusal(404, "error.404")
    return int(text)


def _dress(request: Request, events: list[Event]) -> list[dict[str, Any]]:
    """Return events with the names of their documents and the addresses of their records."""
    names = list_titles(store_of(request)) if events else {}
    return [
        {"event": e, "document": names.get(e.document, ""), "url": record_url(e.document, e.record) if e.record else ""}
        for e in events
    ]


def _newest(titles: dict[int, str], chosen: int | None) -> dict[int, str]:
    """Return the documents to choose from: those stored last, and the one that is chosen."""
    kept = list(titles)[-MOST_CHOICES:]
    return {number: titles[number] for number in titles if number in {*kept, chosen}}


def _names(slot: str, request: Request) -> list[tuple[str, str]]:
    """Return (code, name) of the values of a vocabulary."""
    tongue = tongue_of(request)
    return [(choice.value, label(slot, choice.value, tongue)) for choice in choices(slot)]


def _jurisdictions(request: Request) -> list[tuple[str, str]]:
    """Return (code, name) of all jurisdictions that any record names, in the order of their names."""
    tongue = tongue_of(request)
    named = ((code, label("imposing", code, tongue)) for code in list_values(store_of(request), SIDES))
    return sorted(named, key=lambda pair: pair[1])


def _reviewers(request: Request) -> list[str]:
    """Return everybody who has written anything, in the order of their names."""
    with store_of(request).reading() as connection:
        return list(connection.execute(select(users.c.name).order_by(users.c.name)).scalars())
