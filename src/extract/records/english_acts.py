"""The act an English clause states: its measure noun, its operators, and what auxiliaries, promises and conditions make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract.records.compose import Act, compose
from extract.records.english_clauses import EnglishClause
from extract.records.english_nouns import (
    PROMISES,
    has_no_object,
    measure_word,
    named_measures,
    nouns_of,
    object_of,
    subject_nouns,
    synthetic,
)
from extract.records.english_words import NATIONS
from extract.records.statements import Context, Modality, Term
from extract.spans import Span

# Words of thought, demand and forecast: what they govern is nobody's act.
_THOUGHT = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for|upon)|argu(?:e|es|ed|ing)|believ(?:e|es|ed)|forecasts?|estimat(?:e|es|ed)|predict(?:s|ed)?|hop(?:e|es|ed|ing)|fear(?:s|ed)?|worr(?:y|ies|ied)|criticiz(?:e|es|ed)|"
    r"oppos(?:e|es|ed)|accus(?:e|es|ed)|ask(?:s|ed|ing)|press(?:es|ed|ing)|lobb(?:y|ies|ied)|deni(?:es|ed)|how to|ways? to|able to|unable to|failed to|fails to|authority to|power to|ability to|right to|easier to|harder to|enough to|used to|tends? to|negotiat(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|debat(?:e|es|ed|ing)|"
    r"(?:rumou?rs?|speculation|allegations?|fears|hopes|suggestions) (?:that|of|about)|economists? expect|analysts? expect|benefit from|suffer from)\b",
    re.IGNORECASE,
)
# Options before a parliament, and what a law lets somebody do.
_OPTION = re.compile(r"\b(?:Congress|lawmakers|Parliament|policymakers)(?: also)? (?:may|could|might)\b|\b(?:[Ss]ection \d+\w*(?: of the [A-Z][\w ]{3,60}?)?|[Aa]ct|[Ss]tatute|[Pp]rovision|[Ll]aw|[Tt]reaty|IEEPA|[Aa]uthority)\W* (?:authori[sz]es|allows|permits|provides|enables|empowers)\b")
# Rates of several countries side by side are statistics, as is what a study found.
COMPARED = re.compile(
    r"\b(?:while|whereas|but)\b[^.;]{0,160} (?:much|far|significantly|substantially) (?:higher|lower) (?:[a-z]+ )?(?:tariffs?|dut(?:y|ies)|rates?)\b|\bone of the (?:highest|lowest|most)\b|\bsome of the (?:highest|lowest)\b|"
    r"\b(?:[Ss]tud(?:y|ies)|[Ss]urveys?|[Aa]nalys[ei]s|[Rr]esearch|[Ww]orking papers?)\b[^.;]{0,120} (?:f(?:ind|inds|ound)|show(?:s|ed)?|suggest(?:s|ed)?|estimate[sd]?)\b(?! no injury)"
)
_FOUND = re.compile(r"(?:stud|survey|analys|research|working)", re.IGNORECASE)
# How a rule works: what holds where some product falls under two duties.
_MECHANICS = re.compile(r"\W*(?:If|Where|When|Whenever) (?:an?|any|the same) (?:[a-z-]+ )?(?:product|good|article|item|shipment|vehicle|part|importer|exporter|applicant|filer)\b")
_POINTER = re.compile(r"\b(?:them|it|those|these|this|that|the (?:measures?|rates?|actions?|restrictions?|rules?|controls?|same|suspension|pause|delay|deferral|moratorium|truce|waivers?|deadline|exclusions?|exemptions?|period|list)|its|their)\b")
# A parliament or council that approves one of these puts it into force.
_APPROVED_MEASURES = {"tariff", "export_control", "import_control", "sanction", "subsidy", "port_fee", "entity_listing", "procurement"}
_PUTS_INTO_FORCE = {"impose", "increase", "resume", "maintain"}
_DECIDED = re.compile(r"^(?:announc|decid|determin|confirm|order|agree|rul|sa(?:ys|id)|t[eo]l(?:l|d)|declar|notif)", re.IGNORECASE)
# Supports that do not bring about what stands in their object: request for comments, considered the tariff.
_EMPTY_SUPPORT = re.compile(r"^(?:request|order|direct|determin|declar|rul|decid|may|could|might|would|draft\b|suggest|confirm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClauseAct:
    """The act of a clause and its modality; `lent` says that its measure noun stands in an earlier sentence."""

    act: Act
    modality: Modality
    lent: bool = False


def _implied(clause: EnglishClause, ctx: Context, nouns: Sequence[Term]) -> Act | None:
    """Announced a tariff, pledged investments: the act is in the noun."""
    verb = clause.verb
    if _EMPTY_SUPPORT.match(verb.term.span.of(ctx.text)) or verb.form not in {"finite", "infinitive", "gerund", "passive"}:
        return None
    if verb.form == "passive" and re.match(r" to (?!be |take |go |come |enter |start |begin |appl|remain|rise|fall|expire|end )[a-z]", ctx.text[verb.term.span.end :]):
        return None  # the sale is expected to raise $10 billion
    noun = next((t for t in nouns if t.word.type), None)
    if noun is not None and noun.word.noun == "permission":
        return Act(noun.word.type, "approve", synthetic("approve", verb.term.span), noun)
    if noun is None or (noun.word.noun == "flow" and noun.word.type not in PROMISES):
        return None
    before = ctx.text[verb.term.span.end : nouns[0].span.start] if verb.form != "passive" else ""
    own = noun.word.type in {"investigation", "guidance"} and re.search(r" (?:its|their)(?: \w+)? $", before)  # published its determination
    if len(before.split()) > 9 or (not own and re.search(r"\b(?:the|its|that|of the|these|those|this)(?: \w+)? $|,|\bcomments?\b|\bfrom\b|\bon\b|\bfor\b", before)):
        return None
    name = "agree" if noun.word.type in PROMISES else "impose"
    return Act(noun.word.type, name, synthetic(name, verb.term.span), noun)


def _promise(act_type: str, operators: Sequence[Term], nouns: Sequence[Term]) -> Act | None:
    """Will make purchases of, expand investments in: raising a promised flow is a promise."""
    noun = next((t for t in nouns if t.word.type in PROMISES), None)
    heavy = [t for t in operators if not t.word.light]
    if noun is None or act_type not in {"", *PROMISES} or any(t.word.name not in {"increase", "buy", "invest", "approve"} for t in heavy):
        return None
    name = heavy[-1].word.name if heavy and heavy[-1].word.name == "approve" else "agree"
    return Act(noun.word.type, name, operators[-1], noun)


def _lent_noun(clause: EnglishClause, ctx: Context, topic_noun: Term | None, nouns: Sequence[Term], has_rates: bool) -> list[Term]:
    """Return the noun of an earlier sentence where this clause points back to it."""
    effect = subject_nouns(ctx, clause) and clause.verb.form == "finite" and not has_no_object(clause, ctx.text)  # the tariffs reduced imports by a third
    if topic_noun is None or effect or any(t.word.type for t in nouns):
        return []
    stretch = clause.undergoer.of(ctx.text) if has_no_object(clause, ctx.text) else object_of(clause, ctx.text).of(ctx.text)[:60]
    goes_on = clause.subject.of(ctx.text).strip(" ,") == "which"
    steps = clause.shared and clause.verb.form == "gerund" and re.match(r" (?:again )?(?:to|from|by) (?:[a-z]+ ){0,2}?\d[\d.]* ?(?:%|per ?cent)", ctx.text[clause.verb.term.span.end :])  # a 10% duty, rising to 30% in May
    pointing = has_rates or steps or goes_on or any(t.word.noun == "frame" for t in nouns) or bool(_POINTER.search(stretch))
    return [Term(replace(topic_noun.word, noun="measure"), topic_noun.span)] if pointing else []


# What takes trade out of a control: there is less of the control where there is more of it.
_LETS_OUT = re.compile(r"licen[cs]e exceptions?$", re.IGNORECASE)


def adjust(act: Act, text: str) -> Act:
    """Guidance warns, cooperation is agreed, whatever verb brings it about."""
    if act.type == "guidance" and act.action in {"impose", "increase"}:
        return replace(act, action="warn")
    if act.action in {"approve", "increase"} and act.noun is not None and act.noun.span.of(text).lower().endswith("access"):
        return replace(act, action="ease")  # will allow market access for
    if act.noun is not None and _LETS_OUT.search(act.noun.span.of(text)) and act.action in {"impose", "increase"} and act.operator is not None and act.operator.word.name != "revise":
        return replace(act, action="ease")  # adds a licence exception
    if act.action == "approve" and act.noun is not None and act.noun.word.noun == "measure" and act.type in _APPROVED_MEASURES and not re.search(r"exclu|exempt|exception|waive", act.noun.span.of(text), re.IGNORECASE):
        return replace(act, action="increase" if re.search(r"increase|hike", act.noun.span.of(text), re.IGNORECASE) else "impose")
    if act.type == "cooperation" and act.action in {"impose", "increase"}:
        return replace(act, action="agree")
    return act


# Which way a policy is revised: to be more favourable; from a presumption of denial to case-by-case review.
_LOOSER = re.compile(r"\b(?:to be|to make (?:it|them)) (?:more (?:favou?rable|permissive|flexible)|less (?:restrictive|strict|burdensome))\b|\bfrom (?:an? )?(?:presumption|policy) of denial to\b", re.IGNORECASE)


def _loosened(act: Act, clause: EnglishClause, text: str) -> Act:
    """Return a revision that its words tell to go the easier way as an easing."""
    revised = act.operator is not None and act.operator.word.name == "revise" and act.type in {"export_control", "import_control", "sanction"}
    return replace(act, action="ease") if revised and act.action == "impose" and _LOOSER.search(text, clause.span.start, clause.span.end) else act


# Before "plans to", "intention of": what is not planned is no act, what was planned and given up is one not done.
_NO_PLAN = re.compile(r"\b(?:no|without(?: any)?|not any|lacks? any|denied(?: any| having)?|denies|disavowed) (?:(?:current|immediate|present|specific|concrete|further|such|new) )*$", re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:abandon(?:s|ed|ing)?|drop(?:s|ped|ping)?|shelv(?:es?|ed|ing)|scrap(?:s|ped|ping)?|ditch(?:es|ed|ing)?|cancel(?:s|l?ed|l?ing)?|withdr[ae]w(?:s|n|ing)?|"
    r"suspend(?:s|ed|ing)?|call(?:s|ed|ing)? off|put(?:s|ting)? (?:off|aside)|set(?:s|ting)? aside|(?:back(?:s|ed|ing)?|walk(?:s|ed|ing)?) (?:off|away|down|out)(?: (?:from|on|of))?|"
    r"retreat(?:s|ed|ing)? from|gave up|giv(?:es?|ing) up(?: on)?) (?:(?:an?|its|the|their|his|earlier|previous|controversial|any) )*$",
    re.IGNORECASE,
)

_NO_DUTY = re.compile(r" (?:[\w.-]{1,30} ){0,5}?no (?:[\w-]{1,20} ){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|customs)\b")


def _negated(clause: EnglishClause, act: Act, text: str) -> Act | None:
    """No longer applies → lift; agreed not to impose, will not impose → forgo; did not impose → None."""
    chain = (*clause.supports, clause.verb)
    negations = [v.negation for v in chain if v.negation]
    if any(_NO_PLAN.search(text[clause.sentence.start : v.term.span.start]) for v in clause.supports):
        return None
    if any(_DROPPED.search(text[clause.sentence.start : v.term.span.start]) for v in clause.supports):
        return replace(act, action="forgo") if act.action in _PUTS_INTO_FORCE else None
    subject = clause.subject.of(text).strip().lower()
    if re.match(r"(?:no|none|neither|few|nothing|nobody)\b", subject) and not negations:
        return None
    after = text[clause.verb.term.span.end : clause.span.end]
    if act.type == "tariff" and not negations and re.match(r"charg", clause.verb.term.span.of(text), re.IGNORECASE) and _NO_DUTY.match(after):
        return replace(act, action="lift")  # will charge no tariffs
    if re.match(r"\W*no(?! (?:longer|less|more|fewer|lower|higher|greater|later|earlier|sooner))\b", after):
        negations = negations or ["not"]
    if not negations:
        return act
    verb = clause.verb
    if verb.term.word.name == "approve" and verb.form == "passive" and act.type in _APPROVED_MEASURES and not re.search(r"\b(?:did|was|were)\b", text[verb.group.start : verb.term.span.start]):
        still = re.search(r"\bstill\b", text[verb.group.start : verb.term.span.start])
        return replace(act, action="maintain" if still else "impose")  # is not permitted
    if "no longer" in negations:
        return replace(act, action="lift") if act.action in _PUTS_INTO_FORCE else None
    auxiliaries = text[verb.group.start : verb.term.span.start].lower()
    promised = bool(clause.supports) and verb.form in {"infinitive", "finite"} and any(s.support for s in clause.supports) and not any(s.negation for s in clause.supports)
    future = re.match(r"^(?:will|shall) ", auxiliaries) is not None
    if promised and act.action in _KEPT:
        return replace(act, action=_KEPT[act.action])
    return replace(act, action="forgo") if act.action in _PUTS_INTO_FORCE - {"maintain"} and (promised or future) else None


# What it comes to if somebody decides not to do it.
_KEPT = {"suspend": "maintain", "lift": "maintain", "reduce": "maintain", "ease": "maintain", "extend": "forgo"}


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
    rule = clause.verb.term.word.light and re.match(r" (?:a|an|new|its|the)\b[^,.;]{0,40}?\b(?:rules?|proposals?|legislation|bill|regulations?|orders?)\b", text[clause.verb.term.span.end : clause.span.end])
    if future and rule and any(v.support for v in clause.supports):
        return "proposed"  # says it will issue a rule
    answers = clause.supports and re.search(r"\bwould\b[^.;]{0,160}? if (?!necessary|needed|approved)", text[clause.verb.group.start : clause.sentence.end])
    return "proposed" if (conditional and future) or answers else modality  # said it would answer if the other went ahead


def _operators(clause: EnglishClause) -> list[Term]:
    """Return the operators from innermost to outermost; the light ones that hand over to the verb come last."""
    outer = [v.term for v in reversed(clause.supports) if not v.support and v.term.word.light]
    return [*(v.term for v in reversed(clause.inner) if not v.support), clause.verb.term, *outer]


def _is_compared(clause: EnglishClause, text: str) -> bool:
    """Say whether a clause states a statistic or a finding: levies 20% while others apply much lower rates; not what somebody did."""
    at = clause.verb.term.span.start
    start = max(clause.sentence.start, text.rfind(";", clause.sentence.start, at))
    end = text.find(";", at, clause.sentence.end)
    found = COMPARED.search(text, start, end if end >= 0 else clause.sentence.end)
    if found is None or _FOUND.match(found[0]):
        return found is not None
    words = text[clause.verb.group.start : clause.verb.term.span.end]
    return not (_HAPPENED if clause.verb.form == "finite" else _WAS_DONE).search(words) or _STATE.search(words) is not None


# What somebody did or will do, and what only holds.
_HAPPENED = re.compile(r"\b(?:will|has|have|had|hit|put|set|cut|[a-z]+ed)\b", re.IGNORECASE)
_WAS_DONE = re.compile(r"\b(?:will|was|were|has been|have been|had been)\b", re.IGNORECASE)
_STATE = re.compile(r"\b(?:appl|charg|lev|averag|fac|maintain|collect|pa(?:y|id)|remain)\w*$", re.IGNORECASE)


def _is_thought(clause: EnglishClause, text: str) -> bool:
    if _OPTION.search(text, clause.subject.start, clause.verb.term.span.end) or _is_compared(clause, text) or _MECHANICS.match(text, clause.sentence.start, clause.sentence.end):
        return True
    stretch = Span(max(clause.subject.start, clause.lead.start), max(clause.subject.start, clause.verb.group.start))
    words = [stretch.of(text), text[clause.span.start : max(clause.span.start, clause.verb.term.span.start)]]
    return any(v.idle for v in (*clause.supports, clause.verb)) or (any(_THOUGHT.search(w) for w in words) and clause.verb.form != "nominal" and not any(v.form == "nominal" for v in clause.supports))


def _as_status(clause: EnglishClause, ctx: Context) -> bool:
    """Say whether somebody is designated as what is itself a sanction: a State Sponsor of Terrorism."""
    return any(t.word.type == "sanction" and re.search(r"\bas (?:an? )?$", ctx.text[: t.span.start]) for t in nouns_of(ctx, clause))


def _plain_addition(clause: EnglishClause, ctx: Context, nouns: Sequence[Term], listed: bool) -> bool:
    """Add and place list somebody only where a list is named: adding jobs is no listing, adding 20 firms to a list is."""
    if clause.verb.term.word.name != "list" or listed or clause.verb.term.span.of(ctx.text).lower().startswith("publish") or any(t.word.type for t in nouns):
        return False
    if _LISTS_PARTIES.match(ctx.text, clause.verb.term.span.start):
        return False
    return not _ONTO_LIST.search(ctx.text[clause.span.start : clause.sentence.end])


# The Council listed 14 persons: what is counted so is put on its list.
_LISTS_PARTIES = re.compile(r"list(?:s|ed|ing)? (?:an? (?:further|additional)|another|further|additional|[\w-]+)(?: [\w’'-]+){0,3}? (?:individuals?|persons|people|entit(?:y|ies)|companies|firms|vessels|ships|tankers|banks|traders|refineries|operators)\b", re.IGNORECASE)
# Parties that are put on a list, whatever it is called.
_ONTO_LIST = re.compile(
    r"\b(?:entit(?:y|ies)|compan(?:y|ies)|firms?|part(?:y|ies)|persons?|people|individuals?|organi[sz]ations?|institutions?|banks?|vessels?|ships?|tankers?|universit(?:y|ies)|refiner(?:y|ies)|traders?|officials?|subsidiaries)\b"
    r"[^.;]{0,60}? (?:to|on|onto|in) (?:a|an|the|its|their|this|that|her|his) [^.;,]{0,50}?\b(?:lists?|blacklist|register)\b",
    re.IGNORECASE,
)


def _objects(clause: EnglishClause, ctx: Context) -> list[Term]:
    """Return the nouns that the verb acts on, or what stands for them: a named rule, the licence in the verb's own words."""
    nouns = nouns_of(ctx, clause)
    if any(t.word.type for t in nouns):
        return nouns
    named = named_measures(clause, ctx)
    words = clause.verb.term.span.of(ctx.text).lower()
    if named or clause.verb.term.word.name != "restrict" or not re.search(r"licen[cs]|permit|authori", words):
        return [*nouns, *named]
    return [*nouns, Term(measure_word("import_control" if "import" in words else "export_control"), clause.verb.term.span)]


