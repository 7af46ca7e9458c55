"""Several amounts in one English clause: which rate belongs to which goods, and one act for each pair.

raised duties on footwear to 35 percent and on yarn to 20 percent      two acts
a 50 percent tariff on copper and a 10 percent tariff on lumber        two acts
duties on steel and aluminium to 25 percent and 10 percent, respectively   two acts
duties of between 10 percent and 20 percent on tyres                   one act
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Filler, Mention
from extract.records.english_acts import ClauseAct, adjust
from extract.records.english_items import find_goods, read_goods
from extract.records.english_nouns import nouns_of
from extract.records.english_roles import Scope
from extract.records.english_sums import SUMMED, narrow, split_sums
from extract.records.english_words import PREPOSITIONS
from extract.records.statements import Statement, Term
from extract.spans import Span

_RATED = {"tariff", "sanction", "subsidy", "import_control"}
_AND = r"(?:,|;)?\s(?:and|while|but|as well as|plus|along with|together with)\s|[,;]\s"
# What stands before a rate in a share that names its goods after it: and a further 10 percent on …
_BEFORE_RATE = re.compile(rf"(?:{_AND})(?:(?:an?|the|additional|further|another|new|separate|of|about|up to|at)\s)*$")
_AFTER_RATE = re.compile(rf"^(?:\s\([^()]*\))?(?:{_AND})(?=(?:the |those |that |on |for |of )?(?:[\w’'-]+ )*?(?:to|at|by|of|from|pay|face) (?:an? |about |up to )*$)")
# Goods that follow a rate: 50 percent (tariff) on copper, 10 percent for lumber.
_ON_GOODS = re.compile(r"^(?: ad valorem)?(?: (?:additional |import |export |anti-dumping |countervailing |safeguard )*(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|rates?|surtax(?:es)?))* (?:on|for) (?!(?:average|top|January|February|March|April|May|June|July|August|September|October|November|December)\b)[\w$“\"]")
_SPAN = re.compile(r"^,?\s(?:to|and|or|-|–)\s(?:an? |as much as |up to )?$|^\s?[-–]\s?$")


@dataclass(frozen=True, slots=True)
class Share:
    """One pair of goods and rate: the clause narrowed to it, its act, and its goods where the clause alone does not tell."""

    scope: Scope
    found: ClauseAct
    goods: tuple[Span, ...] = ()


def _amounts(scope: Scope) -> list[list[Mention]]:
    """Return the clause's rates, those that make one amount (from … to …, between … and …) together."""
    out: list[list[Mention]] = []
    text = scope.ctx.text
    for m in scope.mentions("percentage"):
        last = out[-1][-1] if out else None
        ranged = last is not None and _SPAN.match(text[last.span.end : m.span.start]) and re.search(r"\b(?:from|between|either)(?: an?| the current| zero)? $", text[: last.span.start])
        paired = last is not None and len(out[-1]) == 1 and {last.role, m.role} == {"from", "to"}
        if ranged or paired:
            out[-1].append(m)
        else:
            out.append([m])
    return out


def _cut(text: str, left: Mention, right: Mention) -> int | None:
    """Return where the share of the right rate begins, None where the two are not shared out."""
    between = text[left.span.end : right.span.start]
    goods_first = _AFTER_RATE.match(between)
    if goods_first:
        return left.span.end + len(between) - len(between.lstrip(" ,;"))
    before = _BEFORE_RATE.search(between)
    if before and before.start() > 2 and _ON_GOODS.match(between) and _ON_GOODS.match(text[right.span.end :]):
        return left.span.end + before.start()
    return None


# Measures that stand side by side in one object: a surtax on tin and a ban on zinc.
_SIDE_BY_SIDE = frozenset({"tariff", "export_control", "import_control", "sanction", "entity_listing", "port_fee", "subsidy", "procurement", "investigation", "transaction_review"})
_NEXT_MEASURE = re.compile(r"(?:,|;)?\s(?:and|as well as|along with|together with|plus)\s(?P<words>(?:[\w$€£%.’'-]+\s){0,5})$")


def as_banned(noun: Term) -> Term:
    """Return trade or investment that is forbidden as the measure on it: bans the import of oil and new investment in mines."""
    type_ = "transaction_review" if noun.word.type == "investment_commitment" else noun.word.type
    return Term(replace(noun.word, noun="measure", type=type_), noun.span) if noun.word.noun == "flow" else noun


