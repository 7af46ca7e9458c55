"""Notes and the places that point to them: markers in the text are matched with the notes of the whole document."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.layout.note_marks import (
    BodyMark,
    Candidate,
    find_explicit,
    find_implicit,
    is_exponent,
    marker_number,
    plain_marker,
    read_body_mark,
    skip_back_link,
)
from extract.model import Block, IntArray, Issue, Note, NoteReference
from extract.spans import Span

_NOTE_SECTION = re.compile(
    r"^[\s#＃*■□◆●【\[（(]*(?P<name>注釈|脚注|後注|注記|注|註|出典|引用文献|参考文献|参考資料|引用|footnotes?|endnotes?|notes?|references?|sources?|works cited)"
    r"(?:・(?:注釈|出典|脚注))?[\s】\]）)*:：]*(?:\[編集\])?$",
    re.IGNORECASE,
)
_RAISED_MARK = re.compile(r"[*＊※†‡]?\s?[0-9０-９]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_LEAD = re.compile(r"(?:[*＊※†‡]|注釈|[注註])\s?$")


@dataclass(frozen=True, slots=True)
class Body:
    """A note found in the document: `span` is its text without the marker, `at` where its marker begins."""

    marker: str
    number: int | None
    at: int
    span: Span
    block: int


def link_notes(
    text: str,
    blocks: Sequence[Block],
    candidates: Sequence[Span] = (),
    pages: IntArray | None = None,
    known: Sequence[NoteReference] = (),
) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    """Match every note reference with its note.

    `candidates` are spans of raised small runs (superscripts) that the reader saw; `pages` the page of each code point,
    for notes whose numbers start again on each page; `known` are references that the file itself declares. References without a note and notes without a reference are
    kept and reported as issues. Deterministic; notes come in reading order of their first reference or text.
    """
    bodies = find_bodies(text, blocks)
    references = _explicit_references(text, blocks, bodies, candidates)
    references = _merge(known, _believable(references, bodies))
    references = _merge(references, _implicit_references(text, blocks, bodies, references))
    return _assemble(text, bodies, references, pages)


def reference_before(text: str, reference: NoteReference, markers: Sequence[Span]) -> str:
    """Return the 20 characters (NFKC, no white space, the `markers` of all references left out) before a reference.

    `markers` must be in order of their start; the reference's own span may be among them.
    """
    kept: list[str] = []
    start = max(0, reference.span.start - 120)
    first = max(0, bisect_right(markers, Span(start, start)) - 1)
    at = start
    for marker in markers[first:]:
        if marker.start >= reference.span.start:
            break
        kept.append(text[at : max(at, marker.start)])
        at = max(at, marker.end)
    kept.append(text[at : reference.span.start])
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", "".join(kept)))[-20:]


# --- the notes themselves --------------------------------------------------------------------------------------------


def find_bodies(text: str, blocks: Sequence[Block]) -> tuple[Body, ...]:
    """Return the notes of a document: blocks of kind note, and numbered items under a heading such as 注釈 or Notes."""
    bodies: list[Body] = []
    for index, block in enumerate(blocks):
        section = _section_name(text, blocks, block)
        if block.kind == "note" or (section and block.kind in ("list", "paragraph")):
            _add_bodies(bodies, text, index, block, section)
    return tuple(bodies)


def _body_mark(line: str, block: Block) -> BodyMark | None:
    """Return the marker of a block's first line; for a note without a printed one, what the reader says it is."""
    if block.kind != "note":
        return read_body_mark(line)
    mark = read_body_mark(line, glued=True)
    told = plain_marker(block.marker).rstrip(".:、")
    if not told or (mark is not None and mark.marker == told):
        return mark
    printed = block.marker if line.startswith(block.marker) else ""
    return BodyMark(told, marker_number(told), len(printed), "explicit")


def _section_name(text: str, blocks: Sequence[Block], block: Block) -> str:
    if block.heading is None:
        return ""
    found = _NOTE_SECTION.match(blocks[block.heading].span.of(text).strip())
    return found["name"] if found else ""


