"""Who acts in an English clause where the subject alone does not tell: the owner of the measure, the state of the law or office, the other side."""

from __future__ import annotations

from dataclasses import replace

from extract.lexicon.names import name_of
from extract.records.actors import Actor
from extract.records.english_actors import Subject, find_agent, find_owner, find_subject
from extract.records.english_asides import DOCUMENTS
from extract.records.english_nouns import has_no_object, nouns_of, subject_nouns, undergoes
from extract.records.english_roles import Scope
from extract.records.english_words import INVESTMENT_OFFICES
from extract.records.topics import Topic


def subject_of(scope: Scope, topic: Topic) -> Subject:
    """Return who acts, with the owner of the measure where nobody is named: Chinese tariffs were lifted."""
    ctx, clause = scope.ctx, scope.clause
    subject = _of_spoken(find_subject(ctx, scope.names, clause, topic.actor, topic.pair), topic)
    bound = next((m for m in scope.names.bodies if m.jurisdiction and clause.verb.term.span.covers(m.span)), None)
    if bound is not None:
        return Subject(Actor(bound.span, (bound.jurisdiction,)), True)  # a state binds its own agencies
    if undergoes(clause, ctx.text) and not clause.supports:
        return _counterpart(subject, topic) if subject.own else (_licensor(scope) or _law_giver(scope) or Subject(topic.actor, False))
    if subject.own:
        return subject
    idle = has_no_object(clause, ctx.text) or clause.first.form == "nominal"
    nouns = [t for t in nouns_of(ctx, clause) if t.word.noun == "measure" and t.word.type] if idle else subject_nouns(ctx, clause)
    owner = find_owner(ctx, scope.names, nouns[-1].span.start) if nouns else None
    if owner is not None:
        return Subject(owner, True)
    return _law_giver(scope) or _empowered(scope, subject) or (replace(subject, foreign=False) if idle or nouns else subject)


def _empowered(scope: Scope, subject: Subject) -> Subject | None:
    """Return the state of an office whose powers a rule speaks of, where nobody is said to act: the rule extends CFIUS's jurisdiction."""
    office = next((m for m in scope.names.bodies if m.entity_id in INVESTMENT_OFFICES and m.jurisdiction and scope.clause.span.covers(m.span)), None)
    if office is None or subject.actor is not None or (subject.foreign and not DOCUMENTS.search(scope.clause.subject.of(scope.ctx.text).strip().lower())):
        return None
    return Subject(Actor(office.span, (office.jurisdiction,)), True)


def _of_spoken(subject: Subject, topic: Topic) -> Subject:
    """Return a body whose state nothing tells (Its Ministry of Transport) as one of the state spoken of."""
    actor, spoken = subject.actor, topic.actor
    if actor is None or actor.codes or actor.authority is None or spoken is None or len(spoken.codes) != 1:
        return subject
    if name_of(actor.authority.entity_id) is not None:
        return subject  # the IMF is of no state
    return replace(subject, actor=replace(actor, codes=spoken.codes))


def _counterpart(subject: Subject, topic: Topic) -> Subject:
    """Return the other of the two sides where one accepts or faces a measure."""
    actor, pair = subject.actor, topic.pair
    if actor is None or pair is None or not set(actor.codes) < set(pair.codes):
        return Subject(None, False)
    return Subject(replace(actor, codes=tuple(c for c in pair.codes if c not in actor.codes), authority=None), False, here=True)


def _licensor(scope: Scope) -> Subject | None:
    """Return the office whose licence is asked for: must hold a licence from the ministry."""
    actor = find_agent(scope.ctx, scope.names, scope.clause)
    return Subject(actor, True) if actor is not None and actor.codes else None


def _law_giver(scope: Scope) -> Subject | None:
    """Return the power whose law or list the clause names: Section 301 port fees are American."""
    codes = {m.jurisdiction: m.span for m in scope.mentions("entity") if m.type == "LIST" and m.jurisdiction}
    if len(codes) != 1 or scope.clause.first.form not in {"passive", "finite", "nominal"}:
        return None
    (code, span), = codes.items()
    return Subject(Actor(span, (code,)), True)
