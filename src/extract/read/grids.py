"""Ruled tables: pdfplumber's search for cells between lines, over the lines that pdfium found.

pdfplumber would have to read the page anew to have lines of its own (some 100 ms); its table functions take any edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pdfplumber import table as plumber

from extract.model import FloatArray, Rect, TableGrid
from extract.read.drawings import LINE_THICKNESS

# pdfplumber's defaults, in points.
_SNAP = 3
_SHORTEST_EDGE = 3
# Smaller than any printed character with its margins.
_SMALLEST_CELL = 4.0
# pdfplumber compares every upright with every level edge; beyond this a page is a chart, not a table.
_MOST_CROSSINGS = 250_000
_MOST_POINTS = 4_000
# Forms and matrices leave up to 70 % of their cells empty; the grid behind a bar chart holds a label here and there.
_LEAST_FILLED = 0.2


def find_grids(rules: Sequence[Rect], boxes: FloatArray) -> tuple[TableGrid, ...] | None:
    """Return the ruled tables, top to bottom; None where there are too many lines to search.

    `boxes` (n, 4) are the visible characters. A table has at least two columns, and text in at least two cells:
    an underline, a frame round a paragraph, a titled box and the grid of an empty chart are none.
    """
    edges = _merge(_edges(rules))
    upright = sum(edge["orientation"] == "v" for edge in edges)
    level = len(edges) - upright
    # Two cells side by side are the smallest table: three uprights between two levels.
    if upright < 3 or level < 2:
        return ()
    if upright * level > _MOST_CROSSINGS:
        return None
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _MOST_POINTS:
        return None
    cells = [_rect(c) for c in plumber.intersections_to_cells(crossings)]
    cells = [c for c in cells if min(c[2] - c[0], c[3] - c[1]) >= _SMALLEST_CELL]
    grids = (_grid(group) for group in plumber.cells_to_tables(cells))
    return tuple(grid for grid in grids if _is_table(grid, boxes))


def _rect(box: Iterable[float]) -> Rect:
    x0, y0, x1, y1 = (round(float(v), 3) for v in box)
    return (x0, y0, x1, y1)


def _grid(cells: list[Rect]) -> TableGrid:
    ordered = tuple(sorted(cells, key=lambda c: (c[1], c[0], c[3], c[2])))
    whole = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
    return TableGrid(whole, ordered)


def _is_table(grid: TableGrid, boxes: FloatArray) -> bool:
    if len({cell[0] for cell in grid.cells}) < 2:
        return False
    xs, ys = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    filled = sum(bool(np.any((xs >= x0) & (xs < x1) & (ys >= y0) & (ys < y1))) for x0, y0, x1, y1 in grid.cells)
    return filled >= max(2.0, _LEAST_FILLED * len(grid.cells))


def _edges(rules: Sequence[Rect]) -> list[dict[str, Any]]:
    """Return pdfplumber's edges: a line is one, a rectangle four."""
    edges = []
    for x0, y0, x1, y1 in rules:
        if y1 - y0 <= LINE_THICKNESS:
            edges.append(_edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, "h"))
        elif x1 - x0 <= LINE_THICKNESS:
            edges.append(_edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, "v"))
        else:
            edges += [_edge(x0, y, x1, y, "h") for y in (y0, y1)] + [_edge(x, y0, x, y1, "v") for x in (x0, x1)]
    return edges


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    size = {"width": x1 - x0, "height": bottom - top}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": orientation, "doctop": top, **size}


def _merge(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not edges:
        return []
    merged = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    return [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= _SHORTEST_EDGE]
