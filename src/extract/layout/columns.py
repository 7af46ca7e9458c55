"""Runs and framed things of a page in reading order: bands from top to bottom, columns inside a band."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.grids import Rows, find_grid, label_rows, prose_share
from extract.layout.lines import Run, group_runs
from extract.model import Rect

# A gutter is at least this wide, in ems of the text beside it; narrower gaps are word spaces of justified text.
_GUTTER = 0.75
# Word spaces of justified text are seldom wider than this (em).
_RIVER = 1.6
_MARKER = re.compile(
    r"^[^\w\s]$|^[\uf000-\uf0ff]$|^[（(]?[0-9０-９a-zA-Zア-ンivxIVX①-⑳]{1,4}[)）.．、:]?$|^[\[［(（]?[注*＊※†]\s?[0-9０-９]*[)）\]］]?$|^[\[［][0-9０-９]{1,3}[\]］]$"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """Something framed that is read as a whole: `key` numbers the table or box on its page."""

    key: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is read in one go: a column's runs between two framed things, or one framed thing.

    `rect` bounds the column (for runs: its left and right edge, top and bottom of what stands in it).
    `margin` is set for a narrow column of side notes beside the text.
    """

    runs: tuple[Run, ...]
    atom: Atom | None
    rect: Rect
    margin: bool = False
    grid: Rows = ()


@dataclass(frozen=True, slots=True)
class _Item:
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    run: Run | None
    atom: Atom | None
    raised: tuple[Run, ...] = ()
    marker: bool = False


def order_page(runs: Sequence[Run], atoms: Sequence[Atom], text: str) -> list[Leaf]:
    """Return the leaves of a page in reading order; `text` is the page's text, which the runs' glyphs index."""
    stems = _find_stems(runs)
    items = [
        _Item(
            g[0].x0,
            g[0].top,
            max(r.x1 for r in g),
            g[0].bottom,
            g[0].size,
            g[0],
            None,
            tuple(g[1:]),
            _is_marker(g[0], text),
        )
        for g in stems
    ]
    items += [_Item(*a.rect, 10.0, None, a) for a in atoms]
    if not items:
        return []
    leaves: list[Leaf] = []
    for band in _find_bands(items):
        leaves.extend(_order_band(band, text, 0))
    return _merge_leaves(leaves)


