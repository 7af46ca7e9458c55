"""Writes records into a workbook: a sheet to correct, a sheet that explains it, and hidden ones for the way back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from extract.corrections.views import RecordView
from extract.labels import VOCABULARIES, label, say, slot_hint, slot_name, state_names
from extract.model import SLOTS
from extract.report import CELL_LIMIT, choose_title, fix_times, join_lines, neutralise
from extract.schema import RecordIssuePart
from extract.store.documents import DocumentRow
from extract.typed import show_typed
from extract.workbook.columns import ABOUT, EXPORTED, HELP, LAYOUT, LISTS, RECORDS, Column, make_columns

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# Rows under the records that are free for records that were missed.
FREE_ROWS = 100
# Points of a line, lines that a row is made high for, and pages that the columns are printed on.
LINE, MOST_LINES, PAGES_WIDE = 15, 8, 3
HEADER_FILL, LOCKED_FILL, CHANGED_FILL = "1F3A5F", "F2F2F2", "FFF2CC"
# What only the import reads, beside the columns of the sheet.
HIDDEN = ("run", "source")
_HELP = {
    "ja": (
        "白い欄を直し、保存して「extract review import ファイル」で取り込みます。書き込む前に変更の一覧が出ます。",
        "変更した欄は黄色になります。文書・記録・改訂の欄は変えないでください（シートは保護されています。パスワードはありません）。",
        "複数の値はセミコロン（;）で区切ります。値の中のセミコロンは \"…\" で囲みます。名称の後の [id] はその名称が何を指すかを示します。",
        "行を消しても記録は消えません。消すには「状態」を「削除」に、正しければ「承認済み」にします。",
        "漏れた措置は下の空いた行に、文書の番号と、原文からそのまま写した文（原文の欄）とともに書き加えます。",
        "日付は 2025年4月2日、令和7年4月2日、5月下旬（文書より前の直近。計画の日付と適用開始・終了は文書に最も近い年）、または EDTF（2025-05-21/2025-05-31、2025-04-02/..）で書けます。",
    ),
    "en": (
        "Correct the white cells, save, and take the file in with: extract review import FILE. It lists what will change before it writes.",
        "Changed cells turn yellow. Leave Document, Record and Revision as they are (the sheet is protected, without a password).",
        "Several values stand apart by semicolons (;). A value that holds one stands in \"…\". [id] behind a name says what the name stands for.",
        "Removing a row removes no record: set State to Deleted. Set it to Accepted where the record is right.",
        "Write a measure that was missed into a free row, with the document's number and the sentence copied from the brief (Quote).",
        "Dates may be typed as 2025-04-02, April 2, 2025, late May (the last one before the brief; of a plan, and in From and Until, the nearest one), or in EDTF (2025-05-21/2025-05-31, 2025-04-02/..).",
    ),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A record as it goes into the sheet: its document and its view."""

    document: DocumentRow
    view: RecordView


