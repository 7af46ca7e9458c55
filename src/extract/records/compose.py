"""Composition: a chain of measure nouns and operators to one type and one action.

The operator that stands outermost (last in Japanese, first in English) is the act; inner ones are its context.
`suspend(impose(tariff))` is suspend, `extend(suspend(tariff))` is extend. A light operator (introduce, put into
force) yields to any other. What an operator does depends on what it acts on: suspending a tariff is `suspend`,
suspending exports is `impose` of an export control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.lexicon.measures import Word
from extract.records.statements import Term

# The type of the nearest noun counts, but a noun that only names trade yields to one that names an instrument.
_STRENGTH = {"measure": 3, "permission": 2, "flow": 2, "frame": 0}

# To be left out of procurement is a burden, preference in it a measure; to be left out of a list is to leave it.
_ON_TYPE = {("exclude", "procurement"): "impose", ("favour", "procurement"): "impose", ("exclude", "entity_listing"): "lift", ("exclude", "subsidy"): "lift"}

# What is done to purchases from abroad where they are not promised.
_KEEPS_OUT = {"impose", "deny", "suspend"}

# The outer action over the inner one, where it is not simply the outer.
_OVER = {("lift", "suspend"): "resume", ("lift", "restrict"): "lift", ("forgo", "propose"): "forgo", ("increase", "buy"): "agree"}


@dataclass(frozen=True, slots=True)
class Act:
    """Type and action of a chain, and the terms that gave them."""

    type: str
    action: str
    operator: Term | None
    noun: Term | None


# What is promised to be bought or invested, whatever paper it is promised in.
PROMISES = {"purchase_commitment", "investment_commitment"}


def outermost(operators: Sequence[Term]) -> Term | None:
    """Return the operator that makes the act; `operators` run from innermost to outermost."""
    heavy = [t for t in operators if not t.word.light]
    return heavy[-1] if heavy else (operators[-1] if operators else None)


def _action(operator: Word, noun: Word | None) -> str:
    kind = noun.noun if noun is not None else ("measure" if operator.type else "frame")
    if kind == "flow":
        return operator.flow
    if kind == "permission":
        return operator.permission or operator.measure
    return operator.measure or (operator.flow if noun is None or kind == "frame" else "")


# What a parliament approves by name is thereby adopted: 制裁パッケージを承認. Deals, aids, quotas and exclusions are decided case by case.
_ADOPTED = {"sanction"}

# What a council or parliament approves is done: 関税の引き下げを承認, approved the extension of the duties.
_PASSED = {"increase", "reduce", "ease", "suspend", "extend", "lift", "resume", "maintain"}


def _approved(operator: Term, noun: Term | None, operators: Sequence[Term]) -> str:
    """Return the action on a measure that is only approved, "" where the approval is the act itself (輸出の再開を承認)."""
    if operator.word.name != "approve" or noun is None or noun.word.noun not in {"measure", "permission"}:
        return ""
    inner = [t for t in operators if t is not operator and not t.word.light]
    if not inner and noun.word.noun == "measure" and noun.word.type in _ADOPTED:
        return "impose"
    return _action(inner[-1].word, noun.word) if inner and inner[-1].word.name in _PASSED else ""


def _noun(nouns: Sequence[Term], operator: Term) -> Term | None:
    """Return the noun the operator acts on: the strongest, and of equals the nearest to it."""
    if not nouns:
        return None
    return max(nouns, key=lambda t: (_STRENGTH[t.word.noun], -t.span.gap(operator.span)))


def _is_aside(operator: Term, noun: Term) -> bool:
    """Say whether a noun is only the paper of a promise (購入する覚書), or the trade that money is given for (輸出支援に30億円を投じる)."""
    if operator.word.name == "spend":
        return noun.word.noun == "flow" and noun.word.type not in PROMISES
    return noun.word.type == "cooperation" and operator.word.name in {"buy", "invest"}


def compose(nouns: Sequence[Term], operators: Sequence[Term]) -> Act | None:
    """Return the act of a chain, None where its words do not make one.

    `operators` run from innermost to outermost. Accepted: 輸出規制 + 緩和 → export_control, ease; 輸出 + 再開 →
    export_control, resume. Rejected: 輸出 + 拡大 (trade that grows is no act); 追加 without a list.
    """
    operator = outermost(operators)
    if operator is None:
        return None
    noun = _noun([t for t in nouns if not _is_aside(operator, t)], operator)
    inner = [t for t in operators if t is not operator and t.word.type]
    type_ = noun.word.type if noun is not None and noun.word.type else ""
    if noun is not None and noun.word.noun == "permission":  # 輸出を包括許可の対象から外す: a licence is for the trade named beside it
        type_ = type_ or next((t.word.type for t in nouns if t.word.noun == "flow" and t.word.type not in PROMISES), "")
    if operator.word.own:
        return Act(operator.word.type, operator.word.measure, operator, noun)
    promise = operator.word.type in PROMISES and type_ == "cooperation"
    if promise:
        noun = None  # 70万トン輸入する覚書: the paper only carries the promise
    banned = operator.word.name == "list" and noun is not None and noun.word.noun == "flow" and any(t.word.name == "restrict" for t in operators)
    if banned:
        return Act(type_, "impose", operator, noun)  # 輸入禁止の規定を追加: what is added is a ban
    if operator.word.weak and operator.word.type and (noun is None or noun.word.noun in {"frame", "flow"}):
        type_ = operator.word.type
    type_ = type_ or operator.word.type or (inner[-1].word.type if inner else "")
    if not type_:
        return None
    action = _action(operator.word, noun.word if noun is not None else None)
    if not action and noun is not None and noun.word.noun == "flow" and any(t.word.noun == "frame" and noun.span.end <= t.span.start < operator.span.start for t in nouns):
        action = operator.word.measure  # 輸出について審査を厳格化: not trade grows but what is asked of it
    if type_ == "cooperation" and operator.word.light:
        action = "agree"
    heavy_inner = [t.word.name for t in operators if t is not operator and not t.word.light]
    action = _approved(operator, noun, operators) or action
    if heavy_inner:
        action = _OVER.get((operator.word.name, heavy_inner[-1]), action)
        if noun is not None and noun.word.noun == "flow" and not operator.word.flow:
            action = action or operator.word.measure
        elif noun is not None and noun.word.noun == "flow" and heavy_inner[-1] == "restrict":
            # A restriction of trade is itself a measure: 輸出禁止を停止 suspends.
            action = _OVER.get((operator.word.name, "restrict"), operator.word.measure or action)
    action = _ON_TYPE.get((operator.word.name, type_), action)
    if not action:
        return None
    if type_ == "purchase_commitment" and action in _KEEPS_OUT:
        type_ = "import_control"  # 購入を停止するよう指示した: a power that stops purchases keeps the goods out
    if type_ == "investment_commitment" and operator.word.name in {"restrict", "deny"}:
        type_ = "transaction_review"  # bans new investment in mines
    return Act(type_, action, operator, noun)
