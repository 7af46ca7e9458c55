"""English statements: clauses, acts and roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.model import Filler, Mention, Place
from extract.records.actors import Actor, Names, jurisdiction_fillers, read_names
from extract.records.compose import Act, compose
from extract.records.english_clauses import EnglishClause, find_asides, split_english
from extract.records.english_items import find_goods
from extract.records.japanese import Topic
from extract.records.statements import Context, Modality, Statement, Term
from extract.records.terms import find_terms
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_UNTIL = re.compile(r"\b(?:until|through|by|up to|expires? (?:on )?|till|ending|all by)(?: the end of| no later than)? ?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:effective|effective (?:on|as of|from)|from|beginning|starting|as of|on or after|take[s]? effect (?:on)?|took effect (?:on)?|became effective (?:on)?|in force (?:on|from)|commencing)(?: on)? ?$", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"\b(?:(?:[A-Z][\w.’'-]*|of|and|for|on|the|framework|trade|historic|massive|interim|joint|bilateral) )*(?:[Aa]greement|[Aa]ccord|[Dd]eal|[Jj]oint [Ss]tatement|[Ss]ummit|package of commitments|[Mm]emorandum of [Uu]nderstanding)(?: with the [A-Z]\w+(?: [A-Z]\w+)*)?\b"
)
_OF_PLACE = re.compile(r"^(?:['’]s?)?(?:\s+|-)(?:\w+[- ]){0,3}?(?:goods|products|imports|exports|companies|entities|firms|vessels|ships|beef|soybeans|aircraft|cars?|trucks?|agricultural|energy|automobiles|rice|poultry|origin|nationals|persons|steel)\b", re.IGNORECASE)
_TARGET_BEFORE = re.compile(r"\b(?:on|against|to|from|of|for|in|under the destinations? of(?: the)?|destined for|with)(?: (?:goods|products|imports|exports|entities|all|certain|the|nearly|companies|items|shipments|sales|People['’]s)){0,4} ?$", re.IGNORECASE)
_LIST_LINK = re.compile(r"^(?:\s*\([^()]*\))*(?:,| and|, and|;)\s*(?:the )?$")


@dataclass(frozen=True, slots=True)
class _Scope:
    """A clause being read: its passage, names, and the asides that belong to it."""

    ctx: Context
    clause: EnglishClause
    names: Names
    asides: tuple[Span, ...]

    def mentions(self, *kinds: str) -> list[Mention]:
        """Return the clause's own mentions of the given kinds."""
        return [m for m in self.ctx.mentions if m.kind in kinds and self.clause.span.covers(m.span) and self.clause.shows(m.span)]


def _actor_in(ctx: Context, names: Names, region: Span, nearest_to: int) -> Actor | None:
    """Return the public power named last in the subject region, as a noun (Japan, the EU, BIS) or as an owner (Japan's)."""
    found: list[Actor] = []
    for m in (*names.bodies, *names.people):
        if region.covers(m.span) and not re.search(r"(?:\bby|\bto|\bfrom|\bof|\bwith|\bin)(?: the| President)? $", ctx.text[: m.span.start]):
            found.append(Actor(m.span, (m.jurisdiction,) if m.jurisdiction else (), m if m.type == "ORG" else None))
    for span, code, form in names.jurisdictions:
        before = ctx.text[max(0, span.start - 14) : span.start]
        inside = any(a.span.covers(span) for a in found) or any(m.span.covers(span) and m.span != span for m in names.companies)
        if region.covers(span) and form in {"full", "short"} and not inside and not re.search(r"(?:\bto|\bfrom|\bof|\bwith|\bin|\bon|\bagainst|\bfor)(?: the)? $", before):
            found.append(Actor(span, (code,)))
    if not found:
        return None
    found.sort(key=lambda a: a.span.start)
    return _joined(ctx.text, found)


def _joined(text: str, found: Sequence[Actor]) -> Actor:
    """The United States and Japan act together; otherwise the last named before the verb acts."""
    last = found[-1]
    for before in reversed(found[:-1]):
        if not re.fullmatch(r"\s*(?:,|and|, and|-)?\s*(?:the |President )?", text[before.span.end : last.span.start]):
            break
        if before.authority is None and last.authority is None:
            last = Actor(Span(before.span.start, last.span.end), tuple(dict.fromkeys((*before.codes, *last.codes))))
    return last


def _agent(ctx: Context, names: Names, clause: EnglishClause) -> Actor | None:
    """Imposed by the United States."""
    for m in re.finditer(r"\bby (?:the |President )?", clause.span.of(ctx.text)):
        at = clause.span.start + m.end()
        for body in (*names.bodies, *names.people):
            if body.span.start == at:
                return Actor(body.span, (body.jurisdiction,) if body.jurisdiction else (), body if body.type == "ORG" else None)
        for span, code, _ in names.jurisdictions:
            if span.start == at:
                return Actor(span, (code,))
    return None


