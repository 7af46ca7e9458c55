"""A PDF's pages to its text in reading order, with blocks: the recipe of this room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.layout.columns import Atom, Leaf, order_page
from extract.layout.flow import join_pieces, make_blocks, write_text
from extract.layout.footnotes import is_small, marker_value, note_zone, printed_marker, split_notes
from extract.layout.frames import Frame, find_frames, inside
from extract.layout.glyphs import Direction, read_directions, turn_rect
from extract.layout.half_ruled import find_half_ruled
from extract.layout.lines import Line, Run, build_lines, find_runs, make_line, mark_bars
from extract.layout.outline import is_caption
from extract.layout.paragraphs import Body, Piece, build_pieces, ends_sentence, find_body
from extract.layout.pipes import read_pipe_tables
from extract.layout.running import find_running
from extract.layout.table_pieces import grid_pieces, owner, table_pieces, turned_in
from extract.layout.tables import continue_tables, mark_headers, read_title_row
from extract.layout.types import PdfLayout, RunningLine
from extract.layout.unruled import add_unruled
from extract.model import Page, Source, TableGrid

_CLOSING = re.compile(r"\s*[。、，．,.)）」』】〕\]｡､｣・;；:：]")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page in its main reading direction: `page` has rules and grids turned likewise, `runs` and `turned` are its glyphs."""

    page: Page
    direction: Direction
    runs: tuple[Run, ...]
    turned: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A leaf with its lines."""

    leaf: Leaf
    lines: tuple[Line, ...]
    number: int


def analyse_pdf(source: Source) -> PdfLayout:
    """Return the layout of a PDF's pages; an empty layout for a source without visible characters."""
    sheets = [_read_sheet(page) for page in source.pages]
    running = find_running([(s.runs, s.page.text, _height(s)) for s in sheets], [s.turned for s in sheets])
    pages: list[list[_Column]] = []
    frames: list[list[Frame]] = []
    count = 0
    for sheet, kept_out in zip(sheets, running, strict=True):
        columns, framed = _read_columns(sheet, kept_out, count)
        count += len(columns) + 1
        pages.append(columns)
        frames.append(framed)
    body = find_body([line for columns in pages for c in columns for line in c.lines])
    pieces: list[Piece] = []
    state = _Notes()
    tables = 0
    for sheet, columns, framed, kept_out in zip(sheets, pages, frames, running, strict=True):
        found, tables, state = _read_page(sheet, columns, framed, kept_out, body, tables, state)
        pieces.extend(found)
    kept, bars = read_pipe_tables(join_pieces(_join_notes(pieces)))
    kept, repeated = continue_tables(kept)
    left_out = [*_running_lines(sheets, running), *(RunningLine(p.page, p.text) for p in repeated), *bars]
    return _assemble(source, kept, left_out)


def _height(sheet: _Sheet) -> float:
    return sheet.page.height if sheet.direction == "flat" else sheet.page.width


def _read_sheet(page: Page) -> _Sheet:
    directions = read_directions(page)
    if not directions:
        return _Sheet(page, "flat", (), ())
    main, others = directions[0], directions[1:]
    if main.direction != "flat":
        rules = tuple(turn_rect(r, main.direction, page) for r in page.rules)
        grids = tuple(
            TableGrid(
                turn_rect(g.rect, main.direction, page), tuple(turn_rect(c, main.direction, page) for c in g.cells)
            )
            for g in page.grids
        )
        page = replace(page, rules=rules, grids=grids)
    return _Sheet(page, main.direction, tuple(find_runs(main, page.grids)), tuple(r for other in others for r in find_runs(other)))


