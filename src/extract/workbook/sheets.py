"""Reads a corrected workbook: each row beside what was exported, with what does not fit listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extract.workbook.cells import CellError, read_cell
from extract.workbook.columns import ABOUT, EXPORTED, LAYOUT, RECORDS, Column, make_columns
from extract.workbook.guard import WorkbookError, find_merged, open_workbook

# Rows without a word after which the rest of a sheet is taken to be empty.
EMPTY_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be taken in: the row of the sheet (0: the sheet as a whole), the column's key ("" for the row), and why."""

    row: int
    column: str
    message_ja: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: its cells by key as they are now; `exported` as they were (None for a row that is new)."""

    number: int
    cells: Mapping[str, str]
    exported: Mapping[str, str] | None
    broken: frozenset[str] = frozenset()

    @property
    def changed(self) -> list[str]:
        """Return the keys of the cells that are not as they were exported, in the order of the columns."""
        old = self.exported or {}
        return [key for key, text in self.cells.items() if key not in self.broken and text != old.get(key, "")]


@dataclass(slots=True)
class Sheet:
    """A corrected workbook: its language, rows that have a record or are new, and what could not be read.

    `absent` counts the records that were exported and have no row any more.
    """

    language: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: int = 0


def read_sheet(data: bytes, name: str) -> Sheet:
    """Return what a corrected workbook says; raises WorkbookError where it cannot be read or is none of ours."""
    workbook = open_workbook(data, name)
    try:
        return _read(workbook, data, name)
    except WorkbookError:
        raise
    # The parts are parsed as they are read, so a broken one shows only now; the file is the boundary.
    except Exception as error:
        raise WorkbookError(f"{name}: the workbook is damaged: {type(error).__name__}: {error}") from error
    finally:
        workbook.close()


def _read(workbook: Any, data: bytes, name: str) -> Sheet:
    missing = [title for title in (RECORDS, EXPORTED, ABOUT) if title not in workbook.sheetnames]
    if missing:
        raise WorkbookError(f"{name}: no sheet {', '.join(missing)}: not a workbook that was exported for correction")
    about = {str(row[0].value): str(row[1].value) for row in _rows(workbook[ABOUT]) if len(row) > 1}
    if about.get("layout") != LAYOUT:
        raise WorkbookError(f"{name}: exported by another version of the program")
    sheet = Sheet(about.get("language", "en"))
    exported = _read_exported(workbook[EXPORTED], name)
    merged = find_merged(data, workbook[RECORDS]._worksheet_path)
    if merged:
        raise WorkbookError(f"{name}: merged cells ({', '.join(merged[:5])})", remedy="Unmerge the cells and fill each.")
    _read_rows(workbook[RECORDS], exported, sheet, name)
    return sheet


def _rows(worksheet: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of a sheet; what the file says of its size is not believed."""
    worksheet.reset_dimensions()
    empty = 0
    for row in worksheet.iter_rows():
        empty = 0 if any(cell.value is not None for cell in row) else empty + 1
        if empty > EMPTY_ROWS:
            return
        yield row


def _read_exported(worksheet: Any, name: str) -> dict[tuple[str, str], dict[str, str]]:
    """Return the exported cells by document and key."""
    rows = _rows(worksheet)
    keys = [str(cell.value or "") for cell in next(rows, ())]
    if not {"document", "key", "revision", "run", "source"} <= set(keys):
        raise WorkbookError(f"{name}: the hidden sheet {EXPORTED} was changed")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        cells = {key: read_cell(c.value, "General", c.data_type, key) for key, c in zip(keys, row, strict=False) if key}
        if cells.get("key"):
            found[cells["document"], cells["key"]] = cells
    return found


def _read_rows(worksheet: Any, exported: Mapping[tuple[str, str], dict[str, str]], sheet: Sheet, name: str) -> None:
    rows = _rows(worksheet)
    columns = _read_header(next(rows, ()), name)
    found = [_read_row(number, cells, columns, sheet) for number, cells in enumerate(rows, 2)]
    found = [row for row in found if row.broken or any(row.cells.values())]
    places = Counter(_place(row) for row in found)
    for row in found:
        old = exported.get(_place(row))
        problem = _check_place(row, old, places) if row.cells["key"] else None
        if problem is not None:
            sheet.problems.append(problem)
        else:
            sheet.rows.append(replace(row, exported=old))
    sheet.absent = len(exported.keys() - places.keys())


def _place(row: Row) -> tuple[str, str]:
    return row.cells["document"], row.cells["key"]


def _check_place(row: Row, old: Mapping[str, str] | None, places: Mapping[tuple[str, str], int]) -> Problem | None:
    """Return what is wrong with the row's ids, None for nothing: a correction must not land on another record."""
    document, key = _place(row)
    if old is None:
        ja = f"文書{document}の記録{key}は書き出されていません。番号は変えられません"
        return Problem(row.number, "key", ja, f"record {key} of document {document} was not exported; ids must not be changed")
    if places[document, key] > 1:
        ja = f"記録{key}の行がいくつもあります。どれも取り込みません"
        return Problem(row.number, "key", ja, f"record {key} has several rows; none of them is taken")
    if row.cells["quote"] != old.get("quote", ""):
        ja = f"原文が記録{key}のものではありません。番号か原文が変わっています"
        return Problem(row.number, "key", ja, f"the quote is not that of record {key}: id or quote was changed")
    return None


def _read_header(row: Sequence[Any], name: str) -> dict[int, Column]:
    """Return the columns by their place, whatever their order; raises WorkbookError where one is missing or twice there."""
    known = {heading: column for column in make_columns() for heading in (column.ja, column.en)}
    found: dict[int, Column] = {}
    for at, cell in enumerate(row):
        column = known.get(str(cell.value or "").strip())
        if column is None:
            continue
        if column in found.values():
            raise WorkbookError(f"{name}: two columns {cell.value}")
        found[at] = column
    missing = [c for c in make_columns() if c not in found.values() and (c.kind == "id" or c.is_open or c.kind == "quote")]
    if missing:
        raise WorkbookError(
            f"{name}: no column {', '.join(f'{c.ja} ({c.en})' for c in missing)}", remedy="Put the headings back as they were."
        )
    return found


def _read_row(number: int, row: Sequence[Any], columns: Mapping[int, Column], sheet: Sheet) -> Row:
    cells: dict[str, str] = {}
    broken: set[str] = set()
    for at, column in columns.items():
        cell = row[at] if at < len(row) else None
        try:
            kind = getattr(cell, "number_format", "General") or "General"
            cells[column.key] = read_cell(getattr(cell, "value", None), kind, getattr(cell, "data_type", "n"), column.key)
        except CellError as error:
            broken.add(column.key)
            cells[column.key] = ""
            if column.is_open or column.kind in ("id", "quote"):
                sheet.problems.append(Problem(number, column.key, error.message_ja, error.message_en))
    return Row(number, cells, None, frozenset(broken))
