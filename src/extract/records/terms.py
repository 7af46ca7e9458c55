"""Finds measure nouns, operators and supports in a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon.measures import read_words
from extract.records.statements import Term
from extract.spans import Span

# Of two readings of the same characters the operator counts: its pattern asks for the inflection that follows.
_RANK = {"operator": 0, "noun": 1, "support": 2}


def find_terms(text: str, language: str) -> tuple[Term, ...]:
    """Return the terms of `text` in order, without overlaps: the longer wins, then the operator, then the earlier entry.

    Accepted: 追加関税の一時停止 → 追加関税 (noun), 一時停止 (operator). Rejected: 関税 inside 追加関税.
    """
    found: list[tuple[int, int, int, Term]] = []
    for rank, word in enumerate(read_words("en" if language == "en" else "ja")):
        for span in _matches(word.pattern, text, overlapping=language != "en"):
            found.append((-len(span), _RANK[word.kind], rank, Term(word, span)))
    taken: list[Term] = []
    used = bytearray(len(text))
    for _, _, _, term in sorted(found, key=lambda f: (*f[:3], f[3].span.start)):
        if not any(used[term.span.start : term.span.end]):
            taken.append(term)
            used[term.span.start : term.span.end] = b"\x01" * len(term.span)
    return tuple(sorted(taken, key=lambda t: t.span.start))


def _matches(pattern: re.Pattern[str], text: str, *, overlapping: bool) -> Iterator[Span]:
    """Yield the matches of one entry; Japanese words share characters, so one that is beaten must not hide the next."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        if match.end() > match.start():
            yield Span(match.start(), match.end())
        at = match.start() + 1 if overlapping else max(match.end(), match.start() + 1)
