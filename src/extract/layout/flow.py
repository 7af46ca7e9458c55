"""Pieces in reading order to the document text: sentences joined over pages, blocks with their governing heading and list head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extract.layout.drafts import Draft, place_drafts
from extract.layout.lines import Line
from extract.layout.nested import settle_nested
from extract.layout.outline import MarkClass
from extract.layout.paragraphs import Piece, ends_sentence
from extract.model import Block, Page
from extract.spans import Span

_PROSE = {"paragraph", "list"}
_NOTEWORTHY = re.compile(r"^[(（]?[a-z][)）]?$|^[ivxl]{1,5}$|[0-9０-９*＊※†‡§¶注註⁰¹²³⁴-⁹]")


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
            if open_at is None or not (_is_open_ended(joined[open_at]) and _is_label(piece, joined[open_at])):
                open_at = len(joined) - 1
            continue
        if place + 1 < len(pieces) and pieces[place + 1].leaf == piece.leaf:
            open_at = None
    return joined


def _continues(head: Piece, tail: Piece) -> bool:
    """Say whether `tail` goes on with the sentence that `head` leaves open in another column or on another page."""
    broken = head.full or head.lines[-1].text.rstrip().endswith(("、", "，"))
    if head.leaf == tail.leaf or tail.mark or not broken or ends_sentence(head.lines[-1].text):
        return False
    if abs(head.lines[-1].size - tail.lines[0].size) > 0.06 * head.size or head.lines[-1].bold != tail.lines[0].bold:
        return False
    if head.lines[-1].turned != tail.lines[0].turned:
        return False
    if tail.fresh and not re.match(r"[a-z]", tail.text):
        return head.kind == "list"
    return not re.match(r"[・●]", tail.text)


def _is_open_ended(piece: Piece) -> bool:
    last = piece.lines[-1].text
    return (piece.full or last.rstrip().endswith(("、", "，"))) and not ends_sentence(last)


def _is_label(piece: Piece, head: Piece) -> bool:
    """Say whether a piece is a word in a drawing rather than text: smaller than the text, or a few characters."""
    return piece.size < 0.93 * head.size or (len(piece.text) < 20 and not ends_sentence(piece.text))


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
    return Written("".join(writer.chars), numbers, _boxes(writer), tuple(spans), _runs(writer.raised, writer.chars))


def _boxes(writer: _Writer) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return each character's rectangle; a space put in gets the right edge of the glyph before it."""
    boxes = np.zeros((len(writer.origin), 4), dtype=np.float32)
    origin = np.array(writer.origin, dtype=np.int64).reshape(-1, 2)
    for number, page in writer.pages.items():
        own = np.flatnonzero((origin[:, 0] == number) & (origin[:, 1] >= 0))
        limits = np.array([page.width, page.height] * 2, dtype=np.float32)
        boxes[own] = np.clip(np.nan_to_num(page.boxes[origin[own, 1]]), 0.0, limits)
    for k in np.flatnonzero((origin[:, 0] > 0) & (origin[:, 1] < 0)).tolist():
        x1, bottom = boxes[k - 1][2], boxes[k - 1][3]
        boxes[k] = (x1, bottom, x1, bottom)
    return boxes


def _runs(positions: Sequence[int], chars: Sequence[str]) -> tuple[Span, ...]:
    """Return positions that follow each other (spaces inside brackets aside) as spans; raised bullets are left out."""
    spans: list[Span] = []
    for at in positions:
        last = spans[-1] if spans else None
        if last and (
            last.end == at
            or (not "".join(chars[last.end : at]).strip(" \u3000") and _is_open(chars[last.start : last.end]))
        ):
            spans[-1] = Span(last.start, at + 1)
        else:
            spans.append(Span(at, at + 1))
    return tuple(s for s in spans if _NOTEWORTHY.search("".join(chars[s.start : s.end])))


def _is_open(chars: Sequence[str]) -> bool:
    return sum(c in "[(（［〔" for c in chars) > sum(c in "])）］〕" for c in chars)


_ORDER: dict[MarkClass, int] = {
    "part": 0, "chapter": 1, "section": 2, "article": 3, "roman": 4, "number": 5, "decimal": 6, "kanji": 5, "circled": 8,
    "paren": 7, "half_paren": 8, "letter": 8, "kana": 9, "paren_kana": 10, "paren_letter": 10, "bracket": 11, "bullet": 12, "hash": 0,
    "speaker": 12,
}  # fmt: skip


def heading_levels(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return the level of each heading, by its index: larger type first, then the kind of numbering, 1 for the highest."""
    styles: dict[int, tuple[float, int]] = {}
    for k, piece in enumerate(pieces):
        if piece.kind == "heading" and not piece.boxed:
            kind = piece.mark.kind if piece.mark else None
            rank = _ORDER[kind] if kind else (11 if re.match(r"[（(【〔［\[〈＜《<]", piece.text) else 3)
            if kind == "hash" and piece.mark:
                rank = len(piece.mark.text)
            if kind == "decimal" and piece.mark:
                rank = 5 if len(re.findall(r"\d+", piece.mark.text)) < 2 else 6
            styles[k] = (-round(piece.size), rank)
    ranks = {style: level for level, style in enumerate(sorted(set(styles.values())), 1)}
    return {k: ranks[style] for k, style in styles.items()}


def make_blocks(pieces: Sequence[Piece], spans: Sequence[Span]) -> tuple[Block, ...]:
    """Return the blocks of the pieces, each with the heading, list head and header cells that govern it."""
    levels = heading_levels(pieces)
    drafts = [_draft(piece, levels.get(k, 0)) for k, piece in enumerate(pieces)]
    settle_nested(drafts, by_indent=False)
    return place_drafts(drafts, spans)


def _draft(piece: Piece, level: int) -> Draft:
    style = piece.mark.text if piece.mark and piece.mark.kind == "bullet" else (piece.mark.kind if piece.mark else "")
    lines = [line.text for line in piece.lines]
    return Draft(piece.kind, lines, style, piece.marker, level, piece.indent, boxed=piece.boxed, place=piece.place)
