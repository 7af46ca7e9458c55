"""Runs in the store scored against what reviewers made of them: documents marked as complete are gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.comparison.matching import NAME_SLOTS, GoldFiller, fold_quote
from extract.corrections.events import find_effective
from extract.errors import NotFoundError
from extract.evaluate.gold import GoldRecord, GoldSlot, Predicted, PredictedRecord, parse_predicted
from extract.evaluate.records import align, score_records, score_slot
from extract.evaluate.scores import Scores, sum_up
from extract.evaluate.tally import Tally
from extract.model import SLOTS
from extract.plural import say_count
from extract.schema import FillerPart, RecordPart
from extract.store.documents import DocumentRow, list_documents, list_versions
from extract.store.engine import Store
from extract.store.fingerprint import drop_given
from extract.store.rows import read_events, read_records
from extract.store.standing import read_standing
from extract.typed import show_typed

# A record is better or worse by more than rounding.
LEAST_CHANGE = 1e-9


@dataclass(frozen=True, slots=True)
class SlotChange:
    """A slot that two versions fill differently; `gold` is what stands after review ("" also where nobody reviewed)."""

    slot: str
    gold: str
    old: str
    new: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that two versions read differently.

    `verdict` is better, worse or changed (as good, or not reviewed), found or lost (one version has it and reviewers say it
    is one), gone or spurious (one version has it and it is none). `title` is in both languages.
    """

    document: int
    name: str
    title_ja: str
    title_en: str
    quote: str
    verdict: str
    slots: tuple[SlotChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of the pipeline over the documents that both have read; the scores are of those marked as complete."""

    old: str
    new: str
    documents: int
    complete: int
    old_scores: Scores
    new_scores: Scores
    changes: tuple[RecordChange, ...]

    def count(self, verdict: str) -> int:
        """Return how many records have a verdict."""
        return sum(change.verdict == verdict for change in self.changes)


def list_pipelines(store: Store) -> list[str]:
    """Return the versions of the pipeline that the store has runs of, in the order of their first run."""
    return list(_first_runs(store))


def score_reviewed(store: Store) -> dict[str, Scores]:
    """Return the scores of each version of the pipeline over the documents marked as complete; {} where there are none.

    What reviewers confirmed (extracted, corrected and added records that are not deleted) is gold for every run over a
    document's newest version.
    """
    tallies: dict[str, list[Tally]] = {}
    for document in list_documents(store):
        if not document.complete:
            continue
        standing = read_gold_bodies(store, document.id)
        for version, bodies in _read_runs(store, document).items():
            tallies.setdefault(version, []).append(score_bodies(document.name, standing, bodies))
    return {version: sum_up(tallies[version]) for version in _first_runs(store) if version in tallies}


def read_gold_bodies(store: Store, document: int) -> list[RecordPart]:
    """Return the records of a document as reviewers confirmed them, none where it is not marked as complete.

    The extraction is the one that was seen when the document was marked, with all corrections up to now: what a later run
    reads otherwise is judged by it, and must not become gold because nobody had to correct it.
    """
    with store.reading() as connection:
        said = [e for e in find_effective(read_events(connection, document)) if e.kind in ("complete", "incomplete")]
        if not said or said[-1].kind != "complete":
            return []
        views = read_standing(connection, document, said[-1].run).views()
    return [view.body for view in views if view.state in ("open", "accepted")]


def score_bodies(name: str, standing: Sequence[RecordPart], bodies: Sequence[RecordPart]) -> Tally:
    """Return the tally of one document: what stands after review against what a run found."""
    tally = Tally(name)
    score_records(make_gold(standing, bodies), make_predicted(bodies), tally)
    return tally


def _first_runs(store: Store) -> dict[str, int]:
    """Return the number of the first run of each version of the pipeline, the oldest first."""
    runs = (
        (number, drop_given(fingerprint))
        for document in list_documents(store)
        for version in list_versions(store, document.id)
        for number, fingerprint, _ in version.runs
    )
    first: dict[str, int] = {}
    for number, version_name in sorted(runs):
        first.setdefault(version_name, number)
    return first


def _read_runs(store: Store, document: DocumentRow) -> dict[str, list[RecordPart]]:
    """Return the records of the newest run of each version of the pipeline over the document's newest version."""
    newest = next(v for v in list_versions(store, document.id) if v.id == document.version)
    numbers = {drop_given(fingerprint): number for number, fingerprint, _ in sorted(newest.runs)}
    with store.reading() as connection:
        return {name: list(read_records(connection, number).values()) for name, number in numbers.items()}


# --- records as gold and as predicted ---------------------------------------------------------------------------------


def make_predicted(bodies: Sequence[RecordPart]) -> tuple[PredictedRecord, ...]:
    """Return records as they are scored."""
    predicted: Predicted = parse_predicted({"records": [body.model_dump(mode="json") for body in bodies]})
    return predicted.records


def make_gold(standing: Sequence[RecordPart], bodies: Sequence[RecordPart]) -> tuple[GoldRecord, ...]:
    """Return records after review as gold for `bodies`, the records of one run."""
    known = {slot: {str(f.value) for body in bodies for f in getattr(body, slot)} for slot in NAME_SLOTS}
    return tuple(
        GoldRecord(
            body.id,
            False,
            {slot: GoldSlot((tuple(_make_filler(slot, f, known) for f in getattr(body, slot)),)) for slot in SLOTS},
            tuple(fold_quote(e.quote) for e in body.evidence),
        )
        for body in standing
    )


def _make_filler(slot: str, filler: FillerPart, known: Mapping[str, set[str]]) -> GoldFiller:
    # An id is a name only where the run knows it too; else the words decide.
    named = slot in NAME_SLOTS and str(filler.value) not in known[slot]
    return GoldFiller(filler.text if named else str(filler.value), filler.role or "", filler.comparator or "")


# --- two versions, record by record -----------------------------------------------------------------------------------


def compare_runs(store: Store, old: str, new: str) -> Comparison:
    """Compare two versions of the pipeline over the newest version of each document that both have read.

    Against what stands where reviewers marked the document as complete, else with each other. Raises NotFoundError for a
    version that the store has no run of.
    """
    known = list_pipelines(store)
    for version in (old, new):
        if version not in known:
            remedy = f"The store has runs of: {', '.join(known) or 'none'}"
            raise NotFoundError(f"no run of version {version} in the store", remedy=remedy)
    changes: list[RecordChange] = []
    tallies: tuple[list[Tally], list[Tally]] = ([], [])
    documents = complete = 0
    for document in list_documents(store):
        runs = _read_runs(store, document)
        if old not in runs or new not in runs:
            continue
        documents += 1
        pair = (runs[old], runs[new])
        if not document.complete:
            changes += _compare_unreviewed(document, *pair)
            continue
        complete += 1
        standing = read_gold_bodies(store, document.id)
        changes += _compare_reviewed(document, standing, *pair)
        for tally, bodies in zip(tallies, pair, strict=True):
            tally.append(score_bodies(document.name, standing, bodies))
    return Comparison(old, new, documents, complete, sum_up(tallies[0]), sum_up(tallies[1]), tuple(changes))


def _pair_up(standing: Sequence[RecordPart], bodies: Sequence[RecordPart]) -> dict[int, int]:
    return dict(align(make_gold(standing, bodies), make_predicted(bodies)))


def _compare_reviewed(
    document: DocumentRow, standing: Sequence[RecordPart], old: Sequence[RecordPart], new: Sequence[RecordPart]
) -> list[RecordChange]:
    pairs = _pair_up(standing, old), _pair_up(standing, new)
    found = []
    for i, body in enumerate(standing):
        before = old[pairs[0][i]] if i in pairs[0] else None
        after = new[pairs[1][i]] if i in pairs[1] else None
        change = _compare_record(document, body, before, after)
        found += [change] if change is not None else []
    spare = [[b for j, b in enumerate(bodies) if j not in used.values()] for bodies, used in zip((old, new), pairs, strict=True)]
    stayed = _pair_up(spare[0], spare[1])
    found += [_tell(document, b, "gone") for j, b in enumerate(spare[0]) if j not in stayed]
    found += [_tell(document, b, "spurious") for j, b in enumerate(spare[1]) if j not in stayed.values()]
    return found


def _compare_record(
    document: DocumentRow, body: RecordPart, old: RecordPart | None, new: RecordPart | None
) -> RecordChange | None:
    """Return how two versions differ on one record that stands, None where they do not."""
    if old is None or new is None:
        return None if old is new else _tell(document, body, "lost" if new is None else "found")
    slots = [change for slot in SLOTS if (change := _compare_slot(slot, body, old, new)) is not None]
    if not slots:
        return None
    gain = sum(_judge(c.slot, body, new) - _judge(c.slot, body, old) for c in slots)
    return _tell(document, body, _verdict(gain), slots)


def _compare_slot(slot: str, gold: RecordPart, old: RecordPart, new: RecordPart) -> SlotChange | None:
    before, after = (show_typed(slot, getattr(body, slot)) for body in (old, new))
    if before == after:
        return None
    verdict = _verdict(_judge(slot, gold, new) - _judge(slot, gold, old))
    return SlotChange(slot, show_typed(slot, getattr(gold, slot)), before, after, verdict)


def _judge(slot: str, gold: RecordPart, body: RecordPart) -> float:
    """Return how right a slot is: what matches, less half of what is missing or spare."""
    wanted, given = make_gold([gold], [body])[0].slots[slot], make_predicted([body])[0].slots[slot]
    hit, needed, said = score_slot(slot, wanted, given)
    return hit - 0.5 * (needed + said)


def _verdict(gain: float) -> str:
    return "better" if gain > LEAST_CHANGE else "worse" if gain < -LEAST_CHANGE else "changed"


def _compare_unreviewed(document: DocumentRow, old: Sequence[RecordPart], new: Sequence[RecordPart]) -> list[RecordChange]:
    """Return how two versions differ on a document that nobody marked as complete: what changed, without a judgement."""
    pairs = _pair_up(old, new)
    found = []
    for i, before in enumerate(old):
        after = new[pairs[i]] if i in pairs else None
        slots = [
            SlotChange(slot, "", a, b, "changed")
            for slot in SLOTS
            if after is not None
            and (a := show_typed(slot, getattr(before, slot))) != (b := show_typed(slot, getattr(after, slot)))
        ]
        if after is None or slots:
            found.append(_tell(document, before, "changed" if after is not None else "only in old", slots))
    found += [_tell(document, b, "only in new") for j, b in enumerate(new) if j not in pairs.values()]
    return found


def _tell(document: DocumentRow, body: RecordPart, verdict: str, slots: Sequence[SlotChange] = ()) -> RecordChange:
    quote = body.evidence[0].quote if body.evidence else ""
    return RecordChange(document.id, document.name, body.title_ja, body.title_en, quote, verdict, tuple(slots))


def format_comparison(comparison: Comparison) -> str:
    """Return the comparison for people: what became better and worse, record by record, a line each slot that changed."""
    head = f"{comparison.old} → {comparison.new}: {say_count(comparison.documents, 'document')}, {comparison.complete} of them reviewed"
    lines = [head]
    for measure, count in comparison.old_scores.counts.items():
        after = comparison.new_scores.counts.get(measure)
        if after is not None and (count.f1, count.gold) != (after.f1, after.gold):
            lines.append(f"  {measure:40} F1 {count.f1:.3f} → {after.f1:.3f} ({after.f1 - count.f1:+.3f})")
    verdicts = dict.fromkeys(change.verdict for change in comparison.changes)
    lines.append(", ".join(f"{comparison.count(v)} {v}" for v in verdicts) or "No record differs.")
    for change in comparison.changes:
        lines.append(f"{change.verdict:10} {change.name}: {change.title_en or change.quote[:60]}")
        for slot in change.slots:
            gold = f" (is {slot.gold or 'nothing'})" if slot.verdict != "changed" else ""
            lines.append(f"  {slot.verdict:8} {slot.slot}: {slot.old or 'nothing'} → {slot.new or 'nothing'}{gold}")
    return "\n".join(" ".join(line.split("\n")) for line in lines) + "\n"
