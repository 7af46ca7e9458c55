"""Glyphs to runs, and runs to lines: baselines with mixed fonts, superscripts, wide spacing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from extract.layout.glyphs import Glyphs, is_bold
from extract.model import BoolArray, Page, Rect, TableGrid

# Ends of a run: the next glyph stands further off than a word space, runs back, or is set on another height or size.
_GAP = 0.75
_BACK = -0.6
_RAISE = 0.2
# Texts of two cells stand at least this far apart, in ems, and stick out of them by less than this, in points.
_INSET, _SLACK = 0.12, 0.5
_SHRINK = 0.8
# A foot this much above the line's (in ems) is raised; small type on the line's own baseline ends at most 0.2 em higher.
_LIFT = 0.24
# Type as small as this is hardly ever set on the baseline.
_SMALL_LIFT = 0.2
# The middle of an index (CO₂) may lie this far below the line's foot.
_SUNK = 0.1
_SHELF = 12.0


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs side by side in one size: indices into the page's text, and the cell [x0, x1] × [bottom - size, bottom]."""

    glyphs: tuple[int, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def rect(self) -> Rect:
        """The run's cell."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `chars` with their index into the page's text (-1 for a space put in), in reading order.

    Geometry is in the frame of the page's reading direction. `size` and `font` are those of most of the line's glyphs,
    `text` are the characters alone, `raised` the positions in `chars` that are set as superscripts. `barred` says that it stands alone in a painted bar.
    """

    page: int
    chars: tuple[tuple[str, int], ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool
    raised: tuple[int, ...] = ()
    text: str = ""
    turned: bool = False
    barred: bool = False


def find_runs(glyphs: Glyphs, grids: Sequence[TableGrid] = ()) -> list[Run]:
    """Return the runs of a reading direction, in the reader's order; a cell's border ends a run, however tight the cells."""
    boxes, base, sizes = glyphs.boxes, glyphs.base, glyphs.sizes
    size = np.maximum(sizes[1:], sizes[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    parted = (
        (gap > _GAP * size)
        | (gap < _BACK * size)
        | (np.abs(np.diff(base)) > _RAISE * size)
        | (np.minimum(sizes[1:], sizes[:-1]) < _SHRINK * size)
    )
    for grid in grids:
        parted |= _between_cells(glyphs, grid) & (gap > _INSET * size)
    ends = [*(np.flatnonzero(parted) + 1).tolist(), len(base)]
    runs, start = [], 0
    for end in ends:
        runs.append(_make_run(glyphs, start, end))
        start = end
    return runs


def _between_cells(glyphs: Glyphs, grid: TableGrid) -> BoolArray:
    """Return for each glyph but the last whether it and the next stand in two cells, neither on the border between them."""
    boxes = glyphs.boxes
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    held = np.full(len(boxes), -1)
    for number, (x0, y0, x1, y1) in enumerate(grid.cells):
        held[(boxes[:, 0] >= x0 - _SLACK) & (boxes[:, 2] <= x1 + _SLACK) & (middle >= y0) & (middle <= y1)] = number
    return np.asarray((held[1:] != held[:-1]) & (held[1:] >= 0) & (held[:-1] >= 0), dtype=np.bool_)


def _make_run(glyphs: Glyphs, start: int, end: int) -> Run:
    boxes = glyphs.boxes[start:end]
    bottom = median(glyphs.base[start:end].tolist())  # numpy's median costs more than the whole rest for a short run
    size = float(glyphs.sizes[start:end].max())
    return Run(
        tuple(glyphs.index[start:end].tolist()),
        float(boxes[:, 0].min()),
        bottom - size,
        float(boxes[:, 2].max()),
        bottom,
        size,
    )


def _belongs(run: Run, group: Sequence[Run]) -> bool:
    """Say whether a run stands on a line: most of the smaller cell's height lies in the other, or it is set high or low beside the line."""
    line = group[0]
    shared = min(run.bottom, line.bottom) - max(run.top, line.top)
    if shared > 0.6 * min(run.size, line.size):
        return True
    if run.size > 0.85 * line.size:
        return False
    # Descents differ between fonts by a third of an em, so a raised digit may stand well above the line's cell.
    middle = (run.top + run.bottom) / 2
    beside = any(-0.5 * run.size < gap < line.size for r in group for gap in (run.x0 - r.x1, r.x0 - run.x1))
    return beside and line.bottom - 1.25 * line.size < middle < line.bottom + _SUNK * line.size


def group_runs(runs: Iterable[Run]) -> list[list[Run]]:
    """Return runs grouped into lines from top to bottom, each from left to right; all runs are taken to be of one column."""
    groups: list[list[Run]] = []
    # Groups by the height of their foot, so that a run is compared with its neighbours only.
    shelves: dict[int, list[list[Run]]] = {}
    for run in sorted(runs, key=lambda r: (-round(r.size * 2), r.bottom, r.x0)):
        shelf = int(run.bottom // _SHELF)
        reach = 1 + int(1.5 * run.size // _SHELF)
        near = [g for k in range(shelf - reach, shelf + 4 * reach) for g in shelves.get(k, ()) if _belongs(run, g)]
        if near:
            min(near, key=lambda g: _drop(g[0], run) + 0.02 * _distance(g, run)).append(run)
        else:
            groups.append([run])
            shelves.setdefault(shelf, []).append(groups[-1])
    groups.sort(key=lambda g: (g[0].bottom, g[0].x0))
    return [sorted(g, key=lambda r: (r.x0, r.glyphs[0])) for g in groups]


def _drop(line: Run, run: Run) -> float:
    """Return how far a run's foot is from its line's: small type between two lines is more often raised than sunk."""
    sunk = run.size < 0.85 * line.size and run.bottom > line.bottom + 0.15 * line.size
    return abs(line.bottom - run.bottom) + (0.5 * line.size if sunk else 0.0)


def _distance(group: Sequence[Run], run: Run) -> float:
    return min(max(0.0, run.x0 - r.x1, r.x0 - run.x1) for r in group)


def make_line(page: Page, runs: Sequence[Run], turned: bool = False) -> Line:
    """Return the line that runs of one baseline make; `runs` are from left to right."""
    weights: dict[float, int] = {}
    for run in runs:
        weights[run.size] = weights.get(run.size, 0) + len(run.glyphs)
    size = _main_size(page, runs, max(weights, key=lambda s: (weights[s] * s, s)))
    main = [r for r in runs if r.size >= _SHRINK * size]
    bottom = max(main, key=lambda r: len(r.glyphs)).bottom
    chars: list[tuple[str, int]] = []
    raised: list[int] = []
    before: Run | None = None
    for run in runs:
        if before is not None:
            chars.extend(_between(page, before, run))
        lifted = _is_raised(run, bottom, size)
        for place, glyph in enumerate(run.glyphs):
            if place and glyph != run.glyphs[place - 1] + 1:
                chars.extend(_spaces(page, run.glyphs[place - 1], glyph))
            if lifted:
                raised.append(len(chars))
            chars.append((page.text[glyph], glyph))
        before = run
    font, bold = _main_font(page, [g for r in main for g in r.glyphs])
    x0, x1 = min(r.x0 for r in runs), max(r.x1 for r in runs)
    return Line(
        page.number,
        tuple(chars),
        x0,
        bottom - size,
        x1,
        bottom,
        size,
        font,
        bold,
        tuple(raised),
        "".join(c for c, _ in chars),
        turned,
    )


def _main_font(page: Page, glyphs: Sequence[int]) -> tuple[str, bool]:
    """Return the font of most glyphs, and whether four in five are bold."""
    if not page.font_names:
        return "", False
    # Latin letters in a Japanese line come from another font and say nothing about its face.
    wide = [g for g in glyphs if page.text[g] > "\u2e7f"]
    glyphs = wide if len(wide) > 2 else glyphs
    counts = np.bincount(page.fonts[list(glyphs)], minlength=len(page.font_names)).tolist()
    bold = sum(count for count, name in zip(counts, page.font_names, strict=True) if count and is_bold(name))
    return page.font_names[counts.index(max(counts))], bold > 0.8 * len(glyphs)


def _main_size(page: Page, runs: Sequence[Run], size: float) -> float:
    """Return the type size of a line: of most glyphs, unless all those are raised beside a larger word (`る[6][注釈 2]。`)."""
    own = [r for r in runs if abs(r.size - size) < 0.1]
    for run in runs:
        larger = run.size > size / 0.85 and any(page.text[g].isalpha() for g in run.glyphs)
        if larger and all(run.bottom - r.bottom > _LIFT * run.size for r in own):
            return run.size
    return size


def _is_raised(run: Run, bottom: float, size: float) -> bool:
    """Say whether a run is set as a superscript: smaller than its line, its foot clearly above the line's foot."""
    lift = _SMALL_LIFT if run.size < 0.72 * size else _LIFT
    return run.size < 0.85 * size and bottom - run.bottom > lift * size


def _spaces(page: Page, before: int, after: int) -> list[tuple[str, int]]:
    """Return the white space that the reader saw between two glyphs that follow each other, without line ends."""
    if not before < after <= before + 6:
        return []
    between = range(before + 1, after)
    if any(not page.text[i].isspace() for i in between):
        return []
    return [(page.text[i], i) for i in between if page.text[i] not in "\r\n"]


def _between(page: Page, before: Run, after: Run) -> list[tuple[str, int]]:
    found = _spaces(page, before.glyphs[-1], after.glyphs[0])
    if found:
        return found
    gap = after.x0 - before.x1
    return [(" ", -1)] if gap > 0.25 * max(before.size, after.size) else []


def build_lines(page: Page, runs: Iterable[Run], turned: bool = False) -> list[Line]:
    """Return the lines of one column from top to bottom."""
    return [make_line(page, group, turned) for group in group_runs(runs)]


def mark_bars(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return lines with those marked that stand alone in a painted bar one line high, at its left end or centred."""
    bars = [r for r in page.rules if 8 < r[3] - r[1] < 60 and r[2] - r[0] > 6 * (r[3] - r[1])]
    marked = []
    for line in lines:
        held = [
            r
            for r in bars
            if r[3] - r[1] < 2.6 * line.size and r[0] - 3 <= line.x0 and line.x1 <= r[2] + 3 and _covers(r, line)
        ]
        placed = [r for r in held if line.x0 - r[0] < 3 * line.size or abs(r[0] + r[2] - line.x0 - line.x1) < line.size]
        alone = any(sum(_covers(r, other) for other in lines) == 1 for r in placed)
        marked.append(replace(line, barred=True) if alone else line)
    return marked


def _covers(rect: Rect, line: Line) -> bool:
    return rect[0] - 3 <= line.x1 and line.x0 <= rect[2] + 3 and rect[1] <= (line.top + line.bottom) / 2 <= rect[3]
