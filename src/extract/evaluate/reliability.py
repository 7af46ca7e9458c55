"""Does confidence mean what it says: records by confidence against the share of them that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.evaluate.tally import Judged

BINS = 10
BAR = 40


@dataclass(frozen=True, slots=True)
class Bin:
    """The records with a confidence of at least `low` and under the next bin's: how many, their mean confidence, the share right."""

    low: float
    records: int
    confidence: float
    right: float


def bin_records(judged: Sequence[Judged]) -> list[Bin]:
    """Return the bins that have records, from low to high; 1.0 goes into the last."""
    found = []
    for number in range(BINS):
        inside = [j for j in judged if min(int(j.confidence * BINS), BINS - 1) == number]
        if inside:
            mean = sum(j.confidence for j in inside) / len(inside)
            found.append(Bin(number / BINS, len(inside), mean, sum(j.right for j in inside) / len(inside)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap between confidence and share right, weighted by records."""
    records = sum(b.records for b in bins)
    return sum(b.records * abs(b.confidence - b.right) for b in bins) / records if records else 0.0


def ranking(judged: Sequence[Judged]) -> float | None:
    """Return how often a right record has more confidence than a wrong one (area under the ROC curve; ties count half).

    None where all are right, or all wrong.
    """
    right = [j.confidence for j in judged if j.right]
    wrong = [j.confidence for j in judged if not j.right]
    if not right or not wrong:
        return None
    won = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return won / (len(right) * len(wrong))


def format_reliability(judged: Sequence[Judged]) -> str:
    """Return the reliability diagram for a terminal: a bar is the share right, the mark where it should end."""
    bins = bin_records(judged)
    lines = [f"{'confidence':12} {'records':>7} {'mean':>6} {'right':>6}"]
    for b in bins:
        bar = list("█" * round(b.right * BAR) + " " * (BAR - round(b.right * BAR)))
        bar[min(int(b.confidence * BAR), BAR - 1)] = "|"
        lines.append(f"{b.low:.1f}–{b.low + 1 / BINS:.1f}      {b.records:7} {b.confidence:6.3f} {b.right:6.3f}  {''.join(bar)}".rstrip())
    auc = ranking(judged)
    lines.append(f"calibration error {calibration_error(bins):.3f}" + (f", ranking (AUC) {auc:.3f}" if auc is not None else ""))
    return "\n".join(lines) + "\n"