def _composed(clause: EnglishClause, ctx: Context, lent: Sequence[Term], nouns: Sequence[Term]) -> Act | None:
    """Return the act of a verb that is an operator."""
    operators = _operators(clause)
    rate = _of_rate(clause, ctx, nouns)
    if rate is not None:
        return rate
    act = _of_parties(compose([*lent, *nouns], operators), clause, ctx)
    act = _promise(act.type if act is not None else "", operators, nouns) or act
    if act is None and clause.verb.term.word.name == "restrict" and _FOREIGN_GOODS.match(object_of(clause, ctx.text).of(ctx.text)):
        return Act("import_control", "impose", clause.verb.term, None)  # banned Japanese scallops
    if act is None and clause.verb.term.word.name == "restrict" and clause.verb.form == "passive" and _GOODS_FROM.search(clause.undergoer.of(ctx.text)):
        return Act("import_control", "impose", clause.verb.term, None)  # tin from Ruritania is barred
    if act is None and clause.verb.term.word.measure and _BAN_ON_FOREIGN.search(_region_of(clause, ctx)):
        return Act("import_control", clause.verb.term.word.measure, clause.verb.term, next((t for t in nouns if t.word.noun == "frame"), None))
    if act is None and clause.verb.term.word.name == "lift" and _OFF_LIST.search(object_of(clause, ctx.text).of(ctx.text)):
        return Act("entity_listing", "lift", clause.verb.term, None)
    licence = next((t for t in nouns if t.word.noun == "permission"), None)
    if act is None and licence is not None and clause.verb.term.word.name == "extend":
        return Act(licence.word.type, "extend", clause.verb.term, licence)
    return act


