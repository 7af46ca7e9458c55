"""Which of two readers a page's text is taken from: pdfium's, unless pdfplumber finds clearly more."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extract.model import Issue
from extract.read.glyphs import LINE_END, REPLACEMENT, Glyphs, Run, no_glyphs
from extract.read.seen import drop_doubles, is_glyph
from extract.read.witness import Failure, PlainCharacter, Witness

# Below these the readers differ by ligatures, soft hyphens and bullets without Unicode.
_LEAST_SHARE = 0.2
_LEAST_CHARACTERS = 10


# Damaged numbers place characters light years away; as single floats they would be infinite.
_FARTHEST = 1e6


def choose_text(glyphs: Glyphs, witness: Witness, number: int) -> tuple[Glyphs, tuple[Issue, ...]]:
    """Return the fuller text of page `number`, with an issue where the readers disagree about its amount.

    The first count is a quick one; a disagreement is confirmed by having pdfplumber read the page.
    """
    mine = _known(glyphs)
    theirs = witness.count(number)
    if isinstance(theirs, Failure):
        return glyphs, (_failed(theirs, number),)
    if not _differ(mine, theirs):
        return glyphs, ()
    characters = witness.characters(number)
    if isinstance(characters, Failure):
        return glyphs, (_failed(characters, number),)
    other = glyphs_from(characters)
    # Bold printed twice is two characters to pdfplumber and one to pdfium.
    theirs = _known(other.take(drop_doubles(other, np.ones(len(other), dtype=bool))))
    if not _differ(mine, theirs):
        return glyphs, ()
    fuller, name = (other, "pdfplumber") if theirs > mine else (glyphs, "pdfium")
    message = f"pdfium reads {mine} characters, pdfplumber {theirs}; the text is {name}'s"
    return fuller, (Issue("reader_disagreement", message, page=number),)


def _known(glyphs: Glyphs) -> int:
    return int((is_glyph(glyphs) & (glyphs.codes != REPLACEMENT)).sum())


def _differ(one: int, other: int) -> bool:
    return abs(one - other) > max(_LEAST_CHARACTERS, _LEAST_SHARE * max(one, other))


def _failed(failure: Failure, number: int) -> Issue:
    return Issue("second_reader_failed", f"pdfplumber could not read the page: {failure.reason}", page=number)


def glyphs_from(characters: Iterable[PlainCharacter]) -> Glyphs:
    """Return pdfplumber's characters as glyphs, with a made-up line end wherever the baseline changes."""
    runs: dict[Run, int] = {}
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    run_of: list[int] = []
    last: PlainCharacter | None = None
    for c in characters:
        if last is not None and abs(c.bottom - last.bottom) > 0.5 * max(c.size, last.size):
            codes.append(LINE_END)
            boxes.append((last.x1, last.bottom, last.x1, last.bottom))
            run_of.append(-1)
        run = Run(
            c.font.partition("+")[2] or c.font,
            min(c.size, _FARTHEST),
            "right" if c.upright else "up",
            c.upright,
            False,
            False,
        )
        for character in c.text:
            codes.append(ord(character) if character.isprintable() else REPLACEMENT)
            boxes.append((c.x0, c.top, c.x1, c.bottom))
            run_of.append(runs.setdefault(run, len(runs)))
        last = c
    if not codes:
        return no_glyphs()
    return Glyphs(
        np.array(codes, dtype=np.uint32),
        np.clip(np.nan_to_num(np.array(boxes, dtype=np.float64)), -_FARTHEST, _FARTHEST).astype(np.float32),
        np.array(run_of, dtype=np.int32),
        tuple(runs),
    )
