"""Lines, paragraphs, headings, lists, boxes, captions, tables, notes; reading order."""

from __future__ import annotations

from extract.errors import UnsupportedError
from extract.layout.marked import analyse_marked, find_known_references
from extract.layout.notes import link_notes
from extract.layout.plain import analyse_plain
from extract.layout.types import PdfLayout
from extract.model import Document, Source

__all__ = ["analyse_layout"]


def analyse_layout(source: Source) -> Document:
    """Return the document of a file as read: text in reading order, blocks, and notes linked with their references.

    Raises UnsupportedError for a reader this room does not know. Issues of reading and of layout are kept, in that order.
    """
    layout = _analyse(source)
    pages = layout.pages if source.pages else None
    notes, doubts = link_notes(layout.text, layout.blocks, layout.superscripts, pages, find_known_references(source))
    return Document(
        source=source,
        text=layout.text,
        pages=layout.pages,
        boxes=layout.boxes,
        blocks=layout.blocks,
        notes=notes,
        issues=(*source.issues, *layout.issues, *doubts),
        title=layout.title,
    )


def _analyse(source: Source) -> PdfLayout:
    if source.reader == "pdf":
        # Imported where used: a text file must not pay for the PDF machinery.
        from extract.layout.pdf import analyse_pdf

        return analyse_pdf(source)
    if source.reader == "html":
        return analyse_marked(source)
    if source.reader == "text":
        return analyse_plain(source)
    raise UnsupportedError(f"{source.name}: no layout for reader {source.reader!r}")
