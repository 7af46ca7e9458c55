"""Note bodies in a text file: which lines begin a note, judged by the whole row of numbers and by the references to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout.note_marks import BodyMark, Candidate, find_explicit, find_implicit, marker_number, read_body_mark
from extract.layout.plain_lines import Line, Wrapping, continues, is_ended
from extract.spans import Span

_URL_END = re.compile(r"(?:https?://|www\.)\S*$|[、､,，]$")
_URL_START = re.compile(r"[(（<]?(?:https?://|www\.)")
_SECTION = re.compile(r"[#【\[■ ]*(?:注釈?|脚注|出典|参考文献|引用文献|notes?|footnotes?|endnotes?|references?|works cited)[】\]:： ]*$", re.IGNORECASE)


def find_note_lines(lines: Sequence[Line], wrapping: Wrapping) -> dict[int, str]:
    """Return marker by line number for every line that begins a note.

    A row of numbered lines is a row of notes if references to at least a third of them stand before it (half for the
    style `1.`, which also numbers headings), or if it stands under a heading such as 注 or References.
    """
    text = "\n".join(line.text for line in lines)
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    found: dict[int, str] = {}
    explicit = list(find_explicit(text, Span(0, len(text))))
    for run in _runs(lines, wrapping):
        if _is_note_run(run, lines, starts, text, explicit):
            found.update((i, mark.marker) for i, mark in run)
    return found


def _runs(lines: Sequence[Line], wrapping: Wrapping) -> list[list[tuple[int, BodyMark]]]:
    """Group lines that begin with a note marker into rows whose numbers rise by one."""
    runs: list[list[tuple[int, BodyMark]]] = []
    for i, line in enumerate(lines):
        mark = read_body_mark(line.text)
        if mark is None or mark.number is None or line.heading:
            continue
        open_run = next((r for r in reversed(runs) if r[-1][1].style == mark.style and r[-1][1].number == mark.number - 1), None)
        if open_run is not None and may_begin_note(lines[i - 1], line, wrapping):
            open_run.append((i, mark))
        elif i == 0 or not continues(lines[i - 1], line, wrapping):
            runs.append([(i, mark)])
    return runs


def may_begin_note(before: Line, line: Line, wrapping: Wrapping) -> bool:
    """Say whether the line after `before` may begin the next note: the one before looks finished, or ends with an address."""
    return before.trailing or is_ended(before.text) or bool(_URL_END.search(before.text)) or not continues(before, line, wrapping)


def _is_note_run(
    run: Sequence[tuple[int, BodyMark]], lines: Sequence[Line], starts: Sequence[int], text: str, explicit: Sequence[tuple[str, Span]]
) -> bool:
    first = run[0][0]
    if first and _SECTION.match(lines[first - 1].text):
        return True
    own = {starts[i] for i, _ in run}
    if run[0][1].style == "explicit":
        signed = not run[0][1].marker.isdigit()
        return signed or any(m == mark.marker and s.start < starts[i] and s.start not in own for i, mark in run for m, s in explicit)
    before = Span(0, starts[run[-1][0]])
    dotted = run[0][1].style == "dotted"
    numbers = {marker_number(marker): span.start for marker, span in reversed(explicit) if span.start not in own}
    implicit = _first_candidates(text, before, dotted)
    if dotted and any(later[0] - earlier[0] > 6 for earlier, later in pairwise(run)):
        return False
    hits = sum(numbers.get(mark.number, at + 1) < at or implicit.get(mark.number or 0, at + 1) < at for i, mark in run for at in [starts[i]])
    return hits * (2 if dotted else 3) >= len(run) and hits > 0


def _first_candidates(text: str, scope: Span, strong: bool) -> dict[int, int]:
    """Return where each number first stands as a possible reference (`strong`: one that needs no note to be believed)."""
    found: dict[int, int] = {}
    candidate: Candidate
    for candidate in find_implicit(text, scope):
        if candidate.strong or (candidate.weight >= 2 and not strong):
            found.setdefault(candidate.number, candidate.span.start)
    return found


def goes_on_in_note(lines: Sequence[Line], at: int, notes: dict[int, str], wrapping: Wrapping) -> bool:
    """Say whether line `at`, which follows a line of a note, belongs to the same note.

    It does where wrapping says so, around an address, after a comma, or where the next note follows before any gap.
    """
    before, line = lines[at - 1], lines[at]
    if continues(before, line, wrapping) or _URL_START.match(line.text) or _URL_END.search(before.text):
        return True
    if line.gap > wrapping.spacing or line.page_top or is_ended(before.text):
        return False
    ahead = range(at, min(at + 8, len(lines)))
    following = next((j for j in ahead if j in notes), None)
    return following is not None and all(lines[j].gap <= wrapping.spacing for j in range(at, following))
