"""Clauses of one sentence that are one act: a sum and its summand, an act and its exception, a listing and its consequence."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.records.scope import unique
from extract.records.statements import Statement
from extract.spans import Span

_SUMMAND = re.compile(r"加算|合算|足し")
_REVISION = re.compile(r"公布|制定|成立|可決|見直|改正|改定|改訂|変更|修正|改$|更新")

# …法律が四月二十日に公布され、…が撤回された: the law is how it was done.
_PROMULGATED = re.compile(r"(?:法|法律|政令|省令|規則|条例)が[^。、]{0,16}(?:公布|施行|成立|可決)(?:さ?れ|し)?(?:まし)?て?、?$")

# 無税枠を縮め、枠外の税率を50%に引き上げる: the rate beyond a quota belongs to the quota.
_BEYOND_QUOTA = re.compile(r"^(?:枠[外内]|超過分|枠を超(?:える|過した)(?:分|輸入)?)の")


# 発動する予定だったが、延期した: the plan is what is put off.
_HAD_PLANNED = re.compile(r"(?:予定|計画|見込み|見通し|方針|はず)(?:だっ|であっ|でし)た")
_PUTS_OFF = {"suspend", "forgo", "extend", "lift"}


def fold_sum(statement: Statement, earlier: list[Statement]) -> Statement:
    """Take out the act before where it is a part of this one: 20%を加算し、税率は45%とした; リストを改正し、3社を追加した."""
    if not earlier:
        return statement
    before = earlier[-1]
    if before.type != statement.type or (statement.slots.get("imposing") and before.values("imposing") != statement.values("imposing")):
        return statement
    word = before.slots["action"][0].text
    if before.action == "propose" and statement.action in _PUTS_OFF and _HAD_PLANNED.search(before.wording):
        earlier.pop()
        for slot in ("items", "rates", "target_jurisdictions", "instrument", "imposing"):
            statement = statement.inheriting(slot, before.slots.get(slot, ()))
        return statement
    if _REVISION.search(word) or _PROMULGATED.search(before.wording):
        earlier.pop()
        return statement.inheriting("imposing", before.slots.get("imposing", ())).inheriting("instrument", before.slots.get("instrument", ())).inheriting("date", before.slots.get("date", ()))
    if statement.type == "tariff" and statement.action in {"impose", "increase"} and statement.slots.get("rates") and _SUMMAND.match(word):
        earlier.pop()
    return statement


def fold_row(statement: Statement, earlier: list[Statement], shared: bool) -> bool:
    """Add a duty to the one before it where both are one act's on several goods or countries: 鉄鋼に25%、アルミに10%の関税を課す. Say whether that was done.

    `shared` says that the clause before left its verb to this one. Sides, targets, days and changes of their own keep two acts apart.
    """
    if not shared or not earlier or statement.type != "tariff" or earlier[-1].type != "tariff":
        return False
    before = earlier[-1]
    alone = all(s.slots.get("rates") and not any(f.role for f in s.slots["rates"]) for s in (before, statement))
    if not alone or before.action != statement.action or before.values("imposing") != statement.values("imposing"):
        return False
    if before.values("target_jurisdictions") != statement.values("target_jurisdictions"):
        return False
    if any(before.values(k) and statement.values(k) and before.values(k) != statement.values(k) for k in ("date", "effective_from", "effective_until")):
        return False
    both = {k: unique([*before.slots.get(k, ()), *statement.slots.get(k, ())]) for k in ("items", "rates", "quantities", "target_jurisdictions")}
    slots = {**statement.slots, **before.slots, **{k: v for k, v in both.items() if v}}
    earlier[-1] = replace(before, span=Span(before.span.start, statement.span.end), slots=slots, inherited=before.inherited & statement.inherited)
    return True


def fold_into_last(statement: Statement, earlier: list[Statement], conditional: bool, words: str) -> bool:
    """Add a statement to the act before it where it is its exception, its consequence or the rate beyond its quota. Say whether that was done.

    `conditional` says that a condition stands before the statement, whose clause is `words`.
    """
    if not earlier:
        return False
    before = earlier[-1]
    beyond = statement.type == before.type == "tariff" and _BEYOND_QUOTA.match(words) and before.slots.get("quantities") and not before.slots.get("rates")
    action = before.action
    if beyond or (conditional and _is_exception(statement, before)):
        slots = {k: v for k, v in statement.slots.items() if k not in before.slots}
        if beyond and statement.action == "propose":
            slots, action = slots | {"action": statement.slots["action"]}, "propose"
    elif _asks_leave_instead(statement, before):
        slots = {k: v for k, v in statement.slots.items() if k not in before.slots}
    elif _is_consequence(statement, before):
        slots = {k: v for k, v in statement.slots.items() if k in {"eccn", "hs", "footnotes", "target_jurisdictions"} and k not in before.slots}
    else:
        return False
    earlier[-1] = replace(before, action=action, span=Span(before.span.start, statement.span.end), slots={**before.slots, **slots})
    return True


_ASKS_LEAVE = re.compile(r"(?:個別|その都度|契約ごと)[^、。]{0,10}?(?:許可|申請)")


def _asks_leave_instead(statement: Statement, before: Statement) -> bool:
    """Say whether a statement tells what is asked in place of the favour withdrawn before it: 包括許可の対象から外し、個別許可を求める."""
    tightens = before.type == statement.type == "export_control" and before.action == "increase" and statement.action in {"impose", "increase", "propose"}
    return tightens and not statement.slots.get("items") and _ASKS_LEAVE.search(statement.wording) is not None


def _is_exception(statement: Statement, before: Statement) -> bool:
    """要許可とするが、…場合は認める is one act."""
    return statement.action in {"approve", "ease", "deny"} and before.type == statement.type and before.action in {"impose", "maintain", "increase", "deny"}


# What follows for those who are listed or sanctioned: no exports to them, no dealings, no entry.
_FOLLOWS = {"entity_listing": {"entity_listing", "export_control", "import_control", "sanction"}, "sanction": {"sanction"}}
_OF_ITS_OWN = ("entities", "instrument", "quantities", "rates", "duration", "effective_from", "effective_until")


def _is_consequence(statement: Statement, before: Statement) -> bool:
    """リストに掲載し、輸出を禁止した is one act; 掲載し、9日には…の輸出を禁止した, which has a day of its own, is another."""
    if statement.type not in _FOLLOWS.get(before.type, ()) or before.action not in {"impose", "increase"} or statement.action not in {"impose", "increase", "deny"}:
        return False
    stated = {k for k in statement.slots if k not in statement.inherited}
    own_day = "date" in stated and statement.values("date") != before.values("date")
    return not own_day and not stated & set(_OF_ITS_OWN) and statement.values("imposing") == before.values("imposing")
