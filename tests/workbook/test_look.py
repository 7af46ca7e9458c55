"""What an analyst finds in the workbook."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from extract.schema import RecordIssuePart
from extract.store.corrections import read_views
from extract.store.documents import get_document
from extract.store.engine import Store
from extract.workbook.columns import make_columns
from extract.workbook.export import Exported, show_record
from store.briefs import do, filler
from workbook.sheets_by_hand import COLUMNS, export


@pytest.fixture
def workbook(store: Store) -> Workbook:
    return load_workbook(io.BytesIO(export(store, "ja")))


def letter(key: str) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(COLUMNS.index(key) + 1))


def test_header_and_ids_stay_in_sight_and_the_sheet_can_be_filtered(workbook: Workbook) -> None:
    sheet = workbook["records"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in sheet[1]] == [column.ja for column in make_columns()]
    assert sheet.column_dimensions[letter("items")].width > 30
    assert sheet[f"{letter('items')}2"].alignment.wrap_text


def test_ids_are_locked_and_the_rest_is_free(workbook: Workbook) -> None:
    sheet = workbook["records"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for column in make_columns():
        cell = sheet[f"{letter(column.key)}2"]
        assert cell.protection.locked == (column.kind in ("id", "info", "quote")), column.key
    assert sheet.column_dimensions[letter("revision")].hidden
    assert not sheet[f"{letter('quote')}10"].protection.locked


def test_what_can_be_chosen_stands_in_lists(workbook: Workbook) -> None:
    rules = {str(rule.sqref).split(":")[0]: rule for rule in workbook["records"].data_validations.dataValidation}
    for key in ("measure_type", "action", "state"):
        rule = rules[f"{letter(key)}2"]
        assert rule.type == "list"
        at = rule.formula1.replace("'", "").partition("!")[2].replace("$", "")
        words = [cell.value for (cell,) in workbook["_lists"][at]]
        assert workbook["records"][f"{letter(key)}2"].value in words
    assert "2025年4月2日" in rules[f"{letter('date')}2"].prompt


def test_words_are_text_so_that_no_date_or_number_is_made_of_them(workbook: Workbook) -> None:
    sheet = workbook["records"]
    assert {sheet[f"{letter(c.key)}2"].number_format for c in make_columns() if c.kind == "slot"} == {"@"}


def test_a_sheet_explains_it_in_both_languages(workbook: Workbook) -> None:
    words = "\n".join(str(cell.value) for row in workbook["help"].iter_rows() for cell in row if cell.value)
    assert "extract review import" in words
    assert all(column.ja in words and column.en in words for column in make_columns() if column.kind == "slot")


def test_helpers_are_hidden(workbook: Workbook) -> None:
    assert {s.title for s in workbook if s.sheet_state == "hidden"} == {"_lists", "_exported", "_about"}


def test_rows_are_as_high_as_what_they_hold(workbook: Workbook, store: Store) -> None:
    do(store, "change", read_views(store, 1)[0], slot="items", new=[filler("露光装置・現像装置・洗浄装置" * 4)])
    before, after = (book["records"].row_dimensions for book in (workbook, load_workbook(io.BytesIO(export(store, "ja")))))
    assert after[2].height > before[2].height
    assert after[3].height == before[3].height >= 15
    help_sheet = workbook["help"]
    assert help_sheet.row_dimensions[1].height >= 15
    assert "A1:D1" in {str(area) for area in help_sheet.merged_cells.ranges}


def test_doubts_are_told_in_the_language_of_the_workbook(store: Store) -> None:
    view = read_views(store, 1)[0]
    issues = [RecordIssuePart(code="low_confidence", message="x", slot="", candidates=[]), RecordIssuePart(code="actor_missing", message="x", slot="imposing", candidates=[])]
    doubtful = view.model_copy(update={"body": view.body.model_copy(update={"issues": issues, "confidence": 0.53})})
    shown = {language: show_record(Exported(get_document(store, 1), doubtful), language)["issues"] for language in ("ja", "en")}
    assert shown["ja"] == "種類・行為・実施国がすべて正しい見込みは 53% ほど; 実施国: 誰の行為か書かれていない"
    assert shown["en"] == "About 53% of such records are right in type, action and actor; Imposing: The statement does not say who acts"
