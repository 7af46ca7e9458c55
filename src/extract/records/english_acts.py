"""The act an English clause states: its measure noun, its operators, and what auxiliaries, promises and conditions make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon.measures import Word, read_words
from extract.lexicon.names import name_of
from extract.records.compose import Act, compose
from extract.records.english_clauses import EnglishClause
from extract.records.english_verbs import Verb
from extract.records.statements import Context, Modality, Term
from extract.spans import Span

# Where the object of a verb ends and something else begins.
_OBJECT_END = re.compile(
    r"[;:](?:\s|$)|\s[–—]\s|,? (?:which|whose|while|with (?:the aim|a view)|citing|effective|starting|beginning|pending|so that|because|as (?:part|well|it|they|a result)|by [a-z]+ing|unless|if|when|where|after|before|since|amid|despite|at a time)\b"
)
_INTRANSITIVE = re.compile(
    r"^(?:t(?:ake|akes|ook|aking) effect|enter|comes? into|came into|bec(?:a|o)me|expir|lapse|ends?\b|ended|ending|remain|continu|stay|appl(?:y|ies|ied)|start|began|begin|rise|rises|rose|rising|fall|falls|fell|drop|increas|decreas|resum|terminat|doubl|kick|go(?:es)? into|went into)",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"^\s*(?:$|[,.;)]|(?:to|from|by|on|in|at|for|until|through|under|with|after|as|again|automatically|immediately|upon|into|unless|of|today|yesterday|tomorrow|since|where|and|but|only|\d)\b)")
# Words of thought, demand and forecast: what they govern is nobody's act.
_THOUGHT = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for|upon)|argu(?:e|es|ed|ing)|believ(?:e|es|ed)|forecasts?|estimat(?:e|es|ed)|predict(?:s|ed)?|hop(?:e|es|ed|ing)|fear(?:s|ed)?|worr(?:y|ies|ied)|criticiz(?:e|es|ed)|"
    r"oppos(?:e|es|ed)|accus(?:e|es|ed)|ask(?:s|ed|ing)|press(?:es|ed|ing)|lobb(?:y|ies|ied)|deni(?:es|ed)|how to|ways? to|able to|unable to|failed to|fails to|authority to|power to|ability to|right to|easier to|harder to|enough to|used to|tends? to|negotiat(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|debat(?:e|es|ed|ing)|"
    r"economists? expect|analysts? expect|benefit from|suffer from)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(r"\b(?:them|it|those|these|this|that|the (?:measures?|rates?|actions?|restrictions?|rules?|controls?|same|suspension|pause|deadline|exclusions?|period|list)|its|their)\b")
# A parliament or council that approves one of these puts it into force.
_APPROVED_MEASURES = {"tariff", "export_control", "import_control", "sanction", "subsidy", "port_fee", "entity_listing", "procurement"}
_PROMISES = {"purchase_commitment", "investment_commitment"}
_PUTS_INTO_FORCE = {"impose", "increase", "resume", "maintain"}
_DECIDED = re.compile(r"^(?:announc|decid|determin|confirm|order|agree|rul)", re.IGNORECASE)
# Supports that do not bring about what stands in their object: request for comments, considered the tariff.
_EMPTY_SUPPORT = re.compile(r"^(?:request|order|direct|determin|declar|rul|decid|may|could|might|would|draft|suggest|confirm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClauseAct:
    """The act of a clause and its modality; `lent` says that its measure noun stands in an earlier sentence."""

    act: Act
    modality: Modality
    lent: bool = False


def synthetic(name: str, span: Span) -> Term:
    """Return the lexicon's operator of that name as if it stood at `span`."""
    return Term(next(w for w in read_words("en") if w.kind == "operator" and w.name == name), span)


def object_of(clause: EnglishClause, text: str) -> Span:
    """Return the stretch after the verb in which its object stands."""
    start = clause.verb.term.span.end
    stop = next((m for m in _OBJECT_END.finditer(text, start, clause.span.end) if not any(b.covers(Span(m.start(), m.end())) for b in clause.brackets)), None)
    return Span(min(start, clause.span.end), stop.start() if stop else max(clause.span.end, min(start, clause.span.end)))


def has_no_object(clause: EnglishClause, text: str) -> bool:
    """Say whether the verb's subject is what undergoes the act: a passive, or a verb without object (takes effect, expires)."""
    verb = clause.verb
    if verb.form == "passive":
        return True
    return bool(_INTRANSITIVE.match(verb.term.span.of(text))) and bool(_NO_OBJECT.match(text[verb.term.span.end : clause.span.end]))


