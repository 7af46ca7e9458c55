"""Ministries and offices that every state has, as those of one state: 財務省 of BR, 外務省 of FR."""

from __future__ import annotations

from collections import Counter
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import Name, normal_form, read_names

# Of a state with at least so many offices the lexicon knows all that matter; what it does not know is another's.
_KNOWN_WHOLE = 10


def is_generic(word: str) -> bool:
    """Say whether an institution's word is one that every state may have: 財務省, 税関."""
    return word in read_lexicon("agencies").get("generic", {})


@cache
def own_bodies(word: str, code: str) -> tuple[Name, ...]:
    """Return the lexicon's bodies of a state that bear an institution's word, alone or after the state's name."""
    form = normal_form(word)
    return tuple(n for n in read_names("agencies") if n.jurisdiction == code and form in {normal_form(s) for s in (*n.surfaces, *n.prefixed)})


@cache
def _counts() -> Counter[str]:
    return Counter(n.jurisdiction for n in read_names("agencies"))


def may_have(word: str, code: str) -> bool:
    """Say whether a state may have an institution of that word: all have a 税関; Japan has no 商務省, since the lexicon would know it."""
    if own_bodies(word, code):
        return True
    ministry = word.endswith(("省", "部", "庁", "室", "委員会"))
    return is_generic(word) and not (ministry and (code == "EU" or _counts()[code] >= _KNOWN_WHOLE))


def body_of(word: str, code: str) -> tuple[str, str]:
    """Return id and English name of a body that the lexicon knows only by its kind: 外務省 of FR → Ministry of Foreign Affairs (France)."""
    generic: dict[str, str] = read_lexicon("agencies").get("generic", {})
    row = read_lexicon("jurisdictions")["jurisdictions"].get(code, {"en": code})
    adjective = (row.get("adjectives") or [row["en"]])[0]
    name_en = generic.get(word, "{country} " + word).format(country=row["en"], adjective=adjective)
    return f"org-{code.casefold()}-{normal_form(word)}", name_en
