"""Records changed by hand: a slot filled, several put together, one taken twice; and the evidence in all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from extract.corrections.events import STATEMENTS, TITLES
from extract.export import STATUS
from extract.model import SLOTS
from extract.schema import EvidencePart, FillerPart, RecordPart
from extract.titles import write_titles

# Moves a piece of evidence to another text; none where its place is lost there.
Move = Callable[[EvidencePart], list[EvidencePart]]
# Told of each place that was lost: the slot and the evidence.
Tell = Callable[[str, EvidencePart], None]


def read_slot(body: RecordPart, slot: str) -> list[FillerPart]:
    """Return what stands in anything that can be corrected: a slot's fillers; titles and statements as one filler."""
    if slot in TITLES:
        title: str = getattr(body, slot)
        return [FillerPart(text=title, value=title, rule="", evidence=[])] if title else []
    if slot == STATEMENTS:
        return [FillerPart(text="", value="", rule="", evidence=body.evidence)] if body.evidence else []
    found: list[FillerPart] = getattr(body, slot)
    return found


def fill_slot(body: RecordPart, slot: str, fillers: Sequence[FillerPart]) -> RecordPart:
    """Return the record with other fillers in a slot: doubts about the slot are settled, status and titles follow."""
    if slot in TITLES:
        return body.model_copy(update={slot: fillers[0].text if fillers else ""})
    if slot == STATEMENTS:
        return body.model_copy(update={slot: [e for filler in fillers for e in filler.evidence]})
    issues = [issue for issue in body.issues if issue.slot != slot]
    return write_heading(body.model_copy(update={slot: list(fillers), "issues": issues}))


def write_heading(body: RecordPart) -> RecordPart:
    """Return the record with status and titles as its slots say them; without type or action it has no titles."""
    status = STATUS.get(str(body.action[0].value), "decided") if body.action else "unknown"
    titles = ("", "")
    if body.measure_type and body.action:
        titles = write_titles({slot: getattr(body, slot) for slot in SLOTS})
    return body.model_copy(update={"status": status, "title_ja": titles[0], "title_en": titles[1]})


def merge_bodies(bodies: Sequence[RecordPart]) -> RecordPart:
    """Return several records as one: the first, with what the others have beyond it."""
    first = bodies[0]
    update: dict[str, Any] = {slot: _unite([getattr(b, slot) for b in bodies]) for slot in SLOTS}
    statements = {(e.start, e.end): e for b in bodies for e in b.evidence}
    update[STATEMENTS] = [statements[at] for at in sorted(statements)]
    update["issues"] = list({i.model_dump_json(): i for b in bodies for i in b.issues}.values())
    return write_heading(first.model_copy(update=update))


def _unite(lists: Sequence[Sequence[FillerPart]]) -> list[FillerPart]:
    """Return the fillers of all lists, one for each value; its evidence is that of all that say it."""
    found: dict[tuple[object, ...], FillerPart] = {}
    for filler in (f for fillers in lists for f in fillers):
        same = (str(filler.value), filler.role, filler.comparator, filler.unit)
        first = found.setdefault(same, filler)
        more = [e for e in filler.evidence if e not in first.evidence]
        if more:
            found[same] = first.model_copy(update={"evidence": [*first.evidence, *more]})
    return list(found.values())


def iterate_evidence(body: RecordPart) -> Iterator[tuple[str, int, EvidencePart]]:
    """Yield (slot, index of the filler, evidence) for everything a record rests on, its statements last."""
    for slot in SLOTS:
        for index, filler in enumerate(getattr(body, slot)):
            yield from ((slot, index, e) for e in filler.evidence)
    yield from ((STATEMENTS, 0, e) for e in body.evidence)


def move_fillers(fillers: Sequence[FillerPart], slot: str, move: Move, tell: Tell) -> list[FillerPart]:
    """Return the fillers with their evidence moved to another text; what has no place there is told and left out."""
    return [f.model_copy(update={"evidence": _move_all(f.evidence, slot, move, tell)}) for f in fillers]


def move_body(body: RecordPart, move: Move, tell: Tell) -> RecordPart:
    """Return the record with all its evidence moved to another text."""
    update: dict[str, Any] = {slot: move_fillers(getattr(body, slot), slot, move, tell) for slot in SLOTS}
    update[STATEMENTS] = _move_all(body.evidence, STATEMENTS, move, tell)
    return body.model_copy(update=update)


def _move_all(evidence: Sequence[EvidencePart], slot: str, move: Move, tell: Tell) -> list[EvidencePart]:
    moved = []
    for piece in evidence:
        found = move(piece)
        if not found:
            tell(slot, piece)
        moved += found
    return moved


def digest_body(body: RecordPart | None) -> str:
    """Return the digest of what a record says (values and quotes, not where they stand), "" for none."""
    if body is None:
        return ""
    said = [
        [slot, str(f.value), f.role, f.comparator, f.unit, [e.quote for e in f.evidence]]
        for slot in SLOTS
        for f in getattr(body, slot)
    ]
    text = json.dumps([said, [e.quote for e in body.evidence]], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
