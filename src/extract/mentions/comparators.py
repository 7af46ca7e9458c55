"""Words beside a number that compare: over, at least, up to, about (超 以上 以下 約)."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from extract.lexicon.loader import read_lexicon
from extract.model import Comparator

# How far before a number a comparing phrase may begin, in code points.
_REACH = 28

# 約 closes these nouns (条約3件 is no "about three"); 強 弱 余 open these words (5%強化).
_JA_NOT_AFTER = r"(?<![条契公節制予規協誓解婚特盟密集要])"
_JA_NOT_BEFORE = r"(?!(?<=強)[化制力いめみ]|(?<=弱)[体点いま]|(?<=余)[地剰波裕暇]|(?<=超)[音伝])"


def _phrases(place: str) -> dict[str, Comparator]:
    groups = read_lexicon("units")["comparators"][place]
    return {phrase: cast(Comparator, name) for name, phrases in groups.items() for phrase in phrases}


def _any_of(phrases: dict[str, Comparator]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, Comparator]], ...]:
    ja_before, ja_after = _phrases("ja_before"), _phrases("ja_after")
    en_before, en_after = _phrases("en_before"), _phrases("en_after")
    return (
        (re.compile(rf"{_JA_NOT_AFTER}({_any_of(ja_before)})[はをがで]?[年計約\s]?[$€£¥]?\Z"), ja_before),
        (re.compile(rf"(?:\([^()]{{0,30}}\)|\))?\s?({_any_of(ja_after)}){_JA_NOT_BEFORE}"), ja_after),
        (re.compile(rf"\b({_any_of(en_before)}) (?:an? |another |additional )*(?:US|U\.S\.)?[$€£¥]?\Z", re.IGNORECASE), en_before),
        (re.compile(rf"(?:\([^()]{{0,30}}\)|\))? ({_any_of(en_after)})\b", re.IGNORECASE), en_after),
    )


def find_comparator(text: str, start: int, end: int) -> Comparator | None:
    """Return what the words around the number at [start, end) say of it; None where they say nothing.

    Accepted: "100%を超える" gt, "最大75万個" le, "at least $17 billion" ge. Rejected: "条約3件", "5%強化".
    """
    ja_before, ja_after, en_before, en_after = _patterns()
    window = max(0, start - _REACH)
    for pattern, words in (ja_after, en_after):
        match = pattern.match(text, end)
        if match is not None:
            return words[match[1].casefold()] if match[1].isascii() else words[match[1]]
    for pattern, words in (ja_before, en_before):
        match = pattern.search(text, window, start)
        if match is not None:
            return words[match[1].casefold()] if match[1].isascii() else words[match[1]]
    return None
