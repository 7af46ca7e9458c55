"""The words that one clause can draw its fillers from: its own, those of its round brackets, and, apart, its relative clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Filler, Mention, Place
from extract.records.clauses import Clause
from extract.records.statements import Context
from extract.spans import Span


@dataclass(frozen=True, slots=True)
class Scope:
    """A clause in its passage. `brackets` are the sentence's round brackets (spans of what stands inside them)."""

    ctx: Context
    clause: Clause
    brackets: tuple[Span, ...]

    @property
    def own_brackets(self) -> list[Span]:
        """Round brackets that comment on the clause's words: inside it, or behind it in a row, as source and day are (軍用)(1月、通信社)."""
        span, end = self.clause.span, self.clause.span.end
        out: list[Span] = []
        for b in sorted(self.brackets, key=lambda b: b.start):
            behind = 0 <= b.start - end <= 1
            if span.covers(b) or behind:
                out.append(b)
            end = b.end + 1 if behind else end
        return out

    @property
    def whole(self) -> Span:
        """The clause with the brackets that stand behind it."""
        return Span(self.clause.span.start, max([self.clause.span.end, *(b.end + 1 for b in self.own_brackets)]))

    def mentions(self, *kinds: str) -> list[tuple[Mention, bool]]:
        """Return the clause's own mentions, each with whether it stands in a round bracket; relative clauses are left out."""
        out: list[tuple[Mention, bool]] = []
        own, whole, shared = self.own_brackets, self.whole, self.clause.shared
        for m in self.ctx.mentions:
            if m.kind not in kinds or not (whole.covers(m.span) or (shared is not None and shared.covers(m.span))):
                continue
            bracketed = any(b.covers(m.span) for b in self.brackets)
            if bracketed:
                shown = any(b.covers(m.span) for b in own) and not any(h.overlaps(m.span) for h in self.clause.hidden)
            else:
                shown = self.clause.shows(m.span)
            if shown:
                out.append((m, bracketed))
        return out

    def told(self, *kinds: str) -> list[Mention]:
        """Return the mentions inside the clause's relative clauses, which tell of something already known."""
        return [m for m in self.ctx.mentions if m.kind in kinds and any(h.covers(m.span) for h in self.clause.hidden)]

    def filler(self, mention: Mention, rule: str, value: str | float | None = None) -> Filler:
        """Return a mention as a filler with its place; `value` replaces the mention's own."""
        return Filler(
            mention.text,
            mention.value if value is None else value,
            rule,
            (Place(self.ctx.index, mention.span),),
            mention.role if mention.kind == "percentage" else None,
            mention.comparator,
            mention.unit,
            mention.name_ja,
            mention.name_en,
        )

    def named(self, mention: Mention, rule: str) -> Filler:
        """Return a name as a filler: its value is the lexicon's id, or the name itself."""
        value = mention.entity_id or mention.text
        return Filler(mention.text, value, rule, (Place(self.ctx.index, mention.span),), name_ja=mention.name_ja, name_en=mention.name_en)

    def words(self, span: Span, rule: str) -> Filler:
        """Return a stretch of the passage as a filler."""
        text = span.of(self.ctx.text)
        return Filler(text, text, rule, (Place(self.ctx.index, span),))


def unique(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """Return the fillers without repeated values, in order; the first of each counts."""
    seen: dict[str | float, Filler] = {}
    for filler in fillers:
        seen.setdefault(filler.value, filler)
    return tuple(seen.values())