# What a country forbids of another's goods is their import.
_PEOPLE_OR_MONEY = r"(?:[a-z-]+ )?(?:owners(?:hip)?|students?|journalists?|reporters?|workers?|nationals|visitors?|migrants?|tourists?|investments?|investors?|travel|travell?ers?|currenc(?:y|ies)|loans?|capital|visas?|media)\b"
_GOODS_OF_NATION = (
    rf"(?: (?:the|all|certain|some|most|any))? (?!U\.S\. (?:persons|companies|firms))(?-i:{NATIONS})(?:-made|-origin|-built)? "
    rf"(?!compan|firms?|entit|person|individual|citizen|investor|national|bank|ship|vessel|airline|official|govern|from|access|military|{_PEOPLE_OR_MONEY})[a-z]"
)
_GOODS_FROM = re.compile(rf"\b(?!{_PEOPLE_OR_MONEY})(?!people\b|citizens\b|passengers\b|flights?\b|ships?\b|vessels?\b|compan|firms?\b|delegat|teams?\b|athletes\b|persons?\b|entities\b|traffic\b|withdraw|away\b|apart\b)[a-z-]{{3,30}} (?:originating |coming |shipped |imported |made )?from (?:the )?(?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])\w*){{0,3}}\W*$")
_FOREIGN_GOODS = re.compile(rf"^{_GOODS_OF_NATION}")
_BAN_ON_FOREIGN = re.compile(rf"\b(?:bans?|restrictions?|curbs?|prohibitions?|embargo(?:es)?|moratorium|suspensions?|limits?|checks|inspections) on(?: imports of)?(?!(?: [a-z]+)? foreign )(?={_GOODS_OF_NATION})", re.IGNORECASE)


