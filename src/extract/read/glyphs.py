"""The characters of one page as pdfium gives them: code points, boxes, and one run for each text object."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from typing import Literal

import numpy as np
import numpy.typing as npt

from extract.errors import LimitError
from extract.model import FloatArray, IntArray
from extract.read import pdfium
from extract.read.frame import Frame

REPLACEMENT = 0xFFFD
LINE_END = 0x0A
Direction = Literal["right", "left", "up", "down", "slanted"]

_HYPHEN_CODES = (0x0002, 0xFFFE)
# A glyph turned by 80° is meant to stand on its side; at 45° it is a watermark that reads left to right.
_UPRIGHT_COSINE = cos(radians(80))
# No page is as large; such sizes come from damaged numbers.
_LARGEST = 1e5
# Digits stand on the baseline and are about 0.7 em high; those of `sups` float, and are half as high. Shares of an em.
_RAISABLE = np.arange(ord("0"), ord("9") + 1, dtype=np.uint32)
_RAISED_FOOT, _LEAST_INK, _MOST_INK = 0.22, 0.15, 0.55
_DIGIT_HEIGHT, _DESCENT = 0.7, 0.2
# Within 3° of an axis a line is that axis: scans are straightened no better.
_AXIS_COSINE = cos(radians(3))


@dataclass(frozen=True, slots=True)
class Run:
    """What all characters of one text object share. `size` is in points as shown; `hidden`: not painted at all."""

    font: str
    size: float
    direction: Direction
    upright: bool
    hidden: bool
    white: bool


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """n characters in pdfium's order: code points, boxes as shown, the run of each (-1: made up by pdfium)."""

    codes: npt.NDArray[np.uint32]
    boxes: FloatArray
    run_of: IntArray
    runs: tuple[Run, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, indices: npt.NDArray[np.intp]) -> Glyphs:
        """Return the glyphs at `indices`, in that order."""
        return Glyphs(self.codes[indices], self.boxes[indices], self.run_of[indices], self.runs)

    def column(self, value: Callable[[Run], float | bool], generated: float | bool) -> npt.NDArray[np.float32]:
        """Return `value` of each character's run, `generated` for made-up characters."""
        table = [float(value(run)) for run in self.runs]
        return np.array([*table, float(generated)], dtype=np.float32)[self.run_of]


def no_glyphs() -> Glyphs:
    """Return the glyphs of an empty page."""
    return Glyphs(np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), np.zeros(0, np.int32), ())


def read_glyphs(text_page: int, frame: Frame, limit: int) -> Glyphs:
    """Read all characters of an open text page; raises LimitError for more than `limit`."""
    count = max(0, pdfium.char_count(text_page))
    if count > limit:
        raise LimitError(f"a page holds {count} characters, more than EXTRACT_MAX_PAGE_CHARACTERS={limit}")
    codes = _read_codes(text_page, count)
    boxes = _read_boxes(text_page, count, frame)
    objects = [pdfium.char_object(text_page, i) or 0 for i in range(count)]
    runs, run_of = _read_runs(text_page, objects, frame)
    glyphs = Glyphs(codes, boxes, run_of, runs)
    return _mend_codes(text_page, _level_boxes(_shrink_raised(text_page, _mend_sizes(glyphs), frame)))


def _read_codes(text_page: int, count: int) -> npt.NDArray[np.uint32]:
    """Take the code points in one call where that text is aligned with the characters, else one by one."""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = pdfium.char_text(text_page, 0, count, ctypes.addressof(buffer)) if count else 1
    text = buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    # pdfium leaves characters without Unicode out of the text and writes rare kanji as two halves.
    if len(text) == count and written - 1 == count:
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    return np.array([pdfium.char_unicode(text_page, i) for i in range(count)], dtype=np.uint32)


def _read_boxes(text_page: int, count: int, frame: Frame) -> FloatArray:
    # FS_RECTF is (left, top, right, bottom): four C floats.
    raw = np.zeros((count, 4), dtype=np.float32)
    base = raw.ctypes.data
    box = pdfium.char_loose_box
    for i in range(count):
        box(text_page, i, base + 16 * i)
    # Broken fonts give infinite boxes; a box of nothing is honest and harmless.
    finite = np.where(np.isfinite(raw) & (np.abs(raw) < 1e6), raw, np.float32(0))
    return frame.boxes(finite[:, (0, 3, 2, 1)])


