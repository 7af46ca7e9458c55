"""Where in the brief something stands: spans of the document text with page, rectangles and verbatim quote."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.model import Block, BlockKind, Document, Passage, Place, Rect
from extract.spans import Span

# Two glyphs stand on one line when they share this much of the smaller one's height (a superscript shares about half).
SAME_LINE = 0.3
# Glyphs of one column (vertical writing) share this much of the smaller width; less is the start of another line.
SAME_COLUMN = 0.8
# A gap wider than this many times the line's height is not covered by a rectangle: something else may stand in it.
WIDEST_GAP = 1.5
# A hundredth of a point is kept; float32 noise below this share of a hundredth does not widen a rectangle.
NOISE = 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unbroken stretch of the brief.

    `page` is 1-based, None for files without pages. `rects` are in points from the page's top left corner, one a line
    (empty for text files). `span` lies in `Document.text`, half-open, and `quote` is the text there, verbatim. `block`
    is the kind of the block it stands in.
    """

    page: int | None
    rects: tuple[Rect, ...]
    span: Span
    quote: str
    block: BlockKind


class Locator:
    """Turns places (normalised passages) and source spans of one document into evidence."""

    def __init__(self, document: Document, passages: Sequence[Passage] = ()) -> None:
        self._document = document
        self._passages = passages
        order = sorted(range(len(document.blocks)), key=lambda i: (document.blocks[i].span.start, -i))
        self._order = order
        self._starts = [document.blocks[i].span.start for i in order]

    def locate(self, places: Iterable[Place]) -> tuple[Evidence, ...]:
        """Return the evidence of `places`, in their order, without repeats.

        What is broken over a page, or around another block, is several pieces.
        """
        found = [e for place in places for e in self._locate_place(place)]
        return tuple(dict.fromkeys(found))

    def locate_span(self, span: Span) -> tuple[Evidence, ...]:
        """Return the evidence of a span of the document text, one piece a page; nothing for white space only."""
        block = self.find_block(span.start)
        kind = block.kind if block is not None else "paragraph"
        return tuple(self._evidence(piece, kind) for piece in self._split_pages(span))

    def find_block(self, offset: int) -> Block | None:
        """Return the innermost block that holds the code point at `offset`, None between blocks."""
        for at in range(bisect_right(self._starts, offset) - 1, -1, -1):
            block = self._document.blocks[self._order[at]]
            if block.span.end > offset:
                return block
        return None

    def _locate_place(self, place: Place) -> Iterator[Evidence]:
        passage = self._passages[place.passage]
        block = self._document.blocks[passage.block]
        for piece in self._split_blocks(passage, place.span, block):
            for part in self._split_pages(piece):
                yield self._evidence(part, block.kind)

    def _split_blocks(self, passage: Passage, span: Span, block: Block) -> Iterator[Span]:
        """Yield the source of `span`, broken where another block stands inside it (a box in the middle of a sentence)."""
        starts, ends = passage.map.starts, passage.map.ends
        if not len(span):
            return
        first, last = starts[span.start], ends[span.start]
        for i in range(span.start + 1, span.end):
            if starts[i] > last and self._is_foreign(Span(last, starts[i]), block):
                yield Span(first, last)
                first = starts[i]
            last = max(last, ends[i])
        yield Span(first, last)

    def _is_foreign(self, gap: Span, own: Block) -> bool:
        """Say whether the gap holds characters of a block other than `own`; line ends and markers are no gap."""
        text = self._document.text
        if not gap.of(text).strip():
            return False
        return any(b is not own and b.span.overlaps(gap) and not b.span.covers(own.span) for b in self._document.blocks)

    def _split_pages(self, span: Span) -> Iterator[Span]:
        """Yield the parts of a source span that stand on one page each, without white space at their ends."""
        pages = self._document.pages[span.start : span.end].tolist()
        start, current = span.start, 0
        for offset, page in enumerate(pages, span.start):
            if page and current and page != current:
                yield from self._trim(Span(start, offset))
                start = offset
            current = page or current
        yield from self._trim(Span(start, span.end))

    def _trim(self, span: Span) -> Iterator[Span]:
        text = span.of(self._document.text)
        lead = len(text) - len(text.lstrip())
        if lead < len(text):
            yield Span(span.start + lead, span.start + len(text.rstrip()))

    def _evidence(self, span: Span, kind: BlockKind) -> Evidence:
        pages = self._document.pages[span.start : span.end]
        page = next((p for p in pages.tolist() if p), None)
        boxes = self._document.boxes[span.start : span.end].tolist() if page else []
        return Evidence(page, merge_boxes(boxes), span, span.of(self._document.text), kind)


def merge_boxes(boxes: Iterable[Sequence[float]]) -> tuple[Rect, ...]:
    """Return one rectangle a line (a column in vertical writing) for the boxes of consecutive characters.

    Boxes without area (spaces that the reader made up) are passed over. Rectangles are rounded outwards to 0.01 pt.
    """
    return tuple(_round(line.rect) for line in find_lines(boxes))


def find_lines(boxes: Iterable[Sequence[float]]) -> list[Line]:
    """Return the lines (columns in vertical writing) that the boxes of consecutive characters make; boxes without area are in none."""
    lines: list[Line] = []
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        if x1 <= x0 or y1 <= y0:
            continue
        box = (x0, y0, x1, y1)
        if not lines or not lines[-1].take(index, box):
            lines.append(Line(index, box))
    return lines


class Line:
    """A growing line of characters, horizontal ("across") or vertical ("down") once it has two: its members and their hull."""

    __slots__ = ("direction", "last", "members", "rect")

    def __init__(self, index: int, box: Rect) -> None:
        self.rect = box
        self.last = box
        self.members = [index]
        self.direction = ""

    def take(self, index: int, box: Rect) -> bool:
        """Add the box if it goes on in the line's direction; say whether it did."""
        for direction, follows in (("across", _follows_across), ("down", _follows_down)):
            if self.direction in ("", direction) and follows(self.rect, self.last, box):
                a = self.rect
                self.rect = (min(a[0], box[0]), min(a[1], box[1]), max(a[2], box[2]), max(a[3], box[3]))
                self.last, self.direction = box, direction
                self.members.append(index)
                return True
        return False


def _follows_across(line: Rect, last: Rect, box: Rect) -> bool:
    shared = min(line[3], box[3]) - max(line[1], box[1])
    height = min(line[3] - line[1], box[3] - box[1])
    gap = box[0] - line[2]
    onward = box[0] >= last[0] and gap <= WIDEST_GAP * (line[3] - line[1])
    return shared >= SAME_LINE * height and onward


def _follows_down(line: Rect, last: Rect, box: Rect) -> bool:
    shared = min(line[2], box[2]) - max(line[0], box[0])
    width = max(line[2] - line[0], box[2] - box[0])
    gap = box[1] - line[3]
    onward = box[1] >= last[1] and gap <= (WIDEST_GAP - 1) * (line[2] - line[0])
    return shared >= SAME_COLUMN * width and onward


def _round(rect: Rect) -> Rect:
    x0, y0, x1, y1 = (100 * v for v in rect)
    return (
        math.floor(x0 + NOISE) / 100,
        math.floor(y0 + NOISE) / 100,
        math.ceil(x1 - NOISE) / 100,
        math.ceil(y1 - NOISE) / 100,
    )
