"""Sentences that only announce measures, which those after them go on to name: 次の措置を講ずる, 対ロシア制裁を強化した.

What is announced in a word that says nothing of goods, parties or rates is no act beside the acts that it announces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records.likeness import conflict, get
from extract.records.statements import Context, Statement

# 独自の制裁措置を決定した, 下記の措置を講ずることとした, 追加の制裁を科す: measures without a word of what they are.
_ANNOUNCES = re.compile(
    r"(?:制裁|措置|対策|対抗策|報復策|対応策|支援策|救済策)(?:など|等|の内容|の実施|の発動|の強化|の導入|の追加|の拡大)*(?:を|が|も|について)[^。]{0,16}?"
    r"(?:発表|公表|表明|決定|決め|講[じず]|実施|了解|発動|強化|[と取採執]|導入|打ち出|拡大|閣議|採択|承認|科|まとめ|明らか|相次)"
)
# The word for what is announced; a number, a package of its own or a kind of trade makes it an act.
_PLAIN = re.compile(r"(?:(?:追加|独自|経済|金融|対[日米中韓欧露ロ印北豪]|対抗|報復|制限|反|規制|制裁)(?:の|的な)?)*(?:制裁|措置|対策)?")
_HANDS_OVER = re.compile(r"下記|以下の|次の(?:とおり|通り|措置|内容|制裁|規制|対応)|次に掲げる|[一二三四五六七八九\d]つの")
_OWN = ("items", "entities", "eccn", "hs", "rates", "quantities", "duration", "effective_from", "effective_until")
# A sanction may be told as any of these.
_SANCTIONS = {"sanction", "entity_listing", "export_control", "import_control", "port_fee", "transaction_review"}
# How many passages below one that announces may tell of it: a heading and a sentence each.
_BELOW = 4


def _announces(statement: Statement, ctx: Context) -> bool:
    words = statement.wording
    stated = [slot for slot in _OWN if get(statement, slot) and slot not in statement.inherited]
    plain = _PLAIN.fullmatch(statement.noun) is not None
    return ctx.passage.language == "ja" and ctx.kind not in {"table", "heading"} and plain and not stated and statement.action in {"impose", "increase", "agree"} and _ANNOUNCES.search(words) is not None


def _is_told(statement: Statement, announced: Statement, handed_over: bool) -> bool:
    """Say whether a later statement is one of the measures announced: by the same power, on something it names."""
    if not any(get(statement, slot) for slot in _OWN) or statement.action not in {"impose", "increase", "deny", "suspend", "reduce"}:
        return False
    sides, own = set(announced.values("imposing")), set(statement.values("imposing"))
    if sides and own and not own <= sides:
        return False
    alike = statement.type == announced.type or handed_over or (announced.type == "sanction" and statement.type in _SANCTIONS) or not re.search(r"制裁|関税", announced.noun)
    return alike and not conflict(replace(announced, slots={k: v for k, v in announced.slots.items() if k in {"date"}}), statement)


def fold_announcements(statements: Sequence[Statement], contexts: Sequence[Context]) -> list[Statement]:
    """Make each sentence that only announces measures evidence of the first of them that is told after it."""
    out = list(statements)
    for announced in statements:
        if not _announces(announced, contexts[announced.passage]):
            continue
        handed_over = _HANDS_OVER.search(announced.wording) is not None
        later = [s for s in out if s is not announced and announced.passage <= s.passage <= announced.passage + _BELOW and (s.passage, s.span.start) > (announced.passage, announced.span.start)]
        told = next((s for s in later if _is_told(s, announced, handed_over)), None)
        if told is None:
            continue
        kept = told
        for slot in ("date", "imposing", "target_jurisdictions", "instrument"):
            kept = kept.inheriting(slot, get(announced, slot))
        kept = replace(kept, more=(*kept.more, announced.place, *announced.more))
        out = [kept if s is told else s for s in out if s is not announced]
    return out
