"""Restatements of one act to one record, without merging two acts.

Two statements are one act when type, action and sides agree, nothing they state conflicts (rates, dates, durations,
sides), and they share what the act is about: goods, basis, parties, codes, rates, or a date together with a length.
A slot keeps its first filler's words and every place that says the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Filler
from extract.records.statements import Statement
from extract.values.edtf import read_edtf

# Actions by which one act may be worded twice.
_ALIKE = [{"impose", "increase"}, {"suspend", "extend"}, {"reduce", "suspend"}, {"lift", "ease"}, {"ease", "resume"}, {"ease", "approve"}, {"resume", "approve"}, {"agree", "resume"}]
_CODED = ("imposing", "target_jurisdictions", "eccn", "hs", "footnotes")


def _norm(text: str) -> str:
    return re.sub(r"[\s・「」『』()（）等]|関連|など|品目$|分野$", "", unicodedata.normalize("NFKC", text)).casefold()


def _alike(a: str, b: str) -> bool:
    """Same noun phrase: one holds the other and is not much longer."""
    x, y = _norm(a), _norm(b)
    if not x or not y:
        return False
    short, long_ = sorted((x, y), key=len)
    return short in long_ and len(short) * 5 >= len(long_) * 2


def _share(a: Iterable[Filler], b: Iterable[Filler]) -> bool:
    return any(_alike(x.text, y.text) or (x.value == y.value) for x in a for y in b)


def _dates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    if not a or not b:
        return False
    first, second = read_edtf(str(a[0].value)), read_edtf(str(b[0].value))
    if first is None or second is None:
        return a[0].value != b[0].value
    return first.last < second.first or second.last < first.first


def _rates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {(f.value) for f in a}, {(f.value) for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _sets_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {f.value for f in a}, {f.value for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _actions_agree(a: str, b: str) -> bool:
    return a == b or {a, b} in _ALIKE


def _get(statement: Statement, slot: str) -> tuple[Filler, ...]:
    return statement.slots.get(slot, ())


def _conflict(a: Statement, b: Statement) -> bool:
    if any(_dates_conflict(_get(a, s), _get(b, s)) for s in ("date", "effective_from", "effective_until")):
        return True
    if _rates_conflict(_get(a, "rates"), _get(b, "rates")) or _sets_conflict(_get(a, "duration"), _get(b, "duration")):
        return True
    if _sets_conflict(_get(a, "imposing"), _get(b, "imposing")) or _sets_conflict(_get(a, "quantities"), _get(b, "quantities")):
        return True
    return bool(_get(a, "items") and _get(b, "items")) and not _share(_get(a, "items"), _get(b, "items"))


def _link(a: Statement, b: Statement) -> int:
    """How much the two share of what an act is about; 2 is enough."""
    strong = sum(2 for slot in ("items", "instrument", "entities", "eccn", "rates", "quantities") if _share(_get(a, slot), _get(b, slot)))
    weak = sum(1 for slot in ("date", "duration", "agreement", "effective_from", "effective_until") if _share(_get(a, slot), _get(b, slot)))
    return strong + weak


def is_restatement(a: Statement, b: Statement) -> bool:
    """Say whether two statements tell of one act."""
    if a.type != b.type or not _actions_agree(a.action, b.action) or _conflict(a, b):
        return False
    return _link(a, b) >= 2


def _merge_fillers(slot: str, a: Sequence[Filler], b: Sequence[Filler]) -> tuple[Filler, ...]:
    out = list(a)
    for filler in b:
        same = next((i for i, f in enumerate(out) if f.value == filler.value or (slot not in _CODED and _alike(f.text, filler.text))), None)
        if same is not None:
            out[same] = replace(out[same], places=tuple(dict.fromkeys((*out[same].places, *filler.places))), role=out[same].role or filler.role)
        elif not out or slot in _CODED or slot in {"instrument", "entities", "items"}:
            out.append(filler)
    return tuple(out)


def _merge(a: Statement, b: Statement) -> Statement:
    slots = dict(a.slots)
    for slot, fillers in b.slots.items():
        if slot in {"measure_type", "action"}:
            continue
        mine = slots.get(slot, ())
        # What stands in the text itself outranks what was lent to it.
        if mine and slot in a.inherited and slot not in b.inherited:
            slots[slot] = _merge_fillers(slot, fillers, ())
        else:
            slots[slot] = _merge_fillers(slot, mine, fillers)
    places = tuple(dict.fromkeys((*a.more, b.place, *b.more)))
    return replace(a, slots=slots, more=places, confidence=max(a.confidence, b.confidence))


def merge_statements(statements: Sequence[Statement]) -> list[Statement]:
    """Return one statement an act, in order of first mention, each with the places of its restatements in `more`."""
    out: list[Statement] = []
    for statement in statements:
        match = next((i for i, s in enumerate(out) if is_restatement(s, statement)), None)
        if match is None:
            out.append(statement)
        else:
            out[match] = _merge(out[match], statement)
    return out
