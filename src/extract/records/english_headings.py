"""What the title over an English text or the label of a paragraph lends to the acts below it: goods, countries, basis, whose body acts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.model import Filler, Place
from extract.records.actors import Actor, Names, read_names
from extract.records.english_actors import powers_in
from extract.records.english_clauses import EnglishClause
from extract.records.english_nouns import synthetic
from extract.records.english_roles import Scope, find_instruments, find_targets
from extract.records.english_verbs import Verb
from extract.records.statements import Context, Statement
from extract.spans import Span

# The title of a case names goods and countries: Certain Steel Nails From Oman and Türkiye: Final Results ….
_CASE = re.compile(r"^(?:[A-Z][\w’' -]{0,60} (?:of|on) )?(?:Certain )?(?P<goods>[A-Z][\w’'/,() -]{2,120}?) [Ff]rom (?:the )?(?=[A-Z])")
_CASE_WORDS = re.compile(r"\b(?:Determinations?|Reviews?|Investigations?|Orders?|Dut(?:y|ies)|Dumping|Countervailing|Antidumping|Anti-Dumping|Rescission|Initiation|Results)\b")
_CASES = frozenset({"tariff", "investigation"})
_LONGEST_TITLE = 260
# SUMMARY: …, Date: …; a title ends without a stop.
_NO_TITLE = re.compile(r"^\W*[A-Z][A-Za-z ]{2,24}: |[.!?:;]\W*$| \| ")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a title is about: the types of measures it speaks of, who acts (codes), and what it lends."""

    types: frozenset[str]
    actors: frozenset[str]
    slots: dict[str, tuple[Filler, ...]]


def read_matter(ctx: Context) -> Matter | None:
    """Return what an English title lends, None where the passage is no title or names neither country nor basis."""
    if ctx.kind not in {"heading", "paragraph"} or len(ctx.text) > _LONGEST_TITLE or (_NO_TITLE.search(ctx.text) and not _CASE.match(ctx.text)) or ctx.passage.language != "en":
        return None
    names = read_names(ctx)
    return _read_case(ctx, names) or _read_headline(ctx, names)


def _read_case(ctx: Context, names: Names) -> Matter | None:
    found = _CASE.match(ctx.text)
    if found is None or not _CASE_WORDS.search(ctx.text) or ":" not in ctx.text[found.end() :]:
        return None
    end = ctx.text.find(":", found.end())
    countries = {c: s for s, c, _ in reversed(names.jurisdictions) if found.end() <= s.start < end}
    if not countries:
        return None
    goods = Span(*found.span("goods"))
    targets = tuple(Filler(s.of(ctx.text), c, "country-of-case", (Place(ctx.index, s),)) for c, s in sorted(countries.items(), key=lambda x: x[1].start))
    items = (Filler(goods.of(ctx.text), goods.of(ctx.text), "goods-of-case", (Place(ctx.index, goods),)),)
    return Matter(_CASES, frozenset(), {"items": items, "target_jurisdictions": targets})


def _read_headline(ctx: Context, names: Names) -> Matter | None:
    types = {t.word.type for t in ctx.terms if t.word.kind == "noun" and t.word.type}
    at, whole = Span(0, 0), Span(0, len(ctx.text))
    actors = powers_in(ctx, names, whole)
    clause = EnglishClause(whole, Verb(synthetic("impose", at), "finite", at, ""), (), (), at, at, (), (), whole)
    scope = Scope(ctx, clause, names)
    slots = {"target_jurisdictions": find_targets(scope, actors[0] if actors else None), "instrument": find_instruments(scope)}
    if slots["instrument"] and not types:
        types = set(_CASES)
    if re.search(r"\b[Ii]nvestigations?\b", ctx.text):
        types |= _CASES | {"port_fee"}  # what an investigation comes to
    kept = {k: v for k, v in slots.items() if v}
    return Matter(frozenset(types), frozenset(actors[0].codes if actors else ()), kept) if kept and types else None


def lend_matter(statement: Statement, matter: Matter | None) -> Statement:
    """Return an act below a title with what the title tells of measures of its type, and the act does not."""
    acting = set(statement.values("imposing"))
    if matter is None or statement.type not in matter.types or (matter.actors and acting and not acting & matter.actors):
        return statement
    for slot, fillers in matter.slots.items():
        if slot != "target_jurisdictions" or not acting & {f.value for f in fillers}:
            statement = statement.inheriting(slot, fillers)
    return statement


# Bodies that every state has: whose they are the heading says.
_EVERYWHERE = re.compile(r"(?:Senate|Congress|Parliament|House of Representatives|Cabinet|Supreme Court|Treasury|(?:Ministry|Department) of [A-Z].*|Customs|President|Council)")


def read_label(ctx: Context, names: Names) -> Actor | None:
    """Return the state that a paragraph names at its head instead of a heading: Mexico. The Senate passed …."""
    for span, code, form in names.jurisdictions:
        if form == "full" and span.start <= 4 and re.match(r"\s?[.:–—-]\s", ctx.text[span.end : span.end + 3]):
            return Actor(span, (code,))
    return None


def of_labelled(statement: Statement, label: Actor, text: str) -> Statement:
    """Return the statement with the state of the paragraph's label: the actor's where that is a body that every state has, else whom the act of another hits (Iran: the Council of the EU listed …)."""
    acting, authority = statement.values("imposing"), statement.slots.get("authority", ())
    place = (Place(statement.passage, label.span),)
    if authority and _EVERYWHERE.fullmatch(authority[0].text) and acting != label.codes:
        return statement.filled(imposing=tuple(Filler(c, c, "label-of-paragraph", place) for c in label.codes))
    if not acting or label.codes[0] in acting:
        return statement
    return statement.inheriting("target_jurisdictions", (Filler(label.span.of(text), label.codes[0], "label-of-paragraph", place),))