def _region_of(clause: EnglishClause, ctx: Context) -> str:
    """Return the words of what the verb acts on."""
    return (clause.undergoer if has_no_object(clause, ctx.text) else object_of(clause, ctx.text)).of(ctx.text)


_PARTIES = re.compile(r"\b(?:entit(?:y|ies)|compan(?:y|ies)|firms?|parties|persons?|individuals?|organi[sz]ations?|institutions?|universit(?:y|ies)|businesses|contractors?|subsidiaries|Inc|Corp|Ltd|Co)\b")


# To leave "the List" is to be listed no more.
_OFF_LIST = re.compile(r"\bfrom (?:the|its|their|that) (?:[\w’'-]+ ){0,5}?(?-i:List)\b")
# A rate in percent that is no price, tax or statistic.
_RATE = re.compile(r"\b(?<!tax )(?<!interest )(?<!growth )(?<!inflation )(?<!margin )(?<!approval )(?<!exchange )(?<!unemployment )(?<!ownership )(?:rates?|ceiling)\b[^.;]{0,60}?\d ?(?:%|per ?cent)|\bthe (?:higher|greater|lower|lesser) of\b[^.;]{0,60}?\d ?(?:%|per ?cent)", re.IGNORECASE)
_RATE_ACTIONS = {"impose": "impose", "increase": "increase", "reduce": "reduce", "ease": "reduce", "maintain": "maintain", "extend": "extend"}


