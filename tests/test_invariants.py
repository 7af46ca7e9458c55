"""What must hold of every extraction, whatever the brief: quotes, rectangles, accounts, and the same bytes every time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from pydantic import BaseModel

from corpus_runs import CORPUS, brief, extraction
from extract.export import document_json, dump_json
from extract.model import SLOTS, Page
from extract.pipeline import extract_document
from extract.schema import BriefPart, EvidencePart

PDFS = sorted(path.name for path in CORPUS.glob("*.pdf"))
TEXTS = sorted(path.name for path in CORPUS.glob("*.txt"))
# What readers may give for a hyphen at a line's end.
HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\xad": "-", "‐": "-"})


def all_evidence(part: object) -> Iterator[EvidencePart]:
    if isinstance(part, EvidencePart):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from all_evidence(getattr(part, name))
    elif isinstance(part, list):
        for item in part:
            yield from all_evidence(item)


def letters(text: str) -> Counter[str]:
    """Count the characters apart from white space, decomposed, so that a voicing mark counts by itself."""
    return Counter(c for c in unicodedata.normalize("NFKD", text.translate(HYPHENS)) if not c.isspace())


def inside(page: Page, evidence: EvidencePart) -> str:
    """Return the page's visible characters whose middle lies in the evidence's rectangles."""
    middle_x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    middle_y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    held = np.zeros(len(page.text), bool)
    for x0, y0, x1, y1 in evidence.rects:
        held |= (middle_x >= x0) & (middle_x <= x1) & (middle_y >= y0) & (middle_y <= y1)
    held &= (page.boxes[:, 2] > page.boxes[:, 0]) & page.visible
    return "".join(page.text[i] for i in np.flatnonzero(held))


def test_there_are_briefs_in_both_forms() -> None:
    assert len(PDFS) >= 10
    assert [p.removesuffix(".pdf") for p in PDFS] == [t.removesuffix(".txt") for t in TEXTS]


@pytest.mark.parametrize("name", [*PDFS, *TEXTS])
def test_quotes_are_slices_of_the_text(name: str) -> None:
    found = brief(name)
    evidence = list(all_evidence(found))
    assert evidence
    for e in evidence:
        assert e.quote == found.document.text[e.start : e.end]
        assert e.quote == e.quote.strip() != ""
        assert (e.page is not None) == bool(e.rects) == name.endswith(".pdf")


@pytest.mark.parametrize("name", PDFS)
def test_rectangles_hold_the_quote_and_nothing_else(name: str) -> None:
    pages = {page.number: page for page in extraction(name).document.source.pages}
    for e in all_evidence(brief(name)):
        page = pages[e.page or 0]
        assert all(0 <= x0 < x1 <= page.width + 0.01 and 0 <= y0 < y1 <= page.height + 0.01 for x0, y0, x1, y1 in e.rects)
        assert letters(inside(page, e)) == letters(e.quote), e


@pytest.mark.parametrize("name", [*PDFS, *TEXTS])
def test_records_are_stated_and_fillers_placed(name: str) -> None:
    found = brief(name)
    ids = [record.id for record in found.records]
    assert len(ids) == len(set(ids))
    for record in found.records:
        assert record.evidence
        for slot in SLOTS:
            assert all(filler.evidence and filler.rule and filler.text for filler in getattr(record, slot))


@pytest.mark.parametrize("name", [*PDFS[:3], *TEXTS[:3]])
def test_the_same_file_gives_the_same_bytes(name: str) -> None:
    first, second = (dump_json(document_json(extract_document(CORPUS / name))) for _ in range(2))
    assert first == second


def slots(found: BriefPart) -> Counter[tuple[object, ...]]:
    """Count the records by what stands in their slots."""
    return Counter(
        tuple((slot, tuple(f.value for f in getattr(record, slot))) for slot in SLOTS if getattr(record, slot))
        for record in found.records
    )


@pytest.mark.parametrize("name", PDFS)
def test_pdf_and_text_of_a_brief_give_the_same_slots(name: str) -> None:
    assert slots(brief(name)) == slots(brief(name.replace(".pdf", ".txt")))
