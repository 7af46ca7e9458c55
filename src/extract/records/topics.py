"""What carries over from clause to clause and from sentence to sentence: who acts, on what, and since when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Filler, Place
from extract.records.actors import Actor, Names
from extract.records.anaphora import NOTHING, Spoken
from extract.records.announced import NO_ANNOUNCEMENT, Announcement
from extract.records.statements import Context, Statement, Term
from extract.spans import Span


@dataclass(frozen=True, slots=True)
class Topic:
    """What carries over from clause to clause: who acts, the last measure noun, where the two sides were named, and what was `spoken` of.

    `document` holds the basis and day of the last document told to have come about (signed a proclamation), by slot.
    `pair_state` is the state in whose section the two sides were named. `economy` says that a price or other figure was told of last, `planned` that a sentence opened a list of what is only proposed (The bill would:).
    """

    actor: Actor | None = None
    passage: int = -1
    noun: Term | None = None
    pair: Actor | None = None
    pair_passage: int = -1
    pair_state: str = ""
    control: Term | None = None
    date: tuple[Filler, ...] = ()
    spoken: Spoken = NOTHING
    document: tuple[tuple[str, tuple[Filler, ...]], ...] = ()
    former: Actor | None = None
    former_passage: int = -1
    announced: Announcement = NO_ANNOUNCEMENT
    planned: bool = False
    economy: bool = False


def read_topic(topic: Topic, actor: Actor | None, ctx: Context, nouns: Sequence[Term], standing: bool = True) -> Topic:
    """Return the topic after a clause; an agent named by による is not `standing`: it acts in its own clause only."""
    if actor is not None and actor.codes and (standing or topic.actor is None):
        if topic.actor is not None and topic.actor.codes != actor.codes:
            topic = replace(topic, former=topic.actor, former_passage=topic.passage)
        topic = replace(topic, actor=actor, passage=ctx.index)
        if len(actor.codes) == 2:
            topic = replace(topic, pair=actor, pair_passage=ctx.index, pair_state=ctx.passage.state)
    typed = [t for t in nouns if t.word.type]
    typed = [t for t in typed if t.word.type != "cooperation"]
    controls = [t for t in typed if t.word.type in {"export_control", "import_control"}]
    topic = replace(topic, control=controls[-1]) if controls else topic
    return replace(topic, noun=typed[-1]) if typed else topic


def oppose_sides(statements: Sequence[Statement], topic: Topic) -> Topic:
    """Make both sides the topic after a sentence that sets the same act of each against the other's."""
    if topic.pair is None:
        return topic
    if len({(s.type, s.action) for s in statements}) != 1:
        return topic
    codes = {tuple(f.value for f in s.slots.get("imposing", ())) for s in statements}
    singles = {c[0] for c in codes if len(c) == 1}
    return replace(topic, actor=topic.pair, passage=topic.pair_passage) if singles == set(topic.pair.codes) else topic


def both_sides(topic: Topic, state: str, content: Span) -> Actor | None:
    """Return whom 両国 means: the two sides named last; in the section of a third state that one and the other side of all sections.

    Accepted: 両国 under ベトナム, after 米国 and マレーシア were two sides under マレーシア: US and VN.
    """
    codes = topic.pair.codes if topic.pair is not None else ()
    if state and state not in codes:
        others = {c for c in codes or topic.spoken.seen if c not in {state, topic.pair_state}}
        codes = (others.pop(), state) if len(others) == 1 else ()
    return Actor(content, codes) if codes else None


def find_pair(names: Names) -> Actor | None:
    """Return the last two jurisdictions named as one word (米中, 日EU): the two sides of whom 両国 speaks."""
    found: Actor | None = None
    for (left, a, _), (right, b, _) in zip(names.jurisdictions, names.jurisdictions[1:], strict=False):
        if left.end == right.start and a != b:
            found = Actor(Span(left.start, right.end), (a, b))
    return found


def find_meeting(ctx: Context, sentence: Span) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Return date and name of the meeting that a sentence without an act tells of."""
    deals = list(_MEETING.finditer(ctx.text, sentence.start, sentence.end))
    dates = [m for m in ctx.mentions if m.kind == "date" and sentence.covers(m.span)]
    if not deals or not dates:
        return (), ()
    span = Span(deals[-1].start(), deals[-1].end())
    date = Filler(dates[-1].text, dates[-1].value, "date-of-meeting-before", (Place(ctx.index, dates[-1].span),))
    return (date,), (Filler(span.of(ctx.text), span.of(ctx.text), "meeting-before", (Place(ctx.index, span),)),)


_MEETING = re.compile(r"(?:[一-龥ァ-ヶーA-Z]{2,12})(?:首脳会談|閣僚級協議|首脳会議|貿易協議|首脳合意|合意|サミット|会合)(?=でござい|で(?:は|す|ある)|が(?:開|行)|を(?:開|行|実施)|に(?:おい|臨)|。)")
