"""The form in which an operator or support stands: its auxiliaries, and whether it is an act's verb or only describes a noun.

Without a tagger the form is read from the ending, the auxiliaries and the neighbours: "was imposed" is passive, "imposed on" after
a noun describes it, "the imposed duties" describes what follows, "the imposition of" is a verbal noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.records.english_words import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    IDLE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    PROPOSING,
    Token,
    is_adverb,
    is_capital,
    token_at,
)
from extract.records.statements import Modality, Term
from extract.spans import Span

Form = Literal["finite", "passive", "infinitive", "gerund", "nominal", "participle", "bare", "none"]
Negation = Literal["", "not", "no longer"]

# Words that are a noun as often as a verb; between a noun and a preposition they are nouns.
_AMBIGUOUS = re.compile(
    r"^(?:increase|cut|ban|list|purchase|limit|block|order|plan|end|charge|halt|delay|pause|hike|raise|release|permit|freeze|work|start|issue|probe|request|"
    r"pledge|promise|stay|place|bar|launch|drop|export|import|grant|alert|control|levy|slash|lift|keep|reject|design|double|direct|draft|subject|lower|award|back|coordinate|align|set|sign|open|invest|exempt|"
    r"decrease|purchasing|licensing|listing|commit|agree|consider|award|rise|fall|boost|offer|restrict|suspend|levie)s?$"
)
# Of these the bare form is a verb only.
_NO_NOUN = re.compile(r"^(?:agree|commit|consider|invest|suspend|restrict|coordinate|align)$")
_PREDICATE_ADJECTIVE = re.compile(r"^(?:eligible|available|unavailable|subject|expected|likely|poised|prepared|ready|set|due|scheduled|slated|open|committed)$")
# Nouns that promise or plan what follows them.
_PLAN = re.compile(r"(?:commitments?|pledges?|promises?|plans?|proposals?|intentions?|intent|determinations?|decisions?|agreements?|announcements?|undertakings?|drafts?)$")
_VERBAL_NOUN = re.compile(
    r"(?:tions?|sions?|ments?|(?<!\benh)(?<!\badv)ances?|removals?|renewals?|withdrawals?|approvals?|denials?|repeals?|proposals?|pledges?|promises?|plans?|purchases?|moratorium|cuts?|bans?|increases?|reductions?|"
    r"hikes?|freezes?|delays?|pauses?|halts?|expiry|limits?|relief|closure|divestitures?|intentions?|drafts?|requests?|probes?|listings?)$"
)
_PARTICIPLE = re.compile(r"ed$|^(?:cut|put|set|hit|bought|withdrawn|withdrew|taken|took|undertaken|undertook|begun|began|struck|kept|left|held|paid|made|froze|frozen|became|forwent|rose|risen|fell|fallen|slapped|overturned|lent|spent|sold|built|forbade|forbidden|found|sought)$")
_DATED_ASIDE = re.compile(r"(?: (?:on|in|from|as of))? [\w ]{0,20}(?:, )?\d{4}, (?!and\b)")
_MONTH = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december)$")
_IN_DOCUMENT = re.compile(r" in (?:the )?(?:Executive Order|E\.?O\.? \d|Proclamation|Presidential|Public Law)")
_NO_GERUNDS = {"bring", "spring"}
# What a measure is written in, in the singular: its verb follows.
_DOCUMENT = re.compile(r"^(?:rule|order|proclamation|regulation|notice|law|bill|directive|decree|memorandum|resolution|decision|package|act|legislation|plan|proposal|amendment|agreement|announcement|ruling|circular|measure|move|draft|deal|government|administration|ministry|commission|bloc|state|country)$")
# Verbs that need no object: before a preposition they are still the predicate.
_INTRANSITIVE = re.compile(
    r"^(?:agreed|expired|withdrew|withdrawn|lapsed|ended|entered|took|came|went|became|ruled|warned|refrained|invested|cooperated|collaborated|pledged|promised|committed|decided|"
    r"worked|backed|fell|rose|dropped|terminated|resumed|started|began|launched|announced|remained|continued|called|proposed|threatened|planned|intended|applied|undertook|declared|determined|vowed|voted|moved|signaled|signalled|held)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """An operator or support in use.

    `group` begins at its first auxiliary; `particle` is the word right before the group ("by", "and", ","; "" at the start of
    the sentence); `modality` what the auxiliaries make of it; `idle` that it says what should or could be.
    """

    term: Term
    form: Form
    group: Span
    particle: str
    modality: Modality = "done"
    negation: Negation = ""
    idle: bool = False
    ing: bool = False

    @property
    def support(self) -> bool:
        """Say whether the verb only says, decides or promises."""
        return self.term.word.kind == "support"


def _group_start(tokens: Sequence[Token], k: int) -> int:
    """Return the index of the first auxiliary or adverb of the verb at token `k`."""
    i = k
    helpers = BE | HAVE | DO | MODALS | NEGATIONS | {"to", "longer"}
    while i > 0:
        word = tokens[i - 1].lower
        if word in helpers or is_adverb(word) or (word == "no" and tokens[i].lower == "longer") or (word in {"most", "more", "very"} and i < k and is_adverb(tokens[i].lower)):
            i -= 1
        elif word == "," and i > 1 and is_adverb(tokens[i - 2].lower) and tokens[i - 2].lower not in {"so"} and i - 2 > 0 and tokens[i - 3].lower == ",":
            i -= 3
        else:
            break
    return i


def _negation(words: Sequence[str]) -> Negation:
    if "longer" in words and "no" in words:
        return "no longer"
    return "not" if any(w in NEGATIONS for w in words) else ""


def _bare_form(text: str, tokens: Sequence[Token], k: int, last: int, group: int) -> Form:
    """Return the form of a verb without auxiliaries; `k` and `last` are its first and last token."""
    word = tokens[k].lower
    before = tokens[group - 1] if group > 0 else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    follows = after.lower if after is not None else ""
    described = before is not None and (before.lower in DETERMINERS or before.lower.endswith(("’s", "'s", "s’", "s'")))
    if word.endswith("ing") and word not in _NO_GERUNDS:
        if word in {"starting", "beginning", "commencing"} and _DATED_ASIDE.match(text, tokens[last].span.end):
            return "none"  # will suspend, starting on 10 November 2025, the …
        if described or (before is not None and before.lower in {"of"} and follows not in DETERMINERS):
            return "nominal" if follows == "of" or text[: tokens[last].span.end].endswith(" of") else ("gerund" if before is not None and before.lower == "of" else "none")
        return "gerund"
    if word == "free" and re.search(r"\b(?:enter|com|arriv|admitt|ship|sold)\w*\b[^.;,]{0,60} $", text[: tokens[k].span.start]):
        return "none"  # will enter free of duty: the verb stands before it
    nouny = before is not None and before.lower not in {"that", "which", "who"} and (described or before.lower in PREPOSITIONS or before.lower == "to")
    if _PARTICIPLE.search(word) and not _AMBIGUOUS.match(word):
        return _past_form(text, tokens, before, follows, nouny, word)
    if last > k and word.endswith("s") and tokens[last].lower in {"on", "out", "up", "off", "down"} and not nouny:
        return "finite"  # the same sanction falls on
    if _VERBAL_NOUN.search(word) and (not _AMBIGUOUS.match(word) or tokens[last].lower in {"of", "in", "on", "to", "for", "from"}):
        return "nominal"
    if _AMBIGUOUS.match(word):
        return _ambiguous_form(text, tokens, k, before, follows, nouny)
    if word.startswith(("licen", "author", "permit")):  # a licence is required
        return "finite"
    if nouny:
        return "none"
    return "bare" if before is None or before.lower in CONJUNCTIONS | {","} else "finite"


def _past_form(text: str, tokens: Sequence[Token], before: Token | None, follows: str, nouny: bool, word: str) -> Form:
    """imposed: the predicate (X imposed tariffs), a description after its noun (duties imposed on …) or before it (the increased duty)."""
    k = token_at(tokens, before.span.start) if before is not None else 0
    transitive = before is not None and ((before.lower.endswith("ing") and not is_capital(before, text)) or (k > 0 and tokens[k - 1].lower in MODALS | {"to"}))
    if nouny or (transitive and follows not in DETERMINERS):
        return "none"
    if before is not None and k + 1 < len(tokens) and _IN_DOCUMENT.match(text, tokens[k + 1].span.end) and before.lower.isalpha() and not is_capital(before, text):
        return "participle"  # the national emergency declared in Executive Order 14257
    if before is not None and before.lower in {"and", "or"} and _before_predicate(tokens, k + 1, follows):
        return "none"  # the government and approved firms will …
    stops = follows in PREPOSITIONS or follows in {"", ",", ".", ";", ")", "and", "or", "to", "last", "earlier", "previously", "this", "today", "yesterday"} or _MONTH.match(follows)
    if not stops or _INTRANSITIVE.match(word):
        return "finite"
    if before is not None and before.lower in CONJUNCTIONS | {","}:
        return "bare"
    return "finite" if _after_name(text, tokens, before) else "participle"


def _before_predicate(tokens: Sequence[Token], k: int, follows: str) -> bool:
    """Say whether the participle at `k` describes a subject: an auxiliary follows within a few words that are no object."""
    if follows in DETERMINERS | PREPOSITIONS or not follows.isalpha():
        return False
    ahead = [t.lower for t in tokens[k + 1 : k + 6]]
    stop = next((i for i, w in enumerate(ahead) if not w.isalpha() or w in DETERMINERS | PREPOSITIONS | CONJUNCTIONS), len(ahead))
    return any(w in MODALS | BE | HAVE for w in ahead[:stop])


def _after_name(text: str, tokens: Sequence[Token], before: Token | None) -> bool:
    """Say whether a name that is no object of a preposition stands right before: BIS suspended; not goods of China imposed."""
    if before is None or (before.lower not in {"it", "they", "he", "she"} and not is_capital(before, text)):
        return False
    k = token_at(tokens, before.span.start)
    while k > 0 and (is_capital(tokens[k], text) or tokens[k].lower in {"the", "of", "for", "and"}):
        k -= 1
    return k == 0 or (tokens[k].lower not in PREPOSITIONS and not tokens[k].lower.isalpha())


def _ambiguous_form(text: str, tokens: Sequence[Token], k: int, before: Token | None, follows: str, nouny: bool) -> Form:
    if before is not None and not nouny and before.lower not in CONJUNCTIONS | {","} and _NO_NOUN.match(tokens[k].lower):
        return "finite"  # both sides agree to, the countries commit to
    plural = tokens[k].lower.endswith("s")
    if before is None:
        return "nominal" if follows in PREPOSITIONS or follows == "" else "bare"
    if nouny or (follows in PREPOSITIONS and follows not in {"under"}) or follows in {"", ",", ".", ";", ")", "and", "or", "is", "are", "was", "were", "will", "has", "have", "to"}:
        return "nominal"
    if before.lower in CONJUNCTIONS | {","}:
        return "bare"
    name = is_capital(before, text) or before.lower in PRONOUNS or before.lower.endswith(")") or is_adverb(before.lower)
    if (name and _PARTICIPLE.search(tokens[k].lower)) or (name and follows in DETERMINERS):
        return "finite"
    if plural:
        told = _DOCUMENT.search(before.lower) and follows[:1].isalpha()  # the decree bans gasoline exports
        return "finite" if name or told or follows in DETERMINERS or follows[:1].isdigit() else "nominal"
    return "finite" if before.lower in PRONOUNS or (before.lower.endswith("s") and follows in DETERMINERS) else "nominal"


def _with_auxiliaries(words: Sequence[str], word: str) -> Form | None:
    """Return the form that the auxiliaries before a verb give it, None where there are none."""
    if any(w in BE for w in words) and _PREDICATE_ADJECTIVE.match(word):
        return "passive"
    if words and words[-1] == "to" and any(w in BE for w in words):
        return "finite"  # is to invest: what is settled
    if any(w in BE for w in words):
        return "finite" if word.endswith("ing") else ("passive" if _PARTICIPLE.search(word) else None)
    if "to" in words:
        return None if word.endswith(("ing", "ed", "s", "tion", "ment")) and word not in _NO_GERUNDS else "infinitive"
    if any(w in MODALS | HAVE | DO for w in words):
        return "finite"
    return None


def _leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Say whether a noun of promise or plan is followed by what is promised: commitment to purchase, announcement of."""
    follows = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return (bool(_PLAN.search(tokens[last].lower)) and follows in {"to", "that", "of", "not"}) or tokens[last].lower == "of"


