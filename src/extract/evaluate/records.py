"""Records against gold: aligned one to one where their evidence overlaps, then counted slot by slot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.comparison.assignment import pair_best
from extract.comparison.matching import GoldFiller, PredictedFiller, match_filler, share_evidence, share_half
from extract.evaluate.gold import GoldRecord, GoldSlot, PredictedRecord
from extract.evaluate.tally import Judged, Tally
from extract.model import SLOTS
from extract.report import join_lines

ALL, DETECTION, EVIDENCE = "records: all slots", "records: detection", "records: evidence"
CORE, CORE_SLOTS = "records: type+action+imposing", ("measure_type", "action", "imposing")
# What an aligned pair is worth beyond its matching fillers, and what a filler without a match costs.
ALIGNED, SPARE_COST = 0.01, 0.01
LEAST_GAIN = 0.001
# An optional record takes a prediction only where no other wants it.
OPTIONAL_WEIGHT = 0.001
# The kind of a miss that is gold's own: a quote that its brief does not have.
UNPLACED = "unplaced"
# How much of a quote is shown.
SHOWN = 60
COORDINATED = re.compile(r"[、,，]|及び|並びに")

Score = tuple[float, int, int]


def score_records(golds: Sequence[GoldRecord], predicted: Sequence[PredictedRecord], tally: Tally) -> None:
    """Add the counts of one document's records to its tally."""
    pairs = align(golds, predicted)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for index, gold in enumerate(golds):
        if not gold.optional and index not in found:
            _count_missed(gold, tally)
    for index, record in enumerate(predicted):
        if index not in used:
            _count_spurious(record, tally)
    for i, j in pairs:
        if not golds[i].optional:
            _count_pair(golds[i], predicted[j], tally)


def note_unplaced(golds: Sequence[GoldRecord], text: str, tally: Tally) -> None:
    """Note the quotes of gold of which not even half stands in the brief's (folded) text: nothing can be aligned by them."""
    for gold in golds:
        for quote, said in zip(gold.quotes, gold.said, strict=True):
            if not share_half(quote, text):
                tally.note(UNPLACED, EVIDENCE, f"{gold.id}: {_show_quote([said])}")


def align(golds: Sequence[GoldRecord], predicted: Sequence[PredictedRecord]) -> list[tuple[int, int]]:
    """Return the pairs (gold, predicted) whose evidence overlaps, chosen so that the most fillers match."""
    return pair_best([[_gain(gold, record) for record in predicted] for gold in golds])


def _gain(gold: GoldRecord, record: PredictedRecord) -> float:
    if not share_evidence(gold.quotes, record.quotes):
        return 0.0
    scores = [score_slot(slot, gold.slots[slot], record.slots[slot]) for slot in SLOTS]
    gain = ALIGNED + sum(s[0] for s in scores) - SPARE_COST * sum(s[2] - s[0] for s in scores)
    return max(gain, LEAST_GAIN) * (OPTIONAL_WEIGHT if gold.optional else 1.0)


def score_slot(slot: str, gold: GoldSlot, predicted: Sequence[PredictedFiller]) -> Score:
    """Return (matched, in gold, predicted) for the alternative of gold that fits best; optional fillers count nowhere.

    Goods that are given as one coordinated phrase are also tried apart: 「成膜装置、洗浄装置」 as two.
    """
    ways = [list(predicted)]
    if slot == "items":
        ways.append([part for filler in predicted for part in _split(filler)])
    best: Score | None = None
    for alternative in gold.alternatives:
        for way in ways:
            score = _score_way(slot, alternative, gold.optional, way)
            if best is None or _margin(score) > _margin(best):
                best = score
    return best or (0.0, 0, len(predicted))


def _margin(score: Score) -> float:
    return score[0] - 0.5 * (score[1] + score[2])


def _score_way(
    slot: str, wanted: Sequence[GoldFiller], optional: Sequence[GoldFiller], given: Sequence[PredictedFiller]
) -> Score:
    gains = [[match_filler(slot, gold, filler) for filler in given] for gold in wanted]
    pairs = pair_best(gains)
    used = {j for _, j in pairs}
    left = [filler for j, filler in enumerate(given) if j not in used]
    allowed = sum(any(match_filler(slot, gold, filler) > 0 for gold in optional) for filler in left)
    return sum(gains[i][j] for i, j in pairs), len(wanted), len(given) - allowed


def _split(filler: PredictedFiller) -> list[PredictedFiller]:
    """Return the parts of a coordinated phrase as fillers, the filler itself where it has no text."""
    parts = [part for part in COORDINATED.split(filler.text) if part]
    # The value of the whole phrase names none of its parts; its translations stay.
    split = [replace(filler, names=(part, *filler.translations), text=part) for part in parts]
    return split or [filler]


def _count_missed(gold: GoldRecord, tally: Tally) -> None:
    for measure in (DETECTION, CORE):
        tally.add(measure, 0, 1, 0)
    for slot in SLOTS:
        least = min(len(alternative) for alternative in gold.slots[slot].alternatives)
        for measure in (f"slot: {slot}", ALL):
            tally.add(measure, 0, least, 0)
    kind = "/".join(gold.slots[s].alternatives[0][0].value for s in CORE_SLOTS[:2] if gold.slots[s].alternatives[0])
    tally.note("missed", DETECTION, f"{gold.id} {kind}: {_show_quote(gold.said)}")


def _count_spurious(record: PredictedRecord, tally: Tally) -> None:
    for measure in (DETECTION, CORE):
        tally.add(measure, 0, 0, 1)
    for slot in SLOTS:
        for measure in (f"slot: {slot}", ALL):
            tally.add(measure, 0, 0, len(record.slots[slot]))
    tally.judged.append(Judged(record.confidence, right=False))
    kind = "/".join(record.slots[s][0].names[0] for s in CORE_SLOTS[:2] if record.slots[s])
    tally.note("spurious", DETECTION, f"{kind}: {_show_quote(record.said)}")


def _count_pair(gold: GoldRecord, record: PredictedRecord, tally: Tally) -> None:
    scores = {slot: score_slot(slot, gold.slots[slot], record.slots[slot]) for slot in SLOTS}
    tally.add(DETECTION, scores["measure_type"][0] > 0, 1, 1)
    right = all(len(set(scores[slot])) == 1 for slot in CORE_SLOTS)
    tally.add(CORE, right, 1, 1)
    tally.judged.append(Judged(record.confidence, right))
    found = sum(share_evidence([quote], record.quotes) for quote in gold.quotes)
    stray = sum(not share_evidence(gold.quotes, [quote]) for quote in record.quotes)
    tally.add(EVIDENCE, found, len(gold.quotes), found + stray)
    for slot, (hit, wanted, given) in scores.items():
        for measure in (f"slot: {slot}", ALL):
            tally.add(measure, hit, wanted, given)
        if hit < wanted or hit < given:
            kind = "missed" if not given else "spurious" if not wanted else "wrong"
            said = ", ".join(f.names[0] for f in record.slots[slot]) or "nothing"
            tally.note(kind, f"slot: {slot}", f"{gold.id}: gold {_show(gold.slots[slot])}, predicted {said}")


def _show_quote(said: Sequence[str]) -> str:
    """Return the beginning of the first quote, as written, on one line."""
    return join_lines(said[0])[:SHOWN] if said else ""


def _show(slot: GoldSlot) -> str:
    choices = [", ".join(f.value for f in choice) for choice in slot.alternatives]
    return " or ".join(choice or "nothing" for choice in choices)
