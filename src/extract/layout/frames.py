"""What is framed on a page: tables by their ruling, and text boxes; charts and backgrounds are neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.layout.lines import Run, group_runs
from extract.layout.rows import edges
from extract.layout.shading import join_shaded
from extract.model import FloatArray, IntArray, Page, Rect, TableGrid

# No page frames more texts than this; drawings with thousands of strokes must not cost the square of them.
_MOST = 120


@dataclass(frozen=True, slots=True)
class Frame:
    """A table (`cells` row by row: rectangle, row, column, row span, column span) or a box (no cells)."""

    rect: Rect
    cells: tuple[tuple[Rect, int, int, int, int], ...] = ()


def inside(run: Run, rect: Rect, slack: float = 2.0) -> bool:
    """Say whether a run's middle lies in a rectangle."""
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return rect[0] - slack <= x <= rect[2] + slack and rect[1] - slack <= y <= rect[3] + slack


def _crosses(run: Run, rect: Rect) -> bool:
    """Say whether a run sticks out of a rectangle sideways by more than an em."""
    return run.x0 < rect[0] - run.size or run.x1 > rect[2] + run.size


def find_frames(page: Page, runs: Sequence[Run], more: Sequence[Frame] = ()) -> list[Frame]:
    """Return the page's tables and boxes from top to bottom; one inside another is left to the outer one, if that is a table."""
    tables = [t for t in (_read_grid(g, runs) for g in join_shaded(page.grids, runs)) if t]
    tables = [t for t in tables if not any(_within(t.rect, o.rect) for o in tables if o is not t)]
    tables += [t for t in more if not any(_overlap(t.rect, o.rect) > 0.2 * _area(t.rect) for o in tables)]
    cells = RunCells.of(runs)
    boxes = [Frame(g.rect) for g in page.grids if len(g.cells) == 1 and _is_box(g.rect, cells, page)]
    boxes += [Frame(r) for r in _framed(page) if _is_box(r, cells, page)]
    kept: list[Frame] = list(tables)
    for box in sorted(boxes, key=lambda b: -_area(b.rect)):
        if not any(_overlap(box.rect, k.rect) > 0.2 * min(_area(box.rect), _area(k.rect)) for k in kept):
            kept.append(box)
    return sorted(kept, key=lambda f: (f.rect[1], f.rect[0]))


def _framed(page: Page) -> list[Rect]:
    """Return painted rectangles, and those that four painted lines make."""
    solid = [r for r in page.rules if r[2] - r[0] > 60 and r[3] - r[1] > 14]
    flat = [r for r in page.rules if r[3] - r[1] <= 1.5 and r[2] - r[0] > 60]
    upright = [r for r in page.rules if r[2] - r[0] <= 1.5 and r[3] - r[1] > 14]
    made = []
    # Lines of one width by their left edge, so that only lines that can be top and bottom of one frame are compared.
    shelves: dict[int, list[Rect]] = {}
    for rule in flat:
        shelves.setdefault(round(rule[0] / 6), []).append(rule)
    for a in flat[:_MOST]:
        for b in (r for k in (-1, 0, 1) for r in shelves.get(round(a[0] / 6) + k, ())[:_MOST]):
            if b[1] - a[1] > 14 and abs(a[0] - b[0]) < 3 and abs(a[2] - b[2]) < 3 and _has_sides(a, b, upright):
                made.append((a[0], a[1], a[2], b[3]))
                break
    return solid + made


def _has_sides(top: Rect, bottom: Rect, upright: Sequence[Rect]) -> bool:
    sides = [v for v in upright if abs(v[1] - top[1]) < 3 and abs(v[3] - bottom[3]) < 3]
    return any(abs(v[0] - top[0]) < 3 for v in sides) and any(abs(v[2] - top[2]) < 3 for v in sides)


def _is_box(rect: Rect, cells: RunCells, page: Page) -> bool:
    """Say whether a rectangle frames a text: two lines or more, none of them across its edge, and not the whole page's."""
    if _area(rect) > 0.8 * page.width * page.height or rect[2] - rect[0] < 0.15 * page.width:
        return False
    held = cells.inside(rect)
    count = int(cells.lengths[held].sum())
    if count < 30 or count > 0.9 * int(cells.lengths.sum()):
        return False
    inner = [cells.runs[k] for k in held.tolist()]
    return not any(_crosses(r, rect) for r in inner) and len(group_runs(inner)) >= 2


@dataclass(frozen=True, slots=True, eq=False)
class RunCells:
    """Runs with their middles in arrays, so that many rectangles can be tried against them."""

    runs: Sequence[Run]
    x: FloatArray
    y: FloatArray
    lengths: IntArray

    @classmethod
    def of(cls, runs: Sequence[Run]) -> RunCells:
        """Gather runs."""
        return cls(
            runs,
            np.array([(r.x0 + r.x1) / 2 for r in runs], dtype=np.float32),
            np.array([(r.top + r.bottom) / 2 for r in runs], dtype=np.float32),
            np.array([len(r.glyphs) for r in runs], dtype=np.int32),
        )

    def inside(self, rect: Rect) -> IntArray:
        """Return the indices of the runs whose middle lies in a rectangle."""
        held = (self.x >= rect[0]) & (self.x <= rect[2]) & (self.y >= rect[1]) & (self.y <= rect[3])
        return np.flatnonzero(held).astype(np.int32)


def _area(rect: Rect) -> float:
    return max(0.0, rect[2] - rect[0]) * max(0.0, rect[3] - rect[1])


def _overlap(a: Rect, b: Rect) -> float:
    return _area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))


def _within(inner: Rect, outer: Rect) -> bool:
    return _area(inner) < _area(outer) and _overlap(inner, outer) > 0.9 * _area(inner)


def _place(value: float, lines: Sequence[float]) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - value))


def _read_grid(grid: TableGrid, runs: Sequence[Run]) -> Frame | None:
    """Return a grid as a table with rows and columns; None where it is a box, a chart or a drawing."""
    xs = edges([c[0] for c in grid.cells] + [c[2] for c in grid.cells])
    ys = edges([c[1] for c in grid.cells] + [c[3] for c in grid.cells])
    if len(grid.cells) < 2 or len(xs) < 2 or len(ys) < 2:
        return None
    cells = []
    for cell in grid.cells:
        row, column = _place(cell[1], ys), _place(cell[0], xs)
        spans = (max(1, _place(cell[3], ys) - row), max(1, _place(cell[2], xs) - column))
        cells.append((cell, row, column, *spans))
    taken = [(c[1] + i, c[2] + j) for c in cells for i in range(c[3]) for j in range(c[4])]
    if len(set(taken)) < len(taken):
        return None
    held = [r for r in runs if inside(r, grid.rect)]
    texts = [[r for r in held if inside(r, c[0], 0.5)] for c in cells]
    full = sum(bool(t) for t in texts)
    crossing = sum(any(_crosses(r, c[0]) for r in t) for c, t in zip(cells, texts, strict=True))
    homeless = len(held) - len({r.glyphs[0] for t in texts for r in t})
    if full < 2 or full < 0.34 * len(cells) or crossing > 0.15 * full or homeless > 0.2 * len(held):
        return None
    if any(len(group_runs(t)) > 25 and len(t) > 0.7 * len(held) for t in texts):
        return None
    if len({c[2] for c, t in zip(cells, texts, strict=True) if t}) == 1:
        # Shading line by line behind one column of text is a box, not a table.
        return Frame(grid.rect) if len(group_runs(held)) >= 2 else None
    cells.sort(key=lambda c: (c[1], c[2]))
    return Frame(grid.rect, tuple(cells))
