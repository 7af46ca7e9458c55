"""What is stored of an extraction, made ready without a database, so that other processes can do it and send it small."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.export import build_brief
from extract.model import Extraction
from extract.schema import BriefPart
from extract.store.geometry import pack


@dataclass(frozen=True, slots=True)
class Prepared:
    """A brief as its JSON has it, and the place of each of its characters, packed.

    `fingerprint` is that of the process that read it; `seconds` is how long that took.
    """

    brief: BriefPart
    geometry: bytes
    fingerprint: str
    seconds: float = field(default=0.0, compare=False)


def prepare(extraction: Extraction, fingerprint: str) -> Prepared:
    """Make an extraction ready to be stored."""
    return Prepared(_replace_nulls(build_brief(extraction)), pack(extraction.document), fingerprint)


def _replace_nulls(brief: BriefPart) -> BriefPart:
    """Return the brief with a mark for each null character, which PostgreSQL cannot keep; all offsets stay."""
    data = brief.model_dump_json()
    return BriefPart.model_validate_json(data.replace("\\u0000", "\\ufffd")) if "\\u0000" in data else brief
