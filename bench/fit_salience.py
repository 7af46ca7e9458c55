"""Fit the weights by which records/likely.py tells whether a sentence states an act, and which.

usage: fit_salience.py SENTENCES FOLDER [GOLD[:BRIEFS] …]

SENTENCES is a folder of labelled sentences (bench/sentences: `{t: sentence, acts: ["type/action/imposing"]}`); in annotated
briefs a sentence states the acts whose evidence it is. Writes sentences_ja.tsv and sentences_en.tsv into FOLDER and prints,
by folds over the documents of the briefs, how well acts are told from the rest (AUC) and how often type and action are right.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from extract.comparison.matching import fold
from extract.evaluate.gold import Gold, read_gold
from extract.evaluate.sets import find_brief
from extract.model import Extraction, Language, Passage
from extract.pipeline import analyse_passages, extract_document, find_mentions
from extract.records.context import build_contexts
from extract.records.likely import AGAIN, STATED, VECTOR_SCALE
from extract.records.statements import Context
from extract.records.terms import find_terms
from extract.records.wording import VECTOR_SIZE, Wording, read_wording
from extract.spans import OffsetMap, Span

RIDGE = 5.0
STEPS = 80
FOLDS = 5
# Traits met less often are left out; weights smaller than these are not written.
LEAST, SMALLEST, SMALLEST_KIND = 3, 0.05, 0.2
# The base is hardly held back by the ridge.
BASE = 5.0
# Cells and captions are read by other means.
NOT_READ = {"table", "caption", "note"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with the acts (type, action) that it states; `document` is "" for one that stands alone.

    `again` says that sentences before it stated all of its acts already; None where that cannot be known.
    """

    language: str
    document: str
    wording: Wording
    acts: tuple[tuple[str, str], ...]
    again: bool | None = None


def read_alone(path: Path) -> Iterator[Sample]:
    """Yield the labelled sentences of a file whose name begins with their language."""
    language: Language = "en" if path.stem.startswith("en") else "ja"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = [unicodedata.normalize("NFKC", row["t"]) for row in rows]
    passages = [Passage(i, t, OffsetMap.identity(len(t)), language, (), (Span(0, len(t)),)) for i, t in enumerate(texts)]
    docs = analyse_passages(passages)
    mentions, _ = find_mentions(passages, docs)
    for i, (row, doc) in enumerate(zip(rows, docs, strict=True)):
        ctx = Context(i, passages[i], "paragraph", tuple(m for m in mentions if m.passage == i), find_terms(texts[i], language))
        acts = tuple((a.split("/")[0], a.split("/")[1]) for a in row["acts"])
        yield Sample(language, "", read_wording(ctx, Span(0, len(texts[i])), doc), acts)


def read_brief(gold: Gold, extraction: Extraction) -> Iterator[Sample]:
    """Yield the sentences of an annotated brief; those that only optional records rest on are left out."""
    contexts = build_contexts(extraction.document, extraction.passages, extraction.mentions)
    heads = {c.list_head for c in contexts}
    seen: set[str] = set()
    told = [(q, r) for r in gold.records or () for q in r.quotes]
    for ctx, doc in zip(contexts, analyse_passages(extraction.passages), strict=True):
        for sentence in ctx.passage.sentences if ctx.kind not in NOT_READ else ():
            words = fold(sentence.of(ctx.text))
            records = [r for quote, r in told if quote and words and (quote in words or words.rstrip("。.") in quote)]
            if records and all(r.optional for r in records):
                continue
            acts = {tuple(s.alternatives[0][0].value if s.alternatives[0] else "" for s in (r.slots["measure_type"], r.slots["action"])) for r in records if not r.optional}
            stated = {r.id for r in records if not r.optional}
            yield Sample(ctx.passage.language, gold.name, read_wording(ctx, sentence, doc), tuple(sorted((t, a) for t, a in acts if t and a)), stated <= seen if stated else None)
            seen |= stated if ctx.index not in heads else set()


@dataclass(frozen=True, slots=True)
class Design:
    """Samples as rows of numbers: the base, the traits of `names`, the vector."""

    names: tuple[str, ...]

    def rows(self, samples: Sequence[Sample]) -> np.ndarray:
        """Return one row a sample."""
        place = {name: k for k, name in enumerate(self.names, 1)}
        x = np.zeros((len(samples), 1 + len(self.names) + VECTOR_SIZE), np.float32)
        x[:, 0] = BASE
        for row, sample in zip(x, samples, strict=True):
            row[[place[t] for t in sample.wording.traits if t in place]] = 1.0
            if sample.wording.vector is not None:
                row[-VECTOR_SIZE:] = VECTOR_SCALE * sample.wording.vector
        return x


def find_names(samples: Sequence[Sample]) -> Design:
    """Return the design of the traits that are common enough."""
    counts = Counter(t for s in samples for t in s.wording.traits)
    return Design(tuple(sorted(t for t, n in counts.items() if n >= LEAST)))


