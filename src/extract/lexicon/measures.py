"""Measure nouns, operators and supports as compiled patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from extract.lexicon.loader import read_lexicon

TermKind = Literal["noun", "operator", "support"]
NounKind = Literal["measure", "flow", "permission", "frame"]
Modality = Literal["done", "agreed", "proposed"]

# A fragment of the file's section `shared`; Python's own patterns have no such call.
_SHARED = re.compile(r"\(\?&(\w+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of measures.yaml in one language.

    `type` is the measure type a noun names or an operator brings ("" where the context tells). For operators `measure`,
    `flow` and `permission` are the action on such a noun ("" = no act), `light`, `weak` and
    `own` as explained in the file.
    """

    kind: TermKind
    pattern: re.Pattern[str]
    name: str
    type: str = ""
    noun: NounKind = "measure"
    measure: str = ""
    flow: str = ""
    permission: str = ""
    light: bool = False
    weak: bool = False
    own: bool = False
    modality: Modality = "done"


def _pattern(alternatives: list[str], language: str, shared: dict[str, str]) -> re.Pattern[str]:
    body = _SHARED.sub(lambda m: shared.get(m[1], m[0]), "|".join(f"(?:{a})" for a in alternatives))
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE) if language == "en" else re.compile(body)


def _word(kind: TermKind, entry: dict[str, Any], language: str, shared: dict[str, str]) -> Word:
    pattern = _pattern(entry[language], language, shared)
    if kind == "noun":
        return Word(kind, pattern, entry["type"] or "frame", type=entry["type"], noun=entry["kind"])
    if kind == "support":
        return Word(kind, pattern, entry["modality"], modality=entry["modality"])
    keys = ("type", "measure", "flow", "permission", "light", "weak", "own")
    return Word(kind, pattern, entry["name"], **{k: entry[k] for k in keys if k in entry})


@cache
def read_words(language: str) -> tuple[Word, ...]:
    """Return the words of a language ("ja" or "en") in the file's order; the user's lexicon file is taken in."""
    data = read_lexicon("measures")
    sections: tuple[tuple[TermKind, str], ...] = (("noun", "nouns"), ("operator", "operators"), ("support", "supports"))
    return tuple(_word(kind, e, language, data["shared"]) for kind, section in sections for e in data[section] if e.get(language))
