"""Tables without ruling: consecutive lines through which the same gutters run, with cells that line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.layout.column_names import is_heading_row
from extract.layout.frames import Frame, inside
from extract.layout.grids import is_set_solid, prose_share
from extract.layout.lines import Run, group_runs
from extract.layout.outline import is_caption
from extract.layout.rows import (
    DEEPEST_HEAD,
    Segment,
    Strip,
    TableLine,
    build_cells,
    columns_of,
    cover,
    gutters_between,
    heads_fit,
    reach_of,
    read_line,
    row_starts,
)
from extract.model import Page, Rect

# Half the lines of running text, even in narrow columns, are longer than this, in ems.
_BROAD = 10.0
# Lines of a page that are searched for tables, and lines of one table.
_MOST = 160
_FEWEST_ROWS = 3
# Two lines of a table are no further apart than this, in ems.
_STEP = 3.6
# Bullets, numbers and note markers, beside which the text of a list or note stands.
_ITEM = re.compile(r"[^\w\s]{1,2}|[\uf000-\uf0ff]|[（(\[［〔]?(?:[注註*＊※†‡第]|注釈|脚注)?(?:[0-9０-９]{1,3}|[a-zA-Zア-ン]|[ivxIVX]{1,4}|[①-⑳一二三四五六七八九十]{1,2})[)）\]］〕.．、:：条項号]{0,2}")
_ENDS = re.compile(r"[。．.!?！？;；:：)）」』％%]$")
_LEADER = re.compile(r"[.．…・‥]{4,}")


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines `first` … `end`, the first `head` of which may span columns."""

    first: int
    end: int
    head: int
    gutters: list[Strip]
    score: int = 0


def add_unruled(page: Page, runs: Sequence[Run], frames: Sequence[Frame]) -> list[Frame]:
    """Return frames from top to bottom with the tables without ruling among them; a shaded row of heads goes to the table below it."""
    heads = [f for f in frames if len(f.cells) > 1 and all(row == 0 for _, row, *_ in f.cells)]
    fixed = [f for f in frames if f not in heads]
    found = find_unruled(page, [r for r in runs if not any(inside(r, f.rect) for f in fixed)])
    kept = [h for h in heads if not any(f.rect[1] - 4 < (h.rect[1] + h.rect[3]) / 2 < f.rect[3] for f in found)]
    return sorted([*fixed, *kept, *found], key=lambda f: (f.rect[1], f.rect[0]))


def find_unruled(page: Page, runs: Sequence[Run]) -> list[Frame]:
    """Return the tables among runs that stand free on a page, from top to bottom."""
    groups = group_runs(runs)
    if len(groups) > _MOST:
        return []
    texts = ["".join(page.text[g] for r in group for g in r.glyphs) for group in groups]
    lines = [read_line(group) for group in groups]
    found: list[Frame] = []
    at = 0
    while at < len(lines):
        region = _best_region(lines, texts, at)
        if region is not None and is_table(lines[region.first : region.end], region.gutters, page.text):
            found.append(_frame(lines[region.first : region.end], region.gutters))
            at = region.end
        else:
            at += 1
    return found


def _best_region(lines: Sequence[TableLine], texts: Sequence[str], at: int) -> _Region | None:
    """Return the table that begins with line `at`: as far down as most gutters and rows are kept."""
    if len(lines[at].segments) < 2 or _is_outside(texts[at]):
        return None
    best = _Region(at, at, 0, [])
    strips: list[list[Strip]] = [[] for _ in range(DEEPEST_HEAD + 1)]
    parted = [0] * (DEEPEST_HEAD + 1)
    for end in range(at, len(lines)):
        line = lines[end]
        if _is_outside(texts[end]) or (end > at and line.bottom - lines[end - 1].bottom > _STEP * line.size):
            break
        for head in range(min(end - at, DEEPEST_HEAD) + 1):
            strips[head] = cover(strips[head], line)
            parted[head] += len(line.segments) > 1
            score = (len(strips[head]) - 1) * parted[head]
            if score > best.score and len(line.segments) > 1:
                best = _Region(at, end + 1, head, gutters_between(strips[head]), score)
        if all(len(s) < 2 for s in strips[: end - at + 1]):
            break
    return _with_last_cells(lines, texts, best) if best.gutters and heads_fit(lines[at : at + best.head], best.gutters) else None


def _is_outside(text: str) -> bool:
    """Say whether a line is no part of a table: a caption, an entry of a table of contents."""
    return is_caption(text) or bool(_LEADER.search(text))


