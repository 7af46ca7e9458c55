"""The recipe: a brief in, its measures out. Read this first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.citations import parse_citations
from extract.errors import UsageError
from extract.layout import analyse_layout
from extract.mentions.codes import find_codes
from extract.mentions.dates import compare_published, find_dates, infer_published
from extract.mentions.entities import find_entities
from extract.mentions.numbers import find_numbers
from extract.mentions.publisher import find_publisher
from extract.model import Citation, Document, Extraction, Issue, Language, Mention, Passage
from extract.nlp import analyse
from extract.normalize import normalise_document
from extract.read import read_bytes, read_source
from extract.records import assemble_records

if TYPE_CHECKING:
    from spacy.tokens import Doc


def extract_document(
    path: Path | None = None,
    *,
    data: bytes | None = None,
    name: str = "",
    password: str | None = None,
    published: str = "",
    language: Language | None = None,
) -> Extraction:
    """Read one brief (a file, or bytes with a name) and return everything found in it.

    `published` (EDTF) overrides the date read from the brief; `language` is the document's language where blocks
    leave it open. Raises an ExtractError where the input cannot be read; a doubtful value becomes an issue instead.
    """
    if path is None and data is None:
        raise UsageError("neither a path nor data was given")
    source = read_source(path, password=password) if path is not None else read_bytes(data or b"", name, password=password)
    document = analyse_layout(source)
    passages = normalise_document(document)
    docs = analyse_passages(passages)
    stated, inferred = (published or source.published, False)
    if not stated:
        stated, inferred = infer_published(passages)
    mentions, issues = find_mentions(passages, docs, "" if inferred else stated)
    publisher = find_publisher(passages, mentions)
    records = assemble_records(document, passages, docs, mentions, publisher)
    return Extraction(
        document=document,
        passages=passages,
        mentions=mentions,
        citations=find_citations(document),
        records=records,
        issues=(*source.issues, *document.issues, *issues, *compare_published(published, source.published, passages)),
        language=language or majority_language(passages),
        publisher=publisher.text if publisher is not None else "",
        published=stated,
    )


def analyse_passages(passages: Sequence[Passage]) -> list[Doc]:
    """Return one spaCy Doc a passage, each language in one batch."""
    docs: dict[int, Doc] = {}
    for language in ("ja", "en", "zh"):
        indices = [i for i, p in enumerate(passages) if p.language == language]
        if indices:
            docs |= dict(zip(indices, analyse([passages[i].text for i in indices], language), strict=True))
    return [docs[i] for i in range(len(passages))]


def find_mentions(passages: Sequence[Passage], docs: Sequence[Doc], published: str = "") -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Return everything found in the passages, in order, and what is doubtful about its dates."""
    dates, issues = find_dates(passages, published)
    found = (*dates, *_find_plain(passages), *find_entities(passages, docs))
    return tuple(sorted(found, key=lambda m: (m.passage, m.span.start, -m.span.end, m.kind))), tuple(issues)


def _find_plain(passages: Sequence[Passage]) -> list[Mention]:
    """Return numbers and codes, which need no context."""
    return [m for i, p in enumerate(passages) for m in (*find_numbers(i, p), *find_codes(i, p))]


def find_citations(document: Document) -> dict[str, tuple[Citation, ...]]:
    """Return the sources cited in each note, by the note's marker."""
    out: dict[str, tuple[Citation, ...]] = {}
    for note in document.notes:
        if note.span is not None:
            out[note.marker] = (*out.get(note.marker, ()), *parse_citations(note.span.of(document.text), note.span.start))
    return out


def majority_language(passages: Sequence[Passage]) -> Language:
    """Return the language in which most of the text is written."""
    counts: Counter[Language] = Counter()
    for passage in passages:
        counts[passage.language] += len(passage.text)
    return counts.most_common(1)[0][0] if counts else "ja"