def _find_actor(scope: _Scope, topic: Topic) -> tuple[Actor | None, bool]:
    """Return who acts and whether the name stands in the clause itself."""
    ctx, clause = scope.ctx, scope.clause
    first = clause.supports[0] if clause.supports else clause.verb
    if first.passive:
        agent = _agent(ctx, scope.names, clause)
        return (agent, True) if agent is not None else (topic.actor, False)
    begin = min(clause.subject.start, clause.span.start) if clause.subject.end >= clause.span.start else clause.span.start
    region = Span(clause.span.start, first.term.span.start) if first.term.span.start >= clause.span.start else Span(begin, begin)
    own = _actor_in(ctx, scope.names, region, first.term.span.start)
    if own is not None:
        return own, True
    subject = _actor_in(ctx, scope.names, clause.subject, clause.subject.end) if clause.verb.role in {"by", "to", "main", "gerund"} else None
    return (subject, True) if subject is not None else (topic.actor, False)


def _targets(scope: _Scope, actor: Actor | None) -> tuple[Filler, ...]:
    ctx = scope.ctx
    out: dict[str, Filler] = {}
    acting = set(actor.codes) if actor is not None else set()
    verb_end = scope.clause.verb.term.span.end
    for span, code, form in scope.names.jurisdictions:
        if code in acting or not scope.clause.shows(span) or (span.start < verb_end and not scope.clause.verb.passive):
            continue
        if any(m.span.covers(span) and m.span != span for m in (*scope.names.bodies, *scope.names.companies)):
            continue
        after = ctx.text[span.end : span.end + 48]
        before = ctx.text[max(0, span.start - 60) : span.start]
        listed = bool(out) and _LIST_LINK.match(ctx.text[max(f.places[0].span.end for f in out.values()) : span.start])
        if form in {"adjective", "origin", "against", "bound"} or _OF_PLACE.match(after) or _TARGET_BEFORE.search(before) or listed:
            out.setdefault(code, Filler(span.of(ctx.text), code, "target-in-clause", (Place(ctx.index, span),)))
    return tuple(out.values())


def _date_slot(ctx: Context, mention: Mention) -> str:
    before = ctx.text[max(0, mention.span.start - 30) : mention.span.start]
    value = str(mention.value)
    if value.startswith("../") or _UNTIL.search(before):
        return "effective_until"
    if _FROM.search(before) or re.match(r"^(?:effective|from|starting|beginning)\b", mention.text, re.IGNORECASE):
        return "effective_from"
    return "date" if not value.endswith("/..") or re.search(r"\bsince $", before) is None else ""


def _dates(scope: _Scope) -> dict[str, tuple[Filler, ...]]:
    out: dict[str, tuple[Filler, ...]] = {}
    region = Span(min(scope.clause.subject.start, scope.clause.span.start), scope.clause.span.end)
    for m in scope.ctx.mentions:
        if m.kind != "date" or not region.covers(m.span) or any(h.overlaps(m.span) for h in scope.clause.hidden) or any(a.covers(m.span) for a in scope.asides):
            continue
        if not scope.clause.span.covers(m.span) and not scope.clause.subject.covers(m.span):
            continue
        slot = _date_slot(scope.ctx, m)
        value = str(m.value).removesuffix("/..").removeprefix("../")
        if slot and slot not in out:
            out[slot] = (Filler(m.text, value, f"{slot}-in-clause", (Place(scope.ctx.index, m.span),)),)
    return out


def _plain(ctx: Context, m: Mention, rule: str) -> Filler:
    return Filler(m.text, m.value, rule, (Place(ctx.index, m.span),), m.role, m.comparator, m.unit, m.name_ja, m.name_en)


def _named(ctx: Context, m: Mention, rule: str) -> Filler:
    return Filler(m.text, m.entity_id or m.text, rule, (Place(ctx.index, m.span),), name_ja=m.name_ja, name_en=m.name_en)