def _with_last_cells(lines: Sequence[TableLine], texts: Sequence[str], region: _Region) -> _Region:
    """Return a table with the lines below it on which the cells of its last row end."""
    end = region.end
    while end < len(lines) and not _is_outside(texts[end]):
        line, above = lines[end], lines[end - 1]
        single = all(a == b for a, b in (reach_of(s, region.gutters) for s in line.segments))
        begun = columns_of(above, region.gutters)
        under = all(c in begun and abs(begun[c][0].x0 - s[0].x0) < line.size for c, s in columns_of(line, region.gutters).items())
        if not (single and under and line.bottom - above.bottom < 1.9 * line.size and abs(line.size - above.size) < 0.5):
            break
        if row_starts(lines[region.first : end + 1], region.gutters)[-1] == end - region.first:
            break
        end += 1
    return replace(region, end=end)


def is_table(lines: Sequence[TableLine], gutters: Sequence[Strip], text: str) -> bool:
    """Say whether lines with gutters are a table: rows of two cells and more, columns that line up and are no running text."""
    headed = is_heading_row([_words([segment], text) for segment in lines[0].segments])
    lengths = [(s.x1 - s.x0) / line.size for line in lines for s in line.segments]
    if not headed and sum(length > _BROAD for length in lengths) > 0.5 * len(lengths):
        return False
    starts = row_starts(lines, gutters)
    rows = [columns_of(lines[k], gutters) for k in starts]
    full = [row for row in rows if len(row) > 1]
    if len(full) < _FEWEST_ROWS or len(full) < 0.6 * len(rows):
        return False
    count = len(gutters) + 1
    columns = [[row[c] for row in rows if c in row] for c in range(count)]
    if any(len(column) < max(2, 0.4 * len(full)) for column in columns) or not all(_lines_up(column) for column in columns):
        return False
    runs = [[list(s.runs) for line in lines for s in columns_of(line, gutters).get(c, ())] for c in range(count)]
    first = [_words(cell, text) for cell in columns[0]]
    numbered = sum(bool(_ITEM.fullmatch(word)) for word in first) >= 0.6 * len(first)
    if (numbered and not (headed and count > 2)) or _is_marginal(lines, gutters):
        return False
    if headed:
        return True
    broad = [c for c in range(count) if _is_broad(lines, gutters, c)]
    prose = sum(prose_share(c) > 0.34 or is_set_solid(c, text) for c in runs)
    if len(broad) > 1 or prose > 1 or (count == 2 and len(full) <= _FEWEST_ROWS):
        return False
    return not any(_is_torn(lines, starts, gutters, c, text) for c in broad)


def _is_broad(lines: Sequence[TableLine], gutters: Sequence[Strip], column: int) -> bool:
    """Say whether half of a column's lines are as long as those of running text."""
    widths = sorted((cell[-1].x1 - cell[0].x0) / line.size for line in lines if (cell := columns_of(line, gutters).get(column)))
    return bool(widths) and widths[len(widths) // 2] > _BROAD


def _is_torn(lines: Sequence[TableLine], starts: Sequence[int], gutters: Sequence[Strip], column: int, text: str) -> bool:
    """Say whether the rows cut the text of a column: a third of its cells and more break off at its right edge inside a sentence."""
    ends = [columns_of(lines[k - 1], gutters).get(column) for k in starts[1:]]
    right = max(s.x1 for line in lines for s in columns_of(line, gutters).get(column, ()))
    held = [cell for cell in ends if cell]
    torn = [cell for cell in held if right - cell[-1].x1 < 1.6 * cell[-1].runs[-1].size and not _ENDS.search(_words(cell, text))]
    return len(torn) > 0.3 * max(1, len(held))


def _words(segments: Sequence[Segment], text: str) -> str:
    return "".join(text[g] for s in segments for r in s.runs for g in r.glyphs)


def _is_marginal(lines: Sequence[TableLine], gutters: Sequence[Strip]) -> bool:
    """Say whether two columns are set in different sizes: a text and the notes beside it."""
    sizes = [sorted(r.size for line in lines for s in columns_of(line, gutters).get(c, ()) for r in s.runs) for c in range(len(gutters) + 1)]
    middle = [size[len(size) // 2] for size in sizes if size]
    return len(middle) == 2 and min(middle) < 0.88 * max(middle)


def _lines_up(column: Sequence[Sequence[Segment]]) -> bool:
    """Say whether most cells of a column share their left edge, right edge or middle."""
    least = 0.6 * len(column)
    edges = ([c[0].x0 for c in column], [c[-1].x1 for c in column], [(c[0].x0 + c[-1].x1) / 2 for c in column])
    return any(max(sum(abs(v - edge) < 2.5 for v in values) for edge in values) >= least for values in edges)


def _frame(lines: Sequence[TableLine], gutters: Sequence[Strip]) -> Frame:
    rect: Rect = (
        min(s.x0 for line in lines for s in line.segments) - 1,
        min(line.top for line in lines),
        max(s.x1 for line in lines for s in line.segments) + 1,
        max(line.bottom for line in lines),
    )
    return Frame(rect, build_cells(lines, row_starts(lines, gutters), gutters, rect))
