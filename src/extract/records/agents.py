"""Who acts in a Japanese clause: its own subject or agent, the owner of the measure, the body applied to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records.actors import Actor, Names, is_pair, read_actor
from extract.records.agreements import MEETING
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.statements import Context, Term
from extract.records.topics import Topic
from extract.spans import Span

_ACTOR_PARTICLES = re.compile(r"^(?:は|が|も|では|側は|による|により|によって|からは|として|においても?|でも|においては|とも|ともに|は同|の側は)$")


# Subjects that are private whatever their name.
_PRIVATE = re.compile(r"(?:[^本]社|企業|メーカー|業者|事業者|銀行|グループ|業界|団体|投資家|消費者|輸入者|輸出者|商社)(?:側|など|等|各社)?$")


def _chunk_actor(chunk: Chunk, clause: Clause, ctx: Context, names: Names, topic: Topic) -> Actor | None:
    if not clause.shows(chunk.content):
        return None
    actor = read_actor(ctx.text, chunk.content, names)
    if actor is None and is_pair(chunk.content.of(ctx.text)) and topic.pair is not None:
        return replace(topic.pair, span=chunk.content)
    return actor


def _is_headline_topic(clause: Clause, k: int, ctx: Context) -> bool:
    """米商務省、…: a name and a comma at the head of a line stands for a topic."""
    chunk = clause.chunks[k]
    return chunk.particle == "" and chunk.comma and k <= 1 and not chunk.verb


def find_actor(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> tuple[Actor | None, bool]:
    """Return the clause's own actor, and whether a private party stands in the actor's place."""
    company = False
    best: Actor | None = None
    for k, chunk in enumerate(clause.chunks):
        role = bool(_ACTOR_PARTICLES.match(chunk.particle)) or _is_headline_topic(clause, k, ctx)
        if not role:
            continue
        actor = _chunk_actor(chunk, clause, ctx, names, topic)
        if actor is not None and actor.codes and best is None:
            best = actor
        elif actor is None and clause.shows(chunk.content) and chunk.particle in {"は", "が", "も"}:
            company = company or bool(_PRIVATE.search(chunk.content.of(ctx.text))) or any(m.type == "ORG" and chunk.content.covers(m.span) and m.span.end >= chunk.content.end - 1 for m in names.companies)
    if best is not None:
        return _with_others(best, clause, ctx, names), False
    return _owner(clause, ctx, names, topic, terms) or _parties(clause, ctx, names), company


def _with_others(actor: Actor, clause: Clause, ctx: Context, names: Names) -> Actor:
    """インド、パキスタン、スリランカ3国は: the powers named before in the same row act too."""
    at = next((k for k, c in enumerate(clause.chunks) if c.content.covers(actor.span)), 0)
    for chunk in reversed(clause.chunks[:at]):
        bare = [(s, c) for s, c, _ in names.jurisdictions if chunk.content.start == s.start and chunk.content.end - s.end <= 1]
        if not bare or chunk.particle not in {"", "と", "や", "及び"} or chunk.verb:
            break
        actor = Actor(Span(bare[0][0].start, actor.span.end), tuple(dict.fromkeys((bare[0][1], *actor.codes))), actor.authority)
    return actor


def _parties(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """米中閣僚級協議において…合意: the sides of a meeting agree where no other subject is named."""
    for chunk in clause.chunks:
        if chunk.particle in {"で", "では", "において", "においては"} and MEETING.search(chunk.content.of(ctx.text)):
            inside = [(s, c) for s, c, _ in names.jurisdictions if chunk.content.covers(s)]
            if len(inside) > 1:
                return Actor(Span(inside[0][0].start, inside[-1][0].end), tuple(dict.fromkeys(c for _, c in inside)))
    return None


_APPLICATION = re.compile(r"申請|届け出|届出|照会")


def find_addressee(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """BISに…許可を申請: the body applied to is the one that then grants or refuses."""
    if not _APPLICATION.search(clause.predicate.content.of(ctx.text)):
        return None
    for chunk in clause.chunks:
        actor = read_actor(ctx.text, chunk.content, names) if chunk.particle in {"に", "へ", "に対し", "に対して"} else None
        if actor is not None and actor.authority is not None:
            return actor
    return None


def _owner(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> Actor | None:
    """米国の対中関税, 中国側の措置, 中国125%から10%とする: whose measure it is."""
    for k, chunk in enumerate(clause.chunks):
        actor = _chunk_actor(chunk, clause, ctx, names, topic) if chunk.particle in {"の", "側の"} else None
        if actor is None or not actor.codes:
            continue
        after = clause.chunks[k + 1].content if k + 1 < len(clause.chunks) else None
        if after is not None and any(t.word.kind == "noun" and t.word.noun == "measure" and after.covers(t.span) for t in terms):
            return actor
    first = clause.chunks[0].content
    head = next((c for c in names.jurisdictions if c[0].start == first.start), None)
    if head is not None and re.match(r"^\d", ctx.text[head[0].end : head[0].end + 1]):
        return Actor(head[0], (head[1],))
    return None
