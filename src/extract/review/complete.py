"""What a few letters may become: measure types, actions, jurisdictions and names, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extract.labels import JURISDICTION_SLOTS, choices
from extract.lexicon.names import Name, normal_form, read_names
from extract.values.jurisdictions import parse_jurisdiction

MOST = 12
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
    known = _choices(slot)
    if not wanted:
        found: Iterable[Choice] = known if slot in ("measure_type", "action") else ()
    else:
        code = parse_jurisdiction(text) if slot in JURISDICTION_SLOTS else None
        ranked = ((rank, i) for i, c in enumerate(known) if (rank := _rank(c, wanted, code)) is not None)
        found = [known[i] for _, i in sorted(ranked)[:MOST]]
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
    called = {n.jurisdiction if slot in JURISDICTION_SLOTS else n.id: n for n in read_names()}
    return tuple(Choice(c.value, c.ja, c.en, _forms(c.value, c.ja, c.en, called.get(c.value))) for c in choices(slot))


def _forms(value: str, ja: str, en: str, name: Name | None) -> tuple[str, ...]:
    said = (ja, en, value, *((*name.surfaces, *name.chinese) if name is not None else ()))
    return tuple(dict.fromkeys(normal_form(form) for form in said if form))
