"""Gold files held against their notation before they are read: a key or code that nobody knows would count as missed, silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from extract.comparison.matching import DATE_SLOTS, NUMBER_SLOTS, read_number
from extract.errors import DamagedError
from extract.model import SLOTS, Comparator
from extract.titles import ACTION_NAMES, TYPE_NAMES, jurisdiction_names
from extract.values.dates_near import is_edtf

NEEDED = ("id", "measure_type", "action", "evidence")
RECORD_KEYS = ("id", "optional", *SLOTS, "rates_optional", "evidence")
NUMBER_KEYS = {"rates": ("value", "role", "comparator", "unit"), "quantities": ("value", "unit", "comparator")}
MENTION_KEYS = ("dates", "percentages", "quantities", "eccn", "hs", "entities", "footnotes")
# Those that lead from a name or marker to what is said of it.
NAMED = ("entities", "footnotes")
VALUE_KEYS = ("text", "value", "accept", "parts", "optional", "comparator")
NOTE_KEYS = ("after", "urls", "date", "publisher", "missing_text")
WAYS = ("any", "required", "optional")
# Weeks of ISO 8601, which EDTF does not have and annotators write.
WEEK = re.compile(r"[12]\d{3}-W\d\d")
# How many faults of one file are named.
SHOWN = 5


def check_gold(path: Path, data: Mapping[str, Any], kind: str) -> None:
    """Raise DamagedError, naming file, record and key, unless all keys and codes of a gold file are known ones."""
    faults = list(_check_records(data) if kind == "records" else _check_mentions(data))
    if not faults:
        return
    more = f"; {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    remedy = "Mend the gold file; docs/gold.md describes its keys, docs/json.md the codes."
    raise DamagedError(f"{path}: {'; '.join(faults[:SHOWN])}{more}", remedy=remedy)


def _check_records(data: Mapping[str, Any]) -> Iterator[str]:
    records = data.get("records")
    if not isinstance(records, list):
        yield "there is no list of records under “records”"
        return
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            yield f"record {number}: no mapping of slots"
            continue
        name = f"record {record.get('id', number)}"
        yield from (f"{name}: {fault}" for fault in _check_record(record))


def _check_record(record: Mapping[str, Any]) -> Iterator[str]:
    yield from _check_keys(record, RECORD_KEYS)
    for key in NEEDED:
        if record.get(key) in (None, "", []):
            yield f"“{key}” is missing"
    for slot in (*SLOTS, "rates_optional"):
        yield from (f"{slot}: {fault}" for fault in _check_slot(slot.removesuffix("_optional"), record.get(slot)))


def _check_slot(slot: str, value: Any) -> Iterator[str]:
    """Yield what is wrong with a slot: its notation, then each value in it."""
    if not isinstance(value, dict) or not value.keys() & set(WAYS):
        yield from _check_values(slot, value)
        return
    yield from _check_keys(value, ("any",) if "any" in value else WAYS[1:])
    if "any" in value and (not isinstance(value["any"], list) or not value["any"]):
        yield "“any” takes a list of readings"
    for part in value.values():
        yield from _check_values(slot, part)


def _check_values(slot: str, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _check_values(slot, part)
    elif value is not None:
        yield from _check_value(slot, value)


def _check_value(slot: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _check_keys(value, NUMBER_KEYS.get(slot, ("value",)))
        if "value" not in value:
            yield "a value without “value”"
        yield from _check_code("role", value.get("role"), ("from", "to"))
        yield from _check_code("comparator", value.get("comparator"), get_args(Comparator))
        value = value.get("value")
    if slot in NUMBER_SLOTS and value is not None and read_number(str(value)) is None:
        yield f"“{value}” is no number"
    elif slot in DATE_SLOTS and value is not None and not (is_edtf(str(value)) or WEEK.fullmatch(str(value))):
        yield f"“{value}” is no date (EDTF: 2025-08-01, 2025-08, 2025)"
    elif slot == "measure_type":
        yield from _check_code("type", value, TYPE_NAMES)
    elif slot == "action":
        yield from _check_code("action", value, ACTION_NAMES)
    elif slot in ("imposing", "target_jurisdictions"):
        if isinstance(value, bool):
            yield f"“{value}” is no code (put NO between quotes)"
        else:
            yield from _check_code("jurisdiction", value, jurisdiction_names())


def _check_mentions(data: Mapping[str, Any]) -> Iterator[str]:
    yield from _check_keys(data, (*MENTION_KEYS, "document"))
    for key in MENTION_KEYS:
        kind, name = (dict, "mapping") if key in NAMED else (list, "list")
        if not isinstance(data.get(key) or kind(), kind):
            yield f"{key}: no {name}"
            return
    for key in ("dates", "percentages"):
        for number, value in enumerate(data.get(key) or [], 1):
            if not isinstance(value, dict) or not {"text", "value"} <= value.keys():
                yield f"{key}: number {number} has no “text” and “value”"
            else:
                yield from (f"{key}: “{value['text']}”: {fault}" for fault in _check_keys(value, VALUE_KEYS))
    for name, said in (data.get("entities") or {}).items():
        if not isinstance(said, list) or len(said) != 2:
            yield f"entities: “{name}” is not followed by [TYPE, English name]"
    for marker, note in (data.get("footnotes") or {}).items():
        if not isinstance(note, dict) or "after" not in note:
            yield f"footnotes: “{marker}” has no “after”"
        else:
            yield from (f"footnotes: “{marker}”: {fault}" for fault in _check_keys(note, NOTE_KEYS))


def _check_keys(given: Mapping[Any, Any], known: Iterable[str]) -> Iterator[str]:
    yield from (f"unknown key {_name(key, known)}" for key in given if key not in set(known))


def _check_code(what: str, value: Any, known: Iterable[str]) -> Iterator[str]:
    if value is not None and value not in list(known):
        yield f"unknown {what} {_name(value, known)}"


def _name(given: Any, known: Iterable[str]) -> str:
    """Return what was given with the known word that it is likest to, where there is one."""
    near = get_close_matches(str(given), list(known), n=1)
    return f"“{given}”" + (f" ({near[0]}?)" if near else "")