def undergoes(clause: EnglishClause, text: str) -> bool:
    """Say whether the subject is what the measure hits: goods face a duty, a country accepts a tariff."""
    return bool(re.match(r"(?:fac(?:e|es|ed|ing)|accept(?:s|ed|ing)?)$", clause.verb.term.span.of(text), re.IGNORECASE))


def subject_nouns(ctx: Context, clause: EnglishClause) -> list[Term]:
    """Return the measures named in the subject."""
    return [t for t in _nouns_in(ctx, clause, clause.undergoer) if t.word.noun == "measure" and t.word.type]


def _nouns_in(ctx: Context, clause: EnglishClause, region: Span) -> list[Term]:
    found = [
        t
        for t in ctx.terms
        if t.word.kind == "noun" and region.covers(t.span) and not any(h.overlaps(t.span) for h in clause.hidden) and not any(b.covers(t.span) for b in clause.brackets)
    ]
    return [_as_measure(t, found, ctx.text) for t in found]


def _as_measure(term: Term, row: Sequence[Term], text: str) -> Term:
    """Restrictions on exports of: the trade named after a restriction makes a measure of it."""
    before = next((t for t in reversed(row) if t.span.end <= term.span.start), None)
    if term.word.noun != "flow" or term.word.type in _PROMISES or before is None or before.word.noun not in {"frame", "measure"}:
        return term
    between = text[before.span.end : term.span.start]
    joined = re.fullmatch(r"(?: (?:and|or) \w+)? (?:on|of|for|over)(?: [\w-]+){0,4}? ?", between) or not between.strip()
    return Term(replace(term.word, noun="measure"), term.span) if joined else term


def _named_measures(clause: EnglishClause, ctx: Context) -> list[Term]:
    """Return the laws, rules and lists that a heavy verb acts on as the measures they carry: rescinded the AI Diffusion Rule."""
    if clause.verb.support or clause.verb.term.word.light:
        return []
    subject = [t for t in _nouns_in(ctx, clause, clause.subject) if t.word.noun == "permission"]
    if subject and clause.verb.term.word.name in {"approve", "ease"}:
        return subject[-1:]  # General License 8 authorizes …
    region = clause.undergoer if has_no_object(clause, ctx.text) else object_of(clause, ctx.text)
    out = []
    for m in ctx.mentions:
        if m.kind == "eccn" and clause.verb.term.word.name == "list" and region.covers(m.span):
            out += [Term(measure_word("export_control"), m.span)]
        known = name_of(m.entity_id) if m.kind == "entity" and m.type == "LIST" and region.covers(m.span) and clause.shows(m.span) else None
        out += [Term(measure_word(known.measure), m.span)] if known is not None and known.measure else []
    return out


def measure_word(type_: str) -> Word:
    """Return a noun of the lexicon for a measure of that type."""
    words = [w for w in read_words("en") if w.kind == "noun" and w.type == type_]
    return next((w for w in words if w.noun == "measure"), words[0])


def _flow_noun(verb: Verb) -> Term | None:
    """Return the verbal noun purchases or investment as the flow it names."""
    wanted = {"buy": "purchase_commitment", "invest": "investment_commitment"}.get(verb.term.word.name)
    word = next((w for w in read_words("en") if w.kind == "noun" and w.type == wanted), None)
    return Term(word, verb.term.span) if word is not None else None


def nouns_of(ctx: Context, clause: EnglishClause) -> list[Term]:
    """Return the measure nouns that the verb acts on: in its object, or in its subject where it has none."""
    flows = [t for t in map(_flow_noun, clause.inner) if t is not None and t.span.start >= clause.verb.term.span.start]
    found = sorted([*_nouns_in(ctx, clause, object_of(clause, ctx.text)), *flows], key=lambda t: t.span.start)
    if has_no_object(clause, ctx.text):
        own = _nouns_in(ctx, clause, clause.undergoer)
        if clause.verb.form != "passive" or not any(t.word.type for t in found):
            return own[-1:] if any(t.word.type for t in own[-1:]) else [t for t in own if t.word.type][-1:] or found
        return found
    if clause.verb.form == "nominal" and not found:
        return _nouns_in(ctx, clause, clause.undergoer)[-1:]
    return found


