"""Blocks in the making, and how a row of them becomes a text with headings, nested lists and table headers resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Block, BlockKind, Cell
from extract.spans import Span

_INTRODUCES = re.compile(r"以下|下記|左記|次の|次に挙げ|とおり|通り|[:：]$|(?:following|as follows)")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a draft stands in table number `table`; `row` and `column` count from 0."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(slots=True)
class Draft:
    """A block before it has its place in the text: its printed lines, and what its marks and indent said.

    `style` groups headings and list items whose marks look alike; `level` is given where the file states it (Markdown,
    HTML), else 0. `closes` names the style of headings that end before this block. `boxed` puts it in a summary box. `nested` is set for a paragraph that belongs to the list item before it.
    """

    kind: BlockKind
    lines: list[str]
    style: str = ""
    marker: str = ""
    level: int = 0
    indent: int = 0
    gap: int = 0
    open_end: bool = False
    boxed: bool = False
    nested: bool = False
    place: CellPlace | None = None
    closes: str = ""

    @property
    def text(self) -> str:
        """The lines as they will stand in the document text."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class _Outline:
    """The headings and list items that are open at a point of the text."""

    headings: list[tuple[str, int, int]] = field(default_factory=list)
    items: list[tuple[str, int, int]] = field(default_factory=list)
    head: int | None = None
    box: int | None = None

    @property
    def heading(self) -> int | None:
        return self.headings[-1][2] if self.headings else None


