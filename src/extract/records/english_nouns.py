"""What an English verb acts on: where its object stands, and the measures named there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.lexicon.measures import Word, read_words
from extract.lexicon.names import name_of
from extract.records.english_clauses import EnglishClause
from extract.records.english_verbs import Verb
from extract.records.statements import Context, Term
from extract.spans import Span

# Where the object of a verb ends and something else begins.
_OBJECT_END = re.compile(
    r"[;:](?:\s|$)|\s[–—]\s|,? (?:which|whose|while|with (?:the aim|a view)|citing|effective|starting|beginning|pending|so that|because|as (?:part|well|it|they|a result)|by [a-z]+ing|unless|if|when|where|after|before|since|amid|despite|at a time|on (?:hold|ice)|in(?:to)? (?:force|effect|place))\b"
)
_INTRANSITIVE = re.compile(
    r"^(?:t(?:ake|akes|ook|aking) effect|enter|comes? into|came into|bec(?:a|o)me|expir|lapse|ends?\b|ended|ending|remain|continu|stay|appl(?:y|ies|ied)|start|began|begin|rise|rises|rose|rising|fall|falls|fell|drop|increas|decreas|resum|terminat|doubl|kick|(?:will|shall|would) not exceed|runs? |stands? |go(?:es)? (?:into|ahead|forward)|went (?:into|ahead|forward)|going ahead|proceed|move(?:s)? (?:ahead|forward)|press ahead)",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"^\s*(?:$|[,.;)]|(?:to|from|by|on|in|at|for|until|through|under|with|after|as|again|automatically|immediately|upon|into|above|below|beyond|within|unless|of|today|yesterday|tomorrow|since|where|and|but|only|\d+)\b)")
# Measures on trade that stay what they are: a tariff on imports, a probe into exports.
_ON_TRADE = {"tariff", "port_fee", "subsidy", "investigation", "guidance"}
# How long and from when, before the object: will suspend for one year, starting on 10 November 2025, the ….
_ASIDE = re.compile(r"(?: (?:for|until|through|by) [^,;.]{2,30})?, (?:effective|starting|beginning|commencing|with effect)(?: (?:on|in|from|as of))? (?:\d{1,2}:\d\d [ap]\.m\. (?:[A-Z]{2,4} )?(?:on )?)?[\w ]{0,20}(?:, )?\d{4}, ")
# Who does it is no object: adopted by the Joint Committee.
_AGENT = re.compile(r"\bby (?:the |an? )?(?:[A-Z][\w-]* ){0,3}$")
PROMISES = {"purchase_commitment", "investment_commitment"}


def synthetic(name: str, span: Span) -> Term:
    """Return the lexicon's plain operator of that name, which brings no type of its own, as if it stood at `span`."""
    words = [w for w in read_words("en") if w.kind == "operator" and w.name == name]
    return Term(next((w for w in words if not w.own and not w.type), words[0]), span)


def object_of(clause: EnglishClause, text: str) -> Span:
    """Return the stretch after the verb in which its object stands."""
    start = clause.verb.term.span.end
    limit = next((v.group.start for v in clause.supports if v.group.start >= start), clause.span.end)
    aside = _ASIDE.match(text, start, limit)
    stop = next((m for m in _OBJECT_END.finditer(text, aside.end() if aside else start, limit) if not any(b.covers(Span(m.start(), m.end())) for b in clause.brackets)), None)
    return Span(min(start, limit), stop.start() if stop else max(limit, min(start, limit)))


def has_no_object(clause: EnglishClause, text: str) -> bool:
    """Say whether the verb's subject is what undergoes the act: a passive, or a verb without object (takes effect, expires)."""
    verb = clause.verb
    if verb.form == "passive":
        return True
    return bool(_INTRANSITIVE.match(verb.term.span.of(text))) and bool(_NO_OBJECT.match(text[verb.term.span.end : clause.span.end]))


def undergoes(clause: EnglishClause, text: str) -> bool:
    """Say whether the subject is what the measure hits: goods face a duty, a country accepts a tariff; who accepts certificates acts."""
    if clause.verb.term.word.type == "other":
        return False
    if re.search(r"\b(?:mak(?:e|es|ing)|made|plac(?:e|es|ed|ing)|put|render(?:s|ed|ing)?) [^.;]{3,160} $", text[clause.sentence.start : clause.verb.term.span.start]):
        return False  # has made imports of … subject to registration
    return bool(re.match(r"(?:(?:continu\w+ to )?fac(?:e|es|ed|ing)|accept(?:s|ed|ing)?|enjoy(?:s|ed|ing)?|(?:receiv|obtain|gain|secur)(?:e|es|ed|ing|s)?|gets?|got|getting|pay(?:s|ing)?|paid)$|(?:may|shall|must|needs?|is|are|no longer|no (?!longer)[^.;]{2,90} (?:may|shall)|ceased?s? to) .|continu\w+ to (?:pay|bear)$|enter|come|available|subject to", clause.verb.term.span.of(text), re.IGNORECASE))


