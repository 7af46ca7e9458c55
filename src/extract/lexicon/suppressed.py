"""Names and phrases that are never taken (suppressions.yaml and the user's file)."""

from __future__ import annotations

from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import normal_form

# The list that holds what a slot must not be filled with.
LISTS = {"authority": "names", "entities": "names", "instrument": "names", "agreement": "names", "items": "items"}


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(normal_form(str(text)) for text in read_lexicon("suppressions").get(name) or ())


def is_suppressed_name(text: str) -> bool:
    """Say whether a text is listed as no name."""
    forms = _forms("names")
    return bool(forms) and normal_form(text) in forms


def is_suppressed(slot: str, text: str) -> bool:
    """Say whether a text is listed as nothing that the slot may hold; slots without a list hold anything."""
    forms = _forms(LISTS[slot]) if slot in LISTS else frozenset()
    return bool(forms) and normal_form(text) in forms
