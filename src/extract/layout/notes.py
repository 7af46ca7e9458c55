"""Notes and the places that point to them: markers in the text are matched with the notes of the whole document."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.note_bodies import Body, find_bodies, is_bracketed, set_stray_apart, with_late_bodies
from extract.layout.note_marks import marker_number
from extract.layout.note_references import (
    find_circled_references,
    find_explicit_references,
    find_sign_references,
    keep_believable,
    merge_references,
    touches,
)
from extract.layout.note_rows import find_row_references
from extract.model import Block, IntArray, Issue, Note, NoteReference
from extract.spans import Span


def link_notes(
    text: str,
    blocks: Sequence[Block],
    candidates: Sequence[Span] = (),
    pages: IntArray | None = None,
    known: Sequence[NoteReference] = (),
) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    """Match every note reference with its note.

    `candidates` are spans of raised small runs (superscripts) that the reader saw; `pages` the page of each code point,
    for notes whose numbers start again on each page; `known` are references that the file itself declares.
    References without a note and notes without a reference are kept and reported as issues. Deterministic; notes come in reading order of their first reference or text.
    """
    bodies, stray = set_stray_apart(find_bodies(text, blocks))
    references = merge_references(find_explicit_references(text, blocks, bodies, candidates), stray)
    bodies = with_late_bodies(text, blocks, bodies, references)
    heads = [Span(body.at, max(body.at, body.span.start)) for body in bodies]
    references = [ref for ref in references if not touches(heads, ref.span)]
    references = merge_references(references, find_sign_references(text, blocks, bodies))
    references = merge_references(references, find_circled_references(text, blocks, bodies))
    references = merge_references(known, keep_believable(references, bodies))
    references = merge_references(references, find_row_references(text, blocks, bodies, references))
    return _assemble(text, bodies, references, pages)


def _assemble(
    text: str, bodies: Sequence[Body], references: Sequence[NoteReference], pages: IntArray | None
) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    by_body: dict[int, list[NoteReference]] = {index: [] for index in range(len(bodies))}
    orphans: dict[str, list[NoteReference]] = {}
    answers = _Answers(text, bodies, references, pages)
    for ref in references:
        index = answers.find(ref)
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


class _Answers:
    """Finds the note that a reference points to: same marker and same brackets, on its page if there is one, else the next, else the last."""

    def __init__(self, text: str, bodies: Sequence[Body], references: Sequence[NoteReference], pages: IntArray | None) -> None:
        self.text = text
        self.bodies = bodies
        self.pages = pages
        self.shapes = {(ref.marker, is_bracketed(text, ref.span.start)) for ref in references}
        self.by_marker: dict[str, list[int]] = {}
        self.by_number: dict[int | None, list[int]] = {}
        for i, body in enumerate(bodies):
            self.by_marker.setdefault(body.marker, []).append(i)
            self.by_number.setdefault(body.number, []).append(i)

    def find(self, ref: NoteReference) -> int | None:
        """Return the index of the note, None where none answers."""
        same = self._of_its_row(ref, self.by_marker.get(ref.marker, []))
        number = marker_number(ref.marker)
        if not same and ref.marker not in self.by_marker and number is not None:
            same = [i for i in self.by_number.get(number, []) if self.bodies[i].marker.isdigit() or ref.marker.isdigit()]
        if not same:
            return None
        if self.pages is not None and len(same) > 1:
            page = self.pages[ref.span.start]
            on_page = [i for i in same if self.pages[self.bodies[i].at] == page]
            if len(on_page) == 1:
                return on_page[0]
        return next((i for i in same if self.bodies[i].at > ref.span.start), same[-1])

    def _of_its_row(self, ref: NoteReference, same: list[int]) -> list[int]:
        """Keep the notes printed with the same brackets; others only where no reference with their brackets claims them."""
        shape = is_bracketed(self.text, ref.span.start)
        alike = [i for i in same if self.bodies[i].bracketed == shape]
        return alike or ([] if (ref.marker, not shape) in self.shapes else same)


def _issue(note: Note, pages: IntArray | None) -> Issue | None:
    if note.span is None:
        span, code, what = note.references[0].span, "reference_without_note", "has a reference but no note"
    elif not note.references:
        span, code, what = note.span, "note_without_reference", "is not referred to"
    else:
        return None
    page = int(pages[span.start]) if pages is not None and span.start < len(pages) else 0
    return Issue(code, f"Note {note.marker} {what} in this document.", page=page or None, span=span)
