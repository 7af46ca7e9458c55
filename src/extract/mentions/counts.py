"""Counts with a unit: 28社, 17の米国事業体, 200 American-made Boeing aircraft. Dates, lengths of time and ordinals are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.lexicon.loader import read_lexicon
from extract.model import MentionKind
from extract.values.characters import HAN
from extract.values.numbers import ARABIC, EN_NUMBER, JA_NUMBER, KANJI_DIGIT, parse_number


@dataclass(frozen=True, slots=True)
class Found:
    """A number found in a text at [start, end), before the words around it are read."""

    kind: MentionKind
    start: int
    end: int
    value: float
    unit: str
    rule: str


_KANJI_NUMERAL = frozenset(f"{KANJI_DIGIT}十百千")
# Before a number these make it an ordinal, a vague number, or part of a name: 第3, 数十社, 図表1の企業, H20, 3.5.
NOT_A_COUNT_AFTER = rf"(?=[\d{KANJI_DIGIT}十百千])(?<![第数何幾唯統単随{KANJI_DIGIT}十百千\d.,/_$€£-])"

# What makes "1トン" a measure of rate: 1トン当たり50ドル.
PER_UNIT = re.compile(r"当たり|あたり|につき|ごと|毎に|=")


def starts_in_a_name(text: str, start: int) -> bool:
    """Say whether Latin letters glued to the number make it part of a name: H20, RTX5090, Fortune500; not EU27カ国, IBM3社."""
    return re.search(r"(?:^|[^A-Za-z])(?:[A-Za-z]|[A-Za-z]*[a-z]|[A-Za-z]+\d[A-Za-z\d]*)\Z", text[max(0, start - 12) : start]) is not None


@cache
def _ja_counters() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    lexicon = read_lexicon("units")
    counters: list[dict[str, Any]] = sorted(lexicon["counters_ja"], key=lambda c: (-len(c["unit"]), c["unit"]))
    ways = [
        re.escape(c["unit"]) + (f"(?!{'|'.join(map(re.escape, c['not_before']))})" if c.get("not_before") else "")
        for c in counters
    ]
    pattern = re.compile(rf"{NOT_A_COUNT_AFTER}(?P<n>{JA_NUMBER})\s?(?P<u>{'|'.join(ways)})(?!目)")
    no_kanji = frozenset(c["unit"] for c in counters if c.get("kanji") is False)
    return pattern, no_kanji, frozenset(lexicon["one_ja"])


# Units that come in fractions; of all else a decimal is the number of a heading (1.2個人データ).
_FRACTIONAL = re.compile(r"(?:トン|キロ|バレル|ブッシェル|リットル|メートル|ワット|グラム|[kKGM][gW])\Z")


def _is_heading_number(number: str, unit: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", number) is not None and not _FRACTIONAL.search(unit)


def _is_word(number: str, unit: str, no_kanji: frozenset[str], one: frozenset[str]) -> bool:
    """Say whether kanji numeral and counter make a word of their own: 四国, 一種, 十分."""
    if number[0] not in _KANJI_NUMERAL:
        return False
    return unit in no_kanji or (number == "一" and unit not in one)


def find_ja_counts(text: str) -> Iterator[Found]:
    """Find numbers with a Japanese counter: "7品目", "約400施設", "三分野"; not "四国", "第3国", "2国間", "90日間"."""
    pattern, no_kanji, one = _ja_counters()
    for match in pattern.finditer(text):
        number, unit = match["n"], match["u"]
        value = parse_number(number)
        if _is_heading_number(number, unit) or (value == 1 and PER_UNIT.match(text, match.end())):
            continue
        if value is None or _is_word(number, unit, no_kanji, one) or starts_in_a_name(text, match.start()):
            continue
        yield Found("quantity", match.start(), match.end(), value, unit, "count_ja")


@cache
def _ja_nouns() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, read_lexicon("units")["nouns_ja"]), key=lambda n: (-len(n), n)))
    number = rf"(?:{ARABIC}[万億]?|(?!一)[{KANJI_DIGIT}十百千]+)"
    return re.compile(
        rf"{NOT_A_COUNT_AFTER}(?<![表図例注条項号])(?P<n>{number})(?:つ|個|以上)?の(?P<m>[^\s、。,()「」『』\dぁ-ん]{{0,10}}?)(?P<u>{nouns})(?![{HAN}ァ-ヺー])"
    )


def find_ja_noun_counts(text: str) -> Iterator[Found]:
    """Find "28の米国企業", "3つの分野": a number, の, and a noun phrase whose last noun is the unit."""
    for match in _ja_nouns().finditer(text):
        value = parse_number(match["n"])
        if value is not None and not starts_in_a_name(text, match.start()):
            yield Found("quantity", match.start(), match.end(), value, match["u"], "count_of_nouns_ja")


# A word between number and noun; not one that ends the noun phrase or names a length of time.
_EN_MODIFIER = (
    r"(?:(?!(?:a|all|an|and|are|as|at|be|but|by|days?|dollars?|for|from|had|has|have|hours?|if|in|into|is|its|may|months?|not|of|"
    r"on|or|per|percent|shall|than|that|the|their|these|this|times|to|under|was|weeks?|were|when|which|who|will|with|would|"
    r"years?|million|billion|trillion|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|january|february|march|april|june|july|august|september|october|november|december)\b)(?:U\.S\.|[A-Za-z][A-Za-z'’-]*\.?)(?: and(?= [a-z]))? )"
)
# What makes the number after it a name's or a date's: Section 301, List 4 products, August 20, Annex 2.
_EN_NAMED = re.compile(
    r"(?:\b(?:sections?|articles?|art\.|parts?|(?-i:Lists?)|nos?\.|numbers?|chapters?|annex|title|paragraphs?|group|category|schedule|figure|"
    r"table|tranche|phase|appendix|supplement|item|page|pp?\.|§|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)\s?|[A-Za-z\d][-/.,]|[$€£¥#])\Z",
    re.IGNORECASE,
)


@cache
def _en_counters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = read_lexicon("units")
    nouns = "|".join(sorted(map(re.escape, lexicon["counters_en"]), key=lambda n: (-len(n), n)))
    one = "|".join(sorted(map(re.escape, lexicon["singular_en"])))
    return (
        re.compile(rf"\b(?=[\dA-Za-z])(?P<n>{EN_NUMBER}) (?:of (?:the|these|those|its) )?{_EN_MODIFIER}{{0,4}}?(?P<u>{nouns})\b(?![-’'])", re.IGNORECASE),
        re.compile(rf"\b(?P<n>one|1) (?:new |existing |additional |more |other |such ){{1,2}}(?P<u>{one})\b", re.IGNORECASE),
    )


def is_year(number: str) -> bool:
    """Say whether a bare number reads as a year: 2025, not 2,025."""
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def find_en_counts(text: str) -> Iterator[Found]:
    """Find "11 entries", "two license exceptions", "12 million metric tons"; not "Section 301 goods", "2025 products"."""
    several, one = _en_counters()
    for pattern in (several, one):
        for match in pattern.finditer(text):
            number = match["n"]
            if pattern is several and number.casefold() in ("one", "1", "zero"):
                continue
            # A capital marks a name: 14 Enterprise Products Partners.
            value = parse_number(number) if match["u"][0].islower() else None
            if value is None or is_year(number) or _EN_NAMED.search(text, max(0, match.start() - 14), match.start()):
                continue
            yield Found("quantity", match.start(), match.end(), value, match["u"], "count_en")
