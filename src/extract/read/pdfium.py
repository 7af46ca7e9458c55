"""pdfium's raw functions with plain integers for pointers, and the lock that its single thread needs.

pypdfium2's own bindings build a pointer object for each call; with three calls a character that would be most of the
reading time. The functions here are the same ones, addressed by what `pypdfium2.raw` exports.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from threading import Lock
from typing import Any

import pypdfium2.raw as raw

# pdfium keeps global state: two threads inside it at once corrupt memory.
LOCK = Lock()

POINTER = ctypes.c_void_p
INT = ctypes.c_int
UINT = ctypes.c_uint

_Getter = Callable[..., Any]


def _bind(name: str, result: Any, *arguments: Any) -> _Getter:
    where = ctypes.cast(getattr(raw, name), POINTER).value or 0
    # PYFUNCTYPE keeps the GIL: these getters take a fraction of a microsecond, less than giving it up.
    bound: _Getter = ctypes.PYFUNCTYPE(result, *arguments)(where)
    return bound


def address(pointer: Any) -> int:
    """Return the address in a ctypes pointer (0 for a null pointer)."""
    return ctypes.cast(pointer, POINTER).value or 0


char_count = _bind("FPDFText_CountChars", INT, POINTER)
char_unicode = _bind("FPDFText_GetUnicode", UINT, POINTER, INT)
char_text = _bind("FPDFText_GetText", INT, POINTER, INT, INT, POINTER)
char_loose_box = _bind("FPDFText_GetLooseCharBox", INT, POINTER, INT, POINTER)
char_box = _bind("FPDFText_GetCharBox", INT, POINTER, INT, POINTER, POINTER, POINTER, POINTER)
char_origin = _bind("FPDFText_GetCharOrigin", INT, POINTER, INT, POINTER, POINTER)
char_object = _bind("FPDFText_GetTextObject", POINTER, POINTER, INT)
char_matrix = _bind("FPDFText_GetMatrix", INT, POINTER, INT, POINTER)
char_is_hyphen = _bind("FPDFText_IsHyphen", INT, POINTER, INT)
char_fill = _bind("FPDFText_GetFillColor", INT, POINTER, INT, POINTER, POINTER, POINTER, POINTER)
text_font = _bind("FPDFTextObj_GetFont", POINTER, POINTER)
text_font_size = _bind("FPDFTextObj_GetFontSize", INT, POINTER, POINTER)
text_render_mode = _bind("FPDFTextObj_GetTextRenderMode", INT, POINTER)
font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, POINTER, POINTER, ctypes.c_size_t)

page_object_count = _bind("FPDFPage_CountObjects", INT, POINTER)
page_object = _bind("FPDFPage_GetObject", POINTER, POINTER, INT)
form_object_count = _bind("FPDFFormObj_CountObjects", INT, POINTER)
form_object = _bind("FPDFFormObj_GetObject", POINTER, POINTER, ctypes.c_ulong)
object_type = _bind("FPDFPageObj_GetType", INT, POINTER)
object_matrix = _bind("FPDFPageObj_GetMatrix", INT, POINTER, POINTER)
object_bounds = _bind("FPDFPageObj_GetBounds", INT, POINTER, POINTER, POINTER, POINTER, POINTER)
object_fill = _bind("FPDFPageObj_GetFillColor", INT, POINTER, POINTER, POINTER, POINTER, POINTER)
object_stroke = _bind("FPDFPageObj_GetStrokeColor", INT, POINTER, POINTER, POINTER, POINTER, POINTER)
object_stroke_width = _bind("FPDFPageObj_GetStrokeWidth", INT, POINTER, POINTER)
path_draw_mode = _bind("FPDFPath_GetDrawMode", INT, POINTER, POINTER, POINTER)
path_segment_count = _bind("FPDFPath_CountSegments", INT, POINTER)
path_segment = _bind("FPDFPath_GetPathSegment", POINTER, POINTER, INT)
segment_type = _bind("FPDFPathSegment_GetType", INT, POINTER)
segment_point = _bind("FPDFPathSegment_GetPoint", INT, POINTER, POINTER, POINTER)
segment_closes = _bind("FPDFPathSegment_GetClose", INT, POINTER)

OBJECT_PATH: int = raw.FPDF_PAGEOBJ_PATH
OBJECT_IMAGE: int = raw.FPDF_PAGEOBJ_IMAGE
OBJECT_SHADING: int = raw.FPDF_PAGEOBJ_SHADING
OBJECT_FORM: int = raw.FPDF_PAGEOBJ_FORM
SEGMENT_MOVE: int = raw.FPDF_SEGMENT_MOVETO
SEGMENT_LINE: int = raw.FPDF_SEGMENT_LINETO
SEGMENT_CURVE: int = raw.FPDF_SEGMENT_BEZIERTO
# Neither paints: 3 is invisible, 7 only adds to the clipping path (PDF 32000-1, 9.3.6).
UNPAINTED_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
STROKE_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP})
ERROR_PASSWORD: int = raw.FPDF_ERR_PASSWORD
ERROR_SECURITY: int = raw.FPDF_ERR_SECURITY


class Colour:
    """Four unsigned integers for pdfium to write red, green, blue and alpha (0 … 255) into."""

    __slots__ = ("addresses", "values")

    def __init__(self) -> None:
        self.values = (UINT * 4)()
        base = ctypes.addressof(self.values)
        self.addresses = tuple(base + 4 * i for i in range(4))

    def is_white(self) -> bool:
        """Say whether a person cannot tell the colour from paper."""
        return min(self.values[0], self.values[1], self.values[2]) >= 250

    def is_clear(self) -> bool:
        """Say whether nothing is painted at all."""
        return bool(self.values[3] == 0)


class Floats:
    """`count` C floats for pdfium to write into, with the address of each."""

    __slots__ = ("addresses", "values")

    def __init__(self, count: int) -> None:
        self.values = (ctypes.c_float * count)()
        base = ctypes.addressof(self.values)
        self.addresses = tuple(base + 4 * i for i in range(count))


class Doubles:
    """`count` C doubles, as Floats."""

    __slots__ = ("addresses", "values")

    def __init__(self, count: int) -> None:
        self.values = (ctypes.c_double * count)()
        base = ctypes.addressof(self.values)
        self.addresses = tuple(base + 8 * i for i in range(count))
