"""The extractions of the project's own corpus, made once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.evaluate.gold import Gold, read_gold
from extract.export import build_brief
from extract.model import Extraction
from extract.pipeline import extract_document
from extract.schema import BriefPart

CORPUS = Path(__file__).parents[1] / "corpus"


@cache
def gold() -> dict[str, Gold]:
    """Return the gold of every brief, by name."""
    return {g.name: g for g in read_gold([CORPUS / "gold"])}


@cache
def extraction(name: str) -> Extraction:
    """Return what was found in `corpus/name` (a PDF or text file), read with the date of its gold."""
    path = CORPUS / name
    return extract_document(path, published=gold()[path.stem].published)


@cache
def brief(name: str) -> BriefPart:
    """Return the document JSON's model of `corpus/name`."""
    return build_brief(extraction(name))
