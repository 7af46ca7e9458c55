"""Pieces in reading order to the document text: sentences joined over pages, blocks with their governing heading and list head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extract.layout.lines import Line
from extract.layout.outline import MarkClass
from extract.layout.paragraphs import Piece, ends_sentence
from extract.model import Block, Cell, Page
from extract.spans import Span

_PROSE = {"paragraph", "list"}


def join_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with sentences joined that a page, a column, or something framed had broken.

    The later part moves up to the earlier one, so that what stood between follows the whole sentence.
    """
    joined: list[Piece] = []
    open_at: int | None = None
    for place, piece in enumerate(pieces):
        if piece.kind not in _PROSE:
            if piece.kind == "heading":
                open_at = None
            joined.append(piece)
            continue
        if open_at is not None and _continues(joined[open_at], piece):
            head = joined[open_at]
            joined[open_at] = replace(head, lines=(*head.lines, *piece.lines), full=piece.full, leaf=piece.leaf)
        else:
            joined.append(piece)
            open_at = len(joined) - 1
            continue
        if place + 1 < len(pieces) and pieces[place + 1].leaf == piece.leaf:
            open_at = None
    return joined


def _continues(head: Piece, tail: Piece) -> bool:
    """Say whether `tail` goes on with the sentence that `head` leaves open in another column or on another page."""
    if head.leaf == tail.leaf or tail.mark or not head.full or ends_sentence(head.lines[-1].text):
        return False
    if abs(head.lines[-1].size - tail.lines[0].size) > 0.06 * head.size or head.lines[-1].bold != tail.lines[0].bold:
        return False
    if head.lines[-1].turned != tail.lines[0].turned:
        return False
    if tail.fresh and not re.match(r"[a-z]", tail.text):
        return head.kind == "list"
    return not re.match(r"[・●]", tail.text)


@dataclass
class _Writer:
    pages: dict[int, Page]
    chars: list[str] = field(default_factory=list)
    origin: list[tuple[int, int]] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)

    def line(self, line: Line) -> None:
        lifted = set(line.raised)
        for k, (char, glyph) in enumerate(line.chars):
            if k in lifted:
                self.raised.append(len(self.chars))
            self.chars.append(char)
            self.origin.append((line.page, glyph))

    def end(self) -> None:
        self.chars.append("\n")
        self.origin.append((0, -1))


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The text of all pieces, its geometry, the span of each piece, and the superscripts."""

    text: str
    pages: np.ndarray[tuple[int], np.dtype[np.int32]]
    boxes: np.ndarray[tuple[int, int], np.dtype[np.float32]]
    spans: tuple[Span, ...]
    superscripts: tuple[Span, ...]


def write_text(pieces: Sequence[Piece], pages: Sequence[Page]) -> Written:
    """Return the document text that pieces make, one line end after each line."""
    writer = _Writer({p.number: p for p in pages})
    spans = []
    for piece in pieces:
        start = len(writer.chars)
        for k, line in enumerate(piece.lines):
            if k:
                writer.end()
            writer.line(line)
        spans.append(Span(start, len(writer.chars)))
        writer.end()
    numbers = np.array([p for p, _ in writer.origin], dtype=np.int32)
    return Written("".join(writer.chars), numbers, _boxes(writer), tuple(spans), _runs(writer.raised))


def _boxes(writer: _Writer) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return each character's rectangle; a space put in gets the right edge of the glyph before it."""
    boxes = np.zeros((len(writer.origin), 4), dtype=np.float32)
    origin = np.array(writer.origin, dtype=np.int64).reshape(-1, 2)
    for number, page in writer.pages.items():
        own = np.flatnonzero((origin[:, 0] == number) & (origin[:, 1] >= 0))
        boxes[own] = page.boxes[origin[own, 1]]
    for k in np.flatnonzero((origin[:, 0] > 0) & (origin[:, 1] < 0)).tolist():
        x1, bottom = boxes[k - 1][2], boxes[k - 1][3]
        boxes[k] = (x1, bottom, x1, bottom)
    return boxes


def _runs(positions: Sequence[int]) -> tuple[Span, ...]:
    """Return positions that follow each other as spans."""
    spans: list[Span] = []
    for at in positions:
        if spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, at + 1)
        else:
            spans.append(Span(at, at + 1))
    return tuple(spans)


_Style = tuple[float, int, str]
_ORDER: dict[MarkClass, int] = {
    "part": 0, "chapter": 1, "section": 2, "article": 3, "roman": 4, "number": 5, "decimal": 6, "kanji": 5, "circled": 8,
    "paren": 7, "half_paren": 8, "letter": 8, "kana": 9, "paren_kana": 10, "paren_letter": 10, "bracket": 11, "bullet": 12,
}  # fmt: skip


def heading_levels(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return the level of each heading, by its index: larger type first, then the kind of numbering, 1 for the highest."""
    styles: dict[int, tuple[float, int]] = {}
    for k, piece in enumerate(pieces):
        if piece.kind == "heading":
            kind = piece.mark.kind if piece.mark else None
            rank = _ORDER[kind] if kind else (11 if re.match(r"[（(【〔［\[〈＜《<]", piece.text) else 3)
            if kind == "decimal" and piece.mark:
                rank = 5 if len(re.findall(r"\d+", piece.mark.text)) < 2 else 6
            styles[k] = (-round(piece.size), rank)
    ranks = {style: level for level, style in enumerate(sorted(set(styles.values())), 1)}
    return {k: ranks[style] for k, style in styles.items()}


def make_blocks(pieces: Sequence[Piece], spans: Sequence[Span]) -> tuple[Block, ...]:
    """Return the blocks of the pieces, each with the heading and the list head that govern it."""
    levels = heading_levels(pieces)
    open_headings: list[tuple[int, int]] = []
    lists: list[tuple[float, int]] = []
    head: int | None = None
    blocks: list[Block] = []
    for k, (piece, span) in enumerate(zip(pieces, spans, strict=True)):
        level, list_head, heading = 0, None, open_headings[-1][1] if open_headings else None
        if piece.kind == "heading":
            level = levels[k]
            while open_headings and open_headings[-1][0] >= level:
                open_headings.pop()
            heading = open_headings[-1][1] if open_headings else None
            open_headings.append((level, k))
            lists, head = [], None
        elif piece.kind == "list":
            indent = piece.lines[0].x0
            while lists and lists[-1][0] >= indent - 0.5 * piece.size:
                lists.pop()
            list_head = lists[-1][1] if lists else head
            lists.append((indent, k))
            level = len(lists)
        elif piece.kind == "paragraph":
            lists, head = [], k
        if piece.kind in {"note", "caption", "table", "box"} and piece.kind == "note":
            heading = None
        blocks.append(Block(piece.kind, span, level, piece.marker, heading, list_head, _cell(piece)))
    return tuple(blocks)


def _cell(piece: Piece) -> Cell | None:
    place = piece.place
    if place is None:
        return None
    return Cell(place.table, place.row, place.column, place.row_span, place.column_span, place.header)
