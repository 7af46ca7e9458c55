"""English sentences that only say which goods the act before them covers: The list will include products such as wine and shoes."""

from __future__ import annotations

import re

from extract.model import Filler, Place
from extract.records.actors import Names
from extract.records.english_additions import times_told
from extract.records.english_clauses import EnglishClause
from extract.records.english_items import read_goods
from extract.records.english_nouns import synthetic
from extract.records.english_verbs import Verb
from extract.records.statements import Context, Statement
from extract.spans import Span

# The list of these goods, The first phase of our response, Affected products: what the sentences before told of.
_TOLD = (
    r"(?:(?:The|This|These|Those|An?)(?: (?:full|first|second|third|initial|next|detailed|complete|final|targeted|affected|covered|listed|new|additional))*"
    r" (?:list|phase|tranche|round|goods|products|items|imports|tariffs?|dut(?:y|ies)|countermeasures|surtax(?:es)?|surcharges?|bans?|restrictions|controls)(?: (?:of|on|in) [^,.;]{2,60}?)?|(?:Affected|Covered|Targeted) (?:goods|products|items|imports))"
)
_COVERS = re.compile(
    rf"\W*{_TOLD}(?: (?:appl(?:y|ies)|will apply|cover|is|are) [^;]{{3,160}}?,? and)? (?:(?:will|would|also) ){{0,2}}(?:includ(?:es?|ed)|cover(?:s|ed)?|compris(?:es?|ed)|target(?:s|ed)?|appl(?:y|ies) to)"
    r"(?: (?:[a-z]+ )?(?:products|goods|items|imports),? (?:such as|like|including))? (?!the same\b|all\b|both\b)"
)


def read_members(ctx: Context, names: Names, body: Span) -> Statement | None:
    """Return the goods that a sentence without an act of its own adds to the act before it, None where it names none or tells of a measure."""
    found = _COVERS.match(ctx.text, body.start, body.end)
    if found is None or any(t.word.kind == "noun" and t.word.type and t.span.start >= found.end() and body.covers(t.span) for t in ctx.terms):
        return None
    at = Span(found.end(), found.end())
    clause = EnglishClause(body, Verb(synthetic("impose", at), "finite", at, ""), (), (), at, at, (), (), body)
    goods = read_goods(ctx, clause, found.end(), body.end, names)
    if not goods:
        return None
    slots = {"items": tuple(Filler(s.of(ctx.text), s.of(ctx.text), "goods-of-act-before", (Place(ctx.index, s),)) for s in goods)} | times_told(ctx, body)
    return Statement(ctx.index, body, "", "", slots, recalls="adds", wording=body.of(ctx.text))
