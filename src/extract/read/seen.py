"""What a person sees of a page's characters: hidden ones are told apart, and of doubled ones one is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extract.model import Rect
from extract.read.drawings import Drawings
from extract.read.frame import Frame
from extract.read.glyphs import LINE_END, Glyphs

BoolArray = npt.NDArray[np.bool_]

# A scan fills its page but for margins; a picture that fills half of it is taken for one where hidden text lies on it.
_SCAN_SHARE = 0.5
# Bold made by printing twice shifts by a few hundredths of an em, shadows by up to 0.3 em.
_DOUBLE_EM = 0.3
# "ll" is set 0.22 em apart: the same glyph again must also cover half of the first.
_DOUBLE_OVERLAP = 0.5
_BLANKS = (0x20, 0xA0, 0x3000, 0x0A)


def is_glyph(glyphs: Glyphs) -> BoolArray:
    """Say of each character whether it is printed by the file and no white space."""
    result: BoolArray = (glyphs.run_of >= 0) & ~np.isin(glyphs.codes, _BLANKS)
    return result


def scan_share(images: Sequence[Rect], frame: Frame) -> float:
    """Return the share of the page that pictures cover (their areas added up, at most 1): scans come in strips too."""
    page = max(frame.width * frame.height, 1.0)
    covered = sum(
        max(0.0, min(x1, frame.width) - max(x0, 0.0)) * max(0.0, min(y1, frame.height) - max(y0, 0.0))
        for x0, y0, x1, y1 in images
    )
    return min(1.0, covered / page)


def find_visible(glyphs: Glyphs, drawings: Drawings, frame: Frame) -> tuple[BoolArray, bool]:
    """Return which characters a person sees, and whether hidden ones were taken as the text layer of a scan.

    Hidden are: not painted (render modes 3 and 7, fully transparent), white with nothing coloured behind, off the page.
    The text layer of a scan is not painted either, but says what the picture shows: it counts as seen. Made-up
    characters are seen where the character before them is.
    """
    printed = is_glyph(glyphs)
    unpainted = glyphs.column(lambda run: run.hidden, False) > 0
    white = glyphs.column(lambda run: run.white, False) > 0
    if white.any():
        unpainted |= white & ~_lies_on(glyphs, drawings.colours + drawings.images)
    on_page = _is_on_page(glyphs, frame)
    hidden = printed & unpainted & on_page
    scanned = _is_text_layer(hidden, printed & on_page, scan_share(drawings.images, frame))
    visible = on_page if scanned else on_page & ~unpainted
    return _carry(visible, glyphs.run_of >= 0), scanned


def _is_text_layer(hidden: BoolArray, printed: BoolArray, share: float) -> bool:
    count, of = int(hidden.sum()), int(printed.sum())
    return count > 0 and (count == of or (share >= _SCAN_SHARE and count >= of / 2))


def _centres(glyphs: Glyphs) -> tuple[npt.NDArray[np.floating], npt.NDArray[np.floating]]:
    return (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2


def _is_on_page(glyphs: Glyphs, frame: Frame) -> BoolArray:
    xs, ys = _centres(glyphs)
    result: BoolArray = (xs >= 0) & (xs <= frame.width) & (ys >= 0) & (ys <= frame.height)
    return result


def _lies_on(glyphs: Glyphs, areas: Sequence[Rect]) -> BoolArray:
    xs, ys = _centres(glyphs)
    result = np.zeros(len(glyphs), dtype=bool)
    for x0, y0, x1, y1 in areas:
        result |= (xs >= x0) & (xs <= x1) & (ys >= y0) & (ys <= y1)
    return result


def _carry(visible: BoolArray, printed: BoolArray) -> BoolArray:
    """Give each made-up character the visibility of the printed one before it (the first ones: seen)."""
    last = np.maximum.accumulate(np.where(printed, np.arange(len(visible)), -1))
    return np.where(last >= 0, visible[last], True) if len(visible) else visible


def drop_doubles(glyphs: Glyphs, visible: BoolArray) -> npt.NDArray[np.intp]:
    """Return the indices to keep: of the same glyph seen twice at (almost) one place only the first.

    White space that would follow white space after that goes too.
    """
    # A box without area says that the font is broken, not where the glyph stands.
    solid = (glyphs.boxes[:, 2] > glyphs.boxes[:, 0]) & (glyphs.boxes[:, 3] > glyphs.boxes[:, 1])
    seen = np.flatnonzero(is_glyph(glyphs) & visible & solid)
    doubles = np.zeros(len(glyphs), dtype=bool)
    doubles[seen[_find_doubles(glyphs, seen)]] = True
    if not doubles.any():
        return np.arange(len(glyphs))
    return _close_up(glyphs, ~doubles)


def _find_doubles(glyphs: Glyphs, seen: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return positions in `seen` of glyphs that repeat an earlier one."""
    codes, boxes = glyphs.codes[seen], glyphs.boxes[seen].astype(np.float64)
    sizes = glyphs.column(lambda run: run.size, 0)[seen].astype(np.float64)
    reach = np.maximum(_DOUBLE_EM * sizes, 0.01)
    reach_x = np.minimum(reach, _DOUBLE_OVERLAP * (boxes[:, 2] - boxes[:, 0]))
    reach_y = np.minimum(reach, _DOUBLE_OVERLAP * (boxes[:, 3] - boxes[:, 1]))
    found: set[int] = set()
    # Sorted by code, band and x, a double stands next to its twin; two sets of bands, as a twin may lie across one's border.
    band = 2 * reach
    for shift in (0.0, 0.5):
        bands = np.floor(boxes[:, 3] / band + shift).astype(np.int64)
        order = np.lexsort((np.arange(len(seen)), boxes[:, 0], bands, codes))
        first, second = order[:-1], order[1:]
        same = (codes[first] == codes[second]) & (bands[first] == bands[second])
        near_x = np.abs(boxes[first, 0] - boxes[second, 0]) <= reach_x[first]
        near_y = np.abs(boxes[first, 3] - boxes[second, 3]) <= reach_y[first]
        alike = np.abs(sizes[first] - sizes[second]) <= 0.1 * sizes[first]
        hits = same & near_x & near_y & alike & ~_is_ligature(glyphs, seen[first], seen[second])
        found.update(np.maximum(first[hits], second[hits]).tolist())
    return np.array(sorted(found), dtype=np.intp)


def _is_ligature(glyphs: Glyphs, one: npt.NDArray[np.intp], other: npt.NDArray[np.intp]) -> BoolArray:
    """Say which pairs are two letters of one glyph ("ff"): neighbours in the text with the very same box."""
    result: BoolArray = (np.abs(one - other) <= 2) & (glyphs.boxes[one] == glyphs.boxes[other]).all(axis=1)
    return result


def _close_up(glyphs: Glyphs, keep: BoolArray) -> npt.NDArray[np.intp]:
    """Take out made-up white space that is left beside other white space; a line end wins over a space."""
    kept: list[int] = []
    for i in np.flatnonzero(keep).tolist():
        if glyphs.run_of[i] < 0 and (not kept or glyphs.run_of[kept[-1]] < 0):
            if kept and glyphs.codes[i] == LINE_END:
                kept[-1] = i
            elif not kept and keep[:i].all():
                kept.append(i)
            continue
        kept.append(i)
    return np.array(kept, dtype=np.intp)
