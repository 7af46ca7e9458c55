"""Clauses that leave out what their verb acts on, because the clause before them in the sentence has named it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Filler, Place
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.statements import Context, Statement, Term

# What is done to a measure that is there already: what the clause before put into force can be suspended or lifted here.
_TO_MEASURES = {"increase", "reduce", "ease", "suspend", "extend", "lift", "resume", "forgo", "exclude"}
# How far, for how long, when or in which way, compounded with the verb: 一時停止, 1年間延長, その後再開.
MANNER = re.compile(
    r"^(?:[約計最同]?[\d〇一二三四五六七八九十百]+.*|(?:直?後|のち|一部|大幅|段階|全面|相互|一層|一時|暫定|順次|同時|追加|一律|期限付き?|即時|当面|事実上|再|さらなる|再度|"
    r"自動|原則|引き続き|継続|個別|全て|すべて|全|更)(?:的に?|に)?|最大.*|.*(?:年間?|月間?|日間?|%|倍|カ月|か月))$"
)
# A part of the measure itself, whosever it is: 対象を10品目から14品目に増やした.
_ASPECT = re.compile(r"^(?:適用|規制|課税)?(?:対象|対象品目|品目|範囲|対象国|期間|期限|税率|幅|上限|数量|割当量|枠)(?:数)?$")
# Of which goods or places the same is now said: 航空機部品については.
_AS_FOR = re.compile(r"^(?:について|に関して|につきまして|に対して)(?:は|も)?$")


def goes_on(clause: Clause, ctx: Context, noun: Term) -> bool:
    """Say whether a verb that acts on measures acts on the one told before it in its sentence: …を導入し、7月に停止した.

    Accepted too: what is said of other goods (航空機部品については撤廃した), of a part of the measure (対象を増やした), of other
    parties of a list (3社を除外した). Rejected: 交渉を停止した, 景気は拡大した, 対立が緩和した.
    """
    operator = _closing_operator(clause, ctx)
    if operator is None:
        return False
    at = next((k for k, c in enumerate(clause.chunks) if c.content.overlaps(operator.span)), len(clause.chunks))
    prefix = ctx.text[clause.chunks[at].content.start : operator.span.start] if at < len(clause.chunks) else ""
    if prefix and not MANNER.match(prefix):
        return False
    before = [c for c in clause.chunks[:at] if clause.shows(c.content) and _is_object(c, ctx)]
    if noun.word.type == "entity_listing" and before:
        return all(_counts_parties(c, ctx) for c in before)
    return all(_ASPECT.match(c.content.of(ctx.text)) for c in before)


def _closing_operator(clause: Clause, ctx: Context) -> Term | None:
    """Return the verb that closes a clause, is quoted at its end or shared with the next one, where it is one that acts on measures."""
    quoted = [c.content for c in clause.chunks[-2:-1] if c.form == "quote"]
    places = [clause.predicate.content, *quoted, *([clause.shared] if clause.shared is not None else [])]
    inside = [t for t in ctx.terms if t.word.kind == "operator" and any(p.overlaps(t.span) for p in places)]
    return inside[-1] if inside and inside[-1].word.name in _TO_MEASURES and not inside[-1].word.type else None


def _is_object(chunk: Chunk, ctx: Context) -> bool:
    """Say whether a chunk is object or subject of its verb, and neither one who acts, nor a day, nor 航空機部品については."""
    if chunk.verb or not chunk.particle.endswith(("を", "をも", "が", "は", "も")) or _AS_FOR.match(chunk.particle):
        return False
    if chunk.particle.endswith(("を", "をも")):
        return True
    named = (m for m in ctx.mentions if m.kind == "date" or (m.kind == "entity" and m.type in {"GPE", "ORG", "PERSON"}))
    return not any(m.span.end >= chunk.content.end - 2 and chunk.content.overlaps(m.span) for m in named)


PARTIES = {"社", "者", "団体", "企業", "人", "名", "機関", "個人", "組織", "事業体", "主体", "法人", "隻", "大学"}


def _counts_parties(chunk: Chunk, ctx: Context) -> bool:
    return any(m.kind == "quantity" and m.unit in PARTIES and chunk.content.covers(m.span) for m in ctx.mentions)


def _follows_probe(statement: Statement, before: Statement) -> bool:
    """Say whether a duty is told right after the probe into the goods that it is put on: 調査を開始し、暫定関税を課した."""
    same = bool(before.values("imposing")) and before.values("imposing") == statement.values("imposing")
    return same and before.type == "investigation" and statement.type == "tariff" and statement.action == "impose"


def with_object_before(statement: Statement, earlier: Sequence[Statement], noun: Term | None, clause: Clause, ctx: Context, told: Term | None) -> Statement:
    """Return the act of a clause that leaves out its object with the goods and basis of the act before it in its sentence.

    `noun` is what the act acts on in its own clause, `told` the measure told last. What is said to be done to other goods
    (航空機部品については撤廃した) is done to those.
    """
    before = earlier[-1] if earlier else None
    if before is not None and _follows_probe(statement, before):
        return statement.inheriting("items", before.slots.get("items", ())).inheriting("target_jurisdictions", before.slots.get("target_jurisdictions", ()))
    if noun is not None or told is None or before is None or not goes_on(clause, ctx, told):
        return statement
    if before.type != statement.type or before.values("imposing") != statement.values("imposing") or statement.type == "entity_listing":
        return statement
    others = [c.content for c in clause.chunks if _AS_FOR.match(c.particle) and clause.shows(c.content)]
    own = tuple(Filler(s.of(ctx.text), s.of(ctx.text), "goods-spoken-of", (Place(ctx.index, s),)) for s in others)
    return statement.inheriting("items", own or before.slots.get("items", ())).inheriting("instrument", before.slots.get("instrument", ()))
