"""Full-text search that finds two characters (関税, 米国): pairs of characters as the words of each database's own index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, TextClause, select, text

from extract.errors import UsageError
from extract.store.engine import Store
from extract.store.rows import insert_id
from extract.store.tables import documents, passages

# A piece of a document's text: small enough for PostgreSQL, which counts the places of a word up to 16,383 and 256 of each.
PIECE, OVERLAP = 400, 40
# A query is a few words; what is longer was pasted by mistake.
LONGEST_QUERY, MOST_WORDS = 200, 12


@dataclass(frozen=True, slots=True)
class TextHit:
    """A place in a document's text that has all words of a query: the piece around it begins at `start`."""

    document: int
    name: str
    start: int
    text: str


def fold_letters(words: str) -> str:
    """Return the letters and figures of a text alone, in one form: NFKC, small, without spaces and signs."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in plain if char.isalnum() or unicodedata.category(char).startswith("M"))


def cut_pairs(letters: str) -> list[str]:
    """Return each letter with the one after it, the last alone: 輸入税 → 輸入, 入税, 税."""
    return [letters[i : i + 2] for i in range(len(letters))]


def index_passage(connection: Connection, row: dict[str, Any]) -> None:
    """Insert a passage and its pairs."""
    number = insert_id(connection, passages, row)
    pairs = cut_pairs(fold_letters(row["text"]))
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO passage_index (rowid, grams) VALUES (:id, :grams)"),
            {"id": number, "grams": " ".join(pairs)},
        )
        return
    # As PostgreSQL writes its own type: its parser, which depends on the server's language, is never asked.
    grams = " ".join(f"'{pair}':{min(at, 16383)}" for at, pair in enumerate(pairs, 1))
    connection.execute(
        text("INSERT INTO passage_index (id, grams) VALUES (:id, CAST(:grams AS tsvector))"),
        {"id": number, "grams": grams},
    )


def drop_passages(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete passages and what the index has of them."""
    if numbers:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM passage_index WHERE rowid = :id"), [{"id": n} for n in numbers])
        connection.execute(passages.delete().where(passages.c.id.in_(numbers)))


def match_passages(dialect: str, words: str) -> TextClause | None:
    """Return the condition that a passage (passages.id) has all words of a query, None for a query without letters."""
    terms = [t for t in map(fold_letters, words.split()) if t]
    if len(words) > LONGEST_QUERY or len(terms) > MOST_WORDS:
        raise UsageError("the search is too long", remedy=f"Give at most {MOST_WORDS} words.")
    if not terms:
        return None
    if dialect == "sqlite":
        query = " AND ".join(map(_phrase_sqlite, terms))
        return text("passages.id IN (SELECT rowid FROM passage_index WHERE grams MATCH :words)").bindparams(words=query)
    query = " & ".join(map(_phrase_postgresql, terms))
    return text("passages.id IN (SELECT id FROM passage_index WHERE grams @@ CAST(:words AS tsquery))").bindparams(
        words=query
    )


def _pairs_of(term: str) -> list[str]:
    """Return the pairs of a word that is searched; its last letter may have any after it."""
    return cut_pairs(term)[:-1]


def _phrase_sqlite(term: str) -> str:
    pairs = _pairs_of(term)
    return f'"{" ".join(pairs)}"' if pairs else f'"{term}"*'


def _phrase_postgresql(term: str) -> str:
    pairs = _pairs_of(term)
    return "(" + " <-> ".join(f"'{pair}'" for pair in pairs) + ")" if pairs else f"'{term}':*"


def cut_pieces(words: str) -> Iterable[tuple[int, str]]:
    """Yield (start, piece) of a document's text, each with a little of the one before, so that no word is cut in two."""
    for start in range(0, max(len(words), 1), PIECE - OVERLAP):
        yield start, words[start : start + PIECE]
        if start + PIECE >= len(words):
            return


def search_documents(store: Store, words: str, limit: int = 50) -> list[TextHit]:
    """Return the places in the newest texts of all documents that have all words of a query, documents in order."""
    condition = match_passages(store.engine.name, words)
    if condition is None:
        return []
    query = select(passages.c.document, documents.c.name, passages.c.start, passages.c.text).join(documents)
    query = query.where(passages.c.record.is_(None), condition).order_by(passages.c.document, passages.c.start)
    with store.reading() as connection:
        return [TextHit(*row) for row in connection.execute(query.limit(limit))]
