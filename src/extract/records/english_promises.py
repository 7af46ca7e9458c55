"""What deals promise in English: whose purchases and investments a text reports, and what two sides undertake together."""

from __future__ import annotations

import re

from extract.records.actors import Actor
from extract.records.compose import PROMISES, Act
from extract.records.english_actors import Subject
from extract.records.english_acts import ClauseAct
from extract.records.english_headings import read_label
from extract.records.english_roles import Scope
from extract.records.topics import Topic

# Between the name of who promises and the promise: Korean (foreign direct) investment, the EU's planned purchases, Swiss companies' pledge to make.
_OWNS = re.compile(r"(?:['’]s?)?(?: (?:compan(?:y|ies)|firms?|investors|manufacturers)['’]s?)?(?: (?:foreign|direct|private|new|additional|further|initial|planned|historic|announced|pledged|total|combined|[a-z]{1,20}ment to make|commitment to|pledge of|\$?[\d.,]{1,20}|billion|million|in|of)){0,10}? $")
# A flow named after what is bought.
_OF_GOODS = re.compile(r"(?!(?:additional|incremental|initial|new|direct) |purchas|procure|invest)[a-z]", re.IGNORECASE)
# What trade deals are about beside duties.
_MATTERS = re.compile(
    r"\b(?:trade|trading|tariffs?|customs|dut(?:y|ies)|evasion|market access|barriers?|non-market|excess capacity|overcapacity|digital|data flows|e-commerce|supply chains?|export controls?|"
    r"(?:inbound |outbound )?investment (?:security|screening|restrictions)|economic security|intellectual property|labou?r|standards|procurement|sanctions|critical minerals|rare earths?|[Ss]ection \d{3}|subsid(?:y|ies)|state-owned|rules of origin)\b"
)
_COMMITS = re.compile(r"commit", re.IGNORECASE)


def find_company_side(scope: Scope, subject: Subject, topic: Topic) -> Subject:
    """Return the country for which a company pledges: Swiss companies, Korean Air; under a country's label any company named.

    A company pledges only where the text tells of another side, and of an amount.
    """
    subjects = [m for m in scope.names.companies if scope.clause.subject.covers(m.span)]
    inside = [(s, c) for s, c, _ in scope.names.jurisdictions if scope.clause.subject.covers(s)]
    if subject.companies and inside:
        return Subject(Actor(inside[-1][0], (inside[-1][1],)), True)
    sides = {*(topic.pair.codes if topic.pair is not None else ()), *(topic.actor.codes if topic.actor is not None else ())}
    if not subjects or not scope.mentions("money", "quantity"):
        return Subject(None, False, foreign=True)
    label = read_label(scope.ctx, scope.names)
    code = subjects[-1].jurisdiction or (inside[-1][1] if inside else "") or (label.codes[0] if label is not None else "")
    return Subject(Actor(subjects[-1].span, (code,)), True) if code and sides - {code} else Subject(None, False, foreign=True)


def find_promiser(scope: Scope, found: ClauseAct, subject: Subject) -> Subject:
    """Return whose promise a clause reports, where that is told beside the promise: the deal includes $150 billion of Korean investment.

    A promise of a company whose seat is not known is nobody's else: welcomed Acme's purchase of 30 aircraft.
    """
    act = found.act
    if act.type not in PROMISES or act.operator is None or not act.operator.word.light or act.noun is None:
        return subject
    at = act.noun.span.start
    text = scope.ctx.text
    of_goods = _OF_GOODS.match(act.noun.span.of(text))  # more purchases of American rice: American rice purchases
    for span, code, _ in scope.names.jurisdictions if of_goods is None else ():
        if scope.clause.span.start <= span.start < span.end <= at and _OWNS.fullmatch(text[span.end : at]):
            return Subject(Actor(span, (code,)), True)
    for m in scope.names.companies:
        if m.span.end <= at and re.fullmatch(r"['’]s? ", text[m.span.end : at]):
            return Subject(Actor(m.span, (m.jurisdiction,) if m.jurisdiction else ()), True)
    return subject


def find_undertaking(scope: Scope, subject: Subject) -> ClauseAct | None:
    """Return the cooperation that two sides commit to in words that name no other act.

    Accepted: "The two countries commit to adopting a common approach to steel overcapacity". Rejected: one side's commitment, and
    what is no matter of trade.
    """
    clause = scope.clause
    commits = next((v for v in (*clause.supports, clause.verb) if v.support and _COMMITS.match(v.term.span.of(scope.ctx.text))), None)
    joint = subject.own and subject.actor is not None and len(subject.actor.codes) > 1
    if commits is None or commits.negation or not joint or not _MATTERS.search(scope.ctx.text, commits.term.span.end, clause.span.end):
        return None
    return ClauseAct(Act("cooperation", "agree", commits.term, None), "done")
