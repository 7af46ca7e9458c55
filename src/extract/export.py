"""An extraction as the document JSON (the contract of `extract run --format json`)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from extract import schema
from extract.evidence import Evidence, Locator
from extract.model import SLOTS, Citation, Extraction, Filler, Issue, MeasureRecord, Mention, Note, Passage, Place
from extract.spans import Span
from extract.version import SCHEMA_VERSION, __version__

# The text before a note's reference, kept so that the reference can be found again.
BEFORE = 20
# Kinds of mention that a reader would miss if no record used them.
ACCOUNTED = frozenset({"date", "percentage", "multiple", "eccn", "hs", "jp_item"})
STATUS: dict[str, schema.Status] = {
    "propose": "proposed",
    "agree": "agreed",
    "suspend": "suspended",
    "lift": "ended",
    "forgo": "dropped",
    "deny": "dropped",
}


def document_json(extraction: Extraction) -> dict[str, Any]:
    """Return the document JSON of one brief: same extraction, same bytes once it is dumped.

    Raises pydantic.ValidationError where a stage broke the contract (a value that is NaN, a page number below 1).
    """
    return build_brief(extraction).to_json()


def dump_json(data: Any) -> str:
    """Return JSON text with one-space indent, Japanese as itself, keys in the order of the contract."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def build_brief(extraction: Extraction) -> schema.BriefPart:
    """Return the extraction as the checked model behind the document JSON."""
    locator = Locator(extraction.document, extraction.passages)
    return schema.BriefPart(
        schema_version=SCHEMA_VERSION,
        pipeline_version=__version__,
        document=_document(extraction),
        records=[_record(r, locator) for r in extraction.records],
        mentions=[_mention(m, locator) for m in extraction.mentions],
        footnotes=[_footnote(n, extraction, locator) for n in extraction.document.notes],
        unused=find_unused(extraction),
        issues=[_issue(i, locator) for i in _collect_issues(extraction)],
    )


def find_unused(extraction: Extraction) -> list[int]:
    """Return the indices of the dates, rates and codes that no record used: no filler stands where they stand."""
    used: dict[int, list[Span]] = {}
    for record in extraction.records:
        for slot in SLOTS:
            for filler in record.slots.get(slot, ()):
                for place in filler.places:
                    used.setdefault(place.passage, []).append(place.span)
    return [
        index
        for index, mention in enumerate(extraction.mentions)
        if mention.kind in ACCOUNTED and not any(s.overlaps(mention.span) for s in used.get(mention.passage, ()))
    ]


def find_before(note_at: Span, extraction: Extraction) -> str:
    """Return what stands before a note marker at `note_at`, back to the last punctuation, at most 20 characters.

    NFKC, no white space, other markers left out. The comma or bracket before the last phrase is left out because it
    differs between texts of one brief; brackets and full stops right before the marker are kept. Fewer characters at the
    beginning of a block; a marker that opens its block is given the text before the block.
    """
    return _last_phrase(_text_before(note_at, extraction))


_PUNCTUATION = "、。,，;；:：「」『』()（）[]［］【】〈〉《》“”"


def _last_phrase(text: str) -> str:
    body = text[-BEFORE:].rstrip(_PUNCTUATION)
    return text[-BEFORE:][max(body.rfind(c) for c in _PUNCTUATION) + 1 :]


def _text_before(note_at: Span, extraction: Extraction) -> str:
    document = extraction.document
    for passage in _passages_at(note_at, extraction):
        offset = passage.map.to_derived(Span(note_at.start, note_at.start)).start
        before = _squeeze(passage.text[:offset])
        if before:
            return before
    marks = sorted(r.span for n in document.notes for r in n.references if r.span.end <= note_at.start)
    kept, end = "", note_at.start
    for mark in reversed(marks):
        kept, end = document.text[mark.end : end] + kept, min(end, mark.start)
        if len(_squeeze(kept)) >= BEFORE:
            return _squeeze(kept)
    return _squeeze(document.text[max(0, end - 8 * BEFORE) : end] + kept)


def _passages_at(span: Span, extraction: Extraction) -> Iterable[Passage]:
    blocks = extraction.document.blocks
    return (p for p in extraction.passages if blocks[p.block].span.covers(span))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _document(extraction: Extraction) -> schema.DocumentPart:
    document, source = extraction.document, extraction.document.source
    # A file name need not be valid text; what is not becomes a question mark.
    name = source.name.encode("utf-8", errors="replace").decode()
    return schema.DocumentPart(
        id=PurePath(name).stem or "document",
        source=name,
        sha256=source.sha256,
        title=document.title or source.title or None,
        publisher=extraction.publisher or None,
        published=extraction.published or None,
        language=extraction.language,
        pages=len(source.pages) if source.reader == "pdf" else None,
        reader=source.reader,
        text=document.text,
    )


