"""When two fillers say the same: names, codes, dates, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

NAME_SLOTS = ("authority", "instrument", "items", "entities", "agreement")
DATE_SLOTS = ("date", "effective_from", "effective_until")
NUMBER_SLOTS = ("rates", "quantities")
# How much of the longer name the shorter must make up when one contains the other; goods are described more freely.
CONTAINED, CONTAINED_ITEMS = 0.6, 0.4
# Likeness of two names (Dice of character bigrams) from which they are one; of two surfaces of one mention.
ALIKE, NEAR = 0.7, 0.4
# Credit for a date that is right but coarser or finer, or a rate that lacks its role or comparator.
HALF = 0.5


@dataclass(frozen=True, slots=True)
class GoldFiller:
    """A value that gold demands or allows: a code, date or name, or a number with role and comparator."""

    value: str
    role: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class PredictedFiller:
    """A value that was extracted: the `names` it may be recognised by (value, text, then `translations`), its number."""

    names: tuple[str, ...]
    translations: tuple[str, ...] = ()
    text: str = ""
    amount: str = ""
    role: str = ""
    comparator: str = ""


def fold(text: str) -> str:
    """Return the text without what does not count: NFKC, white space removed, case folded."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def fold_quote(quote: str) -> str:
    """Return a quote folded, without the bars of a Markdown table: the text has its cells one after the other."""
    return fold(quote).replace("|", "")


def match_filler(slot: str, gold: GoldFiller, predicted: PredictedFiller) -> float:
    """Return 1 for the same filler, 0.5 for half of it, 0 for another."""
    if slot in NAME_SLOTS:
        share = CONTAINED_ITEMS if slot == "items" else CONTAINED
        return float(any(are_alike(gold.value, name, share) for name in predicted.names))
    if slot in NUMBER_SLOTS:
        return _match_number(slot, gold, predicted)
    if slot in DATE_SLOTS:
        return max((match_date(gold.value, name) for name in predicted.names), default=0.0)
    return float(any(fold(gold.value) == fold(name) for name in predicted.names))


def match_date(gold: str, predicted: str) -> float:
    """Return 1 for equal EDTF, 0.5 where one is the coarser form of the other (2025-04 of 2025-04-04), else 0."""
    g, p = fold(gold), fold(predicted)
    if g == p:
        return 1.0
    return HALF if "/" not in g + p and (g.startswith(p) or p.startswith(g)) else 0.0


def _match_number(slot: str, gold: GoldFiller, predicted: PredictedFiller) -> float:
    if read_number(gold.value) != read_number(predicted.amount):
        return 0.0
    if slot == "rates" and gold.role and gold.role != predicted.role:
        return 0.0 if predicted.role else HALF
    return HALF if gold.comparator and gold.comparator != predicted.comparator else 1.0


def read_number(text: str) -> float | None:
    """Return the first number in the text, None where there is none: "1,200社" is 1200."""
    found = re.search(r"-?\d+(\.\d+)?", fold(text).replace(",", ""))
    return float(found.group()) if found else None


def are_alike(a: str, b: str, share: float = CONTAINED) -> bool:
    """Say whether two names are one: the same digits, and one contains the other or they share most of their letters.

    「中国商務部」 and 「商務部」 are alike, 「301条」 and 「232条」 are not. Latin names are compared by words.
    """
    x, y = fold(a), fold(b)
    if not x or not y or re.findall(r"\d+", x) != re.findall(r"\d+", y):
        return False
    if x.isascii() and y.isascii():
        first, second = _words(a), _words(b)
        common = len(first & second)
        return common > 0 and common / max(len(first), len(second)) >= min(share, 0.5)
    if x in y or y in x:
        return min(len(x), len(y)) / max(len(x), len(y)) >= share
    return dice(x, y) >= ALIKE


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9.]+", text.casefold())}


def dice(a: str, b: str) -> float:
    """Return the likeness of two texts by their pairs of characters: 1 for the same pairs, 0 for none in common."""
    x, y = _pairs(a), _pairs(b)
    return 2 * (x & y).total() / (x.total() + y.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def are_near(a: str, b: str) -> bool:
    """Say whether two surfaces may be of one mention: one contains the other, or they are somewhat alike."""
    x, y = fold(a), fold(b)
    return x in y or y in x or dice(x, y) >= NEAR


def share_evidence(golds: Iterable[str], predicted: Iterable[str]) -> bool:
    """Say whether any two (folded) quotes share one run of at least half of the shorter.

    A predicted quote under 8 characters counts only against a gold quote as short, and one of a whole page not at all.
    """
    theirs = list(predicted)
    return any(share_half(gold, quote) for gold in golds for quote in theirs if _is_comparable(gold, quote))


def _is_comparable(gold: str, quote: str) -> bool:
    return min(8, len(gold)) <= len(quote) <= max(300, 4 * len(gold))


def share_half(a: str, b: str) -> bool:
    """Say whether one run of at least half of the shorter of two (folded) texts stands in the other."""
    short, long = sorted((a, b), key=len)
    half = (len(short) + 1) // 2
    return any(short[i : i + half] in long for i in range(len(short) - half + 1))


def plain_name(name: str) -> str:
    """Return an English name without article, bracketed abbreviation, punctuation and legal form, folded."""
    bare = re.sub(r"\s*\([^)]*\)", " ", name.casefold())
    bare = re.sub(r"[,.]", " ", re.sub(r"^the\s+", " ", bare))
    return fold(re.sub(r"\b(?:inc|corp|co|ltd|llc|lp|plc)\b", " ", bare))
