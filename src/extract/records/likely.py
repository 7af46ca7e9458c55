"""How likely a sentence states an act, and of which type and action: a linear model of its wording.

The weights (`lexicon/sentences_ja.tsv`, `sentences_en.tsv`) are fitted by bench/fit_salience.py on annotated sentences;
a line holds a trait and its weights for the outputs that it tells something of.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from extract.records.wording import VECTOR_SIZE, Wording

STATED: Final = "stated"
AGAIN: Final = "again"
# Word vectors are longer than a trait (1) is; what scale serves best was measured.
VECTOR_SCALE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Likely:
    """The probability that a sentence states an act, and if it does, that it was told before, and of each type and action."""

    stated: float
    again: float
    types: Mapping[str, float]
    actions: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weights by trait and by dimension of the vector, of each output in order: stated, again, then types, then actions."""

    outputs: tuple[str, ...]
    types: int
    base: np.ndarray
    traits: Mapping[str, np.ndarray]
    vector: np.ndarray


def _read_line(cells: list[str], outputs: tuple[str, ...]) -> np.ndarray:
    row = np.zeros(len(outputs))
    for cell in cells:
        name, _, weight = cell.partition("=")
        row[outputs.index(name)] = float(weight)
    return row


@cache
def _read_weights(language: str) -> _Weights | None:
    source = files("extract.lexicon").joinpath(f"sentences_{language}.tsv")
    if not source.is_file():
        return None
    return _parse_weights(source.read_text(encoding="utf-8"))


def _parse_weights(text: str) -> _Weights:
    head, *lines = [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]
    types, actions = (cell.split(" ") for cell in head)
    outputs = (STATED, AGAIN, *(f"type.{t}" for t in types), *(f"action.{a}" for a in actions))
    rows = {name: _read_line(cells, outputs) for name, *cells in lines}
    none = np.zeros(len(outputs))
    vector = np.array([rows.pop(f"vector:{k}", none) for k in range(VECTOR_SIZE)])
    return _Weights((STATED, AGAIN, *types, *actions), len(types), rows.pop("base", none), rows, vector)


def _shares(scores: np.ndarray, names: tuple[str, ...]) -> dict[str, float]:
    powers = np.exp(scores - scores.max())
    return dict(zip(names, (powers / powers.sum()).tolist(), strict=True))


def rate_wording(wording: Wording, language: str) -> Likely | None:
    """Return how likely a sentence of this wording states an act; None for a language without weights."""
    weights = _read_weights(language)
    if weights is None:
        return None
    scores = weights.base + sum(weights.traits[t] for t in sorted(wording.traits) if t in weights.traits)
    if wording.vector is not None:
        scores = scores + VECTOR_SCALE * wording.vector @ weights.vector
    at = 2 + weights.types
    stated, again = (1 / (1 + math.exp(-max(-30.0, min(30.0, float(score))))) for score in scores[:2])
    return Likely(stated, again, _shares(scores[2:at], weights.outputs[2:at]), _shares(scores[at:], weights.outputs[at:]))
