"""What a few letters may become: measure types, actions, jurisdictions and names, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extract.lexicon.names import Name, normal_form, read_names
from extract.titles import ACTION_NAMES, TYPE_NAMES
from extract.values.jurisdictions import parse_jurisdiction

MOST = 12
_JURISDICTIONS = ("imposing", "target_jurisdictions", "jurisdiction")
# Types of names that a slot takes, the likely ones first.
_TYPES: dict[str, tuple[str, ...]] = {
    "authority": ("ORG",),
    "entities": ("ORG", "PERSON", "PRODUCT"),
    "instrument": ("LIST",),
    "agreement": ("LIST",),
}


class Choice(NamedTuple):
    """One completion, and everything it may be called, in the form in which names are compared."""

    value: str
    label_ja: str
    label_en: str
    forms: tuple[str, ...]


def find_choices(slot: str, text: str) -> list[dict[str, str]]:
    """Return up to MOST completions of a text in a slot: exact ones, then those that begin with it, then those that hold it.

    All measure types and actions for no text; nothing for slots that hold free text.
    """
    wanted = normal_form(text)
    choices = _choices(slot)
    if not wanted:
        found: Iterable[Choice] = choices if slot in ("measure_type", "action") else ()
    else:
        code = parse_jurisdiction(text) if slot in _JURISDICTIONS else None
        ranked = ((rank, i) for i, c in enumerate(choices) if (rank := _rank(c, wanted, code)) is not None)
        found = [choices[i] for _, i in sorted(ranked)[:MOST]]
    return [{"value": c.value, "label_ja": c.label_ja, "label_en": c.label_en} for c in found]


def _rank(choice: Choice, wanted: str, code: str | None) -> tuple[int, int] | None:
    """Return how well a choice fits, less is better: exact, beginning, within; then the shorter name."""
    if choice.value == code:
        return 0, 0
    ranks = (
        (0 if form == wanted else 1 if form.startswith(wanted) else 2, len(form)) for form in choice.forms if wanted in form
    )
    return min(ranks, default=None)


@cache
def _choices(slot: str) -> tuple[Choice, ...]:
    if slot in ("measure_type", "action"):
        names = TYPE_NAMES if slot == "measure_type" else ACTION_NAMES
        return tuple(Choice(code, ja, en, _forms(code, ja, en)) for code, (ja, en) in names.items())
    if slot in _JURISDICTIONS:
        return tuple(_choice(n, n.jurisdiction, n.jurisdiction) for n in read_names("jurisdictions"))
    types = _TYPES.get(slot, ())
    names_by_type = sorted((n for n in read_names() if n.type in types), key=lambda n: types.index(n.type))
    return tuple(_choice(n, n.id) for n in names_by_type)


def _choice(name: Name, value: str, *more: str) -> Choice:
    return Choice(value, name.name_ja or name.name_en, name.name_en, _forms(*name.surfaces, *name.chinese, *more))


def _forms(*said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal_form(form) for form in said if form))
