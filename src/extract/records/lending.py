"""What an act that leaves it out has in common with the act told right before it by the same side: its day, and whom it hits."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records.statements import AIMED, Context, Statement
from extract.records.times import is_later

_TIMES = ("date", "effective_from", "effective_until")


def lend_from_before(acts: Sequence[Statement], contexts: Sequence[Context]) -> list[Statement]:
    """Return the acts with the target, and for acts of one type the day, of the act before, where one side does the same again next to it.

    Accepted: 中国は2月、日本の12社をリストに加えた。別の8者の輸出も禁じた. Rejected: another side, another action, a passage farther
    away; a duty on goods of its own (自動車にも25%を課した) takes no target.
    """
    out: list[Statement] = []
    for stated in acts:
        act, before = stated, out[-1] if out else None
        if before is not None and _goes_on(before, act, contexts):
            own = act.type == "tariff" and bool(act.slots.get("items"))
            if not own and {before.type, act.type} <= AIMED and not set(before.values("target_jurisdictions")) & set(act.values("imposing")):
                act = act.inheriting("target_jurisdictions", before.slots.get("target_jurisdictions", ()))
            if before.type == act.type and not any(act.slots.get(t) for t in _TIMES) and not is_later(act.wording):
                act = act.inheriting("date", before.slots.get("date", ()))
        out.append(act)
    return out


def _goes_on(before: Statement, act: Statement, contexts: Sequence[Context]) -> bool:
    near = 0 <= act.passage - before.passage <= 1 and contexts[act.passage].passage.language == "ja"
    same = before.action == act.action and bool(before.values("imposing")) and before.values("imposing") == act.values("imposing")
    return near and same