def _kinds(scope: Scope, found: ClauseAct) -> list[Share]:
    """Return one share a measure where the verb's object names several of different types in a row, [] elsewhere.

    Accepted: "suspended the fee and its investigation". Rejected: "a probe into the tariff and its effects".
    """
    ctx, clause = scope.ctx, scope.clause
    bans = found.act.operator is not None and found.act.operator.word.name == "restrict"
    named = [as_banned(t) if bans else t for t in nouns_of(ctx, clause)]
    nouns = [t for t in named if t.word.noun == "measure" and t.word.type in _SIDE_BY_SIDE and t.span.start >= clause.verb.term.span.end]
    if len(nouns) < 2 or not any(found.act.noun is not None and t.span == found.act.noun.span for t in nouns) or found.act.type not in _SIDE_BY_SIDE or (found.act.operator is not None and found.act.operator.word.own):
        return []
    cuts: list[tuple[int, Term]] = []
    for before, noun in pairwise(nouns):
        link = _NEXT_MEASURE.search(ctx.text, before.span.end, noun.span.start)
        if noun.word.type != before.word.type and link is not None and (not bans or link.start() > before.span.end) and not any(w.lower() in PREPOSITIONS for w in link["words"].split()):
            cuts.append((link.start(), noun))
    if not cuts:
        return []
    first = replace(found, act=adjust(replace(found.act, type=nouns[0].word.type, noun=nouns[0]), ctx.text))
    ends = [*(at for at, _ in cuts[1:]), clause.span.end]
    out = [Share(replace(scope, clause=replace(clause, span=Span(clause.span.start, cuts[0][0]))), first)]
    for (at, noun), end in zip(cuts, ends, strict=True):
        act = adjust(replace(found.act, type=noun.word.type, noun=noun), ctx.text)
        out.append(Share(replace(scope, clause=narrow(clause, Span(at, end))), replace(found, act=act)))
    return out


# Behind a count of parties, the list they are put on or taken from; between it and the next count.
_OF_LIST = re.compile(r" (?:to|onto|on|from) [^;]{2,160}?(?:,|;)?\s(?:and|as well as|plus)\s(?:(?:an?|another|a further|an additional)\s)?$")
_TO_LIST = re.compile(r"(?: [\w’'-]+){0,6}? (?:to|onto|on|from) (?:the|its|their|this|that|both) ")


def _lists(scope: Scope, found: ClauseAct) -> list[Share]:
    """Return one share a list where parties are counted for each: adds three entities to one list and two persons to another."""
    verb = found.act.operator
    if verb is None or verb.word.name not in {"list", "lift"}:
        return []
    text, clause = scope.ctx.text, scope.clause
    counts = [m for m in scope.mentions("quantity") if m.span.start >= clause.verb.term.span.end]
    links = [_OF_LIST.match(text, a.span.end, b.span.start) for a, b in pairwise(counts)]
    if not links or any(k is None for k in links) or not _TO_LIST.match(text, counts[-1].span.end, clause.span.end):
        return []
    starts = [clause.span.start, *(m.span.start for m in counts[1:])]
    ends = [*(re.search(r"(?:,|;)?\s(?:and|as well as|plus)\s(?:\w+ ){0,2}$", text[: s]).start() for s in starts[1:]), clause.span.end]  # type: ignore[union-attr]
    spans = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    first = Share(replace(scope, clause=replace(clause, span=spans[0])), found)
    return [first, *(Share(replace(scope, clause=narrow(clause, s)), replace(found, act=replace(found.act, noun=None))) for s in spans[1:])]


def share_out(scope: Scope, found: ClauseAct) -> list[Share]:
    """Return the clause as one share a pair of goods and rate; one share where it states no more than one amount."""
    whole = [Share(scope, found)]
    sums = split_sums(scope) if found.act.type in SUMMED else []
    if sums:
        return [Share(s, found if not i else replace(found, act=replace(found.act, noun=None)), goods) for i, (s, goods) in enumerate(sums)]
    kinds = _kinds(scope, found) or _lists(scope, found)
    if kinds:
        return kinds
    amounts = _amounts(scope)
    if found.act.type not in _RATED or len(amounts) < 2:
        return whole
    text, clause = scope.ctx.text, scope.clause
    steps = _steps(scope, found, amounts)
    if steps:
        return steps
    cuts = [_cut(text, a[-1], b[0]) for a, b in pairwise(amounts)]
    if not cuts or any(c is None for c in cuts):
        return whole
    starts = [clause.span.start, *(c for c in cuts if c is not None)]
    ends = [*starts[1:], clause.span.end]
    spans = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    first = Share(replace(scope, clause=replace(clause, span=spans[0])), found)
    rest = [_share(scope, found, span, group) for span, group in zip(spans[1:], amounts[1:], strict=True)]
    return [first, *rest] if all(s.goods or (s.found.act.noun is not None and _names_side(s.scope)) for s in rest) else whole


