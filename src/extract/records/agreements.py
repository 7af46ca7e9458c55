"""The deal or meeting by which an act was agreed."""

from __future__ import annotations

import re

from extract.lexicon.names import name_of
from extract.model import Filler
from extract.records.actors import read_names
from extract.records.clauses import Clause
from extract.records.scope import Scope
from extract.records.statements import Context
from extract.spans import Span

MEETING = re.compile(
    r"(?:首脳会談|閣僚級(?:貿易)?協議|貿易協議|通商協議|経済対話|首脳会議|首脳合意|合意|協議|会談|共同声明|枠組み合意|枠組み|サミット|貿易協定|連携協定|協定|休戦|交渉|覚書|ディール|(?<![A-Za-z])(?:FTA|EPA))$"
)
_PARTICLES = {
    "で", "では", "での", "において", "に基づき", "に基づく", "に基づいて", "を受けて", "を受け", "により", "によって", "による", "に沿って", "に従い", "を踏まえ", "の結果", "を踏まえて",
    "を通じて", "に", "に伴い", "の下で", "のもとで",
}  # fmt: skip
# The name of a meeting is more than the word for it.
_BARE = re.compile(r"^(?:この|その|同|当該|今回の|前回の|両国の|両国間の|一連の|最終|大筋|基本|暫定)?(?:合意|協議|会談|交渉|枠組み|協定|覚書|サミット|首脳会談|貿易協議|通商協議|首脳会議|共同声明)$")
# 第一段階の経済・貿易協定: an ordinal or quoted word that belongs to the name.
_PART_OF_NAME = re.compile(r"第[\d一二三四]+(?:段階|次|回|ラウンド)$|[」』]$")


_FORMED = re.compile(r"^(?:\([^()]*\)?)?(?:(?:の|が|は|を|に)?(?:発効|締結|批准|発足|署名|調印|妥結|枠組み|合意)|に(?!反|違)|の下|で|を受け)")


# A treaty of trade by its kind, and what becomes of it.
_TREATY = re.compile(r"(?:(?:経済|戦略的?)?(?:連携|パートナーシップ)協定|(?:自由)?貿易(?:経済連携)?協定|(?:投資|通商|経済|関税|相互承認)協定|(?<![A-Za-z])(?:FTA|EPA|CEPA|CECA|TEPA|BIT))$")
_REACHED = re.compile(r"至[っりる]|こぎ着け|漕ぎ着け|こぎつけ|達し|運び")
_COMES_ABOUT = re.compile(r"発効|署名|調印|締結|結[びばん]|妥結|批准|発足|合意|承認|改[正定]")


def find_treaty(clause: Clause, ctx: Context) -> Span | None:
    """Return the treaty that a clause tells the signing or beginning of: 日豪経済連携協定が発効した, 日本とEUのEPAは署名に至った.

    None where it tells of none.
    """
    for k, chunk in enumerate(clause.chunks if _comes_about(clause, ctx) else ()):
        if chunk.particle in {"は", "が", "を", "に", "も"} and clause.shows(chunk.content) and _TREATY.search(chunk.content.of(ctx.text)):
            return Span(_start_of_sides(clause, k, ctx), chunk.content.end)
    return None


def _comes_about(clause: Clause, ctx: Context) -> bool:
    said = clause.predicate.content.of(ctx.text)
    become = [c for c in clause.chunks if c.particle in {"に", "へ"} and c.content.end <= clause.predicate.content.start][-1:]
    reached = _REACHED.match(said) and any(_COMES_ABOUT.match(c.content.of(ctx.text)) for c in become)
    return bool(_COMES_ABOUT.match(said) or reached)


def _start_of_sides(clause: Clause, k: int, ctx: Context) -> int:
    """Return where the name of the treaty at chunk `k` begins: its sides may stand before it (日本とEUの)."""
    starts = {s.start: s.end for s, _, _ in read_names(ctx).jurisdictions}
    start = clause.chunks[k].content.start
    for chunk in reversed(clause.chunks[:k]):
        if chunk.particle not in {"の", "と", "との", "間の"} or starts.get(chunk.content.start) not in {chunk.content.end, chunk.content.end - 1}:
            break
        start = chunk.content.start
    return start


def agreement_fillers(scope: Scope) -> tuple[Filler, ...]:
    """Return the deal that a clause names as its occasion or basis, () where it names none.

    Accepted: 米中首脳会談で, ジュネーブ合意に基づき, 日米貿易協定の発効に伴い. Rejected: 交渉で, 合意を目指す.
    """
    ctx, clause = scope.ctx, scope.clause
    for k, chunk in enumerate(clause.chunks):
        text = chunk.content.of(ctx.text)
        if chunk.particle not in _PARTICLES or not MEETING.search(text) or not clause.shows(chunk.content) or _BARE.match(text):
            continue
        start = chunk.content.start
        if k and clause.chunks[k - 1].particle == "の" and _PART_OF_NAME.search(clause.chunks[k - 1].content.of(ctx.text)):
            start = clause.chunks[k - 1].content.start
        return (scope.words(_without_date(Span(start, chunk.content.end), scope), "deal-in-clause"),)
    treaty = find_treaty(clause, ctx)
    if treaty is not None and any(s.start == treaty.start for s, _, _ in read_names(ctx).jurisdictions):
        return (scope.words(treaty, "treaty-of-clause"),)
    for mention, bracketed in scope.mentions("entity"):
        known = name_of(mention.entity_id)
        after = ctx.text[mention.span.end : mention.span.end + 24]
        if known is not None and known.kind == "deals" and not bracketed and _FORMED.match(after):
            return (scope.named(mention, "named-deal"),)
    return ()


def _without_date(span: Span, scope: Scope) -> Span:
    """11月1日の米中合意: the date is no part of the name."""
    ends = [m.span.end for m in scope.ctx.mentions if m.kind == "date" and m.span.start == span.start and m.span.end < span.end]
    start = max([span.start, *ends])
    rest = re.match(r"^(?:の|に|、)+", scope.ctx.text[start : span.end])
    return Span(start + rest.end() if rest else start, span.end)
