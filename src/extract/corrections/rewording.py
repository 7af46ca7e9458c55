"""A statement that was lightly reworded: found in the newer text between what stood before it and after it."""

from __future__ import annotations

import re

from extract.comparison.matching import dice
from extract.corrections.anchors import Folded
from extract.spans import Span

# How much of the text on each side must stand in the newer text, once, for the place between to be told (folded characters).
BESIDE = 16
# Likeness (Dice of character pairs) from which a sentence is the same in other words.
ALIKE = 0.7


def find_reworded(old: Folded, new: Folded, span: Span) -> Span | None:
    """Return what a statement of the old text became in the new one, None where that is not plain.

    Both neighbours must stand there unchanged, once each, and what is between them must be much alike and hold the same
    figures: 「関税を34%に引き上げた」 may become 「関税率を34%へ引き上げた」, but not 「関税を10%に引き下げた」.
    """
    at = old.fold(span)
    start = _find_once(new.letters, old.letters[max(0, at.start - BESIDE) : at.start], at_end=True)
    end = _find_once(new.letters, old.letters[at.end : at.end + BESIDE], at_end=False)
    if not len(at) or start is None or end is None or end <= start:
        return None
    before, after = at.of(old.letters), new.letters[start:end]
    if _figures(before) != _figures(after) or dice(before, after) < ALIKE:
        return None
    return new.unfold(Span(start, end))


def _find_once(text: str, part: str, *, at_end: bool) -> int | None:
    """Return where a neighbour ends (or begins); at the edge of a text there is none, and the edge is the place."""
    if not part:
        return 0 if at_end else len(text)
    found = text.find(part)
    if found < 0 or text.find(part, found + 1) >= 0:
        return None
    return found + len(part) if at_end else found


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)
