"""Half-open spans of code points, and maps from a derived text back to the text it was derived from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval [start, end) of code points.

    Raises ValueError unless 0 <= start <= end. `Span(2, 5)` is accepted, `Span(5, 2)` is not.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` in this span."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """Return the number of code points between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all `spans`; raises ValueError for none."""
    found = list(spans)
    if not found:
        raise ValueError("hull of no spans")
    return Span(min(s.start for s in found), max(s.end for s in found))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Map from each code point of a derived text to the span of source code points it stands for.

    `starts[i]`, `ends[i]` bound the source of derived code point `i`. Both are non-decreasing and
    `starts[i] <= ends[i]`; an inserted code point (a space put in for a line end) has the source it replaces, or an
    empty span where it replaces nothing. `source_length` is the length of the source text.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source_length: int

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.ends):
            raise ValueError("starts and ends differ in length")
        last_start = last_end = 0
        for start, end in zip(self.starts, self.ends, strict=True):
            if not (last_start <= start <= end <= self.source_length and last_end <= end):
                raise ValueError("an offset map must be total and ordered")
            last_start, last_end = start, end

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def identity(cls, length: int, base: int = 0, source_length: int | None = None) -> OffsetMap:
        """Map a text onto the run of the source that begins at `base`."""
        return cls(
            tuple(range(base, base + length)),
            tuple(range(base + 1, base + length + 1)),
            base + length if source_length is None else source_length,
        )

    def to_source(self, span: Span) -> Span:
        """Return the source span of a derived span; an empty derived span gives an empty source span."""
        if span.end > len(self.starts):
            raise ValueError(f"{span} lies outside a text of {len(self.starts)} code points")
        if not len(span):
            at = self.starts[span.start] if span.start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def to_derived(self, span: Span) -> Span:
        """Return the derived code points whose source touches `span` (empty where none does)."""
        first = bisect_right(self.ends, span.start)
        last = bisect_left(self.starts, span.end)
        return Span(first, max(first, last))

    def compose(self, outer: OffsetMap) -> OffsetMap:
        """Return the map derived → outer source, where this map's source is `outer`'s derived text."""
        spans = [outer.to_source(Span(a, b)) for a, b in zip(self.starts, self.ends, strict=True)]
        return OffsetMap(tuple(s.start for s in spans), tuple(s.end for s in spans), outer.source_length)

    def slice(self, span: Span) -> OffsetMap:
        """Return the map of the derived text's part `span`."""
        return OffsetMap(self.starts[span.start : span.end], self.ends[span.start : span.end], self.source_length)
