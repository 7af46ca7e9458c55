"""Words that state an act and that the lexicon lacks: nouns of measures, and the verbal nouns that act on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.learning.lessons import find_surface
from extract.lexicon.measures import Word, read_words
from extract.model import SLOTS
from extract.report import join_lines
from extract.schema import FillerPart, RecordPart
from extract.spans import Span

# A word of Japanese: kanji and katakana together, no kana in between.
_JA_WORD = r"[一-鿿々ァ-ヺー]{2,12}"
_JA_OBJECT = re.compile(rf"({_JA_WORD})(?:を|の|が|は)?$")
_JA_VERBAL = re.compile(r"^(?:を|の)([一-鿿]{2,4})(?=する|し|さ|せ|すると|、|。|を|が|$)")
_EN_OBJECT = re.compile(r"^(?:\s+(?:an?|the|new|additional|its|their))*\s+((?:[a-z-]+\s){0,2}?[a-z-]{3,}?)(?=\s+(?:on|of|against|for|to|at|from)\b|[.,;])", re.IGNORECASE)
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word to be learned: `section` is nouns or operators of measures.yaml, `entry` what goes there."""

    section: str
    word: str
    means: str
    entry: dict[str, Any]
    quote: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The statement of a record, with the words of the lexicon that stand in it."""

    text: str
    language: str
    nouns: tuple[tuple[Span, Word], ...]
    operators: tuple[tuple[Span, Word], ...]


def find_triggers(body: RecordPart) -> Iterator[Trigger]:
    """Yield the word whose lack explains why a record that a reviewer added was not found; nothing where none stands out.

    Without a known noun in the statement it is the one that the reviewer marked as the type, or the object of the known
    operator (「通関割増金」を課す); without an operator the one marked as the action, or the verbal noun after the noun.
    """
    if not body.measure_type or not body.action:
        return
    sentence = _read_sentence(join_lines(" ".join(e.quote for e in body.evidence)))
    taken = {find_surface(f) for slot in SLOTS if slot not in ("measure_type", "action") for f in getattr(body, slot)}
    kind, action = str(body.measure_type[0].value), str(body.action[0].value)
    if not sentence.nouns:
        word = _marked(body.measure_type[0], sentence) or _find_noun(sentence)
        if _is_plain(word, taken):
            entry = {"type": kind, "kind": "measure", sentence.language: [re.escape(word)]}
            yield Trigger("nouns", word, kind, entry, sentence.text)
    elif not sentence.operators:
        word = _marked(body.action[0], sentence) or _find_operator(sentence)
        if _is_plain(word, taken):
            noun = sentence.nouns[0][1].noun
            key = noun if noun in ("flow", "permission") else "measure"
            entry = {"name": f"learned-{action}", key: action, sentence.language: [re.escape(word)]}
            yield Trigger("operators", word, action, entry, sentence.text)


def _read_sentence(text: str) -> _Sentence:
    language = "ja" if re.search(r"[぀-ヿ一-鿿]", text) else "en"
    found = [(Span(*m.span()), w) for w in read_words(language) for m in w.pattern.finditer(text) if m[0]]
    nouns = tuple(sorted(((s, w) for s, w in found if w.kind == "noun"), key=lambda pair: pair[0].start))
    operators = tuple(sorted(((s, w) for s, w in found if w.kind == "operator"), key=lambda pair: pair[0].start))
    return _Sentence(text, language, nouns, operators)


def _marked(filler: FillerPart, sentence: _Sentence) -> str:
    """Return the words that the reviewer marked as type or action, "" where nothing in the statement was marked."""
    surface = find_surface(filler) if filler.evidence else ""
    return surface if surface in sentence.text else ""


def _find_noun(sentence: _Sentence) -> str:
    """Return the object of the only operator, "" where there is none or several could be it."""
    found = set()
    for span, _ in sentence.operators:
        if sentence.language == "ja":
            match = _JA_OBJECT.search(sentence.text[: span.start])
        else:
            match = _EN_OBJECT.match(sentence.text[span.end :])
        if match is not None:
            found.add(match[1])
    return found.pop() if len(found) == 1 else ""


def _find_operator(sentence: _Sentence) -> str:
    if sentence.language != "ja":
        return ""
    ends = (_JA_VERBAL.match(sentence.text[span.end :]) for span, _ in sentence.nouns)
    found = {match[1] for match in ends if match is not None}
    return found.pop() if len(found) == 1 else ""


def _is_plain(word: str, taken: set[str]) -> bool:
    """Say whether a word can be a trigger: not long, no figures, and not what fills another slot."""
    return bool(word) and len(word) <= LONGEST and not re.search(r"[\d\n]", word) and word not in taken
