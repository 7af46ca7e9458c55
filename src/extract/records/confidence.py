"""How likely a record names the right type, action and actor: a logistic score over a few traits of how it was read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from extract.model import Issue, MeasureRecord
from extract.records.salience import RULE

# What a filled slot tells grows thinner with each.
MOST_SLOTS: Final = 6
CORE: Final = ("measure_type", "action", "imposing")
# Types whose words are also words of everyday politics and business.
VAGUE_TYPES: Final = frozenset({"cooperation", "guidance", "investment_commitment", "other", "sanction", "subsidy"})
# Actions that hang on what was promised, planned or left as it was rather than done.
SOFT_ACTIONS: Final = frozenset({"agree", "extend", "maintain", "propose", "warn"})

# Under this a record says so in its issues, so that whoever checks sees it first.
CHECK_FIRST: Final = 0.6

# Log-odds, fitted by bench/fit_confidence.py on annotated briefs; fit them again when the rules have changed much.
BASE: Final = 0.73
WEIGHTS: Final[Mapping[str, float]] = {
    "actor inherited": -0.25,
    "actor missing": -0.92,
    "date inherited": -0.58,
    "in heading": -0.38,
    "in prose": -0.36,
    "second look": -1.19,
    "slots": 0.44,
    "soft action": 0.03,
    "stated again": -0.49,
    "vague type": -0.51,
}


def find_traits(record: MeasureRecord, kind: str) -> dict[str, float]:
    """Return the traits of a record with their sizes; `kind` is the kind of block in which it is stated first."""
    slots = record.slots
    filled = sum(1 for slot, fillers in slots.items() if fillers and slot not in CORE)
    actor = slots["imposing"][0].rule if slots.get("imposing") else "none"
    inherited = {issue.slot for issue in record.issues if issue.code.endswith("_inherited")}
    traits = {
        "slots": float(min(filled, MOST_SLOTS)),
        "actor missing": actor == "none",
        "actor inherited": "imposing" in inherited,
        "date inherited": "date" in inherited,
        "vague type": bool(VAGUE_TYPES.intersection(map(str, record.values("measure_type")))),
        "soft action": bool(SOFT_ACTIONS.intersection(map(str, record.values("action")))),
        "stated again": len(record.statements) > 1,
        "in prose": kind in {"paragraph", "note"},
        "in heading": kind == "heading",
        "second look": slots["action"][0].rule.endswith(RULE),
    }
    return {name: float(size) for name, size in traits.items() if size}


def rate_confidence(record: MeasureRecord, kind: str) -> float:
    """Return the probability, 0 to 1, that type, action and actor are right, as measured on annotated briefs."""
    score = BASE + sum(WEIGHTS.get(name, 0.0) * size for name, size in find_traits(record, kind).items())
    return round(1 / (1 + math.exp(-score)), 3)


def with_confidence(record: MeasureRecord, kind: str) -> MeasureRecord:
    """Return the record with its confidence, and the issue low_confidence where that is under CHECK_FIRST."""
    confidence = rate_confidence(record, kind)
    doubt = (Issue("low_confidence", f"about {confidence:.0%} of such records are right in type, action and actor"),)
    return replace(record, confidence=confidence, issues=(*record.issues, *(doubt if confidence < CHECK_FIRST else ())))
