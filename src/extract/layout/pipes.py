"""Markdown tables printed as they are typed: lines of cells between vertical bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.layout.drafts import CellPlace
from extract.layout.lines import Line
from extract.layout.paragraphs import Piece
from extract.layout.types import RunningLine

_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:\-–—]+$")


def read_pipe_tables(pieces: Sequence[Piece]) -> tuple[list[Piece], list[RunningLine]]:
    """Return pieces with rows of cells (`| 国 | 税率 |`) in place of the paragraphs they were taken for, and the bars and rules left out.

    At least two rows that follow each other with as many cells make a table; its first row and column are headers.
    """
    number = 1 + max((p.place.table for p in pieces if p.place), default=-1)
    done: list[Piece] = []
    bars: list[RunningLine] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _is_rows(pieces[end]):
            end += 1
        lines = [line for piece in pieces[at:end] for line in piece.lines]
        cells = _read_table(lines, pieces[at], number) if len(lines) > 1 else []
        if cells:
            done += cells
            bars += [RunningLine(line.page, "".join(c for c in line.text if _RULE.match(line.text) or c == "|")) for line in lines]
            number += 1
        else:
            end = max(end, at + 1)
            done += pieces[at:end]
        at = end
    return done, bars


def _is_rows(piece: Piece) -> bool:
    return piece.kind in ("paragraph", "list") and all(_ROW.match(line.text) for line in piece.lines)


def _read_table(lines: Sequence[Line], piece: Piece, table: int) -> list[Piece]:
    rows = [_split(line) for line in lines if not _RULE.match(line.text)]
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return []
    return [
        replace(piece, kind="table", lines=(cell,), marker="", mark=None, place=CellPlace(table, r, c, header=not r or not c))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell.text.strip()
    ]


def _split(line: Line) -> list[Line]:
    """Return the cells of a row, each with its own characters; the row's height and type stand for all."""
    bars = [k for k, (char, _) in enumerate(line.chars) if char == "|"]
    return [_part(line, a + 1, b) for a, b in pairwise(bars)]


def _part(line: Line, start: int, end: int) -> Line:
    while start < end and line.chars[start][0].isspace():
        start += 1
    while end > start and line.chars[end - 1][0].isspace():
        end -= 1
    chars = line.chars[start:end]
    raised = tuple(k - start for k in line.raised if start <= k < end)
    return replace(line, chars=chars, raised=raised, text="".join(char for char, _ in chars))
