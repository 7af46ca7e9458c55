"""Japanese statements: sentences to clauses, clauses to acts, and the roles around each act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.model import Filler, Place
from extract.records.actors import (
    Actor,
    Names,
    is_pair,
    jurisdiction_fillers,
    read_actor,
    read_names,
    read_row_actor,
    target_fillers,
)
from extract.records.acts import ClauseAct, Surroundings, read_act, visible_terms
from extract.records.agreements import MEETING, agreement_fillers
from extract.records.chunks import Chunk, Sentence, read_sentence
from extract.records.clauses import Clause, split_clauses
from extract.records.compose import Act
from extract.records.instruments import enacted_fillers, instrument_fillers, owner_fillers
from extract.records.items import find_items, find_shares, find_topic_goods
from extract.records.parties import authority_fillers, entity_fillers, spoken_of_fillers, takes_parties
from extract.records.quantities import code_fillers, quantity_fillers, rate_fillers
from extract.records.scope import Scope
from extract.records.statements import Context, Statement, Term
from extract.records.terms import find_terms
from extract.records.times import date_fillers, duration_fillers, made_date, start_of_application
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACTOR_PARTICLES = re.compile(r"^(?:は|が|も|では|側は|による|により|によって|からは|として|においても?|でも|においては|とも|ともに|は同|の側は)$")


_QUOTED_NAME = re.compile(r"[「『“][^「」『』“”をはがにで、。]{1,30}[」』”]")


@dataclass(frozen=True, slots=True)
class Topic:
    """What carries over from clause to clause: who acts, the last measure noun, and where the two sides were named."""

    actor: Actor | None = None
    passage: int = -1
    noun: Term | None = None
    pair: Actor | None = None
    pair_passage: int = -1
    control: Term | None = None
    date: tuple[Filler, ...] = ()


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


def _find_actor(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> tuple[Actor | None, bool]:
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
            company = company or any(m.type == "ORG" and chunk.content.covers(m.span) and m.span.end >= chunk.content.end - 1 for m in names.companies)
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


def _notes(ctx: Context, whole: Span, sentence: Span) -> tuple[Filler, ...]:
    """Return the markers that stand in the statement or right behind it, else the next one in its sentence."""
    place = (Place(ctx.index, whole),)
    inside = [marker for at, marker in ctx.passage.references if whole.start < at <= whole.end + 1]
    after = [marker for at, marker in ctx.passage.references if whole.end + 1 < at <= sentence.end + 1]
    return tuple(Filler(marker, marker, "note-at-statement", place) for marker in inside or after[:1])


def _core(clause_act: ClauseAct, ctx: Context, span: Span) -> dict[str, tuple[Filler, ...]]:
    place = (Place(ctx.index, span),)
    act = clause_act.act
    action = "propose" if clause_act.modality == "proposed" and act.action != "forgo" else act.action
    word = act.operator.span.of(ctx.text) if act.operator is not None and act.operator.span.end <= len(ctx.text) else action
    return {
        "measure_type": (Filler(word, act.type, f"composed:{clause_act.rule}", place),),
        "action": (Filler(word, action, f"composed:{clause_act.rule}", place),),
    }


def _build(clause_act: ClauseAct, scope: Scope, names: Names, actor: Actor | None, near: Span | None) -> Statement:
    """Return the statement of a clause. `near` is the sentence where the actor may be named; None where it is far away."""
    ctx, clause = scope.ctx, scope.clause
    whole = scope.whole
    slots = _core(clause_act, ctx, whole)
    if actor is not None and near is not None and near.covers(actor.span):
        slots["imposing"] = jurisdiction_fillers(ctx, actor.span, actor.codes, "actor-of-clause")
        slots["authority"] = authority_fillers(scope, actor, names)
    slots |= _roles(clause_act, scope, names, actor.codes if actor is not None else ())
    if not actor_known(slots):
        slots["imposing"] = owner_fillers(slots["instrument"])
    slots["footnotes"] = _notes(ctx, whole, next((x for x in ctx.passage.sentences if x.covers(clause.span)), whole))
    action = str(slots["action"][0].value)
    noun = clause_act.act.noun.span.of(ctx.text).strip("「」") if clause_act.act.noun is not None else ""
    return Statement(ctx.index, whole, clause_act.act.type, action, {k: v for k, v in slots.items() if v}, noun=noun, wording=whole.of(ctx.text))


def _dates(scope: Scope) -> dict[str, tuple[Filler, ...]]:
    found = date_fillers(scope.ctx, scope.mentions("date"), scope.clause.span.end)
    return found or made_date(scope.ctx, scope.told("date"))


def _roles(clause_act: ClauseAct, scope: Scope, names: Names, acting: Sequence[str]) -> dict[str, tuple[Filler, ...]]:
    """Return what the clause says of whom the act hits, what it concerns, how much, when and on what basis."""
    act = clause_act.act
    goods = find_items(scope.clause, act.noun, act.operator, act.type, scope.ctx, names)
    return {
        "target_jurisdictions": target_fillers(scope, names, acting, act.type, goods),
        "items": tuple(scope.words(span, "goods-of-measure") for span in goods),
        "rates": rate_fillers(scope, [m for m, _ in scope.mentions("percentage")]),
        "quantities": quantity_fillers(scope),
        "eccn": code_fillers(scope, "eccn"),
        "hs": code_fillers(scope, "hs"),
        "instrument": instrument_fillers(scope),
        "entities": entity_fillers(scope, names),
        "agreement": agreement_fillers(scope),
        "duration": duration_fillers(scope.ctx, [m for m, _ in scope.mentions("duration")]),
        **_dates(scope),
    }


def _surroundings(clauses: Sequence[Clause], i: int, ctx: Context, topic: Topic, before: bool, agentive: bool, acting: bool) -> Surroundings:
    closing = clauses[-1].predicate.span
    supports = tuple(t for t in ctx.terms if t.word.kind == "support" and closing.overlaps(t.span)) if i + 1 < len(clauses) else ()
    last = i + 1 == len(clauses)
    return Surroundings(topic.noun, last, _following_support(clauses, i, ctx), before, supports, not last and _is_forecast(clauses, i, ctx), agentive, topic.control, acting)


_FORECAST = re.compile(r"との(?:期待|見方|観測|懸念|指摘|見通し|声)|(?:展開|可能性|事態)が|が?見込まれ|予想され|予測され|懸念され|期待され|べきだ|べきである")


_OPINION = re.compile(r"(?:趣旨の発言|との認識|と(?:指摘|評価|批判|反論|非難|説明)(?:し|す|さ)|との(?:考え|見解|立場)を)")


def _is_forecast(clauses: Sequence[Clause], i: int, ctx: Context) -> bool:
    """Say whether the sentence closes by expecting what the clause says: nobody else comes in as a subject in between."""
    clause, closing = clauses[i], clauses[-1]
    if _OPINION.search(closing.span.of(ctx.text)[-40:]):
        return True
    if not _FORECAST.search(closing.span.of(ctx.text)[-40:]):
        return False
    bare = clause.nominal or clause.predicate.tail in {"し", "され", "", "させ", "とし"}
    return bare and not any(c.particle == "は" for later in clauses[i + 1 :] for c in later.chunks)


def actor_known(slots: dict[str, tuple[Filler, ...]]) -> bool:
    """Say whether somebody is named who acts."""
    return bool(slots.get("imposing"))


def _following_support(clauses: Sequence[Clause], i: int, ctx: Context) -> bool:
    """Say whether a later clause of the sentence agrees to or announces what is coordinated before it."""
    later = Span(clauses[i].span.end, clauses[-1].span.end)
    return any(t.word.kind in {"support", "operator"} and later.covers(t.span) for t in ctx.terms)


def _inherit_from_sentence(statement: Statement, earlier: Sequence[Statement]) -> Statement:
    """Give a clause without date or deal those of the clause before it in the sentence."""
    for before in reversed(earlier):
        for slot in ("date", "agreement"):
            if slot == "date" and (statement.slots.get("effective_from") or statement.slots.get("effective_until")):
                continue
            statement = statement.inheriting(slot, before.slots.get(slot, ()))
    return statement


def _bracket_sentence(doc: Doc, bracket: Span, ctx: Context) -> Sentence | None:
    """Return a bracket that states an act of its own (今般の会談で20%→10%に引き下げ), None for plain comments."""
    inside = [t for t in ctx.terms if bracket.covers(t.span)]
    if not any(t.word.kind == "operator" and not t.word.light for t in inside) or len(bracket) < 8:
        return None
    return read_sentence(doc, bracket)


def read_topic(topic: Topic, actor: Actor | None, ctx: Context, nouns: Sequence[Term], standing: bool = True) -> Topic:
    """Return the topic after a clause; an agent named by による is not `standing`: it acts in its own clause only."""
    if actor is not None and (standing or topic.actor is None):
        topic = replace(topic, actor=actor, passage=ctx.index)
        if len(actor.codes) == 2:
            topic = replace(topic, pair=actor, pair_passage=ctx.index)
    typed = [t for t in nouns if t.word.type]
    typed = [t for t in typed if t.word.type != "cooperation"]
    controls = [t for t in typed if t.word.type in {"export_control", "import_control"}]
    topic = replace(topic, control=controls[-1]) if controls else topic
    return replace(topic, noun=typed[-1]) if typed else topic


@dataclass(slots=True)
class _Reading:
    """One sentence being read: the statements so far, and dates of clauses that state no act."""

    statements: list[Statement]
    dates: dict[str, tuple[Filler, ...]]
    goods: tuple[Filler, ...] = ()
    instruments: tuple[Filler, ...] = ()
    parties: tuple[Filler, ...] = ()
    addressee: Actor | None = None
    coordinated: bool = False


def _hear(reading: _Reading, scope: Scope, names: Names) -> None:
    """Keep what a clause without an act tells of the act after it: its date, goods, legal basis, parties."""
    dates = date_fillers(scope.ctx, scope.mentions("date"), scope.clause.span.end)
    reading.dates = {**reading.dates, **{k: v for k, v in dates.items() if k == "date"}}
    reading.addressee = find_addressee(scope.clause, scope.ctx, names) or reading.addressee
    spans = find_topic_goods(scope.clause, scope.ctx, names)
    reading.goods = tuple(scope.words(s, "goods-spoken-of") for s in spans) or reading.goods
    reading.instruments = enacted_fillers(scope) or reading.instruments
    reading.parties = spoken_of_fillers(scope, names) or reading.parties


def _adds_start(reading: _Reading, scope: Scope, nouns: Sequence[Term], own: Actor | None) -> bool:
    """Give the act before it the start that a clause states (…し、4月1日から適用している). Say whether the clause did so."""
    if not reading.statements or own is not None or any(t.word.type and t.word.noun == "measure" for t in nouns):
        return False
    found = start_of_application(scope.ctx, scope.mentions("date"), scope.clause.span.of(scope.ctx.text), scope.clause.span.end)
    for slot, fillers in found.items():
        reading.statements[-1] = reading.statements[-1].inheriting(slot, fillers)
    return bool(found)


def _read_clause(i: int, clauses: Sequence[Clause], sentence: Sentence, ctx: Context, names: Names, topic: Topic, reading: _Reading) -> Topic:
    """Read one clause into `reading` and return the topic after it."""
    clause = clauses[i]
    terms = visible_terms(clause, ctx, sentence.brackets)
    nouns = [t for t in terms if t.word.kind == "noun"]
    own, company = _find_actor(clause, ctx, names, topic, terms)
    scope = Scope(ctx, clause, sentence.brackets)
    rates = [m for m, _ in scope.mentions("percentage")]
    agentive = own is not None and any(c.particle == "による" and c.content.covers(own.span) for c in clause.chunks)
    around = _surroundings(clauses, i, ctx, topic, reading.coordinated, agentive, own is not None)
    found = None if company or _adds_start(reading, scope, nouns, own) else read_act(clause, ctx, sentence.brackets, rates, around)
    reading.coordinated = found is not None and clause.nominal
    if found is None:
        _hear(reading, scope, names)
        return read_topic(topic, own, ctx, nouns, not agentive)
    if own is None and reading.addressee is not None and found.act.action in {"deny", "approve", "ease"}:
        own = reading.addressee
    statement = _build(found, scope, names, own or topic.actor, sentence.span if own is not None or topic.passage == ctx.index else None)
    if own is None and topic.actor is not None:
        at = topic.passage if topic.passage >= 0 else ctx.index
        rule = "actor-of-header" if ctx.kind == "table" and at != ctx.index else "actor-carried-over"
        carried = tuple(Filler(c, c, rule, (Place(at, topic.actor.span),)) for c in topic.actor.codes)
        statement = statement.filled(imposing=carried) if rule == "actor-of-header" else statement.inheriting("imposing", carried)
    if reading.instruments or (not statement.slots.get("effective_from") and not statement.slots.get("effective_until")):
        statement = statement.inheriting("date", reading.dates.get("date", ()) or topic.date)
    statement = _inherit_from_sentence(statement, reading.statements).inheriting("items", reading.goods).inheriting("instrument", reading.instruments)
    if takes_parties(statement.type):
        statement = statement.inheriting("entities", reading.parties)
    if statement.slots.get("date") and "date" not in statement.inherited:
        reading.dates = {"date": statement.slots["date"]}
    if not _fold_exception(statement, i, clauses, reading):
        shares = _share_out(statement, scope, names) or [statement]
        reading.statements += [*shares, *(_retyped(statement, other) for other in found.others)]
    return read_topic(topic, own, ctx, nouns, not agentive)


def _share_out(statement: Statement, scope: Scope, names: Names) -> list[Statement]:
    """Return one statement for each of several goods with rates of their own (鉄鋼に25%、アルミニウムに10%), [] for a single act."""
    if statement.type != "tariff":
        return []
    own = {p.span for f in statement.slots.get("rates", ()) for p in f.places}
    rates = [m for m, bracketed in scope.mentions("percentage") if m.span in own and not bracketed]
    shares = find_shares(scope.clause, rates, scope.ctx, names)
    return [
        statement.filled(items=tuple(scope.words(g, "goods-of-share") for g in goods), rates=rate_fillers(scope, [rate])) for goods, rate in shares
    ]


def _retyped(statement: Statement, act: Act) -> Statement:
    """Return the statement as one of another measure in the same row."""
    kind = replace(statement.slots["measure_type"][0], value=act.type, rule="row-of-measures")
    slots = {k: v for k, v in statement.slots.items() if k not in {"items", "eccn", "hs"}}
    return replace(statement, type=act.type, slots={**slots, "measure_type": (kind,)})


def _fold_exception(statement: Statement, i: int, clauses: Sequence[Clause], reading: _Reading) -> bool:
    """Add an exception to the act it limits: 要許可とするが、…場合は認める is one act. Say whether that was done."""
    conditional = i > 0 and clauses[i - 1].predicate.form == "conditional"
    if not conditional or not reading.statements or statement.action not in {"approve", "ease", "deny"}:
        return False
    before = reading.statements[-1]
    if before.type != statement.type or before.action not in {"impose", "maintain", "increase", "deny"}:
        return False
    fillers = {k: v for k, v in statement.slots.items() if k not in before.slots}
    reading.statements[-1] = replace(before, span=Span(before.span.start, statement.span.end), slots={**before.slots, **fillers})
    return True


def _propagate_plan(statements: Sequence[Statement], clauses: Sequence[Clause], ctx: Context) -> list[Statement]:
    """Make every act planned whose clause runs on in the bare continuative to a planned one: 上乗せし、…実施すると投稿."""
    out = list(statements)
    for k in range(len(out) - 2, -1, -1):
        later = out[k + 1]
        clause = next((c for c in clauses if c.span.start == out[k].span.start), None)
        following = next((c for c in clauses if c.span.start == later.span.start), None)
        if clause is None or following is None or following.number != clause.number + 1 or later.action != "propose" or out[k].action in {"propose", "forgo"}:
            continue
        bare = clause.predicate.tail in {"し", "", "とし", "され", "させ"} and clause.predicate.form == "connective"
        own_subject = any(c.particle in {"は", "が", "も"} for c in following.chunks)
        if bare and not own_subject:
            action = replace(out[k].slots["action"][0], value="propose", rule="plan-of-later-clause")
            out[k] = replace(out[k].filled(action=(action,)), action="propose")
    return out


def _actor_spans(names: Names) -> tuple[Span, ...]:
    return (*(s for s, _, _ in names.jurisdictions), *(m.span for m in names.bodies), *(m.span for m in names.people))


def read_sentence_statements(doc: Doc, sentence: Sentence, ctx: Context, names: Names, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of one sentence, and what carries over to the next."""
    clauses = split_clauses(sentence, ctx.terms, ctx.text, _actor_spans(names))
    reading = _Reading([], {})
    for i in range(len(clauses)):
        topic = _read_clause(i, clauses, sentence, ctx, names, topic, reading)
    out = _propagate_plan(reading.statements, clauses, ctx)
    topic = _both_sides(out, topic)
    announced = () if out or not any(t.word.kind == "support" and sentence.span.covers(t.span) for t in ctx.terms) else reading.dates.get("date", ())
    topic = replace(topic, date=announced or (topic.date if not reading.dates else ()))
    for bracket in sentence.brackets:
        inner = _bracket_sentence(doc, bracket, ctx)
        if inner is not None:
            more, _ = read_sentence_statements(doc, replace(inner, brackets=()), replace(ctx, kind="list"), names, topic)
            out += more
    return out, topic