def _add_bodies(bodies: list[Body], text: str, index: int, block: Block, section: str) -> None:
    """Append the notes of one block; a block without a marker continues the note before it."""
    prefix = "注釈" if section == "注釈" else ""
    at = block.span.start
    for number, line_end in enumerate(_line_ends(text, block.span)):
        line = text[at:line_end]
        mark = _body_mark(line, block) if number == 0 else read_body_mark(line)
        if mark is not None and (number == 0 or _follows(bodies[-1] if bodies else None, mark.number, index)):
            begin = skip_back_link(text, at + mark.end)
            marker = prefix + mark.marker if prefix and mark.marker.isdigit() else mark.marker
            bodies.append(Body(marker, mark.number, at, Span(min(begin, line_end), line_end), index))
        elif bodies and (bodies[-1].block == index or (block.kind == "note" and number == 0)) and line.strip():
            last = bodies[-1]
            bodies[-1] = replace(last, span=Span(last.span.start, at + len(line.rstrip())), block=last.block)
        elif bodies and line.strip() and block.kind == "note" and bodies[-1].span.end >= block.span.start:
            bodies[-1] = replace(bodies[-1], span=Span(bodies[-1].span.start, at + len(line.rstrip())))
        at = line_end + 1


def _line_ends(text: str, span: Span) -> list[int]:
    ends = [span.start + found.start() for found in re.finditer("\n", span.of(text))]
    return [*ends, span.end]


def _follows(last: Body | None, number: int | None, block: int) -> bool:
    """Say whether a marker at the start of a later line of a block is the next note rather than a wrapped number."""
    return last is not None and last.block == block and last.number is not None and number == last.number + 1


# --- references that their print makes plain ---------------------------------------------------------------------


def _explicit_references(
    text: str, blocks: Sequence[Block], bodies: Sequence[Body], candidates: Sequence[Span]
) -> list[NoteReference]:
    taken = [Span(body.at, max(body.at, body.span.start)) for body in bodies]
    found = [
        NoteReference(marker, span)
        for block in blocks
        for marker, span in find_explicit(text, block.span)
        if not _touches(taken, span) and not _leads_block(text, block, span)
    ]
    raised = [ref for span in candidates for ref in _read_raised(text, span) if not _touches(taken, ref.span)]
    return _merge(found, raised)


def _leads_block(text: str, block: Block, span: Span) -> bool:
    """Say whether a marker stands at the very beginning of its block: there it introduces, and does not refer."""
    return not text[block.span.start : span.start].strip()


def _read_raised(text: str, span: Span) -> list[NoteReference]:
    """Return the markers in one raised run: `1`, `＊4`, `2,3`; a sign or 注 before the run belongs to the marker."""
    lead = _LEAD.search(text[max(0, span.start - 3) : span.start])
    start = span.start - (len(lead.group()) if lead else 0)
    if not lead and is_exponent(text, span.start):
        return []
    return [
        NoteReference(plain_marker(found.group() if number or not lead else lead.group() + found.group().lstrip()), Span(begin, found.end()))
        for number, found in enumerate(_RAISED_MARK.finditer(text, span.start, span.end))
        for begin in [start if number == 0 and lead else found.start()]
    ]


def _believable(references: list[NoteReference], bodies: Sequence[Body]) -> list[NoteReference]:
    """Drop what only looks like a reference: a marker that no note answers, unless it stands in the row of the others."""
    markers = {body.marker for body in bodies}
    numbers = {body.number for body in bodies}
    answered = [ref for ref in references if ref.marker in markers or marker_number(ref.marker) in numbers]
    kept = []
    for ref in references:
        number = marker_number(ref.marker)
        near = number is not None and bool(answered) and number <= max(marker_number(r.marker) or 0 for r in answered) + 3
        sign = not ref.marker.isdigit() and number is not None
        if ref in answered or near or sign or (not bodies and number is not None and len(references) > 1):
            kept.append(ref)
    return kept


def _touches(spans: Sequence[Span], span: Span) -> bool:
    """Say whether `span` overlaps one of `spans` (ordered, disjoint)."""
    at = bisect_right(spans, span)
    return any(spans[i].overlaps(span) for i in (at - 1, at) if 0 <= i < len(spans))


