"""Geometry of painted paths: which of them are upright rectangles, which hold level or upright strokes.

All coordinates are the PDF's own, y upwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Shorter strokes are parts of glyphs, arrows and dots of dotted lines.
SHORTEST = 3.0
# Straight to the eye: the ends of a ruled line differ by less than this.
_SKEW = 0.75


@dataclass(slots=True)
class Subpath:
    """Points in order, of a curve all three control points; `straight[i]`: a straight line leads to point i."""

    points: list[Point] = field(default_factory=list)
    straight: list[bool] = field(default_factory=list)
    curved: bool = False
    closed: bool = False


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then` (row vectors, as in the PDF standard)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Return the point (x, y) under `matrix`."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def hull(points: list[Point]) -> Box:
    """Return (left, bottom, right, top) around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def find_rules(path: Subpath, width: float | None) -> Iterator[Box]:
    """Yield the rectangle that a subpath is, or else its level and upright strokes; `width` None: it is not stroked.

    A rectangle with rounded corners is accepted, a circle and a triangle are not.
    """
    closed = path.closed or path.points[0] == path.points[-1]
    if closed and (_is_rounded(path) if path.curved else _is_rectangle(path)):
        yield hull(path.points)
    elif width is not None and not path.curved:
        ends = zip(path.points, [*path.points[1:], path.points[0]] if closed else path.points[1:], strict=False)
        yield from (_stroke(a, b, width) for a, b in ends if _is_rule(a, b))


def _is_rule(a: Point, b: Point) -> bool:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) < _SKEW and max(dx, dy) >= SHORTEST


def _is_flat(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) < _SKEW


def _is_rectangle(path: Subpath) -> bool:
    """Say whether every point is one of the four corners, and every corner is there."""
    box = hull(path.points)
    if _is_flat(box):
        return False
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    nearest = [
        [i for i, (x, y) in enumerate(corners) if abs(px - x) <= _SKEW and abs(py - y) <= _SKEW]
        for px, py in path.points
    ]
    return all(nearest) and {i for found in nearest for i in found} == {0, 1, 2, 3}


def _is_rounded(path: Subpath) -> bool:
    """Say whether all points lie on the sides, with straight strokes between the curves of the corners."""
    left, bottom, right, top = box = hull(path.points)
    if _is_flat(box):
        return False
    if not all(min(x - left, right - x, y - bottom, top - y) < _SKEW for x, y in path.points):
        return False
    strokes = zip(itertools.pairwise(path.points), path.straight[1:], strict=True)
    return sum(straight and _is_rule(a, b) for (a, b), straight in strokes) >= 2


def _stroke(a: Point, b: Point, width: float) -> Box:
    half = max(width, 0.0) / 2
    left, bottom, right, top = hull([a, b])
    if right - left >= top - bottom:
        middle = (bottom + top) / 2
        return (left, middle - half, right, middle + half)
    middle = (left + right) / 2
    return (middle - half, bottom, middle + half, top)
