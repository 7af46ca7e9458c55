"""References that are bare numbers: told from other numbers by the rising row that they form with the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.layout.note_bodies import Body
from extract.layout.note_marks import Candidate, find_implicit, marker_number
from extract.model import Block, NoteReference
from extract.spans import Span


def find_row_references(
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
    lacking = {body.at for body in wanted}
    chosen: list[Candidate] = []
    for run in _runs(bodies):
        numbers = {body.number for body in run}
        missing = {body.number for body in run if body.at in lacking}
        anchors = [(n, ref.span.start) for ref in found if (n := marker_number(ref.marker)) is not None and n in numbers]
        beyond = 0 if anchors else max(body.number or 0 for body in run) + 3
        low, high = _region(run, bodies, chosen)
        bounds = _bounds(anchors, low, high)
        fits = [
            replace(c, weight=c.weight if c.number in numbers else 0.5)
            for c in candidates
            if bounds[c.number][0] <= c.span.start < bounds[c.number][1]
            and (c.number in missing or (c.strong and c.number not in numbers and c.number <= beyond))
        ]
        row = heaviest_row(fits)
        first = {c.number: c.span.start for c in row}
        chosen += [*row, *(c for c in fits if c.strong and first.get(c.number, c.span.start) < c.span.start)]
    return [NoteReference(str(c.number), c.span) for c in sorted(chosen, key=lambda c: c.span)]


def _bounds(anchors: Sequence[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """Return by number from where to where a reference may stand so that the row still rises over the references already known."""
    lows, highs = [low] * 1001, [high] * 1001
    for number, at in anchors:
        lows[number + 1] = max(lows[number + 1], at)
        highs[number - 1] = min(highs[number - 1], at)
    for number in range(1, 1001):
        lows[number] = max(lows[number], lows[number - 1])
        highs[1000 - number] = min(highs[1000 - number], highs[1001 - number])
    return list(zip(lows, highs, strict=True))


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
