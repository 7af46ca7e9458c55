"""Greedy decoding of spaCy's transition-based entity recogniser in numpy: same weights, same entities, no GIL in the loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FloatMatrix = npt.NDArray[np.float32]
EntityRun = tuple[int, int, str]

# The decoder repeats what spaCy's parser_model.pyx and ner.pyx do. tests/test_nlp.py compares the two; widen this
# range only after that test has passed with the new version.
VERIFIED_FROM = (3, 8, 18)
VERIFIED_BELOW = (3, 9)

_ROWS_AT_ONCE = 2048


def is_verified(version: str) -> bool:
    """Say whether the decoder was compared with this spaCy version: "3.8.18" is, "3.9.0" and "4.0.0.dev3" are not."""
    parts = version.split(".")
    if len(parts) < 3 or not all(p.isdigit() for p in parts[:3]):
        return False
    number = tuple(int(p) for p in parts[:3])
    return VERIFIED_FROM <= number < VERIFIED_BELOW


def use_openblas(nlp: Language) -> None:
    """Let every model node multiply with numpy's BLAS, which is about three times as fast as the blis wheel here."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops


class GreedyNer:
    """The recogniser's weights laid out for decoding whole batches.

    A state looks at three tokens: the buffer's first, the open entity's first, and the one before the buffer. Outside
    an entity only the first counts (the other two are padding), so all tokens are scored in one product; inside an
    entity only I and L of the open label are valid.
    Raises ValueError for a model of another shape.
    """

    def __init__(self, nlp: Language) -> None:
        ner: Any = nlp.get_pipe("ner")
        model = ner.model
        if not model.attrs.get("has_upper") or not model.has_ref("upper"):
            raise ValueError("the entity recogniser has no upper layer")
        self._tok2vec: Any = nlp.get_pipe("tok2vec")
        self._reduce = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        self._features, self._hidden, self._pieces, inputs = weights.shape
        if self._features != 3:
            raise ValueError("the entity recogniser looks at other tokens than those known")
        self._lower = np.ascontiguousarray(weights.reshape(-1, inputs).T)
        self._bias = lower.get_param("b").reshape(-1)
        self._pad = lower.get_param("pad").reshape(self._features, -1)
        names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        self._lay_out_moves(names, np.array(upper.get_param("W")), np.array(upper.get_param("b")))

    def _lay_out_moves(self, names: list[str], weights: FloatMatrix, bias: FloatMatrix) -> None:
        begin = [i for i, n in enumerate(names) if n.startswith("B-") and len(n) > 2]
        other = [i for i, n in enumerate(names) if n == "O" or (n.startswith("U-") and len(n) > 2)]
        self._begins = len(begin)
        self._moves = [names[i] for i in (*begin, *other)]
        self._out = self._moves.index("O")
        self._upper = np.ascontiguousarray(weights[[*begin, *other]].T)
        self._upper_bias = bias[[*begin, *other]]
        at = {n: i for i, n in enumerate(names)}
        self._inside = {}
        for name in (names[i][2:] for i in begin):
            rows = [at[f"I-{name}"], at[f"L-{name}"]]
            self._inside[name] = (weights[rows], bias[rows])

    def _maxout(self, scores: FloatMatrix) -> FloatMatrix:
        best: FloatMatrix = scores.reshape(len(scores), self._hidden, self._pieces).max(2)
        return best

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set `doc.ents` of every doc, as the stock component would. Sentence starts must be set beforehand."""
        from spacy.tokens import Span

        filled = [d for d in docs if len(d)]
        if not filled:
            return
        self._tok2vec.set_annotations(filled, self._tok2vec.predict(filled))
        features = (np.vstack(self._reduce.predict(filled)) @ self._lower).reshape(
            -1, self._features, self._hidden * self._pieces
        )
        must_end, best = self._score_openings(filled, features)
        offset = 0
        for doc in filled:
            stop = offset + len(doc)
            runs = self._decode(features[offset:stop], best[offset:stop], must_end[offset:stop])
            doc.set_ents([Span(doc, a, b, label=label) for a, b, label in runs])
            offset = stop

    def _score_openings(
        self, docs: Sequence[Doc], features: FloatMatrix
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        must_end, blank = _find_limits(docs)
        state = self._maxout(features[:, 0] + (self._pad[1] + self._pad[2] + self._bias))
        best = np.empty(len(features), np.intp)
        for at in range(0, len(features), _ROWS_AT_ONCE):
            rows = slice(at, at + _ROWS_AT_ONCE)
            scores = state[rows] @ self._upper + self._upper_bias
            scores[must_end[rows], : self._begins] = -np.inf
            scores[blank[rows], : self._begins] = -np.inf
            best[rows] = scores.argmax(1)
        best[blank] = self._out
        return must_end, best

    def _decode(
        self, features: FloatMatrix, best: npt.NDArray[np.intp], must_end: npt.NDArray[np.bool_]
    ) -> list[EntityRun]:
        runs: list[EntityRun] = []
        free = 0
        for start in np.flatnonzero(best != self._out).tolist():
            if start < free:
                continue
            kind, label = self._moves[best[start]].split("-", 1)
            end = start + 1
            if kind == "B":
                end = self._find_end(features, start, label, must_end)
            runs.append((start, end, label))
            free = end
        return runs

    def _find_end(
        self, features: FloatMatrix, start: int, label: str, must_end: npt.NDArray[np.bool_]
    ) -> int:
        weights, bias = self._inside[label]
        opened = features[start, 1] + self._bias
        at = start + 1
        while not must_end[at]:
            hidden = (features[at, 0] + opened + features[at - 1, 2]).reshape(self._hidden, self._pieces).max(1)
            inside, last = weights @ hidden + bias
            if inside < last:
                break
            at += 1
        return at + 1


def _find_limits(docs: Sequence[Doc]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return for each token of all docs whether an entity must end with it, and whether it is white space."""
    total = sum(len(d) for d in docs)
    must_end = np.zeros(total, np.bool_)
    blank = np.zeros(total, np.bool_)
    offset = 0
    for doc in docs:
        stop = offset + len(doc)
        must_end[offset : stop - 1] = doc.to_array("SENT_START")[1:] == 1
        must_end[stop - 1] = True
        blank[offset:stop] = doc.to_array("IS_SPACE") > 0
        offset = stop
    return must_end, blank