def build_workbook(records: Sequence[Exported], language: str) -> bytes:
    """Return the workbook of records, headings and names in `language` ("ja" or "en"): same records, same bytes."""
    from openpyxl import Workbook

    columns = make_columns()
    rows = [show_record(record, language) for record in records]
    workbook = Workbook()
    _add_styles(workbook)
    sheet = workbook.active
    sheet.title = RECORDS
    _write_records(sheet, columns, rows, language)
    _write_help(workbook.create_sheet(HELP))
    _write_lists(workbook.create_sheet(LISTS), language)
    _write_exported(workbook.create_sheet(EXPORTED), columns, rows)
    about = workbook.create_sheet(ABOUT)
    for pair in (("layout", LAYOUT), ("language", language)):
        about.append(pair)
    for name in (LISTS, EXPORTED, ABOUT):
        workbook[name].sheet_state = "hidden"
    _protect(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return fix_times(buffer.getvalue())


def show_record(record: Exported, language: str) -> dict[str, str | int | float | None]:
    """Return the cells of a record by the keys of their columns; words are neutralised."""
    view, document = record.view, record.document
    body = view.body
    quote = " … ".join(dict.fromkeys(join_lines(e.quote) for e in body.evidence))
    words = {slot: show_typed(slot, getattr(body, slot), language, ids=False) for slot in SLOTS}
    words |= {
        "key": view.key,
        "title": choose_title(body.title_ja, body.title_en, "あ" if language == "ja" else ""),
        "state": state_names()[view.state][0 if language == "ja" else 1],
        "quote": quote,
        "why": "",
        "issues": _show_doubts(view, language),
        "brief": document.name,
        "source": document.source,
    }
    numbers: dict[str, str | int | float | None] = {
        "document": document.id,
        "confidence": body.confidence,
        "page": next((e.page for e in body.evidence if e.page), None),
        "version": document.versions,
        "revision": view.revision,
        "run": view.run,
    }
    return {**{key: neutralise(text) or None for key, text in words.items()}, **numbers}


def _show_doubts(view: RecordView, language: str) -> str:
    said = {
        "recheck": ("承認の後に本文と抽出が変わりました", "text and extraction have changed since it was accepted"),
        "missing": ("新しい抽出にはありません", "the newest extraction has no such record"),
        "lost": ("引用が新しい原文に見つかりません", "a quote is not in the new text"),
    }
    own = [said[name][language != "ja"] for name in said if getattr(view, name)]
    return "; ".join([*own, *(_say_issue(issue, view.body.confidence, language) for issue in view.body.issues)])


def _say_issue(issue: RecordIssuePart, confidence: float, language: str) -> str:
    said = say("issues", issue.code, language, percent=round(100 * confidence)) or issue.message
    return f"{slot_name(issue.slot, language)}: {said}" if issue.slot in SLOTS else said


# --- the sheets -------------------------------------------------------------------------------------------------------


def _write_records(
    sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], language: str
) -> None:
    from openpyxl.utils import get_column_letter

    sheet.append([column.heading(language) for column in columns])
    for row in rows:
        sheet.append([row[column.key] for column in columns])
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.sheet_view.zoomScale = 90
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.key == "revision"
        _style_column(sheet, number, column, len(rows))
        _guide(sheet, letter, column, len(rows), language)
    sheet.row_dimensions[1].height = 24
    for number, row in enumerate(rows, 2):
        # LibreOffice leaves rows at one line unless told.
        sheet.row_dimensions[number].height = LINE * _count_lines((column.width, row[column.key]) for column in columns)
    _mark_changes(sheet, columns, len(rows))
    _set_page(sheet, wide=PAGES_WIDE)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:C"


def _set_page(sheet: Worksheet, wide: int) -> None:
    """Set how a sheet is printed: on A4 across, in its width `wide` pages."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _count_lines(cells: Iterable[tuple[int, object]]) -> int:
    """Return how many lines the longest of (width, value) takes, at most MOST_LINES; wide characters take the room of two."""
    taken = (-(-sum(1 + (east_asian_width(c) in "WFA") for c in str(value)) // (width - 1)) for width, value in cells if value)
    return min(max(taken, default=1), MOST_LINES)


def _style_column(sheet: Worksheet, number: int, column: Column, count: int) -> None:
    """Give a column its looks: words are wrapped and kept as text, what may not be changed is grey and locked."""
    from openpyxl.styles import Alignment, Font, PatternFill

    head = sheet.cell(1, number)
    head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEADER_FILL)
    head.alignment = Alignment(vertical="center", wrap_text=True)
    kind = "number" if column.key in ("document", "confidence", "page", "version", "revision") else "text"
    for row in range(2, count + FREE_ROWS + 2):
        cell = sheet.cell(row, number)
        fits = cell.value is None or len(str(cell.value)) < CELL_LIMIT
        free = (column.is_open and fits) or (row > count + 1 and column.key in ("document", "quote"))
        cell.style = f"{'open' if free else 'locked'} {kind}"


def _add_styles(workbook: Workbook) -> None:
    """Add the looks of cells under names: set one by one for each cell they take most of the time."""
    from openpyxl.styles import Alignment, NamedStyle, PatternFill, Protection

    for kind, form in (("text", "@"), ("number", "General")):
        # As text: Excel would make dates of 4/2 and numbers of 0301.
        look = {"number_format": form, "alignment": Alignment(vertical="top", wrap_text=True)}
        workbook.add_named_style(NamedStyle(f"open {kind}", protection=Protection(locked=False), **look))
        workbook.add_named_style(NamedStyle(f"locked {kind}", fill=PatternFill("solid", fgColor=LOCKED_FILL), **look))


def _guide(sheet: Worksheet, letter: str, column: Column, count: int, language: str) -> None:
    """Add the drop-down list of a column, or the examples that show when one of its cells is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = make_lists(language)
    if column.key in lists:
        at = "ABC"[list(lists).index(column.key)]
        source = f"'{LISTS}'!${at}$1:${at}${len(lists[column.key])}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        rule.errorTitle = column.heading(language)
        rule.error = "一覧から選んでください。" if language == "ja" else "Choose from the list."
    elif column.kind == "slot":
        # A rule that allows everything: Excel shows its prompt beside the cell.
        rule = DataValidation(type="custom", formula1="TRUE", allow_blank=True, showInputMessage=True)
        rule.promptTitle, rule.prompt = column.heading(language)[:32], slot_hint(column.key, language)[:255]
    else:
        return
    rule.add(f"{letter}2:{letter}{count + FREE_ROWS + 1}")
    sheet.add_data_validation(rule)