def _both_sides(statements: Sequence[Statement], topic: Topic) -> Topic:
    """Make both sides the topic after a sentence that sets the same act of each against the other's."""
    if topic.pair is None:
        return topic
    if len({(s.type, s.action) for s in statements}) != 1:
        return topic
    codes = {tuple(f.value for f in s.slots.get("imposing", ())) for s in statements}
    singles = {c[0] for c in codes if len(c) == 1}
    return replace(topic, actor=topic.pair, passage=topic.pair_passage) if singles == set(topic.pair.codes) else topic


def _pair_in(names: Names) -> Actor | None:
    """Return the last two jurisdictions named as one word (米中, 日EU): the two sides of whom 両国 speaks."""
    found: Actor | None = None
    for (left, a, _), (right, b, _) in zip(names.jurisdictions, names.jurisdictions[1:], strict=False):
        if left.end == right.start and a != b:
            found = Actor(Span(left.start, right.end), (a, b))
    return found


def whole_names(ctx: Context) -> tuple[Span, ...]:
    """Return the stretches that are one word: names of lists and laws, and quoted names without a clause inside."""
    lists = [t.span for t in ctx.terms if t.word.kind == "noun" and t.word.type == "entity_listing"]
    named = [m.span for m in ctx.mentions if m.kind == "entity" and m.type in {"LIST", "ORG"}]
    quoted = [Span(m.start(), m.end()) for m in _QUOTED_NAME.finditer(ctx.text)]
    return (*lists, *named, *quoted)


