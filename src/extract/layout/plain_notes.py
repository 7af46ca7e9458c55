"""Note bodies in a text file: which lines begin a note, judged by the whole row of numbers and by the references to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extract.layout.note_marks import BodyMark, find_explicit, find_implicit, marker_number, read_body_mark
from extract.layout.plain_lines import Line, Wrapping, columns, continues, is_ended
from extract.spans import Span

_URL_END = re.compile(r"(?:https?://|www\.)\S*$|[、､,，]$")
_CITES = re.compile(r"[、，,「『“\"]|https?:|www\.|(?:19|20)[0-9]{2}|頁|\bp\.")
_URL_WHOLE = re.compile(r"(?:https?://|www\.)\S*[A-Za-z0-9]$")
_URL_START = re.compile(r"[(（<]?(?:https?://|www\.)")
_SECTION = re.compile(r"[#【\[■ ]*(?:注釈?|脚注|出典|参考文献|引用文献|notes?|footnotes?|endnotes?|references?|works cited)[】\]:： ]*$", re.IGNORECASE)


def find_note_lines(lines: Sequence[Line], wrapping: Wrapping) -> dict[int, str]:
    """Return marker by line number for every line that begins a note.

    A row of numbered lines is a row of notes if references to at least a third of them stand before it (half for the
    style `1.`, which also numbers headings), or if it stands under a heading such as 注 or References.
    """
    evidence = _gather(lines)
    found: dict[int, str] = {}
    for run in _runs(lines, wrapping, evidence):
        if _is_note_run(run, lines, evidence):
            found.update((i, mark.marker) for i, mark in run)
    return found


def _runs(lines: Sequence[Line], wrapping: Wrapping, evidence: _Evidence) -> list[list[tuple[int, BodyMark]]]:
    """Group lines that begin with a note marker into rows whose numbers rise by one."""
    runs: list[list[tuple[int, BodyMark]]] = []
    ends: dict[tuple[str, int], list[tuple[int, BodyMark]]] = {}
    for i, line in enumerate(lines):
        mark = read_body_mark(line.text)
        if mark is None or mark.number is None or line.heading:
            continue
        open_run = ends.get((mark.style, mark.number - 1))
        sure = _is_set_apart(i, mark, lines, evidence)
        if open_run is not None and (sure or may_begin_note(lines[i - 1], line, wrapping)):
            del ends[mark.style, mark.number - 1]
            open_run.append((i, mark))
        elif i == 0 or sure or not continues(lines[i - 1], line, wrapping):
            open_run = [(i, mark)]
            runs.append(open_run)
        else:
            continue
        ends[mark.style, mark.number] = open_run
    return runs


def _is_set_apart(i: int, mark: BodyMark, lines: Sequence[Line], evidence: _Evidence) -> bool:
    """Say whether a line begins a note wherever it stands: a sign and a number (＊1, 注1, [1]) with space after it, referred to before."""
    spaced = lines[i].text[: mark.end].endswith((" ", "\u3000", "\t"))
    return mark.style == "explicit" and spaced and evidence.markers.get(mark.marker, evidence.starts[i]) < evidence.starts[i]


def may_begin_note(before: Line, line: Line, wrapping: Wrapping) -> bool:
    """Say whether the line after `before` may begin the next note: the one before looks finished, or ends with an address."""
    return before.trailing or is_ended(before.text) or bool(_URL_END.search(before.text)) or not continues(before, line, wrapping)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Where each marker and each number first stands in the text as what may be a reference; `starts` are the lines' offsets."""

    starts: Sequence[int]
    markers: dict[str, int]
    numbers: dict[int | None, int]
    bare: dict[int, int]
    strong: dict[int, int]


def _gather(lines: Sequence[Line]) -> _Evidence:
    text = "\n".join(line.text for line in lines)
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    heads = frozenset(starts)
    markers: dict[str, int] = {}
    numbers: dict[int | None, int] = {}
    for marker, span in find_explicit(text, Span(0, len(text))):
        if span.start not in heads:
            markers.setdefault(marker, span.start)
            numbers.setdefault(marker_number(marker), span.start)
    bare: dict[int, int] = {}
    strong: dict[int, int] = {}
    for candidate in find_implicit(text, Span(0, len(text))):
        if candidate.weight >= 2 and candidate.span.start not in heads:
            bare.setdefault(candidate.number, candidate.span.start)
        if candidate.strong:
            strong.setdefault(candidate.number, candidate.span.start)
    return _Evidence(starts, markers, numbers, bare, strong)


def _is_note_run(run: Sequence[tuple[int, BodyMark]], lines: Sequence[Line], evidence: _Evidence) -> bool:
    first, mark = run[0]
    if first and _SECTION.match(lines[first - 1].text):
        return True
    if mark.style == "explicit":
        signed = not mark.marker.isdigit()
        return signed or any(evidence.markers.get(m.marker, evidence.starts[i]) < evidence.starts[i] for i, m in run)
    dotted = mark.style == "dotted"
    if not dotted and 2 * sum(_heads_section(i, run, lines) for i, _ in run) > len(run):
        return False
    if dotted and any(later[0] - earlier[0] > 6 for earlier, later in pairwise(run)):
        return False
    bare = evidence.strong if dotted else evidence.bare
    hits = 0
    for i, member in run:
        at, number = evidence.starts[i], member.number or 0
        hits += evidence.numbers.get(number, at) < at or bare.get(number, at) < at
    return hits * (2 if dotted else 3) >= len(run) and hits > 0


def _heads_section(i: int, run: Sequence[tuple[int, BodyMark]], lines: Sequence[Line]) -> bool:
    """Say whether a numbered line is a section's title: short, no sentence and no reference, with text below it."""
    text = lines[i].text
    following = i + 1 < len(lines) and all(i + 1 != j for j, _ in run)
    return following and columns(text) <= 60 and not is_ended(text) and not _CITES.search(text)


def goes_on_in_note(
    lines: Sequence[Line], at: int, notes: dict[int, str], wrapping: Wrapping, open_text: bool = False
) -> bool:
    """Say whether line `at`, which follows a line of a note, belongs to the same note.

    It does where wrapping says so, around an address, after a comma, or where the next note follows before any gap.
    After a gap the text itself goes on, if it broke off before the notes (`open_text`).
    """
    before, line = lines[at - 1], lines[at]
    apart = line.gap > wrapping.spacing or line.page_top
    if apart and not _URL_START.match(line.text) and (open_text or is_ended(before.text) or _URL_WHOLE.search(before.text)):
        return False
    if continues(before, line, wrapping) or _URL_START.match(line.text) or (not apart and _URL_END.search(before.text)):
        return True
    if apart or is_ended(before.text):
        return False
    ahead = range(at, min(at + 8, len(lines)))
    following = next((j for j in ahead if j in notes), None)
    return following is not None and all(lines[j].gap <= wrapping.spacing for j in range(at, following))
