"""Tables in text files: Markdown rows, tab-separated rows, and tables that a PDF-to-text tool flattened into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.drafts import CellPlace, Draft
from extract.layout.plain_lines import Line, columns, is_ended
from extract.layout.plain_marks import read_start

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_PARTIES = frozenset(("米国", "中国", "日本", "韓国", "台湾", "EU", "英国", "カナダ", "メキシコ", "インド", "ロシア", "日", "米", "中"))
_LABELLED = re.compile(r"(?P<label>[^\s・･。、，,（）()「」『』0-9０-９\-–—]{1,8})[ 　]+(?P<rest>\S.*)$")
_EMPTY_CELL = re.compile(r"(?:--|——|－|—|-|なし|N/A)[ 　]+(?=\S)")
_HIRAGANA_END = re.compile(r"[ぁ-ん]$")


def read_rows(lines: Sequence[Line], at: int, table: int) -> tuple[list[Draft], int] | None:
    """Return the cells of a Markdown, bar- or tab-separated table that begins at line `at`, and the line after it; None for no table."""
    end = at
    rows: list[list[str]] = []
    while end < len(lines) and (cells := _split_row(lines[end].text)) and (end == at or lines[end].gap == 0):
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        end += 1
    kept = [row for row in rows if not _is_rule(row)]
    if len(rows) < 2 or not kept:
        return None
    drafts = [
        Draft("table", [cell], place=CellPlace(table, r, c, header=r == 0 or c == 0))
        for r, row in enumerate(kept)
        for c, cell in enumerate(row)
        if cell
    ]
    return drafts, end


def _split_row(text: str) -> list[str]:
    if text.startswith("|") and text.endswith("|") and len(text) > 1:
        return [cell.strip() for cell in re.split(r"(?<!\\)\|", text[1:-1])]
    if text.count(" | ") >= 2:  # a row without its outer bars
        return [cell.strip() for cell in text.split(" | ")]
    return [cell.strip() for cell in text.split("\t")] if "\t" in text else []


def _is_rule(row: Sequence[str]) -> bool:
    return bool(row) and all(_RULE.match(cell) for cell in row)


def read_flat_table(lines: Sequence[Line], at: int, table: int) -> tuple[list[Draft], int] | None:
    """Return the cells of a flattened table whose header is line `at`, and the line after it; None where it is not surely one.

    A header line names the columns; then each row begins with a short label, and white space between chunks of lines
    separates the cells. Needs two full rows to be believed.
    """
    heads = _header(lines[at])
    if not heads:
        return None
    reader = _FlatTable(len(heads), table)
    end = at + 1
    while end < len(lines):
        stop = _chunk_end(lines, end)
        if not reader.take(lines[end:stop], lines[stop : _chunk_end(lines, stop)]):
            break
        end = stop
    if reader.full_rows < 2:
        return None
    header = [Draft("table", [head], place=CellPlace(table, 0, c + 1, header=True)) for c, head in enumerate(heads)]
    return [*header, *reader.finish()], end


def _header(line: Line) -> list[str]:
    wide = re.split(r"[ 　\t]{2,}|　", line.text)
    names = wide if len(wide) > 1 else line.text.split()
    known = all(name in _PARTIES for name in names)
    short = all(1 < len(name) <= 8 and not re.search(r"[0-9。、.,:：]", name) and read_start(name) is None for name in names)
    return names if 2 <= len(names) <= 6 and (known or (len(wide) > 1 and short)) else []


def _chunk_end(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while end < len(lines) and lines[end].gap == 0 and not lines[end].page_top:
        end += 1
    return min(end, len(lines))


class _FlatTable:
    """Reads chunks of lines into rows of `width` cells."""

    def __init__(self, width: int, table: int) -> None:
        self.width = width
        self.table = table
        self.rows: list[tuple[list[str], list[list[str]]]] = []
        self.widest = 0

    @property
    def full_rows(self) -> int:
        return sum(len(cells) == self.width for _, cells in self.rows)

    def take(self, chunk: Sequence[Line], following: Sequence[Line]) -> bool:
        """Put a chunk into the table; False where it cannot belong to it."""
        start = read_start(chunk[0].text) if chunk else None
        if not chunk or (start is not None and start.kind != "list"):
            return False
        texts = [line.text for line in chunk]
        labelled = _LABELLED.match(texts[0])
        if labelled and _HIRAGANA_END.search(labelled["label"]):
            labelled = None
        complete = not self.rows or len(self.rows[-1][1]) == self.width
        if labelled and (complete or self.rows[-1][1]):
            self.rows.append(([labelled["label"]], []))
            return self._fill([labelled["rest"], *texts[1:]])
        if complete:
            if not self.rows or not self._is_narrow(chunk) or not following:
                return False
            self.rows.append((texts, []))
            return True
        if self.rows[-1][1] and self._is_narrow(chunk) and self._is_narrow(following):
            return False
        return self._fill(texts)

    def _fill(self, texts: list[str]) -> bool:
        cells = self.rows[-1][1]
        empty = _EMPTY_CELL.match(texts[0])
        if empty and len(cells) + 2 <= self.width:
            cells.append([empty.group().strip()])
            texts = [texts[0][empty.end() :], *texts[1:]]
        cells.append(texts)
        self.widest = max(self.widest, *(columns(text) for text in texts))
        return True

    def _is_narrow(self, chunk: Sequence[Line]) -> bool:
        return bool(chunk) and all(line.width * 2 <= self.widest + 1 for line in chunk)

    def finish(self) -> list[Draft]:
        """Return the cells of all rows; the last cell of a short row spans the columns left over."""
        drafts = []
        for number, (label, cells) in enumerate(self.rows, start=1):
            drafts.append(Draft("table", label, place=CellPlace(self.table, number, 0, header=True)))
            for column, texts in enumerate(cells, start=1):
                span = self.width - column + 1 if column == len(cells) else 1
                drafts.append(Draft("table", texts, place=CellPlace(self.table, number, column, column_span=span)))
        return drafts


def narrow_run(lines: Sequence[Line], at: int, width: int) -> int:
    """Return the line after a run of at least two narrow lines from `at` (a caption set beside a figure), or `at`.

    Narrow is less than a third of the usual `width`; the run ends with the first line that ends a sentence or a paragraph.
    """
    end = at
    while end < len(lines) and 3 * lines[end].width <= width and read_start(lines[end].text) is None:
        end += 1
        if lines[end - 1].trailing or is_ended(lines[end - 1].text):
            break
    return end if end - at >= 2 else at
