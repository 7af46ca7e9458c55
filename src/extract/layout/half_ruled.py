"""Tables with rules between their rows only, drawn whole or cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.frames import Frame
from extract.layout.lines import Run, group_runs
from extract.layout.outline import is_caption
from extract.layout.rows import Cell, Segment, Strip, TableLine, best_gutters, build_cells, edges, read_line, row_starts
from extract.model import Page, Rect

_THICK = 2.0
# A rule of one cell is at least this wide (pt); neighbours overlap or part by no more than a line's thickness.
_LEAST = 10.0
_JOINT = 2.0
# Names of columns stand no further above their rule, and above each other, than this (em).
_ABOVE = 1.0
# Drawings with thousands of strokes must not cost the square of them.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class _Chain:
    """Rules of single cells side by side: where the chain begins and ends, its height on the page, and where its rules meet."""

    x0: float
    x1: float
    y: float
    joints: tuple[float, ...]


def find_half_ruled(page: Page, runs: Sequence[Run]) -> list[Frame]:
    """Return tables that have rules between rows only.

    Three or more lines of one width with gutters between the columns, or rules of single cells that meet where the columns do.
    """
    chains = _find_chains(page.rules)
    found = [frame for group in _tables_of(chains) if (frame := _read_cells(group, chains, page, runs))]
    for rules in _stacks(page.rules):
        frame = _read_stack(rules, runs)
        if frame and not any(f.rect[1] - 1 <= frame.rect[1] and frame.rect[3] <= f.rect[3] + 1 and f.rect[0] < frame.rect[2] and frame.rect[0] < f.rect[2] for f in found):
            found.append(frame)
    return found


def _stacks(rules: Sequence[Rect]) -> list[list[Rect]]:
    """Return thin horizontal rules of the same width that stand one below the other, at least three of them."""
    flat = sorted((r for r in rules if r[3] - r[1] <= _THICK and r[2] - r[0] > 100), key=lambda r: (r[1], r[0]))
    stacks: list[list[Rect]] = []
    for rule in flat[:200]:
        for stack in stacks:
            last = stack[-1]
            if abs(last[0] - rule[0]) < 3 and abs(last[2] - rule[2]) < 3 and rule[1] - last[1] < 250:
                if rule[1] - last[1] > 6:
                    stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [s for s in stacks if len(s) >= 3]


def _read_stack(rules: Sequence[Rect], runs: Sequence[Run]) -> Frame | None:
    rect = (rules[0][0], rules[0][1], rules[-1][2], rules[-1][3])
    held = [
        r for r in runs if rect[0] - 3 <= r.x0 and r.x1 <= rect[2] + 3 and rect[1] <= (r.top + r.bottom) / 2 <= rect[3]
    ]
    lines = [read_line(group) for group in group_runs(held)]
    gutters = best_gutters(lines)
    if not gutters or len(held) < 4:
        return None
    cells = build_cells(lines, _row_starts(lines, gutters, rules), gutters, rect)
    return _filled(rect, cells, held)


def _filled(rect: Rect, cells: Sequence[Cell], held: Sequence[Run]) -> Frame | None:
    """Return the table, None where too few of its cells hold anything."""
    full = sum(any(_in(r, c[0]) for r in held) for c in cells)
    return Frame(rect, tuple(cells)) if full >= 0.6 * len(cells) and full >= 4 else None


def _row_starts(lines: Sequence[TableLine], gutters: Sequence[Strip], rules: Sequence[Rect]) -> list[int]:
    """Return the lines with which rows begin: below each rule, and inside a stretch between rules if most of those hold several rows."""
    bands = [[k for k, line in enumerate(lines) if a[1] <= (line.top + line.bottom) / 2 < b[1]] for a, b in pairwise(rules)]
    rows = [[band[k] for k in row_starts([lines[i] for i in band], gutters)] for band in bands if band]
    single = sum(len(r) > 1 for r in rows) <= 0.3 * len(rows)
    return [k for r in rows for k in (r[:1] if single else r)]


def _find_chains(rules: Sequence[Rect]) -> list[_Chain]:
    """Return the rules of single cells by the line they make, from top to bottom; a lone one is a chain without joints."""
    flat = sorted((r for r in rules if r[3] - r[1] <= _THICK and r[2] - r[0] >= _LEAST), key=lambda r: (round(r[1]), r[0]))
    rows: list[list[Rect]] = []
    for rule in flat[:_MOST]:
        last = rows[-1][-1] if rows else None
        if last is not None and abs(last[1] - rule[1]) <= 1 and -_JOINT <= rule[0] - last[2] <= _JOINT:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return [_Chain(row[0][0], row[-1][2], row[0][1], tuple((a[2] + b[0]) / 2 for a, b in pairwise(row))) for row in rows]


def _tables_of(chains: Sequence[_Chain]) -> list[list[_Chain]]:
    """Return chains that stand one below the other and meet at the same places, two or more of them."""
    groups: list[list[_Chain]] = []
    for chain in (c for c in chains if c.joints):
        for group in groups:
            if _alike(group[-1], chain) and chain.y - group[-1].y < 250:
                group.append(chain)
                break
        else:
            groups.append([chain])
    return [group for group in groups if len(group) > 1]


def _alike(a: _Chain, b: _Chain) -> bool:
    same = len(a.joints) == len(b.joints) and all(abs(x - y) <= _JOINT for x, y in zip(a.joints, b.joints, strict=True))
    return same and abs(a.x0 - b.x0) <= _JOINT and abs(a.x1 - b.x1) <= _JOINT


def _read_cells(group: Sequence[_Chain], chains: Sequence[_Chain], page: Page, runs: Sequence[Run]) -> Frame | None:
    """Return the table whose columns part where the rules of its cells meet; names of columns above the first rule belong to it."""
    xs = [group[0].x0, *group[0].joints, group[0].x1]
    top, foot = group[0].y, group[-1].y
    wide = [r for r in runs if xs[0] - 3 <= (r.x0 + r.x1) / 2 <= xs[-1] + 3]
    head = _head_top(xs, top, page, wide)
    inner = [c for c in chains if top - 1 <= c.y <= foot + 1 and c.x0 >= xs[0] - _JOINT and c.x1 <= xs[-1] + _JOINT]
    ys = [*([head] if head < top else []), *edges(c.y for c in inner)]
    held = [r for r in wide if ys[0] <= (r.top + r.bottom) / 2 <= ys[-1]]
    if len(ys) < 3 or sum(_crosses(r, xs) for r in held) > 0.2 * len(held):
        return None
    bare = _bare_rows(xs, ys, held)
    cells = [cell for c in range(len(xs) - 1) for cell in _column(c, xs, sorted([*ys, *bare]), inner, bare)]
    return _filled((xs[0], ys[0], xs[-1], ys[-1]), sorted(cells, key=lambda c: (c[1], c[2])), held)


def _bare_rows(xs: Sequence[float], ys: Sequence[float], runs: Sequence[Run]) -> list[float]:
    """Return where rows part without a rule: under rules above and below the names of columns and at the foot only, or between groups of rows."""
    lines = [_line_of(group, xs) for group in group_runs(runs)]
    strips: list[Strip] = [(x, x) for x in xs[1:-1]]
    bands = [[line for line in lines if a <= (line.top + line.bottom) / 2 < b] for a, b in pairwise(ys)]
    rows = [[k for k in row_starts(band, strips) if len(band[k].segments) >= 0.6 * (len(xs) - 1)] for band in bands]
    if sum(len(r) > 1 for r in rows) <= 0.3 * len(rows):
        return []
    return [(band[k - 1].bottom + band[k].top) / 2 for band, row in zip(bands, rows, strict=True) for k in row[1:]]


def _line_of(runs: Sequence[Run], xs: Sequence[float]) -> TableLine:
    """Return a line with one segment for each column it has something in."""
    held: dict[int, list[Run]] = {}
    for run in runs:
        held.setdefault(sum(x <= (run.x0 + run.x1) / 2 for x in xs[1:-1]), []).append(run)
    segments = tuple(Segment(max(xs[c], min(r.x0 for r in own)), max(r.x1 for r in own), tuple(own)) for c, own in sorted(held.items()))
    return TableLine(segments, min(r.top for r in runs), max(r.bottom for r in runs), max(r.size for r in runs))


def _head_top(xs: Sequence[float], top: float, page: Page, runs: Sequence[Run]) -> float:
    """Return the top of the names of columns above the first rule; `top` where what stands there heads no two columns."""
    edge, filled = top, set[int]()
    for line in reversed(group_runs([r for r in runs if r.bottom <= top + 1])):
        low, size = max(r.bottom for r in line), max(r.size for r in line)
        text = "".join(page.text[g] for r in line for g in r.glyphs)
        if edge - low > _ABOVE * size or is_caption(text) or any(_crosses(r, xs) for r in line):
            break
        edge = min(r.top for r in line)
        filled |= {sum(x <= (r.x0 + r.x1) / 2 for x in xs[1:-1]) for r in line}
    return edge - 1 if len(filled) > max(1, 0.5 * (len(xs) - 1)) else top


def _crosses(run: Run, xs: Sequence[float]) -> bool:
    return any(run.x0 + 1.5 < x < run.x1 - 1.5 for x in xs[1:-1])


def _in(run: Run, rect: Rect) -> bool:
    return rect[0] <= (run.x0 + run.x1) / 2 < rect[2] and rect[1] <= (run.top + run.bottom) / 2 < rect[3]


def _column(column: int, xs: Sequence[float], ys: Sequence[float], chains: Sequence[_Chain], bare: Sequence[float]) -> list[Cell]:
    """Return the cells of one column: a cell reaches down to the next rule under it, or to where rows part without one (`bare`)."""
    middle = (xs[column] + xs[column + 1]) / 2
    ruled = [k for k, y in enumerate(ys) if k in (0, len(ys) - 1) or y in bare or any(abs(c.y - y) <= 3 and c.x0 <= middle <= c.x1 for c in chains)]
    return [((xs[column], ys[a], xs[column + 1], ys[b]), a, column, b - a, 1) for a, b in pairwise(ruled)]
