"""Proposals for the user's lexicon, made from what reviewers corrected."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extract.labels import NAMED_SLOTS
from extract.learning.lessons import Lesson, Lessons, Support, find_surface, read_lessons
from extract.learning.triggers import find_triggers
from extract.lexicon.names import is_kana_or_kanji, name_index, name_of, normal_form
from extract.lexicon.suppressed import LISTS, is_suppressed
from extract.schema import FillerPart
from extract.spans import Span
from extract.store.engine import Store

Kind = Literal["alias", "name", "suppression", "noun", "operator"]
KINDS: tuple[Kind, ...] = ("alias", "name", "suppression", "noun", "operator")
SHORTEST, LONGEST = 2, 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A lexicon entry that corrections speak for.

    `id` is the same as long as kind, word and meaning are. `entry` is what goes into the lexicon file, from the section
    (agencies, measures …) down. `means`: the id that an alias names, the slot of a name or a suppression, the type or action
    of a trigger.
    """

    id: str
    kind: Kind
    word: str
    means: str
    entry: dict[str, Any]
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    kind: Kind
    word: str
    means: str
    entry: dict[str, Any]
    support: Support


def find_proposals(store: Store) -> list[Proposal]:
    """Return the proposals, those with the most corrections behind them first; what the lexicon knows is not proposed.

    A word that reviewers gave two meanings is left out, and so is a suppression of what stands in a record they confirmed.
    """
    found = read_lessons(store)
    findings = [f for lesson in found.lessons for f in _learn(lesson)]
    grouped: dict[tuple[Kind, str, str], list[_Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.kind, finding.word, finding.means].append(finding)
    meanings: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for kind, word, means in grouped:
        meanings[kind, word].add(means)
    proposals = [
        Proposal(make_id(kind, word, means), kind, word, means, same[0].entry, _unique(f.support for f in same))
        for (kind, word, means), same in grouped.items()
        if len(meanings[kind, word]) == 1 and (kind != "suppression" or _is_sound(word, means, same, found))
    ]
    return sorted(proposals, key=lambda p: (-len(p.support), KINDS.index(p.kind), p.word, p.means))


def make_id(kind: str, word: str, means: str) -> str:
    """Return the short name of a proposal: the same words, the same name."""
    return hashlib.sha256(f"{kind}|{word}|{means}".encode()).hexdigest()[:6]


def _unique(supports: Iterable[Support]) -> tuple[Support, ...]:
    return tuple({support.event: support for support in supports}.values())


def _learn(lesson: Lesson) -> Iterator[_Finding]:
    for slot, filler in lesson.given:
        if slot in NAMED_SLOTS:
            yield from _learn_name(lesson, slot, filler)
    yield from _learn_suppressions(lesson)
    yield from _learn_triggers(lesson)


# --- names ------------------------------------------------------------------------------------------------------------


def _learn_name(lesson: Lesson, slot: str, filler: FillerPart) -> Iterator[_Finding]:
    """Yield the new form of a known name, or a name that nobody knew and the run did not see."""
    surface = find_surface(filler)
    if not _is_name(surface) or name_index().get(surface):
        return
    support = lesson.support(surface)
    name = name_of(str(filler.value))
    if name is not None and name.kind in NAMED_SLOTS[slot]:
        entry: dict[str, Any] = {name.kind: {name.kind: {name.id: {"names": [surface]}}}}
        yield _Finding("alias", surface, name.id, entry, support)
    elif name is None and surface not in lesson.mentioned and filler.evidence:
        section = NAMED_SLOTS[slot][0]
        names = {"en": surface} | ({"ja": surface} if any(map(is_kana_or_kanji, surface)) else {})
        entry = {section: {section: {f"learned-{make_id('name', surface, section)}": names}}}
        yield _Finding("name", surface, section, entry, support)


def _is_name(text: str) -> bool:
    """Say whether a text can be a name: some letters, not a sentence."""
    return SHORTEST <= len(text) <= LONGEST and not re.search(r"[。\n]|^\W*\d*\W*$", text)


# --- what is never to be taken ----------------------------------------------------------------------------------------


def _learn_suppressions(lesson: Lesson) -> Iterator[_Finding]:
    """Yield the words that were taken out of a slot and not put back in another form.

    A known name that is taken out of one record remains a name: it was not the party of that act.
    """
    kept = [normal_form(f.text) for _, f in lesson.given]
    for slot, filler in lesson.removed:
        form = normal_form(filler.text)
        if slot not in LISTS or not form or name_of(str(filler.value)) is not None or is_suppressed(slot, filler.text):
            continue
        if any(form in other or other in form for other in kept):
            continue
        text = " ".join(filler.text.split())
        yield _Finding("suppression", text, LISTS[slot], {"suppressions": {LISTS[slot]: [text]}}, lesson.support(text))


def _is_sound(word: str, means: str, same: Sequence[_Finding], found: Lessons) -> bool:
    """Say whether words may be suppressed: they stand in no confirmed record where they would be lost.

    Words that reviewers put into another slot are no goods, but still a name. Goods taken out of a single record are goods
    all the same: only that act was not about them.
    """
    form = normal_form(word)
    if any(LISTS.get(slot) == means and normal_form(text) == form for slot, text in found.standing):
        return False
    elsewhere = any(normal_form(f.text) == form for lesson in found.lessons for _, f in lesson.given)
    return not elsewhere if means == "names" else elsewhere or len({f.support.record for f in same}) > 1


# --- words that state acts --------------------------------------------------------------------------------------------


def _learn_triggers(lesson: Lesson) -> Iterator[_Finding]:
    """Yield the trigger that an added record lacked; none where the run had a record on the same words."""
    if lesson.added is None:
        return
    spans = [Span(e.start, e.end) for e in lesson.added.evidence]
    told = (Span(e.start, e.end) for body in lesson.extracted.newest.values() for e in body.evidence)
    if any(span.overlaps(other) for other in told for span in spans):
        return
    for trigger in find_triggers(lesson.added):
        kind: Kind = "noun" if trigger.section == "nouns" else "operator"
        entry = {"measures": {trigger.section: [trigger.entry]}}
        yield _Finding(kind, trigger.word, trigger.means, entry, lesson.support(trigger.quote))