def _implied(clause: EnglishClause, ctx: Context, nouns: Sequence[Term]) -> Act | None:
    """Announced a tariff, pledged investments: the act is in the noun."""
    verb = clause.verb
    if _EMPTY_SUPPORT.match(verb.term.span.of(ctx.text)) or verb.form not in {"finite", "infinitive", "gerund", "passive"}:
        return None
    noun = next((t for t in nouns if t.word.type), None)
    if noun is not None and noun.word.noun == "permission":
        return Act(noun.word.type, "approve", synthetic("approve", verb.term.span), noun)
    if noun is None or (noun.word.noun == "flow" and noun.word.type not in _PROMISES):
        return None
    before = ctx.text[verb.term.span.end : nouns[0].span.start] if verb.form != "passive" else ""
    if len(before.split()) > 9 or re.search(r"\b(?:the|its|that|of the|these|those|this)(?: \w+)? $|,|\bcomments?\b|\bfrom\b|\bon\b|\bfor\b", before):
        return None
    name = "agree" if noun.word.type in _PROMISES else "impose"
    return Act(noun.word.type, name, synthetic(name, verb.term.span), noun)


def _promise(act_type: str, operators: Sequence[Term], nouns: Sequence[Term]) -> Act | None:
    """Will make purchases of, expand investments in: raising a promised flow is a promise."""
    noun = next((t for t in nouns if t.word.type in _PROMISES), None)
    heavy = [t for t in operators if not t.word.light]
    if noun is None or act_type not in {"", *_PROMISES} or any(t.word.name not in {"increase", "buy", "invest", "approve"} for t in heavy):
        return None
    name = heavy[-1].word.name if heavy and heavy[-1].word.name == "approve" else "agree"
    return Act(noun.word.type, name, operators[-1], noun)


def _lent_noun(clause: EnglishClause, ctx: Context, topic_noun: Term | None, nouns: Sequence[Term], has_rates: bool) -> list[Term]:
    """Return the noun of an earlier sentence where this clause points back to it."""
    if topic_noun is None or any(t.word.type for t in nouns):
        return []
    stretch = clause.undergoer.of(ctx.text) if has_no_object(clause, ctx.text) else object_of(clause, ctx.text).of(ctx.text)[:60]
    pointing = has_rates or any(t.word.noun == "frame" for t in nouns) or bool(_POINTER.search(stretch))
    return [Term(replace(topic_noun.word, noun="measure"), topic_noun.span)] if pointing else []


def _adjust(act: Act, text: str) -> Act:
    """Guidance warns, cooperation is agreed, whatever verb brings it about."""
    if act.type == "guidance" and act.action in {"impose", "increase"}:
        return replace(act, action="warn")
    if act.action == "approve" and act.noun is not None and act.noun.word.noun == "measure" and act.type in _APPROVED_MEASURES and not re.search(r"exclu|exempt|exception|waive", act.noun.span.of(text), re.IGNORECASE):
        return replace(act, action="increase" if re.search(r"increase|hike", act.noun.span.of(text), re.IGNORECASE) else "impose")
    if act.type == "cooperation" and act.action in {"impose", "increase"}:
        return replace(act, action="agree")
    return act


def _negated(clause: EnglishClause, act: Act, text: str) -> Act | None:
    """No longer applies → lift; agreed not to impose, will not impose → forgo; did not impose → None."""
    chain = (*clause.supports, clause.verb)
    negations = [v.negation for v in chain if v.negation]
    subject = clause.subject.of(text).strip().lower()
    if re.match(r"(?:no|none|neither|few|nothing|nobody)\b", subject) and not negations:
        return None
    if re.match(r"\W*no(?! longer)\b", text[clause.verb.term.span.end : clause.span.end]):
        negations = negations or ["not"]
    if not negations:
        return act
    if "no longer" in negations:
        return replace(act, action="lift") if act.action in _PUTS_INTO_FORCE else None
    verb = clause.verb
    auxiliaries = text[verb.group.start : verb.term.span.start].lower()
    promised = bool(clause.supports) and verb.form in {"infinitive", "finite"} and any(s.support for s in clause.supports) and not any(s.negation for s in clause.supports)
    future = re.match(r"^(?:will|shall) ", auxiliaries) is not None
    return replace(act, action="forgo") if act.action in _PUTS_INTO_FORCE - {"maintain"} and (promised or future) else None


def _modality(clause: EnglishClause, conditional: bool, text: str) -> Modality:
    modality: Modality = clause.verb.modality
    if modality == "proposed" and re.search(r"\bwould\b", text[clause.verb.group.start : clause.verb.term.span.start]) and any(_DECIDED.match(v.term.span.of(text)) for v in clause.supports):
        modality = "done"  # announced that it would: what was decided, told in the past
    for verb in clause.supports:
        if verb.modality == "proposed" or (verb.support and verb.term.word.modality == "proposed"):
            modality = "proposed"
        elif verb.support and verb.term.word.modality == "agreed" and modality == "done":
            modality = "agreed"
    if clause.verb.support and clause.verb.term.word.modality != "done" and modality == "done":
        modality = clause.verb.term.word.modality
    future = re.search(r"\b(?:will|shall)\b", text[clause.first.group.start : clause.verb.term.span.start])
    return "proposed" if conditional and future else modality