# A day at the head of an item and a colon or dash after it dates the whole item.
_CHRONOLOGY = re.compile(r"^[\s*・●◆■○-]*$")
_AFTER_DAY = re.compile(r"^\s*(?:[::、,—–-]|に、|\s)")


def _head_date(ctx: Context) -> tuple[Filler, ...]:
    for m in ctx.mentions:
        if m.kind == "date" and _CHRONOLOGY.match(ctx.text[: m.span.start]) and _AFTER_DAY.match(ctx.text[m.span.end : m.span.end + 3]):
            return (Filler(m.text, m.value, "date-of-item", (Place(ctx.index, m.span),)),)
    return ()


def _meeting(ctx: Context, sentence: Span) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Return date and name of the meeting that a sentence without an act tells of."""
    deals = [m for m in _MEETING.finditer(ctx.text, sentence.start, sentence.end)]
    dates = [m for m in ctx.mentions if m.kind == "date" and sentence.covers(m.span)]
    if not deals or not dates:
        return (), ()
    span = Span(deals[-1].start(), deals[-1].end())
    date = Filler(dates[-1].text, dates[-1].value, "date-of-meeting-before", (Place(ctx.index, dates[-1].span),))
    return (date,), (Filler(span.of(ctx.text), span.of(ctx.text), "meeting-before", (Place(ctx.index, span),)),)


_MEETING = re.compile(r"(?:[一-龥ァ-ヶーA-Z]{2,12})(?:首脳会談|閣僚級協議|首脳会議|貿易協議|首脳合意|合意|サミット|会合)(?=でござい|で(?:は|す|ある)|が(?:開|行)|を(?:開|行|実施)|に(?:おい|臨)|。)")


def find_statements(ctx: Context, doc: Doc, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of a Japanese passage in order, and the topic after it.

    `doc` is the analysis of the passage's text; `topic` what the passages before left standing.
    """
    names = read_names(ctx)
    row = read_row_actor(ctx, names)
    topic = replace(topic, actor=row, passage=ctx.index) if row is not None else topic
    pair = _pair_in(names) if row is None else None
    topic = replace(topic, pair=pair, pair_passage=ctx.index) if pair is not None else topic
    item_date = _head_date(ctx)
    deal: tuple[Filler, ...] = ()
    out: list[Statement] = []
    for span in ctx.passage.sentences:
        topic = replace(topic, date=item_date or topic.date)
        found, topic = read_sentence_statements(doc, read_sentence(doc, span, whole_names(ctx)), ctx, names, topic)
        if not found:
            date, meeting = _meeting(ctx, span)
            topic, deal = replace(topic, date=date or topic.date), meeting or deal
        out += [s.inheriting("agreement", deal) if "date" in s.inherited else s for s in found]
    return out, topic


__all__ = ["Topic", "find_statements", "find_terms"]
