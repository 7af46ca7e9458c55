"""How values are shown on the pages: dates, fillers, times, parts of titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup, escape

from extract.corrections.events import STATEMENTS, TITLES
from extract.labels import show_date
from extract.review.words import Words
from extract.schema import FillerPart
from extract.typed import say_fillers

LONGEST_QUOTE = 120


def show_fillers(fillers: Sequence[FillerPart], slot: str, words: Words) -> str:
    """Return what stands in a slot in a line, nothing as (none); statements as their quotes."""
    if slot == STATEMENTS:
        quotes = [" ".join(e.quote.split()) for f in fillers for e in f.evidence]
        return " … ".join(f"{q[:LONGEST_QUOTE]}…" if len(q) > LONGEST_QUOTE else q for q in quotes) or words("history.nothing")
    if slot in TITLES:
        return "; ".join(f.text for f in fillers) or words("history.nothing")
    return say_fillers(slot, fillers, words.tongue) or words("history.nothing")


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


def show_address(source: str, whole: bool = True) -> str:
    """Return where a document comes from: a path for a file URI, else its URL; not `whole`: its last part alone."""
    path = unquote(source.removeprefix("file://"))
    return path if whole else PurePosixPath(path).name or path


def show_day(edtf: str, words: Words) -> str:
    """Return an EDTF date as people say it: 2025-05-21/2025-05-31 → 2025年5月下旬."""
    return show_date(edtf, words.tongue)


FILTERS: dict[str, Callable[..., Any]] = {
    "fillers": show_fillers,
    "moment": show_time,
    "day": show_day,
    "address": show_address,
    "around": show_around,
}
