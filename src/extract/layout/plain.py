"""Text files as blocks: paragraphs joined over line ends, gaps and boxes; headings, lists, tables, captions and notes told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.layout.drafts import Draft, compile_drafts, introduces
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
from extract.layout.plain_marks import Start, looks_like_heading, read_start, split_run_in
from extract.layout.plain_notes import find_note_lines, goes_on_in_note
from extract.layout.plain_tables import narrow_run, read_flat_table, read_rows
from extract.layout.types import PdfLayout
from extract.model import Block, Source

_RESUMES = re.compile(r"(?:に対し|[をがにはともへで、､。｡」）てたるりっなれ](?![の、こ]))|[a-z,;]")
_GLUED_HEAD = re.compile(r"(?<=[。｡])(?=[（(][0-9０-９]{1,2}[）)]　\S{2,40}$)|(?<=[ぁ-んァ-ヶ一-龥。｡」）])(?=[0-9０-９]{1,2}　[^。｡、\s]{4,40}$)")
_DATE_LIKE = re.compile(r"^[0-9０-９\s年月日./．\-令和平成元年（）()付号更新公表：:]+$|^[0-9０-９]{4,}[^\s、。]{1,8}第[0-9０-９]+号$")
_DATED = re.compile(r"(?:[0-9０-９]{4}|令和[0-9０-９元]{1,2})\s?年\s?[0-9０-９]{1,2}\s?月|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9, ]*20[0-9]{2}")
_NUMBERED = frozenset(("chapter", "section", "roman", "decimal3", "decimal2", "dot", "wide", "space", "circle", "paren", "half", "letter", "kana", "kanji"))
_KNOWN_HEADS = re.compile(
    r"^(?:はじめに|おわりに|背景|概要|結論|まとめ|経緯|今後の(?:見通し|課題|展望)|要旨|要約|注釈?|脚注|出典|参考文献|"
    r"introduction|background|summary|overview|conclusions?|next steps|outlook|notes?|footnotes?|endnotes?|references?|sources?)$",
    re.IGNORECASE,
)


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
    drafts = mend_interrupted(drafts)
    drafts = [part for draft in drafts for part in _split_run_in_head(draft)]
    _settle_numbered(drafts, wrapping)
    _settle_unmarked(drafts, not wrapping.width)
    _settle_rows(drafts)
    _settle_boxes(drafts)
    _settle_nested(drafts)
    _settle_list_heads(drafts, wrapping.spacing)
    return drafts


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
    following = lines[at + 1] if at + 1 < len(lines) else line
    broken = not line.trailing if wrapping.marks else is_full(line, following, wrapping)
    drafts[-1].open_end = bool(wrapping.width) and not is_ended(line.text) and (broken or line.text[-1] in "、，")


def _closes(drafts: Sequence[Draft], line: Line) -> bool:
    """Say whether what the drafts end with is complete although its last line is full: a title before its subtitle (`―…`), the last item of a list."""
    if len(drafts) == 1 and line.text[0] in "―—–─":
        return True
    if len(drafts) < 2 or drafts[-1].kind != "list" or drafts[-2].kind != "list":
        return False
    # `a; b; and c.`: the full stop after items that end with semicolons ends the list.
    return bool(re.search(r"(?:[;；]|[;；,]\s*(?:and|or))$", drafts[-2].text)) and is_ended(drafts[-1].text)


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


# --- repairs and decisions over the row of drafts ----------------------------------------------------------------------


def mend_interrupted(drafts: Sequence[Draft]) -> list[Draft]:
    """Join paragraphs that a box, table, caption or note cut in two; what stood between them follows."""
    mended: list[Draft] = []
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        resume = _resumption(drafts, at)
        mended.append(draft)
        if resume is None:
            at += 1
            continue
        draft.lines += drafts[resume].lines
        draft.open_end = drafts[resume].open_end
        between = list(drafts[at + 1 : resume])
        drafts = [*drafts[: at + 1], *between, *drafts[resume + 1 :]]
        if not draft.open_end:
            at += 1
        else:
            mended.pop()
    return mended


def _resumption(drafts: Sequence[Draft], at: int) -> int | None:
    """Return the draft that goes on with the paragraph `at` after an interruption; None where nothing interrupts it."""
    draft = drafts[at]
    if draft.kind not in ("paragraph", "list") or not draft.open_end or re.search(r"(?:[:：]|とおり|通り)$", draft.lines[-1]):
        return None
    boxed = False
    for other in range(at + 1, min(at + 80, len(drafts))):
        between = drafts[other]
        boxed = boxed or between.style == "box"
        if between.kind in ("caption", "table", "note") or between.style == "box" or (boxed and between.kind == "list"):
            continue
        if between.kind != "paragraph" or other == at + 1:
            return None
        if boxed:
            return other if _RESUMES.match(between.text) else None
        return other
    return None


def _split_run_in_head(draft: Draft) -> list[Draft]:
    """Cut a bold run-in head off its paragraph."""
    if draft.kind != "paragraph":
        return [draft]
    length = split_run_in(draft.text)
    if not length:
        return [draft]
    rest = draft.text[length:].strip()
    head = Draft("heading", draft.text[:length].split("\n"), style="run-in", gap=draft.gap)
    return [head, replace(draft, lines=rest.split("\n"), gap=0)]


def _settle_numbered(drafts: Sequence[Draft], wrapping: Wrapping) -> None:
    """Decide for each numbered line whether it is a heading, an item of a list, or a paragraph.

    A title is short and no sentence, and text follows it; lines of one numbering that follow each other directly are a list.
    """
    for i, draft in enumerate(drafts):
        if draft.kind != "heading" or draft.style not in _NUMBERED:
            continue
        neighbours = [drafts[j] for j in (i - 1, i + 1) if 0 <= j < len(drafts)]
        in_row = any(other.style == draft.style and other.kind in ("heading", "list") for other in neighbours)
        last = i + 1 >= len(drafts)
        strong = draft.style in ("chapter", "section", "roman")
        text = "".join(draft.lines)
        whole = len(draft.lines) == 1 and columns(text) < 0.7 * (wrapping.width or 100)
        titled = looks_like_heading(text, whole=whole) and not (last and i > 0)
        if draft.style == "space" and (not titled or in_row):
            draft.kind, draft.style, draft.marker = "paragraph", "", ""
        elif not titled or (in_row and not strong):
            draft.kind = "list"


def _settle_unmarked(drafts: Sequence[Draft], whole: bool) -> None:
    """Make headings of the title and of short lines without a mark that stand above text; `whole` says that no line was broken."""
    front = True
    for i, draft in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if draft.kind != "paragraph" or draft.style:
            front = front and draft.kind != "list"
            continue
        text = "".join(draft.lines)
        if is_ended(text) and columns(text) > 60:
            front = False
        limit = 100 if i <= 1 and text[0] not in "(（" else 80 if whole else 56
        if following is None or introduces(text) or not looks_like_heading(text, limit, whole) or _DATE_LIKE.match(text):
            continue
        if i == 0 or (i == 1 and text[0] in "―—–─～〜" and drafts[0].style == "title"):
            draft.kind, draft.style = "heading", "title" if i == 0 else "subtitle"
        elif _KNOWN_HEADS.match(text) or ((not front or _is_headline(text)) and _heads_text(drafts, i, front)):
            draft.kind, draft.style = "heading", "unmarked"


def _is_headline(text: str) -> bool:
    """Say whether a line before the first paragraph is a headline rather than a date or a byline: it has a clause, a tag or `について`."""
    return bool(re.search(r"[、＝「―—]|について(?:[（(]|$)|^【", text)) and not _DATED.search(text)


def _heads_text(drafts: Sequence[Draft], i: int, front: bool) -> bool:
    """Say whether a short line stands between a finished block and a longer paragraph, as a heading does."""
    before, after = drafts[i - 1], drafts[i + 1]
    settled = front or before.kind in ("heading", "note", "caption", "table") or is_ended(before.text)
    long = after.kind == "paragraph" and not after.style and (columns(after.text) >= 80 or is_ended(after.text))
    return len(drafts[i].lines) == 1 and settled and long and columns(after.text) > columns(drafts[i].text)


def _settle_rows(drafts: Sequence[Draft]) -> None:
    """Make a list of lines with the same sign (▽, ■) that follow each other without text between them."""
    for i, draft in enumerate(drafts):
        if draft.text[:1] not in "■□▼▽◎" or draft.kind not in ("heading", "paragraph"):
            continue
        beside = [drafts[j].text[:1] for j in (i - 1, i + 1) if 0 <= j < len(drafts)]
        if draft.text[0] in beside:
            sign = draft.text[0]
            draft.kind, draft.style, draft.marker = "list", f"bullet {sign}", sign


def _settle_boxes(drafts: Sequence[Draft]) -> None:
    """Put the list that follows a box title into the box; without a list the title is an ordinary heading."""
    for i, draft in enumerate(drafts):
        if draft.style != "box" or draft.kind != "heading":
            continue
        for member in drafts[i + 1 :]:
            if member.kind != "list" or member.style != drafts[i + 1].style:
                break
            member.boxed = draft.boxed = True


def _settle_nested(drafts: Sequence[Draft]) -> None:
    """Make paragraphs that explain a list item part of the list: between two of its items, or indented below one."""
    item: Draft | None = None
    for i, draft in enumerate(drafts):
        if draft.kind == "heading" or draft.boxed:
            item = None
        elif draft.kind == "list":
            item = draft
        elif draft.kind == "paragraph" and item is not None:
            if not draft.style and (draft.indent > item.indent + 1 or _explains(drafts, i, item)):
                draft.kind, draft.nested = "list", True
            else:
                item = None


def _explains(drafts: Sequence[Draft], i: int, item: Draft) -> bool:
    """Say whether paragraph `i` explains `item`: the item is a bare name, and the next item of its list follows."""
    if is_ended(item.text) or introduces(drafts[i].text) or columns(item.text) > 120:
        return False
    for following in drafts[i + 1 : i + 3]:
        if following.kind == "list":
            return following.style == item.style and following.indent == item.indent
        if following.kind != "paragraph" or introduces(following.text):
            return False
    return False


def _settle_list_heads(drafts: Sequence[Draft], spacing: int) -> None:
    """End bracketed titles (【…】, （…）) that head lists only before the paragraph, set apart by a gap, with which the text goes on.

    At least two such titles must stand in a row, so that a chronicle or a table set as lists is recognised.
    """
    style, count = "", 0
    for draft in drafts:
        if draft.kind == "heading" and draft.style in ("lenticular", "round", "angle") and not draft.boxed:
            style, count = draft.style, count + 1 if draft.style == style else 1
        elif draft.kind == "heading" and not draft.boxed:
            style, count = "", 0
        elif draft.kind == "paragraph":
            if count >= 2 and draft.gap > spacing:
                draft.closes = style
            style, count = "", 0
