"""English clauses without a parser: which operators are verbs of their own, what hangs from them, and what is an aside.

An act reaches from its verb to the next verb of the same rank. A verb of deciding or a light verb hands over to what
follows it (agreed to purchase, determined to modify … by imposing, amends … by adding). Relative clauses and that-clauses
on a noun tell about something already known; their verbs and dates are not the act's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.records.statements import Modality, Term
from extract.spans import Span

_RELATIVE = re.compile(
    r"(?:,? (?:which|who|whose|where|whereby)|(?<=\w) that(?= (?:it|he|she|they|we|the \w+|[A-Z]\w+|have|has|had|was|were|is|are|prevent|apply|applies|would)\b)|, (?:as|since|after|following|when|while(?! (?:accept|charg|maintain|reduc|impos))) )\b[^,;:.]*"
)
_ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_AUX_FUTURE = re.compile(r"\b(?:will|shall)(?: (?:also|now|further|then|continue to|begin to|work with .{2,40}? to|immediately))*$")
_MODAL = re.compile(r"\b(?:may|might|could|would|can|potentially|if|whether|unless|should|must be able to)\b[^,;]{0,24}$")
_NEGATION = re.compile(r"\b(?:not|never|no longer|did not|does not|will not|neither|nor|without|cannot|rather than|instead of)\b[^,;]{0,12}$")
_TO = re.compile(r"\bto(?: (?:also|further|immediately|jointly|temporarily|expeditiously))?$")
_BY = re.compile(r"\b(?:by|and|or|including|while|for|of)(?: (?:also|temporarily))?$")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: (?:also|now|hereby|already|temporarily))?$")
_NOUNY = re.compile(r"\b(?:the|a|an|this|these|those|its|their|his|our|any|such|new|of|existing|additional|further|in|on|for|from|under|with|under|certain|all|no|U\.S\.|American|Chinese)$", re.IGNORECASE)
_POST_PARTICIPLE = re.compile(r"^ (?:by|under|pursuant to|in (?:the|this|response|Annex)|on (?:the|products|imports)|to (?:be|the public)|with respect)\b")


@dataclass(frozen=True, slots=True)
class Verb:
    """An operator or support used as a verb: `role` is how it hangs (main, to, by, nominal), `passive`, and its modality."""

    term: Term
    role: str
    passive: bool
    modality: Modality
    negative: bool


@dataclass(frozen=True, slots=True)
class EnglishClause:
    """One act's stretch: its verb, the verbs of saying that govern it, and the spans hidden in relative clauses."""

    span: Span
    verb: Verb
    supports: tuple[Verb, ...]
    subject: Span
    hidden: tuple[Span, ...]

    def shows(self, span: Span) -> bool:
        """Say whether a span lies in the clause (subject or predicate) and not in an aside about something else."""
        return (self.span.covers(span) or self.subject.covers(span)) and not any(h.overlaps(span) for h in self.hidden)


