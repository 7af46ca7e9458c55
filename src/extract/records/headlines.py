"""Acts that only a headline states: it tells in its own words what the text under it tells in others.

A headline shortens: it names a class of goods for the goods, the plan for the decision, the trade for the duty. Where the text under
it has an act that can be the one meant, the headline is evidence of that act and no act of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records.likeness import actions_agree, get, share
from extract.records.statements import Context, Statement

# What two wordings of one act have in common, and what each counts; from _ENOUGH on they can be one.
_COMMON = {"imposing": 2, "authority": 1, "target_jurisdictions": 1, "items": 2, "entities": 2, "rates": 2, "quantities": 2, "instrument": 1, "agreement": 1}
_ENOUGH = 3


def _likeness(headline: Statement, told: Statement) -> int:
    """Return how much an act under a headline has in common with it, 0 where who acts differs, or goods and either rate or type.

    Rates alone may differ: a headline rounds them (33% for 33.57%).
    """
    otherwise = _differ(headline, told, "rates") or headline.type != told.type
    if _differ(headline, told, "imposing") or (_differ(headline, told, "items") and otherwise):
        return 0
    kind = 2 * (headline.type == told.type) + actions_agree(headline.action, told.action)
    return kind + sum(n for slot, n in _COMMON.items() if share(get(headline, slot), get(told, slot)))


def _differ(a: Statement, b: Statement, slot: str) -> bool:
    """Say whether two statements fill a slot and share nothing there."""
    return bool(get(a, slot) and get(b, slot)) and not share(get(a, slot), get(b, slot))


def _governs(heading: Context, statement: Statement, contexts: Sequence[Context]) -> bool:
    """Say whether a statement stands under a heading: anywhere under the title a text begins with."""
    places = (statement.place, *statement.more)
    if heading.index == 0:
        return any(p.passage > 0 for p in places)
    return any(heading.index in contexts[p.passage].above for p in places)


def join_headlines(statements: Sequence[Statement], contexts: Sequence[Context]) -> list[Statement]:
    """Make acts that stand in one headline only further evidence of the act under it that has most in common with them."""
    out = list(statements)
    for headline in statements:
        heading = contexts[headline.passage]
        if heading.kind != "heading" or any(p.passage != headline.passage for p in headline.more):
            continue
        under = [s for s in out if s is not headline and s.passage != headline.passage and _governs(heading, s, contexts)]
        best = max(under, key=lambda s: _likeness(headline, s), default=None)
        if best is not None and _likeness(headline, best) >= _ENOUGH:
            joined = replace(best, more=(*best.more, headline.place, *headline.more))
            out = [joined if s is best else s for s in out if s is not headline]
    return out
