"""Japanese statements: sentences to clauses, clauses to acts, and the roles around each act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.model import Filler, Place
from extract.records.actors import (
    CARRIED_OVER,
    Actor,
    Names,
    jurisdiction_fillers,
    read_names,
    read_row_actor,
)
from extract.records.acts import ClauseAct, as_threat, read_act, visible_terms
from extract.records.additions import read_addition
from extract.records.agents import carried_topic, find_actor, find_addressee, find_quoted_actor, is_appeal
from extract.records.agreements import agreement_fillers
from extract.records.anaphora import read_speaker, remember
from extract.records.announced import hear_announcement, with_announcement
from extract.records.carrying import labelled, office_goes_on, stands
from extract.records.chronology import find_item_date
from extract.records.chunks import Sentence, read_sentence
from extract.records.cited import cites_title
from extract.records.clauses import Clause, find_embedded, split_clauses
from extract.records.compose import Act
from extract.records.economy import tells_of_economy
from extract.records.elision import with_object_before
from extract.records.folds import fold_into_last, fold_row, fold_sum
from extract.records.instruments import enacted_fillers, instrument_fillers, measure_owner, owner_fillers
from extract.records.items import find_items, find_topic_goods
from extract.records.likely import rate_wording
from extract.records.objects import acts_on_measure
from extract.records.parties import authority_fillers, entity_fillers, spoken_of_fillers, subject_bodies, takes_parties
from extract.records.promises import find_promise
from extract.records.quantities import code_fillers, quantity_fillers, rate_fillers
from extract.records.recalls import recall_of
from extract.records.salience import RULE, find_salient_act
from extract.records.scope import Scope
from extract.records.statements import Context, Statement, Term, core_fillers
from extract.records.surroundings import look_around
from extract.records.targets import answered_power, spoken_of_targets, target_fillers
from extract.records.times import date_fillers, duration_fillers, is_later, made_date, start_of_application
from extract.records.topics import Topic, find_meeting, find_pair, oppose_sides, read_topic
from extract.records.wording import read_wording
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Terms that begin with what would else be a verb: みなし輸出規制, 立ち入り検査.
_VERBAL = re.compile(r"みなし|立ち入り|立入り|割り当て|引き渡し|引渡し|取り決め")
_QUOTED_NAME = re.compile(r"[「『“][^「」『』“”をはがにで、。]{1,30}[」』”]")


_CONTRASTED = re.compile(r"(?:が|ものの|一方で?|のに対し(?:て)?|けれども?)、?$")


def _notes(ctx: Context, whole: Span, sentence: Span) -> tuple[Filler, ...]:
    """Return the markers that stand in the statement or right behind it, else the next one in its sentence.

    A clause that is set against the next one (…したが、) has no part in the note at the end of that.
    """
    place = (Place(ctx.index, whole),)
    inside = [marker for at, marker in ctx.passage.references if whole.start < at <= whole.end + 1]
    if _CONTRASTED.search(whole.of(ctx.text)):
        return tuple(Filler(marker, marker, "note-at-statement", place) for marker in inside)
    after = [marker for at, marker in ctx.passage.references if whole.end + 1 < at <= sentence.end + 1]
    return tuple(Filler(marker, marker, "note-at-statement", place) for marker in inside or after[:1])


def _core(clause_act: ClauseAct, ctx: Context, span: Span) -> dict[str, tuple[Filler, ...]]:
    act = clause_act.act
    action = "propose" if clause_act.modality == "proposed" and act.action != "forgo" else act.action
    return core_fillers(ctx, act.operator, (act.type, action), span, f"composed:{clause_act.rule}")


def _build(clause_act: ClauseAct, scope: Scope, names: Names, actor: Actor | None, near: Span | None) -> Statement:
    """Return the statement of a clause. `near` is the sentence where the actor may be named; None where it is far away."""
    ctx, clause = scope.ctx, scope.clause
    whole = scope.whole
    slots = _core(clause_act, ctx, whole)
    if actor is not None and near is not None and near.covers(actor.span):
        slots["imposing"] = jurisdiction_fillers(ctx, actor.span, actor.codes, "actor-of-clause")
        slots["authority"] = authority_fillers(scope, actor, names)
    if not slots.get("authority"):
        slots["authority"] = subject_bodies(scope, names, actor.codes if actor is not None else ())
    slots |= _roles(clause_act, scope, names, actor.codes if actor is not None else ())
    named = measure_owner(ctx, clause_act.act.noun)
    if not actor_known(slots) or (named and named[0].value not in {f.value for f in slots["imposing"]}):
        slots["imposing"] = named or owner_fillers(slots["instrument"])
    slots["footnotes"] = _notes(ctx, whole, next((x for x in ctx.passage.sentences if x.covers(clause.span)), whole))
    action = str(slots["action"][0].value)
    noun = clause_act.act.noun.span.of(ctx.text).strip("「」") if clause_act.act.noun is not None else ""
    return Statement(ctx.index, whole, clause_act.act.type, action, {k: v for k, v in slots.items() if v}, noun=noun, wording=whole.of(ctx.text))


def _dates(scope: Scope, act: Act) -> dict[str, tuple[Filler, ...]]:
    dates = scope.mentions("date")
    told = find_embedded(scope.clause, act.operator or act.noun)
    own = [(m, bracketed) for m, bracketed in dates if told is not None and told.covers(m.span)]
    found = date_fillers(scope.ctx, own or dates, scope.clause.span.end)
    return found or made_date(scope)


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
        **_dates(scope, act),
    }


def actor_known(slots: dict[str, tuple[Filler, ...]]) -> bool:
    """Say whether somebody is named who acts."""
    return bool(slots.get("imposing"))


def _inherit_from_sentence(statement: Statement, earlier: Sequence[Statement], later: bool, shared: bool, own_actor: bool) -> Statement:
    """Give a clause without date or deal those of the clause before it in the sentence; `later` acts have their own.

    Where the clause before left its noun and verb to this one (`shared`: 鉄鋼に25%、銅に10%を課す), both have its start, end and target.
    A clause that goes on with the same act of the same side (`own_actor` is False) goes on against the same power.
    """
    times = ("effective_from", "effective_until")
    if shared and earlier and earlier[-1].type == statement.type and not any(statement.slots.get(t) for t in ("date", *times)):
        for slot in (*times, "target_jurisdictions"):
            statement = statement.inheriting(slot, earlier[-1].slots.get(slot, ()))
    for before in () if later else reversed(earlier):
        for slot in ("date", "agreement"):
            if slot == "date" and (statement.slots.get("effective_from") or statement.slots.get("effective_until")):
                continue
            statement = statement.inheriting(slot, before.slots.get(slot, ()))
        if not own_actor and before.type == statement.type and before.values("imposing") == statement.values("imposing"):
            statement = statement.inheriting("target_jurisdictions", before.slots.get("target_jurisdictions", ()))
    return statement


def _bracket_sentence(doc: Doc, bracket: Span, ctx: Context) -> Sentence | None:
    """Return a bracket that states an act of its own (今般の会談で20%→10%に引き下げ), None for plain comments."""
    inside = [t for t in ctx.terms if bracket.covers(t.span)]
    if not any(t.word.kind == "operator" and not t.word.light for t in inside) or len(bracket) < 8:
        return None
    return read_sentence(doc, bracket)


@dataclass(slots=True)
class _Reading:
    """One sentence being read: the statements so far, and dates of clauses that state no act."""

    statements: list[Statement]
    dates: dict[str, tuple[Filler, ...]]
    goods: tuple[Filler, ...] = ()
    instruments: tuple[Filler, ...] = ()
    parties: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
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
    reading.targets = spoken_of_targets(scope, names) or reading.targets


def _side_before(statement: Statement, reading: _Reading, passive: bool) -> tuple[Filler, ...]:
    """Return whose act it is that names nobody: the owner's of a law told before it, in the passive that of the like act before."""
    owner = owner_fillers(reading.instruments)
    before = reading.statements[-1] if passive and reading.statements else None
    alike = before is not None and before.type == statement.type
    return owner or (before.slots.get("imposing", ()) if before is not None and alike else ())


