"""English clauses without a parser: which verbs make acts, what hangs from them, and how far each reaches.

Verbs are linked from left to right. A support (announced, agreed, plans) or a light verb (amends, signed an order) hands over
to the infinitive, gerund, verbal noun or that-clause after it; verbs in a row share their subject and auxiliaries; an infinitive
of purpose, a participle after its noun and everything in the background make no act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.records.english_asides import find_background, find_brackets
from extract.records.english_links import Draft, Linker
from extract.records.english_verbs import Verb, read_verb
from extract.records.english_words import Token, read_tokens
from extract.records.statements import Term
from extract.spans import Span

_BOUNDARY = re.compile(r"(?:[;:]\s+(?:and |but |while )?|,\s+(?:and|but|while|or|with)\s+|\s[–—]\s)")
# The title of a document holds no verb of the sentence: the rule titled Expansion of ….
_TITLED = re.compile(r"\b(?:en)?titled \W?([A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|to|and|for|on|in|the|by|with|from|or|an?)(?![\w’'-])){0,30})")
_LINKED = re.compile(r"\b(?:and|but|or) $")
_SOFT_BOUNDARY = re.compile(r"(?:,\s+|\s(?:and|or|but|while|as well as)\s)")


@dataclass(frozen=True, slots=True)
class EnglishClause:
    """One act's stretch of text.

    `verb` makes the act, `supports` govern it (outermost first), `inner` are the operators in its object. `subject` is the stretch
    before the first verb of the row it belongs to, `lead` what stands before the sentence's first verb, whose dates all verbs share.
    `hidden` are background stretches and the brackets of the sentence.
    """

    span: Span
    verb: Verb
    supports: tuple[Verb, ...]
    inner: tuple[Verb, ...]
    subject: Span
    lead: Span
    hidden: tuple[Span, ...]
    brackets: tuple[Span, ...]
    sentence: Span
    shared: bool = False

    @property
    def first(self) -> Verb:
        """The outermost verb of the chain: the one whose subject acts."""
        return self.supports[0] if self.supports else self.verb

    @property
    def undergoer(self) -> Span:
        """The stretch before the verb that names what a passive acts on: after "announced that", else the subject."""
        if self.supports and self.verb.form in {"finite", "passive"}:
            return Span(self.supports[-1].term.span.end, max(self.supports[-1].term.span.end, self.verb.group.start))
        return self.subject

    def shows(self, span: Span) -> bool:
        """Say whether a span lies in the clause and not in the background."""
        return self.span.covers(span) and not any(h.overlaps(span) for h in self.hidden)


def read_verbs(text: str, tokens: Sequence[Token], terms: Sequence[Term], hidden: Sequence[Span]) -> list[Verb]:
    """Return the operators and supports of a sentence that may make an act, in order."""
    out = []
    for term in terms:
        if term.word.kind != "noun" and tokens and tokens[0].span.start <= term.span.start < tokens[-1].span.end and not any(h.overlaps(term.span) for h in hidden):
            verb = read_verb(text, tokens, term)
            if verb.form != "none":
                out.append(verb)
    return out


def _boundary(text: str, begin: int, end: int) -> int:
    """Return where the clause of a verb whose group starts at `end` begins, after the verb that ends at `begin`."""
    hard = [m.end() for m in _BOUNDARY.finditer(text, begin, end)]
    if hard:
        return hard[-1]
    soft = [m.end() for m in _SOFT_BOUNDARY.finditer(text, begin, end)]
    return soft[-1] if soft else end


def _trim(text: str, span: Span) -> Span:
    body = re.sub(r"(?:[\s,;:–—]|\b(?:and|or|but|while|as well as))+$", "", span.of(text))
    return Span(span.start, span.start + max(1, len(body)))


def split_english(text: str, sentence: Span, terms: Sequence[Term], terse: bool = False) -> list[EnglishClause]:
    """Return the clauses of a sentence that may state an act, in order; `terse` lines need no finite verb."""
    tokens = read_tokens(text, sentence)
    background = find_background(text, sentence, tokens)
    brackets = find_brackets(text, sentence)
    titles = tuple(Span(m.start(1), m.end(1)) for m in _TITLED.finditer(text, sentence.start, sentence.end))
    verbs = read_verbs(text, tokens, terms, (*background, *brackets, *titles))
    linker = Linker(text, terse)
    for verb in verbs:
        linker.add(verb)
    drafts = linker.finish()
    if not drafts:
        return []
    starts = [sentence.start]
    for before, draft in pairwise(drafts):
        first = draft.head if draft.shared or not draft.supports else draft.supports[0]
        starts.append(max(starts[-1], _boundary(text, before.last, first.group.start)))
    ends = [*starts[1:], sentence.end]
    lead = Span(sentence.start, min(v.group.start for v in verbs))
    out: list[EnglishClause] = []
    for draft, start, end in zip(drafts, starts, ends, strict=True):
        span = _trim(text, Span(start, max(start + 1, end)))
        subject = _subject(text, draft, start, out)
        out.append(EnglishClause(span, draft.head, tuple(draft.supports), tuple(draft.inner), subject, lead, background, brackets, sentence, draft.shared))
    return out


def _subject(text: str, draft: Draft, start: int, before: Sequence[EnglishClause]) -> Span:
    """Return the stretch that holds the subject: before the first own verb, or that of the row it goes on from (…, and will charge)."""
    if draft.shared and before:
        return before[-1].subject
    first = draft.supports[0] if draft.supports else draft.head
    own = Span(start, max(start, first.group.start))
    goes_on = before and first.form in {"finite", "passive"} and _LINKED.search(text[: own.end]) and not re.search(r"\w", own.of(text).strip(" ,"))
    return before[-1].subject if goes_on else own
