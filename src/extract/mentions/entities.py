"""Names of organisations, places, persons, lists and laws, products: found, told apart, and bound to one id each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.lexicon.names import Name, is_kana_or_kanji, name_index
from extract.lexicon.suppressed import is_suppressed_name
from extract.mentions.names_en import SHORT_FORM, find_unknown_en
from extract.mentions.names_ja import find_unknown_ja, widen_readings
from extract.mentions.names_known import bare_institution, find_families, find_known
from extract.mentions.names_link import Candidate, choose, key_of, mask_urls, settle, to_mention
from extract.model import EntityType, Mention, Passage
from extract.spans import Span
from extract.values.jurisdictions import find_jurisdictions

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BRACKETED = re.compile(r"[」』]?\s?[(（「](?P<name>[A-Z][A-Za-z0-9&/.-]{1,11})(?:[)）」]|、|,|:)")


def find_entities(passages: Sequence[Passage], docs: Sequence[Doc]) -> tuple[Mention, ...]:
    """Return every named entity, in order and without overlap; `docs` are the passages' analyses, one each.

    An entity is its longest name without titles; 米 and 中 in 米中 are two. The same thing under any of its names has one
    `entity_id`; a name the lexicon does not hold has an id made of its normal form, and an abbreviation in brackets after
    a name has the name's. A reading for which the document gives no ground is an issue `ambiguous_name`.
    """
    texts = [mask_urls(p.text) for p in passages]
    found: list[Candidate] = []
    for number, (passage, text, doc) in enumerate(zip(passages, texts, docs, strict=True)):
        known = find_known(number, passage, text, doc)
        found += known if passage.language != "en" else (c for c in known if not _is_common(c, text))
        if passage.language == "ja":
            found += find_unknown_ja(number, text, doc)
        elif passage.language == "en":
            found += find_unknown_en(number, text)
    full = frozenset(n.id for c in found for n in c.names if n.kind == "persons" and len(c.names) == 1)
    for number, (passage, text, doc) in enumerate(zip(passages, texts, docs, strict=True)):
        found += find_families(number, passage, text, doc, full)
    found = [widen_readings(c, texts[c.passage]) for c in found]
    chosen = _bind_short_forms([_look_up(c, texts) for c in choose(found)], texts)
    chosen = _bind_abbreviations(chosen, texts)
    language = "ja" if sum(p.language == "ja" for p in passages) * 2 >= len(passages) else "en"
    chosen = settle([_with_bare(c, texts) for c in chosen], texts, language, [p.state for p in passages])
    mentions = (to_mention(c, c.span.of(passages[c.passage].text)) for c in chosen)
    return tuple(m for m in mentions if not is_suppressed_name(m.text))


def _is_common(candidate: Candidate, text: str) -> bool:
    """Say whether a firm's words stand there as common nouns: US steel, not US Steel."""
    firm = bool(candidate.names) and candidate.names[0].kind == "companies"
    return firm and bool(re.search(r"\s(?!(?:and|of|the|for|de)\b)[a-z]{4,}", candidate.span.of(text)))


def _look_up(candidate: Candidate, texts: Sequence[str]) -> Candidate:
    """Give a name found by its form the lexicon's reading, if it is one but for legal form and the like."""
    if candidate.names or candidate.alias or candidate.name_en:
        return candidate
    names = tuple(n for n in name_index().get(candidate.span.of(texts[candidate.passage])) if n.type == candidate.type)
    return replace(candidate, names=names) if names else candidate


def _bind_short_forms(chosen: Sequence[Candidate], texts: Sequence[str]) -> list[Candidate]:
    """Bind what shortens a longer name of the document to it: Board of Trade, a family name after the full one.

    A generic English phrase that shortens nothing is no name.
    """
    whole = {c.span.of(texts[c.passage]): c for c in chosen if c.rule != SHORT_FORM and c.type in ("ORG", "PERSON", "LIST")}
    bound = []
    for c in chosen:
        short = c.span.of(texts[c.passage])
        longer = [name for name, other in whole.items() if other.type == c.type and _shortens(short, name, c.type)]
        if c.rule == SHORT_FORM and not longer:
            continue
        if len(longer) == 1 and not c.names and c.type in ("ORG", "PERSON"):
            long = whole[longer[0]]
            alias = long.alias or ("" if long.names else key_of(longer[0], long.type))
            latin = "" if long.names or any(map(is_kana_or_kanji, longer[0])) else longer[0]
            c = replace(c, names=long.names, alias=alias, name_en=long.name_en or latin)
        bound.append(c)
    return bound


def _shortens(short: str, name: str, type_: EntityType) -> bool:
    if len(name) <= len(short):
        return False
    if type_ == "PERSON" and any(map(is_kana_or_kanji, short)):
        return name.startswith(short) if re.match(r"[一-龥]", short) else name.endswith("・" + short)
    return name.endswith(" " + short)


def _with_bare(candidate: Candidate, texts: Sequence[str]) -> Candidate:
    """Let a bare 最高裁 or the like be the body of the United States too."""
    if candidate.rule != "lexicon" or not candidate.names or candidate.names[0].kind != "agencies":
        return candidate
    more = tuple(n for n in bare_institution(candidate.span.of(texts[candidate.passage])) if n not in candidate.names)
    return replace(candidate, names=(*candidate.names, *more)) if more else candidate


# --- abbreviations: 南アジア自由貿易圏(SAFTA), Bureau of Industry and Security (BIS) -------------------------------------


def _bind_abbreviations(chosen: list[Candidate], texts: Sequence[str]) -> list[Candidate]:
    """Give name and bracketed abbreviation one identity, and the abbreviation the same wherever else it stands."""
    at = {(c.passage, c.span.start): i for i, c in enumerate(chosen)}
    bound = list(chosen)
    learnt: dict[str, Candidate] = {}
    for i, c in enumerate(chosen):
        match = _BRACKETED.match(texts[c.passage], c.span.end)
        if match is None or c.type not in ("ORG", "LIST", "PERSON"):
            continue
        short, long = match["name"].rstrip("."), c.span.of(texts[c.passage])
        other = at.get((c.passage, match.start("name")))
        known = bound[other].names if other is not None else ()
        if not c.names and not c.alias and known and known[0].type == c.type and _may_be(long, known):
            bound[i] = replace(c, names=known)
        elif (other is None or not c.names) and sum(ch.isupper() for ch in short) >= max(2, len(short) - 3):
            alias = c.alias or ("" if c.names else key_of(long, c.type))
            bound[i] = replace(c, alias=alias)
            learnt.setdefault(short, replace(c, alias=alias, rule="abbreviation"))
    return choose([*bound, *_find_learnt(learnt, texts)]) if learnt else bound


def _may_be(long: str, known: tuple[Name, ...]) -> bool:
    """Say whether a name may be what the lexicon knows by its abbreviation: インド標準局 is not the BIS of the United States."""
    codes = {f.code for f in find_jurisdictions(long)}
    return not codes or not known[0].jurisdiction or known[0].jurisdiction in codes


def _find_learnt(learnt: dict[str, Candidate], texts: Sequence[str]) -> list[Candidate]:
    pattern = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(map(re.escape, sorted(learnt, key=lambda k: (-len(k), k)))) + r")(?![A-Za-z0-9])")
    return [
        replace(learnt[m[0]], passage=number, span=Span(*m.span()), weight=3)
        for number, text in enumerate(texts)
        for m in pattern.finditer(text)
    ]
