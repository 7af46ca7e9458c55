"""What a reviewer's typed text means for a slot: 5月下旬 in a brief of 2025 → 2025-05-21/2025-05-31, 34→10 → from 34 % to 10 %."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from extract.corrections.events import REVIEWER
from extract.lexicon.names import name_index
from extract.model import Comparator
from extract.review.answers import Refusal
from extract.schema import FillerPart, Role
from extract.titles import ACTION_NAMES, TYPE_NAMES
from extract.values.codes import parse_eccn, parse_hs
from extract.values.dates import read_date, read_duration
from extract.values.edtf import Period, read_edtf
from extract.values.jurisdictions import find_jurisdictions, parse_jurisdiction
from extract.values.numbers import ARABIC, EN_SCALE, JA_NUMBER, parse_number, parse_tenths

# A date without a year is of the year of the brief, unless that is farther away than this: 12月20日 in a brief of January
# is of the year before.
FARTHEST_DAYS = 240
_SEPARATOR = re.compile(r"[、;；\n]|,(?!\d{3})|\s+and\s+")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒)\s*")
_CHANGE = (
    re.compile(r"(?P<a>.+?)(?:から|より)\s*(?P<b>.+?)(?:へ(?:と)?|に|まで)?"),
    re.compile(r"(?:from\s+)?(?P<a>.+?)\s+to\s+(?P<b>.+)", re.IGNORECASE),
)
_RATE = re.compile(r"(?P<number>.+?)\s*(?:%|パーセント|per ?cent|percent)?", re.IGNORECASE)
_AFTER: dict[Comparator, tuple[str, ...]] = {
    "ge": ("以上", "or more"),
    "le": ("以下", "or less"),
    "gt": ("超", "を超える"),
    "lt": ("未満",),
}
_BEFORE: dict[Comparator, tuple[str, ...]] = {
    "ge": ("at least", "≥", ">="),
    "le": ("at most", "up to", "最大", "≤", "<="),
    "gt": ("more than", "over", "above", ">"),
    "lt": ("less than", "under", "below", "<"),
    "approx": ("about", "around", "約", "およそ", "≈"),
    "cumulative": ("累計",),
}
_QUANTITY = re.compile(rf"(?P<number>{ARABIC}\s+{EN_SCALE}\b|{JA_NUMBER})\s*の?\s*(?P<unit>[^\d\s].*)", re.IGNORECASE)
_MONEY = re.compile(r"(?P<sign>[$€£¥￥])\s*(?P<rest>.+)")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY"}
_MARKER = re.compile(r"(?:注釈?|note)?\s*[\[(]?\s*(?P<marker>[^\s\[\]()]+)\s*[\])]?", re.IGNORECASE)


def understand(slot: str, text: str, published: str = "") -> list[FillerPart]:
    """Return what a text means in a slot, as fillers without evidence; raises Refusal where it means nothing there.

    `published` is the date of the brief (EDTF, "" unknown). rates "34→10" are two (from, to), imposing "日本、米国" two and
    "日米" as well; "5月下旬" is no date of a brief without one, and "中東" no jurisdiction.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if slot not in _READERS:
        raise Refusal(422, "invalid.slot", "slot")
    if not plain:
        raise Refusal(422, "understand.empty", slot)
    return _READERS[slot](slot, plain, published)


def _filler(text: str, value: str | float, **more: str | None) -> FillerPart:
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    return FillerPart.model_validate({"text": text, "value": number, "rule": REVIEWER, "evidence": [], **more})


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


# --- time ------------------------------------------------------------------------------------------------------------


def _read_time(slot: str, text: str, published: str) -> list[FillerPart]:
    edtf = read_date(text) or _read_without_year(text, published)
    if not edtf:
        year = any(_complete(text, 2000))
        raise Refusal(422, "understand.year" if year and not published else "understand.date", slot)
    return [_filler(text, edtf)]


def _read_without_year(text: str, published: str) -> str:
    """Return the EDTF of a date that leaves the year to the brief: that of the brief, or the one beside it where nearer."""
    brief = read_edtf(published)
    if brief is None:
        return ""
    middle = brief.first
    for year in (middle.year, middle.year - 1, middle.year + 1):
        for edtf in filter(None, _complete(text, year)):
            found = read_edtf(edtf)
            if found is not None and _distance(found, middle) <= FARTHEST_DAYS:
                return edtf
    return ""


def _complete(text: str, year: int) -> list[str]:
    """Return the readings of a date with a year put in where Japanese and English have it."""
    return [read_date(f"{year}年{text}"), read_date(f"{text}, {year}"), read_date(f"{text} {year}")]


def _distance(period: Period, day: date) -> int:
    return min(abs((period.first - day).days), abs((period.last - day).days))


def _read_length(slot: str, text: str, published: str) -> list[FillerPart]:
    found = read_duration(text)
    if not found:
        raise Refusal(422, "understand.duration", slot)
    return [_filler(text, found)]


# --- figures ---------------------------------------------------------------------------------------------------------


