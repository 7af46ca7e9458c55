"""Sentences that only add to the act before them: when it takes effect, at which rate, how long, how much.

施行日は10月9日とする, 7日から適用する, 税率は23～30%, 購入の期間は4年間だ: none states an act, each is a part of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Filler
from extract.records.actors import Names
from extract.records.chunks import Chunk, Sentence
from extract.records.clauses import Clause, split_clauses
from extract.records.contents import read_contents
from extract.records.quantities import quantity_fillers, rate_fillers
from extract.records.scope import Scope
from extract.records.statements import Context, Statement
from extract.records.times import date_fillers, duration_fillers, start_of_application
from extract.spans import Span

_LEAD = r"^(?:なお|また|ただし|このうち|うち)?、?"
_RULE = r"(?:省令|政令|規則|措置|規制|関税|制度|法|令|ルール|改正|変更|決定|公告|告示|税率|課税|命令|通知|布告|取り?消し|追加|料金|協定|枠|割当|税|上限|引き[上下]げ|禁止|停止|制限|緩和|免除|優遇|指定|除外|基準|補助|控除|義務|要件|制裁)"
# 同省令は…施行された, これらの措置は…適用される, ア及びイの措置は…施行する. Rejected: 日本は7月23日に施行した.
_POINTS_BACK = re.compile(
    rf"{_LEAD}(?:(?:同|本|当該|新|両|上記の?|前記の?|以上の|右の|この|これらの?|いずれの|今回の)[^はも。]{{0,12}}?|(?:改正|新)?|(?:[ア-ン](?:、|及び|並びに|・|から)?){{1,6}}の[^はも。]{{0,4}}?){_RULE}(?:は|も|については)、?|"
    rf"{_LEAD}(?:いずれも|どちらも|両方とも|ともに|両者とも|こちら[はも]|これら?[はも])、?"
)
# 施行日は, 発効は, 徴収は: the act itself is not named again.
_WHEN = re.compile(rf"{_LEAD}(?:新税率の|関税の|措置の|協定の|規制の)?(?:施行|発効|適用|徴収|課税|実施|運用|受付)(?:の?開始)?(?:日|時期|期日)?は、?")
# 7日から適用する: nothing but a day and that it applies. Rejected: 6月10日、輸出禁止を…実施する.
_DAY_ONLY = re.compile(rf"{_LEAD}[^はがをもにで、。]{{1,16}}[日月年旬](?:から|より|に|付けで|付で|をもって|以降)?、?(?:順次|直ちに|正式に|全面的に)?(?:施行|適用|発効|実施|徴収|課税)(?:さ|し|す|を|が|と|の|予|。|$)")
# Whose rate or length: a word for the act itself, never goods, whose rate would be an act of its own.
_OF_ACT = r"(?:(?:同|当該|この|これらの|新)?(?:購入|停止|延長|適用|実施|猶予|徴収|賦課|課税|措置|関税|規制|追加関税|調査|割当|輸入|投資)(?:措置)?の)?"
# 税率は、A社が17%、B社が20%だった: what each bears is a part of the act before.
_RATE = re.compile(rf"^(?:なお|また)?、?(?:[^、。は]{{1,16}}によ(?:ると|れば)、)?{_OF_ACT}(?:新たな|適用される|暫定)?(?:税率|関税率|上乗せ幅|上乗せ税率|賦課率|引き[上下]げ幅|課税率)は、?")
_LENGTH = re.compile(rf"^(?:なお|また)?、?{_OF_ACT}(?:(?:課税|賦課|徴収|適用|実施|停止|猶予|延長|有効|購入|発動|措置|規制|禁止|制限|指定|免除|支援|支給|割当|暫定)?期間|期限)は、?")
_ENDS_AT = re.compile(rf"^(?:なお|また)?、?{_OF_ACT}期限は、?")
_AMOUNT = re.compile(rf"^(?:なお|また)?、?{_OF_ACT}(?:割当量|割当数量|購入額|購入量|投資額|数量|総額|規模)は、?")
# The closing words of a sentence that only gives a figure.
_GIVES = re.compile(r"(?:\d|[%％年月日間枚台社者件円元]|ドル|ユーロ|トン|まで|から|見通し|予定|見込み)(?:分|程度|以上|以下|以内|相当|超)?(?:各\d+\S{1,2})?(?:だ(?:という)?|であ(?:る|り)|です|とな(?:る|った|ります)|とする|とします|という|とされる)?[。.]?$")


def read_addition(sentence: Sentence, ctx: Context, names: Names, goes_on: bool) -> Statement | None:
    """Return what a sentence adds to the act before it, as a statement without type and action; None where it does more.

    `goes_on` says that an act was told before it in the same passage.
    """
    words = sentence.span.of(ctx.text).rstrip()
    clauses = split_clauses(sentence, ctx.terms, ctx.text)
    if not clauses:
        return None
    shared = len(clauses) > 1 and all(c.nominal for c in clauses[:-1]) and _RATE.match(words) is not None
    if shared and any(t.word.kind == "operator" and clauses[-1].span.covers(t.span) for t in ctx.terms):
        return None  # the last clause states an act of its own
    found = Span(sentence.span.start, sentence.span.start + len(words))
    scope = Scope(ctx, Clause(sentence.chunks, clauses[0].hidden if len(clauses) == 1 else (), False, 0), sentence.brackets)
    if shared or len(clauses) == 1:
        slots = _each(scope) or (_figures(scope, words) if shared else _when(scope, words) or _figures(scope, words))
    else:
        slots = _enacted(scope, clauses, words) or _begun(scope, clauses)
    slots = {k: v for k, v in (slots or read_contents(scope, found, names, goes_on)).items() if v}
    return Statement(ctx.index, found, "", "", slots, recalls="adds", wording=words) if slots else None


def _each(scope: Scope) -> dict[str, tuple[Filler, ...]]:
    """Return what each topic of a row adds: 税率は95%、課税期間は2025年7月3日から5年間です. {} for one topic, or where one adds nothing."""
    rows: list[list[Chunk]] = [[]]
    for chunk in scope.clause.chunks:
        if chunk.particle == "は" and rows[-1] and rows[-1][-1].comma:
            rows.append([])
        rows[-1].append(chunk)
    out: dict[str, tuple[Filler, ...]] = {}
    for row in rows if len(rows) > 1 else ():
        own = Scope(scope.ctx, Clause(tuple(row), (), False, 0), scope.brackets)
        part = f"{own.clause.span.of(scope.ctx.text).rstrip('、。で ')}。"
        found = _when(own, part) or _figures(own, part)
        if not found:
            return {}
        out = {**found, **out}
    return out


# この政令は本日閣議決定され、6月2日に公布、同月9日に施行されます: the stages of a rule, the last of which is when it begins.
_ENACTED = re.compile(rf"{_LEAD}[^、。]{{0,40}}?(?:政令|省令|法|法律|規則|告示|措置|命令|布告|公告|改正|通達|条例|決定)は、?")
_STAGE = re.compile(r"(?:閣議決定|公布|公示|告示|官報掲載|掲載|署名|可決|成立|施行|発効|適用|実施|公表|発表)(?:を|が)?(?:さ|し|開始|す|いた|となっ|と|予定|で|の|。|$|、)")


def _enacted(scope: Scope, clauses: Sequence[Clause], words: str) -> dict[str, tuple[Filler, ...]]:
    """Return when the rule of which a sentence tells the stages was made and when it begins."""
    if not _ENACTED.match(words) or not all(_STAGE.search(c.span.of(scope.ctx.text)[-14:]) for c in clauses):
        return {}
    found = date_fillers(scope.ctx, scope.mentions("date"), scope.clause.span.end)
    return {k: v for k, v in found.items() if k != "date"}


def _begun(scope: Scope, clauses: Sequence[Clause]) -> dict[str, tuple[Filler, ...]]:
    """Return what the first clause of a sentence adds where the rest states no act: こちらも12月26日に発効する予定で、詳細は公示する."""
    rest = Span(clauses[0].span.end, clauses[-1].span.end)
    words = clauses[0].span.of(scope.ctx.text)
    if not _POINTS_BACK.match(words) or any(t.word.kind == "noun" and t.word.type and rest.covers(t.span) for t in scope.ctx.terms):
        return {}
    return start_of_application(Scope(scope.ctx, clauses[0], scope.brackets), words)


def _when(scope: Scope, words: str) -> dict[str, tuple[Filler, ...]]:
    dates = scope.mentions("date")
    if not dates:
        return {}
    if _POINTS_BACK.match(words) or _DAY_ONLY.match(words):
        return start_of_application(scope, words)
    if not _GIVES.search(words) or not (_WHEN.match(words) or _LENGTH.match(words)):
        return {}
    found = start_of_application(scope, f"{words.rstrip('。')}に施行。")
    if _ENDS_AT.match(words) and "effective_from" in found:
        return {"effective_until": found["effective_from"]}
    return found


def _figures(scope: Scope, words: str) -> dict[str, tuple[Filler, ...]]:
    if not _GIVES.search(words):
        return {}
    if _RATE.match(words):
        return {"rates": rate_fillers(scope, [m for m, _ in scope.mentions("percentage")])}
    if _LENGTH.match(words):
        return {"duration": duration_fillers(scope.ctx, [m for m, _ in scope.mentions("duration")])}
    return {"quantities": quantity_fillers(scope)} if _AMOUNT.match(words) else {}