def _of_phrase(words: str) -> Form | None:
    """Return the form of a term that brings its own auxiliaries: may not be exported, no person may import, are reminded."""
    if not re.match(r"(?:may|shall|must|can|will|would|need(?:s|ed)?|no|is|are|were|not)\b(?!-)", words) or words.startswith("is informed"):
        return None
    return "passive" if re.search(r"\bbe\b|^(?:is|are|were)\b|\b(?:used|available|eligible)$", words) else "finite"


def read_verb(text: str, tokens: Sequence[Token], term: Term) -> Verb:
    """Return how a term is used; form "none" where it only describes a noun."""
    k = token_at(tokens, term.span.start)
    last = max(k, token_at(tokens, term.span.end - 1))
    start = _group_start(tokens, k)
    words = [t.lower for t in tokens[start:k]]
    if tokens[k].lower in MODALS and k == last:
        return Verb(term, "none", term.span, "")
    form = _with_auxiliaries(words, tokens[k].lower) or (_of_phrase(term.span.of(text).lower()) if last > k else None)
    if form is None:
        start = k - next((n for n, w in enumerate(reversed(words)) if not is_adverb(w)), len(words))
        form = _bare_form(text, tokens, k, last, start)
        words = [t.lower for t in tokens[start:k]]
    if form == "nominal" and term.word.kind == "support" and not _leads_on(tokens, last):
        form = "none"
    modality: Modality = "proposed" if any(w in PROPOSING for w in words) else "done"
    particle = tokens[start - 1].lower if start > 0 else ""
    group = Span(tokens[start].span.start, term.span.end)
    return Verb(term, form, group, particle, modality, _negation(words), any(w in IDLE for w in words), tokens[k].lower.endswith("ing"))
