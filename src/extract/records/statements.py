"""What the analysers of both languages hand to the assembler: terms, and acts as stated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from extract.lexicon.measures import Word
from extract.model import Filler, Issue, Mention, Passage, Place
from extract.spans import Span

# Types of measures that are aimed at somebody.
AIMED = {"tariff", "export_control", "import_control", "sanction", "entity_listing", "port_fee"}

Modality = Literal["done", "agreed", "proposed"]
# How a statement speaks of an act told before: names it again, tells its state, its result, or only adds to it.
Recall = Literal["", "same", "state", "result", "adds"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the measure lexicon where it stands in a passage."""

    word: Word
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with everything found in it, as the analysers see it.

    `mentions` are those of this passage in order. `above` are the indices of the passages that govern it, nearest
    first: table headers, list head, heading. `column` is what the name of a cell's column says that the cell holds.
    """

    index: int
    passage: Passage
    kind: str
    mentions: tuple[Mention, ...]
    terms: tuple[Term, ...]
    above: tuple[int, ...] = ()
    list_head: int | None = None
    column: str = ""

    @property
    def text(self) -> str:
        """The passage's normalised text."""
        return self.passage.text

    def narrowed(self, span: Span) -> Context:
        """Return the context with only what is found in `span`, so that a long passage costs no more than its sentences."""
        mentions = tuple(m for m in self.mentions if m.span.overlaps(span))
        return replace(self, mentions=mentions, terms=tuple(t for t in self.terms if t.span.overlaps(span)))

    def within(self, span: Span, *kinds: str) -> list[Mention]:
        """Return the mentions of the given kinds that lie in `span`, in order."""
        return [m for m in self.mentions if m.kind in kinds and span.covers(m.span)]


@dataclass(frozen=True, slots=True)
class Statement:
    """One act as one stretch of text states it.

    `slots` holds fillers per slot; `span` is the stretch in the passage's text. `inherited` names the slots that were
    filled from context. `noun` is the measure as worded (入港料) and `wording` the whole stretch; `recalls` says how it looks back to an act told before. `head` is True for a statement that only introduces a list.
    """

    passage: int
    span: Span
    type: str
    action: str
    slots: dict[str, tuple[Filler, ...]] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    head: bool = False
    more: tuple[Place, ...] = ()
    noun: str = ""
    wording: str = ""
    recalls: Recall = ""

    @property
    def place(self) -> Place:
        """Where the act is stated."""
        return Place(self.passage, self.span)

    def values(self, slot: str) -> tuple[str | float, ...]:
        """Return the values of a slot, in order."""
        return tuple(f.value for f in self.slots.get(slot, ()))

    def filled(self, **slots: tuple[Filler, ...]) -> Statement:
        """Return the statement with these slots set."""
        return replace(self, slots={**self.slots, **slots})

    def inheriting(self, slot: str, fillers: tuple[Filler, ...]) -> Statement:
        """Return the statement with an empty slot filled from context; unchanged where it is filled or nothing is given."""
        if self.slots.get(slot) or not fillers:
            return self
        return replace(
            self,
            slots={**self.slots, slot: fillers},
            inherited=self.inherited | {slot},
        )


def core_fillers(ctx: Context, operator: Term | None, values: tuple[str, str], span: Span, rule: str) -> dict[str, tuple[Filler, ...]]:
    """Return the fillers of type and action (`values`), worded as the operator is, or as the whole statement where it is implied."""
    stated = operator is not None and len(operator.span) and span.covers(operator.span)
    word = operator.span.of(ctx.text) if operator is not None and stated else span.of(ctx.text)
    place = (Place(ctx.index, span),)
    return {slot: (Filler(word, value, rule, place),) for slot, value in zip(("measure_type", "action"), values, strict=True)}
