"""Fit the weights of records/confidence.py: logistic regression of "type, action and actor are right" on its traits.

usage: fit_confidence.py GOLD[:BRIEFS] …

Extracts the briefs of every gold folder, each with its gold's date, compares, fits (ridge, so that a trait seen twice
does not run away), and prints BASE and WEIGHTS to be put into the module by hand, with the mean confidence and the
share right of each fold of a cross-validation over documents.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from extract.evaluate.gold import Gold, parse_predicted, read_gold
from extract.evaluate.records import CORE_SLOTS, align, score_slot
from extract.evaluate.sets import find_brief
from extract.export import build_brief
from extract.pipeline import extract_document
from extract.records.confidence import find_traits

RIDGE = 1.0
FOLDS = 5
Row = tuple[str, dict[str, float], bool]


def judge(gold: Gold, path: Path) -> list[Row]:
    """Return (document, traits, right) of each record found; what gold leaves optional is left out."""
    extraction = extract_document(path, published=gold.published)
    predicted = parse_predicted(build_brief(extraction).to_json()).records
    golds = gold.records or ()
    pairs = {j: golds[i] for i, j in align(golds, predicted)}
    rows = []
    for j, record in enumerate(extraction.records):
        if j in pairs and pairs[j].optional:
            continue
        scores = [score_slot(s, pairs[j].slots[s], predicted[j].slots[s]) for s in CORE_SLOTS] if j in pairs else []
        kind = extraction.document.blocks[extraction.passages[record.statements[0].passage].block].kind
        rows.append((gold.name, find_traits(record, kind), bool(scores) and all(len(set(s)) == 1 for s in scores)))
    return rows


def fit(rows: list[Row], names: list[str]) -> np.ndarray:
    """Return the weights, the base first: maximum likelihood by Newton's method with a ridge on all but the base."""
    x = np.array([[1.0, *(traits.get(n, 0.0) for n in names)] for _, traits, _ in rows])
    y = np.array([float(right) for *_, right in rows])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - ridge @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights += np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    """Fit on all gold folders given, and print."""
    rows: list[Row] = []
    for place in sys.argv[1:]:
        folder, _, briefs = place.partition(":")
        for gold in read_gold([Path(folder)]):
            path = find_brief(Path(folder), gold.name, ["txt", "pdf"], Path(briefs) if briefs else None)
            rows += judge(gold, path) if path is not None else []
    names = sorted({name for _, traits, _ in rows for name in traits})
    documents = sorted({name for name, *_ in rows})
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = fit([r for r in rows if r[0] not in held], names)
        test = [r for r in rows if r[0] in held]
        scores = [weights @ np.array([1.0, *(t.get(n, 0.0) for n in names)]) for _, t, _ in test]
        mean = float(np.mean([1 / (1 + np.exp(-s)) for s in scores]))
        print(f"fold {fold + 1}: {len(test)} records, mean confidence {mean:.3f}, right {np.mean([r for *_, r in test]):.3f}")
    weights = fit(rows, names)
    print(f"{len(rows)} records\nBASE: Final = {weights[0]:.2f}\nWEIGHTS: Final[Mapping[str, float]] = {{")
    for name, weight in zip(names, weights[1:], strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")


if __name__ == "__main__":
    main()
