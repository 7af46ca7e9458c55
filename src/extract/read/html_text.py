"""Events of a web page put together: the text with its line ends, and the marks over it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.model import Mark
from extract.read.html_events import Break, Close, Event, Open, Text
from extract.read.html_notes import MARKER
from extract.spans import Span

_SPACE = re.compile(r"([ \t\n\r\f]+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# Characters between which a line end of the HTML source means nothing: Japanese is written without spaces.
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f]")
# A block inside one of these is a line of it, not a block of its own.
_HOLDERS = frozenset(("list", "cell", "note", "caption", "paragraph", "heading"))
# These begin a block of their own even inside such a holder, which ends there.
_ENDS = {"list": ("list",), "cell": ("list",), "note": ("list", "paragraph")}
# One line end before these where the same kind stands above; a blank line elsewhere.
_TIGHT = frozenset(("list", "cell", "note"))


@dataclass(slots=True)
class _Stretch:
    """A stretch that is open: where it began (None: nothing written yet), and whether it makes a mark."""

    event: Open
    marked: bool
    start: int | None = None


@dataclass(slots=True)
class _Page:
    """The text so far. `breaks` line ends and one `space` are owed before the next character."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open: list[_Stretch] = field(default_factory=list)
    length: int = 0
    breaks: int = 0
    space: str = ""
    last: str = ""


def assemble(events: Iterable[Event]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text and its marks, in order of their starts (a surrounding mark first)."""
    page = _Page()
    # The outermost stretch takes the text that stands in no element of its own.
    for event in (Open(None), *events, Close()):
        if isinstance(event, Text):
            _write(page, event)
        elif isinstance(event, Break):
            page.breaks, page.space = min(2, page.breaks + 1), ""
        elif isinstance(event, Open):
            _open(page, event)
        else:
            _close(page)
    page.marks.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    return "".join(page.parts), tuple(page.marks)


def _open(page: _Page, event: Open) -> None:
    holder = _holder(page)
    if event.kind == "note_reference":
        page.open.append(_Stretch(event, True))
        return
    if event.kind in _ENDS and holder is not None and holder.event.kind in _ENDS[event.kind]:
        _mark(page, holder)
        holder = _holder(page)
    marked = event.kind is not None and (holder is None or (event.kind == "note" and holder.event.kind == "cell"))
    _end_loose(page)
    _owe(page, 1 if holder is not None or event.kind in _TIGHT else 2)
    page.open.append(_Stretch(event, marked))


def _close(page: _Page) -> None:
    _end_loose(page)
    stretch = page.open.pop()
    if stretch.event.kind == "cell" and stretch.marked and stretch.start is None:
        stretch.start = page.length
    _mark(page, stretch)
    if stretch.event.kind != "note_reference":
        _owe(page, 1 if _holder(page) is not None or stretch.event.kind in _TIGHT else 2)


def _holder(page: _Page) -> _Stretch | None:
    """Return the innermost open mark that a block would be a part of."""
    return next((s for s in reversed(page.open) if s.marked and s.event.kind in _HOLDERS), None)


def _end_loose(page: _Page) -> None:
    """End the paragraph of text that stands directly in a container, where a block begins or ends."""
    if page.open and not page.open[-1].marked and page.open[-1].start is not None:
        if _holder(page) is None:
            _add(page, Open("paragraph"), page.open[-1].start)
        page.open[-1].start = None


def _owe(page: _Page, breaks: int) -> None:
    if page.length:
        page.breaks = max(page.breaks, breaks)
    page.space = ""


def _mark(page: _Page, stretch: _Stretch) -> None:
    """Make the mark of a stretch that ends here; once only."""
    if stretch.marked and stretch.start is not None:
        start = stretch.start
        if stretch.event.kind == "note":
            start = _after_marker("".join(page.parts), start)
        _add(page, stretch.event, start)
        stretch.start = None
    stretch.marked = False


def _after_marker(text: str, start: int) -> int:
    """Return where a note's text begins after its printed marker: "[1] METI" → at "METI"."""
    head = re.match(r"\S{1,8}(?=\s)|[\[(〔【]\S{1,6}?[\])〕】]", text[start : start + 12])
    if head is None or not MARKER.fullmatch(head[0]) or not re.search(r"[\d*※†‡]|[\])〕】.]$", head[0]):
        return start
    rest = text[start + head.end() :]
    return start + head.end() + len(rest) - len(rest.lstrip())


def _add(page: _Page, event: Open, start: int) -> None:
    if event.kind is None:
        return
    span = Span(min(start, page.length), page.length)
    place = (event.table, event.row, event.column, event.row_span, event.column_span, event.header)
    page.marks.append(Mark(event.kind, span, event.level, event.label, *place))


def _write(page: _Page, event: Text) -> None:
    text = _CONTROL.sub("", event.text)
    if event.kept:
        lines = text.split("\n")
        for i, line in enumerate(lines):
            if i:
                page.breaks = min(2, page.breaks + 1)
            if line.strip():
                _put(page, line.rstrip("\r"))
        return
    for piece in _SPACE.split(text):
        if not piece:
            continue
        if _SPACE.fullmatch(piece):
            page.space = "\n" if "\n" in piece or page.space == "\n" else " "
        else:
            _put(page, piece)


def _put(page: _Page, piece: str) -> None:
    """Write characters, after what is owed before them."""
    if page.breaks and page.length:
        if page.breaks > 1:
            _end_loose(page)
        _emit(page, "\n" * page.breaks)
    elif page.space and page.length and not (page.space == "\n" and _WIDE.match(page.last) and _WIDE.match(piece)):
        _emit(page, " ")
    page.breaks, page.space = 0, ""
    direct = True
    for stretch in reversed(page.open):
        # Text inside inline marks stands directly in the container around them.
        if stretch.start is None and (stretch.marked or direct):
            stretch.start = page.length
        direct = direct and stretch.event.kind == "note_reference"
    _emit(page, piece)


def _emit(page: _Page, piece: str) -> None:
    page.parts.append(piece)
    page.length += len(piece)
    page.last = piece[-1]
