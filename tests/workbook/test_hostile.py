from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from extract.errors import ExtractError
from extract.store.engine import Store
from extract.workbook import guard
from extract.workbook.columns import ABOUT, EXPORTED, RECORDS
from extract.workbook.guard import WorkbookError
from extract.workbook.plan import Plan, make_plan
from extract.workbook.sheets import read_sheet
from workbook.sheets_by_hand import COLUMNS, edit, export, put, repack

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"


def plan_of(store: Store, data: bytes) -> Plan:
    return make_plan(store, read_sheet(data, "check.xlsx"), "tanaka")


def zeros(megabytes: int) -> bytes:
    return b"\0" * (megabytes << 20)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "not a workbook"),
        (b"id,date\r\n1,2", "not a workbook"),
        (b"PK\x03\x04 broken", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "encrypted"),
    ],
)
def test_no_workbook_is_said_so(data: bytes, word: str) -> None:
    with pytest.raises(WorkbookError, match=word):
        read_sheet(data, "x.xlsx")


def test_any_other_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(WorkbookError, match="damaged"):
        read_sheet(out.getvalue(), "x.xlsx")


def test_a_workbook_of_somebody_else_is_said_so() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    with pytest.raises(WorkbookError, match="no sheet records"):
        read_sheet(out.getvalue(), "x.xlsx")


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/vbaProjectSignature.bin"])
def test_macros_are_refused(store: Store, name: str) -> None:
    with pytest.raises(WorkbookError, match="macros"):
        read_sheet(repack(export(store), lambda parts: parts.update({name: b"\0"})), "x.xlsm")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])
def test_entities_are_refused(store: Store, name: str, encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(WorkbookError, match="entities"):
        read_sheet(repack(export(store), lambda parts: parts.update({name: laughs.encode(encoding)})), "x.xlsx")


def test_a_declaration_over_the_border_of_two_reads_is_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_CHUNK", 7)
    with pytest.raises(WorkbookError, match="entities"):
        read_sheet(repack(export(store), lambda parts: parts.update({SHEET: b"<?xml?>   <!DOCTYPE x><x/>"})), "x.xlsx")


def test_bombs_are_not_unpacked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_CONTENT", 30 << 20)
    data = repack(export(store), lambda parts: parts.update({"xl/media/bomb.bin": zeros(40)}))
    assert len(data) < 1 << 20
    with pytest.raises(WorkbookError, match="unpacks to more"):
        read_sheet(data, "x.xlsx")


def test_many_parts_are_refused(store: Store) -> None:
    with pytest.raises(WorkbookError, match="parts"):
        read_sheet(repack(export(store), lambda parts: parts.update({f"xl/{i}": b"" for i in range(2000)})), "x.xlsx")


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_FILE", 1 << 20)
    with pytest.raises(WorkbookError, match="larger than"):
        read_sheet(zeros(2), "x.xlsx")


def test_a_size_that_lies_is_not_believed(store: Store) -> None:
    """A sheet that calls itself a million rows long, and one that has its last row there."""

    def lie(parts: Parts) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1)
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"/></row></sheetData>', 1)

    assert plan_of(store, repack(export(store), lie)).problems == []


