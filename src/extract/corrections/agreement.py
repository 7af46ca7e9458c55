"""How far two who reviewed independently agree: κ on type and action, F1 on the slots, and what there is to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.comparison.assignment import pair_best
from extract.comparison.matching import GoldFiller, PredictedFiller, match_filler
from extract.corrections.match import find_spans, share_spans
from extract.corrections.views import RecordView
from extract.model import SLOTS
from extract.schema import FillerPart

# What a record is called, for κ, that only one of the two has.
NONE = "none"
# A pair with the same key is the same record, wherever either has marked it.
SAME_KEY = 10.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A record, or a slot of one ("" for the whole), on which the two differ; None where one has no such record."""

    slot: str
    first: RecordView | None
    second: RecordView | None


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """How many fillers the two have in common of those that each gave; with either as the truth, F1 is the same."""

    common: float
    first: int
    second: int

    @property
    def f1(self) -> float | None:
        """Return 2 · common / all, None where nobody gave anything."""
        given = self.first + self.second
        return 2 * self.common / given if given else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two reviewers made of one document.

    `records` counts the pairs and those that only one has. κ is Cohen's, over `records`; None where it is not defined (both
    always said the same one thing). `slots` has an entry a slot, over the pairs. `differences` are what is to be adjudicated.
    """

    first: str
    second: str
    records: int
    kappa_type: float | None
    kappa_action: float | None
    slots: dict[str, SlotAgreement]
    differences: tuple[Difference, ...]


def find_agreement(first: str, second: str, mine: Sequence[RecordView], theirs: Sequence[RecordView]) -> Agreement:
    """Compare the views that two reviewers have of one document; what either deleted, merged or split is no record of theirs."""
    a, b = ([v for v in views if v.state in ("open", "accepted")] for views in (mine, theirs))
    pairs = _pair(a, b)
    slots = {slot: _compare_slot(slot, [(a[i], b[j]) for i, j in pairs]) for slot in SLOTS}
    labels = {slot: [(_label(x, slot), _label(y, slot)) for x, y in _line_up(a, b, pairs)] for slot in ("measure_type", "action")}
    return Agreement(
        first,
        second,
        len(labels["action"]),
        find_kappa(labels["measure_type"]),
        find_kappa(labels["action"]),
        slots,
        tuple(_find_differences(a, b, pairs)),
    )


def find_kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's κ of pairs of labels: agreement beyond what chance gives; None where chance gives all of it, or for none."""
    count = len(labels)
    if not count:
        return None
    observed = sum(x == y for x, y in labels) / count
    firsts, seconds = Counter(x for x, _ in labels), Counter(y for _, y in labels)
    chance = sum(firsts[label] * seconds[label] for label in firsts) / count**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _pair(a: Sequence[RecordView], b: Sequence[RecordView]) -> list[tuple[int, int]]:
    """Return the pairs of records that are one: the same key, else statements that overlap, the most in all."""
    return pair_best([[_likeness(x, y) for y in b] for x in a])


def _likeness(x: RecordView, y: RecordView) -> float:
    return SAME_KEY * (x.key == y.key and x.origin == y.origin == "extracted") + share_spans(find_spans(x.body), find_spans(y.body))


def _line_up(
    a: Sequence[RecordView], b: Sequence[RecordView], pairs: Sequence[tuple[int, int]]
) -> list[tuple[RecordView | None, RecordView | None]]:
    """Return all records of both, pairs first, None beside those that only one has."""
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    out: list[tuple[RecordView | None, RecordView | None]] = [(a[i], b[j]) for i, j in pairs]
    out += [(x, None) for i, x in enumerate(a) if i not in left]
    return out + [(None, y) for j, y in enumerate(b) if j not in right]


def _label(view: RecordView | None, slot: str) -> str:
    if view is None:
        return NONE
    return "/".join(sorted(str(f.value) for f in getattr(view.body, slot)))


def _compare_slot(slot: str, pairs: Sequence[tuple[RecordView, RecordView]]) -> SlotAgreement:
    common, first, second = 0.0, 0, 0
    for x, y in pairs:
        mine, theirs = getattr(x.body, slot), getattr(y.body, slot)
        common += _match(slot, mine, theirs)
        first, second = first + len(mine), second + len(theirs)
    return SlotAgreement(common, first, second)


def _match(slot: str, mine: Sequence[FillerPart], theirs: Sequence[FillerPart]) -> float:
    """Return how many fillers the two lists have in common, a half for what is half the same (2031-04 and 2031-04-02)."""
    gains = [[match_filler(slot, _wanted(x), _given(y)) for y in theirs] for x in mine]
    return sum(gains[i][j] for i, j in pair_best(gains))


def _wanted(filler: FillerPart) -> GoldFiller:
    return GoldFiller(str(filler.value), filler.role or "", filler.comparator or "")


def _given(filler: FillerPart) -> PredictedFiller:
    value = str(filler.value)
    return PredictedFiller((value, filler.text), text=filler.text, amount=value, role=filler.role or "", comparator=filler.comparator or "")


def _find_differences(a: Sequence[RecordView], b: Sequence[RecordView], pairs: Sequence[tuple[int, int]]) -> list[Difference]:
    found = []
    for x, y in _line_up(a, b, pairs):
        if x is None or y is None:
            found.append(Difference("", x, y))
            continue
        for slot in SLOTS:
            mine, theirs = getattr(x.body, slot), getattr(y.body, slot)
            if not len(mine) == len(theirs) == _match(slot, mine, theirs):
                found.append(Difference(slot, x, y))
    return found
