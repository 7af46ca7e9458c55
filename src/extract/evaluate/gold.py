"""Gold files and document JSON as typed values; the notation of gold is resolved here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from extract.comparison.matching import GoldFiller, PredictedFiller, fold_quote
from extract.errors import DamagedError, NotFoundError
from extract.evaluate.notation import check_gold
from extract.model import SLOTS

# The keys of a filler under which it may be recognised, in this order.
NAMES, TRANSLATIONS = ("value", "text", "name_ja", "name_en"), ("name_ja", "name_en")


@dataclass(frozen=True, slots=True)
class GoldSlot:
    """What gold says of one slot: any one of `alternatives` must be found, `optional` fillers count nowhere."""

    alternatives: tuple[tuple[GoldFiller, ...], ...] = ((),)
    optional: tuple[GoldFiller, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One act; an optional one is never missed, and takes up one prediction. `said` are its `quotes` as they were written."""

    id: str
    optional: bool
    slots: Mapping[str, GoldSlot]
    quotes: tuple[str, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldValue:
    """A date or percentage with its value, the values also accepted, and the parts it may be given in."""

    text: str
    value: str
    accept: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldNote:
    """A note: its marker, the text before its reference, how many URLs it has, and its citation date ("" if none)."""

    marker: str
    before: str
    urls: int
    date: str


@dataclass(frozen=True, slots=True)
class GoldMentions:
    """What a mentions file lists; None for a kind that it does not treat."""

    dates: tuple[GoldValue, ...] | None
    percentages: tuple[GoldValue, ...] | None
    eccn: frozenset[str] | None
    hs: frozenset[str] | None
    entities: tuple[tuple[str, str], ...] | None
    footnotes: tuple[GoldNote, ...] | None


@dataclass(frozen=True, slots=True)
class Gold:
    """All gold of one document; `published` is its reference date."""

    name: str
    published: str
    language: str
    records: tuple[GoldRecord, ...] | None
    mentions: GoldMentions | None


@dataclass(frozen=True, slots=True)
class PredictedRecord:
    """One record of the document JSON; `said` are its `quotes` as they stand there."""

    slots: Mapping[str, tuple[PredictedFiller, ...]]
    quotes: tuple[str, ...]
    confidence: float = 1.0
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictedMention:
    """One mention of the document JSON."""

    kind: str
    text: str
    value: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PredictedNote:
    """One note: its marker, the text before each reference, and its citations as (urls, date)."""

    marker: str
    befores: tuple[str, ...]
    citations: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """The document JSON as far as it is scored; empty where there is none. `text` is the brief's, folded."""

    records: tuple[PredictedRecord, ...] = ()
    mentions: tuple[PredictedMention, ...] = ()
    notes: tuple[PredictedNote, ...] = ()
    text: str = ""


def read_gold(folders: Iterable[Path]) -> list[Gold]:
    """Return the gold of all documents in the folders, by name.

    Raises NotFoundError where there is none, DamagedError for a file that is not in the notation of docs/gold.md.
    """
    found: dict[str, Gold] = {}
    for folder in folders:
        for path in sorted([*folder.glob("*.records.yaml"), *folder.glob("*.mentions.yaml")]):
            name, kind, _ = path.name.rsplit(".", 2)
            gold = found.get(name, Gold(name, "", "", None, None))
            data = _read_yaml(path)
            check_gold(path, data, kind)
            if kind == "records":
                about = data.get("document") or {}
                published, language = str(about.get("published") or ""), str(about.get("language") or "")
                records = tuple(_gold_record(r) for r in data["records"])
                found[name] = replace(gold, records=records, published=published, language=language)
            else:
                found[name] = replace(gold, mentions=_gold_mentions(data))
    if not found:
        raise NotFoundError(
            "no gold in " + ", ".join(str(f) for f in folders), remedy="Gold files are NAME.records.yaml, NAME.mentions.yaml."
        )
    return [found[name] for name in sorted(found)]


def read_predicted(path: Path) -> Predicted | None:
    """Return the scored part of a document JSON, None where the file is not there; raises DamagedError for no JSON."""
    if not path.exists():
        return None
    try:
        return parse_predicted(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"{path}: not a document JSON: {error}", remedy="Write it anew with extract run.") from error


def parse_predicted(data: Mapping[str, Any]) -> Predicted:
    """Return the scored part of a document JSON."""
    return Predicted(
        tuple(_predicted_record(r) for r in data.get("records", [])),
        tuple(
            PredictedMention(m["kind"], str(m.get("text", "")), _text(m.get("value")), str(m.get("name_en") or ""))
            for m in data.get("mentions", [])
        ),
        tuple(_predicted_note(n) for n in data.get("footnotes", [])),
        fold_quote(str((data.get("document") or {}).get("text") or "")),
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DamagedError(f"{path}: not a gold file: {error}", remedy="Mend the YAML (UTF-8).") from error
    return data if isinstance(data, dict) else {}


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _gold_record(data: Mapping[str, Any]) -> GoldRecord:
    slots = {slot: _gold_slot(data.get(slot)) for slot in SLOTS}
    rates = slots["rates"]
    slots["rates"] = replace(rates, optional=(*rates.optional, *_gold_fillers(data.get("rates_optional"))))
    said = tuple(str(q) for q in _as_list(data.get("evidence")))
    return GoldRecord(str(data["id"]), bool(data.get("optional")), slots, tuple(fold_quote(q) for q in said), said)


def _gold_slot(value: Any) -> GoldSlot:
    """Return a slot's notation resolved: plain, {any: […]}, {required: […], optional: […]}."""
    if isinstance(value, dict) and {"optional", "required"} & set(value):
        return GoldSlot((_gold_fillers(value.get("required")),), _gold_fillers(value.get("optional")))
    if isinstance(value, dict) and "any" in value:
        return GoldSlot(tuple(_gold_fillers(choice) for choice in value["any"]))
    return GoldSlot((_gold_fillers(value),))


def _gold_fillers(value: Any) -> tuple[GoldFiller, ...]:
    return tuple(
        GoldFiller(str(v["value"]), v.get("role") or "", v.get("comparator") or "")
        if isinstance(v, dict)
        else GoldFiller(str(v))
        for v in _as_list(value)
    )


def _gold_mentions(data: Mapping[str, Any]) -> GoldMentions:
    codes = {k: frozenset(str(c) for c in data[k]) if k in data else None for k in ("eccn", "hs")}
    notes = [GoldNote(str(k), v["after"], v.get("urls", 0), _text(v.get("date"))) for k, v in (data.get("footnotes") or {}).items()]
    return GoldMentions(
        _gold_values(data, "dates"),
        _gold_values(data, "percentages"),
        codes["eccn"],
        codes["hs"],
        tuple((str(k), str(v[1])) for k, v in data["entities"].items()) if "entities" in data else None,
        tuple(notes) if "footnotes" in data else None,
    )


def _gold_values(data: Mapping[str, Any], key: str) -> tuple[GoldValue, ...] | None:
    if key not in data:
        return None
    return tuple(
        GoldValue(
            str(v["text"]),
            str(v["value"]),
            tuple(str(a) for a in v.get("accept", [])),
            tuple(str(p) for p in v.get("parts") or []),
            bool(v.get("optional")),
        )
        for v in data[key]
    )


def _predicted_record(data: Mapping[str, Any]) -> PredictedRecord:
    slots = {slot: tuple(_predicted_fillers(data.get(slot))) for slot in SLOTS}
    said = tuple(e.get("quote", "") if isinstance(e, dict) else str(e) for e in _as_list(data.get("evidence")))
    return PredictedRecord(slots, tuple(fold_quote(q) for q in said), float(data.get("confidence", 1.0)), said)


def _predicted_fillers(value: Any) -> Iterable[PredictedFiller]:
    for v in _as_list(value):
        if not isinstance(v, dict):
            v = {"text": v, "value": v}
        names, translations = (tuple(str(v[k]) for k in keys if v.get(k) not in (None, "")) for keys in (NAMES, TRANSLATIONS))
        if names:
            amount = v["value"] if v.get("value") is not None else v.get("text", "")
            role, comparator = v.get("role") or "", v.get("comparator") or ""
            yield PredictedFiller(names, translations, _text(v.get("text")), str(amount), role, comparator)


def _predicted_note(data: Mapping[str, Any]) -> PredictedNote:
    citations = tuple(
        (tuple(str(u) for u in _as_list(c.get("urls"))), _text(c.get("date"))) for c in _as_list(data.get("citations"))
    )
    befores = tuple(str(r.get("before", "")) for r in _as_list(data.get("references")))
    return PredictedNote(str(data["marker"]), befores, citations)
