"""Tables in which every other row is shaded: the grids that the shading makes, joined over the rows left white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.lines import Run, group_runs
from extract.layout.rows import edges
from extract.model import Rect, TableGrid

# Edges of columns agree to this many points.
_SAME = 3.0
# A white row is at most this many times as high as a shaded one: its cells may hold more lines.
_HIGHER = 3.0


@dataclass(slots=True)
class _Striped:
    """A table in the making: the edges of its columns, its rows from top to bottom, and how many grids went into it."""

    xs: list[float]
    cells: list[Rect]
    bottom: float
    height: float
    grids: int = 1


def join_shaded(grids: Sequence[TableGrid], runs: Sequence[Run]) -> list[TableGrid]:
    """Return grids with those joined that are shaded rows of one table.

    They have the same columns and stand one below the other with a row's height between them, in which every word stays in its
    column. A white row below the last shaded one is the table's too.
    """
    out: list[TableGrid] = []
    striped: list[_Striped] = []
    for grid in sorted(grids, key=lambda g: (g.rect[1], g.rect[0])):
        xs, rows = edges([c[0] for c in grid.cells] + [c[2] for c in grid.cells]), len({round(c[1]) for c in grid.cells})
        height = (grid.rect[3] - grid.rect[1]) / max(rows, 1)
        table = next((t for t in striped if _same(t.xs, xs) and _is_white_row(t, grid.rect[1], runs)), None)
        if len(xs) < 3:
            out.append(grid)
        elif table is None:
            striped.append(_Striped(xs, list(grid.cells), grid.rect[3], height))
        else:
            _add_row(table, grid.rect[1])
            table.cells += grid.cells
            table.bottom, table.grids = grid.rect[3], table.grids + 1
    return [*out, *(_finish(t, runs) for t in striped)]


def _same(a: Sequence[float], b: Sequence[float]) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= _SAME for x, y in zip(a, b, strict=True))


def _is_white_row(table: _Striped, foot: float, runs: Sequence[Run]) -> bool:
    """Say whether the stretch from a table's foot to `foot` is one of its rows: words in two columns or more, none across an edge."""
    height = foot - table.bottom
    if not 0.5 * table.height < height <= _HIGHER * table.height:
        return False
    held = [r for r in runs if table.bottom <= (r.top + r.bottom) / 2 < foot and table.xs[0] < (r.x0 + r.x1) / 2 < table.xs[-1]]
    inner = table.xs[1:-1]
    crossing = any(r.x0 + 1.5 < x < r.x1 - 1.5 for r in held for x in inner)
    return not crossing and len({sum(x <= (r.x0 + r.x1) / 2 for x in inner) for r in held}) > 1


def _add_row(table: _Striped, foot: float) -> None:
    table.cells += [(a, table.bottom, b, foot) for a, b in zip(table.xs, table.xs[1:], strict=False)]
    table.bottom = foot


def _finish(table: _Striped, runs: Sequence[Run]) -> TableGrid:
    """Return the table as a grid, with the white row below its last shaded one."""
    below = group_runs([r for r in runs if r.top >= table.bottom - 1 and table.xs[0] <= r.x0 <= table.xs[-1]])
    if table.grids > 1 and below:
        foot = max(r.bottom for r in below[0]) + 2
        if _is_white_row(table, foot, runs):
            _add_row(table, foot)
    return TableGrid((table.xs[0], min(c[1] for c in table.cells), table.xs[-1], table.bottom), tuple(table.cells))
