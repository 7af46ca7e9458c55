"""The words of the pages in Japanese and English, and which language a browser gets."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from extract.labels import label, slot_hint, slot_name
from extract.lexicon.loader import read_lexicon
from extract.model import SLOTS
from extract.titles import ACTION_NAMES, TYPE_NAMES, jurisdiction_names

Tongue = Literal["ja", "en"]
TONGUES: tuple[Tongue, ...] = ("ja", "en")
# What scripts say too.
_SHARED = ("js.", "slot.", "initial.", "family.", "state.", "event.", "record.", "queue.issues", "queue.lost", "queue.recheck")
# One colour a family on page and form alike.
FAMILIES: dict[str, tuple[str, ...]] = {
    "act": ("measure_type", "action"),
    "who": ("imposing", "authority", "target_jurisdictions", "entities"),
    "goods": ("items", "eccn", "hs"),
    "rate": ("rates", "quantities"),
    "time": ("date", "effective_from", "effective_until", "duration"),
    "basis": ("instrument", "agreement"),
    "note": ("footnotes",),
}
FAMILY_OF = {slot: family for family, slots in FAMILIES.items() for slot in slots}


@cache
def read_words() -> dict[str, dict[str, str]]:
    """Return all words of the files words*.yaml: key → language → text; raises KeyError for a key that two files have."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words: dict[str, dict[str, str]] = {}
    for file in sorted(files("extract.review").iterdir(), key=lambda f: f.name):
        if file.name.startswith("words") and file.name.endswith(".yaml"):
            found = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
            twice = words.keys() & found.keys()
            if twice:
                raise KeyError(f"words in two files: {sorted(twice)}")
            words.update(found)
    return words | {f"record.issue.{code}": said for code, said in read_lexicon("labels")["issues"].items()}


class Words:
    """The words of one language; called with a key, gives the text with its values filled in."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key; raises KeyError where there is none."""
        text = read_words()[key][self.tongue]
        return text.format(**values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the text of a key for a number of things: that of `key`.one for a single one."""
        return self(f"{key}.one", **values) if number == 1 else self(key, count=number, **values)

    def get(self, key: str) -> str:
        """Return the text of a key, "" where there is none."""
        return read_words().get(key, {}).get(self.tongue, "")

    def label(self, slot: str, value: str | float) -> str:
        """Return how a slot's value is called: the type, the action, the country or the name of a code, else the value itself."""
        return label(slot, value, self.tongue)

    def slot(self, name: str) -> str:
        """Return how a slot is called; titles and statements, which can be corrected too, are slots here."""
        return slot_name(name, self.tongue) if name in SLOTS else self(f"slot.{name}")


def both(key: str, **values: object) -> dict[str, str]:
    """Return a message of the API in both languages: message_ja and message_en."""
    return {f"message_{tongue}": Words(tongue)(key, **values) for tongue in TONGUES}


@cache
def script_words(tongue: Tongue) -> str:
    """Return what scripts need in one language, as JSON: words, slots with family and initial, names of codes."""
    words = Words(tongue)
    which = TONGUES.index(tongue)
    slots = [
        {"name": s, "family": FAMILY_OF[s], "label": words.slot(s), "initial": words(f"initial.{s}"), "hint": slot_hint(s, tongue)} for s in SLOTS
    ]
    data = {
        "lang": tongue,
        "words": {k: v[tongue] for k, v in read_words().items() if k.startswith(_SHARED)},
        "slots": slots,
        "types": {code: names[which] for code, names in TYPE_NAMES.items()},
        "actions": {code: names[which] for code, names in ACTION_NAMES.items()},
        "jurisdictions": {code: names[which] for code, names in jurisdiction_names().items()},
    }
    return json.dumps(data, ensure_ascii=False)


def pick_tongue(asked: str, kept: str, accepted: str) -> Tongue:
    """Return the language: the one asked for, else the one kept from before, else the browser's first of ours.

    `accepted` is an Accept-Language header: "en-GB,en;q=0.9,ja;q=0.8" gives en; one that names neither gives en.
    """
    for choice in (asked, kept):
        if choice in TONGUES:
            return choice
    ranked = sorted(_weighed(accepted), key=lambda pair: -pair[1])
    return next((t for t, weight in ranked if weight > 0 and t in TONGUES), "en")


def _weighed(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted.split(","):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            weight = 0.0
        found.append((tag.strip().casefold().partition("-")[0], weight))
    return found