def fit(x: np.ndarray, goals: np.ndarray) -> np.ndarray:
    """Return weights (one column a goal): ridge logistic regression, multinomial where there are several goals.

    Newton steps with a fixed bound of the curvature, in the space of the samples, which are fewer than the traits.
    """
    kernel = (x @ x.T).astype(np.float64)
    several = goals.shape[1] > 1
    solver = np.linalg.inv(kernel * (0.5 if several else 0.25) + RIDGE * np.eye(len(x)))
    a = np.zeros(goals.shape)
    for _ in range(STEPS):
        scores = kernel @ a
        if several:
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            expected = powers / powers.sum(axis=1, keepdims=True)
        else:
            expected = 1 / (1 + np.exp(-scores))
        a += solver @ (goals - expected - RIDGE * a)
    return np.asarray(x.T @ a)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of all outputs over a design."""

    design: Design
    outputs: tuple[str, ...]
    weights: np.ndarray

    def score(self, samples: Sequence[Sample]) -> np.ndarray:
        """Return the scores of all outputs, a row a sample."""
        return np.asarray(self.design.rows(samples) @ self.weights)


def shares(samples: Sequence[Sample], at: int, names: Sequence[str]) -> np.ndarray:
    """Return how the acts of each sample fall on the types (`at` 0) or actions (1)."""
    out = np.zeros((len(samples), len(names)))
    for row, sample in zip(out, samples, strict=True):
        for act in sample.acts:
            row[names.index(act[at])] += 1 / len(sample.acts)
    return out


def fit_all(samples: Sequence[Sample]) -> Fitted:
    """Fit whether an act is stated on all samples, type and action on those that state one."""
    design = find_names(samples)
    x = design.rows(samples)
    acting = [i for i, s in enumerate(samples) if s.acts]
    stated = fit(x, np.array([[float(bool(s.acts))] for s in samples]))
    known = [i for i, s in enumerate(samples) if s.acts and s.again is not None]
    again = fit(x[known], np.array([[float(bool(samples[i].again))] for i in known])) if known else np.zeros_like(stated)
    outputs, columns = [STATED, AGAIN], [stated, again]
    for at, kind in enumerate(("type", "action")):
        names = sorted({act[at] for s in samples for act in s.acts})
        outputs += [f"{kind}.{n}" for n in names]
        columns.append(fit(x[acting], shares([samples[i] for i in acting], at, names)))
    return Fitted(design, tuple(outputs), np.hstack(columns))


def auc(goals: np.ndarray, scores: np.ndarray) -> float:
    """Return how often a sentence with an act has a higher score than one without."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    hits = goals.sum()
    return float((ranks[goals].sum() - hits * (hits + 1) / 2) / max(1, hits * (len(goals) - hits)))


def check(samples: Sequence[Sample]) -> None:
    """Print how well sentences of briefs are told apart by weights fitted without their brief."""
    documents = sorted({s.document for s in samples if s.document})
    scores: list[np.ndarray] = []
    tested: list[Sample] = []
    right = Counter[str]()
    repeats: list[tuple[bool, float]] = []
    for part in range(FOLDS):
        held = set(documents[part::FOLDS])
        fitted = fit_all([s for s in samples if s.document not in held])
        test = [s for s in samples if s.document in held]
        found = fitted.score(test)
        tested, scores = [*tested, *test], [*scores, found[:, 0]]
        for sample, row in zip(test, found, strict=True):
            repeats += [(sample.again, row[1])] if sample.acts and sample.again is not None else []
            for at, kind in enumerate(("type", "action")) if sample.acts else ():
                of = [k for k, o in enumerate(fitted.outputs) if o.startswith(kind)]
                best = fitted.outputs[max(of, key=lambda k: row[k])].removeprefix(f"{kind}.")
                right[kind] += best in {act[at] for act in sample.acts}
    goals, found = np.array([bool(s.acts) for s in tested]), np.concatenate(scores)
    n = max(1, goals.sum())
    print(f"{len(tested)} sentences of briefs, {goals.sum()} with acts: AUC {auc(goals, found):.3f}, type {right['type'] / n:.3f}, action {right['action'] / n:.3f}")
    print(f"  told again: {sum(a for a, _ in repeats)} of {len(repeats)}, AUC {auc(np.array([a for a, _ in repeats]), np.array([r for _, r in repeats])):.3f}")
    for least in (0.5, 0.6, 0.7, 0.8):
        chosen = found > np.log(least / (1 - least))
        print(f"  from {least}: {chosen.sum()} sentences, {goals[chosen].mean():.2f} with acts")


def write(fitted: Fitted, path: Path) -> None:
    """Write the weights, leaving out those that tell next to nothing."""
    kinds = [" ".join(o.split(".")[1] for o in fitted.outputs if o.startswith(kind)) for kind in ("type.", "action.")]
    lines = ["# Written by bench/fit_salience.py: a trait and its weights for what a sentence of it states (records/likely.py).", "\t".join(kinds)]
    names = ["base", *fitted.design.names, *(f"vector:{k}" for k in range(VECTOR_SIZE))]
    scale = np.ones(len(names))
    scale[0] = BASE
    for name, row in zip(names, fitted.weights * scale[:, None], strict=True):
        cells = [f"{o}={w:.2f}" for o, w in zip(fitted.outputs, row, strict=True) if abs(w) >= (SMALLEST if o == STATED or name.startswith("vector") else SMALLEST_KIND)]
        if cells:
            lines.append("\t".join([name, *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit on all sentences and briefs given, check, and write."""
    samples = [s for path in sorted(Path(sys.argv[1]).glob("*.yaml")) for s in read_alone(path)]
    for place in sys.argv[3:]:
        folder, _, briefs = place.partition(":")
        for gold in read_gold([Path(folder)]):
            path = find_brief(Path(folder), gold.name, ["txt", "pdf"], Path(briefs) if briefs else None)
            if path is not None and gold.records is not None:
                samples += read_brief(gold, extract_document(path, published=gold.published))
    for language in ("ja", "en"):
        chosen = [s for s in samples if s.language == language]
        print(language, len(chosen))
        check(chosen)
        write(fit_all(chosen), Path(sys.argv[2]) / f"sentences_{language}.tsv")


if __name__ == "__main__":
    main()
