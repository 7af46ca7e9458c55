"""What an act concerns: the goods, software, technology or conduct, as the noun phrase that its measure noun governs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.records.actors import Names
from extract.records.agreements import find_treaty
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.items_trim import split_goods
from extract.records.statements import Context, Term
from extract.spans import Span

# By these a duty is put on goods (鉄鋼に25%の関税); other measures take を.
_ON_GOODS = {"に", "へ", "への", "に対し", "に対して", "に対する", "に対しては", "に対しても", "に関しては", "に関しても", "について", "についても", "については", "に関する", "にかかる", "に係る", "には", "にも", "を対象に", "につき", "の"}
# Between goods and a measure noun of the same phrase: レアアースの輸出規制.
_OF = {"の", "についての", "に関する", "に対する", "に係る", "への", "などの", "等の", "を", "をめぐる", "を巡る", "向けの"}
# What may stand between the two and is no goods: 対中国向けの, 25%の, 3年間の, 段階的に.
_PASSED = {"の", "への", "からの", "に対する", "向け", "", "に", "で", "から", "まで", "までに", "へ", "より", "にも", "には", "な"}
# 玩具などに, 鋼材等を: what marks a row as open says nothing of its role.
_OPEN_ROW = re.compile(r"^(?:など|等|ほか|のほか|だけ|のみ)(?=.)")
_LINKS = {"の", "や", "と", "、", "", "及び", "および", "または", "又は", "などの", "やその", "等の", "か", "など", "といった", "をはじめとする"}
_COORDINATORS = {"及び", "および", "又は", "または", "並びに", "ならびに", "若しくは", "もしくは"}
_LEADS = re.compile(r"^(?:中心|はじめ|初め|始め|主)と(?:した|する)|^(?:含む|含めた)$")
_ONLY = ("に限り", "に限って", "のみ", "だけ")
_OBJECT = ("を", "については", "について", "についても", "に関し", "に関して", "に関しては", "に関する", "を巡って", "をめぐって", "を巡っては", "をめぐっては", "をも", "につき", "を対象に", "を含む")
# 菜種を対象とする調査: whom a measure is about.
_AIMED = re.compile(r"^対象(?:と|に)(?:する|した)")
# 武器売却を理由に, 輸出禁止を皮切りに: を without the predicate of the clause.
_FRAMING = re.compile(r"^(?:理由|背景|根拠|契機|機|皮切り|念頭|目的|目標|前提|条件|口実|軸|柱|視野|踏まえ|受け|機会)$")
_FROM_ON = re.compile(r"^(?:以降|以前|以後|以上|以下)$")
_TOPIC = ("が", "は", "も", "では")
# Nouns that only join clauses or count out of a group: したところ、…; 企業のうち3社.
_FORMAL = re.compile(r"^(?:ところ|ほか|うえ|なか|うち|うち[\d一二三四五六七八九十]+[^\d]{1,4}|一方|場合|際|反面|結果|後|のち)$")


def _is_goods_chunk(chunk: Chunk, ctx: Context, names: Names) -> bool:
    """Say whether a chunk can be part of a goods phrase: no verb, no adverb, no date, no rate, no bare jurisdiction."""
    if chunk.verb or chunk.manner or _FORMAL.match(chunk.content.of(ctx.text)):
        return False
    content = chunk.content
    if any(m.span.covers(content) or (content.covers(m.span) and len(m.span) >= len(content) - 2) for m in ctx.mentions if m.kind in {"date", "duration", "percentage", "money"}):
        return False
    return not any(s.covers(content) for s, _, _ in names.jurisdictions) and not any(m.span.covers(content) for m in names.bodies)


def _mark(chunk: Chunk) -> str:
    """Return the particle of a chunk without what only says that more could be named (などに: に)."""
    return _OPEN_ROW.sub("", chunk.particle)


def _over_relative(clause: Clause, k: int) -> int:
    """Return the chunk before the relative clause that modifies chunk `k`, `k` where there is none.

    集積回路 in 量子計算機、極低温で動作する集積回路: 量子計算機 is coordinated with it across its relative clause.
    """
    hidden = next((h for h in clause.hidden if k > 0 and h.covers(clause.chunks[k - 1].content)), None)
    if hidden is None:
        return k
    first = next(i for i, c in enumerate(clause.chunks) if c.span.start >= hidden.start)
    return first - 1 if first > 0 and clause.chunks[first - 1].comma and clause.chunks[first - 1].particle in {"", "や", "と"} else k


def _extend_left(clause: Clause, k: int, ctx: Context, names: Names) -> int:
    """Return the first chunk of the coordinated phrase that ends with chunk `k`."""
    while k > 0:
        before = clause.chunks[k - 1]
        if before.verb and (clause.chunks[k].content.of(ctx.text) == "ため" or _is_bare_modifier(clause, k - 1)):
            k -= 1  # リサイクルするための技術, 生きた牛: purpose and state belong to the goods
            continue
        if before.verb and k > 1 and _LEADS.match(before.span.of(ctx.text)) and clause.chunks[k - 2].particle == "を":
            k -= 2  # 大豆を中心とした農作物: the best known of the goods
            continue
        over = _over_relative(clause, k)
        if over != k and _is_goods_chunk(clause.chunks[over], ctx, names):
            k = over
            continue
        if _is_filler(clause, k, ctx, names):
            k -= 1
            continue
        if before.particle not in _LINKS or not _is_goods_chunk(before, ctx, names) or not clause.shows(before.content):
            break
        if before.particle == "" and not before.comma and not _COORDINATORS & {_word(before, ctx), _word(clause.chunks[k], ctx)}:
            break
        k -= 1
    return k


def _word(chunk: Chunk, ctx: Context) -> str:
    return chunk.span.of(ctx.text).rstrip("、 ")


def _is_filler(clause: Clause, k: int, ctx: Context, names: Names) -> bool:
    """Say whether the chunk before chunk `k` stands inside a row of goods without naming any.

    化学品、機械など米国の工業製品; 玩具など20億ユーロ相当の輸入品; 「N1」以降の機種; その他; ドローンとその部品; 半導体といった先端的な物品.
    """
    before, words = clause.chunks[k - 1], clause.chunks[k - 1].content.of(ctx.text)
    two = clause.chunks[k - 2].particle if k > 1 else ""
    if two in {"など", "等"} and before.particle in {"の", "からの"} and (_is_place(before, names) or _is_amount(before, ctx)):
        return True
    if before.particle == "" and not before.comma and _FROM_ON.match(clause.chunks[k].content.of(ctx.text)) and clause.shows(before.content):
        return True
    if before.particle == "な" and two in {"といった", "などの", "をはじめとする", "を含む"}:
        return True
    if words in {"その", "それらの"} and two in {"と", "や", "及び", "および"}:
        return True
    return words == "その" and clause.chunks[k].content.of(ctx.text) == "他"


def _is_amount(chunk: Chunk, ctx: Context) -> bool:
    return any(m.kind in {"money", "quantity"} and m.span.start == chunk.content.start for m in ctx.mentions)


def _is_place(chunk: Chunk, names: Names) -> bool:
    return any(s.start == chunk.content.start and len(chunk.content) - len(s) <= 1 for s, _, _ in names.jurisdictions)


def _is_bare_modifier(clause: Clause, k: int) -> bool:
    """Say whether a verb stands before its noun without anything of its own: 生きた, 冷凍した."""
    chunk = clause.chunks[k]
    return chunk.form == "adnominal" and chunk.tail in {"た", "した"} and len(chunk.content) <= 3 and (k == 0 or clause.chunks[k - 1].particle == "の")


def _phrase(clause: Clause, k: int, end: int, ctx: Context, names: Names) -> list[Span]:
    """Return the goods of the coordinated phrase that ends at `end` in chunk `k`."""
    first = _extend_left(clause, k, ctx, names)
    chunks = clause.chunks[first : k + 1]
    joints = [Span(c.content.end, c.span.end) for c in chunks[:-1] if c.particle in {"と", "や", "か"}]
    joints += [Span(a.content.end, b.span.end) for a, b in pairwise(chunks) if b.verb and a.particle == "を"]
    kept = [c.content for i, c in enumerate(clause.chunks[:k]) if i >= first and c.verb and (_is_bare_modifier(clause, i) or _LEADS.match(c.span.of(ctx.text)))]
    told = [h for h in clause.hidden if not any(h.covers(c) for c in kept)]
    return split_goods(ctx, Span(clause.chunks[first].content.start, end), names, joints, told)


def _chunk_index(clause: Clause, at: int) -> int | None:
    return next((i for i, c in enumerate(clause.chunks) if c.span.start <= at < c.span.end), None)


def _governed(clause: Clause, noun: Term, ctx: Context, names: Names, linking: Iterable[str] = _OF) -> list[Span]:
    """Return the phrase before a measure noun: in its compound (半導体輸出規制), or linked by の (レアアースの輸出規制).

    Rates, lengths, counts and directions in between are passed over: 鉄鋼に3年間の25%の関税.
    """
    k = _chunk_index(clause, noun.span.start)
    if k is None:
        return []
    chunk = clause.chunks[k]
    if noun.span.start > chunk.content.start:
        found = _phrase(clause, k, noun.span.start, ctx, names)
        if found:
            return found
    for before in range(k - 1, -1, -1):
        chunk = clause.chunks[before]
        if chunk.verb and before and _AIMED.match(chunk.span.of(ctx.text)) and clause.chunks[before - 1].particle == "を":
            return _phrase(clause, before - 1, clause.chunks[before - 1].content.end, ctx, names)
        if not clause.shows(chunk.content) or chunk.verb:
            return []
        found = _phrase(clause, before, chunk.content.end, ctx, names) if _mark(chunk) in linking and _is_goods_chunk(chunk, ctx, names) else []
        if found or _mark(chunk) not in _PASSED or _says_something(chunk, ctx, names):
            return found
    return []


def _says_something(chunk: Chunk, ctx: Context, names: Names) -> bool:
    """Say whether a chunk holds goods, which then belong to something else than the noun after it."""
    return bool(split_goods(ctx, chunk.content, names))


def _objects(clause: Clause, particles: Sequence[str], ctx: Context, names: Names, terms: Sequence[Term]) -> list[Span]:
    """Noun phrases with one of the particles whose head is no measure noun."""
    out: list[Span] = []
    for k, chunk in enumerate(clause.chunks):
        if _mark(chunk) not in particles or not clause.shows(chunk.content):
            continue
        if chunk.particle == "を" and k + 1 < len(clause.chunks) and _FRAMING.match(clause.chunks[k + 1].content.of(ctx.text)):
            continue
        if not _is_goods_chunk(chunk, ctx, names):
            out += _whole_of_share(clause, k, ctx, names)
            continue
        if any(t.span.overlaps(Span(max(0, chunk.content.end - 1), chunk.content.end)) for t in terms):
            continue
        out += _phrase(clause, k, chunk.content.end, ctx, names)
    return out


def _whole_of_share(clause: Clause, k: int, ctx: Context, names: Names) -> list[Span]:
    """Return the goods of which chunk `k` is a share: 工業製品や農産品の99%超について."""
    share = any(m.kind == "percentage" and m.span.start == clause.chunks[k].content.start for m in ctx.mentions)
    before = clause.chunks[k - 1] if k else None
    if before is None or not share or before.particle != "の" or not clause.shows(before.content) or not _is_goods_chunk(before, ctx, names):
        return []
    return _phrase(clause, k - 1, before.content.end, ctx, names)


def find_topic_goods(clause: Clause, ctx: Context, names: Names) -> list[Span]:
    """Return the goods a clause without an act speaks about (…について), which the act after it concerns."""
    terms = [t for t in ctx.terms if clause.span.covers(t.span)]
    topic = ("については", "について", "についても", "に関して", "に関しては", "につき", "につきましては", "につきまして")
    return _objects(clause, topic, ctx, names, terms) or _spoken_trade(clause, topic, ctx, names, terms) or _traded(clause, ctx, names, terms)


def _spoken_trade(clause: Clause, topic: Sequence[str], ctx: Context, names: Names, terms: Sequence[Term]) -> list[Span]:
    """Return the goods of whose trade a clause speaks: レジスト、フッ化水素の韓国向け輸出及び技術の移転については."""
    last = next((c for c in reversed(clause.chunks) if _mark(c) in topic and clause.shows(c.content)), None)
    nouns = [t for t in terms if t.word.kind == "noun" and t.word.noun != "frame" and last is not None and t.span.end <= last.span.end and clause.shows(t.span)]
    return next((found for t in nouns if (found := _governed(clause, t, ctx, names))), [])


# …を第三国へ輸出する場合、許可が必要となる; 輸入するには届け出が要る.
_TRADES = re.compile(r"(?:再?輸出|再?輸入|輸送|移転|提供|販売|購入|調達|出荷|搬出|持ち出[しす]|通過|取引)$")


def is_case_of_trade(clause: Clause, ctx: Context) -> bool:
    """Say whether a clause only names the trade to which the act after it applies: キューバへ輸出する場合、…."""
    last = clause.predicate
    after = ctx.text[last.span.end : last.span.end + 4]
    return last.verb and _TRADES.search(last.content.of(ctx.text)) is not None and (after.startswith(("場合", "際", "とき", "には", "者")) or last.form == "conditional")


def _traded(clause: Clause, ctx: Context, names: Names, terms: Sequence[Term]) -> list[Span]:
    """Return the goods whose trade a clause that states no act speaks of as the case in which the act applies."""
    return _objects(clause, ("を",), ctx, names, terms) if is_case_of_trade(clause, ctx) else []


def _labelled(clause: Clause, ctx: Context, names: Names) -> list[Span]:
    """LNG:関税を5%から2%に: the label of a line is what it speaks of."""
    label = re.match(r"^[^:。、]{2,30}(?=:)", ctx.text[: clause.span.end])
    return split_goods(ctx, Span(0, label.end()), names) if label is not None and clause.span.start <= label.end() else []


# 核実験を実施した旨の発表を踏まえ, 造船業に対する調査の結果を受け: on what occasion something is done.
_OCCASION = re.compile(r"^を(?:受け|踏まえ)て?$")


def _without_occasion(clause: Clause, operator: Term | None, ctx: Context) -> Clause:
    """Return the clause without the words that say on what occasion its act is done, where they stand before its operator."""
    if operator is None:
        return clause
    occasions: list[Span] = []
    for j, chunk in enumerate(clause.chunks):
        if not _OCCASION.match(chunk.particle) or chunk.span.end > operator.span.start:
            continue
        k = j
        while k and not clause.chunks[k - 1].comma and not clause.chunks[k - 1].particle.endswith(("は", "も")):
            k -= 1
        dated = k < j and any(m.kind == "date" and m.span.end >= clause.chunks[k].content.end - 1 and clause.chunks[k].content.covers(m.span) for m in ctx.mentions)
        occasions.append(Span(clause.chunks[k + dated].span.start, chunk.span.end))
    return replace(clause, hidden=tuple(sorted((*clause.hidden, *occasions), key=lambda s: s.start))) if occasions else clause


def find_items(clause: Clause, noun: Term | None, operator: Term | None, type_: str, ctx: Context, names: Names) -> list[Span]:
    """Return the spans of the goods an act concerns, [] where the clause names none; a duty is on those of the probe that it answers."""
    bare = _without_occasion(clause, operator, ctx)
    found = _find_items(bare, noun, operator, type_, ctx, names)
    return found or (_find_items(clause, noun, operator, type_, ctx, names) if bare is not clause and type_ == "tariff" else [])


def _find_items(clause: Clause, noun: Term | None, operator: Term | None, type_: str, ctx: Context, names: Names) -> list[Span]:
    terms = [t for t in ctx.terms if clause.span.covers(t.span)]
    nouns = [t for t in terms if t.word.kind == "noun" and t.word.noun != "frame" and t is not noun and clause.shows(t.span)]
    tariff = type_ in {"tariff", "subsidy", "port_fee"}
    found: list[Span] = []
    for candidate in [noun, *nouns] if noun is not None else nouns:
        found = found or _governed(clause, candidate, ctx, names, _OF | _ON_GOODS if tariff or type_ == "import_control" else _OF)
    for frame in [t for t in terms if t.word.noun == "frame" and t.word.kind == "noun" and clause.shows(t.span)]:
        found = found or _governed(clause, frame, ctx, names)
    if not found and tariff:
        found = _objects(clause, sorted(_ON_GOODS - {"の"}), ctx, names, terms)
    if not found and not tariff:
        found = _objects(clause, _OBJECT, ctx, names, terms)
    if not found and operator is not None and (noun is None or noun.span != operator.span):
        found = _governed(clause, operator, ctx, names)
    if not found and clause.predicate.passive:
        found = _objects(clause, _TOPIC, ctx, names, terms)
    found = found or _limited(clause, ctx, names, terms)
    treaty = find_treaty(clause, ctx)
    found = [g for g in found if treaty is None or not treaty.covers(g)]
    if all(_GENERIC.fullmatch(g.of(ctx.text)) for g in found):
        found = _described(clause, ctx) or found
    return found or _spelled_out(clause, noun or operator, type_, ctx, names) or _labelled(clause, ctx, names)


def _limited(clause: Clause, ctx: Context, names: Names, terms: Sequence[Term]) -> list[Span]:
    """Return the goods to which a clause says that its act is limited: レジストに限り許可する, 銅とニッケルに限って認める."""
    found = _objects(clause, _ONLY, ctx, names, terms)
    for k, chunk in enumerate(clause.chunks[:-1]):
        limits = clause.chunks[k + 1]
        if not found and chunk.particle == "に" and limits.verb and limits.content.of(ctx.text) == "限っ" and clause.shows(chunk.content) and _is_goods_chunk(chunk, ctx, names):
            found = _phrase(clause, k, chunk.content.end, ctx, names)
    return found


# Heads that say nothing without the relative clause before them: 産業基盤の強化に資する物品.
_GENERIC = re.compile(r"(?:全|同|当該|対象)?(?:物品|貨物|品目|製品|商品|産品|物資|技術|機器|装置|輸入品|輸出品|サービス|役務|取引)(?:等)?")
# 適合する品目を除き: what the act does not touch.
_LEFT_OUT = re.compile(r"(?:を|は)?(?:除[きいくか]|対象外|以外)")
# A description longer than this is no name.
_LONGEST = 45


def _described(clause: Clause, ctx: Context) -> list[Span]:
    """Return the goods that only a relative clause describes, together with it; [] where no generic noun has one."""
    for k, chunk in enumerate(clause.chunks):
        if chunk.verb or not clause.shows(chunk.content) or not _GENERIC.fullmatch(chunk.content.of(ctx.text)):
            continue
        if k and clause.chunks[k - 1].content.of(ctx.text) in {"全て", "すべて", "一切", "あらゆる"} and chunk.particle:
            return [Span(clause.chunks[k - 1].content.start, chunk.content.end)]  # 全ての貨物, whatever they are
        first = k - 1 if k and clause.chunks[k - 1].content.of(ctx.text) == "特定" else k
        told = next((h for h in clause.hidden if 0 <= clause.chunks[first].span.start - h.end <= 1), None)
        if told is not None and chunk.content.end - told.start <= _LONGEST and not _LEFT_OUT.match(ctx.text, chunk.content.end):
            return [Span(told.start, chunk.content.end)]
    return []


def _spelled_out(clause: Clause, noun: Term | None, type_: str, ctx: Context, names: Names) -> list[Span]:
    """Return the goods that the relative clause before the act's noun names: 鉱石の輸出を禁じる「目録」を公布; 半導体の輸入が与える影響の調査."""
    hidden = next((h for h in clause.hidden if noun is not None and 0 <= noun.span.start - h.end <= 12), None)
    if hidden is None:
        return []
    nouns = [t for t in ctx.terms if hidden.covers(t.span) and t.word.kind == "noun" and (t.word.type == type_ or (type_ == "investigation" and t.word.noun == "flow"))]
    open_clause = replace(clause, hidden=tuple(h for h in clause.hidden if h is not hidden))
    found = next((found for t in nouns if (found := _governed(open_clause, t, ctx, names))), [])
    # H200を購入する許可: what the leave or the ban is for.
    traded = not found and _TRADES.search(re.sub(r"(?:する|し得る|できる)$", "", hidden.of(ctx.text)))
    return [s for s in _objects(open_clause, ("を",), ctx, names, ctx.terms) if hidden.covers(s)] if traded else found