def _adds_start(reading: _Reading, scope: Scope, nouns: Sequence[Term], own: Actor | None) -> bool:
    """Give the act before it the start that a clause states (…し、4月1日から適用している). Say whether the clause did so."""
    if not reading.statements or own is not None or any(t.word.type and t.word.noun == "measure" for t in nouns):
        return False
    found = start_of_application(scope, scope.clause.span.of(scope.ctx.text))
    reading.statements[-1] = _inherit_all(reading.statements[-1], found)
    return bool(found)


def _only_owns(actor: Actor | None, clause: Clause) -> bool:
    """Say whether a power is named only as owner of what is spoken of, which says nothing of who acts next.

    Accepted: 焦点は米国の輸出規制であり. Rejected: 米国の関税については, whose topic is that power's measure.
    """
    owners = [k for k, c in enumerate(clause.chunks) if actor is not None and c.particle in {"の", "側の"} and c.content.covers(actor.span)]
    topics = (c.particle.endswith(("は", "も", "て", "が", "では")) or c.comma for k in owners for c in clause.chunks[k + 1 : k + 4] if not c.verb)
    return bool(owners) and not any(topics)


def _read_clause(i: int, clauses: Sequence[Clause], sentence: Sentence, ctx: Context, names: Names, topic: Topic, reading: _Reading) -> Topic:
    """Read one clause into `reading` and return the topic after it."""
    clause = clauses[i]
    terms = visible_terms(clause, ctx, sentence.brackets)
    nouns = [t for t in terms if t.word.kind == "noun"]
    own, company = find_actor(clause, ctx, names, topic, terms)
    scope = Scope(ctx, clause, sentence.brackets)
    topic = replace(topic, economy=tells_of_economy(clause, ctx, nouns, topic.economy))
    rates = [m for m, _ in scope.mentions("percentage") if not topic.economy]
    agentive = own is not None and any(c.particle == "による" and c.content.covers(own.span) for c in clause.chunks)
    around = look_around(clauses, i, ctx, topic, reading.coordinated, agentive, own is not None, bool(reading.statements))
    found = None if _adds_start(reading, scope, nouns, own) else read_act(clause, ctx, sentence.brackets, rates, around)
    promising = find_promise(clause, found, ctx, names, topic.spoken.dealt) if company else None
    found = None if company and promising is None else as_threat(found, clauses[i - 1] if i else None, clause, ctx)
    reading.coordinated = found is not None and clause.nominal
    if found is None or is_appeal(clause, ctx, names, own):
        _hear(reading, scope, names)
        acting = own if not agentive and stands(own, clause, ctx) else None
        return read_topic(topic, acting, ctx, nouns, not _only_owns(own, clause))
    speaker, own = own if i + 1 < len(clauses) else None, promising or find_quoted_actor(clause, ctx, names, topic, terms) or own
    if own is None and reading.addressee is not None and found.act.action in {"deny", "approve", "ease", "resume"}:
        own = reading.addressee
    carried = carried_topic(topic, clause, ctx, names, found.act.type, sentence.span)
    passive = clause.predicate.passive and own is None
    near = sentence.span if not passive and (own is not None or carried.passage == ctx.index) else None
    statement = _build(found, scope, names, own or carried.actor, near)
    statement = statement.inheriting("imposing", _side_before(statement, reading, passive) if own is None else ())
    if own is None and carried.actor is not None:
        statement = _carry(statement, carried.actor, carried.passage, ctx)
        if carried.passage == ctx.index and office_goes_on(clause, carried.actor, ctx):  # 省は10日、…を発表した。また、…を補助する
            told = tuple(replace(f, rule="body-carried-over") for f in authority_fillers(scope, carried.actor, names))
            statement = statement.inheriting("authority", told)
    later = is_later(clause.span.of(ctx.text))
    statement = statement.inheriting("date", () if later else _date_before(statement, reading, topic))
    shared = i > 0 and clauses[i - 1].shared is not None
    statement = _inherit_from_sentence(statement, reading.statements, later, shared, own is not None).inheriting("items", reading.goods).inheriting("instrument", reading.instruments)
    statement = with_object_before(statement, reading.statements, found.act.noun, clause, ctx, topic.noun)
    statement = replace(statement, recalls=recall_of(sentence.span.of(ctx.text), clause.span.of(ctx.text), own is not None))
    statement = statement.inheriting("target_jurisdictions", tuple(f for f in reading.targets if f.value not in statement.values("imposing")))
    too = own is not None and any(c.particle == "も" and c.content.covers(own.span) for c in clause.chunks)
    opening = "" if reading.statements else sentence.span.of(ctx.text)
    statement = statement.inheriting("target_jurisdictions", answered_power(clause.span.of(ctx.text), opening, topic, statement.values("imposing"), too))
    if takes_parties(statement.type):
        statement = statement.inheriting("entities", reading.parties)
    if statement.slots.get("date") and "date" not in statement.inherited:
        reading.dates = {"date": statement.slots["date"]}
    statement, conditional = fold_sum(statement, reading.statements), i > 0 and clauses[i - 1].predicate.form == "conditional"
    folded = fold_row(statement, reading.statements, shared) or (not shared and fold_into_last(statement, reading.statements, conditional, clause.span.of(ctx.text)))
    reading.statements += [] if folded else [statement, *(_retyped(statement, other) for other in found.others)]
    return read_topic(topic, speaker or own, ctx, nouns, not agentive)


