"""Amounts as people type them → number, unit, comparator and role: 34%→10%, 最大145%, 28社, US$500 million; and back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from extract.lexicon.loader import read_lexicon
from extract.model import Comparator
from extract.values.numbers import EN_NUMBER, JA_NUMBER, parse_number, parse_tenths
from extract.values.pieces import quote, read_piece

# How comparators are written before a number.
SIGNS: dict[str, str] = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "approx": "≈", "cumulative": "Σ"}
PERCENT, POINT = "%", "point"

_TYPED_SIGNS = {">=": "ge", "=>": "ge", "≧": "ge", "<=": "le", "=<": "le", "≦": "le", "~": "approx", "〜": "approx"}
_ARROW = re.compile(r"\s*(?:→|⇒|➡|->|=>)\s*")
_FROM_TO = re.compile(r"(?:from\s+)?(?P<a>.+?)\s*(?:から|\bto\b)\s*(?P<b>.+?)(?:[にへ](?:引き?[上下]げ|変更|軽減|削減)?)?", re.IGNORECASE)
_RANGE = re.compile(r"(?P<a>[^~〜–—-]*\d[^~〜–—-]*?)\s*[~〜–—-]\s*(?P<b>\d.*)")
_PERCENT_WORD = re.compile(r"\s*(?P<point>%ポイント|パーセントポイント|percentage points?|points?|ポイント|%?pts?|pp)|\s*(?:%|パーセント|percent|per cent|pct)", re.IGNORECASE)
_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d+)?")
# A unit with one of these would fall apart between the values of a slot.
_SEPARATING = re.compile(r'[;；、､\r\n"]')
_SHORT_SCALES = {"m": "million", "b": "billion", "k": "thousand"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was meant: `unit` is "" where none is given, `role` is set for the sides of a change."""

    value: int | float
    unit: str = ""
    comparator: Comparator | None = None
    role: Literal["from", "to"] | None = None


