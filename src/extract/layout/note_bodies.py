"""The notes of a document: blocks that the layout calls notes, items under a heading such as 注釈, and paragraphs headed by an unanswered marker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.layout.note_marks import (
    BodyMark,
    marker_number,
    plain_marker,
    read_body_mark,
    read_sign_mark,
    skip_back_link,
)
from extract.model import Block, NoteReference
from extract.spans import Span

# A marker, and whether it is printed in square brackets.
_Key = tuple[str, bool]

_NOTE_SECTION = re.compile(
    r"^[\s#＃*■□◆●【\[（(〔〈《<＜]*(?P<name>注釈|脚注|後注|注記|注|註|出典|引用文献|参考文献|参考資料|引用|footnotes?|endnotes?|notes?|references?|sources?|works cited)"
    r"(?:・(?:注釈|出典|脚注))?[\s】\]）)〕〉》>＞*:：]*(?:\[編集\])?$",
    re.IGNORECASE,
)


_SIGN = re.compile(r"[*†‡※§¶]{1,3}|[a-z]|[ivxl]{2,5}")


@dataclass(frozen=True, slots=True)
class Body:
    """A note found in the document: `span` is its text without the marker, `at` where its marker begins.

    `bracketed` says that the marker is printed in square brackets: `[1]` and `1` may be two rows in one document.
    """

    marker: str
    number: int | None
    at: int
    span: Span
    block: int
    bracketed: bool = False


def find_bodies(text: str, blocks: Sequence[Block]) -> tuple[Body, ...]:
    """Return the notes of a document: blocks of kind note, and numbered items under a heading such as 注釈 or Notes."""
    bodies: list[Body] = []
    for index, block in enumerate(blocks):
        section = _section_name(text, blocks, block)
        if block.kind == "note" or (section and block.kind in ("list", "paragraph")):
            _add_bodies(bodies, text, index, block, section)
    return tuple(part for body in bodies for part in _split_counted(text, body))


_COUNTED = re.compile(r"(?:(?<=[\s\u3000])|^)[(（]?([0-9０-９]{1,2})[.．)）](?![0-9０-９])[\s\u3000]*")


def _split_counted(text: str, body: Body) -> list[Body]:
    """Return the notes that one word heads together: `（注）１．… ２．…` are the notes 1 and 2."""
    if body.marker != "注":
        return [body]
    heads: list[re.Match[str]] = []
    for found in _COUNTED.finditer(body.span.of(text)):
        if int(found[1]) == len(heads) + 1 and (heads or not found.start()):
            heads.append(found)
    ends = [body.span.start + found.start() for found in heads[1:]] + [body.span.end]
    return [
        Body(str(n), n, body.span.start + found.start() if n > 1 else body.at, Span(body.span.start + found.end(), end), body.block)
        for n, (found, end) in enumerate(zip(heads, ends, strict=False), 1)
    ] or [body]


def _section_name(text: str, blocks: Sequence[Block], block: Block) -> str:
    if block.heading is None:
        return ""
    found = _NOTE_SECTION.match(blocks[block.heading].span.of(text).strip())
    return found["name"] if found else ""


def _add_bodies(bodies: list[Body], text: str, index: int, block: Block, section: str) -> None:
    """Append the notes of one block; a block without a marker continues the note before it, if it follows directly."""
    prefix = "注釈" if section == "注釈" else ""
    at = block.span.start
    for number, line_end in enumerate(_line_ends(text, block.span)):
        line = text[at:line_end]
        mark = _body_mark(line, block) if number == 0 else read_body_mark(line)
        if mark is not None and (number == 0 or _follows(bodies[-1] if bodies else None, mark.number, index)):
            begin = min(skip_back_link(text, at + mark.end), line_end)
            marker = prefix + mark.marker if prefix and mark.marker.isdigit() else mark.marker
            bodies.append(Body(marker, mark.number, at, Span(begin, line_end), index, is_bracketed(text, at)))
        elif bodies and line.strip() and not text[bodies[-1].span.end : at].strip():
            bodies[-1] = replace(bodies[-1], span=Span(bodies[-1].span.start, at + len(line.rstrip())))
        at = line_end + 1


def _body_mark(line: str, block: Block) -> BodyMark | None:
    """Return the marker of a block's first line; for a note without a printed one, what the reader says it is."""
    if block.kind != "note":
        return read_body_mark(line)
    mark = read_body_mark(line, glued=True)
    told = plain_marker(block.marker).rstrip(".:、")
    if not told or (mark is not None and mark.marker == told):
        return mark
    printed = block.marker if line.startswith(block.marker) else ""
    return BodyMark(told, marker_number(told), len(line) - len(line[len(printed) :].lstrip()), "explicit")


