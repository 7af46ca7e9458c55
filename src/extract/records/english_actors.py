"""Who acts in an English clause: the public power in its subject, its agent, the owner of its measure, or the one spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Mention
from extract.records.actors import Actor, Names
from extract.records.english_asides import DOCUMENTS
from extract.records.english_bodies import of_described, with_body
from extract.records.english_clauses import EnglishClause
from extract.records.english_short_names import named_before
from extract.records.english_words import CAPITALS, PREPOSITIONS
from extract.records.statements import Context
from extract.spans import Span

_PREPOSED = re.compile(r"\b(by|to|from|of|with|in|on|against|for|under|at|into|between|toward|towards|over|among|than)(?: (?:the|all|most|certain|nearly all|virtually all|President|Chairman|Prime Minister|Premier))*\s*$", re.IGNORECASE)
_PAIR = re.compile(r"\b(?:both|the two|the|each of the) (?:sides|countries|parties|governments|leaders|nations|economies|partners|presidents|delegations|participants)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:,|and|, and|-|–|/)?\s*(?:the |President |Prime Minister )*")
# Nouns that stand for the power spoken of.
_STAND_IN = re.compile(
    r"\b(?:government|administration|authorit(?:y|ies)|officials?|president|department|commission|bureau|agency|ministry|ministers?|secretar(?:y|iat)|watchdog|directorate|senate|assembly|legislature|executive|junta|premier|chancellor|office|council|court|judges?|panel|parliament|congress|lawmakers|regulators?|customs|tribunal|"
    r"countr(?:y|ies)|governments|bloc|sides?|leaders?|cabinet|treasury|commerce|spokes(?:person|man|woman)|government’s|member states|committee|body|authority)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:it|they|he|she|we|I|this|these|that|those|which)$", re.IGNORECASE)
_ACTION_NOUN = re.compile(r"(?:move|step|change|decision|announcement|revision|extension|suspension|amendment|action|agreement|deal|framework|text|document|commitment|effort|response|list|annex|article|section|paragraph|programm?e?|initiative|policy|truce|settlement|addition|update|publication|notice|rulemaking)s?$", re.IGNORECASE)
# An office of the state that an adjective names: the Thai government.
_OF_STATE = re.compile(r" (?:[\w-]+ )?(?:government|president|authorities|administration|ministry|parliament|regulators?|officials|cabinet|customs|court|lawmakers|decree|order)\b")
_OFFICE = re.compile(r"\b(?:(?:U\.S\. |US |UK )?Secretary of (?:the )?[A-Z]\w+|(?:Commerce|Treasury|Foreign|Business|Trade|Finance) (?:Secretary|Minister)|(?:Prime )?Minister (?:of|for) (?:the )?[A-Z]\w+(?:(?:,| and|, and) [A-Z]\w+)*|Attorney General)")
_AMERICAN = re.compile(r"\b[Tt]he (?:US |U\.S\. )?President\b(?! of)|\b[Tt]he White House\b|\b[Tt]he (?:U\.S\. |US |Trump |Biden |Obama )?[Aa]dministration\b|\bSecretary of (?:State|Commerce|Defense|Homeland Security|the Treasury)\b|\b(?:Commerce|Treasury) Secretary\b")
_CAPITAL = re.compile(r"\b(" + "|".join(CAPITALS) + r")\b(?!,? D\.?C)")
_COMPANIES = re.compile(r"\b(?:compan(?:y|ies)|firms?|entities|\w*makers?|shipbuilders?|utilities|carriers|refiners?|chaebols?|producers|manufacturers|businesses|investors|corporations|airlines|buyers|importers|conglomerates?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts. `own` says that the clause itself names the actor; `here` that it names what implies it; `foreign` that its subject can impose no measure."""

    actor: Actor | None
    own: bool
    foreign: bool = False
    companies: bool = False
    here: bool = False


# An American government by the name of its head.
_ADMINISTRATION = re.compile(r"(?:the )?(?:Trump|Biden|Obama|Bush|Clinton|Reagan)(?:-[A-Z]\w+)? [Aa]dministration", re.IGNORECASE)


