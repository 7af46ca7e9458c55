"""Runs and framed things of a page in reading order: bands from top to bottom, columns inside a band."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.lines import Run, group_runs
from extract.model import Rect

# A gutter is at least this wide, in ems of the text beside it; narrower gaps are word spaces of justified text.
_GUTTER = 0.75
_MARKER = re.compile(r"^[^\w\s]$|^[\uf000-\uf0ff]$|^[（(]?[0-9０-９a-zA-Zア-ンivxIVX①-⑳]{1,4}[)）.．、:]?$|^[\[［(（]?[注*＊※†]\s?[0-9０-９]*[)）\]］]?$")


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
    grid: tuple[tuple[tuple[Run, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    run: Run | None
    atom: Atom | None


def order_page(runs: Sequence[Run], atoms: Sequence[Atom], text: str) -> list[Leaf]:
    """Return the leaves of a page in reading order; `text` is the page's text, which the runs' glyphs index."""
    items = [_Item(r.x0, r.top, r.x1, r.bottom, r.size, r, None) for r in runs]
    items += [_Item(*a.rect, 10.0, None, a) for a in atoms]
    if not items:
        return []
    leaves: list[Leaf] = []
    for band in _find_bands(items, text):
        leaves.extend(_order_band(band, text, 0))
    return _merge_leaves(leaves)


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


def _columns(items: Sequence[_Item], text: str) -> list[list[_Item]]:
    """Return items grouped into columns: parted where a gutter runs through all of them; lone markers stay with their text."""
    columns: list[list[_Item]] = []
    reach = 0.0
    for item in sorted(items, key=lambda i: (i.x0, i.top)):
        if columns and item.x0 - reach < _GUTTER * min(item.size, 12.0):
            columns[-1].append(item)
        else:
            columns.append([item])
        reach = max(reach, item.x1) if len(columns[-1]) > 1 or len(columns) > 1 else item.x1
    joined: list[list[_Item]] = []
    for column in columns:
        if joined and all(_is_marker(i, text) for i in joined[-1]):
            joined[-1] = [*joined[-1], *column]
        else:
            joined.append(column)
    return joined


def _is_marker(item: _Item, text: str) -> bool:
    return item.run is not None and bool(_MARKER.match("".join(text[g] for g in item.run.glyphs)))


def _find_bands(items: Sequence[_Item], text: str) -> list[list[_Item]]:
    """Return consecutive rows gathered into bands: as long as they keep a gutter, or have none."""
    bands: list[list[_Item]] = []
    parted = False
    for row in _rows(items):
        if not bands:
            bands.append(list(row))
            parted = len(_columns(row, text)) > 1
            continue
        together = [*bands[-1], *row]
        keeps = len(_columns(together, text)) > 1
        alone = len(_columns(row, text)) > 1
        if parted == keeps and not (alone and not keeps and _is_solid(row, text)):
            bands[-1] = together
        elif parted and not keeps and not _is_solid(bands[-1], text):
            bands[-1], parted = together, False
        elif keeps:
            bands[-1], parted = together, True
        else:
            bands.append(list(row))
            parted = alone
    return bands


def _is_solid(items: Sequence[_Item], text: str) -> bool:
    """Say whether the columns of a band are meant: at least two lines in two of them, or a framed thing."""
    columns = _columns(items, text)
    solid = [c for c in columns if any(i.atom for i in c) or len(group_runs([i.run for i in c if i.run])) >= 2]
    return len(columns) > 1 and len(solid) >= min(2, len(columns))


def _order_band(items: Sequence[_Item], text: str, depth: int) -> list[Leaf]:
    columns = _columns(items, text)
    if len(columns) < 2 or depth > 6 or not _is_solid(items, text):
        if len(columns) > 1 and any(i.atom for i in items):
            return [leaf for c in columns for leaf in _stack(c)]
        return _stack(items)
    grid = _find_grid(columns)
    if grid:
        return [Leaf((), None, _bounds(items), False, grid)]
    margin = _margin_column(columns)
    leaves: list[Leaf] = []
    for place, column in enumerate(columns):
        inner = [leaf for band in _find_bands(column, text) for leaf in _order_band(band, text, depth + 1)]
        if place == margin:
            inner = [Leaf(part.runs, part.atom, part.rect, True, part.grid) for leaf in inner for part in _split_gaps(leaf)]
        leaves.extend(inner)
    return leaves


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
    return [Leaf(tuple(p), None, (leaf.rect[0], min(r.top for r in p), leaf.rect[2], max(r.bottom for r in p))) for p in parts]


def _margin_column(columns: Sequence[Sequence[_Item]]) -> int | None:
    """Return which of two columns holds side notes: much narrower than the other, and with far fewer lines."""
    if len(columns) != 2 or any(i.atom for c in columns for i in c):
        return None
    widths = [max(i.x1 for i in c) - min(i.x0 for i in c) for c in columns]
    lines = [len(group_runs([i.run for i in c if i.run])) for c in columns]
    thin = 0 if widths[0] < widths[1] else 1
    if widths[thin] < 0.4 * widths[1 - thin] and lines[thin] <= 0.5 * lines[1 - thin]:
        return thin
    return None


def _find_grid(columns: Sequence[Sequence[_Item]]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """Return rows of cells if columns of runs are a table without ruling: three or more lines that stand side by side, no prose."""
    if any(i.atom for c in columns for i in c):
        return ()
    lines = [group_runs([i.run for i in c if i.run]) for c in columns]
    most = max(len(c) for c in lines)
    least = min(len(c) for c in lines)
    if most < 3 or least < 2 or (len(columns) == 2 and most < 4):
        return ()
    filled = [_prose_share(c) for c in lines]
    if max(filled) > 0.5 or len([f for f in filled if f > 0.34]) > 1:
        return ()
    feet = sorted((g[0].bottom, c) for c, groups in enumerate(lines) for g in groups)
    rows: list[list[float]] = []
    for foot, _ in feet:
        if rows and foot - rows[-1][-1] < 3.0:
            rows[-1].append(foot)
        else:
            rows.append([foot])
    shared = sum(len(r) >= min(len(columns), 3) for r in rows)
    if shared < 0.7 * len(rows) or len(rows) < 3:
        return ()
    table = []
    for row in rows:
        cells = []
        for groups in lines:
            cells.append(tuple(r for g in groups if row[0] - 0.01 <= g[0].bottom <= row[-1] + 0.01 for r in g))
        table.append(tuple(cells))
    return tuple(table)


def _prose_share(groups: Sequence[Sequence[Run]]) -> float:
    """Return the share of a column's lines that fill it and hold at least fifteen ems, as running text does."""
    x0, x1 = min(r.x0 for g in groups for r in g), max(r.x1 for g in groups for r in g)
    full = sum(g[-1].x1 - g[0].x0 > 0.85 * (x1 - x0) and g[-1].x1 - g[0].x0 > 12 * g[0].size for g in groups)
    return full / len(groups)


def _bounds(items: Sequence[_Item]) -> Rect:
    return (min(i.x0 for i in items), min(i.top for i in items), max(i.x1 for i in items), max(i.bottom for i in items))


def _stack(items: Sequence[_Item]) -> list[Leaf]:
    """Return one column's leaves from top to bottom: text, framed thing, text …"""
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
            pending.append(item.run)
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
            rect = (min(last.rect[0], leaf.rect[0]), last.rect[1], max(last.rect[2], leaf.rect[2]), leaf.rect[3])
            merged[-1] = Leaf((*last.runs, *leaf.runs), None, rect)
        else:
            merged.append(leaf)
    return merged


def _same_column(upper: Leaf, lower: Leaf) -> bool:
    if lower.rect[1] < upper.rect[3] - 0.5 * lower.runs[0].size:
        return False
    shared = min(upper.rect[2], lower.rect[2]) - max(upper.rect[0], lower.rect[0])
    narrow, wide = sorted((upper.rect[2] - upper.rect[0], lower.rect[2] - lower.rect[0]))
    return shared > 0.8 * narrow and (narrow > 0.8 * wide or len(upper.runs) <= 2 or len(lower.runs) <= 2)
