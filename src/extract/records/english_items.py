"""What an English act concerns: the noun phrase after the verb, or after the preposition of its measure noun."""

from __future__ import annotations

import re

from extract.records.actors import Names
from extract.records.compose import Act
from extract.records.english_clauses import EnglishClause
from extract.records.statements import Context
from extract.spans import Span

_PREPOSITION = re.compile(r"^(?: \w+){0,2}? (?:on|of|for|over|to|in)(?: nearly)? ")
_LEADING = re.compile(
    r"^(?:(?:the|a|an|all|any|certain|some|its|their|new|additional|initial|approximately|about|nearly|more than|at least|up to|over|well over|longstanding|existing|expired|other|incremental|and|stable|long-term|expired|sale of|the sale of|imports? of|exports? of|purchases? of|sales? of|entries|listings of|value of|products in|addition of|an? \w+ of)\s+|"
    r"\$?[\d.,]+(?:\s?(?:million|billion|trillion|percent|%))?\s+(?:per year\s+)?(?:of\s+|in\s+|worth of\s+)?|(?:U\.S\.|American|Chinese|Japanese|Korean|Russian|European|Canadian|Mexican|Indian)(?:-made)?\s+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+)+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:[;:.](?:\s|$)|\s[–—-]\s|,? (?:which|that|who|while|with|by|from|under|pursuant|effective|until|through|in (?:20\d\d|addition|this|the (?:case|event|investigation|United)|response|accordance|exchange|order|connection|Annex|purchases)|as (?:part|well|of|specified)|for (?:Chinese|the purpose|national|an additional|a (?:second|third|total)|a period|at least|discussing|use)|to (?:be|address|the|a|an|implement|support|ensure|[A-Z]|exports|reexports)|on (?:the|a|January|February|March|April|May|June|July|August|September|October|November|December)|totaling|according|based|unless|if|since|after|before|following|starting|beginning|at a|than|per year|creating|determined|entering|imposed|applicable|has|have|had|will|would|may|is|are|was|were|and (?:adding|removing|imposing|lifting|is|are|was|were|will|has|have|charging|accepting)|destined|when|subject|covered|set out|against)\b)"
)
_INCLUDING = re.compile(r",? (?:including|such as) ")
_SPLIT = re.compile(r", and (?:other )?|, |; | and (?:other )?(?=[a-z]+\b)")
_EMPTY = re.compile(r"^(?:it|them|this|that|these|those|the|a|an|rule|action|actions|measures?|tariffs?|dut(?:y|ies)|rates?|restrictions?|controls?|exports?|imports?|list|entit(?:y|ies)|determination|notice|order|agreement|investigation|commitments?|implementation|purchases?|country|countries|United States|China|Japan)?$", re.IGNORECASE)


def _end(text: str, start: int, limit: int) -> int:
    stop = _STOP.search(text, start, limit)
    return stop.start() if stop else limit


def _trim(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    lead = _LEADING.match(piece)
    start = span.start + (lead.end() if lead else 0)
    body = re.sub(r"(?:\s*\([^()]*\)|[\s,.;:–-]|['’]s?)+$", "", text[start : span.end])
    if not body or _EMPTY.match(body):
        return None
    return Span(start, start + len(body))


def _pieces(text: str, span: Span) -> list[Span]:
    """Split a coordinated phrase; the members of "including a, b and c" come after their class."""
    parts: list[Span] = []
    including = _INCLUDING.search(text, span.start, span.end)
    regions = [Span(span.start, including.start()), Span(including.end(), span.end)] if including else [span]
    for region in regions:
        at = region.start
        for m in [*_SPLIT.finditer(text, region.start, region.end)]:
            parts.append(Span(at, m.start()))
            at = m.end()
        parts.append(Span(at, region.end))
    return [p for p in (_trim(text, s) for s in parts if len(s)) if p is not None]


def find_goods(ctx: Context, clause: EnglishClause, act: Act, names: Names) -> list[Span]:
    """Return the spans of the goods of an act, [] where the clause names none."""
    text, limit = ctx.text, clause.span.end
    operator = act.operator
    noun = act.noun if act.noun is not None and clause.span.covers(act.noun.span) else None
    if noun is not None and noun.word.noun in {"measure", "flow", "frame"}:
        link = _PREPOSITION.match(text[noun.span.end : limit])
        if text[noun.span.start : noun.span.end].rstrip().endswith((" of", " on")):
            start = noun.span.end + 1
        elif link:
            start = noun.span.end + link.end()
        else:
            start = -1
        if start >= 0:
            found = _pieces(text, Span(start, max(start, _end(text, start, limit))))
            found = [f for f in found if not any(s.covers(f) for s, _, _ in names.jurisdictions)]
            if found:
                return found
    if operator is None or operator.span.end >= limit or act.type == "tariff":
        return []
    start = operator.span.end + 1
    end = _end(text, start, limit)
    if noun is not None and noun.span.start < end and noun.word.noun == "measure":
        return []
    found = _pieces(text, Span(min(start, end), end))
    return [f for f in found if not any(s.covers(f) for s, _, _ in names.jurisdictions)]