def _as_actor(ctx: Context, names: Names, m: Mention) -> Actor:
    """Return a body or person as actor; whose it is says its state right before it (Thailand's, the Thai), else the lexicon."""
    before = ctx.text[: m.span.start]
    state = next((c for s, c, f in names.jurisdictions if s.end <= m.span.start and re.fullmatch(r"(?:['’]s?)? (?:(?:new|own|federal) )?" if f != "adjective" else r" ", before[s.end :])), "")
    code = state or m.jurisdiction or ("US" if _ADMINISTRATION.fullmatch(m.text) else "")
    return Actor(m.span, (code,) if code else (), m if m.type == "ORG" else None)


_AND = re.compile(r"(?:\s*\([^()]*\))?(?:,? (?:and|or|as well as)|/) ?(?:the )?$")
_COMMA = re.compile(r"(?:\s*\([^()]*\))?, (?:the )?$")


def _is_object(ctx: Context, names: Names, region: Span, span: Span) -> bool:
    """Say whether a name is the object of a preposition, itself or as a member of a row: from China, South Korea and Vietnam."""
    text = ctx.text
    if _PREPOSED.search(text[region.start : span.start]):
        return True
    before = next((s for s, _, _ in reversed(names.jurisdictions) if region.start <= s.start and s.end < span.start and len(text[s.end : span.start]) < 30), None)
    if before is None:
        return False
    between, after = text[before.end : span.start], text[span.end : region.end]
    row = _AND.fullmatch(between) or (_COMMA.fullmatch(between) and re.match(r"(?:\s*\([^()]*\))?(?:,? (?:and|or) (?:the )?[A-Z]|, [A-Z])", after))
    return bool(row) and _is_object(ctx, names, region, before)


def powers_in(ctx: Context, names: Names, region: Span, hidden: Sequence[Span] = ()) -> list[Actor]:
    """Return the public powers in a stretch that are not objects of prepositions, in order: Japan, BIS, the EU's, President X."""
    found: list[Actor] = []
    for m in (*names.bodies, *names.people):
        if region.covers(m.span) and not _PREPOSED.search(ctx.text[region.start : m.span.start]) and not any(h.overlaps(m.span) for h in hidden):
            found.append(_as_actor(ctx, names, m))
    for span, code, form in names.jurisdictions:
        inside = any(a.span.covers(span) for a in found) or any(m.span.covers(span) and m.span != span for m in (*names.bodies, *names.companies))
        office = form == "adjective" and _OF_STATE.match(ctx.text[span.end :])
        plain = (form in {"full", "short"} and not _modifies(ctx.text[span.end :])) or office
        if region.covers(span) and plain and not inside and not _is_object(ctx, names, region, span) and not any(h.overlaps(span) for h in hidden):
            found.append(Actor(span, (code,)))
    for seat in _CAPITAL.finditer(ctx.text, region.start, region.end):
        span = Span(seat.start(), seat.end())
        before = ctx.text[region.start : span.start]
        if (not _PREPOSED.search(before) or re.search(r"(?:government|authorities|administration|ministry|department|agency|bureau|secretariat|regulators?|watchdog|commission|court|officials) in $", before)) and not any(h.overlaps(span) for h in (*hidden, *(a.span for a in found))):
            found.append(Actor(span, (CAPITALS[seat[1]],)))
    return sorted(found, key=lambda a: a.span.start)


def _modifies(after: str) -> bool:
    """Say whether a country's name only describes the noun after it: U.S. goods, China trade; not China's, not China will."""
    match = re.match(r"^ ((?![a-z]+ed\b)[A-Za-z][a-z]+)s?\b", after)
    return bool(match and re.match(r"(?i:goods|products?|imports?|exports?|compan|firms?|origin|trade|market|tariff|export|import|sanction|concern|investors?|producers?|farm|beef|soybean|energy|agricultur|industr|steel|dollar|persons?|national|econom|consumer|importer|supplier|stock|regulators?|dut(?:y|ies))", match[1]))


