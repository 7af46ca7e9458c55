"""English statements: the acts of a passage with their roles, and the topic that the passage leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model import Filler, Place
from extract.records.actors import Actor, Names, read_names
from extract.records.compose import PROMISES, Act
from extract.records.english_actors import (
    Subject,
    actor_of_dateline,
    find_agent,
    find_office,
    find_owner,
    find_pair,
    find_subject,
    powers_in,
)
from extract.records.english_acts import COMPARED, ClauseAct, adjust, read_act
from extract.records.english_additions import read_addition
from extract.records.english_asides import find_brackets, is_conditional, opens_plan
from extract.records.english_build import build_statement
from extract.records.english_clauses import EnglishClause, split_english
from extract.records.english_documents import of_document, read_document
from extract.records.english_enumerations import (
    Enumeration,
    clause_of_item,
    find_enumeration,
    find_reaction,
    measure_of,
)
from extract.records.english_headings import of_labelled, read_label
from extract.records.english_joins import joined
from extract.records.english_lists import (
    TERSE,
    goods_of_item,
    head_operator,
    licence_line,
    lines_of,
    name_licence,
    row_date,
)
from extract.records.english_members import read_members
from extract.records.english_nouns import (
    as_countered,
    has_no_object,
    measure_word,
    synthetic,
)
from extract.records.english_promises import find_company_side, find_promiser, find_undertaking
from extract.records.english_roles import Scope, distinct
from extract.records.english_shares import Share, as_banned, complete, pair_respectively, share_out
from extract.records.english_subjects import subject_of
from extract.records.english_verbs import Verb
from extract.records.english_words import INVESTMENT_OFFICES, SANCTION_OFFICES
from extract.records.likely import rate_wording
from extract.records.salience import find_salient_act
from extract.records.statements import Context, Statement, Term
from extract.records.topics import Topic
from extract.records.wording import read_wording
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A label at the head of a paragraph: "INDIA:", "ADVANCING TRADE:".
_LABEL = re.compile(r"^\W*[A-Z][A-Z ,.&’'/–-]{2,80}:\s+")


def _body(ctx: Context, sentence: Span) -> Span:
    """Return the sentence without a label in capitals at its head."""
    label = _LABEL.match(sentence.of(ctx.text))
    return Span(sentence.start + label.end(), sentence.end) if label and sentence.start + label.end() < sentence.end else sentence


def _point_back(statement: Statement, scope: Scope, before: list[Statement]) -> Statement:
    """Let "these controls", "this designation", "the country" mean what the statement before them named."""
    ctx, clause = scope.ctx, scope.clause
    words = f"{clause.subject.of(ctx.text)} {clause.span.of(ctx.text)}"
    last = next((s for s in reversed(before) if s.type == statement.type), None)
    if last is not None and re.search(r"\b(?:these|this|those|such|the said|the same)(?: [\w-]+){0,2}? (?:controls?|measures?|dut(?:y|ies)|tariffs?|restrictions?|designations?|sanctions?|requirements?|exclusions?|suspensions?|bans?|fees?|listings?)\b|\bthem\b", words):
        for slot in ("items", "instrument", "target_jurisdictions", "entities", "eccn", "hs"):
            statement = statement.inheriting(slot, last.slots.get(slot, ()))
    near = before[-1] if before and before[-1].passage == ctx.index and clause.sentence.covers(before[-1].span) else None
    if near is not None and near.type == statement.type and (clause.subject.of(ctx.text).strip(" ,").endswith("which") or (clause.shared and clause.verb.form == "gerund" and has_no_object(clause, ctx.text))):
        for slot in ("items", "target_jurisdictions", "instrument"):
            statement = statement.inheriting(slot, near.slots.get(slot, ()))
    if before and re.search(r"\b(?:the|that|this|these) countr(?:y|ies)\b", words):
        statement = statement.inheriting("target_jurisdictions", next((s.slots["target_jurisdictions"] for s in reversed(before) if s.slots.get("target_jurisdictions")), ()))
    return statement


def _is_listed(scope: Scope) -> bool:
    """Say whether the clause names a list of parties or of countries."""
    return any(m.type == "LIST" and re.search(r"\b(?:[Ll]ist|Group|Annex|Schedule)\b", m.text) for m in scope.mentions("entity"))


def _read_clause(scope: Scope, topic: Topic, conditional: bool) -> tuple[list[Statement], Subject]:
    subject = subject_of(scope, topic)
    # A line of a list that only gives a change of rate has no verb of its own.
    has_rates = any(m.role or not len(scope.clause.verb.term.span) for m in scope.mentions("percentage"))
    found = read_act(scope.clause, scope.ctx, topic.noun, has_rates, _is_listed(scope), conditional)
    found = find_undertaking(scope, subject) if found is None else _by_office(found, subject, scope.ctx.text)
    subject = find_promiser(scope, found, subject) if found is not None else subject
    if found is None or _is_outlook(found, subject) or (subject.foreign and found.act.type not in PROMISES):
        return [], subject
    if subject.foreign:
        subject = find_company_side(scope, subject, topic)
        if subject.actor is None:
            return [], subject
    return complete([s for share in share_out(scope, found) for s in pair_respectively(build_statement(share, subject, topic), share.scope)]), subject


def _is_outlook(found: ClauseAct, subject: Subject) -> bool:
    """Say whether a body of no state warns: what the IMF sees coming binds nobody."""
    warns = found.act.operator is not None and found.act.operator.word.name == "warn"
    return warns and subject.own and subject.actor is not None and not subject.actor.codes


# The rules by which American departments buy; what their papers tell of acquisitions, contracts and grants is procurement.
_PUBLIC_PURSE = re.compile(r"\b(?:Federal Acquisition Regulation|DFARS|FAR (?:Case|[Pp]art|\d)|Defense Acquisition Regulations?|contracting officers?)\b")
_BUYING = {"transaction_review", "subsidy", "purchase_commitment", "sanction"}


def _by_office(found: ClauseAct, subject: Subject, text: str) -> ClauseAct:
    """Return the act with a licence of an office for sanctions as one from sanctions: OFAC revoked the licence."""
    act, actor = found.act, subject.actor
    if actor is not None and actor.authority is not None and actor.authority.entity_id in INVESTMENT_OFFICES and act.type in PROMISES:
        return replace(found, act=replace(act, type="transaction_review"))  # CFIUS approved the purchase of the refinery
    if act.type in _BUYING and _PUBLIC_PURSE.search(text):
        return replace(found, act=replace(act, type="procurement", action="impose" if act.action == "deny" else act.action))  # DoD amends the DFARS to ban the acquisition of magnets
    licence = act.noun is not None and act.noun.word.noun == "permission" and act.type == "export_control"
    office = actor is not None and actor.authority is not None and actor.authority.entity_id in SANCTION_OFFICES
    return replace(found, act=replace(act, type="sanction")) if licence and office else found


def _share(statement: Statement, before: list[Statement], clause: EnglishClause) -> Statement:
    """Let the acts of one sentence share deal, authority and sides; those of one row also their targets."""
    slots = ("agreement", "authority", "imposing", "instrument") if clause.shared else ("agreement", "imposing")
    for other in reversed(before):
        same = not statement.slots.get("imposing") or [f.value for f in statement.slots["imposing"]] == [f.value for f in other.slots.get("imposing", ())]
        for slot in slots if same else ("agreement",):
            statement = statement.inheriting(slot, other.slots.get(slot, ()))
    return statement


def _read_sentence(ctx: Context, names: Names, sentence: Span, topic: Topic, before: list[Statement]) -> tuple[list[Statement], Topic]:
    body = _body(ctx, sentence)
    row = find_enumeration(ctx, body)
    if row is not None:
        return _read_row(ctx, names, row, topic, before)
    told = find_reaction(ctx.text, body)
    if told is not None:
        done, spoken = _read_body(ctx, names, told, replace(topic, actor=None), before, True)
        done = [s for s in done if s.slots.get("imposing")] or _named_only(ctx, names, told, spoken)
        topic = replace(topic, noun=spoken.noun)
        said, topic = _read_body(ctx, names, Span(told.end, body.end), topic, before, False) if told.end + 20 < body.end else ([], topic)
        return [*done, *said], topic
    return _read_body(ctx, names, body, topic, before, ctx.kind in TERSE)


def _named_only(ctx: Context, names: Names, told: Span, topic: Topic) -> list[Statement]:
    """Return the measure of another power that is only named as new or planned: Regarding planned U.S. port fees on …."""
    fresh = re.match(r"(?:the |its )?(?:recent )?(?:(planned|proposed|threatened)|new|additional|further|latest|fresh) ", told.of(ctx.text))
    noun = measure_of(ctx, Span(told.start + fresh.end(), told.end), []) if fresh is not None else None
    if noun is None or fresh is None:
        return []
    clause = clause_of_item(ctx, told, noun, fresh[1] is not None)
    owner = find_owner(ctx, names, noun.span.start)
    found = ClauseAct(Act(noun.word.type, "impose", clause.verb.term, noun), clause.verb.modality)
    return [build_statement(Share(Scope(ctx, clause, names), found), Subject(owner, owner is not None), topic)]


# What the acts of a row share with the words that open it.
_OF_HEAD = ("imposing", "authority", "date", "effective_from", "agreement", "instrument", "target_jurisdictions")


def _read_row(ctx: Context, names: Names, row: Enumeration, topic: Topic, before: list[Statement]) -> tuple[list[Statement], Topic]:
    """Read the acts that a sentence lists, each for itself; who acts and when stands before the row."""
    opened, topic = _read_body(ctx, names, row.head, topic, before, False)
    out = [s for s in opened if s.slots.get("measure_type")]
    for item, noun in row.items:
        if noun is None:
            here, topic = _read_body(ctx, names, item, topic, [*before, *out], True)
        else:
            clause = clause_of_item(ctx, item, noun, row.planned)
            act = ClauseAct(adjust(Act(noun.word.type, "impose", clause.verb.term, noun), ctx.text), clause.verb.modality)
            here = [build_statement(Share(Scope(ctx, clause, names), act), Subject(topic.actor, False), topic)]
        for statement in here:
            for slot in _OF_HEAD if opened else ():
                statement = statement.inheriting(slot, opened[-1].slots.get(slot, ()))
            out.append(_as_plan(statement) if row.planned else statement)
    return out, topic


def _read_body(ctx: Context, names: Names, body: Span, topic: Topic, before: list[Statement], terse: bool) -> tuple[list[Statement], Topic]:
    pair = find_pair(ctx, names, body)
    licence = licence_line(ctx, body)
    clauses = licence or split_english(ctx.text, body, ctx.terms, terse) or (lines_of(ctx, body) if ctx.kind in TERSE else [])
    conditional = is_conditional(ctx.text, body)
    out: list[Statement] = []
    for clause in clauses:
        statements, subject = _read_clause(Scope(ctx, clause, names), topic, conditional)
        if subject.own and subject.actor is not None and subject.actor.codes:
            topic = replace(topic, actor=subject.actor, passage=ctx.index)
        topic = _with_noun(ctx, clause.span, topic)
        for statement in statements:
            statement = name_licence(statement, ctx) if licence else statement
            statement = _share(of_document(_point_back(statement, Scope(ctx, clause, names), [*before, *out]), Scope(ctx, clause, names), topic), out, clause)
            out = joined(out, statement, ctx, clause)
            topic = replace(topic, noun=topic.noun or Term(measure_word(statement.type), statement.span))
    added = read_addition(ctx, body, _all_places(ctx, names, body), tuple(out))
    if added is not None:
        out = [added]
    elif not out and (members := read_members(ctx, names, body)) is not None:
        out = [members]
    elif not out:
        out = _open_head(ctx, names, body, clauses, topic) or _look_again(ctx, names, body, topic)
    if not clauses:
        topic = _topic_of_plain(ctx, names, body, topic)
    made = read_document(Scope(ctx, _whole(body), names), out)
    topic = replace(topic, document=tuple(made.items())) if made is not None else topic
    if topic.planned and ctx.kind == "list":
        out = [_as_plan(s) for s in out]
    planned = opens_plan(body.of(ctx.text)) or (topic.planned and ctx.kind == "list")
    return out, replace(_with_noun(ctx, body, topic), pair=pair or topic.pair, planned=planned)


def _as_plan(statement: Statement) -> Statement:
    """Return the act of an item under "The proposal would:" as a proposed one."""
    action = tuple(replace(f, value="propose") for f in statement.slots.get("action", ()))
    return replace(statement, action="propose", slots={**statement.slots, "action": action}) if statement.action not in {"forgo", "warn"} else statement


def _whole(body: Span) -> EnglishClause:
    """Return a sentence as one clause whose verb is not told."""
    at = Span(body.start, body.start)
    return EnglishClause(body, Verb(synthetic("impose", at), "finite", at, ""), (), (), at, at, (), (), body)


def _look_again(ctx: Context, names: Names, body: Span, topic: Topic) -> list[Statement]:
    """Read a sentence by its wording as a whole where its verbs gave no act."""
    found = find_salient_act(ctx, body, rate_wording(read_wording(ctx, body), "en"))
    if found is None or COMPARED.search(body.of(ctx.text)):
        return []
    act = found.act
    stated = act.operator or act.noun
    start = stated.span.start if stated is not None else body.start
    at = act.operator.span if act.operator is not None else Span(start, start)
    verb = Verb(act.operator or synthetic("impose", at), "finite", at, "")
    clause = EnglishClause(body, verb, (), (), Span(body.start, start), Span(body.start, body.start), (), (), body)
    scope = Scope(ctx, clause, names)
    subject = subject_of(scope, topic)
    if act.type in PROMISES and not subject.own:
        subject = find_company_side(replace(scope, clause=replace(clause, subject=Span(body.start, max(start, body.start)))), subject, topic)
    statement = build_statement(Share(scope, ClauseAct(act, "done")), subject, topic)
    return found.mark(statement)


def _all_places(ctx: Context, names: Names, body: Span) -> tuple[Filler, ...]:
    """Return every jurisdiction that a sentence names: those under which it lists parties."""
    return distinct([Filler(s.of(ctx.text), c, "place-of-listing", (Place(ctx.index, s),)) for s, c, _ in names.jurisdictions if body.covers(s)])


def _with_noun(ctx: Context, region: Span, topic: Topic) -> Topic:
    """Return the topic with the first measure noun of a stretch."""
    nouns = [t for t in ctx.terms if t.word.kind == "noun" and t.word.type and region.covers(t.span) and t.word.noun == "measure"]
    return replace(topic, noun=nouns[0]) if nouns else topic


def _topic_of_plain(ctx: Context, names: Names, body: Span, topic: Topic) -> Topic:
    """Return the topic after a sentence without an act, which still says who acts next (The Commission is reviewing …)."""
    lead = re.match(r"(?:[A-Z][^,]{0,60}, )?", body.of(ctx.text))
    start = body.start + (lead.end() if lead else 0)
    found = [a for a in powers_in(ctx, names, body, find_brackets(ctx.text, body)) if a.codes and start <= a.span.start < start + 40]
    first = found[0] if found else find_office(ctx, Span(start, min(body.end, start + 40)), topic.actor) or _signatory(ctx, names, body)
    return replace(topic, actor=first, passage=ctx.index) if first is not None and first.codes else topic


def _signatory(ctx: Context, names: Names, body: Span) -> Actor | None:
    """Return who made the document that a sentence speaks of: the order signed by the American president."""
    made = re.search(r"\b(?:signed|issued|adopted|enacted) by\b", body.of(ctx.text))
    return find_agent(ctx, names, _whole(body)) if made is not None else None


def _open_head(ctx: Context, names: Names, body: Span, clauses: Sequence[EnglishClause], topic: Topic) -> list[Statement]:
    """Return the act that a sentence opens for the list below it without saying of what kind: released three documents, took these steps.

    It has no type, so that it is no record itself; its items bring theirs.
    """
    if not clauses or not re.search(r":\s*$", body.of(ctx.text)):
        return []
    clause = clauses[-1]
    subject = find_subject(ctx, names, clause, topic.actor, topic.pair)
    word = clause.verb.term.word
    if (subject.actor is None and word.name != "restrict") or subject.foreign or clause.verb.negation or not (clause.verb.support or word.light or word.name in {"list", "restrict"}):
        return []
    share = Share(Scope(ctx, clause, names), ClauseAct(Act("other", "propose" if word.modality == "proposed" or clause.verb.modality == "proposed" else "impose", clause.verb.term, None), "done"))
    statement = build_statement(share, subject, topic)
    kept = {k: v for k, v in statement.slots.items() if k in {"imposing", *(("action",) if word.name == "restrict" else ()), "authority", "target_jurisdictions", "date", "effective_from", "effective_until", "instrument", "agreement"}}
    return [replace(statement, slots=kept)]


def spread_item(head: Statement, ctx: Context) -> Statement | None:
    """Return the act of a list head for one bare item, None where the item tells no goods or measure of its own.

    An item that names a measure (port fees on Chinese ships) has that measure's type; any other is the goods of the head's.
    """
    names = read_names(ctx)
    item = goods_of_item(ctx)
    if item is None:
        return None
    nouns = [t for t in ctx.terms if t.word.kind == "noun" and t.word.type and item.covers(t.span)]
    noun = next((as_banned(t) for t in nouns if t.word.noun == "measure" or (head.slots.get("action") and not head.slots.get("measure_type"))), None)
    if noun is None and not head.slots.get("measure_type"):
        return None
    at = Span(item.start, item.start)
    operator = head_operator(head, at)
    # Under a ban of whatever is listed, what follows the item only explains it.
    region = ctx.passage.sentence_at(item.start) if not head.slots.get("measure_type") and head.slots.get("action") else Span(0, len(ctx.text))
    clause = EnglishClause(region, Verb(operator, "finite", at, ""), (), (), at, at, (), (), region)
    act = Act(noun.word.type if noun is not None else head.type, head.action, operator, noun)
    found = ClauseAct(adjust(act, ctx.text), "done")
    share = Share(Scope(ctx, clause, names), found, () if noun is not None else (item,))
    return build_statement(share, Subject(None, False), Topic())


def _in_name(term: Term, ctx: Context) -> bool:
    """Say whether a verb's word is only part of a name or date: Steel Institute, May 2025."""
    if term.word.kind == "noun" or not ctx.text[term.span.start].isupper():
        return False
    return any((m.kind == "date" or (m.kind == "entity" and m.type != "LIST")) and m.span.covers(term.span) and m.span != term.span for m in ctx.mentions)


def find_statements(ctx: Context, doc: Doc, topic: Topic) -> tuple[list[Statement], Topic]:
    """Return the statements of an English passage in order, and the topic after it.

    `doc` (the tokens) is not needed by the rules at hand and is taken for symmetry with Japanese.
    """
    names = read_names(ctx)
    ctx = as_countered(replace(ctx, terms=tuple(t for t in ctx.terms if not _in_name(t, ctx))), topic.noun)
    out: list[Statement] = []
    dated = actor_of_dateline(ctx.text)
    topic = replace(topic, actor=dated, passage=ctx.index) if dated is not None and topic.actor is None else topic
    label = read_label(ctx, names)
    for sentence in ctx.passage.sentences:
        here, topic = _read_sentence(ctx, names, sentence, topic, out)
        here = [s.inheriting("date", row_date(ctx)) for s in here]
        out += [of_labelled(s, label, ctx.text) for s in here] if label is not None else here
    return out, topic
