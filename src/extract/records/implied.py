"""Operators that a clause does not word: a rate set or changed, a quota fixed, an aid decided, a promise agreed to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon.measures import Word, read_words
from extract.model import Mention
from extract.records.clauses import Clause
from extract.records.statements import Context, Term
from extract.spans import Span

_LEVEL_WORDS = re.compile(r"(?:と(?:なっ|な[るり]|し(?:た|て|、|$)|す(?:る|$)|定め|.{0,8}(?:発表|公表|表明|公告)|.{0,24}水準)|に(?:達し|上[るっ]|のぼ|なっ|な[るり]|引き上げ|設定|据え)|累積|合計|発動|課|適用|へ|、|。|$)")
_IMPLIES_AGREE = {"transaction_review", "cooperation", "investment_commitment", "purchase_commitment", "subsidy", "import_control"}


def rate_operator(rates: Sequence[Mention]) -> Term | None:
    """Return the operator of a stated change from one rate to another, whatever verb carries it."""
    pair = {m.role: float(m.value) for m in rates if m.role}
    if set(pair) != {"from", "to"}:
        return None
    name = "reduce" if pair["to"] < pair["from"] else "increase"
    word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, next(m.span for m in rates if m.role == "to"))


def _synthetic(name: str, span: Span) -> Term:
    word: Word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, span)


def _is_level(clause: Clause, rates: Sequence[Mention], text: str) -> bool:
    """Say whether a rate is the level set, not a summand (20%と併せて30%とし) or one of several."""
    closing = clause.predicate.content.covers(rates[-1].span)
    return not (closing and re.search(r"(?:併せ|合わせ|加え|含め)て?", text[clause.span.start : rates[-1].span.start]))


# 輸入割当数量は27億枚とする, 枠を年1,830万トンに定める.
_QUOTA = re.compile(r"割当|数量|枠$|上限$|クォ?ータ")


def _quota_level(clause: Clause, ctx: Context, nouns: Sequence[Term]) -> Term | None:
    """Return the act of setting a quota at a quantity."""
    quotas = [t for t in nouns if t.word.type in {"import_control", "export_control", "tariff"} and _QUOTA.search(t.span.of(ctx.text))]
    content = clause.predicate.content
    amount = re.search(r"\d", content.of(ctx.text)) is not None and clause.predicate.tail.startswith(("とし", "とす", "に設定", "に定め"))
    return _synthetic("impose", content) if quotas and amount and quotas[0].span.end <= content.start else None


def _funding(clause: Clause, ctx: Context, nouns: Sequence[Term], supports: Sequence[Term]) -> Term | None:
    """Return the act of deciding on an aid or an investment of a stated amount: 3479億円の助成を決定, 総額360億ドルの案件を公表."""
    if not ctx.within(clause.span, "money", "quantity"):
        return None
    said = [s for s in supports if s.word.modality == "done"]
    aid = [t for t in nouns if t.word.type == "subsidy" and said and said[-1].span.start >= t.span.end]
    if aid:
        return _synthetic("impose", aid[-1].span)
    pledged = [t for t in nouns if t.word.type == "investment_commitment" and said and re.search(r"案件|事業|計画|プロジェクト", ctx.text[t.span.start : said[-1].span.start])]
    return _synthetic("agree", pledged[-1].span) if pledged else None


# A rule that is published puts the measure spoken of into force.
_RULE = re.compile(r"規則$|布告$|政令$|省令$")


# A headline's afterthought, when the act begins: 銅に50%関税 8月から.
_START = re.compile(r"^(?:[^がをはに]{0,8}[日月年旬末期初頭春夏秋冬](?:から|より|に|以降|発効|適用)|即日|年内に?も?|近く)\W*$")


# What is put on somebody's goods in a headline without a verb: 中国製ドローンに輸入制限.
_BINDING = re.compile(r"(?:規制|制限|禁止|許可制|承認制|割当|停止)(?:措置)?$")


# How far an act has come, in brackets after it: 相殺関税(暫定), 輸入割当(延長).
_STATUS = re.compile(r"\s*\([^()]{1,12}\)\s*$")


def _headline(clause: Clause, ctx: Context, nouns: Sequence[Term], rates: Sequence[Mention], acting: bool = True) -> Term | None:
    """Return the act of a headline without a verb: 中国製EVに40%の追加関税; 25社をエンティティリストに; or of a cell under 措置."""
    if not clause.nominal or (ctx.text[clause.span.end : clause.span.end + 1].strip() and not _STATUS.match(ctx.text, clause.span.end)):
        return None
    last = next((c for c in reversed(clause.chunks) if not _START.search(c.span.of(ctx.text))), clause.predicate)
    ending = [t for t in nouns if t.word.noun == "measure" and last.content.end - t.span.end <= 1 <= t.span.end - last.content.start]
    aimed = any(c.particle in {"に", "へ", "にも", "に対し"} for c in clause.chunks if c.span.end <= last.span.start)
    bound = _BINDING.search(ending[-1].span.of(ctx.text)) is not None if ending else False
    if ending and (ending[-1].word.type in {"sanction", "investigation"} or bound) and aimed and acting and last.particle in {"", "へ", "も", "か"}:
        return _synthetic("impose", ending[-1].span)
    if ending and ending[-1].word.type == "tariff" and aimed and acting and last.particle in {"へ", "も", "か"}:
        return _synthetic("impose", ending[-1].span)
    if ending and ending[-1].word.type == "tariff" and aimed and any(r.span.end <= ending[-1].span.start for r in rates):
        return _synthetic("impose", ending[-1].span)
    if ending and ctx.column == "measure" and ending[-1].word.type:
        done = [t for t in ctx.terms if t.word.kind == "operator" and t.span.start > clause.span.end]
        return done[0] if done else _synthetic("impose", ending[-1].span)
    put = last.particle in {"に", "へ"} and any(c.particle == "を" for c in clause.chunks)
    return _synthetic("list", ending[-1].span) if ending and put and ending[-1].word.type == "entity_listing" else None


# 半導体関税を検討: what is weighed or planned is to impose it.
_STUDIED = re.compile(r"[」』)]*(?:を|も|に|は)?(?:最大|一律|約)?(?:\d+(?:\.\d+)?%(?:へ|と)?)?(?:の?(?:導入|発動|賦課|新設|創設))?(?:を|も|の)(?:改めて|正式に|既に|近く)?(?:検討|計画|提案|示唆|予告|準備|模索)")


def imply_operator(
    clause: Clause, ctx: Context, nouns: Sequence[Term], fallback: Term | None, supports: Sequence[Term], rates: Sequence[Mention], acting: bool
) -> Term | None:
    """Return the operator of a clause that names a measure and says only that it was announced, or how high it is."""
    changed = rate_operator(rates) or _quota_level(clause, ctx, nouns) or _funding(clause, ctx, nouns, supports)
    if changed is not None:
        return changed
    text = ctx.text
    headline = _headline(clause, ctx, nouns, rates, acting) if acting or ctx.column == "measure" else None
    if headline is not None:
        return headline
    strong = [t for t in nouns if t.word.noun == "measure" and t.word.type not in {"", "sanction", "guidance", "investigation", "cooperation", "transaction_review", "subsidy", "procurement"}]
    probes = [t for t in nouns if t.word.type == "investigation"]
    if probes and any(re.fullmatch(r"(?:の)?(?:開始|実施)?を?", text[probes[-1].span.end : s.span.start]) for s in supports if s.span.start >= probes[-1].span.end):
        return _synthetic("impose", probes[-1].span)
    issued = [t for t in nouns if t.word.type == "guidance" and any(s.word.modality == "done" and s.span.start >= t.span.end for s in supports)]
    if issued:
        return _synthetic("impose", issued[-1].span)
    said = [s for s in supports if strong and s.span.start >= strong[-1].span.end and s.word.modality != "proposed"]
    if strong and said:
        between = text[strong[-1].span.end : said[0].span.start]
        if re.match(r"^[」』)]*(?:を|について|の|で|措置を|を含む)?(?:[^はが。]{0,12})$", between):
            return _synthetic("impose", strong[-1].span)
    if strong and any(_STUDIED.fullmatch(text[strong[-1].span.end : s.span.end]) for s in supports if s.word.modality == "proposed"):
        return _synthetic("impose", strong[-1].span)
    rules = [t for t in nouns if t.word.noun == "frame" and _RULE.search(t.span.of(text)) and fallback is not None]
    if rules and any(s.word.modality == "done" and s.span.start >= rules[-1].span.end for s in supports):
        return _synthetic("impose", rules[-1].span)
    deals = [t for t in nouns if t.word.type in _IMPLIES_AGREE]
    if deals and any(s.word.modality == "agreed" and s.span.start >= deals[-1].span.end for s in supports) and "ず" not in text[deals[-1].span.end : clause.span.end]:
        return _synthetic("agree", deals[-1].span)
    joint = [t for t in nouns if t.word.type == "cooperation" and t.span.end >= clause.predicate.content.end - 1]
    if joint and clause.nominal:
        return _synthetic("agree", joint[-1].span)
    tariffs = [t for t in nouns if t.word.type == "tariff"]
    own = bool(tariffs and rates and rates[-1].span.start >= tariffs[0].span.end)
    lent = not tariffs and fallback is not None and fallback.word.type == "tariff" and bool(rates) and len(clause.chunks) <= 8
    if (own or lent) and _LEVEL_WORDS.match(text[rates[-1].span.end : clause.span.end]) and _is_level(clause, rates, text):
        return _synthetic("impose" if float(rates[-1].value) else "reduce", rates[-1].span)
    return None
