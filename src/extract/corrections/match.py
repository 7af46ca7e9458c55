"""Which records of a new run are records that a document already has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from extract.corrections.bodies import iterate_evidence
from extract.corrections.events import STATEMENTS
from extract.corrections.rewording import count_negations, read_figures
from extract.schema import RecordPart
from extract.spans import Span

# What the same id adds to the share of evidence in common: it decides where the evidence was lost, and no more.
SAME_ID = 0.5
# The slots that say which act it is; authority, instrument and what a reader may word otherwise do not.
CORE_SLOTS = (
    *("measure_type", "action", "imposing", "target_jurisdictions", "items", "entities", "eccn", "hs"),
    *("rates", "quantities", "date", "effective_from", "effective_until"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A record that the document has: the ids and measure types it went by, and its place in the text of the new run.

    `spans` are those of its statements, or of its values where the statements were reworded. `core` is what a record must say
    to be this one by its place (find_core), where its statements were reworded; else None. `corrected` are the slots that somebody
    has changed by hand: what an extraction says of them does not count there.
    """

    key: str
    ids: frozenset[str]
    types: frozenset[str]
    spans: tuple[Span, ...]
    core: frozenset[tuple[str, ...]] | None = None
    corrected: frozenset[str] = frozenset()


def match_records(found: Sequence[RecordPart], known: Sequence[Known]) -> list[str]:
    """Return the keys of a run's records, in order.

    A record is a known one if it has its id, or its type and overlapping statements; one to one, the likest pair first.
    The others get their own id as key, with a number behind it where that is taken.
    """
    pairs = sorted(
        (-likeness, i, j)
        for i, body in enumerate(found)
        for j, k in enumerate(known)
        if (likeness := _compare(body, k)) > 0
    )
    keys: dict[int, str] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in keys and j not in used:
            keys[i] = known[j].key
            used.add(j)
    taken = {k.key for k in known}
    return [keys[i] if i in keys else make_key(body.id, taken) for i, body in enumerate(found)]


def make_key(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or with a number behind it where it is taken; the key is then taken."""
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}.{number}"
    taken.add(key)
    return key


def find_types(body: RecordPart) -> frozenset[str]:
    """Return the measure types of a record."""
    return frozenset(str(f.value) for f in body.measure_type)


def find_core(body: RecordPart, corrected: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Return what says which act a record is: its values but the `corrected`, and the figures and negations of its statements."""
    quotes = [e.quote for e in getattr(body, STATEMENTS)]
    values = {(s, _spell(f.value), f.role, f.comparator, f.unit) for s in CORE_SLOTS if s not in corrected for f in getattr(body, s)}
    figures = {("figure", figure) for quote in quotes for figure in read_figures(quote)}
    return frozenset({*values, *figures, *(("negations", str(count_negations(quote))) for quote in quotes)})


def _spell(value: str | float) -> str:
    return "".join(normalize("NFKC", value).split()).casefold() if isinstance(value, str) else repr(float(value))


def find_spans(body: RecordPart) -> tuple[Span, ...]:
    """Return where the statements of a record stand."""
    return tuple(Span(e.start, e.end) for e in getattr(body, STATEMENTS))


def find_value_spans(body: RecordPart) -> tuple[Span, ...]:
    """Return where the values of a record stand within its statements, once each; not what was taken from elsewhere."""
    statements = find_spans(body)
    values = (Span(e.start, e.end) for slot, _, e in iterate_evidence(body) if slot != STATEMENTS)
    return tuple(dict.fromkeys(v for v in values if any(s.covers(v) for s in statements)))


def _compare(body: RecordPart, known: Known) -> float:
    """Return how likely the two are one: 0 for certainly not."""
    likeness = SAME_ID if body.id in known.ids else 0.0
    share = share_spans(find_spans(body), known.spans) if find_types(body) & known.types else 0.0
    if share and (known.core is None or known.core == find_core(body, known.corrected)):
        likeness += share
    return likeness


def share_spans(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return the share of code points that the two have in common among those of either; 0 for none."""
    common = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return common / (sum(map(len, a)) + sum(map(len, b)) - common) if common else 0.0