def _read_rates(slot: str, text: str, published: str) -> list[FillerPart]:
    pair = _ARROW.split(text)
    if len(pair) != 2:
        change = next((m for p in _CHANGE if (m := p.fullmatch(text))), None)
        pair = [change["a"], change["b"]] if change else [text]
    if len(pair) == 2:
        return [_rate(slot, pair[0], "from"), _rate(slot, pair[1], "to")]
    return [_rate(slot, part, None) for part in _parts(text)]


def _rate(slot: str, text: str, role: Role | None) -> FillerPart:
    bare, comparator = _strip_comparator(text)
    match = _RATE.fullmatch(bare)
    value = parse_number(match["number"]) if match else None
    value = parse_tenths(bare) if value is None else value
    if value is None:
        raise Refusal(422, "understand.rates", slot)
    return _filler(text, value, role=role, comparator=comparator)


def _strip_comparator(text: str) -> tuple[str, Comparator | None]:
    folded = text.casefold()
    for word, comparator in _longest_first(_AFTER):
        if folded.endswith(word):
            return text[: -len(word)].strip(), comparator
    for word, comparator in _longest_first(_BEFORE):
        if folded.startswith(word):
            return text[len(word) :].strip(), comparator
    return text, None


def _longest_first(words: Mapping[Comparator, tuple[str, ...]]) -> list[tuple[str, Comparator]]:
    return sorted(((w, c) for c, said in words.items() for w in said), key=lambda pair: -len(pair[0]))


def _read_quantities(slot: str, text: str, published: str) -> list[FillerPart]:
    return [_quantity(slot, part) for part in _parts(text)]


def _quantity(slot: str, text: str) -> FillerPart:
    bare, comparator = _strip_comparator(text)
    money = _MONEY.fullmatch(bare)
    match = None if money else _QUANTITY.fullmatch(bare)
    number, unit = (money["rest"], _CURRENCIES[money["sign"]]) if money else (match["number"], match["unit"]) if match else ("", "")
    value = parse_number(number)
    if value is None:
        raise Refusal(422, "understand.quantities", slot)
    return _filler(text, value, unit=unit.strip(), comparator=comparator)


# --- names and codes -------------------------------------------------------------------------------------------------


def _read_jurisdictions(slot: str, text: str, published: str) -> list[FillerPart]:
    return [filler for part in _parts(text) for filler in _jurisdictions(slot, part)]


def _jurisdictions(slot: str, text: str) -> list[FillerPart]:
    """Return one filler for a name or code, several for a compound that is nothing but names: 日米, 米・EU."""
    code = parse_jurisdiction(text) or parse_jurisdiction(text.upper())
    if code is not None:
        return [_filler(text, code)]
    found = find_jurisdictions(text)
    rest = set(range(len(text))) - {i for f in found for i in range(f.span.start, f.span.end)}
    if not found or any(text[i] not in "・／/-– " for i in rest):
        raise Refusal(422, "understand.jurisdiction", slot, text=text)
    return [_filler(f.span.of(text), f.code) for f in found]


@cache
def _choices(slot: str) -> Mapping[str, str]:
    """Return codes by everything that they may be called."""
    names = TYPE_NAMES if slot == "measure_type" else ACTION_NAMES
    pairs = [(said.casefold(), code) for code, both in names.items() for said in (*both, code, code.replace("_", " "))]
    return dict(reversed(pairs))


def _read_choice(slot: str, text: str, published: str) -> list[FillerPart]:
    code = _choices(slot).get(text.casefold())
    if code is None:
        raise Refusal(422, "understand.choice", slot, text=text)
    return [_filler(text, code)]


def _read_names(slot: str, text: str, published: str) -> list[FillerPart]:
    return [_name(part) for part in _parts(text)]


def _name(text: str) -> FillerPart:
    known = name_index().get(text)
    if len(known) != 1:  # none, or several between which there is no ground to choose
        return _filler(text, text)
    return _filler(text, known[0].id, name_ja=known[0].name_ja or None, name_en=known[0].name_en or None)


def _read_codes(slot: str, text: str, published: str) -> list[FillerPart]:
    parse = parse_eccn if slot == "eccn" else parse_hs
    values = [(part, parse(part)) for part in _parts(text)]
    if any(value is None for _, value in values):
        raise Refusal(422, f"understand.{slot}", slot)
    return [_filler(part, value) for part, value in values if value is not None]


def _read_items(slot: str, text: str, published: str) -> list[FillerPart]:
    return [_filler(text, text)]


def _read_markers(slot: str, text: str, published: str) -> list[FillerPart]:
    markers = [m["marker"] for part in _parts(text) if (m := _MARKER.fullmatch(part))]
    return [_filler(marker, marker) for marker in markers]


_READERS: dict[str, Callable[[str, str, str], list[FillerPart]]] = {
    **dict.fromkeys(("date", "effective_from", "effective_until"), _read_time),
    **dict.fromkeys(("imposing", "target_jurisdictions"), _read_jurisdictions),
    **dict.fromkeys(("measure_type", "action"), _read_choice),
    **dict.fromkeys(("authority", "entities", "instrument", "agreement"), _read_names),
    **dict.fromkeys(("eccn", "hs"), _read_codes),
    "duration": _read_length,
    "rates": _read_rates,
    "quantities": _read_quantities,
    "items": _read_items,
    "footnotes": _read_markers,
}
