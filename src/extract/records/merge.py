"""Restatements of one act to one record, without merging two acts.

A slot keeps its first filler's words and every place that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from extract.model import Filler, Place
from extract.records.likeness import KinOf, alike, conflict, get, is_restatement, link, share, tell_one_kind
from extract.records.statements import Statement
from extract.values.edtf import read_edtf

_CODED = ("imposing", "target_jurisdictions", "eccn", "hs", "footnotes")


def _merge_fillers(slot: str, a: Sequence[Filler], b: Sequence[Filler]) -> tuple[Filler, ...]:
    out = list(a)
    for filler in b:
        same = next((i for i, f in enumerate(out) if f.value == filler.value or (slot not in _CODED and alike(f.text, filler.text))), None)
        if same is not None:
            out[same] = replace(out[same], places=tuple(dict.fromkeys((*out[same].places, *filler.places))), role=out[same].role or filler.role)
        elif not out or slot in _CODED or slot in {"instrument", "entities", "items"}:
            out.append(filler)
    return tuple(out)


def _narrower(slot: str, new: Sequence[Filler], old: Sequence[Filler]) -> bool:
    """Say whether a later date is more exact than the one at hand: 10月10日 after 同時期."""
    if slot not in {"date", "effective_from", "effective_until"} or not new or not old:
        return False
    first, second = read_edtf(str(new[0].value)), read_edtf(str(old[0].value))
    return first is not None and second is not None and first.last - first.first < second.last - second.first


def _merge(a: Statement, b: Statement) -> Statement:
    slots = dict(a.slots)
    for slot, fillers in b.slots.items():
        if slot in {"measure_type", "action"}:
            continue
        mine = slots.get(slot, ())
        # What stands in the text itself outranks what was lent to it.
        if not mine or (slot in a.inherited and slot not in b.inherited) or _narrower(slot, fillers, mine):
            slots[slot] = fillers
        else:
            slots[slot] = _merge_fillers(slot, mine, fillers)
    places = tuple(dict.fromkeys((*a.more, b.place, *b.more)))
    return replace(a, slots=slots, more=places)


def _covers(summary: Statement, bare: Statement, part: Statement) -> bool:
    """Say whether one of a summary's goods is what another statement is about, and nothing else (`bare`) conflicts."""
    if not tell_one_kind(summary, part) or len(get(part, "items")) >= len(get(summary, "items")):
        return False
    return share(get(summary, "items"), get(part, "items")) and not conflict(bare, part)


def spread_summaries(statements: Sequence[Statement]) -> list[Statement]:
    """Make a sentence that sums up several acts further evidence of each of them, instead of an act of its own."""
    out = list(statements)
    for summary in statements:
        if len(get(summary, "items")) < 2 or get(summary, "rates"):
            continue
        bare = replace(summary, slots={k: v for k, v in summary.slots.items() if k != "items"})
        parts = [s for s in out if s is not summary and _covers(summary, bare, s)]
        covered = sum(1 for f in get(summary, "items") if any(share((f,), get(p, "items")) for p in parts))
        if len(parts) >= 2 and covered * 2 >= len(get(summary, "items")):
            places = (summary.place, *summary.more)
            out = [_lend(replace(s, more=(*s.more, *places)), summary, _NAMED) if s in parts else s for s in out if s is not summary]
    return out


# What a summary tells of each act it sums up, and a joint act of each of its sides.
_NAMED = ("imposing", "target_jurisdictions", "instrument")
_SHARED = ("date", "effective_from", "effective_until", "duration", "agreement")


def _lend(part: Statement, whole: Statement, slots: Sequence[str]) -> Statement:
    for slot in slots:
        part = part.inheriting(slot, get(whole, slot))
    return part


SentenceOf = Callable[[Place], tuple[int, int]]


