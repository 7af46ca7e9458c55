"""Clauses that tell of markets and the economy, whose percentages are no duties: 成長率を3%とし, 株価は2%下げた."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records.clauses import Clause
from extract.records.statements import Context, Term

# What is measured or forecast, as against what is set. Rejected: 上限価格, 最低価格, 価格約束, which powers set.
_FIGURE = re.compile(
    r"(?:成長率|インフレ率|上昇率|下落率|伸び率|失業率|(?:法人|所得|消費|住民|付加価値|相続|固定資産|事業|酒|たばこ)税率?|依存[度率]|自給率|支持率|占有率|占める(?:割合|比率)|利回り|政策金利|金利|物価|株価|"
    r"(?<!上限)(?<!最低)(?<!下限)(?<!基準)(?<!参照)(?:指標)?価格|株価?指数|物価指数|平均株価|先物|株式?|相場|高値|安値|為替|円安|円高|ドル円|市況|見通し|予測|予想|試算|推計|GDP|国内総生産|"
    r"売上高?|利益|営業益|純利益|減益|増益|業績|(?:輸出|輸入|貿易|出荷|生産|販売|取引|受注)(?:総)?(?:額|量|高|台数)|貿易黒字|貿易赤字|(?:経常|貿易)収支|"
    r"シェア|需要|供給量|個人消費|消費|景気|収益|人口|在庫|受注|前年同[期月]|前[年月期日週]比|同[期月]比|世論|賛成|反対|回答)(?:全体|など|等)?$"
)
_ROLES = ("は", "が", "も", "を", "から", "より", "に比べ", "と比べ", "では")


def tells_of_economy(clause: Clause, ctx: Context, nouns: Sequence[Term], before: bool) -> bool:
    """Say whether what a clause tells of is a price, a share, a forecast or the like, and no measure that it names itself.

    `before` says that the clause before was of that sort: one without a subject of its own goes on with it (前日にも3%下げていた).
    """
    measures = [t.span.start for t in nouns if t.word.noun in {"measure", "permission"} and t.word.type]
    shown = [c for c in clause.chunks if not c.verb and clause.shows(c.content)]
    figures = [c.span.end for c in shown if c.particle.startswith(_ROLES) and _FIGURE.search(c.content.of(ctx.text))]
    if figures:
        rated = any(m.span.start >= figures[-1] for m in ctx.within(clause.span, "percentage"))
        return not measures or (rated and figures[-1] > max(measures))
    return before and not measures and not any(c.particle[:1] in {"は", "が", "も"} for c in shown)