def _of_rate(clause: EnglishClause, ctx: Context, nouns: Sequence[Term]) -> Act | None:
    """Return the act on a rate in percent that no measure is named for: what is traded at it bears a tariff."""
    action = _RATE_ACTIONS.get(clause.verb.term.word.name)
    if action is None or clause.verb.form == "nominal" or any(t.word.type and t.word.noun == "measure" for t in nouns):
        return None
    region = Span(clause.subject.start, clause.span.end) if has_no_object(clause, ctx.text) else object_of(clause, ctx.text)
    if not _RATE.search(region.of(ctx.text)):
        return None
    return Act("tariff", action, clause.verb.term, next((t for t in nouns if t.word.noun == "frame"), None))


def _of_parties(act: Act | None, clause: EnglishClause, ctx: Context) -> Act | None:
    """Return the act on a control list as a listing where parties are added to it or taken from it."""
    listing = act is not None and act.noun is not None and re.search(r"\blists?$", act.noun.span.of(ctx.text), re.IGNORECASE)
    if act is None or not listing or act.type != "export_control" or act.action not in {"impose", "lift", "suspend"}:
        return act
    region = clause.undergoer if has_no_object(clause, ctx.text) else object_of(clause, ctx.text)
    return replace(act, type="entity_listing") if _PARTIES.search(region.of(ctx.text)) else act


