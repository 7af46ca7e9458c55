"""A statement that was lightly reworded: found in the newer text between what stood before it and after it."""

from __future__ import annotations

import re
import unicodedata

from extract.comparison.matching import dice
from extract.corrections.anchors import Folded
from extract.spans import Span
from extract.values.numbers import ARABIC, EN_SCALE, EN_WORDS, JA_NUMBER, parse_number

# How much of the text on each side must stand in the newer text, once, for the place between to be told (folded characters).
BESIDE = 16
# Likeness (Dice of character pairs) from which a sentence is the same in other words.
ALIKE = 0.7

# White space that parts no two Latin words: a line may be broken within a figure.
_BREAK = re.compile(r"(?<![A-Za-z])\s+(?![A-Za-z])")
# 一 as a part of these words counts nothing.
_FIGURE = re.compile(
    rf"(?!一[部方層段旦致般環律])(?:{ARABIC}[ -]?{EN_SCALE}(?![a-z])|{JA_NUMBER}|(?<![a-z]){EN_WORDS}(?![a-z]))", re.IGNORECASE
)
_NOT_JAPANESE = re.compile(r"(?<!少)な(?:い|かっ|かろ|く|けれ)|ません|(?<![必は])ず(?![れつか])|ぬ")
_NOT_ENGLISH = re.compile(r"\b(?:not|no|never|nor|neither|none|without|cannot)\b|n['’]t\b", re.IGNORECASE)


def find_reworded(old: Folded, new: Folded, span: Span) -> Span | None:
    """Return what a statement of the old text became in the new one, None where that is not plain.

    Both neighbours must stand there unchanged, once each, and what is between them must be much alike and hold the same
    figures and as many negations: 「関税を34%に引き上げた」 may become 「関税率を34%へ引き上げた」, but not
    「関税を10%に引き下げた」. What the records say of it is compared where they are matched (match.find_core).
    """
    at = old.fold(span)
    start = _find_once(new.letters, old.letters[max(0, at.start - BESIDE) : at.start], at_end=True)
    end = _find_once(new.letters, old.letters[at.end : at.end + BESIDE], at_end=False)
    if not len(at) or start is None or end is None or end <= start:
        return None
    before, after = at.of(old.letters), new.letters[start:end]
    found = new.unfold(Span(start, end))
    was, now = span.of(old.text), found.of(new.text)
    if read_figures(was) != read_figures(now) or count_negations(was) != count_negations(now) or dice(before, after) < ALIKE:
        return None
    return found


def _find_once(text: str, part: str, *, at_end: bool) -> int | None:
    """Return where a neighbour ends (or begins); at the edge of a text there is none, and the edge is the place."""
    if not part:
        return 0 if at_end else len(text)
    found = text.find(part)
    if found < 0 or text.find(part, found + 1) >= 0:
        return None
    return found + len(part) if at_end else found


def read_figures(text: str) -> list[str]:
    """Return the numbers of a text in order, those in kanji and in English words too: 二十五 and 25 are one."""
    figures = (match.group() for match in _FIGURE.finditer(_BREAK.sub("", unicodedata.normalize("NFKC", text))))
    return [figure if (number := parse_number(figure)) is None else repr(number) for figure in figures]


def count_negations(text: str) -> int:
    """Return how often a text says not: 課さなかった, 課さず, did not, no duty."""
    plain = unicodedata.normalize("NFKC", text)
    return len(_NOT_JAPANESE.findall("".join(plain.split()))) + len(_NOT_ENGLISH.findall(plain))
