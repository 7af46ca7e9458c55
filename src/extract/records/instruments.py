"""Legal bases, lists and rules that a clause names: known by name, by number, or in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import name_of
from extract.model import Filler, Place
from extract.records.scope import Scope, unique
from extract.records.statements import Context, Term
from extract.spans import Span

# Measures that have a name of their own.
_PROPER = re.compile(r"インフォーム|リスト」?$|(?:%|直接製品|関連事業体|関連会社|アフィリエイト・?)・?ルール$|キャッチ・?オール|FDPR|みなし輸出管理|引渡保留命令|WRO")
_NUMBER = r"(?:\d+|[〇一二三四五六七八九十百千]+)"
# 大統領令14257号, 政令第378号, 商務部公告2025年第61号, 布告第10908号, 規則(EU)2021/821.
_NUMBERED = re.compile(
    rf"(?:大統領令|大統領布告|布告|政令|省令|告示|公告|通達|通知|法律|決定|命令|行政命令|公示|令)(?:第)?{_NUMBER}号(?:の{_NUMBER})?|"
    rf"(?:告示|公告|通達|通知|公示)(?:\d{{4}}年|令和{_NUMBER}年)(?:第)?{_NUMBER}号|"
    rf"(?:理事会|委員会|実施|委任)*(?:規則|決定|指令)(?:\(EU\)|\(EC\))?(?:第)?\d{{1,4}}/\d{{2,4}}(?:号)?|(?:\d{{4}}年|(?:令和|平成|昭和|大正|明治){_NUMBER}年)?[一-龥ァ-ヶー]{{0,12}}(?:規則|条例|決議|指示|法律|訓令|弁法)第{_NUMBER}号|大統領令(?=に基づ|により|によって|に従|の下)"
)
# The head of a quoted title that makes it a law, list or rule.
_TITLE_HEAD = r"(?:規則|法|法案|令|条例|リスト|目録|名簿|枠組み|プログラム|制度|指令|ガイダンス|ガイドライン|指針|弁法|規定|細則|方針|計画|措置|ルール|協定|決定|公告|布告)"
_QUOTED = re.compile(rf"[「『](?P<t>[^「」『』。]{{2,60}}?{_TITLE_HEAD}(?:\([^()「」]{{2,14}}\))?)[」』]")
# An unquoted compound ends in the same heads; short ones (同法, 新規則, 関税率表) say too little to be a name.
_COMPOUND_HEAD = re.compile(r"(?:[ぁ-んァ-ヶー一-龥A-Za-z]{2,}法|[ぁ-んァ-ヶー一-龥A-Za-z]{3,}(?:規則|省令|政令|条例)|[ぁ-んァ-ヶー一-龥A-Za-z]{2,}(?:リスト|目録|名簿))$")
_NO_NAME = re.compile(r"^(?:同|本|当該|新|旧|現行|改正|関連|暫定|最終|暫定最終|実施|国内|国際|各国|関係|特別|一般|基本|前記|上記|一部|違|方|手|用|無|不)*(?:法|規則|省令|政令|条例|リスト|目録|方法|手法|用法|違法|無法|不法|合法|立法|司法|憲法|適法|製法|規則案|品目リスト|対象リスト)$|(?:方法|手法|用法|違法|不法|合法|立法|司法|製法|文法|療法|除外リスト|品目リスト)$")
_BASIS = re.compile(r"^(?:に基づ(?:き|く|いて)|により|による|によって|の下|のもと|に従|に沿|に則|をもって|の規定|の(?:施行|適用|改正|改定|公布)|第?\d+条)")
# (以下「本大統領令」という。): a name that the brief itself gives.
_ALIAS = re.compile(r"以下、?(?:単に)?「(?:本|当該|同|現行|新|旧)[^」]*$")
# 外為法(昭和24年法律第228号。以下「外為法」という。): a number and a short name of what stands before the bracket.
_IN_BRACKET_OF_LAW = re.compile(r"(?:法|法律|令|規則|条約|協定|決議|告示)」?\((?:[^()]{0,40}[。、])?(?:以下、?(?:単に)?「|[^()\d]{2}(?:\d+|元)年)?$")
_LISTED = re.compile(r"^(?:に|へ|から)(?:新たに|も)?(?:掲載|追加|加え|載せ|指定|収載|除外|削除|外)")
# 301条 of 301条調査 with the law before it.
_ARTICLE = re.compile(rf"(?:通商拡大法|通商法|関税法|貿易法)?(?<!\))(?<!\)第)(?:第)?{_NUMBER}条(?=調査|関税|に基づ|の下|により|を根拠|の?発動|の?適用)")


def instrument_fillers(scope: Scope) -> tuple[Filler, ...]:
    """Return the laws, lists and rules that a clause names as its basis or object, each once, in order of place."""
    found = [*_known(scope), *_named_measures(scope)]
    taken = [p.span for f in found for p in f.places]
    for span, rule in _worded(scope):
        if not any(span.overlaps(t) for t in taken):
            found.append(scope.words(span, rule))
            taken.append(span)
    return unique(_most_specific(sorted(found, key=lambda f: f.places[0].span.start)))


def _most_specific(found: list[Filler]) -> list[Filler]:
    """Return the fillers with the part of a law for the law itself where both are named: 輸出令別表第1の16の項, not 輸出令."""
    return [f for f in found if not any(f.value == o.value and f.text != o.text and o.text.startswith(f.text) for o in found)]


# 別表第3に掲げる貨物, 通達に定める手続: the list that says what is meant belongs to the act.
_LISTS_GOODS = re.compile(r"^(?:の)?(?:に|で|において)(?:掲げ|定め|規定|列挙|該当|記載|指定)(?:る|され|した)")


def _known(scope: Scope) -> Iterator[Filler]:
    ctx = scope.ctx
    listing = [(m, False) for m in scope.told("entity") if _LISTS_GOODS.match(ctx.text[m.span.end : m.span.end + 12])]
    for mention, bracketed in [*scope.mentions("entity"), *listing]:
        known = name_of(mention.entity_id)
        if mention.type == "LIST" and not bracketed and (known is None or known.kind != "deals"):
            yield scope.named(mention, "named-instrument")


def _named_measures(scope: Scope) -> Iterator[Filler]:
    ctx = scope.ctx
    spans = [scope.clause.span, *scope.own_brackets]
    for term in ctx.terms:
        text = term.span.of(ctx.text)
        named = term.word.kind != "support" and _PROPER.search(text) and scope.clause.shows(term.span)
        if named and any(s.covers(term.span) for s in spans) and not any(m.kind == "entity" and m.span.overlaps(term.span) for m in ctx.mentions):
            words = re.match(r"(?:is-)?インフォーム", text)
            span = Span(term.span.start, term.span.start + len(words[0])) if words else term.span
            quoted = text.startswith("「") and not words
            span = Span(span.start + 1, span.end - text.endswith("」")) if quoted else Span(span.start, span.end - (not words and text.endswith("」")))
            yield scope.words(span, "named-instrument")


def _worded(scope: Scope) -> Iterator[tuple[Span, str]]:
    """Yield names that no lexicon holds: numbered acts, quoted titles, and compounds that end like a law."""
    text = scope.ctx.text
    base, words = scope.clause.span.start, scope.clause.span.of(text)
    for pattern, rule in ((_NUMBERED, "numbered-instrument"), (_QUOTED, "quoted-instrument"), (_ARTICLE, "article-of-law")):
        for match in pattern.finditer(words):
            group = "t" if "t" in pattern.groupindex else 0
            span = Span(base + match.start(group), base + match.end(group))
            known_by_more = _IN_BRACKET_OF_LAW.search(text[max(0, span.start - 60) : span.start])
            if scope.clause.shows(span) and not known_by_more and not _ALIAS.search(text[max(0, span.start - 6) : span.end]):
                yield span, rule
    for chunk in scope.clause.chunks:
        content = chunk.content.of(text)
        if not _COMPOUND_HEAD.search(content) or _NO_NAME.search(content) or not scope.clause.shows(chunk.content):
            continue
        after = re.sub(r"^\([^()]*\)", "", text[chunk.content.end : chunk.content.end + 60])[:8]
        head = content.endswith(("リスト", "目録", "名簿"))
        if _BASIS.match(after) or (head and _LISTED.match(after)):
            yield chunk.content, "worded-instrument"


def owner_fillers(instruments: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Return whose the named law or list is: 通商法122条の課徴金 is American whoever is named."""
    for filler in instruments:
        known = name_of(str(filler.value))
        if known is not None and known.jurisdiction:
            return (Filler(filler.text, known.jurisdiction, "owner-of-instrument", filler.places),)
    return ()


