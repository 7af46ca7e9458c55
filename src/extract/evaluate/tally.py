"""Counts of what was found, and precision, recall and F1 made from them, with intervals over documents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

RESAMPLES = 1000
SEED = 20250801


@dataclass(slots=True)
class Count:
    """How many matched (`hit`, halves allowed), of how many in gold and how many predicted."""

    hit: float = 0.0
    gold: float = 0.0
    predicted: float = 0.0

    def add(self, hit: float, gold: float, predicted: float) -> None:
        """Add to each of the three."""
        self.hit += hit
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """Return the share of the predicted that is right; 0 where nothing was predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of gold that was found; 0 where there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is wrong: `kind` is missed, spurious, wrong or absent, `measure` what it counts under."""

    document: str
    kind: str
    measure: str
    what: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted record's confidence, and whether it is right: aligned, with type, action and actor as in gold."""

    confidence: float
    right: bool


@dataclass(slots=True)
class Tally:
    """The counts of one document by measure, what is wrong in it, and its predicted records as judged."""

    document: str
    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def add(self, measure: str, hit: float, gold: float, predicted: float) -> None:
        """Add to the count of a measure."""
        self.counts.setdefault(measure, Count()).add(hit, gold, predicted)

    def note(self, kind: str, measure: str, what: str) -> None:
        """Note something that is wrong."""
        self.misses.append(Miss(self.document, kind, measure, what))


def add_up(tallies: Iterable[Tally]) -> dict[str, Count]:
    """Return the sums over documents, by measure in the order of their names."""
    total: dict[str, Count] = {}
    for tally in tallies:
        for measure, count in tally.counts.items():
            total.setdefault(measure, Count()).add(count.hit, count.gold, count.predicted)
    return {measure: total[measure] for measure in sorted(total)}


class Spread(NamedTuple):
    """The 95 % bootstrap intervals of a measure, each (low, high)."""

    precision: tuple[float, float]
    recall: tuple[float, float]
    f1: tuple[float, float]


def find_spreads(tallies: Sequence[Tally], measures: Iterable[str]) -> Mapping[str, Spread | None]:
    """Return the 95 % bootstrap intervals of each measure over documents drawn with replacement.

    None for a measure that fewer than two documents have. The draws are seeded: the same tallies, the same intervals.
    """
    return {measure: _spread([t.counts[measure] for t in tallies if measure in t.counts]) for measure in measures}


def _spread(counts: Sequence[Count]) -> Spread | None:
    if len(counts) < 2:
        return None
    draw = random.Random(SEED)
    found = []
    for _ in range(RESAMPLES):
        total = Count()
        for count in draw.choices(counts, k=len(counts)):
            total.add(count.hit, count.gold, count.predicted)
        # Documents without any such thing say nothing about how well it is found.
        if total.gold or total.predicted:
            found.append((total.precision, total.recall, total.f1))
    return Spread(*(_middle(values) for values in zip(*found, strict=True))) if len(found) > 1 else None


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """Return the bounds of the middle 95 % of the values."""
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered)) - 1]