def _read_columns(sheet: _Sheet, kept_out: set[Run], first: int) -> tuple[list[_Column], list[Frame]]:
    """Return the page's columns in reading order, with lines, and what is framed on it."""
    runs = [r for r in sheet.runs if r not in kept_out]
    frames = find_frames(sheet.page, runs, find_half_ruled(sheet.page, runs))
    frames = add_unruled(sheet.page, runs, frames)
    free = [r for r in runs if not any(inside(r, f.rect) for f in frames)]
    leaves = order_page(free, [Atom(k, f.rect) for k, f in enumerate(frames)], sheet.page.text)
    columns = []
    for k, leaf in enumerate(leaves):
        held = leaf.runs
        if leaf.atom:
            frame = frames[leaf.atom.key]
            held = tuple(r for r in runs if owner(r, frames) is frame) if not frame.cells else ()
        lines = mark_bars(sheet.page, build_lines(sheet.page, held))
        columns.append(_Column(leaf, tuple(lines), first + k))
    return columns, frames


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is known of the notes so far: the number of the last one."""

    last: int | None = None


def _read_page(
    sheet: _Sheet,
    columns: Sequence[_Column],
    frames: Sequence[Frame],
    kept_out: set[Run],
    body: Body,
    tables: int,
    state: _Notes,
) -> tuple[list[Piece], int, _Notes]:
    """Return the page's pieces in reading order, its notes last."""
    runs = [r for r in sheet.runs if r not in kept_out]
    turned = [r for r in sheet.turned if r not in kept_out]
    pieces: list[Piece] = []
    notes: list[Piece] = []
    side: list[Piece] = []
    for column in columns:
        leaf = column.leaf
        if leaf.atom and frames[leaf.atom.key].cells:
            stood = turned_in(sheet.page, frames[leaf.atom.key], turned if sheet.direction == "flat" else ())
            turned = [r for r in turned if r not in stood.values()]
            cells = table_pieces(sheet.page, frames[leaf.atom.key], runs, frames, tables, column.number, stood)
            title = read_title_row(cells)
            pieces += [title] if title else mark_headers(cells)
            tables += 1
        elif leaf.grid:
            pieces += mark_headers(grid_pieces(sheet.page, leaf, tables, column.number))
            tables += 1
        elif leaf.atom:
            found = _box_pieces(column, body, state)
            state = _after(found, state)
            pieces += [p for p in found if p.kind != "note"]
            notes += [p for p in found if p.kind == "note"]
        elif leaf.margin:
            marker = printed_marker(column.lines[0], False)
            side += [Piece("note" if marker else "caption", column.lines, column.number, marker)]
        else:
            main, found = _split_foot(sheet, column, body, state)
            state = _after(found, state)
            notes += found
            pieces += _text_pieces(main, leaf, body, column.number)
    extra = [Piece("caption", (make_line(sheet.page, [r], True),), columns[-1].number + 1 if columns else -1) for r in turned]
    return _place_side(pieces, side) + extra + notes, tables, state


def _after(notes: Sequence[Piece], state: _Notes) -> _Notes:
    """Return what is known after more notes."""
    numbers = (marker_value(p.marker) for p in reversed(notes) if p.kind == "note")
    return _Notes(next((number for number in numbers if number is not None), state.last))


def _place_side(pieces: Sequence[Piece], side: Sequence[Piece]) -> list[Piece]:
    """Return pieces with each side note put before the piece beside which it begins."""
    placed = list(pieces)
    for note in side:
        top = note.lines[0].top
        later = [
            k
            for k, p in enumerate(placed)
            if p.kind != "table" and p.lines[0].top >= top - 1.2 * note.size and p.page == note.page
        ]
        beside = min(later, key=lambda k: (abs(placed[k].lines[0].top - top), k), default=len(placed))
        placed.insert(beside, note)
    return placed


def _split_foot(sheet: _Sheet, column: _Column, body: Body, state: _Notes) -> tuple[list[Line], list[Piece]]:
    """Return a column's lines without the notes at its foot, and those notes."""
    lines = column.lines
    at = note_zone(lines, body.size, False)
    low = bool(lines) and lines[-1].bottom > 0.7 * _height(sheet) and len(lines[-1].text) > 10
    if at == len(lines) and low and state.last is not None:
        at = note_zone(lines, body.size, _ruled(sheet, lines, body))
    notes = split_notes(lines[at:], state.last)
    return list(lines[:at]), _note_pieces(notes, column.number)


def _note_pieces(notes: Sequence[tuple[str, Sequence[Line]]], number: int) -> list[Piece]:
    """Return a piece for each note; a source line among them is a caption."""
    return [
        Piece("caption" if not marker and is_caption(part[0].text) else "note", tuple(part), number, marker)
        for marker, part in notes
    ]


def _ruled(sheet: _Sheet, lines: Sequence[Line], body: Body) -> bool:
    """Say whether a thin rule stands right above the small type at the foot of a column."""
    start = len(lines)
    while start and is_small(lines[start - 1], body.size):
        start -= 1
    if start == len(lines):
        return False
    line = lines[start]
    return any(
        r[3] - r[1] <= 2.0 and r[2] - r[0] > 40 and -4 < line.top - r[3] < 1.8 * line.size and abs(r[0] - line.x0) < 40
        for r in sheet.page.rules
    )


def _text_pieces(lines: Sequence[Line], leaf: Leaf, body: Body, number: int) -> list[Piece]:
    """Return the pieces of a column of text; lines that carry a note's own marker (※1, 注1, a superscript) are notes."""
    parts: list[Piece] = []
    pending: list[Line] = []
    note: list[Line] = []
    marker = ""

    def close() -> None:
        nonlocal marker
        if note:
            parts.append(Piece("note", tuple(note), number, marker))
            note.clear()
        if pending:
            parts.extend(build_pieces(pending, leaf.rect, body, number))
            pending.clear()
        marker = ""

    for k, line in enumerate(lines):
        printed = _strict_marker(line, lines[k - 1] if k else None, marker_value(marker) if note else None)
        printed = printed or _sign_marker(line, note)
        if printed:
            close()
            note.append(line)
            marker = printed
        elif note and _same_note(note, line) and not is_caption(line.text):
            note.append(line)
        else:
            if note:
                close()
            pending.append(line)
    close()
    return parts