def measure_owner(ctx: Context, noun: Term | None) -> tuple[Filler, ...]:
    """Return whose a measure is that is known by its name: トランプ関税 and 232条関税 are American whoever is named."""
    if noun is None:
        return ()
    for pattern, code in _owned():
        match = pattern.search(ctx.text, noun.span.start, noun.span.end)
        if match is not None:
            span = Span(match.start(), match.end())
            return (Filler(match[0], code, "owner-of-measure", (Place(ctx.index, span),)),)
    return ()


@cache
def _owned() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile("|".join(row["ja"])), str(row["in"])) for row in read_lexicon("measures").get("owned", ()))


_ENACTED = re.compile(r"公布|改正|改定|制定|公表|署名|告示|発布|可決|採択|策定|発効|施行|導入|公示|公告|に基づ|により|の下で|による|について|につい|に関し|関し|を(?:使[いっ]|用い|援用|根拠|発動|適用)")


def enacted_fillers(scope: Scope) -> tuple[Filler, ...]:
    """Return the laws and lists that a clause without an act of its own enacts or speaks of: the act after it is theirs.

    Accepted: 「…に関する規則」を公布し、… ; 外国ユーザーリストを改定し、… . Rejected: a law that is merely criticised.
    """
    spoken_of = any(c.particle == "は" and c.content.covers(m.span) and m.span.end == c.content.end for m, _ in scope.mentions("entity") if m.type == "LIST" for c in scope.clause.chunks)
    return instrument_fillers(scope) if spoken_of or _ENACTED.search(scope.clause.span.of(scope.ctx.text)) else ()
