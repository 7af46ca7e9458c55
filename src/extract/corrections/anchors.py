"""Finds in a newer text what was marked in an older one: by its quote and what stands around it, never by its offsets."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache, cached_property

from extract.spans import Span

# How much of the text before and after a quote tells its occurrences apart (folded characters on each side).
CONTEXT = 32
# A quote of fewer characters occurs by chance; it is taken only where this much of what stands around it is the same.
DISTINCT = 8
LEAST_CONTEXT = 4


class Folded:
    """A text without what may differ between two prints of it (white space, width and form of characters).

    `text` is as it was given, `letters` the folded text; `starts` leads from each of its characters to the code point of the text it came from.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = [_fold(char) for char in text]
        self.letters = "".join(pieces)
        self.starts = [at for at, piece in enumerate(pieces) for _ in piece]

    def fold(self, span: Span) -> Span:
        """Return the folded characters of a span of the text."""
        return Span(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def unfold(self, span: Span) -> Span:
        """Return the span of the text that folded characters came from; `span` must not be empty."""
        return Span(self.starts[span.start], self.starts[span.end - 1] + 1)

    def find(self, quote: str) -> list[Span]:
        """Return where the folded `quote` occurs, overlapping occurrences too."""
        found, at = [], self.letters.find(quote)
        while at >= 0:
            found.append(Span(at, at + len(quote)))
            at = self.letters.find(quote, at + 1)
        return found


@cache
def _fold(char: str) -> str:
    # Decomposed, because half-width katakana carry their sound marks as characters of their own.
    return "" if char.isspace() else unicodedata.normalize("NFKD", char)


class Anchors:
    """The way from spans of one text to the same words in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._found: dict[Span, Span | None] = {}

    @cached_property
    def folded(self) -> tuple[Folded, Folded]:
        """The old text and the new one, folded."""
        return Folded(self._old), Folded(self._new)

    def find(self, span: Span) -> Span | None:
        """Return where the words of a span of the old text stand in the new one, None where that cannot be told.

        Of several occurrences the one is taken whose surroundings agree the most; where they agree equally, the one with
        the same number, if both texts have the same number of occurrences. 「34%」 alone in a new sentence is not taken.
        """
        if self._old == self._new:
            return span
        if span not in self._found:
            self._found[span] = self._find(span)
        return self._found[span]

    def _find(self, span: Span) -> Span | None:
        old, new = self.folded
        at = old.fold(span)
        quote = at.of(old.letters)
        places = new.find(quote) if quote else []
        if not places:
            return None
        agreed = [_agree(old.letters, at, new.letters, place) for place in places]
        best = max(agreed)
        if len(quote) < DISTINCT and best < LEAST_CONTEXT:
            return None
        likely = [place for place, agreement in zip(places, agreed, strict=True) if agreement == best]
        if len(likely) > 1:
            before = old.find(quote)
            same = places[before.index(at)] if len(before) == len(places) else None
            likely = [same] if same is not None and same in likely else []
        return new.unfold(likely[0]) if likely else None


def _agree(old: str, at: Span, new: str, place: Span) -> int:
    """Return how many characters right before and right after two places are the same, at most CONTEXT on each side."""
    before = _common(
        old[max(0, at.start - CONTEXT) : at.start][::-1], new[max(0, place.start - CONTEXT) : place.start][::-1]
    )
    return before + _common(old[at.end : at.end + CONTEXT], new[place.end : place.end + CONTEXT])


def _common(a: str, b: str) -> int:
    """Return how many characters the two have in common from their beginning."""
    for count, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return count
    return min(len(a), len(b))