def _strict_marker(line: Line, before: Line | None, last: int | None) -> str:
    """Return a note marker that cannot be the head of a sentence or list: set as a superscript at the line's head, ※1, 注1)."""
    marker = printed_marker(line, False)
    if marker and last is not None and marker_value(marker) == last + 1:
        return marker
    if marker and line.raised and line.raised[0] == 0 and len(line.text.strip()) > len(marker):
        return "" if _CLOSING.match(line.text[len(marker) :]) or _goes_on(before, line) else marker
    return (
        marker
        if marker
        and not line.raised
        and len(line.text.strip()) > len(marker)
        and not _goes_on(before, line)
        and marker[0] in "※＊*注註（([［"
        and any(c.isdigit() or c in "注註" for c in marker)
        else ""
    )


def _sign_marker(line: Line, note: Sequence[Line]) -> str:
    """Return the sign (*, †) with which a line right below a note begins the next one."""
    marker = printed_marker(line, True)
    signed = re.fullmatch(r"[*＊†‡]{1,3}", marker) and len(line.text.strip()) > len(marker) + 1
    return marker if signed and note and _same_note(note, line) and abs(line.x0 - note[0].x0) < 1.5 * line.size else ""


def _goes_on(before: Line | None, line: Line) -> bool:
    """Say whether the line before, in the same type, breaks off at its right edge: a superscript here points to a note."""
    if before is None or abs(before.size - line.size) > 0.06 * line.size:
        return False
    return (
        before.x1 > line.x1 - 3 * line.size
        and not ends_sentence(before.text)
        and not (before.raised and before.raised[0] == 0)
    )


def _same_note(note: Sequence[Line], line: Line) -> bool:
    last = note[-1]
    return (
        abs(line.size - last.size) < 0.06 * last.size
        and 0 < line.bottom - last.bottom < 1.9 * last.size
        and line.bold == last.bold
    )


def _box_pieces(column: _Column, body: Body, state: _Notes) -> list[Piece]:
    """Return the pieces of a box: paragraphs become kind box, headings, items and notes keep theirs."""
    own = Body(find_body(column.lines).size, body.font)
    if own.size < 0.93 * body.size and column.lines and _holds_notes(column.lines, state):
        # Some producers paint the rule above the notes as a frame around them.
        return _note_pieces(split_notes(column.lines, state.last), column.number)
    found = _text_pieces(column.lines, column.leaf, own, column.number)
    return [
        replace(p, kind="box" if p.kind in {"paragraph", "list"} else p.kind, boxed=p.kind != "note") for p in found
    ]


def _holds_notes(lines: Sequence[Line], state: _Notes) -> bool:
    """Say whether framed small type is notes: it begins with a marker, or with the rest of a note before the next one."""
    if printed_marker(lines[0], True):
        return True
    markers = [m for line in lines if (m := printed_marker(line, True))]
    return state.last is not None and bool(markers) and marker_value(markers[0]) == state.last + 1


def _join_notes(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with a note's rest, which stands at the foot of the next page, put to the note."""
    joined: list[Piece] = []
    last: int | None = None
    for piece in pieces:
        if piece.kind == "note" and not piece.marker and last is not None:
            joined[last] = replace(joined[last], lines=(*joined[last].lines, *piece.lines))
            continue
        joined.append(piece)
        if piece.kind == "note":
            last = len(joined) - 1
    return joined


def _running_lines(sheets: Sequence[_Sheet], running: Sequence[set[Run]]) -> list[RunningLine]:
    return [
        RunningLine(sheet.page.number, "".join(sheet.page.text[g] for g in run.glyphs))
        for sheet, kept_out in zip(sheets, running, strict=True)
        for run in sorted(kept_out, key=lambda r: r.glyphs)
    ]


def _assemble(source: Source, pieces: Sequence[Piece], running: Sequence[RunningLine]) -> PdfLayout:
    written = write_text(pieces, source.pages)
    blocks = make_blocks(pieces, written.spans)
    return PdfLayout(
        written.text, written.pages, written.boxes, blocks, written.superscripts, (), _title(pieces), tuple(running)
    )


def _title(pieces: Sequence[Piece]) -> str:
    """Return the largest heading of the first page, its lines joined."""
    if not pieces:
        return ""
    first = [p for p in pieces if p.kind == "heading" and p.page == pieces[0].page]
    best = max(first, key=lambda p: p.size, default=None)
    if best is None:
        return ""
    joined = "\n".join(line.text.strip() for line in best.lines)
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", joined).replace("\n", "")
