"""What a cell says, whatever the spreadsheet has made of it: dates, numbers and percentages become text again."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from extract.report import restore
from extract.typed import DATE_SLOTS
from extract.workbook.guard import WorkbookError


class CellError(WorkbookError):
    """A cell whose content cannot be taken; the messages say what to do."""

    code = "cell"

    def __init__(self, message_ja: str, message_en: str) -> None:
        super().__init__(message_en, remedy="")
        self.message_ja, self.message_en = message_ja, message_en


def read_cell(value: object, number_format: str, data_type: str, key: str) -> str:
    """Return the text of a cell in the column `key`, "" for an empty one; raises CellError for formulas and error values.

    A date cell in a column of dates is its ISO date, a number 34 or 34.0 "34", a cell shown as 34% "34%".
    """
    if value is None:
        return ""
    if data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        raise CellError("数式は取り込めません。値として貼り付けてください", "a formula is not taken; paste its value")
    if data_type == "e":
        raise CellError("エラー値です", "an error value")
    if isinstance(value, str):
        return restore(value.strip("\ufeff")).strip()
    if isinstance(value, datetime | date | time):
        return _read_date(value, key)
    if isinstance(value, bool):
        raise CellError("真偽値は取り込めません", "TRUE or FALSE is not taken")
    return _read_number(value, number_format)


def _read_date(value: datetime | date | time, key: str) -> str:
    if key not in DATE_SLOTS or isinstance(value, time):
        ja = "表計算が日付に変えました。書式を文字列にして書き直してください"
        raise CellError(ja, "the spreadsheet made a date of it; format the cell as text and write it again")
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def _read_number(value: Any, number_format: str) -> str:
    percent = "%" in number_format
    # A percentage is kept as its hundredth: 0.34 × 100 is 34.00000000000001 unless it is rounded.
    number = float(f"{float(value) * (100 if percent else 1):.15g}")
    text = str(int(number)) if number.is_integer() else str(number)
    return f"{text}%" if percent else text
