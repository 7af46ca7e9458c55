"""How values are shown on the pages: dates, fillers, times, parts of titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

from extract.corrections.events import STATEMENTS, TITLES
from extract.review.words import Words
from extract.schema import FillerPart
from extract.typed import show_typed

LONGEST_QUOTE = 120


def show_fillers(fillers: Sequence[FillerPart], slot: str, words: Words) -> str:
    """Return what stands in a slot in a line, nothing as (none); statements as their quotes."""
    if slot == STATEMENTS:
        quotes = [" ".join(e.quote.split()) for f in fillers for e in f.evidence]
        return " … ".join(f"{q[:LONGEST_QUOTE]}…" if len(q) > LONGEST_QUOTE else q for q in quotes) or words("history.nothing")
    if slot in TITLES:
        return "; ".join(f.text for f in fillers) or words("history.nothing")
    return show_typed(slot, fillers, words.tongue) or words("history.nothing")


def show_time(at: str) -> str:
    """Return a moment (ISO 8601, UTC) to the minute in the time zone of the server, where the reviewers sit."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def show_around(text: str, sought: str) -> Markup:
    """Return the part of a text around the first of the words sought, with every such word marked."""
    words = [re.escape(word) for word in sought.split()]
    pattern = re.compile("|".join(words) or r"(?!)", re.IGNORECASE)
    plain = " ".join(text.split())
    first = pattern.search(plain)
    start = max(0, first.start() - LONGEST_QUOTE // 2) if first else 0
    piece = plain[start : start + 2 * LONGEST_QUOTE]
    parts, at = [], 0
    for found in pattern.finditer(piece):
        parts += [escape(piece[at : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(piece[at:])])


FILTERS: dict[str, Callable[..., Any]] = {
    "fillers": show_fillers,
    "moment": show_time,
    "around": show_around,
}
