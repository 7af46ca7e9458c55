"""The columns of the sheet: what they are called, how wide they are, and which of them may be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.labels import slot_name
from extract.model import SLOTS

Kind = Literal["id", "info", "state", "slot", "quote", "why"]
# The sheets of the workbook: the records, how values are written, and what the import needs to know.
RECORDS, HELP, LISTS, EXPORTED, ABOUT = "records", "help", "_lists", "_exported", "_about"
# Written into ABOUT; another number is another layout of the sheets.
LAYOUT = "1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key (a slot's name for slots), its headings, and its width in characters of the font."""

    key: str
    kind: Kind
    ja: str
    en: str
    width: int

    def heading(self, language: str) -> str:
        """Return what stands over the column."""
        return self.ja if language == "ja" else self.en

    @property
    def is_open(self) -> bool:
        """Say whether analysts may write into it."""
        return self.kind in ("state", "slot", "why")


_WIDTHS = {
    "measure_type": 18,
    "action": 16,
    "authority": 22,
    "items": 40,
    "entities": 30,
    "instrument": 26,
    "rates": 16,
    "quantities": 18,
    "date": 24,
    "agreement": 24,
    "footnotes": 9,
}


def _slot_column(slot: str) -> Column:
    return Column(slot, "slot", slot_name(slot, "ja"), slot_name(slot, "en"), _WIDTHS.get(slot, 14))


def make_columns() -> tuple[Column, ...]:
    """Return the columns of the sheet in their order; the first three stay in sight when the sheet is scrolled."""
    return (
        Column("document", "id", "文書", "Document", 10),
        Column("key", "id", "記録", "Record", 12),
        Column("title", "info", "要約", "Summary", 44),
        Column("state", "state", "状態", "State", 12),
        *(_slot_column(slot) for slot in SLOTS),
        Column("quote", "quote", "原文", "Quote", 60),
        Column("why", "why", "理由", "Why", 30),
        Column("issues", "info", "疑問点", "Issues", 36),
        Column("confidence", "info", "確信度", "Confidence", 12),
        Column("page", "info", "頁", "Page", 7),
        Column("brief", "info", "ファイル", "File", 28),
        Column("version", "info", "版", "Version", 9),
        Column("revision", "id", "改訂", "Revision", 10),
    )
