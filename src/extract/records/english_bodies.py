"""Public bodies named by what they do instead of by their name: China's commerce ministry, the farm department in Manila, a federal court."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.lexicon.loader import read_lexicon
from extract.model import Mention
from extract.records.actors import Actor
from extract.records.statements import Context
from extract.spans import Span

_LEXICON = read_lexicon("english")
# One reading for a row of fields: foreign trade is two of them, not also one, and a row is short. Else the match takes time without end.
_FIELD = "(?:" + "|".join(_LEXICON["fields_of_bodies"]) + ")"
_KIND = "(?:" + "|".join(_LEXICON["kinds_of_bodies"]) + ")"
# commerce ministry, trade and industry ministry; department for international trade.
_BODY = re.compile(rf"\b{_FIELD}(?:(?:,| and|, and|[ -]) ?{_FIELD}){{0,4}} {_KIND}\b|\b(?:ministry|department) (?:of|for) {_FIELD}(?:(?:,| and|, and| ) ?{_FIELD}){{0,4}}\b")
_COURT = re.compile(r"\b(?:federal|appeals?|appellate|trade|district|supreme|high|higher|top|constitutional|administrative|regional|circuit|international)(?: (?:appeals?|trade|district|claims|administrative))? court\b|\b(?:appeals|appellate|circuit) judges\b")
# The state before its body, or the seat after it: China's, the Chinese; in Manila.
_OWNED = re.compile(r"(?:['’]s?)? (?:(?:new|own|federal|top|main|national|state|powerful|central|chief) ){0,2}$")
_AT_SEAT = re.compile(r" in (?:the )?$")


def find_described(ctx: Context, region: Span) -> Span | None:
    """Return the last stretch of a region that names a body by its field or rank, None where there is none."""
    found = [m for pattern in (_BODY, _COURT) for m in pattern.finditer(ctx.text, region.start, region.end)]
    last = max(found, key=lambda m: m.start(), default=None)
    return Span(last.start(), last.end()) if last else None


def as_mention(ctx: Context, span: Span) -> Mention:
    """Return a body that no list of names has as if it were named."""
    return Mention("entity", ctx.index, span, span.of(ctx.text), span.of(ctx.text), "office", type="ORG")


def of_described(ctx: Context, region: Span, found: Sequence[Actor], topic: Actor | None) -> Actor | None:
    """Return the body that a subject describes as actor: of the state before it or its seat, else of the state spoken of.

    `found` are the powers that the subject names. A federal court is American where no other state is spoken of.
    """
    span = find_described(ctx, region)
    if span is None or any(a.authority is not None for a in found):
        return None
    for actor in found:
        before, after = ctx.text[actor.span.end : span.start], ctx.text[span.end : actor.span.start]
        if (actor.span.end <= span.start and _OWNED.fullmatch(before)) or (span.end <= actor.span.start and _AT_SEAT.fullmatch(after)):
            return replace(actor, authority=as_mention(ctx, span))
    if found or re.search(r"\b(?:by|to|from|of|with|on|against|for|under|at|over|than)(?: the| an?)? $", ctx.text[region.start : span.start]):
        return None
    if topic is not None and len(topic.codes) == 1:
        return Actor(span, topic.codes, as_mention(ctx, span))
    federal = topic is None and re.match(r"federal|appeals|circuit", span.of(ctx.text))
    return Actor(span, ("US",), as_mention(ctx, span)) if federal else None


def with_body(ctx: Context, actor: Actor) -> Actor:
    """Return the agent of a passive with the body that its name only owns: banned by China's commerce ministry."""
    tail = _BODY.search(ctx.text, actor.span.end, actor.span.end + 60)
    if actor.authority is not None or tail is None or not _OWNED.fullmatch(ctx.text[actor.span.end : tail.start()]):
        return actor
    return replace(actor, authority=as_mention(ctx, Span(tail.start(), tail.end())))