def _beside(a: Statement, b: Statement, sentence_of: SentenceOf) -> bool:
    """Say whether two statements stand side by side in one sentence; a comment in brackets inside the other does not."""
    mine = [(sentence_of(p), p.span) for p in (a.place, *a.more)]
    return any(own == sentence and not span.overlaps(p.span) for p in (b.place, *b.more) for own in (sentence_of(p),) for sentence, span in mine)


def _sides(statement: Statement) -> frozenset[str | float]:
    return frozenset(statement.values("imposing"))


# 両国は…それぞれ, 米中とも: words by which an act is told of several sides at once.
_EACH = re.compile(r"それぞれ|おのおの|各々|とも(?:に)?|双方|両(?:国|政府|者)|互いに|相互に|\b(?:both|each|respectively)\b", re.IGNORECASE)


def _is_joint(statement: Statement) -> bool:
    stated = "imposing" not in statement.inherited and bool(get(statement, "imposing"))
    return len(_sides(statement)) > 1 or (not stated and bool(_EACH.search(statement.wording)))


def _parts(joint: Statement, statements: Sequence[Statement], sentence_of: SentenceOf) -> list[Statement]:
    """Return the acts of single sides in which the sentence of a joint act goes on to tell it, [] where a side is left out."""
    own = sentence_of(joint.place)
    later = [s for s in statements if sentence_of(s.place) == own and s.span.start >= joint.span.end]
    parts = [s for s in later if tell_one_kind(s, joint) and len(_sides(s)) == 1]
    told = frozenset[str | float]().union(*map(_sides, parts))
    return parts if len(told) > 1 and (len(_sides(joint)) < 2 or told == _sides(joint)) else []


def spread_joint(statements: Sequence[Statement], sentence_of: SentenceOf) -> list[Statement]:
    """Make an act of several sides that its sentence then tells of each of them further evidence of these.

    両国は関税をそれぞれ引き下げ、米国は30%、中国は10%とした is one act a side.
    """
    out = list(statements)
    for joint in filter(_is_joint, statements):
        parts = _parts(joint, out, sentence_of)
        if parts:
            out = [_lend(replace(s, more=(*s.more, joint.place, *joint.more)), joint, _SHARED) if s in parts else s for s in out if s is not joint]
    return out


def _rank(statement: Statement) -> tuple[int, int, tuple[int, ...], int, str]:
    """Return a key that orders statements as the text does; those of one stretch by where their goods and rates stand."""
    own = (p.span.start for slot in ("items", "entities", "rates") for f in get(statement, slot) for p in f.places if p.passage == statement.passage)
    return (statement.passage, statement.span.start, tuple(own), statement.span.end, repr((statement.type, statement.action, sorted(statement.slots.items()))))


def merge_statements(statements: Sequence[Statement], sentence_of: SentenceOf, kin_of: KinOf = lambda _, __: "") -> list[Statement]:
    """Return one statement an act, in order of first mention, each with the places of its restatements in `more`.

    The two that share most are merged first, of equals those of one action, whatever the order in which they are given. `sentence_of` gives passage and
    number of the sentence a place lies in: nobody says the same twice in one sentence; `kin_of` how two statements stand to each other.
    """
    acts: dict[int, Statement] = dict(enumerate(spread_summaries(spread_joint(sorted(statements, key=_rank), sentence_of))))

    def strength(i: int, j: int) -> int:
        a, b = acts[i], acts[j]
        if not tell_one_kind(a, b):
            return 0
        kin = kin_of(a, b)
        return link(a, b, kin) if is_restatement(a, b, kin) and not _beside(a, b, sentence_of) else 0

    links = {(i, j): n for i, j in combinations(acts, 2) if (n := strength(i, j))}
    while links:
        i, j = max(links, key=lambda pair: (links[pair], acts[pair[0]].action == acts[pair[1]].action, -pair[0], -pair[1]))
        acts[i] = _merge(acts[i], acts.pop(j))
        kept = {pair: n for pair, n in links.items() if not {i, j} & set(pair)}
        links = kept | {pair: n for k in acts if k != i and (n := strength(*(pair := (min(i, k), max(i, k)))))}
    return list(acts.values())
