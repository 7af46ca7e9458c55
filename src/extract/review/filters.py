"""The filters of the queue as they stand in an address, and rows of the queue for pages and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from extract.corrections.views import RecordView
from extract.labels import show_date
from extract.review.answers import Refusal
from extract.store.queue import RECHECK, Filter, QueueRow, Sort
from extract.values.dates_near import read_date_near
from extract.values.edtf import read_edtf

# What waits for a reviewer; asked for with no state in the address. `state=all` is everything.
WAITING = ("open", RECHECK)
STATES = ("open", RECHECK, "accepted", "deleted", "merged", "split")
NAMES = ("document", "type", "action", "jurisdiction", "entity", "from", "to", "state", "q", "issues", "sort", "page")
SORTS: tuple[Sort, ...] = get_args(Sort)
LARGEST = 2**31 - 1


def read_filter(query: QueryParams) -> Filter:
    """Return the filter that an address asks for; raises Refusal, with the parameter as its field, for one that cannot be."""
    document, sort = query.get("document", ""), query.get("sort") or "doubt"
    if document and (not document.isascii() or not document.isdigit() or int(document) > LARGEST):
        raise Refusal(422, "invalid.filter", "document")
    if sort not in SORTS:
        raise Refusal(422, "invalid.filter", "sort")
    states = tuple(s for s in query.getlist("state") if s)
    if any(s not in (*STATES, "all") for s in states):
        raise Refusal(422, "invalid.filter", "state")
    return Filter(
        document=int(document) if document else None,
        types=_list(query, "type"),
        actions=_list(query, "action"),
        jurisdictions=tuple(code.upper() for code in _list(query, "jurisdiction")),
        entity=query.get("entity", "").strip(),
        date_from=_day(query, "from"),
        date_to=_day(query, "to"),
        states=() if "all" in states else states or WAITING,
        search=query.get("q", "").strip(),
        issues_only=query.get("issues", "") == "1",
        sort=sort,
    )


def _day(query: QueryParams, name: str) -> str:
    """Return the first day of the period given as `from`, the last of that as `to`; dates as people type them."""
    text = query.get(name, "").strip()
    period = read_edtf(read_date_near(text)) if text else None
    if text and period is None:
        raise Refusal(422, "invalid.date", name)
    if period is None:
        return ""
    return (period.first if name == "from" else period.last).isoformat()


def _list(query: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(value for value in query.getlist(name) if value)


def keep_filters(query: QueryParams, **changed: str | None) -> str:
    """Return the filters of an address as a query ("?…" or ""), with some of them changed, or left out where None."""
    kept = [(k, v) for k, v in query.multi_items() if k in NAMES and v and k not in changed]
    kept += [(k, v) for k, v in changed.items() if v]
    return f"?{urlencode(kept)}" if kept else ""


def count_progress(counts: Mapping[str, int]) -> tuple[int, int]:
    """Return (done, total): accepted records that need no second look, of all that are still records."""
    total = counts.get("open", 0) + counts.get("accepted", 0)
    return counts.get("accepted", 0) - counts.get(RECHECK, 0), total


def row_json(row: QueueRow) -> dict[str, Any]:
    """Return a row of the queue for scripts."""
    return {"document": row.document, **summary_json(row.view), "source_name": row.title or row.name}


def summary_json(view: RecordView) -> dict[str, Any]:
    """Return the summary of a record."""
    body = view.body
    date = next((str(f.value) for s in ("date", "effective_from") for f in getattr(body, s)), None)
    return {
        "key": view.key,
        "title_ja": body.title_ja or _quote(view),
        "title_en": body.title_en or _quote(view),
        "type": _first(view, "measure_type"),
        "action": _first(view, "action"),
        "imposing": [str(f.value) for f in body.imposing],
        "target": [str(f.value) for f in body.target_jurisdictions],
        "date": date,
        "date_ja": show_date(date, "ja") if date else None,
        "date_en": show_date(date, "en") if date else None,
        "confidence": body.confidence,
        "state": view.state,
        "revision": view.revision,
        "issues": len(body.issues),
        "lost": len(view.lost),
        "recheck": view.recheck,
        "missing": view.missing,
    }


def _first(view: RecordView, slot: str) -> str | None:
    return next((str(f.value) for f in getattr(view.body, slot)), None)


def _quote(view: RecordView) -> str:
    """Return the beginning of the statement: what a record without type or action is called."""
    quote = " ".join(view.body.evidence[0].quote.split()) if view.body.evidence else ""
    return quote[:60] + ("…" if len(quote) > 60 else "")
