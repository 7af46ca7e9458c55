"""The document JSON as pydantic models: what `extract run --format json` writes and `extract schema` describes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from extract.model import Action, BlockKind, Comparator, EntityType, Language, MeasureType, MentionKind

Role = Literal["from", "to"]
Status = Literal["decided", "proposed", "agreed", "suspended", "ended", "dropped", "unknown"]
Edtf = Annotated[str, Field(description="EDTF (ISO 8601-2), for example 2025-05-21/2025-05-31 or 2025-04-02/..")]
Value = int | float | str
PageNumber = Annotated[int, Field(ge=1, description="1-based")]
Offset = Annotated[int, Field(ge=0, description="code points in document.text; end is exclusive")]
Box = Annotated[
    tuple[float, float, float, float],
    Field(description="x0, y0, x1, y1 in PDF points from the page's top left corner"),
]


class Part(BaseModel):
    """Base of all parts: unknown keys are refused. A key whose default is null is left out while it has no value."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class EvidencePart(Part):
    """An unbroken stretch of the brief; `quote` is document.text[start:end], verbatim."""

    page: PageNumber | None = Field(description="null for files without pages")
    rects: list[Box] = Field(description="one a line; empty for files without pages")
    start: Offset
    end: Offset
    quote: str
    block: BlockKind


class DocumentPart(Part):
    """The brief itself; `text` is the source in reading order, without running heads and page numbers."""

    id: str = Field(description="the file's name without its ending")
    source: str
    sha256: str
    title: str | None
    publisher: str | None
    published: Edtf | None
    language: Language
    pages: int | None = Field(description="number of pages; null for files without pages")
    reader: Literal["pdf", "text", "html"]
    text: str


class FillerPart(Part):
    """One value of a slot, as written (NFKC) and as a value, with the rule that filled it and where it stands."""

    text: str
    value: Value
    role: Role | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    name_ja: str | None = None
    name_en: str | None = None
    rule: str
    evidence: list[EvidencePart]


class RecordIssuePart(Part):
    """A doubt about a record: the readings between which there was no ground to choose are its `candidates`."""

    code: str
    slot: str
    message: str
    candidates: list[str]


class ReviewPart(Part):
    """What a reviewer made of the record; `open` until somebody has looked."""

    state: Literal["open", "accepted", "rejected"]
    by: str | None
    at: str | None


def _list_codes(codes: object) -> Callable[[dict[str, Any]], None]:
    """Return what makes the schema of a slot name the codes that its values may be; docs/json.md says what each means."""

    def add(schema: dict[str, Any]) -> None:
        schema["items"]["properties"] = {"value": {"enum": list(get_args(codes))}}

    return add


class RecordPart(Part):
    """One measure: an act of public authority on trade, or a binding promise of one."""

    id: str
    title_ja: str
    title_en: str
    status: Status
    confidence: Annotated[float, Field(ge=0, le=1)]
    measure_type: list[FillerPart] = Field(json_schema_extra=_list_codes(MeasureType))
    action: list[FillerPart] = Field(json_schema_extra=_list_codes(Action))
    imposing: list[FillerPart]
    authority: list[FillerPart]
    target_jurisdictions: list[FillerPart]
    items: list[FillerPart]
    entities: list[FillerPart]
    eccn: list[FillerPart]
    hs: list[FillerPart]
    instrument: list[FillerPart]
    rates: list[FillerPart]
    quantities: list[FillerPart]
    date: list[FillerPart]
    effective_from: list[FillerPart]
    effective_until: list[FillerPart]
    duration: list[FillerPart]
    agreement: list[FillerPart]
    footnotes: list[FillerPart]
    evidence: list[EvidencePart] = Field(description="the statements of the act, not its context")
    issues: list[RecordIssuePart]
    review: ReviewPart


class MentionPart(Part):
    """Something found in the brief, whether or not a record uses it."""

    kind: MentionKind
    text: str
    value: Value
    unit: str | None = None
    comparator: Comparator | None = None
    role: Role | None = None
    type: EntityType | None = None
    name_en: str | None = None
    name_ja: str | None = None
    entity_id: str | None = None
    jurisdiction: str | None = None
    scheme: str | None = None
    anchor: Edtf | None = None
    rule: str
    evidence: list[EvidencePart]


class CitationPart(Part):
    """One source cited in a note."""

    publisher: str | None
    title: str | None
    date: Edtf | None
    urls: list[str]
    language: Language


class ReferencePart(Part):
    """A place that points to a note; `before` is the 20 characters before the marker (NFKC, no white space)."""

    before: str
    evidence: list[EvidencePart]


class FootnotePart(Part):
    """A note with its citations and all the places that point to it; no evidence where the note itself is missing."""

    marker: str
    text: str
    evidence: list[EvidencePart]
    citations: list[CitationPart]
    references: list[ReferencePart]


class IssuePart(Part):
    """A doubt about the brief as a whole, or about a page."""

    code: str
    message: str
    page: PageNumber | None = None
    evidence: list[EvidencePart] | None = None


class BriefPart(Part):
    """Everything that was found in one brief."""

    schema_version: str
    pipeline_version: str
    document: DocumentPart
    records: list[RecordPart]
    mentions: list[MentionPart]
    footnotes: list[FootnotePart]
    unused: list[int] = Field(description="indices of the dates, rates and codes in `mentions` that no record used")
    issues: list[IssuePart]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's dict: keys in the order of the fields, optional keys only where they have a value."""
        return self.model_dump(mode="json", exclude_defaults=True)


def schema_json() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the document JSON."""
    schema = BriefPart.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "brief-extract document"}
