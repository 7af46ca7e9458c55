"""Links the verbs of one English sentence: what a support or a light verb hands over to, and which verbs stand in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.records.english_asides import DOCUMENTS
from extract.records.english_verbs import Verb

# How many characters a verb may stand from the verb it hangs from.
_REACH = 320
_NEAR_NOUN = re.compile(r"^(?:\s+(?:[\w’'.&-]+|\([^()]*\)|[“\"][^”\"]*[”\"])){0,4}\s*$")

# A document, with the day on which it came about: signed an order on Friday removing …
_DAY = r"(?:on |late |early |last |this )*(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|week|month|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?: \d{1,2})?(?:,? \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?)"
_DOCUMENT_OF_DAY = re.compile(rf"\b{DOCUMENTS.pattern[:-1]}(?:,? {_DAY},?)?$", re.IGNORECASE)

# Where a verb tells what was made: a rule that bans …; what follows ", which" tells it only of a document.
_RELATED = re.compile(rf"\b{DOCUMENTS.pattern[:-1]}[^A-Za-z]*,? which$|(?<!,) which$|\bthat$", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
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


def _yields(draft: Draft) -> bool:
    """Say whether the head only introduces another verb."""
    word = draft.head.term.word
    return draft.head.support or word.light or word.name in {"cooperate", "revise"}


def _row(verb: Verb, text: str = "") -> bool:
    return verb.particle in {"and", "or", ",", "but", "while"} or bool(_AS_WELL.search(text[: verb.group.start]))


_AS_WELL = re.compile(r"\b(?:as well as|along with|in addition to|plus) $")


def _judges(draft: Draft, text: str) -> bool:
    return draft.head.term.word.name == "lift" and bool(re.match(r"(?:rul|found|find|held|hold|declar)", draft.head.term.span.of(text), re.IGNORECASE))


# Verbs that tell a finding on which somebody then acts.
_FINDS = re.compile(r"(?:determin|find|found|conclud)", re.IGNORECASE)


# What somebody could do or ought to, and what is only said of firms and prices, is nobody's deed.
_MIGHT = re.compile(r"\b(?:can|could|may|might|would|should|must|not|never|if|whether|without|instead of|rather than|how|ways?|cause[ds]?|affected|hurt|harmed|hit|followed|threatened|able|unable|enough|tends?)\b", re.IGNORECASE)


class Linker:
    """Links the verbs of one sentence into drafts."""

    def __init__(self, text: str, terse: bool) -> None:
        self.text = text
        self.terse = terse
        self.drafts: list[Draft] = []
        self.waiting: list[Verb] = []

    def _between(self, draft: Draft, verb: Verb) -> str:
        return self.text[draft.last : verb.group.start]

    def open(self, verb: Verb) -> Draft | None:
        """Return the draft that a verb can hang from."""
        if not self.drafts:
            return None
        draft = self.drafts[-1]
        between = self._between(draft, verb)
        return draft if len(between) < _REACH and not re.search(r"[;]\s", between) else None

    def _start(self, verb: Verb, supports: Sequence[Verb] = (), shared: bool = False) -> None:
        if verb.support and verb.form == "passive" and not supports and self._says_noun(verb):
            # The removal of duties was announced: the act is in the subject.
            head = next(v for v in self.waiting if not v.support)
            inner = [v for v in self.waiting if v is not head and not v.support]
            self.waiting = []
            self.drafts.append(Draft(head, [verb], inner, last=verb.term.span.end))
            return
        draft = Draft(verb, list(supports), self.waiting if verb.form in {"finite", "passive"} else [], last=verb.term.span.end, shared=shared)
        self.waiting = []
        self.drafts.append(draft)

    def _says_noun(self, verb: Verb) -> bool:
        """Say whether a verbal noun opens the subject of a verb of saying."""
        head = next((v for v in self.waiting if not v.support), None)
        return head is not None and head.form == "nominal" and not re.search(r"[;,]", self.text[head.term.span.end : verb.group.start])

    def add(self, verb: Verb) -> None:
        """Link the next verb."""
        {
            "finite": self._add_finite,
            "passive": self._add_finite,
            "infinitive": self._add_infinitive,
            "gerund": self._add_gerund,
            "nominal": self._add_nominal,
            "bare": self._add_bare,
            "participle": self._add_participle,
        }[verb.form](verb)

    def _add_finite(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is not None and _judges(draft, self.text) and re.search(r"\bthat\b", self._between(draft, verb)):
            return  # what a court finds of the law is part of its judgment
        if self.drafts and self.drafts[-1].head.term.word.name == "probe" and re.search(r"\bwhether\b", self._between(self.drafts[-1], verb)):
            return  # what a proceeding is to find out is part of it
        if draft is not None and self._goes_on_after_finding(draft, verb):
            self._start(verb, shared=True)
            return
        said = draft is not None and draft.head.support and (draft.head.form != "nominal" or _FINDS.match(draft.head.term.span.of(self.text))) and self._is_content(draft, verb)
        related = draft is not None and _yields(draft) and _RELATED.search(self.text[: verb.group.start].rstrip())
        if draft is not None and (said or related):
            draft.hand_over(verb)
        else:
            self._start(verb)

    def _goes_on_after_finding(self, draft: Draft, verb: Verb) -> bool:
        """Say whether "and is V-ing" goes on from who found something rather than from what was found: has determined that X did so and is imposing sanctions."""
        found = _FINDS.match(draft.head.term.span.of(self.text)) and verb.ing and verb.particle == "and"
        return bool(found) and bool(re.search(r"\bthat\b[^;]* (?:is|are|was|were|has|have|had|did)\b", self._between(draft, verb)))

    def _is_content(self, draft: Draft, verb: Verb) -> bool:
        """Say whether a finite verb tells what was announced: after "that", or right after a subject of its own."""
        between = self._between(draft, verb)
        if re.search(r"\bthat\b", between):
            return True
        return bool(re.match(r"^ (?:(?:on|in|late|early|earlier|last|this|yesterday|today)\b[\w ,]{0,30} )?(?:it|they|he|she|we|the|[A-Z])", between)) and not re.search(r",| and | but ", between) and len(between) < 60

    def _add_infinitive(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            return
        if draft.head.term.word.name == "forgo" and not self._between(draft, verb).strip():
            draft.inner.append(verb)
        elif _row(verb) and (draft.head.form == "infinitive" or draft.by_means):
            self._start(verb, draft.supports, shared=True)
        elif verb.support and verb.term.word.modality == "proposed" and draft.head.term.word.light and not draft.head.support and self._between(draft, verb).strip():
            return  # what it is for: established a process to consider requests
        elif (_yields(draft) and draft.head.form != "infinitive") or draft.head.support:
            draft.hand_over(verb)

    def _add_gerund(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            aside = verb.particle == "," and not verb.support  # after a verb that the lexicon does not know: treats both alike, cutting duties
            if aside or (self.terse and not verb.particle) or self._is_means_of_unknown(verb):
                self._start(verb)
            return
        adjacent = not self._between(draft, verb).strip()
        if verb.particle == "by":
            self._add_means(draft, verb)
        elif (adjacent or self._between(draft, verb).strip() == "to") and draft.head.support:
            draft.hand_over(verb)
        elif adjacent or (verb.particle in {"from", "or"} and draft.head.term.word.name == "forgo"):
            draft.inner.append(verb)
        elif (_DOCUMENT_OF_DAY.search(self._between(draft, verb).rstrip()) and _yields(draft)) or (verb.particle in {"of", "for"} and draft.head.support and draft.head.form == "nominal"):
            draft.hand_over(verb)
        elif _row(verb, self.text) and not draft.means and not (verb.particle == "," and verb.term.span.of(self.text).lower() == "creating"):
            self._start(verb, draft.supports if draft.by_means else (), shared=True)
            self.drafts[-1].by_means = draft.by_means

    def _is_means_of_unknown(self, verb: Verb) -> bool:
        """Say whether "by V-ing" tells what somebody did whose own verb the lexicon does not know: will protect the industry by setting quotas."""
        return verb.particle == "by" and not verb.support and not _MIGHT.search(self.text[max(0, verb.group.start - _REACH) : verb.group.start].rsplit(". ", 1)[-1])

    def _add_means(self, draft: Draft, verb: Verb) -> None:
        """By V-ing: the act itself where the verb before it is light, else only how it is done."""
        lists = verb.term.word.name in {"list", "lift"} and draft.head.term.word.name in {"increase", "extend", "reduce", "ease"} and re.search(r"\b[Ll]ist\b", self._between(draft, verb))
        if _row(verb, self.text) or not (_yields(draft) or lists):
            draft.means = draft.means or not draft.by_means
            if draft.by_means:
                self._start(verb, draft.supports, shared=True)
                self.drafts[-1].by_means = True
        else:
            draft.hand_over(verb)
            draft.by_means = True

    def _add_nominal(self, verb: Verb) -> None:
        draft = self.open(verb)
        if draft is None:
            if verb.support or (self.terse and self._opens_line(verb)):
                self._start(verb)
            else:
                self.waiting.append(verb)
            return
        between = self._between(draft, verb)
        near = bool(_NEAR_NOUN.match(between))
        if draft.head.support and near and draft.head.form != "nominal":
            draft.hand_over(verb)
        elif draft.head.form == "nominal" and not draft.head.support and re.search(r"\band (?:the |an? |its )?(?:\w+ )?$", between + " "):
            self._start(verb, draft.supports, shared=True)
        elif verb.support:
            self._start(verb)
        elif (near or draft.head.term.word.light) and ": " not in between:
            draft.inner.append(verb)

    def _opens_line(self, verb: Verb) -> bool:
        return bool(re.match(r"^\W*(?:(?:an?|the|new|further|additional|\d+[- ]\w+|[A-Z][\w.’']*) ){0,3}$", self.text[: verb.term.span.start]))

    def _add_bare(self, verb: Verb) -> None:
        """Link a verb without subject or auxiliary, which goes on from the row before it or opens a line of a list."""
        draft = self.open(verb)
        if draft is None:
            if (not verb.particle and self.terse) or self._goes_on(verb):
                self._start(replace(verb, form="finite"))
            return
        described = verb.particle == "," and verb.term.span.of(self.text).lower().startswith("subject to")  # the goods, subject to a duty of 20%, to …
        if not _row(verb) or described or (draft.head.form in {"nominal", "gerund"} and not draft.supports):
            return
        model = next((v for v in (draft.head, *reversed(draft.supports)) if v.form in {"finite", "passive", "infinitive"}), draft.head)
        past = self._is_past(verb)
        if past != self._is_past(model) and model.form != "passive":
            model = next((v for v in draft.supports if self._is_past(v) == past), model)
        form = model.form if past or model.form != "passive" else "finite"
        before = draft.supports[: draft.supports.index(model)] if model in draft.supports else draft.supports
        self._start(replace(verb, form=form, modality=model.modality, negation=model.negation, idle=model.idle), before, shared=True)

    def _goes_on(self, verb: Verb) -> bool:
        """Say whether a verb after "and" goes on from a verb that the lexicon does not know: it completed a review and lifts duties."""
        word = verb.term.span.of(self.text).split(" ")[0].lower()
        if verb.particle == ",":  # The package, adopted in May, introduces …
            head = self.text[: verb.group.start].rstrip(", ")
            return "," in head[head.rfind(". ") + 1 :] and word.endswith("s") and not word.endswith("ss")
        return verb.particle in {"and", "but"} and word.endswith(("s", "ed")) and not word.endswith("ss")

    def _is_past(self, verb: Verb) -> bool:
        return verb.term.span.of(self.text).split(" ")[0].lower().endswith(("ed", "ew", "uck"))

    def _add_participle(self, verb: Verb) -> None:
        """In a line without any other verb a participle is its predicate: Tariffs imposed on steel."""
        if self.terse and not self.drafts and not self.text.rstrip().endswith("."):
            self.waiting.append(replace(verb, form="passive"))

    def finish(self) -> list[Draft]:
        """Return the drafts, with the predicate of a line that has none."""
        passives = [v for v in self.waiting if v.form == "passive"]
        if passives and not self.drafts:
            self.waiting = [v for v in self.waiting if v.form != "passive"]
            self._start(passives[0])
        return self.drafts
