"""Pages made in the test: lines of glyphs of known size and place, without a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.layout.pdf import analyse_pdf
from extract.layout.types import PdfLayout
from extract.model import Block, Page, Rect, Source, TableGrid

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True)
class Put:
    """A line to set: left edge, foot of the line, text, type size, font. `down` sets it vertically from the top (x is its right edge)."""

    x: float
    foot: float
    text: str
    size: float = 10.5
    font: str = "Mincho"
    down: bool = False
    visible: bool = True


def advance(char: str, size: float) -> float:
    return size if ord(char) > 0x2E7F or char in "①②③■●◆◇※†“”" else size / 2


def make_page(
    puts: Sequence[Put], number: int = 1, rules: Sequence[Rect] = (), grids: Sequence[TableGrid] = ()
) -> Page:
    chars: list[str] = []
    boxes: list[Rect] = []
    sizes: list[float] = []
    fonts: list[str] = []
    seen: list[bool] = []
    for put in puts:
        at = put.foot if put.down else put.x
        for char in put.text:
            step = advance(char, put.size)
            box = (
                (put.x - put.size, at, put.x, at + step) if put.down else (at, put.foot - put.size, at + step, put.foot)
            )
            chars.append(char)
            boxes.append(box)
            sizes.append(put.size)
            fonts.append(put.font)
            seen.append(put.visible)
            at += step
        chars.append("\n")
        boxes.append((at, put.foot, at, put.foot))
        sizes.append(0.0)
        fonts.append(put.font)
        seen.append(True)
    names = tuple(dict.fromkeys(fonts))
    return Page(
        number,
        WIDTH,
        HEIGHT,
        "".join(chars),
        np.array(boxes, dtype=np.float32).reshape(-1, 4),
        np.array(sizes, dtype=np.float32),
        np.array([names.index(f) for f in fonts], dtype=np.int32),
        names,
        np.ones(len(chars), dtype=np.bool_),
        np.array(seen, dtype=np.bool_),
        tuple(rules),
        tuple(grids),
    )


def paragraph(
    x: float, foot: float, text: str, per_line: int, size: float = 10.5, indent: int = 1, font: str = "Mincho"
) -> list[Put]:
    """Set running text in lines of `per_line` characters, the first indented by `indent` ems."""
    puts = [Put(x + indent * size, foot, text[: per_line - indent], size, font)]
    rest = text[per_line - indent :]
    while rest:
        puts.append(Put(x, puts[-1].foot + 1.7 * size, rest[:per_line], size, font))
        rest = rest[per_line:]
    return puts


def analyse(*pages: Page) -> PdfLayout:
    return analyse_pdf(Source("made.pdf", "", "pdf", tuple(pages)))


def texts(layout: PdfLayout, kind: str = "") -> list[str]:
    """Return the blocks' texts without line ends, of one kind or of all."""
    return [b.span.of(layout.text).replace("\n", "") for b in layout.blocks if kind in ("", b.kind)]


def block(layout: PdfLayout, begin: str) -> Block:
    """Return the block whose text begins so."""
    return next(b for b in layout.blocks if b.span.of(layout.text).replace("\n", "").startswith(begin))
