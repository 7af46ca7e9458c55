"""English sentences that only add to the act before them: when it takes effect or ends, how long it lasts, whom it lists.

The new duties take effect on May 1; This rule is effective June 3, 2024; The surcharge lapses in July: none is an act of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon.loader import read_lexicon
from extract.model import Filler, Mention, Place
from extract.records.english_roles import date_slot, distinct, plain
from extract.records.statements import Context, Statement
from extract.spans import Span

_LEXICON = read_lexicon("english")
_NOUN = "(?:" + "|".join(_LEXICON["told_before"]) + ")"
# The new duties on steel, which …,; This rule; Both measures; They: what the sentences before told of.
_SUBJECT = re.compile(
    rf"^\W*(?:[A-Z]{{4,}}: )?(?:However, |Instead, |Meanwhile, )?(?:(?:The|This|These|Those|Both|Such|All)(?: [\w’'-]+){{0,3}}? {_NOUN}(?: (?:on|of|for|over|against|to|in|from|under) [^,;.]{{2,60}}?)?(?:, [^,;.]{{2,60}},)?|It|They|Both|These|This) "
)
_AUXILIARY = r"(?:(?:will|would|shall|is|are|was|were|be|been|has|have|to|also|now|then|only|automatically|due|set|scheduled|slated|expected|itself|already|initially) )*"
_STARTS = re.compile(rf"{_AUXILIARY}(?:{'|'.join(_LEXICON['starts_to_apply'])})\b")
_ENDS = re.compile(rf"{_AUXILIARY}(?:{'|'.join(_LEXICON['ceases_to_apply'])})\b")
# They are listed under the destinations of …, The entities are located in ….
_LISTED = re.compile(r"^\W*(?:They|The (?:\w+ )?(?:entities|companies|persons|additions|parties|firms|individuals|entries)|These (?:entities|companies|persons|additions|parties|firms|individuals)) (?:are|were) (?:also )?(?:listed|located|based|headquartered|registered|incorporated) (?:under|in|across)\b")
_TIMES = ("effective_from", "effective_until")


def read_addition(ctx: Context, body: Span, targets: tuple[Filler, ...], own: tuple[Statement, ...]) -> Statement | None:
    """Return what a sentence adds to the act before it; None where it does more.

    `targets` are the countries of the sentence, `own` the statements that it was read as: start and end of a measure told
    before are no acts of their own (The surcharge lapses on May 1), but stay one where nothing before tells of the measure.
    """
    words = body.of(ctx.text)
    if _LISTED.match(words) and not own:
        return Statement(ctx.index, body, "entity_listing", "", {"target_jurisdictions": targets}, recalls="adds", wording=words) if targets else None
    subject = _SUBJECT.match(words)
    starts, ends = (pattern.match(words, subject.end()) if subject else None for pattern in (_STARTS, _ENDS))
    said = starts or ends
    if said is None or len(own) > 1:
        return None
    slots = _times(ctx, Span(body.start + said.start(), body.end), "effective_from" if starts else "effective_until")
    if not any(slots.get(s) for s in (*_TIMES, "duration")):
        return None
    slots["quantities"] = distinct([plain(ctx, m, "count-of-act-before") for m in ctx.within(Span(body.start, body.start + said.start()), "quantity")])
    slots = {k: v for k, v in slots.items() if v}
    if own:
        core = {k: v for k, v in own[0].slots.items() if k in {"measure_type", "action", "imposing", "authority", "items"}}
        return replace(own[0], slots={**core, **slots}, inherited=own[0].inherited & set(core), recalls="adds", wording=words)
    return Statement(ctx.index, Span(body.start, body.start + len(words.rstrip())), "", "", slots, recalls="adds", wording=words)


def _times(ctx: Context, region: Span, slot: str) -> dict[str, tuple[Filler, ...]]:
    """Return the start, end and length that a predicate gives; a date without a word of its own has the predicate's slot."""
    out: dict[str, tuple[Filler, ...]] = {}
    for m in ctx.within(region, "date"):
        told = date_slot(ctx, m)
        out.setdefault(told if told in _TIMES else slot, (_filler(ctx, m),))
    lengths = [m for m in ctx.within(region, "duration") if re.search(r"\b(?:for|lasts?|period of)(?: a| an| the| up to| at least| another| further| initial| period of)* ?$", ctx.text[: m.span.start])]
    return out | ({"duration": (plain(ctx, lengths[0], "length-of-act-before"),)} if lengths else {})


def _filler(ctx: Context, m: Mention) -> Filler:
    value = str(m.value).removesuffix("/..").removeprefix("../")
    return Filler(m.text, value, "time-of-act-before", (Place(ctx.index, m.span),))
