"""Several sums in one English promise, each with what it is for: $4 billion of soybeans, $2 billion of aircraft and $9 billion of gas."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.model import Mention
from extract.records.english_clauses import EnglishClause
from extract.records.english_items import read_goods
from extract.records.english_roles import Scope
from extract.records.statements import Term
from extract.spans import Span

SUMMED = frozenset({"purchase_commitment", "investment_commitment", "subsidy"})
# What a sum is for, and what parts it from the sum before; a part of it (including, of which) is no sum of its own.
_FOR = re.compile(r"^(?: worth)? (?:of|in|for|on|into) (?!(?:it|them|that|this|which|the next|\d{4}|January|February|March|April|May|June|July|August|September|October|November|December)\b)(?=[\w“\"])")
_PARTED = re.compile(r"(?:,|;)?(?: and| as well as| plus| along with)?(?: (?:a further|another|an additional|an extra|about|around|some|roughly|nearly|over|up to|at least|more than))* $")
_PART = re.compile(r"\b(?:includ\w+|of which|of that|among (?:it|them)|comprising|consisting)\b")


def split_sums(scope: Scope) -> list[tuple[Scope, tuple[Span, ...]]]:
    """Return the clause narrowed to each sum, with its goods; nothing where it names no more than one sum with a purpose, or its verb comes later."""
    text = scope.ctx.text
    sums = scope.mentions("money")
    if len(sums) < 2 or scope.clause.verb.group.start > sums[0].span.start or not all(_FOR.match(text[m.span.end :]) for m in sums):
        return []
    cuts = [_cut(text, a, b) for a, b in pairwise(sums)]
    if any(c is None for c in cuts):
        return []
    starts = [scope.clause.span.start, *(c for c in cuts if c is not None)]
    spans = [Span(a, b) for a, b in zip(starts, [*starts[1:], scope.clause.span.end], strict=True)]
    out: list[tuple[Scope, tuple[Span, ...]]] = []
    for span, amount in zip(spans, sums, strict=True):
        clause = narrow(scope.clause, span) if out else replace(scope.clause, span=span)
        if not out and not scope.clause.subject.covers(amount.span):
            out.append((replace(scope, clause=clause), ()))  # the verb itself tells
            continue
        purpose = _FOR.match(text[amount.span.end :])
        goods = read_goods(scope.ctx, clause, amount.span.end + (purpose.end() if purpose else 0), span.end, scope.names)
        out.append((replace(scope, clause=clause), tuple(goods)))
    return out if all(goods for _, goods in out[1:]) else []


def _cut(text: str, left: Mention, right: Mention) -> int | None:
    between = text[left.span.end : right.span.start]
    parted = _PARTED.search(between)
    return left.span.end + parted.start() if parted and parted.group().strip() and not _PART.search(between) else None


def narrow(clause: EnglishClause, span: Span) -> EnglishClause:
    """Return the clause narrowed to a share of it, whose verb is that of the whole."""
    at = Span(span.start, span.start)
    return replace(clause, span=span, verb=replace(clause.verb, term=Term(clause.verb.term.word, at), group=at), inner=(), shared=True)
