"""How values are shown on the pages: dates, fillers, times, parts of titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from extract.review.words import Words
from extract.schema import FillerPart


def show_filler(filler: FillerPart, slot: str, words: Words) -> str:
    """Return a filler for a line of text: 34%, 関税, 2025-04-02, 28社."""
    if slot == "rates":
        sign = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "approx": "≈"}.get(filler.comparator or "", "")
        return f"{sign}{filler.value:g}%" if isinstance(filler.value, int | float) else str(filler.value)
    if slot == "quantities":
        value = f"{filler.value:,}" if isinstance(filler.value, int | float) else str(filler.value)
        return f"{value} {filler.unit}" if filler.unit and filler.unit.isascii() else f"{value}{filler.unit or ''}"
    label = words.label(slot, filler.value)
    if label != str(filler.value):
        return label
    named = filler.name_ja if words.tongue == "ja" else filler.name_en
    return named or (filler.text if slot in ("items", "entities", "authority", "instrument", "agreement") else label)


def show_fillers(fillers: Sequence[FillerPart], slot: str, words: Words) -> str:
    """Return all fillers of a slot in a line; a rate that changes as 34% → 10%, nothing as (none)."""
    if not fillers:
        return words("history.nothing")
    if slot == "rates":
        roles = {f.role: show_filler(f, slot, words) for f in fillers}
        if len(fillers) == 2 and {"from", "to"} == set(roles):
            return f"{roles['from']} → {roles['to']}"
    separator = "、" if words.tongue == "ja" else ", "
    return separator.join(show_filler(f, slot, words) for f in fillers)


def show_time(at: str) -> str:
    """Return a moment (ISO 8601, UTC) to the minute in the time zone of the server, where the reviewers sit."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def show_share(done: int, total: int) -> int:
    """Return per cent, rounded down, so that 100 means all."""
    return 100 * done // total if total else 0


FILTERS: dict[str, Callable[..., Any]] = {
    "fillers": show_fillers,
    "filler": show_filler,
    "moment": show_time,
}
