"""A web page's element tree as a flat row of events: texts, breaks, and where marked stretches open and close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from extract.model import MarkKind
from extract.read.html_notes import BLOCKS, HEADINGS, Notes, read_marker, text_of

_LIST_PARENTS = frozenset(("ul", "ol", "menu", "dl"))
# A cell that spans more than this is a mistake or a trap.
_WIDEST_SPAN = 200
_MOST_ROWS = 20_000
_MOST_COLUMNS = 1000


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


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of the whole page: its notes, the numbers printed before list items, its tables of data."""

    notes: Notes
    ordinals: Mapping[Element, str]
    tables: Mapping[Element, int]


def read_events(root: Element, notes: Notes) -> Iterator[Event]:
    """Yield the events of `root` and all below it, in document order."""
    tables = [table for table in root.iter("table") if is_data_table(table)]
    numbers = {table: number for number, table in enumerate(tables)}
    yield from _element(root, _Page(notes, _number_items(root), numbers), 0, False)


def _element(element: Element, page: _Page, depth: int, kept: bool) -> Iterator[Event]:
    """Yield an element's events, without its tail. `depth` counts the lists around it."""
    tag = element.tag
    if not isinstance(tag, str) or element in page.notes.dropped or tag in ("rt", "rp"):
        # rt holds the reading of the kanji before it: said twice, it would break words apart.
        return
    if tag == "br":
        yield Break()
    elif element in page.tables:
        yield from _table(element, page)
    else:
        opening = _opening(element, page, depth)
        if opening is not None:
            yield opening
        inner = depth + (tag in _LIST_PARENTS)
        yield from _inside(element, page, inner, kept or tag == "pre")
        if opening is not None:
            yield Close()


def _inside(element: Element, page: _Page, depth: int, kept: bool) -> Iterator[Event]:
    if element.text:
        yield Text(element.text, kept)
    noted = False
    for child in element:
        if _is_inline_note(child, page.notes):
            # A note that begins at an anchor goes on to the next one, or to the end of what both stand in.
            if noted:
                yield Close()
            yield Open("note", label=page.notes.notes[child])
            noted = True
        yield from _element(child, page, depth, kept)
        if child.tail:
            yield Text(child.tail, kept)
    if noted:
        yield Close()


def _is_inline_note(element: Element, notes: Notes) -> bool:
    return element in notes.notes and element.tag not in BLOCKS


def _opening(element: Element, page: _Page, depth: int) -> Open | None:
    """Return what begins at an element, None for plain inline elements."""
    tag, notes = element.tag, page.notes
    if element in notes.references:
        return Open("note_reference", label=notes.references[element])
    if element in notes.notes and not _is_inline_note(element, notes):
        return Open("note", label=notes.notes[element])
    if tag == "sup" and (label := _plain_reference(element, notes)):
        return Open("note_reference", label=label)
    if tag in HEADINGS:
        return Open("heading", level=int(tag[1]))
    if tag in ("li", "dd"):
        return Open("list", level=max(1, depth), label=page.ordinals.get(element, ""))
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


def _number_items(root: Element) -> dict[Element, str]:
    """Return the printed numbers of the items of numbered lists; letters and Roman numbers are left to the browser."""
    numbers: dict[Element, str] = {}
    for parent in root.iter("ol"):
        start = parent.get("start", "1")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        if parent.get("type", "1") == "1":
            numbers.update((item, str(first + i)) for i, item in enumerate(e for e in parent if e.tag == "li"))
    return numbers


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


def _table(table: Element, page: _Page) -> Iterator[Event]:
    yield Open(None)
    for caption in table.findall("caption"):
        yield from _element(caption, page, 0, False)
    for cell, opening in _placed(table, page.tables[table]):
        yield opening
        note = page.notes.notes.get(cell)
        if note is not None:
            yield Open("note", label=note)
        yield from _inside(cell, page, 0, False)
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
            # Beyond any real width the cells are still read, but take up one place each.
            wide = _span(cell, "colspan") if x < _MOST_COLUMNS else 1
            taken.update((column, y + tall) for column in range(x, min(x + wide, _MOST_COLUMNS)))
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
