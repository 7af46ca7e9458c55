"""What an act concerns: the goods, software, technology or conduct, as the noun phrase that its measure noun governs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records.actors import Names
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.statements import Context, Term
from extract.spans import Span

# Words before a noun that say how, not what.
_LEADING = re.compile(
    r"^(?:この|その|これら(?:の)?|上記(?:の)?|下記(?:の)?|同|当該|各|全て(?:の)?|すべて(?:の)?|一部(?:の)?|直近(?:の)?|主要(?:な)?|新た(?:な|に)|あらゆる|特定(?:の)?|残り(?:の)?|今回(?:の)?|"
    r"既存(?:の)?|従来(?:の)?|追加(?:の|的な)|一連(?:の)?|事実上(?:の)?|段階的(?:な|に)|相互(?:の|に)|関連(?:の)?|重要(?:な)?(?=[ァ-ヶA-Z])|約|計|最大|主に|特に|また|さらに|一方|および|及び|並びに|とともに|の|・|、|"
    r"(?:対)?(?:中国|米国|日本|欧州|ロシア|対中|対米|対日|対露|韓国)(?:向け|産|製|への|からの)(?:の)?|対(?:中国|米国)(?:向け)?(?:の)?|国内(?:の|向け)?|海外(?:の|向け)?|外国(?:の)?(?=製|産)|"
    r"\d+(?:\.\d+)?(?:種類|種|品目|元素|分野|件|社|物質|項目|製品|つ)(?:の)?)+"
)
_TRAILING = re.compile(r"(?:の一部|など|等|について(?:も)?|に関する|関連の|向け|用の|の|及び|および|、|・|分)+$")
# 抽出・分離技術: two doings of one head noun are one phrase.
_SHARED_HEAD = re.compile(r"・[^・、]{1,8}(?:技術|装置|設備|機器|材料|データ|サービス|システム)[」』]?$|・[^・、]{1,6}[「『]技術[」』]$")
_SPLIT = re.compile(r"、|及び|および|並びに|ならびに|又は|または|(?<=[ァ-ヶー一-龥A-Za-z等])や(?=[ァ-ヶー一-龥A-Za-z0-9])|・(?=[一-龥])|(?<=[一-龥])・|(?<=等)の(?=[一-龥ァ-ヶ])|(?<=など)の|(?<=をはじめとする)|(?<=を中心とする)|(?<=を中心とした)")
# Heads that are parties, which are entities and not goods.
_PARTIES = re.compile(r"(?:企業|事業体|事業者|会社|\d社|団体|機関|個人|エンティティ|組織|法人|大学|研究所|メーカー|子会社|大手|当局|政府|[^経営]者|国民|各国|か国|カ国)(?:\d+(?:社|団体|者|件))?$")
# Heads that are no goods.
_EMPTY = re.compile(
    r"^(?:.*期間|.*期限|それ|これ|これら|過去|累積|.*違反|.*発表した|大幅(?:に)?|一律|初|再度|即時|対[日米中韓欧]|MFN|MFN税率|多く|相次いで|原則として|こと|もの|互い|管理|規制自体|自体|品目リスト|リスト|ため(?:の)?|連携|後|その後|当初|今後|以後|措置|規制|制限|関税|輸出|輸入|対象|許可|協議|交渉|合意|発表|内容|期限|期間|期限付き|時限|全て|一部|場合|際|旨|問題|状況|動き|相互|双方|両国|自国|相手国|追加|報復|対抗|対策|手続|取引|税率|引き下げ幅|上乗せ分|それぞれ|"
    r"当局|政府|企業|\d+社|\d+%|\d+品目|品目|.{0,3}以降|同期間|当面|引き続き|継続|原則|政策|方針|経済安全保障|安全保障|技術覇権|理由|懸念|影響|大統領令|法律|上|一方|実施|発動|適用|全面|事実上|輸出入|米国|中国|日本|欧州|EU|世界|全世界|全て?の国|各国|対象国|国)?$"
)
_GOODS_PARTICLES = {"に", "へ", "への", "に対し", "に対して", "に対する", "について", "についても", "については", "に関する", "にかかる", "に係る", "には", "にも", "を対象に"}
_LINKS = {"の", "や", "と", "、", "", "及び", "および", "または", "又は", "などの", "やその", "等の", "か"}


def _clean(ctx: Context, span: Span, names: Names) -> list[Span]:
    """Trim and split a raw noun phrase into goods."""
    text = span.of(ctx.text)
    out: list[Span] = []
    at = 0
    masked = _mask_brackets(text)
    shared = _SHARED_HEAD.search(masked)
    cuts = [(m.start(), m.end()) for m in _SPLIT.finditer(masked) if shared is None or m[0] != "・" or m.start() != shared.start()]
    for start, end in [*cuts, (len(text), len(text))]:
        piece = _trim(text, at, start, span.start, names)
        at = end
        piece = _without_measure(piece, ctx) if piece is not None else None
        piece = _without_owner(piece, ctx, names) if piece is not None else None
        if piece is not None and not _EMPTY.match(piece.of(ctx.text)) and not _PARTIES.search(piece.of(ctx.text)):
            out.append(piece)
    return out


def _without_owner(piece: Span, ctx: Context, names: Names) -> Span:
    """ファーウェイのAI半導体: the maker is an entity, the goods come after の."""
    owner = next((m for m in names.companies if m.span.start == piece.start and m.span.end < piece.end), None)
    if owner is None:
        return piece
    rest = re.match(r"^(?:社|製|の|社の|社製の|製の)+", ctx.text[owner.span.end : piece.end])
    return Span(owner.span.end + rest.end(), piece.end) if rest else piece


def _without_measure(piece: Span, ctx: Context) -> Span | None:
    """Take rates, lengths and counts off the end of a goods phrase; None where its head is a word for a measure."""
    end = piece.end
    for m in reversed(ctx.mentions):
        if m.kind in {"percentage", "duration", "date", "quantity", "money"} and m.span.end == end and m.span.start > piece.start:
            end = m.span.start
    if any(t.span.end in {end, end - 1} and t.span.start < end and t.word.kind != "support" and t.word.noun in {"measure", "frame"} for t in ctx.terms):
        return None
    if any(t.word.kind == "noun" and t.word.noun == "measure" and Span(piece.start, end).covers(t.span) for t in ctx.terms):
        return None
    if any(m.kind in {"percentage", "duration", "date", "money"} and m.span.covers(Span(piece.start, end)) for m in ctx.mentions):
        return None
    text = ctx.text[piece.start : end]
    if text.count("「") != text.count("」") or text.count("『") != text.count("』"):
        return None
    return Span(piece.start, end) if end - piece.start > 1 else None


def _mask_brackets(text: str) -> str:
    """Blank out round brackets so that nothing is split inside them."""
    return re.sub(r"\([^()]*\)", lambda m: "　" * len(m[0]), text)


def _trim(text: str, start: int, end: int, base: int, names: Names) -> Span | None:
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    for span, _, form in names.jurisdictions:
        if span.start == base + start and form in {"origin", "bound", "against", "adjective"}:
            start = min(end, max(start, span.end - base))
            rest = re.match(r"^(?:産|製|向け)?(?:の)?", text[start:end])
            start += rest.end() if rest else 0
    piece = text[start:end]
    bracket = re.search(r"\([^()]*\)?$", piece)
    end -= len(bracket[0]) if bracket else 0
    tail = _TRAILING.search(text[start:end])
    end -= len(tail[0]) if tail else 0
    return Span(base + start, base + end) if end - start > 1 else None


def _is_goods_chunk(chunk: Chunk, ctx: Context, names: Names) -> bool:
    """A chunk that can be part of a goods phrase: no verb, no date, no rate, no bare jurisdiction."""
    if chunk.verb:
        return False
    content = chunk.content
    if any(m.span.covers(content) or (content.covers(m.span) and len(m.span) >= len(content) - 2) for m in ctx.mentions if m.kind in {"date", "duration", "percentage", "money"}):
        return False
    return not any(s.covers(content) for s, _, _ in names.jurisdictions) and not any(m.span.covers(content) for m in names.bodies)


def _extend_left(clause: Clause, k: int, ctx: Context, names: Names) -> int:
    """Return the first chunk of the coordinated phrase that ends with chunk `k`."""
    while k > 0:
        before = clause.chunks[k - 1]
        if clause.chunks[k].content.of(ctx.text) == "ため" and before.verb:
            k -= 1  # リサイクルするための技術: the purpose belongs to the goods
            continue
        if before.particle not in _LINKS or not _is_goods_chunk(before, ctx, names) or not clause.shows(before.content):
            break
        coordinators = {"及び", "および", "又は", "または", "並びに", "ならびに"}
        if before.particle == "" and not before.comma and not coordinators & {before.content.of(ctx.text), clause.chunks[k].content.of(ctx.text)}:
            break
        k -= 1
    return k


def _phrase(clause: Clause, k: int, end: int, ctx: Context, names: Names) -> Span:
    first = _extend_left(clause, k, ctx, names)
    return Span(clause.chunks[first].content.start, end)


def _chunk_index(clause: Clause, at: int) -> int | None:
    return next((i for i, c in enumerate(clause.chunks) if c.span.start <= at < c.span.end), None)


def _governed(clause: Clause, noun: Term, ctx: Context, names: Names) -> list[Span]:
    """The phrase before a measure noun: in its compound (半導体輸出規制), or linked by の (レアアースの輸出規制)."""
    k = _chunk_index(clause, noun.span.start)
    if k is None:
        return []
    chunk = clause.chunks[k]
    found: list[Span] = []
    if noun.span.start > chunk.content.start:
        found = _clean(ctx, Span(_phrase(clause, k, noun.span.start, ctx, names).start, noun.span.start), names)
        if found:
            return found
    k -= 1
    while k >= 0 and _is_direction(clause.chunks[k], ctx, names):
        k -= 1
    if k < 0 or not clause.shows(clause.chunks[k].content):
        return []
    before = clause.chunks[k]
    if before.particle in {"の", "についての", "に関する", "に対する", "に係る", "への", "などの", "を"} and _is_goods_chunk(before, ctx, names):
        return _clean(ctx, _phrase(clause, k, before.content.end, ctx, names), names)
    return []


def _is_direction(chunk: Chunk, ctx: Context, names: Names) -> bool:
    """対中国向けの, 中国への, 90日間の, 6カ月間の期限付き: words between goods and noun that are not goods."""
    text = chunk.content.of(ctx.text)
    if re.fullmatch(r"(?:期限付き|時限|一時的|部分的|段階的|全面的|事実上|原則|一律)(?:な)?", text):
        return True
    if any(m.kind in {"date", "duration", "percentage"} and chunk.content.covers(m.span) and len(m.span) >= len(chunk.content) - 3 for m in ctx.mentions):
        return True
    return any(chunk.content.covers(s) and len(chunk.content) - len(s) <= 3 for s, _, _ in names.jurisdictions) and chunk.particle in {"の", "への", "からの", "に対する", "向け", ""}


def _objects(clause: Clause, particles: Sequence[str], ctx: Context, names: Names, terms: Sequence[Term]) -> list[Span]:
    """Noun phrases with one of the particles whose head is no measure noun."""
    out: list[Span] = []
    for k, chunk in enumerate(clause.chunks):
        if chunk.particle not in particles or not clause.shows(chunk.content) or not _is_goods_chunk(chunk, ctx, names):
            continue
        if any(t.span.overlaps(Span(max(0, chunk.content.end - 1), chunk.content.end)) for t in terms):
            continue
        out += _clean(ctx, _phrase(clause, k, chunk.content.end, ctx, names), names)
    return out


def find_topic_goods(clause: Clause, ctx: Context, names: Names) -> list[Span]:
    """Return the goods a clause without an act speaks about (…について), which the act after it concerns."""
    terms = [t for t in ctx.terms if clause.span.covers(t.span)]
    return _objects(clause, ("については", "について", "についても", "に関して", "に関しては"), ctx, names, terms)


def find_items(clause: Clause, noun: Term | None, operator: Term | None, type_: str, ctx: Context, names: Names) -> list[Span]:
    """Return the spans of the goods an act concerns, [] where the clause names none."""
    terms = [t for t in ctx.terms if clause.span.covers(t.span)]
    nouns = [t for t in terms if t.word.kind == "noun" and t.word.noun != "frame" and t is not noun and clause.shows(t.span)]
    found: list[Span] = []
    for candidate in [noun, *nouns] if noun is not None else nouns:
        found = found or _governed(clause, candidate, ctx, names)
    if not found and type_ == "tariff":
        found = _objects(clause, sorted(_GOODS_PARTICLES), ctx, names, terms)
    if not found and type_ != "tariff":
        found = _objects(clause, ("を", "については", "について", "についても", "に関する", "をも"), ctx, names, terms)
    if not found and operator is not None and (noun is None or noun.span != operator.span):
        found = _governed(clause, operator, ctx, names)
    if not found and clause.predicate.passive:
        found = _objects(clause, ("が", "は", "も"), ctx, names, terms)
    return found
