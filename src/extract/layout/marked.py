"""Sources whose own structure is known (saved web pages): the reader's marks as blocks, notes by their anchors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.layout.drafts import CellPlace, Draft, place_drafts
from extract.layout.note_marks import plain_marker, read_body_mark
from extract.layout.plain import find_title
from extract.layout.plain_marks import read_start
from extract.layout.types import PdfLayout
from extract.model import Block, Mark, NoteReference, Source
from extract.spans import Span

# What takes everything inside as its own text; a list item leaves nested items and tables their own.
_WHOLE = frozenset(("cell", "note", "caption", "heading"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that one mark (None: no mark) has to itself; `first` where it is the mark's beginning."""

    mark: Mark | None
    span: Span
    first: bool
    boxed: bool


def analyse_marked(source: Source) -> PdfLayout:
    """Return the layout of a marked source. `text` is the source's own; every mark gives a block, unmarked lines are paragraphs."""
    text = source.text
    pieces = [piece for piece in _cut(text, source.marks) if piece.span.of(text).strip()]
    drafts = [_draft(text, piece, source.marks) for piece in pieces]
    blocks = place_drafts(drafts, [piece.span for piece in pieces])
    return PdfLayout(
        text=text,
        pages=np.zeros(len(text), dtype=np.int32),
        boxes=np.zeros((len(text), 4), dtype=np.float32),
        blocks=blocks,
        superscripts=(),
        issues=(),
        title=source.title or _title(text, blocks),
    )


def find_known_references(source: Source) -> tuple[NoteReference, ...]:
    """Return the note references that the file declares, with their printed markers; those inside a note's own marker are left out."""
    heads = [mark.span.start for mark in source.marks if mark.kind == "note"]
    return tuple(
        NoteReference(plain_marker(mark.span.of(source.text)) or mark.label, mark.span)
        for mark in sorted(source.marks, key=lambda m: m.span)
        if mark.kind == "note_reference" and len(mark.span) and mark.span.start not in heads
    )


def _title(text: str, blocks: Sequence[Block]) -> str:
    top = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    return " ".join(top.span.of(text).split())[:200] if top else find_title(text, blocks)


# --- marks to pieces -------------------------------------------------------------------------------------------------


def _cut(text: str, marks: Sequence[Mark]) -> list[_Piece]:
    """Cut the text into the stretches that belong to one mark each, in order."""
    owner = _owners(len(text), marks)
    boxed = _covered(len(text), marks, "box")
    pieces: list[_Piece] = []
    seen: set[int] = set()
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and owner[end] == owner[at]:
            end += 1
        index = int(owner[at])
        mark = marks[index] if index >= 0 else None
        stretches = _lines(text, Span(at, end)) if mark is None else [_trim(text, Span(at, end))]
        for stretch in stretches:
            if len(stretch):
                pieces.append(_Piece(mark, stretch, index not in seen, bool(boxed[stretch.start])))
                seen.add(index)
        at = end
    return pieces


def _owners(length: int, marks: Sequence[Mark]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each code point the index of the mark it belongs to (-1: none)."""
    owner = np.full(length, -1, dtype=np.int64)
    blocks = [i for i, mark in enumerate(marks) if mark.kind not in ("note_reference", "box")]
    for i in sorted(blocks, key=lambda i: (marks[i].span.start, -len(marks[i].span), marks[i].kind == "paragraph")):
        span = marks[i].span
        if not len(span):
            continue
        around = int(owner[span.start])
        absorbed = around >= 0 and marks[around].span.covers(span)
        if absorbed and (marks[around].kind in _WHOLE or (marks[around].kind == "list" and marks[i].kind == "paragraph")):
            continue
        owner[span.start : span.end] = i
    return owner


def _covered(length: int, marks: Sequence[Mark], kind: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    covered = np.zeros(length, dtype=np.bool_)
    for mark in marks:
        if mark.kind == kind:
            covered[mark.span.start : mark.span.end] = True
    return covered


def _lines(text: str, span: Span) -> list[Span]:
    return [
        _trim(text, Span(span.start + found.start(), span.start + found.end())) for found in re.finditer(r"[^\n]+", span.of(text))
    ]


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


# --- pieces to drafts ------------------------------------------------------------------------------------------------


def _draft(text: str, piece: _Piece, marks: Sequence[Mark]) -> Draft:
    words, mark = piece.span.of(text), piece.mark
    draft = Draft("paragraph", words.split("\n"), boxed=piece.boxed)
    if mark is None or mark.kind in ("paragraph", "box"):
        return draft
    if mark.kind == "heading":
        draft.kind, draft.style, draft.level = "heading", "#", max(1, mark.level)
    elif mark.kind == "list":
        start = read_start(words) if piece.first else None
        draft.kind, draft.indent = "list", max(1, mark.level)
        draft.style, draft.marker = "item", (start.marker if start and start.style != "#" else "")
        draft.nested = not piece.first
    elif mark.kind == "cell":
        # Few pages mark the first column as headers, though what stands there names the row.
        names_row = mark.column == 0 and mark.row > 0 and len(words) <= 30 and not re.search(r"[。｡]", words)
        header = mark.header or names_row
        place = CellPlace(mark.table, mark.row, mark.column, mark.row_span, mark.column_span, header)
        draft.kind, draft.place = "table", place
    elif mark.kind == "note":
        draft.kind, draft.marker = "note", _note_marker(text, mark, words, marks) if piece.first else ""
    else:
        draft.kind = "caption"
    return draft


def _note_marker(text: str, note: Mark, words: str, marks: Sequence[Mark]) -> str:
    """Return a note's marker: as printed before it, else as the reference with its label prints it, else the label's number."""
    printed = read_body_mark(words)
    referring = [mark for mark in marks if mark.kind == "note_reference" and note.label and mark.label == note.label]
    for mark in referring:
        marker = plain_marker(mark.span.of(text))
        if marker:
            return marker
    if printed is not None:
        return printed.marker
    number = re.search(r"\d{1,3}$", note.label)
    return number.group() if number else note.label
