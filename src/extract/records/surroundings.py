"""What a clause's sentence says about it: what follows, what it is coordinated with, and whether it is only expected."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records.clauses import Clause
from extract.records.licence import DEMANDS, Surroundings, tells_firms
from extract.records.statements import Context
from extract.records.topics import Topic
from extract.spans import Span


def look_around(clauses: Sequence[Clause], i: int, ctx: Context, topic: Topic, before: bool, agentive: bool, acting: bool, told: bool = False) -> Surroundings:
    """Return what read_act must know of the sentence around clause `i`.

    `before` says that the clause before was an act of the same row, `agentive` that the clause names its agent by による,
    `acting` that it names who acts at all, `told` that a clause before it stated an act.
    """
    closing = clauses[-1].predicate.span
    supports = tuple(t for t in ctx.terms if t.word.kind == "support" and closing.overlaps(t.span)) if i + 1 < len(clauses) else ()
    last = i + 1 == len(clauses)
    return Surroundings(None if topic.economy else topic.noun, last, _following_support(clauses, i, ctx), before, supports, not last and _is_forecast(clauses, i, ctx), agentive, topic.control, acting, told)


_FORECAST = re.compile(r"との(?:期待|見方|観測|懸念|指摘|見通し|声)|(?:展開|可能性|事態)が|が?見込まれ|予想され|予測され|懸念され|期待され|べきだ|べきである")


_OPINION = re.compile(r"(?:趣旨の発言|との認識|と(?:指摘|評価|批判|反論|非難|説明)(?:し|す|さ)|との(?:考え|見解|立場)を)")


# 規制緩和や購入など重要課題, 強化、緩和、停止する用意がある: the row names what is spoken about or may be done, not what was done.
_TOPICS = re.compile(r"(?:など|等|といった)(?:の|、)?.{0,6}(?:課題|問題|議題|論点|争点|テーマ|懸案)|^[^。]{0,30}する(?:用意|権利|権限|余地)が?(?:ある|あり|有)")


# 廃止し、…拡大しないよう求めた: what is asked for takes in the clauses before it.
_THAT = re.compile(r"(?:よう(?:に)?|ことを?)、?(?:強く|改めて|引き続き|重ねて)?$")


def _is_forecast(clauses: Sequence[Clause], i: int, ctx: Context) -> bool:
    """Say whether the sentence closes by expecting what the clause says: nobody else comes in as a subject in between."""
    clause, closing = clauses[i], clauses[-1]
    if clause.nominal and _TOPICS.search(ctx.text[clause.span.end : closing.span.end]):
        return True
    if _OPINION.search(closing.span.of(ctx.text)[-40:]):
        return True
    asked = DEMANDS.match(closing.predicate.content.of(ctx.text)) is not None and _THAT.search(ctx.text[: closing.predicate.content.start]) is not None and not tells_firms(closing, ctx.text)
    if not asked and not _FORECAST.search(closing.span.of(ctx.text)[-40:]):
        return False
    bare = clause.nominal or clause.predicate.tail in {"し", "され", "", "させ", "とし"}
    return bare and not any(c.particle == "は" for later in clauses[i + 1 :] for c in later.chunks)


def _following_support(clauses: Sequence[Clause], i: int, ctx: Context) -> bool:
    """Say whether a later clause of the sentence agrees to or announces what is coordinated before it."""
    later = Span(clauses[i].span.end, clauses[-1].span.end)
    return any(t.word.kind in {"support", "operator"} and later.covers(t.span) for t in ctx.terms)
