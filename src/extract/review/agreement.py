"""How far two independent reviewers agree on a document, and settling what they differ in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from extract.corrections.agreement import Agreement, Difference
from extract.corrections.bodies import read_slot
from extract.corrections.events import Draft
from extract.corrections.views import RecordView
from extract.model import SLOTS
from extract.review import tracks
from extract.review.answers import Refusal, render, session_of
from extract.review.changes import write_draft
from extract.review.filters import summary_json
from extract.review.identity import ask_first, reviewer_of
from extract.review.reading import Number
from extract.review.records import record_url
from extract.review.shelf import store_of
from extract.store.corrections import read_agreement, read_views
from extract.store.documents import DocumentRow, get_document

router = APIRouter()


class Choice(BaseModel):
    """Which of two reviewers is right: `difference` is its number on the page, `slot`, `first` and `second` say what it was."""

    model_config = ConfigDict(extra="forbid")
    difference: int = Field(ge=0)
    slot: str
    first: str | None
    second: str | None
    take: str


@router.get("/documents/{document}/agreement")
def show_agreement(request: Request, document: Number) -> Response:
    """Show κ, the agreement on slots and the differences; nothing of it to one of the two who is not done."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    store = store_of(request)
    row = get_document(store, document)
    hidden = _is_hidden(request, row)
    agreement = None if hidden else read_agreement(store, document)
    return render(
        request,
        "agreement.html",
        document=row,
        hidden=hidden,
        agreement=agreement,
        slots=[(slot, agreement.slots[slot]) for slot in SLOTS if agreement.slots[slot].f1 is not None] if agreement else [],
        differences=_dress(request, row, agreement) if agreement else [],
    )


@router.post("/api/documents/{document}/adjudicate")
def adjudicate(request: Request, document: Number, choice: Choice) -> Response:
    """Write what one of the two has on everybody's track."""
    store = store_of(request)
    row = get_document(store, document)
    if _is_hidden(request, row):
        raise Refusal(403, "agreement.hidden")
    agreement = read_agreement(store, document)
    difference = _find_difference(agreement, choice)
    if agreement is None or difference is None or choice.take not in (agreement.first, agreement.second):
        raise Refusal(409, "agreement.changed")
    taken, other = difference.first, difference.second
    if choice.take == agreement.second:
        taken, other = other, taken
    shared = {view.key: view for view in read_views(store, document)}
    draft = _settle(document, choice.slot, taken, other, shared, reviewer_of(request))
    if draft is None:
        raise Refusal(409, "agreement.changed")
    return write_draft(request, draft)


def _is_hidden(request: Request, document: DocumentRow) -> bool:
    return session_of(request).name in document.reviewers and not tracks.is_done(request, document)


def _find_difference(agreement: Agreement | None, choice: Choice) -> Difference | None:
    """Return the difference that was chosen on, None where it is not the one that was shown."""
    if agreement is None or choice.difference >= len(agreement.differences):
        return None
    found = agreement.differences[choice.difference]
    shown = (choice.slot, choice.first, choice.second)
    return found if (found.slot, _key(found.first), _key(found.second)) == shown else None


def _key(view: RecordView | None) -> str | None:
    return view.key if view is not None else None


def _settle(
    document: int, slot: str, taken: RecordView | None, other: RecordView | None, shared: dict[str, RecordView], by: str
) -> Draft | None:
    """Return what is to be written for everybody, None where nothing is left to do.

    The slot as it was taken; a record that one alone has is accepted or added, one that he says is none deleted.
    """
    given = next((shared[v.key] for v in (taken, other) if v is not None and v.key in shared), None)
    about: dict[str, Any] = {"document": document, "by": by}
    if given is not None:
        about |= {"record": given.key, "seen": given.revision, "run": given.run}
    if slot and taken is not None and given is not None:
        return Draft(**about, kind="change", slot=slot, new=read_slot(taken.body, slot))
    if taken is not None:
        return Draft(**about, kind="accept") if given else Draft(**about, kind="add", body=taken.body, run=taken.run)
    return Draft(**about, kind="delete") if given is not None else None


def _dress(request: Request, document: DocumentRow, agreement: Agreement) -> list[dict[str, Any]]:
    """Return the differences with what both have, and what has been settled since."""
    shared = {view.key: view for view in read_views(store_of(request), document.id)}
    return [
        {
            "slot": d.slot,
            "first": d.first,
            "second": d.second,
            "summary": summary_json(view),
            "url": record_url(document.id, view.key),
            "settled": _is_settled(d, shared),
        }
        for d in agreement.differences
        if (view := d.first or d.second) is not None
    ]


def _is_settled(difference: Difference, shared: dict[str, RecordView]) -> bool:
    """Say whether something was written for everybody on what the two differ in."""
    views = [shared[v.key] for v in (difference.first, difference.second) if v is not None and v.key in shared]
    if difference.slot:
        return any(difference.slot in view.changed or view.state != "open" for view in views)
    # A record that one has added stands for everybody under a key of its own: its statement tells.
    if not views:
        said = [v.body.evidence for v in (difference.first, difference.second) if v is not None]
        return any(view.origin == "added" and view.body.evidence in said for view in shared.values())
    return any(view.state != "open" for view in views)