def subject_nouns(ctx: Context, clause: EnglishClause) -> list[Term]:
    """Return the measures named in the subject."""
    return [t for t in _nouns_in(ctx, clause, clause.undergoer) if t.word.noun == "measure" and t.word.type]


def _nouns_in(ctx: Context, clause: EnglishClause, region: Span) -> list[Term]:
    found = [
        t
        for t in ctx.terms
        if t.word.kind == "noun" and region.covers(t.span) and not any(h.overlaps(t.span) for h in clause.hidden) and not any(b.covers(t.span) for b in clause.brackets)
    ]
    return [as_measure(t, found, ctx.text) for t in found]


def as_measure(term: Term, row: Sequence[Term], text: str) -> Term:
    """Restrictions on exports of: the trade named after a restriction makes a measure of it."""
    before = next((t for t in reversed(row) if t.span.end <= term.span.start), None)
    if term.word.noun != "flow" or term.word.type in PROMISES or before is None or before.word.noun not in {"frame", "measure"} or before.word.type in _ON_TRADE:
        return term
    between = text[before.span.end : term.span.start]
    joined = re.fullmatch(r"(?: (?:and|or) \w+)? (?:on|of|for|over)(?: [\w-]+){0,4}? ?", between) or not between.strip()
    return Term(replace(term.word, noun="measure"), term.span) if joined else term


def named_measures(clause: EnglishClause, ctx: Context) -> list[Term]:
    """Return the laws, rules and lists that a heavy verb acts on as the measures they carry: rescinded the AI Diffusion Rule."""
    if clause.verb.support or clause.verb.term.word.light:
        return []
    subject = [t for t in _nouns_in(ctx, clause, clause.subject) if t.word.noun == "permission"]
    if subject and clause.verb.term.word.name in {"approve", "ease"}:
        return subject[-1:]  # General License 8 authorizes …
    region = clause.undergoer if has_no_object(clause, ctx.text) else object_of(clause, ctx.text)
    out = []
    for m in ctx.mentions:
        if m.kind == "eccn" and clause.verb.term.word.name in {"list", "lift"} and region.covers(m.span):
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


# What only bounds the object: more rice purchases within the existing quota.
_WITHIN = re.compile(r"\bwithin (?:the|its|an?) (?:existing |current |annual |present |same )?(?:[a-z]+ ){0,2}$")


def _without_places(nouns: list[Term], text: str) -> list[Term]:
    """Return the nouns without a list that only tells where somebody stands, behind what is granted: a licence for firms on the Entity List."""
    nouns = [t for t in nouns if not _WITHIN.search(text[: t.span.start])] or nouns
    first = nouns[0] if nouns else None
    if first is None or first.word.noun != "permission":
        return nouns
    return [t for t in nouns if t.word.type != "entity_listing" or not re.search(r"\b(?:on|(?:added|listed|placed|designated) (?:on|to|under)) (?:the )?$", text[: t.span.start])]


def nouns_of(ctx: Context, clause: EnglishClause) -> list[Term]:
    """Return the measure nouns that the verb acts on: in its object, or in its subject where it has none."""
    flows = [t for t in map(_flow_noun, clause.inner) if t is not None and t.span.start >= clause.verb.term.span.start]
    found = _without_places(sorted([*_nouns_in(ctx, clause, object_of(clause, ctx.text)), *flows], key=lambda t: t.span.start), ctx.text)
    if clause.verb.form == "passive":
        found = [t for t in found if not _AGENT.search(ctx.text[clause.verb.term.span.end : t.span.start])]
    if has_no_object(clause, ctx.text):
        own = _nouns_in(ctx, clause, clause.undergoer)
        if clause.verb.form != "passive" or not any(t.word.type for t in found):
            typed = [t for t in own if t.word.type]
            return [t for t in typed if t.word.noun == "measure"][-1:] or typed[-1:] or found or own[-1:]
        return found
    if clause.verb.form == "nominal" and not found:
        return _nouns_in(ctx, clause, clause.undergoer)[-1:]
    return found



def as_countered(ctx: Context, last: Term | None) -> Context:
    """Return the passage with countermeasures as what they counter: where it or the text before it speaks of tariffs and of no sanctions, tariffs."""
    if "ountermeasure" not in ctx.text or re.search(r"\bsanction|\bexport control", ctx.text, re.IGNORECASE):
        return ctx
    tariffs = any(t.word.kind == "noun" and t.word.type == "tariff" for t in ctx.terms) or (last is not None and last.word.type == "tariff")
    if not tariffs:
        return ctx
    word = measure_word("tariff")
    return replace(ctx, terms=tuple(Term(word, t.span) if t.word.type == "sanction" and re.fullmatch(r"countermeasures?", t.span.of(ctx.text), re.IGNORECASE) else t for t in ctx.terms))
