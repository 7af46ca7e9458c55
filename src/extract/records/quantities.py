"""How much and how many: the rates, counts, sums and codes of a clause that are the act's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Filler, Mention
from extract.records.scope import Scope
from extract.records.statements import Context
from extract.spans import Span

# 1トン当たり121ドル: the first number is the measure of the second.
_PER_UNIT = re.compile(r"^(?:当たり|あたり|につき(?=[約最計\d〇一二三四五六七八九十百千])|ごと|毎)")
# 150ユーロ以下の少額輸入品, 120億ドル規模の市場を持つ: a bound or size that tells which goods or parties are meant.
_BOUND_OF_GOODS = re.compile(r"^(?:以下|未満|以上|超|を超える|を上回る|を下回る)の?(?=[一-龥ァ-ヶA-Za-z])")
# A share or a change of trade and prices is no duty.
_SHARE_AFTER = re.compile(
    r"^(?:程度|前後|強|弱|近く|余り?)?(?:以上|以下|超|未満)?(?:を|が|も)?(?:の(?:シェア|株式|持ち?分|出資|確率|賛成|支持|企業|国民)|について|につき|を占め|占め|所有|保有|出資|依存|(?:の)?(?:増加|減少|下落|上昇|伸び|低下|減(?![税免])|増(?![税やし]))|増え|減っ|減り|落ち込|伸び)"
)
_SHARE_BEFORE = re.compile(r"(?:シェア|割合|比率|構成比|依存度|成長率|上昇率|伸び率|物価|前年同?[期月]?比|同期比|比率|含有率|出資比率|持株比率|確率|回答|全体の|輸入額の|輸出額の|(?<!下げ幅の)(?<!関税の)(?<!分の)うち|関税の)(?:は|が|を|の|で)?(?:約|およそ|最大|合計)?$")
# 税率を50%に引き上げる: one rate, the new one.
_RAISED_TO = re.compile(r"^(?:\([^()]*\))?(?:程度|前後|以下|超)?(?:に|へ|まで)(?:と)?(?:、|再び|さらに|段階的に|一律|一時的に|大幅に|暫定的に|即時|順次)*(?:再)?(?:引き?[上下]げ|下げ|上げ|低減|軽減|削減|減免|縮小|半減|抑え|緩和|修正|変更|改め|見直|戻[しすさ]|[^、。\d]{0,4}引き?[上下]げ)")
_DROPPED_FROM = re.compile(r"^(?:\([^()]*\))?から(?:の)?(?:段階的に|大幅に|さらに)?(?:再)?(?:引き?[上下]げ|下げ|上げ|低減|軽減|削減|半減)")


def rate_fillers(scope: Scope, mentions: Sequence[Mention]) -> tuple[Filler, ...]:
    """Return the percentages of an act.

    Where the clause states a change, only its two sides. Accepted: 税率を50%に引き上げ (role to). Rejected: 50%以上を所有,
    輸入の30%を占める, the 50% of 「50%ルール」.
    """
    text = scope.ctx.text
    pair = any(m.role for m in mentions)
    named = [t.span for t in scope.ctx.terms if t.word.kind == "noun"] + [m.span for m in scope.ctx.mentions if m.kind == "entity"]
    out: list[Filler] = []
    for m in mentions:
        if (pair and not m.role) or any(n.covers(m.span) and len(n) > len(m.span) + 1 for n in named):
            continue
        if not m.role and _is_share(text, m.span):
            continue
        filler = scope.filler(m, "rate-in-clause")
        out.append(filler if m.role else _with_role(filler, text[m.span.end : m.span.end + 24], scope.clause.shared.of(text) if scope.clause.shared is not None else ""))
    return tuple(out)


def _is_share(text: str, span: Span) -> bool:
    return bool(_SHARE_AFTER.match(text[span.end : span.end + 16]) or _SHARE_BEFORE.search(text[max(0, span.start - 12) : span.start]))


def _with_role(filler: Filler, after: str, shared: str) -> Filler:
    """Return a rate with the side of a change that the words after it make it; `shared` are those that the next clause brings."""
    if _RAISED_TO.match(after) or _RAISED_TO.match(shared):
        return replace(filler, role="to", rule="new-rate-in-clause")
    return replace(filler, role="from", rule="old-rate-in-clause") if _DROPPED_FROM.match(after) else filler


def quantity_fillers(scope: Scope) -> tuple[Filler, ...]:
    """Return the counts and sums of an act; those inside relative clauses only where the clause itself has none.

    Accepted: 42団体, 5,500億ドル, 年25万台. Rejected: 1トン当たり, 150ユーロ以下の少額輸入品.
    """
    own = [m for m, _ in scope.mentions("quantity", "money") if _is_amount(scope.ctx, m)]
    if not own:
        own = [m for m in scope.ctx.within(scope.clause.span, "quantity", "money") if _is_amount(scope.ctx, m)]
    named = [m.span for m in scope.ctx.mentions if m.kind == "entity"]
    return tuple(scope.filler(m, "count-in-clause") for m in own if not any(n.covers(m.span) and len(n) > len(m.span) for n in named))


def _is_amount(ctx: Context, mention: Mention) -> bool:
    after = ctx.text[mention.span.end : mention.span.end + 8]
    if mention.kind == "quantity" and mention.value == 1 and any(m.kind == "money" and m.span.start == mention.span.end for m in ctx.mentions):
        return False  # 1個2ユーロの手数料: for each
    return not _PER_UNIT.match(after) and not (mention.kind == "money" and _BOUND_OF_GOODS.match(after))


def code_fillers(scope: Scope, kind: str) -> tuple[Filler, ...]:
    """Return the control or tariff codes (`kind` eccn or hs) of a clause, brackets after its goods included."""
    own = [m for m, _ in scope.mentions(kind)] or scope.told(kind)
    return tuple(scope.filler(m, "code-in-clause") for m in own)
