"""Lines of English lists, tables and headings: what a line without a verb states, and what an item takes from its list's head."""

from __future__ import annotations

import re

from extract.model import Filler, Place
from extract.records.english_clauses import EnglishClause
from extract.records.english_nouns import synthetic
from extract.records.english_verbs import Verb
from extract.records.english_words import BE, HAVE, MODALS, NEGATIONS, PREPOSITIONS, PRONOUNS, read_tokens
from extract.records.statements import Context, Statement, Term
from extract.spans import Span

# Kinds of blocks in which a line without a finite verb is a full statement.
TERSE = {"list", "table", "heading", "caption"}
# Where the noun phrase of an item ends and what is said about it begins.
_ASIDE = re.compile(r"(?:,|;|:|(?<!\b[A-Z])\.)(?:\s|$)|\s[–—-]\s|\s\(")
_LONGEST_ITEM = 160
# Words that a noun phrase has not: an item with one of them is a sentence, which says for itself whether it states an act.
_SENTENCE = BE | HAVE | MODALS | NEGATIONS | {"do", "does", "did"}
# A rate that begins or ends at nothing: from zero to 25 percent, from 5 percent to zero.
_ZERO = re.compile(r"\bfrom (?:(?P<from>zero|nil|free|duty[- ]free) to \d[\d.]*\s?(?:%|per ?cent)|\d[\d.]*\s?(?:%|per ?cent) to (?:zero|nil|free|duty[- ]free))", re.IGNORECASE)


def lines_of(ctx: Context, body: Span) -> list[EnglishClause]:
    """Read a line without a verb: a new measure, or a change of rate."""
    return _bare_line(ctx, body) or _rate_line(ctx, body)


def licence_line(ctx: Context, body: Span) -> list[EnglishClause]:
    """Read a line that opens with a licence's number as its grant: GL 99 – Transactions related to …; expires May 1."""
    licence = next((t for t in ctx.terms if t.word.noun == "permission" and t.word.kind == "noun" and body.start <= t.span.start <= body.start + 3), None)
    if licence is None or not re.search(r"\d", licence.span.of(ctx.text)) or not re.match(r"\s*(?:[–—:]|-\s)", ctx.text[licence.span.end : body.end]):
        return []
    at = Span(licence.span.start, licence.span.start)
    return [EnglishClause(body, Verb(synthetic("approve", at), "finite", at, ""), (), (), at, at, (), (), body)]


def name_licence(statement: Statement, ctx: Context) -> Statement:
    """Return the grant of a licence with the licence's number as what it is granted by."""
    licence = next(t for t in ctx.terms if t.word.noun == "permission" and statement.span.covers(t.span))
    name = licence.span.of(ctx.text)
    return statement.filled(instrument=(Filler(name, name, "licence-of-line", (Place(ctx.index, licence.span),)),))


def head_operator(head: Statement, at: Span) -> Term:
    """Return the operator of a list head's act as if it stood at `at`, before an item."""
    name = {"agree": "impose", "approve": "approve", "warn": "impose", "propose": "impose"}.get(head.action, head.action)
    return synthetic(name, at)


def goods_of_item(ctx: Context) -> Span | None:
    """Return the noun phrase with which an item begins, None where the item is a sentence.

    Accepted: "the port-entry fees on vessels owned by Chinese companies, which had …". Rejected: "Nothing changes for importers".
    """
    start = len(ctx.text) - len(ctx.text.lstrip(" -•*◦·–—\t"))
    aside = _ASIDE.search(ctx.text, start)
    end = aside.start() if aside else len(ctx.text)
    words = [t.lower for t in read_tokens(ctx.text, Span(start, end)) if t.is_word]
    if not words or end - start > _LONGEST_ITEM or any(w in _SENTENCE or w.endswith("n't") for w in words) or words[0] in PREPOSITIONS | PRONOUNS:
        return None
    return Span(start, end) if ctx.kind == "list" else None


def _rate_line(ctx: Context, body: Span) -> list[EnglishClause]:
    """Read a line of a list that only gives a change of rate (solar cells: from 25 percent to 50 percent)."""
    pair = {m.role: m for m in ctx.mentions if m.kind == "percentage" and m.role and body.covers(m.span)}
    head = re.match(r"^\W*([^:]{3,80}?)(?::|,|\s[–—-])?\s+(?:from|\d)", body.of(ctx.text))
    zero = _ZERO.search(body.of(ctx.text))
    if (set(pair) != {"from", "to"} and zero is None) or head is None or any(t.word.kind == "operator" and body.covers(t.span) for t in ctx.terms):
        return []
    if zero is not None:
        name = "impose" if zero["from"] else "lift"
    else:
        name = "reduce" if float(pair["to"].value) < float(pair["from"].value) else "increase"
    at = Span(body.start + head.end(1), body.start + head.end(1))
    return [EnglishClause(body, Verb(synthetic(name, at), "passive", at, ""), (), (), Span(body.start, at.start), at, (), (), body)]


def _bare_line(ctx: Context, body: Span) -> list[EnglishClause]:
    """Read a line of a list that only names a new measure as one that imposes it: New 25% tariff on trucks; a cell under Measure."""
    new = re.match(r"^\W*(?:an? )?(?:new|additional|further|\d+(?:\.\d+)?(?:%| percent))\b", body.of(ctx.text), re.IGNORECASE)
    named = ctx.column == "measure" and any(t.word.kind == "noun" and t.word.type for t in ctx.terms)
    if not (new or named) or re.search(r"\.\s*$", body.of(ctx.text)):
        return []
    at = Span(body.start, body.start)
    return [EnglishClause(body, Verb(synthetic("impose", at), "finite", at, ""), (), (), at, at, (), (), body)]


# What parts the day of a chronology's row from what happened: Feb. 1 (Day 13) | …, 12 May – …, On May 3: ….
_ROW_OF_DAY = re.compile(r"(?: ?\([^()]{1,30}\))? ?(?:\||:|[–—]| - |\t)")


def row_date(ctx: Context) -> tuple[Filler, ...]:
    """Return the date that heads a row of a chronology and holds for each of its sentences."""
    first = next((m for m in ctx.mentions if m.kind == "date"), None)
    if first is None or re.search(r"\w", re.sub(r"^\W*[Oo]n\b", "", ctx.text[: first.span.start])) or not _ROW_OF_DAY.match(ctx.text, first.span.end) or "/" in str(first.value):
        return ()
    return (Filler(first.text, first.value, "date-of-row", (Place(ctx.index, first.span),)),)
