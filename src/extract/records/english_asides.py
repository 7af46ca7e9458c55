"""Stretches of an English sentence that tell about something already known: relative and subordinate clauses, occasions, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.records.english_words import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_adverb,
    is_capital,
)
from extract.spans import Span

_RELATIVES = frozenset({"which", "who", "whom", "whose", "where", "whereby", "that"})
_SUBORDINATE = frozenset(["after", "before", "when", "once", "although", "though", "because", "if", "unless", "whether", "whereas", "since", "until", "as", "lest"])
_CONDITIONAL = re.compile(r"\b(?:if|unless(?! (?:otherwise|exempt(?:ed)?|authori[sz]ed|licen[cs]ed|excluded|specified|listed|extended|renewed|revoked|terminated|an? |covered))|in the event|provided that|[Ss]hould (?:[A-Z][\w.]*|the [a-z]+|[a-z]+|talks|negotiations) (?:fail|not|refuse|retaliate|continue|impose))\b", re.IGNORECASE)
# Occasions, reasons and comparisons that need no verb to be background.
_OCCASION = re.compile(
    r"\b(?:in response to|in retaliation (?:for|against|to)|in reaction to|in return for|in exchange for|in addition to|in light of|in view of|in line with|in contrast (?:to|with)|in the wake of|because of|due to(?! (?:start|take|begin|expire|lapse|end|enter|come|be|go|apply|rise|kick|resume|run|close|open)\b)|"
    r"according to|prior to|ahead of|rather than|instead of|compared (?:with|to)|as opposed to|despite|amid|notwithstanding|(?<!is hereby )(?<!is )(?<!was )(?<!been )(?<!be )given|(?<!the )following|followed|more than it|to offset|to counter|to address the|so that|so as to|in order to|aimed at|"
    r"designed to|intended to|with a view to|such that)\b",
    re.IGNORECASE,
)
# An occasion ends at a comma, or where the row of main verbs goes on: addresses comments in response to … and amends the rules.
_OCCASION_END = re.compile(r"[,;:](?!\d)| and (?:also |then |thereby )?(?=(?:[a-z]+(?:es|s|ed)) (?:the|a|an|its|new|[A-Z]))")
# Who said it, at the end of the sentence.
_REPORTED = re.compile(r", (?:[^,;]{1,70} )?(?:said|says|reported|reports|showed|shows|told [A-Z]\w+|announced|disclosed|stated)\b(?: (?:on|in|late|early|last|yesterday|today|at|to|via|through|during)\b[^,;]*)?[.\s]*$")
_SAYING = re.compile(
    r"^(?:sa(?:y|ys|id|ying)|stat(?:e|es|ed|ing)|not(?:e|es|ed|ing)|add(?:s|ed|ing)|recall(?:s|ed)?|announcement|announc(?:e|es|ed|ing)|confirm(?:s|ed|ing)?|agree[ds]?|agreeing|ruled|ruling|decid(?:e|es|ed|ing)|determin(?:e|es|ed|ing|ation)|declar(?:e|es|ed|ing)|"
    r"found|finds|held|holds|warn(?:s|ed|ing)?|claim(?:s|ed)?|report(?:s|ed)?|reveal(?:s|ed)?|told|disclosed|stipulat(?:e|es|ed)|reiterat(?:e|es|ed|ing)|reaffirm(?:s|ed|ing)?|repeat(?:s|ed|ing)?|provid(?:e|es|ed)|specif(?:y|ies|ied)|require[sd]?|propos(?:e|es|ed|ing)|pledged|promised|vowed|indicated|signal(?:s|ed|led)|threatened|understood|clear|ensur(?:e|es|ed|ing)|means?|suggest(?:s|ed)?|undertook|order(?:s|ed)|conclud(?:e|es|ed)|inform(?:s|ed)?|notif(?:y|ies|ied)|tell|remind(?:s|ed))$"
)
# What an act is written in; its relative clause tells the act.
DOCUMENTS = re.compile(
    r"(?:rules?|orders?|proclamations?|regulations?|notices?|laws?|bills?|directives?|decrees?|memorand(?:um|a)|determinations?|resolutions?|decisions?|letters?|licen[cs]es?|packages?|acts?|legislation|"
    r"plans?|proposals?|amendments?|e\.?o\.?|frn|announcement no|communiqu[eé]s?|statements?|agreements?|announcements?|ifr|ruling|judgments?|instruments?|circulars?|measures?|guidelines?|rulemaking|exceptions?|exemptions?|actions?)$"
)
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]")
# The title of a document in quotation marks.
_TITLE = re.compile(r"“[^“”]{4,200}”|\"[^\"]{4,200}\"")
_MONTH = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december)$")
# The words of a day between a document and what it does: issued a rule on Dec. 2, 2024, that adds …
_OF_DAY = re.compile(r"(?:on|last|this|late|early|week|month|year|today|yesterday|\.|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?)$")
# Verbs without object, which after a relative clause are the main verb: goods that … remain suspended.
_MAIN = frozenset(["remain", "remains", "remained", "expire", "expires", "expired", "became", "becomes", "continues", "continued", "entered", "enters", "faces", "faced"])
_STOPS = frozenset({",", ";", ":", "–", "—"})


def find_brackets(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the round and square brackets of a sentence, brackets included."""
    return tuple(Span(m.start(), m.end()) for m in _BRACKETS.finditer(text, sentence.start, sentence.end))


