"""English clauses without a parser: which verbs make acts, what hangs from them, and how far each reaches.

Verbs are linked from left to right. A support (announced, agreed, plans) or a light verb (amends, signed an order) hands over
to the infinitive, gerund, verbal noun or that-clause after it; verbs in a row share their subject and auxiliaries; an infinitive
of purpose, a participle after its noun and everything in the background make no act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.records.english_asides import DOCUMENTS, find_background, find_brackets
from extract.records.english_verbs import Verb, read_verb
from extract.records.english_words import Token, read_tokens
from extract.records.statements import Term
from extract.spans import Span

# How many characters a verb may stand from the verb it hangs from.
_REACH = 320
_BOUNDARY = re.compile(r"(?:[;:]\s+(?:and |but |while )?|,\s+(?:and|but|while|or|with)\s+|\s[–—]\s)")
_SOFT_BOUNDARY = re.compile(r"(?:,\s+|\s(?:and|or|but|while)\s)")
_NEAR_NOUN = re.compile(r"^(?:\s+(?:[\w’'.&-]+|\([^()]*\)|[“\"][^”\"]*[”\"])){0,4}\s*$")


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


@dataclass(slots=True)
class _Draft:
    """A clause being put together."""

    head: Verb
    supports: list[Verb] = field(default_factory=list)
    inner: list[Verb] = field(default_factory=list)
    means: bool = False
    by_means: bool = False
    last: int = 0
    shared: bool = False

    def hand_over(self, verb: Verb) -> None:
        """Make `verb` the head; the old head governs it."""
        self.supports.append(self.head)
        self.head = verb
        self.last = verb.term.span.end


def _yields(draft: _Draft) -> bool:
    """Say whether the head only introduces another verb."""
    word = draft.head.term.word
    return draft.head.support or word.light or word.name in {"cooperate", "revise"}


def _row(verb: Verb) -> bool:
    return verb.particle in {"and", "or", ",", "but", "while"}


class _Linker:
    """Links the verbs of one sentence into drafts."""

    def __init__(self, text: str, terse: bool) -> None:
        self.text = text
        self.terse = terse
        self.drafts: list[_Draft] = []
        self.waiting: list[Verb] = []

    def between(self, draft: _Draft, verb: Verb) -> str:
        return self.text[draft.last : verb.group.start]

    def open(self, verb: Verb) -> _Draft | None:
        """Return the draft that a verb can hang from."""
        if not self.drafts:
            return None
        draft = self.drafts[-1]
        between = self.between(draft, verb)
        return draft if len(between) < _REACH and not re.search(r"[;]\s", between) else None

    def start(self, verb: Verb, supports: Sequence[Verb] = (), shared: bool = False) -> None:
        draft = _Draft(verb, list(supports), self.waiting if verb.form in {"finite", "passive"} else [], last=verb.term.span.end, shared=shared)
        self.waiting = []
        self.drafts.append(draft)

    def add(self, verb: Verb) -> None:
        """Link the next verb."""
        {
            "finite": self.add_finite,
            "passive": self.add_finite,
            "infinitive": self.add_infinitive,
            "gerund": self.add_gerund,
            "nominal": self.add_nominal,
            "bare": self.add_bare,
            "participle": self.add_participle,
        }[verb.form](verb)

    def add_finite(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is not None and draft.head.support and draft.head.form not in {"nominal"} and self.is_content(draft, verb):
            draft.hand_over(verb)
        elif draft is not None and _yields(draft) and re.search(r"\b(?:that|which)$", self.text[: verb.group.start].rstrip()):
            draft.hand_over(verb)
        else:
            self.start(verb)

    def is_content(self, draft: _Draft, verb: Verb) -> bool:
        """Say whether a finite verb tells what was announced: after "that", or right after a subject of its own."""
        between = self.between(draft, verb)
        if re.search(r"\bthat\b", between):
            return True
        return bool(re.match(r"^ (?:it|they|he|she|we|the|[A-Z])", between)) and not re.search(r",| and | but ", between) and len(between) < 60

    def add_infinitive(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            return
        if draft.head.term.word.name == "forgo" and not self.between(draft, verb).strip():
            draft.inner.append(verb)
        elif _row(verb) and (draft.head.form == "infinitive" or draft.by_means):
            self.start(verb, draft.supports, shared=True)
        elif _yields(draft) and draft.head.form != "infinitive" or draft.head.support:
            draft.hand_over(verb)

    def add_gerund(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            if self.terse and not verb.particle:
                self.start(verb)
            return
        adjacent = not self.between(draft, verb).strip()
        if verb.particle == "by":
            self.add_means(draft, verb)
        elif (adjacent or self.between(draft, verb).strip() == "to") and draft.head.support:
            draft.hand_over(verb)
        elif adjacent or (verb.particle == "from" and draft.head.term.word.name == "forgo"):
            draft.inner.append(verb)
        elif DOCUMENTS.search(verb.particle) and _yields(draft):
            draft.hand_over(verb)
        elif verb.particle in {"of", "for"} and draft.head.support and draft.head.form == "nominal":
            draft.hand_over(verb)
        elif _row(verb) and not draft.means and not (verb.particle == "," and verb.term.span.of(self.text).lower() == "creating"):
            self.start(verb, draft.supports if draft.by_means else (), shared=True)
            self.drafts[-1].by_means = draft.by_means

    def add_means(self, draft: _Draft, verb: Verb) -> None:
        """by V-ing: the act itself where the verb before it is light, else only how it is done."""
        if _row(verb) or not _yields(draft):
            draft.means = draft.means or not draft.by_means
            if draft.by_means:
                self.start(verb, draft.supports, shared=True)
                self.drafts[-1].by_means = True
        else:
            draft.hand_over(verb)
            draft.by_means = True

    def add_nominal(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            if verb.support or (self.terse and self.opens_line(verb)):
                self.start(verb)
            else:
                self.waiting.append(verb)
            return
        between = self.between(draft, verb)
        near = bool(_NEAR_NOUN.match(between))
        if draft.head.support and near and draft.head.form != "nominal":
            draft.hand_over(verb)
        elif draft.head.form == "nominal" and not draft.head.support and re.search(r"\band (?:the |an? |its )?(?:\w+ )?$", between + " "):
            self.start(verb, draft.supports, shared=True)
        elif verb.support:
            self.start(verb)
        elif near or draft.head.term.word.light:
            draft.inner.append(verb)

    def opens_line(self, verb: Verb) -> bool:
        return bool(re.match(r"^\W*(?:(?:an?|the|new|further|additional|\d+[- ]\w+|[A-Z][\w.’']*) ){0,3}$", self.text[: verb.term.span.start]))

    def add_bare(self, verb: Verb) -> None:
        """A verb without subject or auxiliary: it goes on from the row before it, or opens a line of a list."""
        draft = self.open(verb)
        if draft is None:
            if (not verb.particle and self.terse) or self.goes_on(verb):
                self.start(replace(verb, form="finite"))
            return
        if not _row(verb) or draft.head.form in {"nominal", "gerund"} and not draft.supports:
            return
        model = next((v for v in (draft.head, *reversed(draft.supports)) if v.form in {"finite", "passive", "infinitive"}), draft.head)
        past = self.is_past(verb)
        if past != self.is_past(model) and model.form != "passive":
            model = next((v for v in draft.supports if self.is_past(v) == past), model)
        form = model.form if past or model.form != "passive" else "finite"
        before = draft.supports[: draft.supports.index(model)] if model in draft.supports else draft.supports
        self.start(replace(verb, form=form, modality=model.modality, negation=model.negation, idle=model.idle), before, shared=True)

    def goes_on(self, verb: Verb) -> bool:
        """Say whether a verb after "and" goes on from a verb that the lexicon does not know: it completed … and lifts …"""
        word = verb.term.span.of(self.text).split(" ")[0].lower()
        return verb.particle in {"and", "but"} and word.endswith(("s", "ed")) and not word.endswith("ss")

    def is_past(self, verb: Verb) -> bool:
        return verb.term.span.of(self.text).split(" ")[0].lower().endswith(("ed", "ew", "uck"))

    def add_participle(self, verb: Verb) -> None:
        """In a line without any other verb a participle is its predicate: Tariffs imposed on …"""
        if self.terse and not self.drafts and not self.text.rstrip().endswith("."):
            self.waiting.append(replace(verb, form="passive"))

    def finish(self) -> list[_Draft]:
        """Return the drafts, with the predicate of a line that has none."""
        passives = [v for v in self.waiting if v.form == "passive"]
        if passives and not self.drafts:
            self.waiting = [v for v in self.waiting if v.form != "passive"]
            self.start(passives[0])
        return self.drafts


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
    verbs = read_verbs(text, tokens, terms, (*background, *brackets))
    linker = _Linker(text, terse)
    for verb in verbs:
        linker.add(verb)
    drafts = linker.finish()
    if not drafts:
        return []
    starts = [sentence.start]
    for before, draft in zip(drafts, drafts[1:], strict=False):
        first = draft.head if draft.shared or not draft.supports else draft.supports[0]
        starts.append(max(starts[-1], _boundary(text, before.last, first.group.start)))
    ends = [*starts[1:], sentence.end]
    lead = Span(sentence.start, min(v.group.start for v in verbs))
    out: list[EnglishClause] = []
    for draft, start, end in zip(drafts, starts, ends, strict=True):
        span = _trim(text, Span(start, max(start + 1, end)))
        subject = _subject(draft, start, out)
        out.append(EnglishClause(span, draft.head, tuple(draft.supports), tuple(draft.inner), subject, lead, background, brackets, sentence, draft.shared))
    return out


def _subject(draft: _Draft, start: int, before: Sequence[EnglishClause]) -> Span:
    """Return the stretch that holds the subject: before the first own verb, or that of the row it goes on from."""
    if draft.shared and before:
        return before[-1].subject
    first = draft.supports[0] if draft.supports else draft.head
    return Span(start, max(start, first.group.start))
