"""Sentences that list acts after a colon or under numbers: amends the rules by (1) adding …; (2) removing …; the package includes: a ban on …."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.records.english_asides import find_brackets
from extract.records.english_clauses import EnglishClause
from extract.records.english_nouns import as_measure, synthetic
from extract.records.english_verbs import Verb
from extract.records.statements import Context, Term
from extract.spans import Span

# Number or letter of an item: (1), (iii), (b).
_NUMBER = r"\((?:\d{1,2}|[ivx]{1,4}|[a-h])\) "
# Where the row begins: after a colon, or at its first number.
_OPENS = re.compile(rf":\s+(?:{_NUMBER})?(?=[\w$“\"])|(?<=\s)\((?:1|i|a)\) ")
_NEXT = re.compile(rf";\s+(?:(?:and|or)(?: |, ))?(?:(?:also|finally|further|lastly),? )?(?:{_NUMBER})?|,? (?:and |or )?(?<=\s){_NUMBER}")
# Before a noun phrase that names a measure: a, new, certain, 25 percent.
_REACH = 70
# What somebody could or should do, is asked to do or does not do, and what a study finds, is no row of acts.
_NOBODYS = re.compile(
    r"\b(?:(?-i:may)|can|cannot|should|must|ought|(?:does|do|did|is|are|was|were|will|has|have) not|ask(?:s|ed|ing)|urg(?:es?|ed|ing)|petition(?:s|ed|ers?)?|request(?:s|ed|ing)?|call(?:s|ed|ing)? (?:on|for|upon)|powers?|authority to|"
    r"stud(?:y|ies)|surveys?|analys[ei]s|risks?|if|whether|questions?|comments?|effects?)\b",
    re.IGNORECASE,
)
# What is only planned.
_PLANNED = re.compile(r"\b(?:propos\w{1,4}|consider\w{0,3}|contemplat\w{1,4}|possible|potential|would|could|might|plans?|planned|intends?|aims?|threaten\w{0,3}|options?|draft|recommend\w{0,3})\b", re.IGNORECASE)
# What only goes on from the measure of the item before: fees on operators; on carriers.
_GOES_ON = re.compile(r"(?:on|for|against|over) (?=[a-z])")


# What a spokesperson speaks of before saying what is thought of it.
_REACTS = re.compile(
    r"\W*(?:In response to|Regarding|Reacting to|Responding to|Commenting on|Asked (?:about|to comment on)|With (?:regard|respect) to|Concerning|As for|On) (?P<what>[^;]{12,320}?), "
    r"(?:an? |the )?(?:[\w’'.-]+ ){0,6}?(?:spokes(?:person|man|woman)|official|ministry|minister)\b[^,;]{0,60}? (?:said|says|responded|replied|stated|stressed|told|noted|remarked|commented|called|urged|expressed)\b"
)
_COMMENTED = re.compile(r"\W*(?:On [\w ,]{3,20}, )?[^,;]{0,120}?\bspokes(?:person|man|woman)\b[^,;]{0,60}? (?:commented|remarked|responded|spoke|replied) (?:on|to|about) (?P<what>[^;]{12,320}?)(?:, (?:saying|stating|stressing|noting)\b|\.$)")


def find_reaction(text: str, body: Span) -> Span | None:
    """Return what another power did, on which a spokesperson only comments: Regarding the U.S. decision to list nine firms, the spokesperson said …."""
    said = _REACTS.match(text, body.start, body.end) or _COMMENTED.match(text, body.start, body.end)
    return Span(*said.span("what")) if said is not None else None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A sentence that lists acts: what stands before the row, and its items with the measure that each names (None where a verb opens it); whether they are only planned."""

    head: Span
    items: tuple[tuple[Span, Term | None], ...]
    planned: bool


def find_enumeration(ctx: Context, body: Span) -> Enumeration | None:
    """Return the acts that a sentence lists, None where it lists none or only the goods, places or names of one act.

    Accepted: "in these ways: revising the policy; and adding an exception", "includes: tariffs on cars; a ban on ore".
    Rejected: "bans the export of: drones; engines", "Two things are clear: talks go on; prices rise".
    """
    opening = _OPENS.search(ctx.text, body.start + 1, body.end)
    if opening is None or _NOBODYS.search(ctx.text, body.start, opening.start()):
        return None
    items: list[tuple[Span, Term | None]] = []
    at = opening.end()
    for cut in (*_NEXT.finditer(ctx.text, at, body.end), None):
        span = Span(at, cut.start() if cut is not None else body.end)
        noun = measure_of(ctx, span, items)
        if len(span) and (noun is not None or _opens_with_verb(ctx, span)):
            items.append((span, noun))
        at = cut.end() if cut is not None else body.end
    head = Span(body.start, opening.start() + (ctx.text[opening.start()] == ":"))
    return Enumeration(head, tuple(items), _PLANNED.search(head.of(ctx.text)) is not None) if len(items) > 1 else None


def measure_of(ctx: Context, item: Span, before: list[tuple[Span, Term | None]]) -> Term | None:
    """Return the measure that a noun phrase names at its head, or that of the item before it where it only goes on."""
    if _GOES_ON.match(ctx.text, item.start, item.end):
        return before[-1][1] if before else None
    row = [t for t in ctx.terms if t.word.kind == "noun" and item.covers(t.span)]
    noun = next((t for t in (as_measure(t, row, ctx.text) for t in row) if t.word.noun == "measure" and t.word.type), None)
    if noun is None or noun.span.start > item.start + _REACH:
        return None
    frame = next((t for t in row if t.word.noun == "frame"), noun)
    words = ctx.text[item.start : min(noun.span.start, frame.span.start)]
    plain = re.fullmatch(r"(?:(?:[\w.,’'$€£%-]|\.(?=\d))+ )*", words) and not re.search(r"\b(?:of|on|to|for|in|from|by|with|is|are|was|were|will|has|have)\b", words)
    return noun if plain and not _opens_with_verb(ctx, item) else None


def _opens_with_verb(ctx: Context, item: Span) -> bool:
    """Say whether an item begins with a verb that makes or hands over an act: imposing, to suspend, raises."""
    start = item.start + (3 if ctx.text.startswith("to ", item.start) else 0)
    return any(t.word.kind != "noun" and t.span.start == start for t in ctx.terms) and not re.match(r"\w+(?:tion|ment|al)\b", ctx.text[start : item.end])


def clause_of_item(ctx: Context, item: Span, noun: Term, planned: bool) -> EnglishClause:
    """Return a named measure of a row as the clause that imposes it."""
    at = Span(item.start, item.start)
    operator = synthetic("impose", at)
    verb = Verb(operator, "finite", at, "", "proposed" if planned else "done")
    return EnglishClause(item, verb, (), (), at, at, (), find_brackets(ctx.text, item), item)
