"""Sentences to slots: what the Japanese records say of one short text."""

from __future__ import annotations

from functools import cache

from extract.model import Extraction, MeasureRecord
from extract.pipeline import extract_document


def read_brief(text: str, published: str = "2026-03-31") -> Extraction:
    """Return everything found in a text brief."""
    return extract_document(data=text.encode(), name="brief.txt", published=published)


@cache
def records_of(text: str, published: str = "2026-03-31") -> tuple[MeasureRecord, ...]:
    """Return the records of a text in order of first mention."""
    return read_brief(text, published).records


def read_records(text: str) -> tuple[MeasureRecord, ...]:
    """Return the records of a text written in December 2025."""
    return records_of(text, "2025-12-01")


def core(record: MeasureRecord) -> tuple[str, str, tuple[str, ...]]:
    """Return type, action and acting jurisdictions."""
    kind, action = record.values("measure_type")[0], record.values("action")[0]
    return str(kind), str(action), tuple(str(v) for v in record.values("imposing"))


def slots_of(text: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Return the slots of every record of a text, as written."""
    return tuple({slot: tuple(f.text for f in fillers) for slot, fillers in r.slots.items()} for r in records_of(text))


def all_of(text: str, slot: str) -> tuple[str, ...]:
    """Return the fillers of one slot in all records of a text, as written."""
    return tuple(t for r in slots_of(text) for t in r.get(slot, ()))


def all_values(text: str, slot: str) -> tuple[str | float, ...]:
    """Return the values of one slot in all records of a text."""
    return tuple(v for r in records_of(text) for v in r.values(slot))
