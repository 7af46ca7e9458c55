"""Documents and events as rows of text, for people and for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from extract.corrections.events import Event
from extract.report import clean_cell, neutralise
from extract.schema import FillerPart
from extract.sources.memory import Remembered
from extract.store.attempts import is_set_aside
from extract.store.documents import DocumentRow
from extract.store.fetches import Failure

Rows = Sequence[Mapping[str, object]]


def document_table(documents: Sequence[DocumentRow]) -> list[dict[str, object]]:
    """Return a row a document: what it is, and how far its review has come."""
    return [
        {
            "document": d.id,
            "name": d.name,
            "title": d.title or "",
            "publisher": d.publisher or "",
            "published": d.published or "",
            "versions": d.versions,
            "records": d.records,
            "accepted": d.accepted,
            "recheck": d.recheck,
            "complete": "yes" if d.complete else "",
            "pipeline": d.pipeline,
            "source": d.source,
        }
        for d in documents
    ]


def event_table(events: Sequence[Event]) -> list[dict[str, object]]:
    """Return a row an event: when, who, what to which record, from what to what, and why."""
    return [
        {
            "event": e.id,
            "at": e.at,
            "by": e.by,
            "kind": e.kind,
            "record": ", ".join(e.keys),
            "slot": e.slot,
            "old": show_fillers(e.old),
            "new": show_fillers(e.new) if e.kind != "undo" else f"event {e.undoes}",
            "why": e.why,
            "document": e.document,
            "track": e.track,
        }
        for e in events
    ]


def failure_table(failing: Sequence[Remembered], failures: Sequence[Failure]) -> list[dict[str, object]]:
    """Return a row for each address that could not be fetched, then for each file that could not be read."""
    fetched = [(f.url, "fetch", f.attempts, f.checked_at, f.next_at or "next run", f.error, "", "") for f in failing]
    read = [
        (f.source, "read", f.attempts, f.at, "set aside" if is_set_aside(f) else "next run", f.error, f.remedy, f.fingerprint)
        for f in failures
    ]
    names = ("source", "what", "attempts", "last", "next", "reason", "remedy", "pipeline")
    return [dict(zip(names, row, strict=True)) for row in [*fetched, *read]]


def show_fillers(fillers: Sequence[FillerPart]) -> str:
    """Return what stands in a slot in a few words: values with their roles and units, the quotes where there are none."""
    shown = []
    for filler in fillers:
        words = str(filler.value) or " … ".join(e.quote for e in filler.evidence)
        shown.append(" ".join(part for part in (filler.role or "", words, filler.unit or "") if part))
    return "; ".join(shown)


def dump_listing(rows: Rows, form: str) -> str:
    """Return rows as "json", as "csv" in which no cell is a formula, or ("table") as lines of cells apart by tabs."""
    if form == "json":
        return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
    columns = list(rows[0]) if rows else []
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([neutralise(str(cell)) for cell in row.values()] for row in rows)
        return text.getvalue()
    lines = [columns, *([clean_cell(cell) for cell in row.values()] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)
