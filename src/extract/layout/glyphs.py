"""The visible glyphs of a page in the frame they are read in: flat, downwards (vertical writing) or upwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

import numpy as np

from extract.model import FloatArray, IntArray, Page, Rect

Direction = Literal["flat", "down", "up"]

_BOLD = re.compile(
    r"bold|black|heavy|demi|extrab|gothic(?:bb|eb|mb)|[-_](?:b|eb|db|h|w[6-9])$|futogo|midashi|hgs?.{0,6}e$", re.I
)
_GOTHIC = re.compile(
    r"gothic|goth|sans|kaku|meiryo|arial|helvetica|shingo|maru|ゴシック|ｺﾞｼｯｸ|メイリオ|gill|calibri|verdana", re.I
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3001-\u3003]")
# Glyphs of a vertical line follow each other at about their own size; rows of a table stand further apart.
_STEP = 1.3


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Glyphs of one reading direction, in the reader's order.

    `index` leads into `Page.text`; `boxes` (x0, top, x1, bottom) are turned so that text runs along x and lines follow
    each other along y; `base` is the bottom of the glyph's line cell, which a tightly cut box does not show.
    """

    page: Page
    direction: Direction
    index: IntArray
    boxes: FloatArray
    base: FloatArray
    sizes: FloatArray


@lru_cache(maxsize=1024)
def is_bold(font: str) -> bool:
    """Say whether a font's name tells of a bold face: `Meiryo-Bold` is, `YuMincho-Regular` is not."""
    return bool(_BOLD.search(font))


@lru_cache(maxsize=1024)
def is_gothic(font: str) -> bool:
    """Say whether a font's name tells of a face without serifs: `MS-Gothic` is, `MS-Mincho` is not."""
    return bool(_GOTHIC.search(font))


def visible_glyphs(page: Page) -> IntArray:
    """Return the indices of the characters that a person sees on the page: painted, not white space."""
    shown = np.fromiter((not c.isspace() and c != "\x00" for c in page.text), dtype=np.bool_, count=len(page.text))
    finite = np.isfinite(page.boxes).all(axis=1) if len(page.text) else shown
    return np.flatnonzero(shown & page.visible & finite).astype(np.int32)


def turn_boxes(boxes: FloatArray, direction: Direction, page: Page) -> FloatArray:
    """Return boxes in a direction's frame; a line that reads downwards runs along x there, and lines to its left follow below."""
    x0, top, x1, bottom = boxes.T
    if direction == "down":
        return np.stack([top, page.width - x1, bottom, page.width - x0], axis=1)
    if direction == "up":
        return np.stack([page.height - bottom, x0, page.height - top, x1], axis=1)
    return boxes


def turn_rect(rect: Rect, direction: Direction, page: Page) -> Rect:
    """Return one rectangle in a direction's frame."""
    turned = turn_boxes(np.array([rect], dtype=np.float32), direction, page)[0]
    return (float(turned[0]), float(turned[1]), float(turned[2]), float(turned[3]))


def read_directions(page: Page) -> list[Glyphs]:
    """Return the page's glyphs by reading direction, the most frequent direction first; empty for a page without glyphs."""
    index = visible_glyphs(page)
    if not len(index):
        return []
    codes = _directions(page, index)
    names: tuple[Direction, ...] = ("flat", "down", "up")
    counts = [(int((codes == code).sum()), -code) for code in range(3)]
    order = [-code for count, code in sorted(counts, reverse=True) if count]
    return [_in_frame(page, index[codes == code], names[code]) for code in order]


def _directions(page: Page, index: IntArray) -> IntArray:
    """Return 0 (flat), 1 (down) or 2 (up) for each glyph, judged by where its neighbours in the reader's order stand."""
    boxes = page.boxes[index]
    sizes = np.maximum(page.sizes[index], 1.0)
    centre_x, centre_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    step_x, step_y = np.diff(centre_x), np.diff(centre_y)
    size = np.maximum(sizes[1:], sizes[:-1])
    turned = ~page.upright[index]
    stacked = (np.abs(step_x) < 0.3 * size) & (np.abs(step_y) < _STEP * size) & (np.abs(step_y) > 0.15 * size)
    pairs = np.where(stacked & (step_y > 0), 1, np.where(stacked & (step_y < 0) & turned[1:], 2, 0))
    codes = np.zeros(len(index), dtype=np.int32)
    at = 0
    for code, group in groupby(pairs.tolist()):
        length = len(list(group))
        if code and _is_turned_line(page, index[at : at + length + 1], turned[at : at + length + 1]):
            codes[at : at + length + 1] = code
        at += length
    return codes


def _is_turned_line(page: Page, index: IntArray, turned: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Say whether stacked glyphs are a line: turned ones, or at least three of which most are kana or kanji."""
    if bool(turned.mean() > 0.5):
        return len(index) >= 2
    wide = sum(bool(_WIDE.match(page.text[i])) for i in index.tolist())
    return len(index) >= 3 and wide * 2 > len(index)


def _in_frame(page: Page, index: IntArray, direction: Direction) -> Glyphs:
    boxes = turn_boxes(page.boxes[index], direction, page).astype(np.float32)
    height = boxes[:, 3] - boxes[:, 1]
    sizes = np.where(page.sizes[index] > 0.5, page.sizes[index], np.maximum(height, 1.0)).astype(np.float32)
    return Glyphs(page, direction, index, boxes, _level(boxes, sizes), sizes)


def _level(boxes: FloatArray, sizes: FloatArray) -> FloatArray:
    """Return each glyph's foot, put on the foot of the glyphs of its size to its left and right.

    Fonts differ in their descent, and some glyphs (一, radicals) come with a box cut tightly around the ink; smaller
    glyphs (superscripts) keep their own foot.
    """
    base = boxes[:, 3].copy()
    if len(base) < 3:
        return base
    size = np.maximum(sizes[1:], sizes[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    joined = (
        (np.abs(np.diff(sizes)) < 0.03 * size)
        & (gap > -0.6 * size)
        & (gap < 1.2 * size)
        & (np.abs(np.diff(base)) < 0.75 * size)
    )
    uneven = joined & (np.abs(np.diff(base)) > 0.03 * size)
    link = joined.tolist()
    for k in sorted({int(i) + side for i in np.flatnonzero(uneven) for side in (0, 1)}):
        first = last = k
        while first > max(0, k - 6) and link[first - 1]:
            first -= 1
        while last < min(len(base) - 1, k + 6) and link[last]:
            last += 1
        level = float(np.median(boxes[first : last + 1, 3]))
        if abs(level - boxes[k, 3]) < 0.75 * sizes[k]:
            base[k] = level
    return base
