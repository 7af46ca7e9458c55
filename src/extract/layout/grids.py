"""Columns of runs that are a table without ruling: labels beside texts, or cells that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.lines import Run, group_runs

# Rows from top to bottom, cells from left to right, the runs of each.
Rows = tuple[tuple[tuple[Run, ...], ...], ...]


def label_rows(columns: Sequence[Sequence[Run]]) -> Rows:
    """Return (label, text) rows if each of three or more labels stands on the first baseline of a stretch of the wide column."""
    labels = group_runs(columns[0])
    texts = group_runs(columns[1])
    feet = [g[0].bottom for g in texts]
    # Each label at the foot of the line it stands beside; None where it stands beside none.
    beside = [min((f for f in feet if abs(g[0].bottom - f) < 1.0), default=None) for g in labels]
    if len(labels) < 3 or sum(f is not None for f in beside) < 0.8 * len(labels):
        return ()
    if beside[0] != feet[0] or abs(labels[0][0].size - texts[0][0].size) > 0.6:
        return ()
    entries = [(g[0].bottom if f is None else f, 0, f is not None, g) for g, f in zip(labels, beside, strict=True)]
    entries += [(g[0].bottom, 1, False, g) for g in texts]
    rows: list[tuple[list[Run], list[Run]]] = []
    for _, column, begins, group in sorted(entries, key=lambda e: e[:2]):
        if begins:
            rows.append(([], []))
        rows[-1][column].extend(group)
    return tuple((tuple(a), tuple(b)) for a, b in rows)


def find_grid(columns: Sequence[Sequence[Run]], text: str) -> Rows:
    """Return rows of cells if columns of runs are a table without ruling: three or more lines that stand side by side, no prose."""
    lines = [group_runs(c) for c in columns]
    most = max(len(c) for c in lines)
    least = min(len(c) for c in lines)
    if most < 3 or least < 2 or (len(columns) == 2 and most < 4):
        return ()
    filled = [prose_share(c) for c in lines]
    if max(filled) > 0.5 or len([f for f in filled if f > 0.34]) > 1:
        return ()
    if sum(is_set_solid(c, text) for c in lines) > 1:
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


def is_set_solid(groups: Sequence[Sequence[Run]], text: str) -> bool:
    """Say whether a column's lines are words and all but the last about as long as it is wide: one narrow text, not cells."""
    x0, x1 = min(r.x0 for g in groups for r in g), max(r.x1 for g in groups for r in g)
    full = sum(g[-1].x1 - g[0].x0 > 0.88 * (x1 - x0) for g in groups)
    words = sum(any(text[k].isalpha() for r in g for k in r.glyphs) for g in groups)
    return full >= 0.6 * len(groups) and words > 0.8 * len(groups) and x1 - x0 > 6 * groups[0][0].size


def prose_share(groups: Sequence[Sequence[Run]]) -> float:
    """Return the share of a column's lines that fill it and hold at least fifteen ems, as running text does."""
    x0, x1 = min(r.x0 for g in groups for r in g), max(r.x1 for g in groups for r in g)
    full = sum(g[-1].x1 - g[0].x0 > 0.85 * (x1 - x0) and g[-1].x1 - g[0].x0 > 12 * g[0].size for g in groups)
    return full / len(groups)
