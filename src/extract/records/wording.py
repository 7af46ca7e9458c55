"""A sentence as a bag of traits: its words with names, dates and figures put by their kind, and the mean of its word vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from extract.records.actors import read_names
from extract.records.statements import Context
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

VECTOR_SIZE: Final = 300
# Words of these classes (first part of Sudachi's tag) carry what a sentence is about.
_CONTENT: Final = {"名詞", "動詞", "形容詞", "副詞", "形状詞", "助動詞"}
_MARKS: Final = {"date": "<date>", "duration": "<duration>", "percentage": "<percent>", "money": "<money>", "quantity": "<count>", "eccn": "<code>", "hs": "<code>"}
_BLOCKS: Final = {"heading", "list", "table", "note", "caption", "box"}
_ENGLISH = re.compile(r"<\w+>|[A-Za-z]+(?:[’'][a-z]+)?|\d[\d,.]*|[:;?!\"“(—–$€]")
_ENDINGS: Final = ("ingly", "edly", "ing", "ed", "es", "s", "ly")
# A sentence's length counts in steps of this many words, up to the last step.
_STEP, _LAST_STEP = 8, 6


@dataclass(frozen=True, slots=True)
class Wording:
    """The traits of a sentence by name, and its vector: None where the model at hand has none."""

    traits: frozenset[str]
    vector: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in dictionary form, as it stands, and its class ("" for a name, date or figure put by its kind)."""

    lemma: str
    text: str
    tag: str


def read_wording(ctx: Context, sentence: Span, doc: Doc | None = None) -> Wording:
    """Return the traits of one sentence of a passage; `doc` is the passage's analysis, which English does without."""
    masks = _masks(ctx, sentence)
    if ctx.passage.language == "en" or doc is None:
        words = _english_words(ctx.text, sentence, masks)
        return Wording(frozenset([*_shared_traits(ctx, sentence, words), *_english_traits(words)]))
    words = _japanese_words(doc, sentence, masks)
    return Wording(frozenset([*_shared_traits(ctx, sentence, words), *_japanese_traits(words, sentence.of(ctx.text))]), _vector(doc, sentence))


def _masks(ctx: Context, sentence: Span) -> list[tuple[Span, str]]:
    """Return the names, dates and figures of a sentence with the mark of their kind, in order and without overlaps."""
    names = read_names(ctx)
    found = [(m.span, _MARKS[m.kind]) for m in ctx.mentions if m.kind in _MARKS]
    found += [(span, "<state>") for span, _, _ in names.jurisdictions]
    found += [(m.span, "<body>") for m in names.bodies] + [(m.span, "<firm>") for m in names.companies] + [(m.span, "<person>") for m in names.people]
    found += [(m.span, "<list>") for m in ctx.mentions if m.kind == "entity" and m.type == "LIST"]
    out: list[tuple[Span, str]] = []
    for span, mark in sorted((f for f in found if sentence.covers(f[0]) and len(f[0])), key=lambda f: (f[0].start, -f[0].end, f[1])):
        if not out or span.start >= out[-1][0].end:
            out.append((span, mark))
    return out


def _japanese_words(doc: Doc, sentence: Span, masks: Sequence[tuple[Span, str]]) -> list[_Word]:
    out: list[_Word] = []
    k = 0
    written = -1
    for token in doc:
        at = token.idx
        if not sentence.start <= at < sentence.end or not token.text.strip():
            continue
        while k < len(masks) and masks[k][0].end <= at:
            k += 1
        if k < len(masks) and masks[k][0].start <= at:
            if written != k:
                out.append(_Word(masks[k][1], masks[k][1], ""))
            written = k
        else:
            out.append(_Word("#" if re.search(r"\d", token.text) else token.lemma_ or token.text, token.text, token.tag_))
    return out


def _japanese_traits(words: Sequence[_Word], text: str) -> Iterable[str]:
    told = [w for w in words if not w.tag.startswith("補助記号-読点")]
    yield from _runs([w.lemma for w in told])
    plain = [w for w in words if not w.tag.startswith("補助記号")]
    tail = [w.text if w.tag.startswith(("助動詞", "助詞")) else w.lemma for w in plain]
    yield from (f"end:{' '.join(tail[-n:])}" for n in (1, 2, 3) if len(tail) >= n)
    yield f"end-class:{' '.join(w.tag.split('-')[0] or 'name' for w in plain[-2:])}"
    yield "stop" if text.rstrip().endswith("。") else "no-stop"


def _english_words(text: str, sentence: Span, masks: Sequence[tuple[Span, str]]) -> list[_Word]:
    parts: list[str] = []
    at = sentence.start
    for span, mark in masks:
        parts += [text[at : span.start], f" {mark} "]
        at = span.end
    words = _ENGLISH.findall("".join([*parts, text[at : sentence.end]]))
    return [_Word("#" if w[0].isdigit() else _stem(w), w, "") for w in words]


def _stem(word: str) -> str:
    """Return an English word in small letters without the ending of its form: imposed, imposes, imposing → impos."""
    word = word.lower().replace("’", "'")
    if len(word) < 5 or not word[0].isalpha():
        return word
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    stem = word.removesuffix(ending)
    if ending and len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        stem = stem[:-1]
    return stem.rstrip("e")


def _english_traits(words: Sequence[_Word]) -> Iterable[str]:
    lemmas = [w.lemma for w in words]
    yield from _runs(lemmas)
    yield from (f"begin:{' '.join(lemmas[:n])}" for n in (1, 2) if len(lemmas) >= n)


def _runs(lemmas: Sequence[str]) -> Iterable[str]:
    yield from (f"w:{w}" for w in lemmas)
    yield from (f"b:{a} {b}" for a, b in pairwise(lemmas))


def _shared_traits(ctx: Context, sentence: Span, words: Sequence[_Word]) -> Iterable[str]:
    """Yield what does not depend on the language: the lexicon's words, the kind of block, the length."""
    kinds = set()
    for term in ctx.terms:
        if sentence.covers(term.span):
            word = term.word
            kinds.add(word.kind)
            yield {"noun": f"noun:{word.type or 'frame'}", "operator": f"operator:{word.name}", "support": f"support:{word.modality}"}[word.kind]
            if word.kind == "noun":
                yield f"noun-kind:{word.noun}"
    yield f"terms:{' '.join(sorted(kinds))}"
    if ctx.kind in _BLOCKS:
        yield f"block:{ctx.kind}"
    yield f"length:{min(_LAST_STEP, len(words) // _STEP)}"


def _vector(doc: Doc, sentence: Span) -> np.ndarray | None:
    """Return the mean vector of a sentence's content words, None where none has one."""
    vocab = doc.vocab
    found = [
        vocab.get_vector(t.orth)
        for t in doc
        if sentence.start <= t.idx < sentence.end and t.tag_.split("-")[0] in _CONTENT and vocab.has_vector(t.orth)
    ]
    return np.asarray(found, dtype=np.float64).mean(axis=0) if found and len(found[0]) == VECTOR_SIZE else None