def _carry(statement: Statement, actor: Actor, passage: int, ctx: Context) -> Statement:
    """Give an act whose clause names nobody to who acted before; he is named in `passage`."""
    at = passage if passage >= 0 else ctx.index
    rule = "actor-of-header" if ctx.kind == "table" and at != ctx.index else CARRIED_OVER
    fillers = tuple(Filler(c, c, rule, (Place(at, actor.span),)) for c in actor.codes)
    return statement.filled(imposing=fillers) if rule == "actor-of-header" else statement.inheriting("imposing", fillers)


def _date_before(statement: Statement, reading: _Reading, topic: Topic) -> tuple[Filler, ...]:
    """Return the date that a clause without one takes over: its sentence's, or that of its row, which dates whatever the row tells."""
    applies = [*statement.values("effective_from"), *statement.values("effective_until")]
    if any(f.rule == "date-of-item" and f.value not in applies for f in topic.date):
        return reading.dates.get("date", ()) or topic.date
    return () if applies and not reading.instruments else reading.dates.get("date", ()) or topic.date


def _retyped(statement: Statement, act: Act) -> Statement:
    """Return the statement as one of another measure in the same row."""
    kind = replace(statement.slots["measure_type"][0], value=act.type, rule="row-of-measures")
    slots = {k: v for k, v in statement.slots.items() if k not in {"items", "eccn", "hs"}}
    return replace(statement, type=act.type, slots={**slots, "measure_type": (kind,)})


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
    topic = oppose_sides(out, topic)
    announced = () if out or not any(t.word.kind == "support" and sentence.span.covers(t.span) for t in ctx.terms) else reading.dates.get("date", ())
    topic = replace(topic, date=announced or (topic.date if not reading.dates else ()))
    for bracket in sentence.brackets:
        inner = _bracket_sentence(doc, bracket, ctx)
        if inner is not None:
            more, _ = read_sentence_statements(doc, replace(inner, brackets=()), replace(ctx, kind="list"), names, topic)
            out += more
    return out, topic


