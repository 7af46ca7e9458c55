"""The text of a version with the place of each of its characters: kept small, and asked where a span stands."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from extract.evidence import Line, Locator, find_lines
from extract.export import write_evidence
from extract.model import Block, Document, FloatArray, IntArray, Source
from extract.schema import EvidencePart
from extract.spans import Span


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's number (from 1), its width and height in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page (a column in vertical writing), whose text is document.text[start:end].

    `edges` has one more entry than characters: where each begins along the line, and where the last ends; in points from
    the left, in vertical writing from the top. `x0, y0, x1, y1` is the rectangle of the whole.
    """

    start: int
    end: int
    edges: tuple[float, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    vertical: bool


@dataclass(frozen=True, eq=False)
class Geometry:
    """A document text with the page and the box of each code point (model.Document) and the blocks it is made of."""

    text: str
    pages: IntArray
    boxes: FloatArray
    blocks: tuple[Block, ...]
    sizes: tuple[PageSize, ...]

    @cached_property
    def _locator(self) -> Locator:
        source = Source("", "", "pdf" if self.sizes else "text")
        return Locator(Document(source, self.text, self.pages, self.boxes, self.blocks))

    def locate(self, start: int, end: int) -> list[EvidencePart]:
        """Return the evidence of a span of the text, one piece a page; none for white space or for what is not in the text."""
        if not 0 <= start < end <= len(self.text):
            return []
        return write_evidence(self._locator.locate_span(Span(start, end)))

    def lines(self, page: int) -> list[TextLine]:
        """Return the lines of a page in reading order; none for a page that has no text."""
        offsets = np.flatnonzero(self.pages == page).tolist()
        return [_build_line(line, offsets, self.boxes) for line in find_lines(self.boxes[offsets].tolist())]


def _build_line(line: Line, offsets: Sequence[int], boxes: FloatArray) -> TextLine:
    """Return a line with all characters between its first and last; those without a box take no room."""
    start, end = offsets[line.members[0]], offsets[line.members[-1]] + 1
    vertical = line.direction == "down"
    first, last = (1, 3) if vertical else (0, 2)
    placed = {offsets[i] for i in line.members}
    edges: list[float] = []
    at = line.rect[first]
    for offset in range(start, end):
        box = boxes[offset]
        edges.append(round(float(box[first]) if offset in placed else at, 2))
        at = float(box[last]) if offset in placed else at
    x0, y0, x1, y1 = (round(v, 2) for v in line.rect)
    return TextLine(start, end, (*edges, round(at, 2)), x0, y0, x1, y1, vertical)


def pack(document: Document) -> bytes:
    """Return everything but the text of a document's geometry, compressed: same document, same bytes."""
    head = {
        "sizes": [[page.number, page.width, page.height] for page in document.source.pages],
        "blocks": [[b.kind, b.span.start, b.span.end, b.level, b.marker] for b in document.blocks],
    }
    arrays = b""
    if document.source.pages:
        # Runs of one page number, and boxes column by column: neighbours are alike, which is what zlib makes small.
        arrays = document.pages.astype("<i4").tobytes() + document.boxes.astype("<f4").T.tobytes()
    return zlib.compress(json.dumps(head, ensure_ascii=False).encode() + b"\n" + arrays, 6)


def unpack(text: str, data: bytes) -> Geometry:
    """Return the geometry that `pack` has made small; files without pages have pages 0 and boxes without area."""
    head, _, arrays = zlib.decompress(data).partition(b"\n")
    said = json.loads(head)
    count = len(text)
    pages, boxes = np.zeros(count, np.int32), np.zeros((count, 4), np.float32)
    if arrays:
        pages = np.frombuffer(arrays, "<i4", count).astype(np.int32)
        boxes = np.frombuffer(arrays, "<f4", 4 * count, 4 * count).reshape(4, count).T.astype(np.float32)
    blocks = tuple(Block(kind, Span(start, end), level, marker) for kind, start, end, level, marker in said["blocks"])
    return Geometry(text, pages, boxes, blocks, tuple(PageSize(*size) for size in said["sizes"]))
