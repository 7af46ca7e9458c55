"""Lines set side by side to rows and columns: gutters, cells that run over several lines, heads that span columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.lines import Run
from extract.model import Rect

# A gutter between columns is at least this wide, in ems; narrower gaps are word spaces.
GUTTER = 0.75
# Space between rows that is larger than the leading inside cells by this factor is meant.
_APART = 1.2
# A cell is as wide as this, in ems, before it is broken; less where the leading says that lines belong together.
_LEAST_FULL, _LEAST_CLOSE = 5.5, 2.5

# So many lines of heads may span columns.
DEEPEST_HEAD = 2

Cell = tuple[Rect, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """Runs of one line without a gutter between them."""

    x0: float
    x1: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line across the whole table."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float


def read_line(runs: Sequence[Run]) -> TableLine:
    """Return the line that runs of one baseline make; `runs` are from left to right."""
    segments: list[list[Run]] = []
    reach = 0.0
    for run in runs:
        if segments and run.x0 - reach <= GUTTER * max(run.size, segments[-1][0].size):
            segments[-1].append(run)
            reach = max(reach, run.x1)
        else:
            segments.append([run])
            reach = run.x1
    size = max(r.size for r in runs)
    main = [r for r in runs if r.size > 0.8 * size]
    found = tuple(Segment(s[0].x0, max(r.x1 for r in s), tuple(s)) for s in segments)
    return TableLine(found, min(r.top for r in main), max(r.bottom for r in main), size)


Strip = tuple[float, float]


def edges(values: Iterable[float]) -> list[float]:
    """Return positions in order, with those closer than 3 pt taken together."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 3:
            found.append(value)
    return found


def cover(strips: Sequence[Strip], line: TableLine) -> list[Strip]:
    """Return the strips of x that are covered once a line joins those before it; what is closer than a gutter grows together."""
    grown: list[Strip] = []
    for x0, x1 in sorted([*strips, *((s.x0, s.x1) for s in line.segments)]):
        if grown and x0 - grown[-1][1] < GUTTER * line.size:
            grown[-1] = (grown[-1][0], max(grown[-1][1], x1))
        else:
            grown.append((x0, x1))
    return grown


def gutters_between(strips: Sequence[Strip]) -> list[Strip]:
    """Return the gutters that covered strips leave."""
    return [(a[1], b[0]) for a, b in pairwise(strips)]


def find_gutters(lines: Sequence[TableLine]) -> list[Strip]:
    """Return the strips of x, from left to right, that no segment of the lines touches."""
    strips: list[Strip] = []
    for line in lines:
        strips = cover(strips, line)
    return gutters_between(strips)


def best_gutters(lines: Sequence[TableLine]) -> list[Strip]:
    """Return the gutters of a table, of which the first one or two lines may be heads that span columns."""
    found = [find_gutters(lines[head:]) for head in range(min(DEEPEST_HEAD, max(0, len(lines) - 2)) + 1)]
    return next((g for g in sorted(found, key=len, reverse=True) if heads_fit(lines[: found.index(g)], g)), [])


def heads_fit(heads: Sequence[TableLine], gutters: Sequence[Strip]) -> bool:
    """Say whether lines above a table head its columns: two cells or more, none over all columns."""
    return all(len(line.segments) > 1 and all(b - a < len(gutters) for a, b in (reach_of(s, gutters) for s in line.segments)) for line in heads)


def columns_of(line: TableLine, gutters: Sequence[Strip]) -> dict[int, list[Segment]]:
    """Return the line's segments by the column in which each begins."""
    held: dict[int, list[Segment]] = {}
    for segment in line.segments:
        held.setdefault(sum(g[1] <= segment.x0 + 0.5 for g in gutters), []).append(segment)
    return held


def reach_of(segment: Segment, gutters: Sequence[Strip]) -> tuple[int, int]:
    """Return the first and the last column that a segment touches."""
    return sum(g[1] <= segment.x0 + 0.5 for g in gutters), sum(g[0] < segment.x1 - 0.5 for g in gutters)


def row_starts(lines: Sequence[TableLine], gutters: Sequence[Strip]) -> list[int]:
    """Return the indices of the lines with which a row begins; the others go on with the cells above them."""
    pitches = [b.bottom - a.bottom for a, b in pairwise(lines)]
    least = min(pitches, default=0.0)
    uneven = max(pitches, default=0.0) > _APART * least
    rights = [max((s.x1 for line in lines for s in columns_of(line, gutters).get(k, ())), default=0.0) for k in range(len(gutters) + 1)]
    starts = [0] if lines else []
    for k in range(1, len(lines)):
        close = uneven and pitches[k - 1] <= _APART * least
        if not _goes_on(lines[starts[-1] : k], lines[k], gutters, rights, close):
            starts.append(k)
    return starts


def _goes_on(
    row: Sequence[TableLine], line: TableLine, gutters: Sequence[Strip], rights: Sequence[float], close: bool
) -> bool:
    """Say whether a line goes on with the cells of a row: nothing is new in it, each of its cells was full on the line above."""
    own = columns_of(line, gutters)
    last = columns_of(row[-1], gutters)
    begun = {column for above in row for column in columns_of(above, gutters)}
    least = (_LEAST_CLOSE if close else _LEAST_FULL) * line.size
    full = [c in last and rights[c] - last[c][-1].x1 < 1.6 * line.size and last[c][-1].x1 - last[c][0].x0 > least for c in own]
    if close and all(c in begun for c in own) and (len(own) <= len(gutters) or all(full)):
        return any(full) or 0 not in own
    # A cell that stands alone under the row, beside its empty first column, is that row's: a row has a second cell.
    alone = 0 not in own and len(own) == 1 and min(own) in last
    return all(full) or (alone and len(gutters) > 1 and line.bottom - row[-1].bottom < 1.9 * line.size and full[0])


def build_cells(lines: Sequence[TableLine], starts: Sequence[int], gutters: Sequence[Strip], rect: Rect) -> tuple[Cell, ...]:
    """Return the cells, row by row; a cell that reaches over gutters spans their columns, what it covers is left out."""
    xs = [rect[0], *((a + b) / 2 for a, b in gutters), rect[2]]
    ys = [rect[1], *((lines[k - 1].bottom + lines[k].top) / 2 for k in starts[1:]), rect[3]]
    cells: list[Cell] = []
    for row in range(len(starts)):
        end = starts[row + 1] if row + 1 < len(starts) else len(lines)
        spans = [reach_of(s, gutters) for line in lines[starts[row] : end] for s in line.segments]
        column = 0
        while column < len(gutters) + 1:
            last = max((b for a, b in spans if a <= column <= b), default=column)
            last = max(column, last)
            cells.append(((xs[column], ys[row], xs[last + 1], ys[row + 1]), row, column, 1, last + 1 - column))
            column = last + 1
    return tuple(cells)