def _look_again(doc: Doc, sentence: Sentence, ctx: Context, names: Names, topic: Topic) -> list[Statement]:
    """Read a sentence by its wording as a whole where its clauses gave no act."""
    clause = Clause(sentence.chunks, (), False, 0)
    terms = [t for t in ctx.terms if sentence.span.covers(t.span)]
    goes_on = topic.noun is not None and any(t.word.kind == "operator" and acts_on_measure(clause, t, terms, ctx) for t in terms)
    found = find_salient_act(ctx, sentence.span, rate_wording(read_wording(ctx, sentence.span, doc), "ja"), topic.noun.word.type if goes_on and topic.noun is not None else "")
    if found is None or not sentence.chunks:
        return []
    own, company = find_actor(clause, ctx, names, topic, terms)
    if company:
        return []
    actor = own or topic.actor
    near = sentence.span if own is not None else None
    statement = _build(ClauseAct(found.act, "done", RULE), Scope(ctx, clause, sentence.brackets), names, actor, near)
    return found.mark(_carry(statement, actor, topic.passage, ctx) if own is None and actor is not None else statement)


def whole_names(ctx: Context) -> tuple[Span, ...]:
    """Return the stretches that are one word: names of lists and laws, and quoted names without a clause inside."""
    lists = [t.span for t in ctx.terms if t.word.kind == "noun" and t.word.type == "entity_listing"]
    named = [m.span for m in ctx.mentions if m.kind == "entity" and m.type in {"LIST", "ORG", "PRODUCT"}]
    quoted = [Span(m.start(), m.end()) for m in _QUOTED_NAME.finditer(ctx.text)]
    verbal = [t.span for t in ctx.terms if t.word.kind == "noun" and _VERBAL.match(t.span.of(ctx.text))]
    return (*lists, *named, *quoted, *verbal)


