"""What slots, types, actions, countries and known names are called in Japanese and English, and which there are to choose from."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import name_of, read_names
from extract.titles import ACTION_NAMES, TYPE_NAMES, jurisdiction_names
from extract.values.dates_shown import show_date as show_date

VOCABULARIES = {"measure_type": TYPE_NAMES, "action": ACTION_NAMES}
JURISDICTION_SLOTS = ("imposing", "target_jurisdictions")
# Slots whose values may be known names → the lexicon files that hold these.
NAMED_SLOTS = {
    "authority": ("agencies",),
    "entities": ("companies", "agencies", "persons"),
    "instrument": ("lists",),
    "agreement": ("deals",),
}


class Choice(NamedTuple):
    """A value that a slot may be given, with its names."""

    value: str
    ja: str
    en: str


def slot_name(slot: str, language: str) -> str:
    """Return what a slot is called: ("imposing", "ja") → 実施国."""
    return str(read_lexicon("labels")["slots"][slot]["ja" if language == "ja" else "en"])


def slot_hint(slot: str, language: str) -> str:
    """Return examples of what may be typed into a slot."""
    return str(read_lexicon("labels")["slots"][slot]["hint_ja" if language == "ja" else "hint_en"])


def measure_name(measure: str, language: str) -> str:
    """Return what a measure of the evaluation is called: ("slot: date", "ja") → 発表日; the measure itself if it has no name."""
    if measure.startswith("slot: "):
        return slot_name(measure.removeprefix("slot: "), language)
    names = read_lexicon("labels")["measures"].get(measure)
    return str(names["ja" if language == "ja" else "en"]) if names else measure


def say(kind: str, key: str, language: str, **values: object) -> str:
    """Return the words of a key of the section `kind` (refusals, import, events), "" where there are none.

    Of a number `n` of things the words of `key`.one are taken for a single one.
    """
    words = read_lexicon("labels")[kind]
    chosen = words.get(f"{key}.one" if values.get("n") == 1 else key) or words.get(key)
    return str(chosen["ja" if language == "ja" else "en"]).format(**values) if chosen else ""


def state_names() -> dict[str, tuple[str, str]]:
    """Return (Japanese, English) names of the states that a reviewer may give a record."""
    return {state: (names["ja"], names["en"]) for state, names in read_lexicon("labels")["states"].items()}


def label(slot: str, value: str | float, language: str) -> str:
    """Return the name of a slot's value in a language ("ja" or "en"); the value itself where it has none."""
    at = 0 if language == "ja" else 1
    names = VOCABULARIES.get(slot) or (jurisdiction_names() if slot in JURISDICTION_SLOTS else {})
    if value in names:
        return names[str(value)][at]
    known = name_of(str(value)) if slot in NAMED_SLOTS else None
    return (known.name_ja or known.name_en if language == "ja" else known.name_en) if known is not None else str(value)


@cache
def choices(slot: str) -> tuple[Choice, ...]:
    """Return the values that are known for a slot, in the order of their lists; () for slots that hold anything."""
    if slot in VOCABULARIES:
        return tuple(Choice(value, ja, en) for value, (ja, en) in VOCABULARIES[slot].items())
    if slot in JURISDICTION_SLOTS:
        return tuple(Choice(code, ja, en) for code, (ja, en) in sorted(jurisdiction_names().items()) if code)
    names = read_names(*NAMED_SLOTS[slot]) if slot in NAMED_SLOTS else ()
    return tuple(Choice(n.id, n.name_ja or n.name_en, n.name_en) for n in names)