class _Probe:
    """Places for pdfium to write one run's properties into; made once a page, as text objects come by the hundred."""

    def __init__(self, text_page: int) -> None:
        self._text_page = text_page
        self._matrix, self._size, self._colour = pdfium.Floats(6), pdfium.Floats(1), pdfium.Colour()

    def read(self, i: int, pointer: int) -> _RunKey:
        """Return what pdfium says about the text object `pointer`, to which character `i` belongs."""
        # The matrix of the character, not of its object: only the former counts the forms the object stands in.
        pdfium.char_matrix(self._text_page, i, self._matrix.addresses[0])
        pdfium.text_font_size(pointer, self._size.addresses[0])
        a, b, c, d, _, _ = self._matrix.values
        mode: int = pdfium.text_render_mode(pointer)
        clear = white = False
        if mode not in pdfium.STROKE_MODES and pdfium.char_fill(self._text_page, i, *self._colour.addresses):
            clear, white = self._colour.is_clear(), self._colour.is_white()
        hidden = clear or mode in pdfium.UNPAINTED_MODES
        return pdfium.text_font(pointer) or 0, self._size.values[0], (a, b, c, d), hidden, white


_RunKey = tuple[int, float, tuple[float, float, float, float], bool, bool]


def _read_runs(text_page: int, objects: list[int], frame: Frame) -> tuple[tuple[Run, ...], IntArray]:
    """Return the different runs and the run of each character. Text objects that look alike share one."""
    probe = _Probe(text_page)
    index: dict[int, int] = {0: -1}
    alike: dict[_RunKey, int] = {}
    fonts: dict[int, str] = {}
    runs: list[Run] = []
    for i, pointer in enumerate(objects):
        if pointer not in index:
            key = probe.read(i, pointer)
            if key not in alike:
                alike[key] = len(runs)
                runs.append(_build_run(key, frame, fonts))
            index[pointer] = alike[key]
    return tuple(runs), np.array([index[pointer] for pointer in objects], dtype=np.int32)


def _build_run(key: _RunKey, frame: Frame, fonts: dict[int, str]) -> Run:
    font, size, (a, b, c, d), hidden, white = key
    direction, upright = _direction(*frame.direction(a, b))
    points = abs(size) * hypot(c, d)
    return Run(_read_font(font, fonts), points if points < _LARGEST else 0.0, direction, upright, hidden, white)


def _direction(x: float, y: float) -> tuple[Direction, bool]:
    """Return where the baseline leads on the page as shown, and whether the glyphs stand upright."""
    length = hypot(x, y)
    if not length:
        return "right", True
    upright = x / length > _UPRIGHT_COSINE
    if abs(x) >= _AXIS_COSINE * length:
        return ("right" if x > 0 else "left"), upright
    if abs(y) >= _AXIS_COSINE * length:
        return ("down" if y > 0 else "up"), upright
    return "slanted", upright


def _read_font(font: int | None, names: dict[int, str]) -> str:
    if not font:
        return ""
    if font not in names:
        buffer = ctypes.create_string_buffer(256)
        pdfium.font_name(font, ctypes.addressof(buffer), 256)
        names[font] = decode_font_name(buffer.value)
    return names[font]


def decode_font_name(raw: bytes) -> str:
    """Return a font's name without its subset tag: b"ABCDEF+MS-Mincho" → "MS-Mincho".

    Old Japanese producers wrote Shift_JIS bytes into names, which the standard leaves open.
    """
    for encoding in ("utf-8", "cp932"):
        try:
            name = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        name = raw.decode("latin-1")
    tag, plus, rest = name.partition("+")
    return rest if plus and len(tag) == 6 and tag.isascii() and tag.isupper() else name


def _mend_sizes(glyphs: Glyphs) -> Glyphs:
    """Take the box's height for the size where the nominal size is far off: Type 3 fonts scale inside the font."""
    if not len(glyphs):
        return glyphs
    runs = list(glyphs.runs)
    extent = glyphs.boxes[:, 2:] - glyphs.boxes[:, :2]
    for number, run in enumerate(runs):
        mine = extent[glyphs.run_of == number] if run.size < 3 else extent[:0]
        tall = float(np.max(mine[:, 0 if run.direction in ("up", "down") else 1], initial=0.0))
        if tall > 2.5 * run.size:
            runs[number] = Run(run.font, tall, run.direction, run.upright, run.hidden, run.white)
    return Glyphs(glyphs.codes, glyphs.boxes, glyphs.run_of, tuple(runs))


