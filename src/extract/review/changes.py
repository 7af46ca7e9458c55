"""The changes that reviewers send: corrections of records, missed records, decisions about documents."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from extract.corrections.bodies import read_slot
from extract.corrections.conflicts import Conflict
from extract.corrections.drafts import DraftError
from extract.corrections.events import CORRECTABLE, Draft, Event
from extract.corrections.views import RecordView
from extract.errors import UsageError
from extract.review import tracks
from extract.review.answers import Refusal
from extract.review.fillers import BodyInput, FillerBuilder, FillerInput
from extract.review.identity import reviewer_of
from extract.review.options import clean_name
from extract.review.reading import Number
from extract.review.records import event_json, record_url, view_json
from extract.review.shelf import shelf_of, store_of
from extract.review.words import TONGUES
from extract.schema import FillerPart
from extract.store.corrections import read_history, read_view, write
from extract.store.documents import DocumentRow, get_document
from extract.typed import is_planned

router = APIRouter()
LONGEST_REASON = 4000


class Change(BaseModel):
    """What is done to a record. `seen` is the revision and `run` the extraction that the writer saw."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["change", "delete", "merge", "split", "accept", "reopen", "undo"]
    slot: str = ""
    new: list[FillerInput] = Field(default_factory=list, max_length=200)
    others: list[str] = Field(default_factory=list, max_length=50)
    parts: list[BodyInput] = Field(default_factory=list, max_length=20)
    body: BodyInput | None = None
    undoes: int | None = None
    why: str = Field(default="", max_length=LONGEST_REASON)
    seen: int = Field(ge=0)
    seen_others: dict[str, int] = Field(default_factory=dict)
    run: int | None = None
    track: str | None = None


class Addition(BodyInput):
    """A record that was missed."""

    why: str = Field(default="", max_length=LONGEST_REASON)
    run: int | None = None
    track: str | None = None


class Decision(BaseModel):
    """What is decided about a document."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["complete", "incomplete", "assign"]
    others: list[str] = Field(default_factory=list, max_length=2)
    why: str = Field(default="", max_length=LONGEST_REASON)


@router.post("/api/records/{document}/{key}/events")
def change_record(request: Request, document: Number, key: str, change: Change) -> Response:
    """Write a correction; 409 where somebody else was quicker, 422 for what cannot be said."""
    store = store_of(request)
    row = get_document(store, document)
    track = tracks.find_own_track(request, row, change.track)
    before: list[FillerPart] = []
    planned = False
    if change.kind == "change":
        body = read_view(store, document, key, track).body
        before = read_slot(body, change.slot) if change.slot in CORRECTABLE else []
        planned = any(is_planned(str(f.value)) for f in body.action)
    build = _builder(request, row, change.run, planned)
    draft = Draft(
        document=document,
        record=key,
        track=track,
        kind=change.kind,
        slot=change.slot,
        new=build.build(change.slot, change.new, before) if change.kind == "change" else [],
        body=build.build_body(change.body) if change.body is not None else None,
        parts=[build.build_body(part) for part in change.parts],
        others=change.others,
        undoes=change.undoes,
        by=reviewer_of(request),
        why=change.why.strip(),
        seen=change.seen,
        seen_others=change.seen_others,
        run=change.run,
    )
    return write_draft(request, draft)


@router.post("/api/documents/{document}/records")
def add_record(request: Request, document: Number, addition: Addition) -> Response:
    """Add a record that the extraction missed."""
    row = get_document(store_of(request), document)
    track = tracks.find_own_track(request, row, addition.track)
    body = _builder(request, row, addition.run).build_body(addition)
    by, why = reviewer_of(request), addition.why.strip()
    return write_draft(request, Draft(document=document, track=track, kind="add", body=body, by=by, why=why, run=addition.run))


@router.post("/api/documents/{document}/events")
def decide(request: Request, document: Number, decision: Decision) -> Response:
    """Mark a document as complete or not, or set who reviews it independently."""
    others = []
    for name in decision.others:
        try:
            others.append(clean_name(name))
        except UsageError as error:
            raise Refusal(422, "invalid.name", "others") from error
    if decision.kind == "assign" and len(set(others)) == 1:
        raise Refusal(422, "invalid.two", "others")
    by, why = reviewer_of(request), decision.why.strip()
    return write_draft(request, Draft(document=document, kind=decision.kind, others=others, by=by, why=why))


def _builder(request: Request, document: DocumentRow, run: int | None, planned: bool = False) -> FillerBuilder:
    """Return what builds fillers over the text that the reviewer saw."""
    return FillerBuilder(shelf_of(request).geometry(run or document.run), document.published or "", planned=planned)


def write_draft(request: Request, draft: Draft) -> Response:
    """Write a draft and answer with the record and the event; 409 and 422 as change_record says."""
    store = store_of(request)
    try:
        view = write(store, draft)
    except Conflict as conflict:
        return JSONResponse({"conflict": _conflict_json(conflict)}, 409)
    except DraftError as error:
        return JSONResponse({"errors": [_error_json(error)]}, 422)
    if view is None:
        newest = read_history(store, document=draft.document, limit=1)
        return JSONResponse({"record": None, "event": event_json(newest[0])})
    history = read_history(store, document=draft.document, key=view.key, track=draft.track)
    made = [part.id for part in history[0].parts] if draft.kind == "split" else [view.key]
    answer = {"record": view_json(view, history), "event": event_json(history[0])}
    urls = [record_url(draft.document, key) for key in made]
    return JSONResponse({**answer, "url": urls[0], "urls": urls})


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    """Return what others did meanwhile, and the record as it stands: the writer chooses and writes again."""
    theirs = [
        {"event": e.id, "kind": e.kind, "slot": e.slot, "value": _values(e), "by": e.by, "at": e.at} for e in conflict.theirs
    ]
    view: RecordView | None = conflict.view
    return {"theirs": theirs, "record": view_json(view, conflict.theirs) if view is not None else None}


def _values(event: Event) -> list[dict[str, Any]]:
    return [f.model_dump(mode="json", exclude_defaults=True) for f in event.new]


def _error_json(error: DraftError) -> dict[str, str]:
    """Return an error of the store in both languages."""
    said = {f"message_{tongue}": error.say(tongue) for tongue in TONGUES}
    return {"field": error.field, "reason": error.reason, **said}
