"""What is painted on a page besides text: lines and rectangles, filled areas, pictures; with all form matrices applied."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.model import Rect
from extract.read import pdfium
from extract.read.frame import Frame

# A line is a rectangle at most this thick (model.Page.rules).
LINE_THICKNESS = 1.5
# Straight to the eye: the ends of a ruled line differ by less than this.
_SKEW = 0.75
# Shorter strokes are parts of glyphs, arrows and dots of dotted lines.
_SHORTEST = 3.0
_MAX_DEPTH = 12

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawings:
    """Collected from one page, in painting order, as shown.

    `rules` are visible lines and rectangles, `white` such as are painted white (seen only on colour), `colours` areas
    that are not white, `images` the boxes of pictures. `complete` is False where a limit ended the search.
    """

    rules: list[Rect] = field(default_factory=list)
    white: list[Rect] = field(default_factory=list)
    colours: list[Rect] = field(default_factory=list)
    images: list[Rect] = field(default_factory=list)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Paint:
    """How a path is painted: `fill` / `stroke` say whether at all, the width of the stroke is in points as shown."""

    fill: bool
    stroke: bool
    white_fill: bool
    white_stroke: bool
    width: float

    @property
    def white(self) -> bool:
        return (not self.fill or self.white_fill) and (not self.stroke or self.white_stroke)


def read_drawings(page: int, frame: Frame, limit: int) -> Drawings:
    """Walk the objects of an open page, at most `limit` objects and path segments."""
    found = Drawings()
    left = limit
    for pointer, kind, matrix in _walk_page(page):
        left -= 1
        if left <= 0:
            found.complete = False
            break
        if kind == pdfium.OBJECT_PATH:
            left -= _add_path(found, pointer, matrix, frame, left)
        else:
            box = _bounds(pointer, matrix, frame)
            if box is not None:
                (found.images if kind == pdfium.OBJECT_IMAGE else found.colours).append(box)
    found.rules.extend(box for box in found.white if _on_colour(box, found))
    found.rules = list(dict.fromkeys(found.rules))
    return found


def _walk_page(page: int) -> Iterator[tuple[int, int, Matrix]]:
    for i in range(pdfium.page_object_count(page)):
        yield from _walk(pdfium.page_object(page, i), _IDENTITY, 0)


def _walk(pointer: int | None, matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    if not pointer:
        return
    kind = pdfium.object_type(pointer)
    if kind == pdfium.OBJECT_FORM and depth < _MAX_DEPTH:
        inner = multiply(_matrix_of(pointer), matrix)
        for i in range(pdfium.form_object_count(pointer)):
            yield from _walk(pdfium.form_object(pointer, i), inner, depth + 1)
    elif kind in (pdfium.OBJECT_PATH, pdfium.OBJECT_IMAGE, pdfium.OBJECT_SHADING):
        yield pointer, kind, matrix


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then` (row vectors, as in the PDF standard)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Return the point (x, y) under `matrix`."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _matrix_of(pointer: int) -> Matrix:
    floats = pdfium.Floats(6)
    if not pdfium.object_matrix(pointer, floats.addresses[0]):
        return _IDENTITY
    a, b, c, d, e, f = floats.values
    return (a, b, c, d, e, f)


def _bounds(pointer: int, matrix: Matrix, frame: Frame) -> Rect | None:
    floats = pdfium.Floats(4)
    if not pdfium.object_bounds(pointer, *floats.addresses):
        return None
    left, bottom, right, top = floats.values
    corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    box = _hull(corners, frame)
    return box if all(abs(v) < 1e6 for v in box) else None


def _hull(points: list[Point], frame: Frame) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return frame.rect(min(xs), min(ys), max(xs), max(ys))


def _add_path(found: Drawings, pointer: int, matrix: Matrix, frame: Frame, limit: int) -> int:
    """Add what one path paints; return the number of segments looked at."""
    box = _bounds(pointer, matrix, frame)
    if box is None or not _touches_page(box, frame):
        return 0
    inner = multiply(_matrix_of(pointer), matrix)
    paint = _read_paint(pointer, inner)
    if paint is None:
        return 0
    if paint.fill and not paint.white_fill:
        found.colours.append(box)
    target = found.white if paint.white else found.rules
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= LINE_THICKNESS:
        if max(width, height) >= _SHORTEST:
            target.append(box)
        return 1
    count: int = min(pdfium.path_segment_count(pointer), limit)
    for points, curved, closed in _subpaths(pointer, count, inner):
        target.extend(_rules_of(points, curved, closed, paint, frame))
    return count


def _touches_page(box: Rect, frame: Frame) -> bool:
    return box[0] < frame.width and box[2] > 0 and box[1] < frame.height and box[3] > 0


def _read_paint(pointer: int, matrix: Matrix) -> _Paint | None:
    """Return how a path is painted, None where it leaves no trace (clipping, full transparency)."""
    mode = pdfium.Colour()
    if not pdfium.path_draw_mode(pointer, *mode.addresses[:2]):
        return None
    colour, width = pdfium.Colour(), pdfium.Floats(1)
    fill, stroke = mode.values[0] != 0, mode.values[1] != 0
    white_fill = white_stroke = False
    # Where there is no plain colour (a pattern) the call fails, and the area counts as painted.
    if fill and pdfium.object_fill(pointer, *colour.addresses):
        fill, white_fill = not colour.is_clear(), colour.is_white()
    if stroke and pdfium.object_stroke(pointer, *colour.addresses):
        stroke, white_stroke = not colour.is_clear(), colour.is_white()
    if not (fill or stroke):
        return None
    pdfium.object_stroke_width(pointer, width.addresses[0])
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    return _Paint(fill, stroke, white_fill, white_stroke, width.values[0] * scale if stroke else 0.0)


def _subpaths(pointer: int, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool, bool]]:
    """Yield (points, has curves, is closed) of each subpath; of a curve all three control points."""
    floats = pdfium.Floats(2)
    points: list[Point] = []
    curved = closed = False
    for i in range(count):
        segment = pdfium.path_segment(pointer, i)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, *floats.addresses)
        if kind == pdfium.SEGMENT_MOVE and points:
            yield points, curved, closed
            points, curved, closed = [], False, False
        curved |= kind == pdfium.SEGMENT_CURVE
        closed |= bool(pdfium.segment_closes(segment))
        points.append(apply(matrix, floats.values[0], floats.values[1]))
    if points:
        yield points, curved, closed


def _rules_of(points: list[Point], curved: bool, closed: bool, paint: _Paint, frame: Frame) -> Iterator[Rect]:
    """Yield the rectangle a subpath is, or else each upright or level stroke of it."""
    closed = closed or paint.fill or points[0] == points[-1]
    if closed and _is_frame(points, curved):
        yield _hull(points, frame)
    elif paint.stroke and not curved:
        ends = zip(points, [*points[1:], points[0]] if closed else points[1:], strict=False)
        yield from (_stroke(a, b, paint.width, frame) for a, b in ends if _is_rule(a, b))


def _is_rule(a: Point, b: Point) -> bool:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) < _SKEW and max(dx, dy) >= _SHORTEST


def _is_frame(points: list[Point], curved: bool) -> bool:
    """Say whether a closed subpath is an upright rectangle, its corners maybe rounded."""
    if len(points) < 4:
        return False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if min(right - left, top - bottom) < _SKEW:
        return False
    # Rounded corners: every control point lies on the frame or within a quarter of the shorter side of a corner.
    reach = 0.26 * min(right - left, top - bottom) if curved else _SKEW
    if curved and not any(_is_rule(a, b) for a, b in itertools.pairwise(points)):
        return False
    if not all(
        min(x - left, right - x, y - bottom, top - y) < _SKEW
        if curved
        else _near_corner((x, y), (left, right, bottom, top), reach)
        for x, y in points
    ):
        return False
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    return all(any(abs(px - x) <= reach and abs(py - y) <= reach for px, py in points) for x, y in corners)


def _near_corner(point: Point, box: tuple[float, float, float, float], reach: float) -> bool:
    left, right, bottom, top = box
    return min(point[0] - left, right - point[0]) <= reach and min(point[1] - bottom, top - point[1]) <= reach


def _stroke(a: Point, b: Point, width: float, frame: Frame) -> Rect:
    half = max(width, 0.0) / 2
    x0, y0, x1, y1 = _hull([a, b], frame)
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return (x0, middle - half, x1, middle + half)
    middle = (x0 + x1) / 2
    return (middle - half, y0, middle + half, y1)


def _on_colour(box: Rect, found: Drawings) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(c[0] <= x <= c[2] and c[1] <= y <= c[3] for areas in (found.colours, found.images) for c in areas)