def _shrink_raised(text_page: int, glyphs: Glyphs, frame: Frame) -> Glyphs:
    """Give superscripts that are glyphs of their font the size they are seen in, and a box around their ink.

    Typesetters that use OpenType's `sups` (InDesign, Typst) raise nothing: the digit's own drawing is small and high.
    """
    if frame.turns or not len(glyphs):
        return glyphs
    flat = glyphs.column(lambda run: run.direction == "right" and run.upright and run.size > 0, False) > 0
    places = np.flatnonzero(np.isin(glyphs.codes, _RAISABLE) & flat)
    boxes, run_of, runs = glyphs.boxes.copy(), glyphs.run_of.copy(), list(glyphs.runs)
    ink, origin = pdfium.Doubles(4), pdfium.Doubles(2)
    made: dict[tuple[int, float], int] = {}
    for i in places.tolist():
        pdfium.char_box(text_page, i, *ink.addresses)
        pdfium.char_origin(text_page, i, *origin.addresses)
        number = int(run_of[i])
        size = runs[number].size
        foot, height = ink.values[2] - origin.values[1], ink.values[3] - ink.values[2]
        if not (_RAISED_FOOT * size < foot < size and _LEAST_INK * size < height < _MOST_INK * size):
            continue
        seen = round(height / _DIGIT_HEIGHT, 1)
        if (number, seen) not in made:
            made[number, seen] = len(runs)
            runs.append(replace(runs[number], size=seen))
        run_of[i] = made[number, seen]
        boxes[i, 3] = frame.top - ink.values[2] + _DESCENT * seen
    return Glyphs(glyphs.codes, boxes, run_of, tuple(runs))


def _level_boxes(glyphs: Glyphs) -> Glyphs:
    """Make each box one font size tall above its descender line.

    Ascents differ wildly between fonts (0.7 … 1.5 em), so tops would not be comparable; pdfplumber does the same.
    """
    boxes = glyphs.boxes.copy()
    sizes = glyphs.column(lambda run: run.size, 0)
    edges = {"right": (1, 3, -1), "left": (3, 1, 1), "up": (0, 2, -1), "down": (2, 0, 1)}
    for direction, (ascender, descender, sign) in edges.items():
        mine = glyphs.column(lambda run, d=direction: run.direction == d, False) > 0  # type: ignore[misc]
        boxes[mine, ascender] = boxes[mine, descender] + sign * sizes[mine]
    return Glyphs(glyphs.codes, boxes, glyphs.run_of, glyphs.runs)


def _mend_codes(text_page: int, glyphs: Glyphs) -> Glyphs:
    """Undo pdfium's code points that are no text: line-end hyphens, control codes, halves of pairs, CR LF."""
    codes = glyphs.codes.copy()
    made_up = glyphs.run_of < 0
    hyphens = np.flatnonzero(np.isin(codes, _HYPHEN_CODES) & ~made_up)
    hyphens = np.array([i for i in hyphens if pdfium.char_is_hyphen(text_page, int(i)) == 1], dtype=np.intp)
    codes[hyphens] = ord("-")
    _join_surrogates(codes)
    blank = np.isin(codes, (0x09, 0x0A, 0x0D)) & ~made_up
    codes[blank] = ord(" ")
    codes[_is_no_text(codes) & ~made_up] = REPLACEMENT
    kept = np.flatnonzero(~((codes == 0x0D) & made_up) & (codes != _DROPPED))
    return _break_after(Glyphs(codes, glyphs.boxes, glyphs.run_of, glyphs.runs), kept, hyphens)


_DROPPED = np.uint32(0xFFFFFFFF)


def _is_no_text(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    control = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    half = (codes >= 0xD800) & (codes < 0xE000)
    no_character = ((codes & 0xFFFE) == 0xFFFE) & (codes != _DROPPED)
    beyond = (codes > 0x10FFFF) & (codes != _DROPPED)
    result: npt.NDArray[np.bool_] = control | half | no_character | beyond
    return result


def _join_surrogates(codes: npt.NDArray[np.uint32]) -> None:
    """Put a pair into its first place and mark the second as dropped, in place."""
    high = (codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00)
    low = (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000)
    for i in np.flatnonzero(high & low):
        codes[i] = 0x10000 + ((int(codes[i]) - 0xD800) << 10) + int(codes[i + 1]) - 0xDC00
        codes[i + 1] = _DROPPED


def _break_after(glyphs: Glyphs, kept: npt.NDArray[np.intp], hyphens: npt.NDArray[np.intp]) -> Glyphs:
    """Keep the characters at `kept` and put the line end back that pdfium takes out after a hyphen."""
    order = np.sort(np.concatenate([kept, np.intersect1d(hyphens, kept)]))
    result = glyphs.take(order)
    inserted = np.concatenate([[False], order[1:] == order[:-1]]) if len(order) else np.zeros(0, dtype=bool)
    result.codes[inserted] = LINE_END
    result.run_of[inserted] = -1
    corner = result.boxes[inserted]
    result.boxes[inserted] = corner[:, (2, 3, 2, 3)]
    return result
