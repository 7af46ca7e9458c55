"""Text files as blocks: paragraphs joined over line ends, gaps and boxes; headings, lists, tables, captions and notes told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.layout.drafts import Draft, compile_drafts
from extract.layout.note_marks import LABEL, read_body_mark
from extract.layout.plain_chronicles import read_chronicle
from extract.layout.plain_lines import (
    Line,
    Wrapping,
    columns,
    continues,
    is_ended,
    is_full,
    measure_wrapping,
    read_lines,
)
from extract.layout.plain_marks import TITLE, Start, looks_like_heading, read_start
from extract.layout.plain_notes import find_note_lines, goes_on_in_note
from extract.layout.plain_settle import settle_drafts
from extract.layout.plain_tables import narrow_run, read_flat_table, read_rows
from extract.layout.types import PdfLayout
from extract.model import Block, Source

_GLUED_HEAD = re.compile(r"(?<=[。｡])(?=[（(][0-9０-９]{1,2}[）)]　\S{2,40}$)|(?<=[ぁ-んァ-ヶ一-龥。｡」）])(?=[0-9０-９]{1,2}　[^。｡、\s]{4,40}$)")


def analyse_plain(source: Source) -> PdfLayout:
    """Return the layout of a text file: `text` in reading order (pages 0, boxes zero), its blocks and its title.

    Lines are kept as printed, without the white space around them and joined by line ends; comments, page numbers and blank
    lines are left out. A box, table or note that interrupts a sentence is moved after its paragraph.
    """
    lines = _split_glued_heads(read_lines(source.text))
    drafts = read_drafts(lines, measure_wrapping(lines))
    text, blocks = compile_drafts(drafts)
    n = len(text)
    return PdfLayout(
        text=text,
        pages=np.zeros(n, dtype=np.int32),
        boxes=np.zeros((n, 4), dtype=np.float32),
        blocks=blocks,
        superscripts=(),
        issues=(),
        title=source.title or find_title(text, blocks),
    )


def find_title(text: str, blocks: Sequence[Block]) -> str:
    """Return the heading a text begins with, else its first line up to the end of the sentence; at most 120 characters."""
    if not blocks:
        return ""
    lead = [block for block in blocks[:3] if block.kind == "heading" or columns(block.span.of(text)) <= 60]
    early = next((block for block in lead if block.kind == "heading" and block.span.start <= 120), blocks[0])
    words = re.sub(r"(?<=[\x00-\x7f])\n(?=[\x00-\x7f])", " ", early.span.of(text)).replace("\n", "")
    if early.kind != "heading":
        words = re.split(r"(?<=[。｡])|(?<=[.!?]) ", words, maxsplit=1)[0]
    return words.strip("#* 　\t")[:120]


def read_drafts(lines: Sequence[Line], wrapping: Wrapping) -> list[Draft]:
    """Turn lines into drafts of blocks, in reading order."""
    drafts = _collect(lines, wrapping)
    return settle_drafts(drafts, wrapping)


def _split_glued_heads(lines: Sequence[Line]) -> list[Line]:
    """Break a line where a numbered heading was glued to the end of a sentence (`…いる。（4）　…の推進`)."""
    broken: list[Line] = []
    for line in lines:
        found = _GLUED_HEAD.search(line.text, 1)
        if found and found.start() > 1 and not LABEL.search(line.text[: found.start()]):
            head = replace(line, text=line.text[: found.start()], trailing=True)
            broken += [head, replace(line, text=line.text[found.start() :], gap=1, page_top=False, heading=True)]
        else:
            broken.append(line)
    return broken


# --- lines to drafts -------------------------------------------------------------------------------------------------


def _collect(lines: Sequence[Line], wrapping: Wrapping) -> list[Draft]:
    notes = find_note_lines(lines, wrapping)
    drafts: list[Draft] = []
    at = table = 0
    while at < len(lines):
        found = _read_table(lines, at, table, drafts, wrapping)
        if found is not None:
            cells, at = found
            drafts += cells
            table += 1
            continue
        beside = _side_caption(lines, at, drafts, wrapping)
        if beside > at:
            drafts.append(Draft("caption", [line.text for line in lines[at:beside]], style="side", gap=lines[at].gap))
            at = beside
            continue
        _take_line(lines, at, notes, drafts, wrapping)
        at += 1
    return drafts


def _read_table(
    lines: Sequence[Line], at: int, table: int, drafts: Sequence[Draft], wrapping: Wrapping
) -> tuple[list[Draft], int] | None:
    if drafts and drafts[-1].open_end and at and continues(lines[at - 1], lines[at], wrapping):
        return None
    return read_rows(lines, at, table) or read_chronicle(lines, at, table) or read_flat_table(lines, at, table)


def _side_caption(lines: Sequence[Line], at: int, drafts: Sequence[Draft], wrapping: Wrapping) -> int:
    """Return the line after a caption set beside a figure that begins at line `at`, or `at`: narrow lines next to a caption or table."""
    if wrapping.width < 60 or not drafts:
        return at
    if at and continues(lines[at - 1], lines[at], wrapping):
        # Only the last line of a paragraph is short: three short ones in the middle of a sentence stand beside it.
        end = narrow_run(lines, at, wrapping.width)
        return end if end - at >= 3 and drafts[-1].open_end and not is_ended(lines[end - 1].text) else at
    end = narrow_run(lines, at, wrapping.width)
    following = read_start(lines[end].text) if end < len(lines) else None
    near = drafts[-1].kind in ("caption", "table") or (following is not None and following.kind == "caption")
    return end if near else at


def _take_line(lines: Sequence[Line], at: int, notes: dict[int, str], drafts: list[Draft], wrapping: Wrapping) -> None:
    """Add a line to the draft it continues, or begin a new draft with it."""
    line = lines[at]
    before = lines[at - 1] if at else None
    goes_on = (
        before is not None
        and bool(drafts)
        and drafts[-1].kind != "table"
        and continues(before, line, wrapping)
        and not _closes(drafts, line)
    )
    start = read_start(line.text)
    if at in notes:
        drafts.append(Draft("note", [line.text], marker=_printed_marker(line.text), gap=line.gap))
    elif (
        (drafts and drafts[-1].kind == "note" and not _breaks(start, False) and goes_on_in_note(lines, at, notes, wrapping, _is_interrupted(drafts)))
        or (goes_on and not _breaks(start, True))
        or _is_item_body(drafts, line, start)
    ):
        drafts[-1].lines.append(line.text)
    else:
        drafts.append(_begin(line, start))
    if len(drafts) == 2 and at == 1 and _ends_title(lines, wrapping):
        drafts[0].lines += drafts.pop().lines
    following = lines[at + 1] if at + 1 < len(lines) else line
    broken = not line.trailing if wrapping.marks else is_full(line, following, wrapping)
    drafts[-1].open_end = bool(wrapping.width) and not is_ended(line.text) and (broken or line.text[-1] in "、，")


def _closes(drafts: Sequence[Draft], line: Line) -> bool:
    """Say whether what the drafts end with is complete although its last line is full: a title before its subtitle (`―…`), the last item of a list."""
    if len(drafts) == 1 and line.text[0] in "―—–─":
        return True
    if drafts[-1].style == "dated" and len(drafts[-1].lines) == 1 and looks_like_heading(drafts[-1].text, TITLE, whole=True):
        return True
    if len(drafts) < 2 or drafts[-1].kind != "list" or drafts[-2].kind != "list":
        return False
    # `a; b; and c.`: the full stop after items that end with semicolons ends the list.
    return bool(re.search(r"(?:[;；]|[;；,]\s*(?:and|or))$", drafts[-2].text)) and is_ended(drafts[-1].text)


def _ends_title(lines: Sequence[Line], wrapping: Wrapping) -> bool:
    """Say whether the second line is the rest of an English title, which large type broke: a few words, no byline and no date."""
    first, second = lines[0], lines[1]
    long = wrapping.width and 0.45 * wrapping.width < first.width < 0.85 * wrapping.width
    title = re.fullmatch(r"[A-Za-z][A-Za-z’'\- ]*", second.text) and len(second.text.split()) <= 5
    return bool(long and title) and not second.gap and first.text.isascii() and not is_ended(first.text) and not second.text.startswith("By ")


def _is_interrupted(drafts: Sequence[Draft]) -> bool:
    """Say whether the text broke off in mid sentence before the notes at the end of `drafts`."""
    text = next((draft for draft in reversed(drafts) if draft.kind not in ("note", "caption", "table")), None)
    return text is not None and text.open_end and text.kind in ("paragraph", "list")


def _breaks(start: Start | None, goes_on: bool) -> bool:
    """Say whether what a line announces ends the paragraph before it; weak marks do not where the paragraph goes on."""
    return start is not None and start.style != "speaker" and not (start.weak and goes_on)


def _is_item_body(drafts: Sequence[Draft], line: Line, start: Start | None) -> bool:
    """Say whether an indented line goes on with a Markdown item above it."""
    if start is not None or not drafts or line.gap or drafts[-1].kind != "list":
        return False
    return line.indent > drafts[-1].indent and drafts[-1].marker in ("-", "*", "+")


def _begin(line: Line, start: Start | None) -> Draft:
    if start is None:
        return Draft("paragraph", [line.text], indent=line.indent, gap=line.gap)
    kind = {"row": "paragraph", "box": "heading"}.get(start.kind, start.kind)
    draft = Draft("paragraph", [line.text], start.style, start.marker, start.level, line.indent, line.gap)
    if kind in ("heading", "list", "caption"):
        draft.kind = "heading" if kind == "heading" else "list" if kind == "list" else "caption"
    return draft


def _printed_marker(text: str) -> str:
    mark = read_body_mark(text)
    return text[: mark.end].strip() if mark else ""