@pytest.mark.parametrize(
    ("name", "part"),
    [
        (SHEET, b"<worksheet"),
        ("xl/workbook.xml", b""),
        ("xl/styles.xml", b"<no"),
        (SHEET, b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="x"/></sheetData></worksheet>'),
    ],
)
def test_broken_parts_are_one_clear_error(store: Store, name: str, part: bytes) -> None:
    with pytest.raises(WorkbookError):
        read_sheet(repack(export(store), lambda parts: parts.update({name: part})), "x.xlsx")


@pytest.mark.parametrize("title", [RECORDS, EXPORTED, ABOUT])
def test_a_missing_sheet_is_named(store: Store, title: str) -> None:
    with pytest.raises(WorkbookError, match=title):
        read_sheet(edit(export(store), lambda workbook: workbook.remove(workbook[title])), "x.xlsx")


def test_another_layout_is_refused(store: Store) -> None:
    with pytest.raises(WorkbookError, match="another version"):
        read_sheet(edit(export(store), lambda workbook: workbook[ABOUT].cell(1, 2, "99")), "x.xlsx")


def merge(ref: str) -> Callable[[Workbook], Any]:
    return lambda workbook: workbook[RECORDS].merge_cells(ref)


def test_merged_cells_are_named(store: Store) -> None:
    with pytest.raises(WorkbookError, match="E2:E3"):
        read_sheet(edit(export(store), merge("E2:E3")), "x.xlsx")


def test_merged_cells_elsewhere_do_not_matter(store: Store) -> None:
    data = edit(export(store), lambda workbook: workbook.create_sheet("notes").merge_cells("A1:C9"))
    assert plan_of(store, data).problems == []


def test_a_removed_column_is_named(store: Store) -> None:
    with pytest.raises(WorkbookError, match="Rates"):
        read_sheet(edit(export(store), lambda w: w[RECORDS].delete_cols(COLUMNS.index("rates") + 1)), "x.xlsx")


def test_a_renamed_heading_is_named(store: Store) -> None:
    with pytest.raises(WorkbookError, match="Date"):
        read_sheet(put(export(store), (1, "date", "when?")), "x.xlsx")


def test_two_columns_of_one_name_are_refused(store: Store) -> None:
    with pytest.raises(WorkbookError, match="two columns Date"):
        read_sheet(put(export(store), (1, "page", "Date")), "x.xlsx")


def test_columns_may_move(store: Store) -> None:
    def swap(workbook: Workbook) -> None:
        sheet = workbook[RECORDS]
        for row in range(1, sheet.max_row + 1):
            a, b = sheet.cell(row, COLUMNS.index("date") + 1), sheet.cell(row, COLUMNS.index("items") + 1)
            a.value, b.value = b.value, a.value

    assert plan_of(store, edit(export(store), swap)).steps == []


def test_rows_may_be_sorted_and_columns_added(store: Store) -> None:
    def sort(workbook: Workbook) -> None:
        sheet = workbook[RECORDS]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
        for number, values in enumerate(reversed(rows), 2):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value
        sheet.cell(1, len(COLUMNS) + 2).value = "my remarks"
        sheet.cell(2, len(COLUMNS) + 2).value = "?"

    plan = plan_of(store, edit(export(store), sort))
    assert (plan.steps, plan.problems) == ([], [])


def test_changed_and_copied_ids_are_told(store: Store) -> None:
    data = export(store)
    keys = [row.cells["key"] for row in read_sheet(data, "x").rows]
    plan = plan_of(store, put(data, (2, "key", "c999"), (3, "key", keys[2]), (2, "items", "銅")))
    assert plan.steps == []
    assert [(p.row, p.column) for p in plan.problems] == [(2, "key"), (3, "key"), (4, "key")]


def test_rows_whose_ids_were_exchanged_are_told(store: Store) -> None:
    data = export(store)
    a, b, _ = (row.cells["key"] for row in read_sheet(data, "x").rows)
    plan = plan_of(store, put(data, (2, "key", b), (3, "key", a)))
    assert (plan.steps, [p.row for p in plan.problems]) == ([], [2, 3])


def test_a_changed_revision_does_not_hide_a_conflict(store: Store) -> None:
    row = read_sheet(put(export(store), (2, "revision", 999)), "x").rows[0]
    assert row.exported is not None
    assert row.exported["revision"] == "0"


def test_formulas_are_never_read_and_never_written(store: Store) -> None:
    data = put(export(store), (2, "items", ArrayFormula("E2", "=SUM(1)")), (3, "why", '=HYPERLINK("http://x")'), (4, "items", "=cmd|'/c calc'!A0"))
    plan = plan_of(store, data)
    assert plan.steps == []
    assert {p.column for p in plan.problems} == {"items", "why"}
    assert all("formula" in p.message_en for p in plan.problems)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "'=1"])
def test_what_looks_like_a_formula_is_kept_as_text(store: Store, value: str) -> None:
    from openpyxl import load_workbook

    from extract.store.corrections import read_views
    from store.briefs import do, filler

    do(store, "change", read_views(store, 1)[0], slot="items", new=[filler(value.strip() or value)])
    data = export(store)
    sheets = load_workbook(io.BytesIO(data))
    cells = [c for sheet in sheets for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert not [c for c in cells if isinstance(c.value, str) and c.value.startswith(("=", "+", "-", "@", "\t"))]
    assert plan_of(store, data).steps == []


def test_a_cell_that_was_cut_is_not_taken_for_the_value(store: Store) -> None:
    from extract.store.corrections import read_views
    from store.briefs import do, filler

    do(store, "change", read_views(store, 1)[0], slot="items", new=[filler("長" * 40_000)])
    data = export(store)
    assert plan_of(store, data).steps == []
    plan = plan_of(store, put(data, (2, "items", "長い")))
    assert (plan.steps, [p.column for p in plan.problems]) == ([], ["items"])


def test_every_error_has_a_remedy(store: Store) -> None:
    for data in (b"", b"\xd0\xcf\x11\xe0", repack(export(store), lambda parts: parts.update({"xl/vbaProject.bin": b""}))):
        with pytest.raises(ExtractError) as caught:
            read_sheet(data, "x.xlsx")
        assert caught.value.remedy
