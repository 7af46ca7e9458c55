"""What is painted on a page besides text: lines and rectangles, filled areas, pictures; with all form matrices applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.model import Rect
from extract.read import pdfium
from extract.read.frame import Frame
from extract.read.shapes import IDENTITY, SHORTEST, Matrix, Point, Subpath, apply, find_rules, hull, multiply

# A line is a rectangle at most this thick (model.Page.rules).
LINE_THICKNESS = 1.5
_MAX_DEPTH = 12
# A stroke that text can stand on.
_THICK = 4.0


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
        yield from _walk(pdfium.page_object(page, i), IDENTITY, 0)


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


def _matrix_of(pointer: int) -> Matrix:
    floats = pdfium.Floats(6)
    if not pdfium.object_matrix(pointer, floats.addresses[0]):
        return IDENTITY
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
    return frame.rect(*hull(points))


def _add_path(found: Drawings, pointer: int, matrix: Matrix, frame: Frame, limit: int) -> int:
    """Add what one path paints; return the number of segments looked at."""
    box = _bounds(pointer, matrix, frame)
    if box is None or not _touches_page(box, frame):
        return 0
    inner = multiply(_matrix_of(pointer), matrix)
    paint = _read_paint(pointer, inner)
    if paint is None:
        return 0
    # InDesign paints the disc behind a section's number as a dot: a thick stroke with round ends.
    if (paint.fill and not paint.white_fill) or (paint.width > _THICK and not paint.white_stroke):
        found.colours.append(box)
    target = found.white if paint.white else found.rules
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= LINE_THICKNESS:
        if max(width, height) >= SHORTEST:
            target.append(box)
        return 1
    count: int = min(pdfium.path_segment_count(pointer), limit)
    for path in _subpaths(pointer, count, inner):
        path.closed |= paint.fill
        target.extend(frame.rect(*rule) for rule in find_rules(path, paint.width if paint.stroke else None))
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


def _subpaths(pointer: int, count: int, matrix: Matrix) -> Iterator[Subpath]:
    floats = pdfium.Floats(2)
    path = Subpath()
    for i in range(count):
        segment = pdfium.path_segment(pointer, i)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, *floats.addresses)
        if kind == pdfium.SEGMENT_MOVE and path.points:
            yield path
            path = Subpath()
        path.curved |= kind == pdfium.SEGMENT_CURVE
        path.closed |= bool(pdfium.segment_closes(segment))
        path.points.append(apply(matrix, floats.values[0], floats.values[1]))
        path.straight.append(kind == pdfium.SEGMENT_LINE)
    if path.points:
        yield path


def _on_colour(box: Rect, found: Drawings) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(c[0] <= x <= c[2] and c[1] <= y <= c[3] for areas in (found.colours, found.images) for c in areas)