def _merge(first: Sequence[NoteReference], second: Sequence[NoteReference]) -> list[NoteReference]:
    """Return both in order; where two overlap the one of `first` stands."""
    spans = sorted(ref.span for ref in first)
    return sorted([*first, *(ref for ref in second if not _touches(spans, ref.span))], key=lambda ref: ref.span)


# --- references that are bare numbers ----------------------------------------------------------------------------


def _implicit_references(
    text: str, blocks: Sequence[Block], bodies: Sequence[Body], found: Sequence[NoteReference]
) -> list[NoteReference]:
    """Return bare numbers that the row of notes makes references: rising in reading order, one for each note that has none yet."""
    noted = {marker_number(ref.marker) for ref in found}
    wanted = [body for body in bodies if body.number is not None and body.marker.isdigit() and body.number not in noted]
    if (bodies and not wanted and found) or (not bodies and (found or is_letter_spaced(text))):
        return []
    if bodies and not any(body.marker.isdigit() for body in bodies):
        return []
    candidates = _running_candidates(text, blocks, bodies)
    if not bodies:
        return _without_notes(candidates)
    return _row(candidates, bodies, wanted, found)


def _running_candidates(text: str, blocks: Sequence[Block], bodies: Sequence[Body]) -> list[Candidate]:
    noted = {body.block for body in bodies}
    return [
        candidate
        for index, block in enumerate(blocks)
        if index not in noted and block.kind != "note"
        for candidate in find_implicit(text, Span(min(block.span.end, block.span.start + len(block.marker)), block.span.end))
    ]


def _row(
    candidates: Sequence[Candidate], bodies: Sequence[Body], wanted: Sequence[Body], found: Sequence[NoteReference]
) -> list[NoteReference]:
    chosen: list[Candidate] = []
    for run in _runs(bodies):
        numbers = {body.number for body in run}
        missing = {body.number for body in run if body in wanted}
        low, high = _region(run, bodies, chosen)
        anchors = [(number, ref.span.start) for ref in found if (number := marker_number(ref.marker)) is not None and number in numbers]
        fits = [
            c
            for c in candidates
            if low <= c.span.start < high
            and (c.number in missing or (c.strong and not anchors and c.number not in numbers and c.number <= max(n or 0 for n in numbers) + 3))
            and all((n <= c.number) == (at < c.span.start) for n, at in anchors if n != c.number)
        ]
        row = heaviest_row([replace(c, weight=c.weight if c.number in numbers else 0.5) for c in fits])
        first = {c.number: c.span.start for c in row}
        again = [c for c in fits if c.strong and c not in row and c.number in first and first[c.number] < c.span.start]
        chosen += [*row, *again]
    return [NoteReference(str(c.number), c.span) for c in sorted(chosen, key=lambda c: c.span)]


def _runs(bodies: Sequence[Body]) -> list[list[Body]]:
    """Split the numbered notes where their numbers start again."""
    runs: list[list[Body]] = []
    for body in bodies:
        if body.number is None or not body.marker.isdigit():
            continue
        if runs and (runs[-1][-1].number or 0) < body.number:
            runs[-1].append(body)
        else:
            runs.append([body])
    return runs


def _region(run: Sequence[Body], bodies: Sequence[Body], chosen: Sequence[Candidate]) -> tuple[int, int]:
    """Return where references to a run of notes may stand: after those of the run before, and, but for the last run, before the next run's notes."""
    low = max((c.span.end for c in chosen), default=0)
    later = [body.at for body in bodies if body.at > run[-1].at and body.marker.isdigit()]
    return low, (later[0] if later else 1 << 62)


