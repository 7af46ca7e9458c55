"""The scores of many documents: the table with intervals, the errors by kind, and the floor that must not be undercut."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import DamagedError, NotFoundError
from extract.evaluate.gold import Gold, Predicted, read_predicted
from extract.evaluate.mentions import score_mentions
from extract.evaluate.records import UNPLACED, note_unplaced, score_records
from extract.evaluate.tally import Count, Judged, Miss, Spread, Tally, add_up, find_spreads
from extract.plural import say_count

# Scores are kept and compared to this many digits.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of all documents by measure, the 95 % intervals of each (None under two documents), all misses, all records."""

    counts: Mapping[str, Count]
    spreads: Mapping[str, Spread | None]
    misses: tuple[Miss, ...]
    documents: int
    judged: tuple[Judged, ...] = ()

    @property
    def intervals(self) -> dict[str, tuple[float, float] | None]:
        """Return the 95 % interval of each F1."""
        return {measure: spread.f1 if spread else None for measure, spread in self.spreads.items()}

    def f1(self, measure: str) -> float:
        """Return the F1 of a measure, 0 where nothing was counted under it."""
        return round(self.counts[measure].f1, DIGITS) if measure in self.counts else 0.0


def score_documents(golds: Sequence[Gold], predict: Callable[[Gold], Predicted | None]) -> Scores:
    """Score what `predict` returns for each gold document; None counts as nothing found, and is noted as absent."""
    return sum_up([score_document(gold, predict(gold)) for gold in golds])


def sum_up(tallies: Sequence[Tally]) -> Scores:
    """Return the scores of documents from the tally of each."""
    counts = add_up(tallies)
    misses = tuple(miss for tally in tallies for miss in tally.misses)
    judged = tuple(item for tally in tallies for item in tally.judged)
    return Scores(counts, find_spreads(tallies, counts), misses, len(tallies), judged)


def score_folder(golds: Sequence[Gold], folder: Path) -> Scores:
    """Score the document JSON files NAME.json of a folder."""
    return score_documents(golds, lambda gold: read_predicted(folder / f"{gold.name}.json"))


def score_document(gold: Gold, predicted: Predicted | None) -> Tally:
    """Return the tally of one document."""
    tally = Tally(gold.name)
    if predicted is None:
        tally.note("absent", "documents", "no prediction")
    if gold.records is not None:
        score_records(gold.records, (predicted or Predicted()).records, tally)
        if predicted is not None and predicted.text:
            note_unplaced(gold.records, predicted.text, tally)
    if gold.mentions is not None:
        score_mentions(gold.mentions, predicted or Predicted(), tally)
    return tally


def format_scores(sets: Mapping[str, Scores]) -> str:
    """Return the table for people: a section a set, with precision, recall, F1 and its interval, counts, and errors by kind."""
    head = f"{'':40} {'P':>6} {'R':>6} {'F1':>6}  {'95 %':^13} {'gold':>5} {'pred':>5} {'missed':>6} {'spur.':>6} {'wrong':>6}"
    return head + "\n" + "".join(_format_set(name, scores) for name, scores in sets.items())


def _format_set(name: str, scores: Scores) -> str:
    absent = sum(miss.kind == "absent" for miss in scores.misses)
    lines = [f"{name}: {say_count(scores.documents, 'document')}" + (f", {absent} without prediction" if absent else "")]
    kinds = Counter((miss.measure, miss.kind) for miss in scores.misses)
    for measure, count in scores.counts.items():
        errors = " ".join(f"{kinds[measure, kind] or '':>6}" for kind in ("missed", "spurious", "wrong"))
        rates = _format_rates(count, scores.intervals[measure])
        lines.append(f"{measure:40} {rates} {count.gold:5.0f} {count.predicted:5.0f} {errors}".rstrip())
    return "\n".join(lines) + "\n"


def _format_rates(count: Count, interval: tuple[float, float] | None) -> str:
    """Return precision, recall, F1 and interval; dashes where gold has none and none was predicted, which is no failure."""
    if not count.gold and not count.predicted:
        return f"{'–':>6} {'–':>6} {'–':>6}  {'':13}"
    span = f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else ""
    return f"{count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}  {span:^13}"


def format_unplaced(name: str, misses: Iterable[Miss]) -> list[str]:
    """Return the lines that warn of quotes of gold which their briefs do not have, how many and which; none where all stand there."""
    found = [miss for miss in misses if miss.kind == UNPLACED]
    if not found:
        return []
    head = f"{name}: {say_count(len(found), 'quote')} of gold not in the brief; what rests on that alone counts as missed:"
    remedy = "Copy the sentence from the brief (extract run --format json, document.text); docs/gold.md says how quotes are compared."
    return [head, *(f"  {miss.document}: record {miss.what}" for miss in found), f"  {remedy}"]


def format_misses(misses: Iterable[Miss]) -> str:
    """Return one line an error: document, measure, kind, what."""
    return "".join(f"{m.document}\t{m.measure}\t{m.kind}\t{m.what}\n" for m in misses)


def dump_scores(sets: Mapping[str, Scores]) -> str:
    """Return the scores as JSON: by set, then by measure, p, r, f1, the interval, and the counts."""
    data = {name: {measure: _describe(scores, measure) for measure in scores.counts} for name, scores in sets.items()}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _describe(scores: Scores, measure: str) -> dict[str, object]:
    count, spread = scores.counts[measure], scores.spreads[measure]
    precision, recall, interval = spread or (None, None, None)
    return {
        "p": round(count.precision, DIGITS),
        "r": round(count.recall, DIGITS),
        "f1": round(count.f1, DIGITS),
        "interval": _round(interval),
        "p_interval": _round(precision),
        "r_interval": _round(recall),
        "gold": int(count.gold),
        "pred": int(count.predicted),
        "hit": round(count.hit, 2),
    }


def _round(interval: tuple[float, float] | None) -> list[float] | None:
    return [round(end, DIGITS) for end in interval] if interval else None


def dump_floor(scores: Scores) -> str:
    """Return the F1 of every measure as the JSON of a floor file."""
    return json.dumps({measure: scores.f1(measure) for measure in scores.counts}, ensure_ascii=False, indent=1) + "\n"


def read_floor(path: Path) -> dict[str, float]:
    """Return a floor file's least F1 by measure; raises NotFoundError, or DamagedError where it is something else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(measure): float(least) for measure, least in data.items()}
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such floor file", remedy="Make it with --update-floor.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedError(f"{path}: not a floor file: {error}", remedy="Make it anew with --update-floor.") from error


def find_below(scores: Scores, floor: Mapping[str, float]) -> list[str]:
    """Return a line for each measure whose F1 is below its floor, also where it is not counted at all any more."""
    return [
        f"{measure}: {scores.f1(measure):.4f} is below {least:.4f}"
        for measure, least in floor.items()
        if scores.f1(measure) < least
    ]
