"""English sentences that only add to the act before them: when it takes effect or ends, how long it lasts, whom it lists.

The new duties take effect on May 1; This rule is effective June 3, 2024; The surcharge lapses in July: none is an act of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon.loader import read_lexicon
from extract.model import Filler, Mention, Place
from extract.records.english_roles import as_times, date_slot, distinct, plain
from extract.records.statements import Context, Statement
from extract.spans import Span

_LEXICON = read_lexicon("english")
_NOUN = "(?:" + "|".join(_LEXICON["told_before"]) + ")"
# What is said of it before its verb: on steel, set out in the annex to this notice.
_SAID_OF = r"(?: (?:on|of|for|over|against|to|in|from|under) [^,;.]{2,60}?| (?:set (?:out|forth)|provided(?: for)?|imposed|established|listed|described|contained|specified) (?:in|by|under) [^,;.]{2,60}?)?"
# The new duties on steel, which …,; This rule; Both measures; They: what the sentences before told of.
_SUBJECT = re.compile(
    rf"^\W*(?:(?:[A-Z]{{4,}}|Dates?|Effective [Dd]ate): )?(?:However, |Instead, |Meanwhile, )?(?:(?:The|This|These|Those|Both|Such|All)(?: [\w’'-]+){{0,3}}? {_NOUN}{_SAID_OF}(?:, (?:[^,;.]|\.(?=\d)){{2,60}},)?|(?:Registration|Suspension|Protection|Exemption|Enforcement|Collection|Application|Implementation)(?: of [^,;.]{{2,60}}?)?|It|They|Both|These|This) "
)
# Effective Date: May 7, 2024; Applicable June 3, 2024: nothing but when the document applies.
_DATE_LINE = re.compile(r"^\W*(?:(?:DATES?|Dates?|Effective [Dd]ate):\s*)?(?:(?:This (?:[a-z]+ ){0,3}is|The effective date of (?:this|the) (?:[a-z]+ ){0,4}is) )?(?:[Ee]ffective|[Aa]pplicable|(?<=is ))(?: (?:[Dd]ate|[Oo]n|[Ff]rom|[Aa]s of|[Bb]eginning))*:?\s+$")
_AUXILIARY = r"(?:(?:will|would|shall|is|are|was|were|be|been|has|have|to|also|now|then|only|automatically|due|set|scheduled|slated|expected|itself|already|initially) )*"
_STARTS = re.compile(rf"{_AUXILIARY}(?:{'|'.join(_LEXICON['starts_to_apply'])})\b")
_ENDS = re.compile(rf"{_AUXILIARY}(?:{'|'.join(_LEXICON['ceases_to_apply'])})\b")
# They, All thirteen, These ten entities: the parties told of before.
_PARTY = r"(?:entities|companies|persons|additions|parties|firms|individuals|entries|vessels|banks|affiliates|subsidiaries|organi[sz]ations)"
_PARTIES = rf"^\W*(?:They|(?:All|Most|Both|Each)(?: (?:of (?:them|these|which)|\d+|[a-z-]+)){{0,2}}?(?: {_PARTY})?|(?:The|These|Those)(?: [\w-]+){{0,3}}? {_PARTY}(?: and {_PARTY})?)"
# They are listed under the destinations of …, These ten entities, listed under the destination of …, have been determined to …, All are in ….
_LISTED = re.compile(
    rf"{_PARTIES}(?:,? (?:who|which|that))?(?:[ ,](?!not\b)[^;]{{0,200}}?)? (?:(?:listed|placed|added|located|based|headquartered|registered|incorporated)(?: (?:on|to|in) the [^.;,]{{3,60}}? List)? (?:under|in|across)|(?P<bare>(?:are|were) (?:all )?in))(?: the destinations? of)? "
)
# Nothing follows where parties only "are in" a place: all were in Singapore for a fair.
_ROW_ENDS = re.compile(r"(?:\s?\([^()]{0,40}\))?[\s.,;]{0,4}(?:$|respectively\b|and (?:are|were)\b)")
# They are being added to the List: the listing told before, told again.
_LISTED_AGAIN = re.compile(rf"{_PARTIES} (?:are|were|will be|have been|are being|were being) (?:also )?(?:added|listed|placed|included|designated)\b")
_TIMES = ("effective_from", "effective_until")


def read_addition(ctx: Context, body: Span, targets: tuple[Filler, ...], own: tuple[Statement, ...]) -> Statement | None:
    """Return what a sentence adds to the act before it; None where it does more.

    `targets` are the countries of the sentence, `own` the statements that it was read as: start and end of a measure told
    before are no acts of their own (The surcharge lapses on May 1), but stay one where nothing before tells of the measure.
    """
    words = body.of(ctx.text)
    listing = _of_listing(ctx, body, targets, own)
    if listing is not None:
        return listing
    if not own and (line := _date_line(ctx, body)) is not None:
        return line
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


def _of_listing(ctx: Context, body: Span, targets: tuple[Filler, ...], own: tuple[Statement, ...]) -> Statement | None:
    """Return what a sentence adds to the listing before it: under which countries its parties stand, or that they are listed once more."""
    words = body.of(ctx.text)
    if any(s.type != "entity_listing" or s.action != "impose" for s in own) or len(own) > 1:
        return None
    listed = _LISTED.match(words)
    row = _row_of_places(ctx, targets, body.start + listed.end()) if listed else ()
    if listed and row and listed["bare"] and not _ROW_ENDS.match(ctx.text, row[-1].places[0].span.end, body.end):
        row = ()
    if own and (row or _LISTED_AGAIN.match(words)):
        kept = {**own[0].slots, **({"target_jurisdictions": row} if row else {})}
        return replace(own[0], slots=kept, recalls="adds", wording=words)
    return Statement(ctx.index, body, "entity_listing", "", {"target_jurisdictions": row}, recalls="adds", wording=words) if row else None


def _date_line(ctx: Context, body: Span) -> Statement | None:
    """Return what a line adds that only says when the document above it applies."""
    first = next((m for m in ctx.mentions if m.kind == "date" and body.covers(m.span)), None)
    if first is None or not _DATE_LINE.match(ctx.text[body.start : first.span.start]):
        return None
    return Statement(ctx.index, body, "", "", _times(ctx, body, "effective_from"), recalls="adds", wording=body.of(ctx.text))


def _row_of_places(ctx: Context, targets: tuple[Filler, ...], start: int) -> tuple[Filler, ...]:
    """Return the countries named in a row that begins at `start`: under the destinations of China (6), Iran, and Pakistan."""
    row: list[Filler] = []
    at = start
    for filler in targets:
        span = filler.places[0].span
        if span.start >= start and re.fullmatch(r"(?:\s*\([^()]*\))?(?:[\s,;]|\b(?:and|or|the|in|of|People['’]s Republic|as well as)\b)*", ctx.text[at : span.start]):
            row.append(filler)
            at = span.end
    return tuple(row)


def times_told(ctx: Context, region: Span) -> dict[str, tuple[Filler, ...]]:
    """Return the start and end of which the words before a date leave no doubt."""
    out: dict[str, tuple[Filler, ...]] = {}
    for m in ctx.within(region, "date"):
        told = date_slot(ctx, m)
        for name, filler in as_times(told, _filler(ctx, m)) if told in _TIMES else ():
            out.setdefault(name, (filler,))
    return out


def _times(ctx: Context, region: Span, slot: str) -> dict[str, tuple[Filler, ...]]:
    """Return the start, end and length that a predicate gives; a date without a word of its own has the predicate's slot."""
    out: dict[str, tuple[Filler, ...]] = {}
    for m in ctx.within(region, "date"):
        told = date_slot(ctx, m)
        for name, filler in as_times(told if told in _TIMES else slot, _filler(ctx, m)):
            out.setdefault(name, (filler,))
    lengths = [m for m in ctx.within(region, "duration") if re.search(r"\b(?:for|lasts?|period of)(?: a| an| the| up to| at least| another| further| initial| period of)* ?$", ctx.text[: m.span.start])]
    return out | ({"duration": (plain(ctx, lengths[0], "length-of-act-before"),)} if lengths else {})


def _filler(ctx: Context, m: Mention) -> Filler:
    value = str(m.value).removesuffix("/..").removeprefix("../")
    return Filler(m.text, value, "time-of-act-before", (Place(ctx.index, m.span),))