def heaviest_row(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the subsequence with strictly rising numbers that weighs most; of equals, the one that ends first."""
    tree: list[tuple[float, int]] = [(0.0, -1)] * 1024  # Fenwick tree over numbers: heaviest row that ends below a number
    best: list[tuple[float, int]] = []
    for i, candidate in enumerate(candidates):
        weight, back = _heaviest_below(tree, candidate.number)
        best.append((weight + candidate.weight, back))
        at = candidate.number
        while at < len(tree):
            if best[i][0] > tree[at][0]:
                tree[at] = (best[i][0], i)
            at += at & -at
    row: list[Candidate] = []
    at = max(range(len(best)), key=lambda i: (best[i][0], -i)) if best else -1
    while at >= 0:
        row.append(candidates[at])
        at = best[at][1]
    return row[::-1]


def _heaviest_below(tree: Sequence[tuple[float, int]], number: int) -> tuple[float, int]:
    found = (0.0, -1)
    at = number - 1
    while at > 0:
        if tree[at][0] > found[0]:
            found = tree[at]
        at -= at & -at
    return found


def _without_notes(candidates: Sequence[Candidate]) -> list[NoteReference]:
    """Return references in an excerpt whose notes were cut off: at least two that need no note, rising in small steps from the start."""
    row = heaviest_row([c for c in candidates if c.weight >= 2])
    close = [c for i, c in enumerate(row) if c.number - (row[i - 1].number if i else 0) <= 3]
    if len(close) != len(row) or sum(c.strong for c in row) < 2:
        return []
    return [NoteReference(str(c.number), c.span) for c in row]


def is_letter_spaced(text: str) -> bool:
    """Say whether a Japanese text has a space between all its words: there a space before a number means nothing."""
    sample = text[:20000]
    words = len(re.findall(r"(?<=[ぁ-んァ-ヶ一-龥]) (?=[ぁ-んァ-ヶ一-龥])", sample))
    return words * 8 > len(re.findall(r"[ぁ-んァ-ヶ一-龥]", sample)) > 0


# --- putting both together ---------------------------------------------------------------------------------------


def _assemble(
    text: str, bodies: Sequence[Body], references: Sequence[NoteReference], pages: IntArray | None
) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    by_body: dict[int, list[NoteReference]] = {index: [] for index in range(len(bodies))}
    orphans: dict[str, list[NoteReference]] = {}
    for ref in references:
        index = _answer(ref, bodies, pages)
        (orphans.setdefault(ref.marker, []) if index is None else by_body[index]).append(ref)
    notes = [
        (min([body.at, *(ref.span.start for ref in by_body[i])]), Note(_printed(body, by_body[i]), body.span, body.block, tuple(by_body[i])))
        for i, body in enumerate(bodies)
    ]
    notes += [(refs[0].span.start, Note(marker, None, None, tuple(refs))) for marker, refs in orphans.items()]
    ordered = tuple(note for _, note in sorted(notes, key=lambda pair: pair[0]))
    return ordered, tuple(issue for note in ordered if (issue := _issue(note, pages)) is not None)


def _printed(body: Body, references: Sequence[NoteReference]) -> str:
    """Return the marker as the references print it where they agree with the note's number only (注1 for a note headed `1.`)."""
    return references[0].marker if references and body.marker not in {ref.marker for ref in references} else body.marker


def _answer(ref: NoteReference, bodies: Sequence[Body], pages: IntArray | None) -> int | None:
    """Return the index of the note that a reference points to: same marker, on its page if there is one, else the next one, else the last."""
    number = marker_number(ref.marker)
    same = [i for i, body in enumerate(bodies) if body.marker == ref.marker]
    if not same and number is not None:
        same = [i for i, body in enumerate(bodies) if body.number == number and (body.marker.isdigit() or ref.marker.isdigit())]
    if not same:
        return None
    if pages is not None and len(same) > 1:
        page = pages[ref.span.start]
        on_page = [i for i in same if pages[bodies[i].at] == page]
        if len(on_page) == 1:
            return on_page[0]
    return next((i for i in same if bodies[i].at > ref.span.start), same[-1])


def _issue(note: Note, pages: IntArray | None) -> Issue | None:
    if note.span is None:
        span, code, what = note.references[0].span, "reference_without_note", "has a reference but no note"
    elif not note.references:
        span, code, what = note.span, "note_without_reference", "is not referred to"
    else:
        return None
    page = int(pages[span.start]) if pages is not None and span.start < len(pages) else 0
    return Issue(code, f"Note {note.marker} {what} in this document.", page=page or None, span=span)
