"""Short briefs for the tests of records."""

from __future__ import annotations

from extract.model import Extraction, MeasureRecord
from extract.pipeline import extract_document


def read_brief(text: str, published: str = "2025-12-01") -> Extraction:
    """Return everything found in a text brief."""
    return extract_document(data=text.encode(), name="brief.txt", published=published)


def read_records(text: str, published: str = "2025-12-01") -> tuple[MeasureRecord, ...]:
    """Return the records of a text brief."""
    return read_brief(text, published).records


def core(record: MeasureRecord) -> tuple[str, str, tuple[str, ...]]:
    """Return type, action and acting jurisdictions."""
    kind, action = record.values("measure_type")[0], record.values("action")[0]
    return str(kind), str(action), tuple(str(v) for v in record.values("imposing"))
