"""Acts that only a headline states: it tells in its own words what the text under it tells in others.

A headline shortens: it names a class of goods for the goods, the plan for the decision, the trade for the duty. Where the text under
it has an act that can be the one meant, the headline is evidence of that act and no act of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records.likeness import actions_agree, get, share
from extract.records.statements import Context, Statement

# What two wordings of one act have in common, and what each counts; from _ENOUGH on they can be one.
_COMMON = {"imposing": 2, "authority": 1, "target_jurisdictions": 1, "items": 2, "entities": 2, "rates": 2, "quantities": 2, "instrument": 1, "agreement": 1}
_ENOUGH = 3
# A headline rounds rates to whole percent.
_ROUNDED = 1.0


def _likeness(headline: Statement, told: Statement, title: bool) -> int:
    """Return how much an act under a headline has in common with it.

    0 where who acts or the rate differs, or goods and type do, and under the title of the whole where only the kind is the same.
    """
    if _differ(headline, told, "imposing") or _rates_differ(headline, told) or (_differ(headline, told, "items") and headline.type != told.type):
        return 0
    common = sum(n for slot, n in _COMMON.items() if share(get(headline, slot), get(told, slot)))
    kind = 2 * (headline.type == told.type) + actions_agree(headline.action, told.action)
    return kind + common if common or not title else 0


def _rates_differ(headline: Statement, told: Statement) -> bool:
    """Say whether no rate of a headline is one of the act's, were it rounded: 33% is 33.57%, 25% is not 50%."""
    told_rates = [float(v) for v in told.values("rates")]
    mine = [float(v) for v in headline.values("rates")]
    return bool(mine and told_rates) and not any(abs(a - b) < _ROUNDED for a in mine for b in told_rates)


def _differ(a: Statement, b: Statement, slot: str) -> bool:
    """Say whether two statements fill a slot and share nothing there."""
    return bool(get(a, slot) and get(b, slot)) and not share(get(a, slot), get(b, slot))


def _governs(heading: Context, statement: Statement, contexts: Sequence[Context]) -> bool:
    """Say whether a statement stands under a heading: anywhere under the title a text begins with."""
    places = (statement.place, *statement.more)
    if heading.index == 0:
        return any(p.passage > 0 for p in places)
    return any(heading.index in contexts[p.passage].above for p in places)


# A document is signed, and the items below say what it does: signed a proclamation to protect industry by imposing tariffs.
_SIGNED = re.compile(r"\b(?:signed|issued) (?:an? |the |two )?(?:[\w-]+ ){0,2}(?:[Pp]roclamation|(?:Executive )?[Oo]rder|[Mm]emorandum)\b")


def _announces(statement: Statement, contexts: Sequence[Context]) -> bool:
    """Say whether a statement tells of a document signed, without rate or amount, right over a list."""
    at = statement.passage
    over_list = contexts[at].kind == "paragraph" and at + 1 < len(contexts) and contexts[at + 1].kind == "list"
    return over_list and not statement.more and not any(get(statement, s) for s in ("rates", "quantities", "duration")) and bool(_SIGNED.search(contexts[at].text))


def _itemises(paragraph: Context, statement: Statement, announced: Statement, contexts: Sequence[Context]) -> bool:
    """Say whether a statement stands in the list right under a paragraph and tells an act of the kind announced there."""
    items = contexts[paragraph.index + 1 : statement.passage + 1]
    return bool(items) and statement.type == announced.type and all(c.kind == "list" for c in items)


def _join(headline: Statement, told: Statement) -> Statement:
    """Return an act with its headline as evidence; what only the headline says of it fills its empty slots."""
    for slot in (*_COMMON, "date"):
        told = told.inheriting(slot, get(headline, slot))
    return replace(told, more=(*told.more, headline.place, *headline.more))


def join_headlines(statements: Sequence[Statement], contexts: Sequence[Context]) -> list[Statement]:
    """Make acts that stand in one headline only evidence of the act under it that has most in common with them."""
    headlines = [s for s in statements if all(contexts[p.passage].kind == "heading" for p in (s.place, *s.more)) or _announces(s, contexts)]
    out = list(statements)
    for headline in headlines:
        heading = contexts[headline.passage]
        under = [s for s in out if s not in headlines and (_governs(heading, s, contexts) if heading.kind == "heading" else _itemises(heading, s, headline, contexts))]
        best = max(under, key=lambda s: _likeness(headline, s, heading.index == 0), default=None)
        if best is not None and _likeness(headline, best, heading.index == 0) >= _ENOUGH:
            out = [_join(headline, s) if s is best else s for s in out if s is not headline]
    return out
