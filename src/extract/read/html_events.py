"""A web page's element tree as a flat row of events: texts, breaks, and where marked stretches open and close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from extract.model import MarkKind
from extract.read.html_notes import BLOCKS, HEADINGS, Notes, read_marker, text_of

_LIST_PARENTS = frozenset(("ul", "ol", "menu", "dl"))
# A cell that spans more than this is a mistake or a trap.
_WIDEST_SPAN = 200
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of a text node; `kept` says that white space stands as it is (pre)."""

    text: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a block."""


@dataclass(frozen=True, slots=True)
class Open:
    """A block or an inline stretch begins; `kind` None: a block without a mark of its own."""

    kind: MarkKind | None
    level: int = 0
    label: str = ""
    table: int = -1
    row: int = -1
    column: int = -1
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """The stretch that was opened last ends."""


Event = Text | Break | Open | Close


@dataclass(slots=True)
class _Tables:
    """Numbers the tables in document order."""

    next: int = 0


def read_events(root: Element, notes: Notes) -> Iterator[Event]:
    """Yield the events of `root` and all below it, in document order."""
    yield from _element(root, notes, _Tables(), 0, False)


def _element(element: Element, notes: Notes, tables: _Tables, depth: int, kept: bool) -> Iterator[Event]:
    """Yield an element's events, without its tail. `depth` counts the lists around it."""
    tag = element.tag
    if not isinstance(tag, str) or element in notes.dropped or tag in ("rt", "rp"):
        # rt holds the reading of the kanji before it: said twice, it would break words apart.
        return
    if tag == "br":
        yield Break()
    elif tag == "table" and is_data_table(element):
        yield from _table(element, notes, tables)
    else:
        opening = _opening(element, notes, depth)
        if opening is not None:
            yield opening
        inner = depth + (tag in _LIST_PARENTS)
        yield from _inside(element, notes, tables, inner, kept or tag == "pre")
        if opening is not None:
            yield Close()


def _inside(element: Element, notes: Notes, tables: _Tables, depth: int, kept: bool) -> Iterator[Event]:
    if element.text:
        yield Text(element.text, kept)
    noted = False
    for child in element:
        if _is_inline_note(child, notes):
            # A note that begins at an anchor goes on to the next one, or to the end of what both stand in.
            if noted:
                yield Close()
            yield Open("note", label=notes.notes[child])
            noted = True
        yield from _element(child, notes, tables, depth, kept)
        if child.tail:
            yield Text(child.tail, kept)
    if noted:
        yield Close()


def _is_inline_note(element: Element, notes: Notes) -> bool:
    return element in notes.notes and element.tag not in BLOCKS


def _opening(element: Element, notes: Notes, depth: int) -> Open | None:
    """Return what begins at an element, None for plain inline elements."""
    tag = element.tag
    if element in notes.references:
        return Open("note_reference", label=notes.references[element])
    if element in notes.notes and not _is_inline_note(element, notes):
        return Open("note", label=notes.notes[element])
    if tag == "sup" and (label := _plain_reference(element, notes)):
        return Open("note_reference", label=label)
    if tag in HEADINGS:
        return Open("heading", level=int(tag[1]))
    if tag in ("li", "dd"):
        return Open("list", level=max(1, depth), label=_ordinal(element))
    if tag in ("figcaption", "caption"):
        return Open("caption")
    if tag in ("p", "pre", "dt", "address", "summary", "legend"):
        return Open("paragraph")
    if tag == "aside":
        return Open("box")
    return Open(None) if tag in BLOCKS else None


def _plain_reference(element: Element, notes: Notes) -> str:
    """Return the marker of a raised sign without a link; "" for exponents (m², 10³) and ordinals (1st)."""
    if any(e in notes.references for e in (*element.iter(), *element.iterancestors("a"))):
        return ""
    text = text_of(element)
    label = read_marker(text)
    if not label or (not label[-1].isdigit() and label.isascii() and label not in ("*", "**", "†")):
        return ""
    previous = element.getprevious()
    parent = element.getparent()
    holder = previous.tail if previous is not None else parent.text if parent is not None else ""
    before = (holder or "").rstrip()
    if label != text or not label.isdigit():
        return label
    # A bare number: after a unit or a figure it is an exponent, after a Japanese word or a sentence's end a note.
    stem = before.rsplit(" ", 1)[-1]
    return (
        label
        if stem and (not stem[-1].isascii() or stem[-1] in ".,;:)]\"'" or (stem.isalpha() and len(stem) > 3))
        else ""
    )


def _ordinal(item: Element) -> str:
    """Return the printed number of an item of a numbered list, "" where the list has bullets."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or parent.get("type", "1") != "1":
        return ""
    items = [e for e in parent if e.tag == "li"]
    start = parent.get("start", "1")
    return str((int(start) if start.isdigit() and len(start) < 6 else 1) + items.index(item))


def is_data_table(table: Element) -> bool:
    """Say whether a table shows data: older pages are laid out with tables, which hold whole sections in one cell."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "article", "main", "section")):
        return False
    rows = _rows(table)
    return len(rows) * max((len(_cells(row)) for row in rows), default=0) > 1 and any(
        len(_cells(row)) > 1 for row in rows
    )


def _rows(table: Element) -> list[Element]:
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(row for row in child if row.tag == "tr")
    return rows[:_MOST_ROWS]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _table(table: Element, notes: Notes, tables: _Tables) -> Iterator[Event]:
    number = tables.next
    tables.next += 1
    yield Open(None)
    for caption in table.findall("caption"):
        yield from _element(caption, notes, tables, 0, False)
    for cell, opening in _placed(table, number):
        yield opening
        note = notes.notes.get(cell)
        if note is not None:
            yield Open("note", label=note)
        yield from _inside(cell, notes, tables, 0, False)
        if note is not None:
            yield Close()
        yield Close()
    yield Close()


def _placed(table: Element, number: int) -> Iterator[tuple[Element, Open]]:
    """Yield each cell with its place: a cell that spans rows takes up columns of the rows below."""
    rows = _rows(table)
    taken: dict[int, int] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in _cells(row):
            while taken.get(x, 0) > y:
                x += 1
            tall = min(_span(cell, "rowspan"), len(rows) - y)
            wide = _span(cell, "colspan")
            for column in range(x, x + wide):
                taken[column] = y + tall
            header = cell.tag == "th" or any(a.tag == "thead" for a in row.iterancestors("thead", "table"))
            yield cell, Open("cell", table=number, row=y, column=x, row_span=tall, column_span=wide, header=header)
            x += wide


def _span(cell: Element, key: str) -> int:
    raw = (cell.get(key) or "1").strip()
    if raw == "0" and key == "rowspan":
        return _MOST_ROWS
    return (
        min(max(1, int(raw)), _WIDEST_SPAN if key == "colspan" else _MOST_ROWS)
        if raw.isascii() and raw.isdigit() and len(raw) < 9
        else 1
    )
