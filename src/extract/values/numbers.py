"""Numbers in words and figures → their value: Arabic, full-width, kanji, mixed, English."""

from __future__ import annotations

import re
import unicodedata

from extract.values.characters import KANJI_DIGITS

KANJI_DIGIT = "〇零一二三四五六七八九"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# A kanji numeral, or figures with kanji scales (7万5000, 5500億, 2兆5,000億, 百五十, 七・五). Ends before what is no numeral.
_JA_PART = rf"(?:{ARABIC}|[{KANJI_DIGIT}十百千]+(?:[・.][{KANJI_DIGIT}]+)?)[十百千]?"
JA_NUMBER = rf"(?:{_JA_PART}(?:[万億兆](?:{_JA_PART})?)*|{_JA_PART})"

_EN_SMALL = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_EN_TENS = {
    word: 10 * value
    for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
}
_EN_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_EN_WORD = "|".join(sorted({*_EN_SMALL, *_EN_TENS}, key=len, reverse=True))
EN_SCALE = r"(?:hundred|thousand|million|billion|trillion|mn|bn|tn)"
EN_WORDS = rf"(?:(?:{_EN_WORD})(?:[- ](?:{_EN_WORD}|hundred|thousand|million|billion|trillion)){{0,9}})"
EN_NUMBER = rf"(?:{ARABIC}|{EN_WORDS})(?:[ -]{EN_SCALE}\b)?"

_SCALES = {"千": 1e3, "百": 1e2, "十": 1e1}
_MYRIADS = {"兆": 1e12, "億": 1e8, "万": 1e4}
_SIGN = re.compile(r"(?:[-+−▲△]|マイナス|minus\b|プラス|plus\b)\s*", re.IGNORECASE)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_PIECE = re.compile(rf"({ARABIC}|[{KANJI_DIGIT}]+(?:[・.][{KANJI_DIGIT}]+)?)?([千百十]?)")


def _digits(text: str) -> float:
    return float("".join(str(KANJI_DIGITS.get(c, "." if c == "・" else c)) for c in text if c != ","))


def _parse_section(text: str) -> float | None:
    """Parse what stands before 万, 億 or 兆, or last: 二千三百, 5000, 二〇二四, 7.5."""
    total, at, last = 0.0, 0, 1e4
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or match.end() == at:
            return None
        scale = _SCALES.get(match[2], 1.0)
        if scale >= last:
            return None
        total += (_digits(match[1]) if match[1] else 1.0) * scale
        last, at = scale, match.end()
    return total


def _parse_japanese(text: str) -> float | None:
    total, rest = 0.0, text
    for sign, scale in _MYRIADS.items():
        head, found, tail = rest.partition(sign)
        if found:
            section = _parse_section(head)
            if not head or section is None:
                return None
            total, rest = total + section * scale, tail
    if not rest:
        return total if text else None
    last = _parse_section(rest)
    return None if last is None else total + last


def _parse_english(text: str) -> float | None:
    total = current = 0.0
    words = [w for w in re.split(r"\s+|(?<=[a-z])-(?=[a-z])", text.casefold()) if w and w != "and"]
    for word in words:
        if word in _EN_SMALL or word in _EN_TENS:
            current += _EN_SMALL.get(word, _EN_TENS.get(word, 0))
        elif re.fullmatch(ARABIC, word):
            current += float(word.replace(",", ""))
        elif word in _EN_SCALES:
            if current == 0 and total == 0:
                return None
            if word == "hundred":
                current *= 100
            else:
                total, current = total + current * _EN_SCALES[word], 0.0
        else:
            return None
    return total + current if words else None


def parse_number(text: str) -> float | None:
    """Return the value of a text that is a number and nothing else; None for any other text.

    Accepted: "１，２３４" 1234, "二四" 24, "百五十" 150, "五兆" 5e12, "7万5000" 75000, "▲10.2" -10.2, "12 million" 1.2e7,
    "twenty-five" 25, "七・五" 7.5, "2½" 2.5. Rejected: "数十", "万", "H20", "1,23", "".
    """
    fraction = _FRACTIONS.get(text[-1:], 0.0)
    plain = unicodedata.normalize("NFKC", text[:-1] if fraction else text).strip()
    sign = _SIGN.match(plain)
    negative = sign is not None and sign[0].strip().casefold() not in ("+", "プラス", "plus")
    body = plain[sign.end() :] if sign else plain
    if not body and fraction:
        value: float | None = 0.0
    elif re.fullmatch(ARABIC, body):
        value = float(body.replace(",", ""))
    else:
        value = _parse_japanese(body)
        if value is None:
            value = _parse_english(body)
    if value is None:
        return None
    # Decimal fractions times a scale pick up dust in the last binary places (1.1 * 1e8).
    value = float(f"{value + fraction:.15g}")
    return -value if negative else value


_TENTHS = re.compile(rf"({ARABIC}|[{KANJI_DIGIT}十]+)割(?:([\d{KANJI_DIGIT}])分)?(?:([\d{KANJI_DIGIT}])厘)?")


def parse_tenths(text: str) -> float | None:
    """Return the per cent of a text in 割, 分 and 厘: "3割" 30, "二割五分" 25, "1割2分5厘" 12.5; None for any other text."""
    match = _TENTHS.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    parts = [0.0 if part is None else parse_number(part) for part in match.groups()]
    if any(part is None for part in parts):
        return None
    return round(sum(part * weight for part, weight in zip(parts, (10, 1, 0.1), strict=True) if part), 9)
