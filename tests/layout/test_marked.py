"""Marked sources: every mark becomes a block, and anchors tie references to notes without a printed number."""

from __future__ import annotations

from extract.layout import analyse_layout
from extract.model import Document, Mark, MarkKind, Source
from extract.spans import Span

TEXT = "関税の引き上げ\n政府は関税を引き上げた[1]。\n対象\n鉄鋼\n国\n税率\n米国\n25%\n要旨の文。\n甲新聞の報道。\n"


def mark(kind: MarkKind, words: str, until: str = "", **more: object) -> Mark:
    start = TEXT.index(words)
    end = TEXT.index(until, start) + len(until) if until else start + len(words)
    return Mark(kind, Span(start, end), **more)  # type: ignore[arg-type]


MARKS = (
    mark("heading", "関税の引き上げ", level=1),
    mark("paragraph", "政府は", "。"),
    mark("note_reference", "[1]", label="cite-7"),
    mark("list", "対象", "鉄鋼", level=1),
    mark("list", "鉄鋼", level=2),
    mark("cell", "国", table=0, row=0, column=0, header=True),
    mark("cell", "税率", table=0, row=0, column=1, header=True),
    mark("cell", "米国", table=0, row=1, column=0),
    mark("cell", "25%", table=0, row=1, column=1),
    mark("box", "要旨の文。"),
    mark("note", "甲新聞の報道。", label="cite-7"),
)


def read(marks: tuple[Mark, ...]) -> Document:
    return analyse_layout(Source(name="t", sha256="", reader="html", text=TEXT, marks=marks))


def test_every_mark_is_a_block() -> None:
    document = read(MARKS)
    kinds = [(b.kind, b.span.of(document.text)) for b in document.blocks]
    assert kinds == [
        ("heading", "関税の引き上げ"),
        ("paragraph", "政府は関税を引き上げた[1]。"),
        ("list", "対象"),
        ("list", "鉄鋼"),
        ("table", "国"),
        ("table", "税率"),
        ("table", "米国"),
        ("table", "25%"),
        ("box", "要旨の文。"),
        ("note", "甲新聞の報道。"),
    ]
    assert document.title == "関税の引き上げ"


def test_nesting_and_headers() -> None:
    blocks = read(MARKS).blocks
    assert [b.heading for b in blocks[1:4]] == [0, 0, 0]
    assert (blocks[2].level, blocks[2].list_head) == (1, 1)
    assert (blocks[3].level, blocks[3].list_head) == (2, 2)
    cell = blocks[7].cell
    assert cell is not None
    assert (cell.row_headers, cell.column_headers) == ((6,), (5,))


def test_a_note_without_a_number_takes_the_marker_of_its_reference() -> None:
    document = read(MARKS)
    assert [(n.marker, n.span.of(document.text) if n.span else "", len(n.references)) for n in document.notes] == [("1", "甲新聞の報道。", 1)]
    assert document.issues == ()


def test_an_unanswered_reference_is_kept() -> None:
    document = read(MARKS[:-1])
    assert [issue.code for issue in document.issues] == ["reference_without_note"]


def test_text_without_marks_is_paragraphs() -> None:
    document = read(())
    assert {b.kind for b in document.blocks} == {"paragraph"}
    assert len(document.blocks) == TEXT.count("\n")


def test_a_paragraph_inside_an_item_or_cell_is_not_a_block_of_its_own() -> None:
    marks = (mark("list", "対象", "鉄鋼", level=1), mark("paragraph", "対象"), mark("paragraph", "鉄鋼"))
    assert [b.kind for b in read(marks).blocks].count("list") == 1