def read_rates(text: str) -> tuple[Amount, ...]:
    """Return the rates of a text that is one rate, a change or a range, and nothing else; () where it is not.

    Accepted: "34%→10%", "34→10", "34%から10%に", "from 34 to 10 percent" (from and to), "→10%" (to alone), "+10%", "最大145%"
    (le), "10〜20%" (two), "三割", "5 percentage points" (unit "point"). Rejected: "abc", "10社", "34%→x".
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    sides = _ARROW.split(plain)
    if len(sides) == 2 and any(sides):
        return _read_change(*sides)
    one = _read_rate(plain)
    if one is not None:
        return (one,)
    found = _FROM_TO.fullmatch(plain)
    if found:
        return _read_change(found["a"], found["b"])
    found = _RANGE.fullmatch(plain)
    ends = [_read_rate(found["a"]), _read_rate(found["b"])] if found else []
    return tuple(e for e in ends if e is not None) if len(ends) == 2 and None not in ends else ()


def _read_change(old: str, new: str) -> tuple[Amount, ...]:
    first, last = _read_rate(old) if old else None, _read_rate(new) if new else None
    if (old and first is None) or (new and last is None):
        return ()
    sides = (replace(first, role="from") if first else None, replace(last, role="to") if last else None)
    return tuple(side for side in sides if side is not None)


def _read_rate(text: str) -> Amount | None:
    comparator, body = _take_comparator(text.strip())
    tenths = parse_tenths(body)
    if tenths is not None:
        return Amount(_whole(tenths), PERCENT, comparator)
    number, rest = _take_number(body)
    if number is None:
        return None
    if not rest.strip():
        return Amount(number, PERCENT, comparator)
    word = _PERCENT_WORD.fullmatch(rest)
    return Amount(number, POINT if word["point"] else PERCENT, comparator) if word else None


def read_quantity(text: str) -> Amount | None:
    """Return the amount of a text that is a number with a unit, and nothing else; None where it is not.

    Accepted: "28社", "約400施設" (approx), "12 million metric tons", "US$500 million" (dollars), "2,000億ドル", ">28 社". A unit that
    would be read otherwise stands in quotes: 3 "万トン". Rejected: "several firms", "".
    """
    unit, plain = _take_unit(text)
    comparator, body = _take_comparator(unicodedata.normalize("NFKC", plain).strip())
    money = _read_money(body) if unit is None else None
    if money is not None:
        return replace(money, comparator=comparator)
    number, rest = _take_number(body)
    if number is None or re.match(r"[-/.,\d]", rest) or (rest and unit is not None):
        return None
    return Amount(number, re.sub(r"^(?:[つ個]?の)?", "", rest.strip()) if unit is None else unit, comparator)


def spell_amount(amount: Amount) -> str:
    """Return the amount so that it is read back the same: "≥28社", "12,000,000 metric tons", "34%"."""
    number = f"{SIGNS.get(amount.comparator or '', '')}{spell_number(amount.value)}"
    read = read_rates if amount.unit in (PERCENT, POINT) else read_quantity
    glued = amount.unit[:1] == PERCENT or (amount.unit and not amount.unit[0].isascii())
    plain = f"{number}{amount.unit}" if glued else f"{number} {amount.unit}".rstrip()
    back = None if _SEPARATING.search(amount.unit) else read(plain)
    same = (back[0] if isinstance(back, tuple) and back else back) == replace(amount, role=None)
    return plain if same else f"{number} {quote(amount.unit)}"


def spell_number(value: int | float) -> str:
    """Return a number in figures, thousands apart by commas, never with an exponent: 12000000 → "12,000,000"."""
    return f"{value:,}" if isinstance(value, int) else f"{Decimal(repr(value)):,f}"


def _take_unit(text: str) -> tuple[str | None, str]:
    """Return the unit that stands in quotation marks at the end of the text (None without), and the text before it."""
    found = re.fullmatch(r'([^"]*?)\s*("(?:[^"]|"")*")\s*', text, re.DOTALL)
    return (read_piece(found[2]).text, found[1]) if found else (None, text)


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _take_number(text: str) -> tuple[int | float | None, str]:
    """Return the number a text begins with, and the rest; None where it begins with none."""
    plain = _PLAIN.match(text)
    if plain and not re.match(r"\s?(?:[万億兆千百十]|(?:hundred|thousand|[mbt]illion|mn|bn|tn)\b)", text[plain.end() :], re.IGNORECASE):
        digits = plain[0].replace(",", "")
        return (int(digits) if digits.lstrip("+-").isdigit() else _whole(float(digits))), text[plain.end() :]
    ways = [m for p in (EN_NUMBER, JA_NUMBER) if (m := re.match(rf"[-+▲△]?(?:{p})", text, re.IGNORECASE))]
    found = max(ways, key=lambda m: m.end(), default=None)
    value = parse_number(found[0]) if found else None
    return (None, text) if found is None or value is None else (_whole(value), text[found.end() :])


@cache
def _money() -> tuple[re.Pattern[str], dict[str, str]]:
    signs: dict[str, str] = {k.casefold(): v for k, v in read_lexicon("units")["currencies_en"].items()}
    names = "|".join(sorted(map(re.escape, signs), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?P<u>{names})\s?(?P<n>\d.*?)(?P<s>\s?(?:mn|bn|tn|m|b|k))?", re.IGNORECASE), signs


def _read_money(text: str) -> Amount | None:
    pattern, signs = _money()
    found = pattern.fullmatch(text)
    if not found:
        return None
    scale = (found["s"] or "").strip().casefold()
    number, rest = _take_number(f"{found['n']} {_SHORT_SCALES.get(scale, scale)}".strip())
    return Amount(number, signs[found["u"].casefold()]) if number is not None and not rest.strip() else None


@cache
def _comparators(*places: str) -> dict[str, Comparator]:
    groups = read_lexicon("units")["comparators"]
    return {phrase: cast(Comparator, name) for place in places for name, phrases in groups[place].items() for phrase in phrases}


def _take_comparator(text: str) -> tuple[Comparator | None, str]:
    """Return what the words or signs beside the number say, and the text without them: 最大145% → (le, 145%)."""
    signs = {**{sign: name for name, sign in SIGNS.items()}, **_TYPED_SIGNS}
    for sign in sorted(signs, key=len, reverse=True):
        if text.startswith(sign):
            return cast(Comparator, signs[sign]), text[len(sign) :].lstrip()
    folded = text.casefold()
    before = _comparators("ja_before", "en_before")
    for phrase in sorted(before, key=len, reverse=True):
        if folded.startswith(phrase) and not (phrase[-1].isascii() and folded[len(phrase) : len(phrase) + 1].isalpha()):
            return before[phrase], text[len(phrase) :].lstrip()
    after = _comparators("ja_after", "en_after")
    for phrase in sorted(after, key=len, reverse=True):
        if folded.endswith((phrase, phrase + "る", phrase + "い")) and len(text) > len(phrase) + 1:
            return after[phrase], text[: folded.rindex(phrase)].rstrip()
    return None, text