def _mark_changes(sheet: Worksheet, columns: Sequence[Column], count: int) -> None:
    """Let cells turn yellow that are no longer as they were exported."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    if not count:
        return
    # By way of INDIRECT: Excel does not take a rule that names another sheet outright.
    there = f"""INDIRECT("'{EXPORTED}'!"&ADDRESS(ROW(),COLUMN(),4))"""
    rule = FormulaRule(formula=[f"A2<>{there}"], fill=PatternFill("solid", bgColor=CHANGED_FILL))
    sheet.conditional_formatting.add(f"A2:{get_column_letter(len(columns))}{count + 1}", rule)


def _write_help(sheet: Worksheet) -> None:
    """Explain the sheet and how each slot is written, in Japanese and in English."""
    from openpyxl.styles import Alignment, Font

    widths = {"A": 18, "B": 16, "C": 46, "D": 46}
    for language in ("ja", "en"):
        for line in _HELP[language]:
            sheet.append([line])
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=len(widths))
            sheet.cell(sheet.max_row, 1).alignment = Alignment(vertical="top", wrap_text=True)
            sheet.row_dimensions[sheet.max_row].height = LINE * _count_lines([(sum(widths.values()), line)])
        sheet.append([])
    start = sheet.max_row + 1
    sheet.append(["欄", "Column", "例", "Examples"])
    for column in make_columns():
        if column.kind == "slot":
            hints = (slot_hint(column.key, "ja"), slot_hint(column.key, "en"))
            sheet.append([neutralise(text) for text in (column.ja, column.en, *hints)])
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    for cell in sheet[start]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=start + 1):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    _set_page(sheet, wide=1)
    sheet.protection.sheet = True


def make_lists(language: str) -> dict[str, list[str]]:
    """Return what may be chosen in the columns that have a list."""
    at = 0 if language == "ja" else 1
    names = {slot: [label(slot, value, language) for value in values] for slot, values in VOCABULARIES.items()}
    return {**names, "state": [pair[at] for pair in state_names().values()]}


def _write_lists(sheet: Worksheet, language: str) -> None:
    for number, words in enumerate(make_lists(language).values(), 1):
        for row, word in enumerate(words, 1):
            sheet.cell(row, number, word)


def _write_exported(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what every cell held, each where it stands in the sheet of records, so that changes are seen."""
    keys = [*(column.key for column in columns), *HIDDEN]
    sheet.append(keys)
    for row in rows:
        sheet.append([row[key] for key in keys])


def _protect(workbook: Workbook) -> None:
    """Lock what is not to be changed, without a password: widths, filters and rows stay free."""
    protection = workbook[RECORDS].protection
    protection.sheet = True
    # These flags say what stays locked.
    for free in ("formatCells", "formatColumns", "formatRows", "autoFilter", "insertRows", "deleteRows", "sort"):
        setattr(protection, free, False)
    for name in (LISTS, EXPORTED, ABOUT):
        workbook[name].protection.sheet = True
