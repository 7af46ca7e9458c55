"""English statements: clauses, acts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.records.japanese import Topic
from extract.records.statements import Context, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_statements(ctx: Context, doc: Doc, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of an English passage in order, and the topic after it."""
    return [], topic