def find_hidden(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the relative clauses of a sentence."""
    return tuple(Span(m.start(), m.end()) for m in _RELATIVE.finditer(text, sentence.start, sentence.end))


def find_asides(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the round brackets of a sentence, brackets included."""
    return tuple(Span(m.start(), m.end()) for m in _ASIDE.finditer(text, sentence.start, sentence.end))


def _role(before: str, word: str) -> tuple[str, bool]:
    """Return how an operator's word is used, judged by the words before it, and whether it is a passive."""
    if _BE.search(before) and re.search(r"(?:ed|en|wn|ne|id|it|ut|un|t)$", word):
        return "main", True
    if _TO.search(before):
        return "to", False
    if word.lower().endswith("ing") and not re.search(r"\b(?:the|a|an|of the|is|are|was|were)$", before):
        return ("by" if _BY.search(before) or before.rstrip().endswith(",") else "gerund"), False
    return "main", False


def _is_verb(text: str, sentence: Span, term: Term) -> Verb | None:
    word = term.span.of(text).split(" ")[0]
    before = text[sentence.start : term.span.start].rstrip()
    after = text[term.span.end : sentence.end]
    role, passive = _role(before, word)
    nominal = bool(re.search(r"\b(?:of|in|on|to|for|from)$", term.span.of(text))) and not re.search(r"(?:ed|ing|s)\b", word)
    if nominal or (word.lower() in {"suspension", "extension", "removal", "imposition", "rescission", "increase", "reduction", "addition", "purchase", "cut", "exemption", "ban", "commitment", "implementation"} and role != "to"):
        return Verb(term, "nominal", False, "done", False)
    if role == "main" and not passive:
        if _NOUNY.search(before):
            return None
        if word.lower().endswith("ed") and _POST_PARTICIPLE.match(after) and not _starts_predicate(before):
            return None
    modal = bool(_MODAL.search(before)) and not _AUX_FUTURE.search(before)
    return Verb(term, role, passive, "proposed" if modal else "done", bool(_NEGATION.search(before)))


def _starts_predicate(before: str) -> bool:
    """The words before look like a subject: a name, or a pronoun, right before the verb."""
    return bool(re.search(r"(?:\b(?:it|he|she|they|has|have|had|also|then|first|hereby|today|yesterday|recently)|\b[A-Z][\w.’'-]*|\))$", before))


def read_verbs(text: str, sentence: Span, terms: Sequence[Term], hidden: Sequence[Span]) -> list[Verb]:
    """Return the operators and supports of a sentence that are used as verbs (or as verbal nouns), in order."""
    out: list[Verb] = []
    for term in terms:
        if term.word.kind == "noun" or not sentence.covers(term.span) or any(h.covers(term.span) for h in hidden):
            continue
        verb = _is_verb(text, sentence, term)
        if verb is not None:
            out.append(verb)
    return out


def _hands_over(verb: Verb, following: Verb | None, text: str) -> bool:
    """Say whether a verb only introduces the one after it."""
    if following is None:
        return verb.term.word.kind == "support"
    between = text[verb.term.span.end : following.term.span.start]
    near = len(between) < 260 and not re.search(r"[;.]\s", between)
    if verb.term.word.kind == "support":
        return near
    if following.role == "by" and re.search(r"\bby (?:\w+ )?$", between + " ") and near:
        return True
    if following.role == "nominal" and len(between) < 40 and not re.search(r",|\band\b", between):
        return verb.term.word.light
    return verb.term.word.light and following.role == "to" and len(between) < 60


def split_english(text: str, sentence: Span, terms: Sequence[Term]) -> list[EnglishClause]:
    """Return the act-stretches of a sentence in order."""
    hidden = find_hidden(text, sentence)
    verbs = read_verbs(text, sentence, terms, hidden)
    out: list[EnglishClause] = []
    pending: list[Verb] = []
    start = sentence.start
    first_verb = verbs[0].term.span.start if verbs else sentence.end
    subject = Span(sentence.start, first_verb)
    for i, verb in enumerate(verbs):
        following = verbs[i + 1] if i + 1 < len(verbs) else None
        if _hands_over(verb, following, text):
            pending.append(verb)
            continue
        if verb.role == "nominal" and out and not pending and _inner(out[-1], verb, text):
            continue
        end = following.term.span.start if following is not None and not _inner_next(verb, following, text) else sentence.end
        if following is not None and _inner_next(verb, following, text):
            after = next((v for v in verbs[i + 2 :] if not _inner_next(verb, v, text)), None)
            end = after.term.span.start if after is not None else sentence.end
        begin = _clause_start(text, start, pending, verb)
        out.append(EnglishClause(Span(begin, _trim_end(text, begin, end)), verb, tuple(pending), _subject(text, sentence, begin, subject), hidden))
        start, pending = end, []
    return out


def _inner(clause: EnglishClause, verb: Verb, text: str) -> bool:
    """A verbal noun in the object of the verb before it is its context: lift all suspensions of …."""
    between = text[clause.verb.term.span.end : verb.term.span.start]
    return len(between) < 60 and not re.search(r"[;:]|, and ", between)


def _inner_next(verb: Verb, following: Verb, text: str) -> bool:
    return following.role == "nominal" and len(text[verb.term.span.end : following.term.span.start]) < 60 and "," not in text[verb.term.span.end : following.term.span.start]


def _clause_start(text: str, start: int, pending: Sequence[Verb], verb: Verb) -> int:
    first = pending[0].term.span.start if pending else verb.term.span.start
    cut = [m.end() for m in re.finditer(r"(?:, (?:and |while |but )?|; | and | while )", text[start:first])]
    return start + cut[-1] if cut and start > 0 and len(text[start:first]) > 60 else start


def _subject(text: str, sentence: Span, begin: int, first: Span) -> Span:
    return first if begin >= first.start else Span(sentence.start, max(sentence.start, begin))


def _trim_end(text: str, begin: int, end: int) -> int:
    stretch = re.sub(r"(?:[\s,;]|\b(?:and|or|by|to|will|also|which|that|while|has|have|is|are|was|were|been|be|[Ii]t|the|as well as|would|may))+$", "", text[begin:end])
    return begin + max(1, len(stretch))