def _distinct(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    return tuple({f.value: f for f in reversed(fillers)}.values())[::-1]


def _agreement(scope: _Scope) -> tuple[Filler, ...]:
    for region in (scope.clause.span, scope.clause.subject):
        match = _AGREEMENT.search(scope.ctx.text, region.start, region.end)
        if match:
            start = match.start() + len(re.match(r"(?:(?:the|a|an|and|of|on|for|In|Under)\s)*", match[0])[0])  # type: ignore[index]
            span = Span(start, match.end())
            return (Filler(span.of(scope.ctx.text), span.of(scope.ctx.text), "deal-in-clause", (Place(scope.ctx.index, span),)),)
    return ()


def _rates(scope: _Scope) -> tuple[Filler, ...]:
    found = scope.mentions("percentage")
    kept = [m for m in found if m.role] if any(m.role for m in found) else found
    return tuple(_plain(scope.ctx, m, "rate-in-clause") for m in kept)


def _act(scope: _Scope, topic: Topic) -> tuple[Act, Modality] | None:
    clause, ctx = scope.clause, scope.ctx
    verb = clause.verb
    if verb.term.word.kind == "support" or verb.negative or any(v.negative for v in clause.supports):
        return None
    inside = [t for t in ctx.terms if clause.shows(t.span) and clause.span.covers(t.span) and not any(a.covers(t.span) for a in scope.asides)]
    nouns = [t for t in inside if t.word.kind == "noun" and (t.span.start >= verb.term.span.start or verb.passive)]
    subject_nouns = [t for t in ctx.terms if t.word.kind == "noun" and t.word.type and clause.subject.covers(t.span)] if verb.passive or verb.role == "main" else []
    inner = [t for t in inside if t.word.kind == "operator" and t.span.start > verb.term.span.end]
    rates = [m for m in scope.mentions("percentage") if m.role]
    if not any(t.word.type for t in nouns):
        nouns = [*nouns, *subject_nouns[-1:]]
    if not any(t.word.type for t in nouns) and topic.noun is not None and (rates or any(t.word.type == "" for t in nouns)):
        nouns = [topic.noun]
    act = compose(nouns, [*reversed(inner), verb.term])
    if act is None:
        return None
    modality: Modality = verb.modality
    for support in clause.supports:
        if support.term.word.modality == "proposed" or support.modality == "proposed":
            modality = "proposed"
        elif support.term.word.modality == "agreed" and modality == "done":
            modality = "agreed"
    return act, modality


def _core(ctx: Context, act: Act, modality: Modality, span: Span) -> dict[str, tuple[Filler, ...]]:
    place = (Place(ctx.index, span),)
    action = "propose" if modality == "proposed" and act.action != "forgo" else act.action
    word = act.operator.span.of(ctx.text) if act.operator is not None else action
    return {
        "measure_type": (Filler(word, act.type, "composed", place),),
        "action": (Filler(word, action, "composed", place),),
    }


def _build(scope: _Scope, act: Act, modality: Modality, topic: Topic) -> Statement:
    ctx, clause = scope.ctx, scope.clause
    whole = clause.span
    slots = _core(ctx, act, modality, whole)
    actor, own = _find_actor(scope, topic)
    if actor is not None and own:
        slots["imposing"] = jurisdiction_fillers(ctx, actor.span, actor.codes, "actor-of-clause")
        if actor.authority is not None:
            slots["authority"] = (_named(ctx, actor.authority, "acting-body"),)
    slots["target_jurisdictions"] = _targets(scope, actor)
    spans = find_goods(ctx, clause, act, scope.names)
    slots["items"] = tuple(Filler(s.of(ctx.text), s.of(ctx.text), "goods-of-measure", (Place(ctx.index, s),)) for s in spans)
    slots["rates"] = _rates(scope)
    slots["quantities"] = tuple(_plain(ctx, m, "count-in-clause") for m in scope.mentions("quantity"))
    slots["eccn"] = _distinct([_plain(ctx, m, "code-in-clause") for m in scope.mentions("eccn")])
    slots["hs"] = _distinct([_plain(ctx, m, "code-in-clause") for m in scope.mentions("hs")])
    slots["instrument"] = _distinct([_named(ctx, m, "named-instrument") for m in scope.mentions("entity") if m.type == "LIST"])
    slots["entities"] = _distinct([_named(ctx, m, "named-party") for m in scope.names.companies if m.type == "ORG" and clause.span.covers(m.span) and clause.shows(m.span)])
    slots["agreement"] = _agreement(scope)
    slots["duration"] = tuple(_plain(ctx, m, "duration-in-clause") for m in scope.mentions("duration"))[:1]
    slots |= _dates(scope)
    slots["footnotes"] = tuple(Filler(k, k, "note-at-statement", (Place(ctx.index, whole),)) for at, k in ctx.passage.references if whole.start < at <= whole.end + 2)
    statement = Statement(ctx.index, whole, act.type, str(slots["action"][0].value), {k: v for k, v in slots.items() if v})
    if not own and topic.actor is not None:
        at = topic.passage if topic.passage >= 0 else ctx.index
        statement = statement.inheriting("imposing", tuple(Filler(c, c, "actor-carried-over", (Place(at, topic.actor.span),)) for c in topic.actor.codes))
    return statement


def find_statements(ctx: Context, doc: Doc, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of an English passage in order, and the topic after it.

    `doc` (the tokens) is not needed by the rules at hand and is taken for symmetry with Japanese.
    """
    names = read_names(ctx)
    out: list[Statement] = []
    for sentence in ctx.passage.sentences:
        here: list[Statement] = []
        asides = find_asides(ctx.text, sentence)
        for clause in split_english(ctx.text, sentence, ctx.terms):
            scope = _Scope(ctx, clause, names, asides)
            found = _act(scope, topic)
            if found is not None:
                statement = _build(scope, *found, topic)
                for before in reversed(here):
                    for slot in ("agreement", "authority", "imposing"):
                        statement = statement.inheriting(slot, before.slots.get(slot, ()))
                here.append(statement)
            actor, own = _find_actor(scope, topic)
            if own and actor is not None and actor.codes:
                topic = replace(topic, actor=actor, passage=ctx.index)
        typed: list[Term] = [t for t in ctx.terms if t.word.kind == "noun" and t.word.type and sentence.covers(t.span) and t.word.noun == "measure"]
        topic = replace(topic, noun=typed[0]) if typed else topic
        out += here
    return out, topic


__all__ = ["find_statements", "find_terms"]
