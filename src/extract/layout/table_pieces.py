"""The cells of tables as pieces: which runs stand in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.layout.columns import Leaf
from extract.layout.drafts import CellPlace
from extract.layout.frames import Frame, inside
from extract.layout.lines import Run, build_lines, make_line
from extract.layout.paragraphs import Piece
from extract.model import Page


def owner(run: Run, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame in which a run stands, None for none."""
    return next((f for f in frames if inside(run, f.rect)), None)


def turned_in(page: Page, frame: Frame, turned: Sequence[Run]) -> dict[int, Run]:
    """Return the runs of another reading direction that have a cell of a table to themselves: a state's name set downwards beside its rows."""
    found: dict[int, list[Run]] = {}
    for run in turned:
        boxes = page.boxes[list(run.glyphs)]
        x, y = (boxes[:, 0].min() + boxes[:, 2].max()) / 2, (boxes[:, 1].min() + boxes[:, 3].max()) / 2
        for k, (rect, *_) in enumerate(frame.cells):
            if rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]:
                found.setdefault(k, []).append(run)
    return {k: runs[0] for k, runs in found.items() if len(runs) == 1}


def table_pieces(
    page: Page, frame: Frame, runs: Sequence[Run], frames: Sequence[Frame], table: int, number: int, stood: Mapping[int, Run]
) -> list[Piece]:
    """Return a piece for each cell that holds text, row by row; what lies between cells goes to the nearest one.

    `stood` are the runs of another reading direction by the cell each has to itself.
    """
    held: dict[int, list[Run]] = {}
    for run in runs:
        if owner(run, frames) is frame:
            held.setdefault(_nearest(run, frame), []).append(run)
    pieces = []
    for k, (_, row, column, row_span, column_span) in enumerate(frame.cells):
        if k in held or k in stood:
            place = CellPlace(table, row, column, row_span, column_span)
            lines = build_lines(page, held[k]) if k in held else [make_line(page, [stood[k]], True)]
            pieces.append(Piece("table", tuple(lines), number, place=place))
    return pieces


def _nearest(run: Run, frame: Frame) -> int:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2

    def distance(k: int) -> tuple[float, float]:
        x0, top, x1, bottom = frame.cells[k][0]
        return (max(0.0, x0 - x, x - x1) + max(0.0, top - y, y - bottom), (x1 - x0) * (bottom - top))

    return min(range(len(frame.cells)), key=distance)


def grid_pieces(page: Page, leaf: Leaf, table: int, number: int) -> list[Piece]:
    """Return a piece for each cell of columns that are a table without ruling."""
    pieces = []
    for row, cells in enumerate(leaf.grid):
        for column, runs in enumerate(cells):
            if runs:
                place = CellPlace(table, row, column)
                pieces.append(Piece("table", tuple(build_lines(page, runs)), number, place=place))
    return pieces