def _operators(clause: EnglishClause) -> list[Term]:
    """Return the operators from innermost to outermost; the light ones that hand over to the verb come last."""
    outer = [v.term for v in reversed(clause.supports) if not v.support and v.term.word.light]
    return [*(v.term for v in reversed(clause.inner) if not v.support), clause.verb.term, *outer]


def _is_thought(clause: EnglishClause, text: str) -> bool:
    stretch = Span(max(clause.subject.start, clause.lead.start), max(clause.subject.start, clause.verb.group.start))
    words = [stretch.of(text), text[clause.span.start : max(clause.span.start, clause.verb.term.span.start)]]
    return any(v.idle for v in (*clause.supports, clause.verb)) or (any(_THOUGHT.search(w) for w in words) and clause.verb.form != "nominal" and not any(v.form == "nominal" for v in clause.supports))


def _as_status(clause: EnglishClause, ctx: Context) -> bool:
    """Say whether somebody is designated as something that is itself a sanction: as a State Sponsor of Terrorism."""
    return any(t.word.type == "sanction" and re.search(r"\bas (?:an? )?$", ctx.text[: t.span.start]) for t in nouns_of(ctx, clause))


def _plain_addition(verb: Verb, nouns: Sequence[Term], listed: bool) -> bool:
    """Add and place list somebody only where a list is named: adding jobs is no listing."""
    return verb.term.word.name == "list" and not listed and not any(t.word.type for t in nouns)


def read_act(clause: EnglishClause, ctx: Context, topic_noun: Term | None, has_rates: bool, listed: bool, conditional: bool) -> ClauseAct | None:
    """Return the act that a clause states, None where it states none.

    `topic_noun` is the last measure noun before the sentence, `has_rates` that the clause names a change of rates, `listed` that
    it names a list of parties, `conditional` that the sentence has a condition.
    """
    if _is_thought(clause, ctx.text):
        return None
    nouns = nouns_of(ctx, clause)
    nouns = nouns if any(t.word.type for t in nouns) else [*nouns, *_named_measures(clause, ctx)]
    if not any(t.word.type for t in nouns) and re.search(r"licen[cs]|permit|authori", clause.verb.term.span.of(ctx.text), re.IGNORECASE) and clause.verb.term.word.name == "restrict":
        kind = "import_control" if "import" in clause.verb.term.span.of(ctx.text) else "export_control"
        nouns = [*nouns, Term(measure_word(kind), clause.verb.term.span)]
    lent = _lent_noun(clause, ctx, topic_noun, nouns, has_rates)
    if clause.verb.support:
        act = _implied(clause, ctx, nouns)
    elif _plain_addition(clause.verb, nouns, listed) and not re.match(r"designat", clause.verb.term.span.of(ctx.text), re.IGNORECASE):
        act = None
    elif clause.verb.term.word.name == "list" and re.match(r"designat", clause.verb.term.span.of(ctx.text), re.IGNORECASE) and not _as_status(clause, ctx):
        act = Act("entity_listing", "impose", clause.verb.term, None)
    elif clause.verb.term.word.name == "cooperate":
        act = Act("cooperation", "agree", clause.verb.term, next((t for t in nouns if t.word.type == "cooperation"), None))
    elif clause.verb.form == "passive" and clause.verb.term.word.name in {"invest", "buy"} and clause.subject.of(ctx.text).strip():
        act = None  # what is done with the money is no promise
    else:
        operators = _operators(clause)
        act = compose([*lent, *nouns], operators)
        act = _promise(act.type if act is not None else "", operators, nouns) or act
    if act is None and clause.verb.term.word.name == "extend":
        licence = next((t for t in nouns if t.word.noun == "permission"), None)
        act = Act(licence.word.type, "extend", clause.verb.term, licence) if licence is not None else None
    if act is None:
        return None
    if lent and act.noun is lent[0]:
        act = replace(act, noun=next((t for t in nouns if t.word.noun == "frame"), None))
    final = _negated(clause, _adjust(act, ctx.text), ctx.text)
    return ClauseAct(final, _modality(clause, conditional, ctx.text), bool(lent)) if final is not None else None
