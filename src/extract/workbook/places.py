"""Where typed words stand: a quote in a document's text, a value inside the statements of its record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.corrections.anchors import Folded
from extract.schema import EvidencePart, FillerPart
from extract.spans import Span
from extract.store.geometry import Geometry

# Sheets show statements one after the other like this.
BETWEEN = " … "


# The line under the heads of a Markdown table, and what stands between its cells.
_RULE = re.compile(r"^[ \t|｜:-]+$", re.MULTILINE)
_BAR = re.compile(r"[|｜]")


class Places:
    """Finds words in one document's text, white space and the width of characters aside."""

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._folded = Folded(geometry.text)

    def find_quote(self, quote: str) -> list[EvidencePart]:
        """Return the evidence of a quote, piece by piece; none where a piece stands nowhere or at several places.

        Rows of a table may be given as Markdown has them (`| a | b |`): the text has the cells one after the other.
        """
        found: list[EvidencePart] = []
        for piece in quote.split(BETWEEN):
            spans = self._find(piece) or self._find(_drop_bars(piece))
            if len(spans) != 1:
                return []
            span = self._folded.unfold(spans[0])
            found += self._geometry.locate(span.start, span.end)
        return found

    def _find(self, piece: str) -> list[Span]:
        letters = Folded(piece).letters
        return self._folded.find(letters) if letters else []

    def place_filler(self, filler: FillerPart, statements: Iterable[EvidencePart]) -> FillerPart:
        """Return a filler with the place of its words, where they stand exactly once in the statements; else as it is."""
        letters = Folded(filler.text).letters
        if filler.evidence or not letters:
            return filler
        inside = [self._folded.fold(Span(e.start, e.end)) for e in statements]
        hits = [hit for hit in self._folded.find(letters) if any(span.covers(hit) for span in inside)]
        if len(hits) != 1:
            return filler
        span = self._folded.unfold(hits[0])
        return filler.model_copy(update={"evidence": self._geometry.locate(span.start, span.end)})


def _drop_bars(piece: str) -> str:
    return _BAR.sub("", _RULE.sub("", piece))
