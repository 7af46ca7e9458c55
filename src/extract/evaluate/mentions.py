"""Mentions and notes against gold, as multisets a document: by value, by code, by surface, by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from extract.comparison.matching import are_near, fold, plain_name
from extract.evaluate.gold import GoldMentions, GoldNote, GoldValue, Predicted, PredictedMention, PredictedNote
from extract.evaluate.tally import Tally

# How many characters before a reference must be the same for it to stand in the same place.
PLACE = 6


def score_mentions(gold: GoldMentions, predicted: Predicted, tally: Tally) -> None:
    """Add the counts of one document's mentions and notes to its tally, for the kinds that its gold treats."""
    kinds: dict[str, list[PredictedMention]] = {}
    for mention in predicted.mentions:
        kinds.setdefault(mention.kind, []).append(mention)
    if gold.dates is not None:
        given = [*kinds.get("date", []), *kinds.get("duration", [])]
        _score_values("mentions: dates (value)", gold.dates, given, tally)
    if gold.percentages is not None:
        _score_values("mentions: percentages", gold.percentages, kinds.get("percentage", []), tally)
    for kind, codes in (("eccn", gold.eccn), ("hs", gold.hs)):
        if codes is not None:
            _score_bag(f"mentions: {kind}", codes, {m.value or m.text for m in kinds.get(kind, [])}, tally)
    if gold.entities is not None:
        given = kinds.get("entity", [])
        distinct = "mentions: entities (distinct)"
        _score_bag(distinct, {fold(s) for s, _ in gold.entities}, {fold(m.text) for m in given}, tally)
        named = {plain_name(m.name_en or m.text) for m in given}
        _score_bag("mentions: entities (distinct, name_en)", {plain_name(n) for _, n in gold.entities}, named, tally)
    if gold.footnotes is not None:
        _score_notes(gold.footnotes, predicted.notes, tally)


def _score_values(
    measure: str, golds: Sequence[GoldValue], predicted: Sequence[PredictedMention], tally: Tally
) -> None:
    """Count values whose surfaces are near; each prediction serves once, optional gold comes last and counts nowhere."""
    left = list(predicted)
    for gold in sorted(golds, key=lambda g: g.optional):
        found = _take(left, (gold.value, *gold.accept), gold.text)
        if not found and gold.parts:
            # Every part is taken, also after one that is missing.
            found = sum(_take(left, (part,), gold.text) for part in gold.parts) == len(gold.parts)
        if gold.optional:
            continue
        tally.add(measure, found, 1, found)
        if not found:
            tally.note("missed", measure, f"{gold.text} = {gold.value}")
    tally.add(measure, 0, 0, len(left))
    for mention in left:
        tally.note("spurious", measure, f"{mention.text} = {mention.value}")


def _take(left: list[PredictedMention], values: Iterable[str], text: str) -> bool:
    """Take the first mention of one of the values near `text` out of `left`; say whether there was one."""
    wanted = list(values)
    for mention in left:
        if any(_same(mention.value, value) for value in wanted) and are_near(mention.text, text):
            left.remove(mention)
            return True
    return False


def _same(a: str, b: str) -> bool:
    try:
        return float(a) == float(b)
    except ValueError:
        return a == b


def _score_bag(measure: str, gold: Iterable[Hashable], predicted: Iterable[Hashable], tally: Tally) -> None:
    wanted, given = Counter(gold), Counter(predicted)
    tally.add(measure, (wanted & given).total(), wanted.total(), given.total())
    for kind, rest in (("missed", wanted - given), ("spurious", given - wanted)):
        for what in sorted(str(w) for w in rest.elements()):
            tally.note(kind, measure, what)


def _score_notes(golds: Sequence[GoldNote], predicted: Sequence[PredictedNote], tally: Tally) -> None:
    notes = {fold(note.marker): note for note in predicted}
    _score_bag(
        "footnotes: reference placed",
        {(fold(g.marker), fold(g.before)[-PLACE:]) for g in golds},
        {(fold(n.marker), fold(before)[-PLACE:]) for n in predicted for before in n.befores},
        tally,
    )
    urls: list[tuple[str, int]] = []
    given_urls: list[tuple[str, int]] = []
    dates: list[tuple[str, str]] = []
    given_dates: list[tuple[str, str]] = []
    for gold in golds:
        note = notes.get(fold(gold.marker))
        citations = note.citations if note is not None else ()
        urls += [(gold.marker, n) for n in range(gold.urls)]
        given_urls += [(gold.marker, n) for n in range(len({u for found, _ in citations for u in found}))]
        if gold.date:
            dates.append((gold.marker, gold.date))
            given_dates += [(gold.marker, gold.date)] * any(date == gold.date for _, date in citations)
    _score_bag("footnotes: URLs", urls, given_urls, tally)
    _score_bag("footnotes: citation date", dates, given_dates, tally)