def _find_stems(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs with the small raised runs that follow each directly: a superscript goes where its word goes."""
    stems: list[list[Run]] = []
    for run in runs:
        stem = stems[-1][0] if stems else None
        if stem and run.size < 0.85 * stem.size and abs(run.x0 - stems[-1][-1].x1) < 0.6 * stem.size:
            middle = (run.top + run.bottom) / 2
            if stem.bottom - 1.25 * stem.size < middle < stem.bottom - 0.25 * stem.size:
                stems[-1].append(run)
                continue
        stems.append([run])
    return stems


def _rows(items: Sequence[_Item]) -> list[list[_Item]]:
    """Return items grouped where their heights overlap, from top to bottom."""
    rows: list[list[_Item]] = []
    reach = float("-inf")
    for item in sorted(items, key=lambda i: (i.top, i.x0)):
        slack = 0.2 * item.size
        if rows and item.top + slack < reach:
            rows[-1].append(item)
        else:
            rows.append([item])
            reach = float("-inf")
        reach = max(reach, item.bottom - slack)
    return rows


def _columns(items: Sequence[_Item]) -> list[list[_Item]]:
    """Return items grouped into columns: parted where a gutter runs through all of them; lone markers stay with their text."""
    edges: list[float] = []
    joined = False
    for x0, _, marker in _strips(items):
        if not joined:
            edges.append(x0)
        joined = marker
    columns: list[list[_Item]] = [[] for _ in edges]
    for item in sorted(items, key=lambda i: (i.x0, i.top)):
        columns[max(k for k, edge in enumerate(edges) if edge <= item.x0)].append(item)
    return columns


def _runs_of(items: Sequence[_Item]) -> list[Run]:
    return [r for i in items if i.run for r in (i.run, *i.raised)]


def _is_marker(run: Run, text: str) -> bool:
    """Say whether a run is nothing but a bullet or a number."""
    return len(run.glyphs) <= 7 and bool(_MARKER.match("".join(text[g] for g in run.glyphs)))


def _find_bands(items: Sequence[_Item]) -> list[list[_Item]]:
    """Return consecutive rows gathered into bands: those through which a gutter runs, and those between.

    A band with a gutter reaches as far as the gutter does, but not beyond a free line after which one column only goes on.
    """
    rows = _rows(items)
    bands: list[list[_Item]] = []
    plain: list[_Item] = []
    at = 0
    while at < len(rows):
        end = _gutter_end(rows, at)
        band = [i for row in rows[at:end] for i in row]
        # A gap in one line (date, gap, author) must not hide the gutter that begins right below it.
        passing = any(_gutter_end(rows, k) > end + 1 for k in range(at + 1, min(at + 4, end)))
        if end > at and not passing and _is_solid(band) and not _is_river(rows, at, end):
            ahead = _rows_ahead(rows, at, band, plain)
            plain = plain[: len(plain) - sum(len(row) for row in ahead)]
            if plain:
                bands.append(plain)
                plain = []
            bands.append([i for row in ahead for i in row] + band)
            at = end
        else:
            plain = [*plain, *rows[at]]
            at += 1
    if plain:
        bands.append(plain)
    return bands


def _is_river(rows: Sequence[Sequence[_Item]], at: int, end: int) -> bool:
    """Say whether a gutter through rows `at` to `end` is word spaces of justified text that happen to lie below each other.

    So it is in two or three lines of a paragraph: the line above or below has no gap, and the same edges on both sides.
    """
    band = [i for row in rows[at:end] for i in row]
    strips, size = _strips(band), max(i.size for i in band)
    if end - at > 3 or max(b[0] - a[1] for a, b in pairwise(strips)) > _RIVER * size or any(i.atom for i in band):
        return False
    x0, top, x1, bottom = _bounds(band)
    for row in (*rows[max(0, at - 1) : at], *rows[end : end + 1]):
        own = _bounds(row)
        near = max(own[1] - bottom, top - own[3]) < size
        if near and len(_strips(row)) == 1 and abs(own[0] - x0) < 1 and abs(own[2] - x1) < 1:
            return True
    return False


def _rows_ahead(
    rows: Sequence[Sequence[_Item]], at: int, band: Sequence[_Item], plain: Sequence[_Item]
) -> list[Sequence[_Item]]:
    """Return the rows right above a band that belong to one of its columns only, which begins higher than the others."""
    strips = _strips(band)
    first = at
    while first and rows[first - 1] and rows[first - 1][0] in plain:
        row = rows[first - 1]
        gap = min(i.top for i in rows[first]) - max(i.bottom for i in row)
        if gap > 1.1 * row[0].size:
            break
        if _count_strips(_merge_strips(strips, _strips(row))) < _count_strips(strips):
            break
        first -= 1
    return list(rows[first:at])


_Strip = tuple[float, float, bool]


def _strips(items: Sequence[_Item]) -> list[_Strip]:
    """Return the intervals of x that items cover, each with whether only markers stand there."""
    return _merge_strips([], [(i.x0, i.x1, i.marker) for i in items])


def _merge_strips(strips: Sequence[_Strip], more: Sequence[_Strip]) -> list[_Strip]:
    merged: list[_Strip] = []
    for x0, x1, marker in sorted([*strips, *more]):
        if merged and x0 - merged[-1][1] < _GUTTER * 10:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1), merged[-1][2] and marker)
        else:
            merged.append((x0, x1, marker))
    return merged


def _count_strips(strips: Sequence[_Strip]) -> int:
    return sum(not marker for _, _, marker in strips[:-1]) + 1


def _gutter_end(rows: Sequence[Sequence[_Item]], at: int) -> int:
    """Return the row before which the gutter that begins in row `at` ends; `at` itself where that row has none."""
    strips = _strips(rows[at])
    if _count_strips(strips) < 2:
        return at
    end = at + 1
    last_parted = end
    while end < len(rows):
        own = _strips(rows[end])
        together = _merge_strips(strips, own)
        if _count_strips(together) < 2:
            break
        if _count_strips(own) > 1:
            last_parted = end + 1
        strips = together
        end += 1
    for k in range(last_parted, end):
        gap = min(i.top for i in rows[k]) - max(i.bottom for i in rows[k - 1])
        if gap > 1.1 * min(i.size for i in rows[k]):
            return k
    return end


def _is_solid(items: Sequence[_Item]) -> bool:
    """Say whether the columns of a band are meant: at least two lines in two of them, or a framed thing."""
    columns = _columns(items)
    solid = [c for c in columns if any(i.atom for i in c) or len(group_runs(_runs_of(c))) >= 2]
    return len(columns) > 1 and len(solid) >= min(2, len(columns))


def _order_band(items: Sequence[_Item], text: str, depth: int) -> list[Leaf]:
    columns = _columns(items)
    if len(columns) < 2 or depth > 6 or not _is_solid(items):
        if len(columns) > 1 and any(i.atom for i in items):
            return [leaf for c in columns for leaf in _stack(c)]
        return _stack(items)
    grid = () if any(i.atom for i in items) else find_grid([_runs_of(c) for c in columns], text)
    if grid:
        return [Leaf((), None, _bounds(items), False, grid)]
    if not _reads_down(columns):
        return _stack(items)
    margin = _margin_column(columns)
    if margin == 0 and not any(i.atom for i in items) and (labelled := label_rows([_runs_of(c) for c in columns])):
        return [Leaf((), None, _bounds(items), False, labelled)]
    leaves: list[Leaf] = []
    for place, column in enumerate(columns):
        inner = [leaf for band in _find_bands(column) for leaf in _order_band(band, text, depth + 1)]
        if place == margin:
            inner = [
                Leaf(part.runs, part.atom, part.rect, True, part.grid) for leaf in inner for part in _split_gaps(leaf)
            ]
        leaves.extend(inner)
    return leaves


def _reads_down(columns: Sequence[Sequence[_Item]]) -> bool:
    """Say whether columns are read one after the other: running text, something framed, or lines with a common left edge.

    Labels of a drawing, each on its own place, are read across.
    """
    aligned = 0
    for column in columns:
        groups = group_runs(_runs_of(column))
        if any(i.atom for i in column) or (len(groups) > 1 and prose_share(groups) > 0.3):
            return True
        aligned += any(abs(a[0].x0 - b[0].x0) < 1.0 for a, b in pairwise(groups))
    return aligned > 1


def _split_gaps(leaf: Leaf) -> list[Leaf]:
    """Return a margin column cut where more than a line is left free: each part is a side note of its own."""
    if leaf.atom or leaf.grid:
        return [leaf]
    groups = group_runs(leaf.runs)
    parts: list[list[Run]] = []
    for group in groups:
        if parts and group[0].top - max(r.bottom for r in parts[-1]) < 0.9 * group[0].size:
            parts[-1].extend(group)
        else:
            parts.append(list(group))
    return [
        Leaf(tuple(p), None, (leaf.rect[0], min(r.top for r in p), leaf.rect[2], max(r.bottom for r in p)))
        for p in parts
    ]


def _margin_column(columns: Sequence[Sequence[_Item]]) -> int | None:
    """Return which of two columns holds side notes: much narrower than the other, and with far fewer lines."""
    if len(columns) != 2:
        return None
    widths = [max(i.x1 for i in c) - min(i.x0 for i in c) for c in columns]
    lines = [len(group_runs(_runs_of(c))) for c in columns]
    thin = 0 if widths[0] < widths[1] else 1
    if any(i.atom for i in columns[thin]):
        return None
    if widths[thin] < 0.4 * widths[1 - thin] and lines[thin] <= 0.5 * lines[1 - thin]:
        return thin
    return None


def _bounds(items: Sequence[_Item]) -> Rect:
    return (min(i.x0 for i in items), min(i.top for i in items), max(i.x1 for i in items), max(i.bottom for i in items))


def _stack(items: Sequence[_Item]) -> list[Leaf]:
    """Return one column's leaves from top to bottom: text, framed thing, text again."""
    x0, _, x1, _ = _bounds(items)
    leaves: list[Leaf] = []
    pending: list[Run] = []

    def close() -> None:
        if pending:
            rect = (x0, min(r.top for r in pending), x1, max(r.bottom for r in pending))
            leaves.append(Leaf(tuple(pending), None, rect))
            pending.clear()

    for item in sorted(items, key=lambda i: ((i.top + i.bottom) / 2 if i.run else i.top, i.x0)):
        if item.run:
            pending += [item.run, *item.raised]
        elif item.atom:
            close()
            leaves.append(Leaf((), item.atom, item.atom.rect))
    close()
    return leaves


def _merge_leaves(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves with runs that follow each other in one column put together, so that a paragraph is not cut at a band."""
    merged: list[Leaf] = []
    for leaf in leaves:
        last = merged[-1] if merged else None
        if last and last.runs and leaf.runs and not last.margin and not leaf.margin and _same_column(last, leaf):
            wide = last.rect if len(last.runs) > len(leaf.runs) else leaf.rect
            merged[-1] = Leaf((*last.runs, *leaf.runs), None, (wide[0], last.rect[1], wide[2], leaf.rect[3]))
        else:
            merged.append(leaf)
    return merged


def _same_column(upper: Leaf, lower: Leaf) -> bool:
    """Say whether two leaves are one column: the same edges, or a few runs that lie inside the other's edges."""
    size = lower.runs[0].size
    if lower.rect[1] < upper.rect[3] - 0.5 * size:
        return False
    if abs(upper.rect[0] - lower.rect[0]) < size and abs(upper.rect[2] - lower.rect[2]) < 2 * size:
        return True
    few, many = sorted((upper, lower), key=lambda leaf: len(leaf.runs))
    return len(few.runs) <= 3 and few.rect[0] > many.rect[0] - size and few.rect[2] < many.rect[2] + size
