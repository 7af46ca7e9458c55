"""The JSON that scripts read: queue, records, pages and texts of versions, completions; and page images and files."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from extract.review import tracks
from extract.review.answers import Refusal
from extract.review.complete import find_choices
from extract.review.fillers import LONGEST
from extract.review.filters import LARGEST, count_progress, read_filter, row_json
from extract.review.records import read_record
from extract.review.shelf import shelf_of, store_of
from extract.review.words import TONGUES
from extract.store.documents import get_document, read_file
from extract.store.geometry import TextLine
from extract.store.queue import find_records
from extract.typed import NotUnderstoodError, is_planned, read_typed, say_fillers, show_typed

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=LARGEST)]
MOST_ROWS = 200


@router.get("/api/queue")
def list_queue(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 50,
    offset: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
) -> dict[str, Any]:
    """Return a page of the queue with the counts of all states and the progress of the review."""
    wanted = tracks.see_own(request, read_filter(request.query_params))
    page = find_records(store_of(request), wanted, limit, offset)
    done, total = count_progress(page.counts)
    return {
        "rows": [row_json(row) for row in page.rows],
        "total": page.total,
        "counts": page.counts,
        "progress": {"done": done, "total": total},
    }


@router.get("/api/records/{document}/{key}")
def show_record(request: Request, document: Number, key: str, track: str | None = None) -> dict[str, Any]:
    """Return a record with its document, notes, history and neighbours."""
    return read_record(request, document, key, track)


@router.get("/api/runs/{run}/pages/{page}")
def show_page(request: Request, run: Number, page: Number) -> dict[str, Any]:
    """Return a page's size and lines, in points from its top left corner; offsets are code points in the run's text."""
    geometry = shelf_of(request).geometry(run)
    size = next((s for s in geometry.sizes if s.number == page), None)
    if size is None:
        raise Refusal(404, "error.404", "page")
    lines = [_line_json(line) for line in geometry.lines(page)]
    return {"page": page, "width": size.width, "height": size.height, "lines": lines}


def _line_json(line: TextLine) -> dict[str, Any]:
    """Return a line: `x` holds the left edge of each character and the right edge of the last, `y0` and `y1` top and bottom.

    In vertical writing `x` holds the tops and the last bottom, `y0` and `y1` left and right.
    """
    sides = (line.x0, line.x1) if line.vertical else (line.y0, line.y1)
    return {"start": line.start, "x": line.edges, "y0": sides[0], "y1": sides[1], "vertical": line.vertical}


@router.get("/api/runs/{run}/text")
def show_text(request: Request, run: Number) -> dict[str, Any]:
    """Return the text that a run read, and its blocks."""
    geometry = shelf_of(request).geometry(run)
    blocks = [{"start": b.span.start, "end": b.span.end, "kind": b.kind, "level": b.level} for b in geometry.blocks]
    return {"text": geometry.text, "blocks": blocks}


@router.get("/versions/{version}/pages/{page}.png")
def show_image(
    request: Request, version: Number, page: Number, scale: Annotated[int, Query(ge=1, le=4)] = 2
) -> Response:
    """Return the image of a page. A version's file never changes, so browsers may keep it."""
    tag = f'"{version}-{page}-{scale}"'
    headers = {"Cache-Control": "private, max-age=86400", "ETag": tag}
    image = shelf_of(request).images.read(version, page, scale)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(image, media_type="image/png", headers=headers)


@router.get("/versions/{version}/file")
def send_file(request: Request, version: Number) -> Response:
    """Return the original file, to be saved and never shown as a page of this server."""
    data, media_type = read_file(store_of(request), version)
    ending = {"application/pdf": ".pdf", "text/html": ".html"}.get(media_type, ".txt")
    name = quote(f"version-{version}{ending}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/api/complete")
def complete(slot: str, q: Annotated[str, Query(max_length=200)] = "") -> list[dict[str, str]]:
    """Return what a few letters may become in a slot."""
    return find_choices(slot, q)


class Typed(BaseModel):
    """What somebody is typing."""

    slot: str
    text: str = Field(max_length=LONGEST)
    document: int = Field(ge=1, le=LARGEST)
    action: str = ""


@router.post("/api/understand")
def explain(request: Request, typed: Typed) -> dict[str, Any]:
    """Return what a text means in a slot of a record with this action; nothing is saved, and to mean nothing is no error."""
    published = get_document(store_of(request), typed.document).published or ""
    try:
        fillers = read_typed(typed.slot, typed.text, published, planned=is_planned(typed.action))
    except NotUnderstoodError as error:
        return {"message_ja": error.message_ja, "message_en": error.message_en}
    data = [f.model_dump(mode="json", exclude_defaults=True) for f in fillers]
    shown = {f"shown_{tongue}": say_fillers(typed.slot, fillers, tongue) for tongue in TONGUES}
    return {"fillers": data, "shown": show_typed(typed.slot, fillers), **shown}