def compile_drafts(drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Put drafts one below the other: the text (one line end between blocks) and the blocks with their headings, lists and cells."""
    spans: list[Span] = []
    at = 0
    for draft in drafts:
        spans.append(Span(at, at + len(draft.text)))
        at = spans[-1].end + 1
    return "\n".join(draft.text for draft in drafts), place_drafts(drafts, spans)


def place_drafts(drafts: Sequence[Draft], spans: Sequence[Span]) -> tuple[Block, ...]:
    """Return the drafts as blocks at the given spans, with headings, list heads and table headers resolved."""
    outline = _Outline()
    blocks = [_place(draft, span, index, outline) for index, (draft, span) in enumerate(zip(drafts, spans, strict=True))]
    return _end_sections(_with_headers(blocks, drafts))


def _place(draft: Draft, span: Span, index: int, outline: _Outline) -> Block:
    """Return the draft as a block, and open or close headings and lists."""
    if draft.boxed:
        return _place_in_box(draft, span, index, outline)
    outline.box = None
    if draft.closes:
        _close(outline.headings, draft.closes)
    if draft.kind == "heading":
        return _place_heading(draft, span, index, outline)
    if draft.kind == "list":
        return _place_item(draft, span, index, outline)
    if draft.kind == "table":
        return Block("table", span, heading=outline.heading)
    if draft.kind == "paragraph":
        outline.items.clear()
        outline.head = index
    return Block(draft.kind, span, marker=draft.marker, heading=outline.heading)


def _place_in_box(draft: Draft, span: Span, index: int, outline: _Outline) -> Block:
    if draft.kind == "heading":
        outline.box = index
        return Block("heading", span, level=1, heading=outline.headings[0][2] if outline.headings else None)
    return Block("box", span, level=1 if draft.marker else 0, marker=draft.marker, heading=outline.box)


def _place_heading(draft: Draft, span: Span, index: int, outline: _Outline) -> Block:
    stack = outline.headings
    if draft.level:
        while stack and (not stack[-1][1] or stack[-1][1] >= draft.level):
            stack.pop()
    else:
        _close(stack, draft.style)
    parent = outline.heading
    stack.append((draft.style, draft.level, index))
    outline.items.clear()
    outline.head = index
    return Block("heading", span, level=draft.level or len(stack), marker=draft.marker, heading=parent)


def _close(stack: list[tuple[str, int, int]], style: str) -> None:
    """Take the innermost heading of a style off the stack, with all below it; nothing where there is none."""
    if any(other == style for other, _, _ in stack):
        while stack.pop()[0] != style:
            pass


def _place_item(draft: Draft, span: Span, index: int, outline: _Outline) -> Block:
    if draft.nested and outline.items:
        return Block("list", span, level=len(outline.items) + 1, heading=outline.heading, list_head=outline.items[-1][2])
    items = outline.items
    while items and items[-1][1] > draft.indent:
        items.pop()
    if any(style == draft.style and indent == draft.indent for style, indent, _ in items):
        while True:
            style, indent, _ = items.pop()
            if style == draft.style and indent == draft.indent:
                break
    head = items[-1][2] if items else outline.head
    items.append((draft.style, draft.indent, index))
    return Block("list", span, level=len(items), marker=draft.marker, heading=outline.heading, list_head=head)


def _with_headers(blocks: Sequence[Block], drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """Give table blocks their cells: the headers above in the same columns, those to the left in the same rows, and the caption."""
    tables: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.place is not None:
            tables.setdefault(draft.place.table, []).append(index)
    done = list(blocks)
    for members in tables.values():
        places = {i: place for i in members if (place := drafts[i].place) is not None}
        top = _header_rows(list(places.values()))
        columns: dict[int, list[int]] = {}
        rows: dict[int, list[int]] = {}
        for i, place in places.items():
            if place.header and place.row in top:
                _enter(columns, range(place.column, place.column + place.column_span), i)
            elif place.header:
                _enter(rows, range(place.row, place.row + place.row_span), i)
        caption = _caption(members[0], members[-1], drafts)
        for i, place in places.items():
            over = _collect(columns, range(place.column, place.column + place.column_span))
            beside = _collect(rows, range(place.row, place.row + place.row_span))
            above = tuple(j for j in over if places[j].row < place.row)
            left = tuple(j for j in beside if places[j].column < place.column)
            cell = Cell(place.table, place.row, place.column, place.row_span, place.column_span, place.header, left, above, caption)
            done[i] = replace(blocks[i], cell=cell)
    return tuple(done)


def _end_sections(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks whose table headers end where they should: a header across a whole row (`2019年`) rules until the next such."""
    widths: dict[int, int] = {}
    for block in blocks:
        if block.cell:
            widths[block.cell.table] = max(widths.get(block.cell.table, 0), block.cell.column + block.cell.column_span)
    across = {
        k
        for k, b in enumerate(blocks)
        if b.cell and b.cell.header and b.cell.row and b.cell.column_span == widths[b.cell.table] > 1
    }
    done = []
    for block in blocks:
        cell = block.cell
        if cell and across.intersection(cell.column_headers):
            ruling = max((k for k in cell.column_headers if k in across), key=lambda k: (_row(blocks[k]), k))
            kept = tuple(k for k in cell.column_headers if k not in across or (k == ruling and not cell.header))
            block = replace(block, cell=replace(cell, column_headers=kept))
        done.append(block)
    return tuple(done)


def _row(block: Block) -> int:
    return block.cell.row if block.cell else -1


def _header_rows(places: Sequence[CellPlace]) -> frozenset[int]:
    """Return the rows that hold header cells only: the column headers."""
    return frozenset(p.row for p in places) - frozenset(p.row for p in places if not p.header)


# A cell that claims to span more is a mistake of the file.
_WIDEST_SPAN = 200


def _enter(index: dict[int, list[int]], keys: range, value: int) -> None:
    for key in keys[:_WIDEST_SPAN]:
        index.setdefault(key, []).append(value)


def _collect(index: dict[int, list[int]], keys: range) -> list[int]:
    return sorted({value for key in keys[:_WIDEST_SPAN] for value in index.get(key, ())})


def _caption(first: int, last: int, drafts: Sequence[Draft]) -> int | None:
    """Return the caption nearest to a table, within three blocks of its first or last cell; one that stands before wins."""
    around = [*range(first - 1, first - 4, -1), *range(last + 1, last + 4)]
    near = [i for i in around if 0 <= i < len(drafts) and drafts[i].kind == "caption"]
    titled = [i for i in near if re.search(r"[図表]|Table|Figure", drafts[i].text[:8])]
    return titled[0] if titled else None


def introduces(text: str) -> bool:
    """Say whether a paragraph announces a list: its last clause has 以下, 次の, 下記, とおり or a colon."""
    return bool(_INTRODUCES.search(text[-40:]))
