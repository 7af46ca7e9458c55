"""Numbers in a passage: percentages, multiples, money and counts, each with what its words say of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.mentions.changes import Role, find_roles
from extract.mentions.comparators import find_comparator
from extract.mentions.counts import (
    NOT_A_COUNT_AFTER,
    PER_UNIT,
    Found,
    find_en_counts,
    find_ja_counts,
    find_ja_noun_counts,
    is_year,
    starts_in_a_name,
)
from extract.model import Comparator, Mention, Passage
from extract.spans import Span
from extract.values.numbers import ARABIC, EN_NUMBER, EN_WORDS, JA_NUMBER, KANJI_DIGIT, parse_number, parse_tenths

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
_HAS_NUMBER = re.compile(r"[\d〇一二三四五六七八九十百千½¼¾]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)(?:fold)?\b", re.IGNORECASE)

# --- percentages -----------------------------------------------------------------------------------------------------

_SIGN = r"(?:[▲△]|(?:(?<=[\s(:、。「])|^)-|マイナス|\bminus )?"
_POINT = r"(?:%ポイント|%pt|パーセントポイント|percentage points?|ポイント|pp\b|p\.p\.)"
_PER_CENT = rf"(?:{_POINT}|%|パーセント|percent\b|per cent\b|pct\b)"
_HAS_PER_CENT = re.compile(r"%|パーセント|ポイント|[Pp]er ?cent|PER ?CENT|\bpct\b|\bpp\b|\bp\.p\.")
_PERCENTAGE = re.compile(
    rf"(?P<s>{_SIGN})(?:(?<![\d.,数何{KANJI_DIGIT}十百千])(?P<n>{JA_NUMBER}[½¼¾]?)|(?<![A-Za-z-])(?P<w>{EN_WORDS})) ?-?(?P<u>{_PER_CENT})", re.IGNORECASE
)
# The lower end of a range, whose sign stands at the upper end only: 10〜20%, 10から15%, 5 to 10 percent.
_RANGE_START = re.compile(
    rf"(?<![\d.,A-Za-z第数何/-])(?P<n>{ARABIC}|[〇一二三四五六七八九十]+)\s?(?:(?P<dash>[〜~～–—ー-])|から|ないし|又は|または|もしくは|か|to|or|[、・])\s?\Z"
)
_BETWEEN = re.compile(rf"\bbetween (?P<n>{ARABIC}) and \Z", re.IGNORECASE)
_TENTHS = re.compile(
    r"(?<![\d.,A-Za-z役数何分第])(?:\d+(?:\.\d+)?|[一二三四五六七八九十])割(?:[\d一二三四五六七八九]分(?!野|類|の|割|担|析|け))?(?:[\d一二三四五六七八九]厘)?(?!り|当|合|拠|れ|ら|る|譲|符|高)"
)


def _lower_end(text: str, start: int, upper: float) -> Found | None:
    match = _RANGE_START.search(text, max(0, start - 24), start) or _BETWEEN.search(text, max(0, start - 24), start)
    value = parse_number(match["n"]) if match else None
    # A year is no rate, and the first term of a difference (1-0.5%) no lower end; but "from 39 to 15 percent" goes down.
    falls = value is not None and value >= upper
    if match is None or value is None or value > 1000 or (falls and match.groupdict().get("dash")):
        return None
    return Found("percentage", match.start("n"), match.end("n"), value, "%", "percentage_range")


def _find_percentages(text: str) -> Iterator[Found]:
    for match in _TENTHS.finditer(text) if "割" in text else ():
        value = parse_tenths(match[0])
        if value is not None:
            yield Found("percentage", match.start(), match.end(), value, "%", "percentage_tenths")
    # Most passages hold no rate; looking for a unit first is ten times faster than trying every number.
    if not _HAS_PER_CENT.search(text):
        return
    for match in _PERCENTAGE.finditer(text):
        value = parse_number(match["n"] or match["w"])
        point = re.fullmatch(_POINT, match["u"], re.IGNORECASE) is not None
        if value is None or (match["u"] == "ポイント" and value > 100) or starts_in_a_name(text, match.start()):
            continue
        lower = _lower_end(text, match.start(), value)
        if lower is not None:
            yield lower
        unit = "point" if point else "%"
        yield Found("percentage", match.start(), match.end(), -value if match["s"] else value, unit, f"percentage_{unit}".replace("%", "sign"))


# --- multiples -------------------------------------------------------------------------------------------------------

_MULTIPLE = re.compile(
    rf"{NOT_A_COUNT_AFTER}(?!一倍)(?P<n>{JA_NUMBER})倍(?!率|数|音|返|加|体)"
    rf"|(?<![\w.-])(?P<f>{ARABIC}|{EN_WORDS})-?fold\b"
    rf"|(?<![\w.-])(?P<t>{ARABIC}|{EN_WORDS}) times (?=(?:as|the|that|those|its|their|more|higher|larger|greater|bigger|faster)\b)",
    re.IGNORECASE,
)


def _find_multiples(text: str) -> Iterator[Found]:
    if not ("倍" in text or "fold" in text or " times " in text):
        return
    for match in _MULTIPLE.finditer(text):
        value = parse_number(match["n"] or match["f"] or match["t"])
        if value is not None:
            yield Found("multiple", match.start(), match.end(), value, "倍" if match["n"] else "times", "multiple")


# --- money -----------------------------------------------------------------------------------------------------------


@cache
def _money() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str], re.Pattern[str]]:
    lexicon = read_lexicon("units")
    signs: dict[str, str] = lexicon["currencies_en"]
    names = "|".join(sorted(map(re.escape, lexicon["currencies_ja"]), key=lambda n: (-len(n), n)))
    parts = "|".join(map(re.escape, lexicon["not_currency"]))
    prefix = "|".join(sorted(map(re.escape, signs), key=lambda n: (-len(n), n)))
    words = "|".join(sorted(map(re.escape, lexicon["currency_words_en"]), key=lambda n: (-len(n), n)))
    return (
        re.compile(rf"{NOT_A_COUNT_AFTER}(?P<n>{JA_NUMBER})(?P<u>{names})(?!(?<=[元円ル]){parts.join(('(?:', ')'))})"),
        re.compile(rf"(?<![A-Za-z])(?P<u>{prefix}) ?(?P<n>(?=\d){JA_NUMBER})(?P<s>[ -]?(?:thousand|million|billion|trillion|mn|bn|tn|m|b|k)\b)?", re.IGNORECASE),
        re.compile(
            rf"(?<![\w.,$€£¥-])(?P<n>{EN_NUMBER}) (?P<a>(?:U\.S\.|US|Canadian|Australian|Chinese|Japanese|Hong Kong|New Taiwan) )?(?P<u>{words})\b",
            re.IGNORECASE,
        ),
        signs,
        re.compile(rf"{names}|{prefix}|{words}"),
    )


_SHORT_SCALES = {"m": "million", "b": "billion", "k": "thousand"}
_PLURAL = {"dollar": "dollars", "euro": "euros", "renminbi": "yuan", "pounds sterling": "pounds"}


def _find_money(text: str) -> Iterator[Found]:
    named, signed, worded, signs, any_unit = _money()
    if not any_unit.search(text):
        return
    upper = {sign.upper(): unit for sign, unit in signs.items()}
    for match in named.finditer(text):
        value = parse_number(match["n"])
        # 一円 alone is "the whole of" a region; 1ドル= and 1ドル当たり state a rate.
        if value is not None and match[0] != "一円" and not (value == 1 and PER_UNIT.match(text, match.end())):
            yield Found("money", match.start(), match.end(), value, match["u"], "money_ja")
    for match in signed.finditer(text):
        scale = (match["s"] or "").strip(" -").casefold()
        value = parse_number(f"{match['n']} {_SHORT_SCALES.get(scale, scale)}" if scale else match["n"])
        if value is not None:
            yield Found("money", match.start(), match.end(), value, upper[match["u"].upper()], "money_sign")
    for match in worded.finditer(text):
        value, unit = parse_number(match["n"]), match["u"].casefold()
        # "won" is a verb too; nobody counts single won.
        if value is not None and not is_year(match["n"]) and (unit != "won" or value >= 1000):
            yield Found("money", match.start(), match.end(), value, _PLURAL.get(unit, unit), "money_en")


# --- all together ----------------------------------------------------------------------------------------------------


def _without_overlaps(found: list[Found], text: str) -> list[Found]:
    """Keep the first kind that claims a character (the order of `found`), and nothing inside an address."""
    taken = bytearray(len(text))
    for match in _URL.finditer(text):
        taken[match.start() : match.end()] = b"\1" * len(match[0])
    kept: list[Found] = []
    for one in found:
        if taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _find_in(text: str) -> list[Found]:
    found = [*_find_percentages(text), *_find_money(text), *_find_multiples(text)]
    counts = sorted([*find_ja_counts(text), *find_ja_noun_counts(text), *find_en_counts(text)], key=lambda f: (f.start, -f.end))
    return _without_overlaps([*found, *counts], text)


def _comparators(text: str, found: list[Found]) -> list[Comparator | None]:
    """Read the comparator of each number; 同 before a rate takes over that of the rate before it (累積145%…同125%)."""
    read: list[Comparator | None] = []
    last: Comparator | None = None
    for one in found:
        own = find_comparator(text, one.start, one.end)
        if one.kind == "percentage":
            if own is None and text[max(0, one.start - 1) : one.start] == "同":
                own = last
            last = own
        read.append(own)
    return read


def _roles(text: str, sentences: tuple[Span, ...], found: list[Found]) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    rates = [i for i, f in enumerate(found) if f.kind == "percentage" and f.unit == "%"]
    starts = [found[i].start for i in rates]
    for sentence in sentences:
        inside = rates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        bounds = [(found[i].start - sentence.start, found[i].end - sentence.start) for i in inside]
        roles |= {inside[at]: role for at, role in find_roles(sentence.of(text), bounds).items()}
    return roles


def find_numbers(passage_index: int, passage: Passage) -> tuple[Mention, ...]:
    """Return the percentages, multiples, amounts of money and counts of a passage, in order of place.

    Values are full numbers (12 million metric tons is 12000000, 五兆円 5000000000000, ▲10.2% -10.2). A point change is a percentage with
    the unit "point". A range gives both its ends. `role` is set where a change from one rate to another is stated.
    Never found: dates, lengths of time, article and product numbers, ordinals, digits of addresses.
    """
    text = passage.text
    if not _HAS_NUMBER.search(text):
        return ()
    found = _find_in(text)
    comparators = _comparators(text, found)
    roles = _roles(text, passage.sentences or (Span(0, len(text)),), found)
    return tuple(
        Mention(
            kind=one.kind,
            passage=passage_index,
            span=Span(one.start, one.end),
            text=text[one.start : one.end],
            value=one.value,
            rule=one.rule,
            unit=one.unit,
            comparator=comparators[at],
            role=roles.get(at),
        )
        for at, one in enumerate(found)
    )