def _joined(text: str, found: Sequence[Actor]) -> Actor:
    """Return the actors of a row (the United States and Japan) as one, else the last named before the verb."""
    last = found[-1]
    for before in reversed(found[:-1]):
        between = text[before.span.end : last.span.start]
        if not _TOGETHER.fullmatch(re.sub(r"\([^()]*\)", "", between).rstrip() + " " if between.strip() else " "):
            break
        last = Actor(Span(before.span.start, last.span.end), tuple(dict.fromkeys((*before.codes, *last.codes))), before.authority or last.authority)
    return last


def find_agent(ctx: Context, names: Names, clause: EnglishClause) -> Actor | None:
    """Return the agent of a passive: imposed by the United States."""
    found: list[Actor] = []
    for m in re.finditer(r"\b(?:by|(?:licen[cs]e|permit|authori[sz]ation|approval|permission)s? (?:from|of)) (?:the |President |then-President )*", clause.span.of(ctx.text)):
        at = clause.span.start + m.end()
        found += [_as_actor(ctx, names, b) for b in (*names.bodies, *names.people) if b.span.start == at]
        found += [Actor(s, (c,)) for s, c, form in names.jurisdictions if s.start == at and ((form in {"full", "short"} and not _modifies(ctx.text[s.end :])) or (form == "adjective" and _OF_STATE.match(ctx.text[s.end :])))]
    visible = [a for a in found if clause.shows(a.span)]
    return with_body(ctx, visible[0]) if visible else None


def find_owner(ctx: Context, names: Names, at: int) -> Actor | None:
    """Return whose measure or promise the noun at `at` is: China's commitment, U.S. tariffs, the Commission's decision."""
    best: Actor | None = None
    for actor in (*(_as_actor(ctx, names, m) for m in (*names.bodies, *names.people)), *(Actor(s, (c,)) for s, c, f in names.jurisdictions if f != "compound")):
        between = ctx.text[actor.span.end : at] if actor.span.end <= at else "#"
        owns = re.fullmatch(r"(?:\s*\([^()]*\))?(?:['’]s?)?(?: [\w.$%-]+){0,5} ", between)
        if owns and not re.search(r"[a-z]{2}[.] ", between) and not any(w.lower() in PREPOSITIONS or w in {"and", "or"} for w in between.split()) and (best is None or actor.span.end > best.span.end or actor.authority):
            best = actor
    return best


def find_office(ctx: Context, region: Span, topic: Actor | None) -> Actor | None:
    """Return an office named by its title only: the Secretary of State, the President."""
    titled = _OFFICE.search(ctx.text, region.start, region.end)
    council = re.search(r"\b[Tt]he (?:Council|Commission)\b(?! of)", region.of(ctx.text))
    if council and (topic is None or topic.codes == ("EU",) or re.search(r"\bEU\b|European|[Mm]ember [Ss]tates", ctx.text)):
        span = Span(region.start + council.start(), region.start + council.end())
        return Actor(span, ("EU",), Mention("entity", ctx.index, span, span.of(ctx.text)[4:], span.of(ctx.text)[4:], "office", type="ORG"))
    american = _AMERICAN.search(ctx.text, region.start, region.end)
    commerce = re.search(r"(?:^\W*|[,;] (?:and |but )?)Commerce(?= \w+$| $|$)", region.of(ctx.text))
    if commerce:
        span = Span(region.start + commerce.end() - 8, region.start + commerce.end())
        return Actor(span, ("US",), Mention("entity", ctx.index, span, "Commerce", "us-doc", "office", type="ORG", entity_id="us-doc"))
    codes = topic.codes if topic is not None and len(topic.codes) == 1 else (("US",) if american else ())
    if titled:
        span = Span(titled.start(), titled.end())
        return Actor(span, codes, Mention("entity", ctx.index, span, span.of(ctx.text), span.of(ctx.text), "office", type="ORG"))
    return Actor(Span(american.start(), american.end()), codes) if american else None


# Adverbials before a verb that name nobody.
_ADVERBIAL = re.compile(
    r"\b(?:at the same time|in (?:turn|return|response|reply|addition|a separate \w+|(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{4}|early|late|mid)\b[\w ]{0,12})|for the first time|"
    r"(?:on|this|last|earlier this|late|early) (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|week|month|year)|today|yesterday|also|indeed|likewise|in fact|in full|as well|to date|so far|so|again|once more)\b",
    re.IGNORECASE,
)