def _line_ends(text: str, span: Span) -> list[int]:
    ends = [span.start + found.start() for found in re.finditer("\n", span.of(text))]
    return [*ends, span.end]


def _follows(last: Body | None, number: int | None, block: int) -> bool:
    """Say whether a marker at the start of a later line of a block is the next note rather than a wrapped number."""
    return last is not None and last.block == block and last.number is not None and number == last.number + 1


def set_stray_apart(bodies: Sequence[Body]) -> tuple[tuple[Body, ...], list[NoteReference]]:
    """Part notes from lone markers: a marker with no text beside a note of the same marker is a reference that strayed from its line."""
    told = {body.marker for body in bodies if len(body.span)}
    stray = [body for body in bodies if not len(body.span) and body.marker in told]
    references = [NoteReference(body.marker, Span(body.at, body.span.end)) for body in stray if body.span.end > body.at]
    return tuple(body for body in bodies if body not in stray), references


def with_late_bodies(
    text: str, blocks: Sequence[Block], bodies: Sequence[Body], references: Sequence[NoteReference]
) -> tuple[Body, ...]:
    """Add notes that stand as plain paragraphs or items after the text: blocks headed by the markers that are still unanswered.

    Believed where such blocks answer at least half of the unanswered markers, each after its reference, in their order.
    """
    wanted = _unanswered(text, bodies, references)
    found: dict[_Key, Body] = {}
    for index, block in enumerate(blocks):
        mark = _late_mark(block.span.of(text)) if block.kind in ("paragraph", "list", "caption") else None
        key = _late_key(text, block, mark, wanted) if mark else None
        if mark and key:
            begin = min(skip_back_link(text, block.span.start + mark.end), block.span.end)
            bracketed = is_bracketed(text, block.span.start)
            found[key] = Body(mark.marker, mark.number, block.span.start, Span(begin, block.span.end), index, bracketed)
    late = sorted(found.values(), key=lambda body: body.at)
    numbers = [body.number for body in late if body.number is not None]
    if not late or 2 * len(late) < len(wanted) or numbers != sorted(numbers):
        return tuple(bodies)
    return tuple(sorted([*bodies, *late], key=lambda body: body.at))


def _unanswered(text: str, bodies: Sequence[Body], references: Sequence[NoteReference]) -> dict[_Key, NoteReference]:
    """Return the first reference of each numbered marker that no note answers; brackets count only where both prints occur."""
    answered = {(body.marker, body.bracketed) for body in bodies}
    shapes = {(ref.marker, is_bracketed(text, ref.span.start)) for ref in references}
    wanted: dict[_Key, NoteReference] = {}
    for ref in references:
        key, other = ((ref.marker, shape) for shape in (is_bracketed(text, ref.span.start), not is_bracketed(text, ref.span.start)))
        named = marker_number(ref.marker) or _SIGN.fullmatch(ref.marker)
        if key not in answered and (other not in answered or other in shapes) and named:
            wanted.setdefault(key, ref)
    return wanted


def _late_mark(text: str) -> BodyMark | None:
    return read_body_mark(text) or read_sign_mark(text)


def _late_key(text: str, block: Block, mark: BodyMark, wanted: Mapping[_Key, NoteReference]) -> _Key | None:
    """Return which unanswered marker a block answers; `1.` and `1)` head lists too, so they answer only what is printed with a bracket."""
    shape = is_bracketed(text, block.span.start)
    key = next((key for key in ((mark.marker, shape), (mark.marker, not shape)) if key in wanted), None)
    if key is None or wanted[key].span.start >= block.span.start:
        return None
    ref = wanted[key]
    if mark.style == "dotted" and not key[1] and text[ref.span.end - 1] not in ")）":
        return None
    return key


def is_bracketed(text: str, at: int) -> bool:
    """Say whether the character at `at` opens square brackets."""
    return text[at : at + 1] in ("[", "［", "〔")