def is_conditional(text: str, sentence: Span) -> bool:
    """Say whether what a sentence tells hangs on a condition."""
    return bool(_CONDITIONAL.search(text, sentence.start, sentence.end))


def opens_plan(text: str) -> bool:
    """Say whether a sentence opens a list of what somebody would or plans to do: The proposal would:; Options include:."""
    return bool(_PLAN_HEAD.search(text))


_PLAN_HEAD = re.compile(r"\b(?:would|could|may|might|(?:plans?|propos\w+|intends?|aims?|seeks?|considering|threatens|wants|hopes|recommend\w*) (?:\w+ )?to)(?: also)?\s*:\s*$", re.IGNORECASE)


def _is_complement(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the "that" at `k` opens what somebody said: a verb of saying stands before it without an object between."""
    for back in range(k - 1, max(-1, k - 24), -1):
        if _SAYING.match(tokens[back].lower):
            between = [t.lower for t in tokens[back + 1 : k]]
            if len(between) > 7 and between[0] not in {"under", "pursuant"}:
                return False  # far off only behind the law it rests on: has determined under the … Act of 1991 that
            if tokens[back].lower.startswith(("inform", "notif", "told", "tell", "remind", "warn")):
                return True
            if tokens[back].lower.startswith("add") and between:
                return between[0] in PREPOSITIONS  # added in May that; not: added nine firms to a list that
            return not between or between[0] not in DETERMINERS
        if tokens[back].lower in _STOPS and not tokens[back + 1].lower.isdigit():
            return False
    return False


def _tells_act(tokens: Sequence[Token], k: int, brackets: Sequence[Span]) -> bool:
    """Say whether the relative clause at `k` tells what a document does: a rule that prohibits exports."""
    i = k - 1
    while i >= 0 and (tokens[i].lower in {",", '"', "”", "“"} or _OF_DAY.match(tokens[i].lower) or tokens[i].lower[0].isdigit() or any(b.covers(tokens[i].span) for b in brackets)):
        i -= 1
    if i < 0 or not DOCUMENTS.search(tokens[i].lower):
        return False
    head = [t.lower for t in tokens[max(0, i - 7) : i]]
    opened = next((w for w in reversed(head) if w in DETERMINERS), "")
    return opened in {"a", "an", "new", "another"} or any(is_verb_of_making(w) for w in head)


def _goes_on_telling(tokens: Sequence[Token], k: int) -> bool:
    """Say whether ", which" at `k` goes on to the end of the sentence with what comes next, as a main clause would.

    Accepted: "a 25% tariff on sofas, which will rise to 30% in January"; "endorsed the measures, which ban transactions".
    Rejected: "the ban, which began in May, was lifted"; "duties, which it imposed in May"; "the levy, which applies to all".
    """
    if tokens[k].lower != "which" or k == 0 or tokens[k - 1].lower != ",":
        return False
    rest = [t.lower for t in tokens[k + 1 :]]
    first = next((w for w in rest if not is_adverb(w)), "")
    if first in {"will", "shall", "would"}:
        return not any(a == "," and b in BE | HAVE | MODALS for a, b in pairwise(rest))
    present = first.isalpha() and first not in _STATES and first not in BE | HAVE | DO | MODALS | PRONOUNS | DETERMINERS and not first.endswith(("ed", "ing"))
    return present and _clause_end(tokens, k, False) >= len(tokens) - 1


# What a relative clause says of a thing that is known.
_STATES = frozenset(
    ["apply", "applies", "include", "includes", "cover", "covers", "account", "accounts", "come", "comes", "take", "takes", "began", "begin", "begins", "came", "took", "make", "makes", "made", "mean", "means", "remain", "remains", "run", "runs", "ran", "go", "goes", "went", "last", "lasts", "lead", "leads", "led", "hold", "holds", "own", "owns", "say", "says", "said", "sell", "sells", "supply", "supplies", "produce", "produces", "expire", "expires", "enter", "enters", "rose", "fell", "grew", "stood", "stand", "stands", "aim", "aims", "seek", "seeks", "follow", "follows", "authorizes", "authorises", "authorize", "authorise", "allow", "allows", "permit", "permits", "enable", "enables", "let", "lets", "give", "gives", "provide", "provides", "contain", "contains", "represent", "represents"]
)


def is_verb_of_making(word: str) -> bool:
    """Say whether a word tells that a document comes about: "signed", "issues", "released"."""
    return bool(re.match(r"(?:sign|issu|releas|publish|announc|adopt|enact|promulgat|unveil|pass|approv|finali[sz])(?:e[sd]?|ed|s|es|ing)?$", word))


def _own_verb(tokens: Sequence[Token], k: int) -> int:
    """Return the index of the last token that surely belongs to the verb of the clause opened at `k`."""
    i = k + 1
    while i < len(tokens):
        word = tokens[i].lower
        if word in BE | HAVE | DO | MODALS:
            while i < len(tokens) and (tokens[i].lower in BE | HAVE | DO | MODALS or is_adverb(tokens[i].lower)):
                i += 1
            return i
        if word.endswith(("ed", "s")) and len(word) > 3 and word not in DETERMINERS and (i == k + 1 or word.endswith("ed")):
            return i
        if word in _STOPS:
            return i
        i += 1
    return i


def _clause_end(tokens: Sequence[Token], k: int, initial: bool) -> int:
    """Return the index of the token that ends the subordinate clause opened at `k`: a comma, or the main verb after it."""
    own = _own_verb(tokens, k)
    for i in range(own, len(tokens)):
        word = tokens[i].lower
        if word in _STOPS and not (word == "," and i + 1 < len(tokens) and tokens[i + 1].lower.isdigit()):
            return i
        main = (word in BE | HAVE | MODALS or word in _MAIN) and i > own and tokens[i - 1].lower not in CONJUNCTIONS | _RELATIVES | {"to"}
        main = main or (i > own and _goes_on_from_main(tokens, k, own, i))
        if main and not initial:
            return i
    return len(tokens)


def _goes_on_from_main(tokens: Sequence[Token], k: int, own: int, i: int) -> bool:
    """Say whether "and will" at `i` goes on from the main verb before the clause at `k`: will cap imports that are dumped and will raise …."""
    word = tokens[i].lower
    if word not in {"will", "shall"} or tokens[i - 1].lower != "and":
        return False
    return any(t.lower == word for t in tokens[:k]) and not any(t.lower == word for t in tokens[k:i])


def _opens(tokens: Sequence[Token], k: int, brackets: Sequence[Span], text: str) -> bool:
    """Say whether a background clause opens at token `k`."""
    word = tokens[k].lower
    before = tokens[k - 1].lower if k else ""
    after = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    if word in _RELATIVES:
        if word == "that" and (after in {"of", "", ",", "."} or before in PREPOSITIONS | {"given", "notice"} or not before or _is_complement(tokens, k)):
            return False
        return not _tells_act(tokens, k, brackets) and not _goes_on_telling(tokens, k)
    if word == "as":
        return after in PRONOUNS | {"the"} and _verb_near(tokens, k, 6)
    if word in {"since", "until", "after", "before", "once"}:
        if k + 1 < len(tokens) and (after[0].isdigit() or (is_capital(tokens[k + 1], text) and _MONTH.match(after))):
            return False  # in force before January 2025
        return before not in {"or", "effect"} and _verb_near(tokens, k, 9)
    if word in _SUBORDINATE:
        return True
    if word in {"it", "they", "he", "she", "we"} and k and before.isalpha() and not is_capital(tokens[k - 1], text):
        known = before in _RELATIVES | _SUBORDINATE | CONJUNCTIONS | PREPOSITIONS or _SAYING.match(before) or is_adverb(before)
        return not known and (after.endswith("ed") or after in HAVE | MODALS or after in {"made", "took", "put"})
    return False


def _verb_near(tokens: Sequence[Token], k: int, reach: int) -> bool:
    """Say whether a verb stands among the next words, before a comma."""
    for token in tokens[k + 1 : k + 1 + reach]:
        if token.lower in _STOPS:
            return False
        if token.lower in BE | HAVE | DO | MODALS or (token.lower.endswith(("ed", "ing")) and len(token.lower) > 4) or token.lower in {"took", "takes", "began", "came", "went", "expires", "fails", "fail"}:
            return True
    return False


# What a paper takes the place of: issued a licence, replacing the one of May.
_REPLACED = re.compile(r", (?:replacing|superseding|succeeding) (?!(?:it|them|this|that)\b)[^,;.]{3,80}?(?=[,;.]| and [a-z]+ing\b|$)")


def _occasions(text: str, sentence: Span) -> Iterator[Span]:
    yield from (Span(m.start() + 2, m.end()) for m in _REPLACED.finditer(text, sentence.start, sentence.end))
    tail = _REPORTED.search(text, sentence.start, sentence.end)
    if tail:
        yield Span(tail.start() + 1, sentence.end)
    for match in _OCCASION.finditer(text, sentence.start, sentence.end):
        if match.start() == sentence.start or (text[match.start() - 1] in " (," and match[0][0].islower()):
            end = _OCCASION_END.search(text, match.end(), sentence.end)
            yield Span(match.start(), end.start() if end else sentence.end)


def find_background(text: str, sentence: Span, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return the background stretches of a sentence, in order.

    Accepted: "duties on goods that it imposed in May", "after talks failed", "in response to …". Rejected: the clause of
    "issued a rule that bans exports" and of "announced that it will lift the ban", which tell the act itself.
    """
    brackets = (*find_brackets(text, sentence), *(Span(m.start(), m.end()) for m in _TITLE.finditer(text, sentence.start, sentence.end)))
    out = list(_occasions(text, sentence))
    k = 0
    while k < len(tokens):
        inside = any(s.covers(tokens[k].span) for s in (*brackets, *out))
        if not inside and _opens(tokens, k, brackets, text):
            end = _clause_end(tokens, k, k == 0)
            out.append(Span(tokens[k].span.start, tokens[end - 1].span.end if end > k + 1 else tokens[k].span.end))
            k = max(end, k + 1)
        else:
            k += 1
    return tuple(sorted(out, key=lambda s: s.start))