def _core_words(ctx: Context, clause: EnglishClause) -> str:
    """Return the words of the subject without adverbials before it, brackets and background."""
    kept = "".join(c for i, c in enumerate(clause.subject.of(ctx.text), clause.subject.start) if not any(s.start <= i < s.end for s in (*clause.hidden, *clause.brackets)))
    part = re.split(r"[,:;]\s", kept.strip(" ,;:•-–—*"))[-1] if not re.search(r",$", kept.strip()) else ""
    part = _ADVERBIAL.sub("", part)
    return re.sub(r"^(?:and|but|while|or|then|also|in|with|that|now|meanwhile|however|separately|additionally|finally)\b\s*", "", part.strip(), flags=re.IGNORECASE).strip()


def _head_of(words: str) -> str:
    """Return the noun phrase before the first preposition: "the decision of the court" → "the decision"."""
    out: list[str] = []
    for word in words.split():
        if word.lower() in PREPOSITIONS and out:
            break
        out.append(word)
    return " ".join(out)


# The place and day before the first sentence of a report: KUALA LUMPUR, July 5 —.
_DATELINE = re.compile(r"^\W*([A-Z][A-Z’'. ]+[A-Z])\b(?:/[A-Z][A-Z ]+)?(?:, [A-Z][\w .]{2,14}\d{1,2})?(?: \([A-Z][\w .]+\))?\s?(?:[–—-]+)\s")


def actor_of_dateline(text: str) -> Actor | None:
    """Return the state at whose seat of government a report was written: there "the government" is its own."""
    place = _DATELINE.match(text)
    code = _SEATS.get(place[1]) if place is not None else None
    return Actor(Span(place.start(1), place.end(1)), (code,)) if place is not None and code is not None else None


_SEATS = {name.upper(): code for name, code in CAPITALS.items()}


def find_subject(ctx: Context, names: Names, clause: EnglishClause, topic: Actor | None, pair: Actor | None) -> Subject:
    """Return who acts in a clause."""
    first = clause.first
    if first.form == "nominal":
        owner = find_owner(ctx, names, first.term.span.start) or find_agent(ctx, names, clause)
        return Subject(owner, True) if owner is not None else Subject(topic, False)
    agent = find_agent(ctx, names, clause) if first.form == "passive" else None
    if first.form == "passive" and (agent is not None or not first.support or clause.verb.form == "nominal"):
        return Subject(agent, True) if agent is not None else Subject(topic, False)
    told = _told_of(ctx, names, clause)
    if told is not None:
        return Subject(told, True)
    speaker = _speaker(ctx, clause, topic)
    if speaker is not None:
        return Subject(speaker, True)
    short = named_before(ctx, names, clause.subject, topic)
    if short is not None:
        return Subject(short, True)
    found = _before_verb(ctx, clause.subject, powers_in(ctx, names, clause.subject, clause.hidden))
    described = of_described(ctx, clause.subject, found, topic)
    if described is not None:
        return Subject(described, True)
    if (found and re.match(r"^(?:['’]s?)", ctx.text[found[-1].span.end :]) is None) or (found and DOCUMENTS.search(_head_of(_core_words(ctx, clause)).lower())):
        return Subject(_joined(ctx.text, found), True)
    if _PAIR.search(clause.subject.of(ctx.text)) and pair is not None:
        return Subject(replace(pair, span=clause.subject), True)
    office = find_office(ctx, clause.subject, topic) or _country_just_named(ctx, names, clause)
    if office is not None:
        return Subject(office, True)
    return _unnamed(ctx, clause, topic, found)


# "I" as the subject of its clause: In Proclamation 9000, I noted …; A proclamation, a letter to Congress, a notice on an emergency.
_SPEAKS = re.compile(r"(?:^\W*|[,;:)] |\b(?:and|that|while) )(I)(?= )")
_OF_PRESIDENT = re.compile(r"\b(?:Proclamations?|Executive Order|National Emergencies Act|Trade Expansion Act|Trade Act of 1974|U\.S\.C\.|United States Code|my Administration|United States Trade Representative)\b")


