"""Workbooks as analysts send them back: exported, opened, changed, saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from extract.store.documents import list_documents
from extract.store.engine import Store
from extract.store.queue import Filter, find_records
from extract.workbook.columns import RECORDS, make_columns
from extract.workbook.export import Exported, build_workbook

COLUMNS = [column.key for column in make_columns()]


def export(store: Store, language: str = "en") -> bytes:
    """Return the workbook of all records."""
    documents = {row.id: row for row in list_documents(store)}
    rows = find_records(store, Filter(sort="document"), limit=1000).rows
    return build_workbook([Exported(documents[r.document], r.view) for r in rows], language)


def edit(data: bytes, change: Callable[[Workbook], Any]) -> bytes:
    """Return the workbook as saved after a change."""
    workbook = load_workbook(io.BytesIO(data))
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def put(data: bytes, *cells: tuple[int, str, Any]) -> bytes:
    """Return the workbook with (row, key of the column, value) written into the sheet of records."""

    def write(workbook: Workbook) -> None:
        for row, key, value in cells:
            workbook[RECORDS].cell(row, COLUMNS.index(key) + 1).value = value

    return edit(data, write)


def repack(data: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """Return the archive with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
