"""The statement that an English clause makes: its act with the roles around it."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Filler, Place
from extract.records.actors import CARRIED_OVER, jurisdiction_fillers
from extract.records.english_actors import Subject
from extract.records.english_acts import ClauseAct
from extract.records.english_items import find_goods
from extract.records.english_nouns import has_no_object
from extract.records.english_roles import (
    Scope,
    distinct,
    find_agreement,
    find_dates,
    find_duration,
    find_instruments,
    find_parties,
    find_quantities,
    find_rates,
    find_targets,
    named,
    plain,
)
from extract.records.english_shares import Share
from extract.records.statements import Context, Statement, core_fillers
from extract.records.topics import Topic
from extract.spans import Span


def _core(ctx: Context, found: ClauseAct, span: Span) -> dict[str, tuple[Filler, ...]]:
    act = found.act
    action = "propose" if found.modality == "proposed" and act.action not in {"forgo", "warn"} else act.action
    return core_fillers(ctx, act.operator, (act.type, action), span, "composed")


def _fill_actor(scope: Scope, subject: Subject, slots: dict[str, tuple[Filler, ...]]) -> None:
    actor = subject.actor
    if actor is None or not subject.own:
        return
    slots["imposing"] = jurisdiction_fillers(scope.ctx, actor.span, actor.codes, "actor-of-clause")
    if actor.authority is not None:
        slots["authority"] = (named(scope.ctx, actor.authority, "acting-body"),)


# How a measure that begins to apply came about: the duties, announced by the ministry on 3 July, take effect ….
_ANNOUNCED = re.compile(r", (?:first |formally |originally )?(?:announced|adopted|published|issued|unveiled|enacted|signed|ordered|decreed|approved)\b(?= )[^;:]{2,120}?, $")


def _came_about(scope: Scope, found: ClauseAct, statement: Statement) -> Statement:
    """Return an act that begins to apply with the day and the offices of its announcement, told between its name and its verb."""
    ctx, clause = scope.ctx, scope.clause
    starts = found.act.action == "impose" and clause.verb.form != "passive" and has_no_object(clause, ctx.text)
    told = _ANNOUNCED.search(ctx.text, clause.subject.start, clause.verb.group.start) if starts else None
    if told is None:
        return statement
    aside = Span(told.start(), told.end())
    days = [m for m in ctx.mentions if m.kind == "date" and aside.covers(m.span)]
    bodies = [m for m in scope.names.bodies if aside.covers(m.span)]
    statement = statement.inheriting("date", tuple(plain(ctx, m, "day-of-announcement") for m in days[:1]))
    statement = statement.inheriting("imposing", tuple(Filler(m.text, m.jurisdiction, "announcing-body", (Place(ctx.index, m.span),)) for m in bodies[:1] if m.jurisdiction))
    return statement.inheriting("authority", distinct([named(ctx, m, "announcing-body") for m in bodies]))


def build_statement(share: Share, subject: Subject, topic: Topic) -> Statement:
    """Return the statement of one act with its roles; who acts is taken over where the clause names nobody."""
    scope, found = share.scope, share.found
    ctx, clause = scope.ctx, scope.clause
    slots = _core(ctx, found, clause.span)
    _fill_actor(scope, subject, slots)
    slots["target_jurisdictions"] = find_targets(scope, subject.actor)
    spans = share.goods or find_goods(ctx, clause, found.act, scope.names)
    slots["items"] = tuple(Filler(s.of(ctx.text), s.of(ctx.text), "goods-of-measure", (Place(ctx.index, s),)) for s in spans)
    slots["rates"] = find_rates(scope)
    slots["quantities"] = find_quantities(scope, found)
    for kind in ("eccn", "hs"):
        slots[kind] = distinct([plain(ctx, m, "code-in-clause") for m in scope.mentions(kind)])
    slots["instrument"] = find_instruments(scope)
    slots["entities"] = find_parties(scope)
    slots["agreement"] = find_agreement(scope)
    slots["duration"] = find_duration(scope)
    slots |= find_dates(scope)
    whole = clause.span
    slots["footnotes"] = tuple(Filler(k, k, "note-at-statement", (Place(ctx.index, whole),)) for at, k in ctx.passage.references if whole.start < at <= whole.end + 2)
    statement = Statement(ctx.index, whole, found.act.type, str(slots["action"][0].value), {k: v for k, v in slots.items() if v})
    return _inherit_actor(_came_about(scope, found, statement), ctx, subject, topic)


def _inherit_actor(statement: Statement, ctx: Context, subject: Subject, topic: Topic) -> Statement:
    actor = subject.actor
    if subject.own or actor is None:
        return statement
    place = (Place(ctx.index if subject.here or topic.passage < 0 else topic.passage, actor.span),)
    statement = statement.inheriting("imposing", tuple(Filler(c, c, CARRIED_OVER, place) for c in actor.codes))
    if actor.authority is not None:
        statement = statement.inheriting("authority", (replace(named(ctx, actor.authority, "acting-body"), places=place),))
    return statement