def _special(clause: EnglishClause, ctx: Context, nouns: Sequence[Term], listed: bool) -> Act | Literal["none", ""]:
    """Return the act of a verb that is not simply composed; "none" where it makes no act, "" where it is composed."""
    term = clause.verb.term
    designates = term.word.name == "list" and bool(re.match(r"designat", term.span.of(ctx.text), re.IGNORECASE))
    if designates:
        return "" if _as_status(clause, ctx) else Act("entity_listing", "impose", term, None)
    if _plain_addition(clause, ctx, nouns, listed):
        return "none"
    if term.word.name == "list" and not any(t.word.type for t in nouns):
        return Act("entity_listing", "impose", term, None)
    if term.word.name == "deny" and not clause.inner and re.match(r" to [a-z]", ctx.text[term.span.end :]):
        return "none"  # refuses to change its practices
    if term.word.name == "cooperate":
        return Act("cooperation", "agree", term, next((t for t in nouns if t.word.type == "cooperation"), None))
    # What is done with the money is no promise: the sum will be invested in ports.
    spent = clause.verb.form == "passive" and term.word.name in {"invest", "buy"} and clause.subject.of(ctx.text).strip()
    return "none" if spent else ""


def _is_guess(clause: EnglishClause, text: str) -> bool:
    """Say whether a passive without agent only tells what may happen: rules may be withdrawn, shipments may be allowed."""
    if clause.supports or clause.verb.form != "passive" or clause.verb.modality != "proposed":
        return False
    might = re.search(r"\b(?:may|might|could)\b", text[clause.verb.group.start : clause.verb.term.span.start])
    return bool(might) and not re.search(r"\bby (?:the )?[A-Z]", text[clause.verb.term.span.end : clause.span.end])


