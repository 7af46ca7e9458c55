"""References that show what they are: markers in brackets, signs, superscripts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import accumulate

from extract.layout.note_bodies import Body
from extract.layout.note_marks import CIRCLED, NOTE_WORD, find_explicit, is_exponent, marker_number, plain_marker
from extract.model import Block, NoteReference
from extract.spans import Span

_RAISED_MARK = re.compile(rf"[(（\[［〔]?(?:[*＊※†‡]|{NOTE_WORD})?\s?[0-9０-９]{{1,3}}[)）\]］〕/]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}|{CIRCLED}")
_RAISED_SIGN = re.compile(r"\s*[(（\[［]?(?:[*＊※†‡§¶]{1,3}|[ivxl]{1,5}|[a-z]|注)[)）\]］/]?\s*")
_LEAD = re.compile(rf"(?:[*＊※†‡]|{NOTE_WORD})\s?$")


def find_explicit_references(
    text: str, blocks: Sequence[Block], bodies: Sequence[Body], candidates: Sequence[Span]
) -> list[NoteReference]:
    """Return the markers that brackets, signs or their raised print make plain; those that head a block or note are left out."""
    taken = [Span(body.at, max(body.at, body.span.start)) for body in bodies]
    found = [
        NoteReference(marker, span)
        for block in blocks
        for marker, span in find_explicit(text, block.span)
        if not touches(taken, span) and not _leads_block(text, block, span)
    ]
    numbers = {body.number for body in bodies}
    raised = [part for span in candidates for ref in _read_raised(text, span) if not touches(taken, ref.span) for part in _split_row(ref, numbers)]
    return merge_references(found, raised)


def _split_row(ref: NoteReference, numbers: Set[int | None]) -> list[NoteReference]:
    """Return the references in digits that no note answers as one number: `56` of the notes 5 and 6, printed without a space."""
    digits = ref.marker
    if not digits.isdecimal() or int(digits) in numbers or len(ref.span) != len(digits):
        return [ref]
    for length in range(1, len(digits)):
        row, at = [int(digits[:length])], length
        while digits.startswith(str(row[-1] + 1), at):
            row.append(row[-1] + 1)
            at += len(str(row[-1]))
        if at == len(digits) and set(row) <= numbers:
            ends = list(accumulate(len(str(number)) for number in row))
            return [NoteReference(str(n), Span(ref.span.start + e - len(str(n)), ref.span.start + e)) for n, e in zip(row, ends, strict=True)]
    return [ref]


def _leads_block(text: str, block: Block, span: Span) -> bool:
    """Say whether a marker stands at the very beginning of its block: there it introduces, and does not refer."""
    return not text[block.span.start : span.start].strip()


def _read_raised(text: str, span: Span) -> list[NoteReference]:
    """Return the markers in one raised run: `1`, `＊4`, `2,3`; a sign or 注 before the run belongs to the marker."""
    lead = _LEAD.search(text[max(0, span.start - 3) : span.start])
    start = span.start - (len(lead.group()) if lead else 0)
    if not lead and is_exponent(text, span.start):
        return []
    if _RAISED_SIGN.fullmatch(span.of(text)):
        return [NoteReference(plain_marker(span.of(text)), span)]
    return [
        NoteReference(plain_marker(found.group() if number or not lead else lead.group() + found.group().lstrip()), Span(begin, found.end()))
        for number, found in enumerate(_RAISED_MARK.finditer(text, span.start, span.end))
        for begin in [start if number == 0 and lead else found.start()]
    ]


def find_sign_references(text: str, blocks: Sequence[Block], bodies: Sequence[Body]) -> list[NoteReference]:
    """Return where signs without a number (＊, ※, 注) that head a note stand in the text before it: in the nearest block that has one."""
    found: list[NoteReference] = []
    for body in bodies:
        pattern = _sign_pattern(body.marker) if body.number is None else None
        for block in reversed(blocks[: body.block]) if pattern else ():
            spans = [span for span in _matches(pattern, text, block.span) if not _leads_block(text, block, span)] if pattern else []
            if spans and block.kind != "note":
                found += [NoteReference(body.marker, span) for span in spans]
                break
    return merge_references([], sorted(found, key=lambda ref: ref.span))


def find_circled_references(text: str, blocks: Sequence[Block], bodies: Sequence[Body]) -> list[NoteReference]:
    """Return where the circled numbers that head notes close a phrase in the text before: `を公表した①。`, not `、②集積回路`."""
    return [
        NoteReference(body.marker, span)
        for body in bodies
        if re.match(CIRCLED, text[body.at : body.at + 1])
        for block in blocks[: body.block]
        if block.kind != "note"
        for span in _matches(re.compile(rf"(?<=[^\s。、，．]){text[body.at]}(?=[。、，．)）」』】]|$)"), text, block.span)
    ]


def _sign_pattern(marker: str) -> re.Pattern[str] | None:
    if marker == "注":
        return re.compile(r"[(（]注[)）]|注[)）]")
    if not re.fullmatch(r"[*※†‡]{1,3}", marker):
        return None
    signs = "".join("[*＊]" if char == "*" else char for char in marker)
    return re.compile(rf"(?<![*＊※†‡]){signs}(?![*＊※†‡0-9０-９])")


def _matches(pattern: re.Pattern[str], text: str, scope: Span) -> list[Span]:
    return [Span(found.start(), found.end()) for found in pattern.finditer(text, scope.start, scope.end)]


def keep_believable(references: Sequence[NoteReference], bodies: Sequence[Body]) -> list[NoteReference]:
    """Drop what only looks like a reference: a marker that no note answers, unless it stands in the row of the others."""
    markers = {body.marker for body in bodies}
    numbers = {body.number for body in bodies}
    numbered = [(ref, marker_number(ref.marker)) for ref in references]
    answered = [number for ref, number in numbered if ref.marker in markers or number in numbers]
    limit = max((number for number in answered if number is not None), default=0) + 3 if answered else 0
    kept = []
    for ref, number in numbered:
        known = ref.marker in markers or number in numbers
        signed = not ref.marker.isdigit() and number is not None
        cut_off = not bodies and number is not None and len(references) > 1
        if known or signed or cut_off or (number is not None and number <= limit):
            kept.append(ref)
    return kept


def touches(spans: Sequence[Span], span: Span) -> bool:
    """Say whether `span` overlaps one of `spans` (ordered, disjoint)."""
    at = bisect_right(spans, span)
    return any(spans[i].overlaps(span) for i in (at - 1, at) if 0 <= i < len(spans))


def merge_references(first: Sequence[NoteReference], second: Sequence[NoteReference]) -> list[NoteReference]:
    """Return both in order; where two overlap the one of `first` stands."""
    spans = sorted(ref.span for ref in first)
    return sorted([*first, *(ref for ref in second if not touches(spans, ref.span))], key=lambda ref: ref.span)
