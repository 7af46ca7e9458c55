"""spaCy pipelines, built once per process, and the one way in which texts are analysed: tokens, sentences, entities."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.fastner import GreedyNer, is_verified, use_openblas
from extract.model import Language as LanguageCode

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

JAPANESE_MODEL = "ja_ginza"
ENGLISH_MODEL = "en_core_web_sm"

# Sudachi refuses more than 49,149 bytes of UTF-8 at once.
SUDACHI_BYTES = 48_000
# The memory of one batch grows with its tokens (1.7 GB peak when batches were capped by texts).
BATCH_TOKENS = 8_000

_OPENING, _CLOSING = "「『（(【《〈[［", "」』）)】》〉]］"
_SENTENCE_END = "。！？!?｡"

# tok2vec hands its vectors to the recogniser through shared state, so one batch at a time.
_LOCK = threading.RLock()


@cache
def _build_japanese(with_parser: bool) -> Language:
    import ja_ginza
    from spacy import util

    home = Path(ja_ginza.__file__).parent
    meta = util.get_model_meta(home)
    data = home / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    names = ["tok2vec", "parser", "ner"] if with_parser else ["tok2vec", "ner"]
    config: Any = util.load_config(data / "config.cfg")
    config["nlp"].update(pipeline=names, disabled=[])
    config["components"] = {n: config["components"][n] for n in names}
    config["initialize"] = {}
    nlp = util.load_model_from_config(config, vocab=True, meta=meta)
    # The string table is only for words seen in training; every string met at run time adds itself.
    nlp.vocab.from_disk(data / "vocab", exclude=["strings"])
    for name in names:
        component: Any = nlp.get_pipe(name)
        component.from_disk(data / name, exclude=["vocab"])
    # Sub-tokens serve ginza's compound splitter, which is not in use.
    tokenizer: Any = nlp.tokenizer
    tokenizer.need_subtokens = False
    use_openblas(nlp)
    return nlp


def load_japanese(with_parser: bool = False) -> Language:
    """Return GiNZA with tokeniser and entities (and parser), the same object at each call. Safe in threads."""
    with _LOCK:
        return _build_japanese(with_parser)


@cache
def _build_english() -> Language:
    import spacy

    if english_model():
        return spacy.load(ENGLISH_MODEL)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def english_model() -> str:
    """Return the name of the English model in use, "" where only tokeniser and rules are at hand."""
    from spacy.util import is_package

    return ENGLISH_MODEL if is_package(ENGLISH_MODEL) else ""


def load_english() -> Language:
    """Return en_core_web_sm where the user has installed it (see `english_model`), else a blank English pipeline."""
    with _LOCK:
        return _build_english()


@cache
def _build_chinese() -> Language:
    import spacy

    return spacy.blank("zh")


@cache
def _build_decoder(with_parser: bool) -> GreedyNer | None:
    from spacy.about import __version__

    if not is_verified(__version__):
        return None
    try:
        return GreedyNer(_build_japanese(with_parser))
    except ValueError:  # a model of another shape: the stock decoder reads it
        return None


def analyse(texts: Sequence[str], language: LanguageCode, with_parser: bool = False) -> list[Doc]:
    """Return one Doc a text, in order, with `doc.text == text`: tokens, sentence starts and, in Japanese, entities.

    Japanese tokens carry Sudachi's part of speech (`tag_`), dictionary form (`lemma_`) and, for words that inflect,
    `morph.get("Inflection")`. Heads and `dep_` are set only with `with_parser`. Chinese is cut into characters.
    """
    with _LOCK:
        if language == "ja":
            return _analyse_japanese(texts, with_parser)
        nlp = load_english() if language == "en" else _build_chinese()
        nlp.max_length = max([nlp.max_length, *map(len, texts)])
        return list(nlp.pipe(texts))


def _analyse_japanese(texts: Sequence[str], with_parser: bool) -> list[Doc]:
    nlp = load_japanese(with_parser)
    decoder = _build_decoder(with_parser)
    docs = [_tokenise(nlp, text) for text in texts]
    for batch in _batch(docs):
        if decoder is None:
            for _, pipe in nlp.pipeline:
                _apply(pipe, batch)
            continue
        if with_parser:
            _apply(nlp.get_pipe("tok2vec"), batch)
            _apply(nlp.get_pipe("parser"), batch)
        decoder.annotate(batch)
    return docs


def _apply(pipe: Any, docs: list[Doc]) -> None:
    filled = [d for d in docs if len(d)]
    if filled:
        pipe.set_annotations(filled, pipe.predict(filled))


def _batch(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    tokens = 0
    for doc in docs:
        if batch and tokens + len(doc) > BATCH_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch


def _tokenise(nlp: Language, text: str) -> Doc:
    from spacy.tokens import Doc

    parts = [_make_doc(nlp, part) for part in split_for_sudachi(text)]
    doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
    if doc is None or doc.text != text:
        doc = _spell(nlp, text)
    _mark_sentences(doc)
    return doc


def _make_doc(nlp: Language, text: str) -> Doc:
    nlp.max_length = max(nlp.max_length, len(text))
    try:
        return nlp.make_doc(text)
    except ValueError:  # E194: spaCy could not line Sudachi's tokens up with the text (odd control characters)
        return _spell(nlp, text)


def _spell(nlp: Language, text: str) -> Doc:
    """Return a Doc with one token a character: no analysis, but every offset right."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def split_for_sudachi(text: str, limit: int = SUDACHI_BYTES) -> list[str]:
    """Cut a text into parts of at most `limit` bytes, after a sentence end or a comma where there is one; joined they give the text."""
    if len(text) * 4 <= limit or len(text.encode()) <= limit:
        return [text]
    parts = []
    rest = text
    while len(rest.encode()) > limit:
        room = len(rest.encode()[:limit].decode(errors="ignore"))
        cut = next((at for marks in (_SENTENCE_END + "\n", "、,， 　") if (at := _last_of(rest, marks, room))), room)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest] if rest else parts


def _last_of(text: str, marks: str, room: int) -> int:
    return max(text.rfind(mark, room // 2, room) for mark in marks) + 1


def _mark_sentences(doc: Doc) -> None:
    """Set sentence starts after 。！？ outside brackets and after line ends: one fixed way, as entities depend on it."""
    starts: Any = np.full((len(doc), 1), -1, np.int64)
    depth = 0
    ended = True
    for at, token in enumerate(doc):
        text = token.text
        if ended and text not in _CLOSING and text not in _SENTENCE_END:
            starts[at] = 1
            ended = False
        if text in _OPENING:
            depth += 1
        elif text in _CLOSING:
            depth = max(0, depth - 1)
        elif "\n" in text:
            depth, ended = 0, True
        elif not depth and text[-1] in _SENTENCE_END:
            ended = True
    if len(doc):
        doc.from_array(["SENT_START"], starts.astype(np.uint64))