def _inherit_all(statement: Statement, slots: dict[str, tuple[Filler, ...]]) -> Statement:
    for slot, fillers in slots.items():
        statement = statement.inheriting(slot, fillers)
    return statement


def find_statements(ctx: Context, doc: Doc, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of a Japanese passage in order, and the topic after it.

    `doc` is the analysis of the passage's text; `topic` what the passages before left standing.
    """
    names = read_names(ctx)
    row = read_row_actor(ctx, names) or labelled(ctx, names)
    topic = replace(topic, actor=row, passage=ctx.index) if row is not None else topic
    topic = replace(topic, economy=False)
    pair = find_pair(names) if row is None else None
    topic = replace(topic, pair=pair, pair_passage=ctx.index, pair_state=ctx.passage.state) if pair is not None else topic
    speaker = read_speaker(ctx.text)
    if speaker is not None:
        answers = Actor(speaker[0], ("JP",)) if speaker[1] else None
        topic = replace(topic, actor=answers, passage=ctx.index, former=answers, former_passage=ctx.index, spoken=replace(topic.spoken, debate=True))
    item_date = find_item_date(ctx)
    deal: tuple[Filler, ...] = ()
    out: list[Statement] = []
    for span in ctx.passage.sentences:
        topic = replace(topic, date=item_date or topic.date)
        local = ctx.narrowed(span)
        sentence = read_sentence(doc, span, whole_names(local), ctx.text)
        here = names.narrowed(span)
        addition = None if topic.economy else read_addition(sentence, local, here, bool(out))
        if addition is not None or cites_title(span.of(ctx.text)):
            out += [addition] if addition is not None else []
            continue
        words, announced = span.of(ctx.text).strip(), topic.announced
        found, topic = read_sentence_statements(doc, sentence, local, here, topic)
        topic = replace(topic, spoken=remember(topic.spoken, here, ctx.text))
        if not found and not topic.economy:
            found = _look_again(doc, sentence, local, here, topic)
        if not found:
            date, meeting = find_meeting(local, span)
            topic, deal = replace(topic, date=date or topic.date), meeting or deal
        acting = topic.actor.codes if topic.actor is not None else ()
        topic = replace(topic, announced=hear_announcement(announced, words, Place(ctx.index, span), found, topic.date, acting))
        found = [with_announcement(s, words, announced) for s in found]
        out += [s.inheriting("agreement", deal) if "date" in s.inherited else s for s in found]
    return out, topic