def _is_hope(clause: EnglishClause, act: Act, text: str) -> bool:
    """Say whether a deal is only said to widen access to markets, which tells no act of anybody."""
    access = act.noun is not None and act.noun.span.of(text).lower().endswith("access")
    return access and act.action in {"increase", "ease"} and bool(re.search(r"\b(?:agreements?|deals?|frameworks?|pacts?|accords?)\W*$", clause.subject.of(text), re.IGNORECASE))


def read_act(clause: EnglishClause, ctx: Context, topic_noun: Term | None, has_rates: bool, listed: bool, conditional: bool) -> ClauseAct | None:
    """Return the act that a clause states, None where it states none.

    `topic_noun` is the last measure noun before the clause, `has_rates` that the clause names a change of rates, `listed` that
    it names a list of parties, `conditional` that the sentence has a condition.
    """
    if _is_thought(clause, ctx.text):
        return None
    nouns = _objects(clause, ctx)
    lent = _lent_noun(clause, ctx, topic_noun, nouns, has_rates)
    act: Act | Literal["none", ""] | None = _implied(clause, ctx, nouns) if clause.verb.support else _special(clause, ctx, nouns, listed)
    if act == "":
        act = _composed(clause, ctx, lent, nouns)
    if not isinstance(act, Act):
        return None
    if lent and act.noun is lent[0]:
        act = replace(act, noun=next((t for t in nouns if t.word.noun == "frame"), None))
    if _is_guess(clause, ctx.text):
        return None
    if _is_hope(clause, act, ctx.text):
        return None
    final = _negated(clause, _loosened(adjust(act, ctx.text), clause, ctx.text), ctx.text)
    return ClauseAct(final, _modality(clause, conditional, ctx.text), bool(lent)) if final is not None else None