def _record(record: MeasureRecord, locator: Locator) -> schema.RecordPart:
    slots = {slot: [_filler(f, locator) for f in record.slots.get(slot, ())] for slot in SLOTS}
    return schema.RecordPart(
        id=record.id,
        title_ja=record.title_ja,
        title_en=record.title_en,
        status=derive_status(record),
        confidence=round(record.confidence, 3),
        **slots,
        evidence=write_evidence(locator.locate(record.statements)),
        issues=[
            schema.RecordIssuePart(code=i.code, slot=i.slot, message=i.message, candidates=list(i.candidates))
            for i in record.issues
        ],
        review=schema.ReviewPart(state="open", by=None, at=None),
    )


def derive_status(record: MeasureRecord) -> schema.Status:
    """Return where the act stands by its own statement: `decided` unless its action says otherwise."""
    actions = record.values("action")
    return STATUS.get(str(actions[0]), "decided") if actions else "unknown"


def _filler(filler: Filler, locator: Locator) -> schema.FillerPart:
    return schema.FillerPart(
        text=filler.text,
        value=_plain(filler.value),
        role=filler.role,
        comparator=filler.comparator,
        unit=filler.unit or None,
        name_ja=filler.name_ja or None,
        name_en=filler.name_en or None,
        rule=filler.rule,
        evidence=write_evidence(locator.locate(filler.places)),
    )


def _mention(mention: Mention, locator: Locator) -> schema.MentionPart:
    return schema.MentionPart(
        kind=mention.kind,
        text=mention.text,
        value=_plain(mention.value),
        unit=mention.unit or None,
        comparator=mention.comparator,
        role=mention.role,
        type=mention.type,
        name_en=mention.name_en or None,
        name_ja=mention.name_ja or None,
        entity_id=mention.entity_id or None,
        jurisdiction=mention.jurisdiction or None,
        scheme=mention.scheme or None,
        anchor=mention.anchor or None,
        rule=mention.rule,
        evidence=write_evidence(locator.locate([Place(mention.passage, mention.span)])),
    )


def _plain(value: str | float) -> str | int | float:
    """Return whole numbers as integers, so that 34 % is 34 and not 34.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _footnote(note: Note, extraction: Extraction, locator: Locator) -> schema.FootnotePart:
    return schema.FootnotePart(
        marker=note.marker,
        text=_note_text(note, extraction),
        evidence=write_evidence(locator.locate_span(note.span)) if note.span is not None else [],
        citations=[_citation(c) for c in extraction.citations.get(note.marker, ()) if _is_of(c, note)],
        references=[
            schema.ReferencePart(before=find_before(r.span, extraction), evidence=write_evidence(locator.locate_span(r.span)))
            for r in note.references
        ],
    )


def _is_of(citation: Citation, note: Note) -> bool:
    """Say whether the citation stands in this note, and not in another of the same number on a later page."""
    return citation.span is None or note.span is None or citation.span.overlaps(note.span)


def _note_text(note: Note, extraction: Extraction) -> str:
    """Return the note as its passages read (lines joined), or plainly normalised where it has none."""
    if note.span is None:
        return ""
    parts = [p.map.to_derived(note.span).of(p.text) for p in _passages_in(note.span, extraction)]
    whole = " ".join(part.strip() for part in parts if part.strip())
    return whole or " ".join(unicodedata.normalize("NFKC", note.span.of(extraction.document.text)).split())


def _passages_in(span: Span, extraction: Extraction) -> Sequence[Passage]:
    blocks = extraction.document.blocks
    return [p for p in extraction.passages if blocks[p.block].span.overlaps(span)]


def _citation(citation: Citation) -> schema.CitationPart:
    return schema.CitationPart(
        publisher=citation.publisher or None,
        title=citation.title or None,
        date=citation.date or None,
        urls=list(citation.urls),
        language=citation.language,
    )


def _collect_issues(extraction: Extraction) -> list[Issue]:
    """Return the issues of reading, layout and analysis once each, in that order."""
    document = extraction.document
    pages = [i for page in document.source.pages for i in page.issues]
    return list(dict.fromkeys([*document.source.issues, *pages, *document.issues, *extraction.issues]))


def _issue(issue: Issue, locator: Locator) -> schema.IssuePart:
    evidence = write_evidence(locator.locate_span(issue.span)) if issue.span is not None else None
    return schema.IssuePart(code=issue.code, message=issue.message, page=issue.page, evidence=evidence)


def write_evidence(found: Iterable[Evidence]) -> list[schema.EvidencePart]:
    """Return evidence as parts of the document JSON."""
    return [
        schema.EvidencePart(
            page=e.page, rects=list(e.rects), start=e.span.start, end=e.span.end, quote=e.quote, block=e.block
        )
        for e in found
    ]