def _names_side(scope: Scope) -> bool:
    """Say whether a share names whom it hits: a 25 percent tariff on Canada and a 10 percent tariff on China."""
    return any(scope.clause.shows(s) and re.search(r"\b(?:on|for|from|of) (?:the |all |goods (?:of|from) |imports from |products (?:of|from) )?$", scope.ctx.text[: s.start]) for s, _, form in scope.names.jurisdictions if form != "adjective")


# Between a rate and the day from which it applies: 10 percent effective January 1, 15% from March 1.
_APPLIES = re.compile(r"(?: ad valorem)?(?:,? (?:(?:effective|starting|beginning|commencing|applicable)(?: (?:on|from|in|as of))?|from|as of|as from|by|in|on) |\s?\((?:effective |from )?)")


def _steps(scope: Scope, found: ClauseAct, amounts: Sequence[Sequence[Mention]]) -> list[Share]:
    """Return one share a rate where each of several rates is followed by the day from which it applies, [] elsewhere."""
    ctx, clause = scope.ctx, scope.clause
    days = [next((m for m in ctx.mentions if m.kind == "date" and clause.shows(m.span) and _APPLIES.fullmatch(ctx.text[a[-1].span.end : m.span.start])), None) for a in amounts]
    if any(len(a) > 1 for a in amounts) or any(d is None for d in days):
        return []
    ends = [d.span.end for d in days if d is not None]
    goods = tuple(find_goods(ctx, clause, found.act, scope.names))
    out = [Share(replace(scope, clause=replace(clause, span=Span(clause.span.start, ends[0]))), found, goods)]
    for group, end in zip(amounts[1:], ends[1:], strict=True):
        out.append(Share(replace(scope, clause=narrow(clause, Span(group[0].span.start, end))), replace(found, act=replace(found.act, noun=None)), goods))
    return out


def _share(scope: Scope, found: ClauseAct, span: Span, group: Sequence[Mention]) -> Share:
    """Return the share that stands in `span`, whose verb is that of the whole clause."""
    text, clause = scope.ctx.text, scope.clause
    lead = re.compile(r"(?:\W|\b(?:and|while|but)\b)*(?:(?:the |its |those |that )?(?:(?:tariff|dut(?:y|ies)|rate|levy)s? )?(?:on|for|of) )?").match(text, span.start, span.end)
    at = lead.end() if lead else span.start
    after = _ON_GOODS.match(text[group[-1].span.end : span.end]) if _ON_GOODS.match(text[group[-1].span.end :]) else None
    narrowed = narrow(clause, Span(at if after is None else span.start, span.end))
    if after is not None:
        goods = read_goods(scope.ctx, narrowed, group[-1].span.end + after.end() - 1, span.end, scope.names)
    else:
        link = re.search(r"(?:\s(?:to|at|by|of|from|will pay|pay|face|would face|will face)|\s(?:an?|about|up|as much as))*\s?$", text[at : group[0].span.start])
        goods = read_goods(scope.ctx, narrowed, at, at + link.start() if link else group[0].span.start, scope.names)
    noun = next((t for t in scope.ctx.terms if t.word.kind == "noun" and t.word.type == found.act.type and span.covers(t.span)), None)
    return Share(replace(scope, clause=narrowed), replace(found, act=replace(found.act, noun=noun)), tuple(goods))


def pair_respectively(statement: Statement, scope: Scope) -> list[Statement]:
    """Return one statement a pair where goods and rates are named in two rows: on steel and aluminium, 25 and 10 percent respectively."""
    items, rates = statement.slots.get("items", ()), statement.slots.get("rates", ())
    if len(items) < 2 or len(items) != len(rates) or not re.search(r"\brespectively\b", scope.clause.span.of(scope.ctx.text)):
        return [statement]
    return [replace(statement, slots={**statement.slots, "items": (i,), "rates": (r,)}) for i, r in zip(items, rates, strict=True)]


# What one share says and the others leave out.
_COMMON = ("target_jurisdictions", "date", "effective_from", "effective_until", "duration", "instrument", "agreement")


def complete(statements: Sequence[Statement]) -> list[Statement]:
    """Let the shares of one clause tell each other dates, basis and sides."""
    out: list[Statement] = []
    for statement in statements:
        for other in statements:
            for slot in _COMMON:
                fillers: tuple[Filler, ...] = other.slots.get(slot, ())
                statement = statement.inheriting(slot, fillers) if other is not statement else statement
        out.append(statement)
    return out