def _speaker(ctx: Context, clause: EnglishClause, topic: Actor | None) -> Actor | None:
    """Return the head of state who speaks of himself in his own paper: In my judgment, I have decided to …."""
    said = _SPEAKS.search(clause.subject.of(ctx.text))
    if said is None:
        return None
    span = Span(clause.subject.start + said.start(1), clause.subject.start + said.end(1))
    return Actor(span, ("US",)) if _OF_PRESIDENT.search(ctx.text) else topic


def _country_just_named(ctx: Context, names: Names, clause: EnglishClause) -> Actor | None:
    """Return the country that stands before "the country" in the same stretch: Under the deal with Japan, the country will …."""
    stand_in = re.search(r"\b[Tt]he (?:country|nation|bloc|island|kingdom|republic)(?= $|$)", clause.subject.of(ctx.text))
    before = [Actor(s, (c,)) for s, c, _ in names.jurisdictions if stand_in is not None and clause.subject.start <= s.start and s.end <= clause.subject.start + stand_in.start()]
    return before[-1] if before else None


def _before_verb(ctx: Context, subject: Span, found: list[Actor]) -> list[Actor]:
    """Return the powers of a subject without those that an unknown verb before "and" acts on: BIS is moving Burma to Group D and is …."""
    if len(found) < 2 or not re.search(r"(?:,|\band|\bbut)\s*$", subject.of(ctx.text)):
        return found
    verb = re.search(r" (?:is|are|was|were|has|have|had|will) ", ctx.text[found[0].span.end : found[-1].span.start])
    return [a for a in found if a.span.end <= found[0].span.end + verb.start()] if verb else found


def _told_of(ctx: Context, names: Names, clause: EnglishClause) -> Actor | None:
    """Return who acts in what somebody says or expects: Tokyo confirmed that China has banned …; expects China to lift it."""
    said = [v for v in clause.supports if v.support]
    if not said or clause.verb.form not in {"finite", "infinitive"}:
        return None
    after = [v for v in (*clause.supports, clause.verb) if v.group.start > said[-1].term.span.end]
    region = Span(said[-1].term.span.end, max(said[-1].term.span.end, after[0].group.start if after else 0))
    lead = re.match(r"\W*(?:that )?(?:the )?", region.of(ctx.text))
    start = region.start + (lead.end() if lead else 0)
    found = [a for a in powers_in(ctx, names, region, clause.hidden) if a.codes]
    near = found and found[0].span.start <= start + 2 and not re.match(r"['’]s? \w+ (?!government|ministry|president)", ctx.text[found[0].span.end :])
    return _joined(ctx.text, found) if near else None


def _unnamed(ctx: Context, clause: EnglishClause, topic: Actor | None, found: Sequence[Actor]) -> Subject:
    """Return the power spoken of where the subject stands for it, else that the subject is foreign."""
    words = _core_words(ctx, clause)
    head = _head_of(words)
    if _COMPANIES.search(words):
        return Subject(None, False, foreign=True, companies=True)
    stands = not words or _PRONOUN.match(head) or DOCUMENTS.search(head.lower()) or _STAND_IN.search(head) or _ACTION_NOUN.search(head) or re.match(r"^[a-z]+(?:ly|ing)\b", head)
    measure = any(t.word.kind == "noun" and t.word.noun != "flow" and clause.subject.covers(t.span) for t in ctx.terms)
    if stands or measure:
        return Subject(found[-1], True) if found else Subject(topic, False)
    return Subject(topic, False, foreign=True)


def find_pair(ctx: Context, names: Names, region: Span) -> Actor | None:
    """Return the two sides named together in a stretch: the United States and Japan, U.S.-China."""
    found = [(s, (c,)) for s, c, _ in names.jurisdictions] + [(m.span, (m.jurisdiction,)) for m in names.people if m.jurisdiction]
    rows = sorted((f for f in found if region.covers(f[0])), key=lambda f: f[0].start)
    for (a, x), (b, y) in pairwise(rows):
        between = ctx.text[a.end : b.start]
        listed = ctx.text[: a.start].endswith(", ")
        if x != y and not listed and re.fullmatch(r"(?:\s*(?:-|–|/)\s*|\s(?:and|with)\s(?:the |President )?)", between):
            return Actor(Span(a.start, b.end), (*x, *y))
    return None
