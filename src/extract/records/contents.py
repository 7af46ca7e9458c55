"""Sentences that only say what or whom the act before them is about: its goods, countries, parties, and how many.

対象は鉄鋼と自動車部品だ, 対象国:中国、韓国等, 工作機械など300品目が対象となる, 内訳は中国が3社、香港が2社だった: none states an act.
"""

from __future__ import annotations

import re

from extract.model import Filler, Place
from extract.records.actors import Names
from extract.records.items_trim import split_goods
from extract.records.quantities import quantity_fillers
from extract.records.scope import Scope, unique
from extract.spans import Span

_LEAD = r"^(?:なお|また|このうち|具体的には|主に|いずれも)?、?"
_OF_WHAT = r"(?:(?:その|この|今回の|同|新たな|追加|主な|規制|制裁|課税|適用|輸出規制|輸出管理|輸入規制|禁輸|関税|追加関税|相互関税|措置|調査|停止|許可|検査|補助|免除|除外|引き[上下]げ)の?){0,3}"
_THINGS = r"(?:品目|製品|貨物|商品|物品|産品|品|分野|技術|業種|国|国・地域|地域|企業|団体|者|個人|事業者)"
# 対象は, 対象品目:, その関税の対象となるのは, 対象となる貨物は, 対象には: what follows is what the act is about.
_HEADED = re.compile(rf"{_LEAD}(?:[※*＊(・]\s*)?{_OF_WHAT}対象(?:(?:と|に)(?:なる|なった|する)(?:のは|{_THINGS}(?:は|には))|{_THINGS}?(?:は|には|:))、?")
# 工作機械など300品目が対象だ, …も対象に含まれる. Rejected: …が新たに対象となった, 対象に加わった, which are acts.
_CLOSED = re.compile(rf"(?:が|も|は)(?P<end>、?{_OF_WHAT}対象(?:だ|である|です|とな(?:る|り、?|ります|っている|っており)|とされ(?:る|ている|ており)|に(?:なる|なります|なっている|含まれる|含まれ、?|含まれている|含まれます|入る)|品目に含まれる|品目だ)|(?:これ|それ|対象)に含まれ(?:る|ている|ます))。?$")
_NEXT_LABEL = re.compile(r"(?:[※*]|(?<=[)、]))?[一-龥]{1,8}:")
# 内訳は中国が3、インドが1だった; 国・地域別では、中国が37、香港が6だった.
_TALLY = re.compile(r"(?:内訳は|(?:所在)?(?:国|地域|国・地域|所在地)別(?:では|で(?:見|み)ると|に(?:見|み)ると|の内訳は)|国籍別では)、?")
_TALLIED = re.compile(r"^(?:\([^()]{1,12}\))?(?:企業|籍|系)?(?:が|は|の)?(?:最多の|最も多い)?(?:計|約)?\d+")
_COPULA = re.compile(r"(?:(?:など|等|ほか)?(?:の?(?:合計|計|約)?[\d,]+(?:品目|種類|分野|社|団体|個人|業種))?(?:以上|超|余り)?(?:だ|である|です|となる|となります|となっている|だという|だった|でした|と(?:して|され)い(?:る|ます)|が(?:含まれ|入|挙げられ)[^、。]{0,5}|で、[^。]*))?[。.]?$")
# 対象は広い, 対象は未定だ, 対象国は反発している: what is said of it, not what it is.
_QUALITY = re.compile(r"(?:[いくしかなた]|未定|不明|限定的|広範|調整中|検討中|て(?:い|お)る?)$")
# What a phrase may hold and still be no more than a row of names.
_SAYS_MORE = re.compile(r"(?:課[しすさせ]|導入|発動|引き[上下]げ|撤廃|停止|延長|追加され|解除|禁止|加わ|加え|開始|施行|発効|見直|拡大|縮小|広げ)")


def read_contents(scope: Scope, whole: Span, names: Names, goes_on: bool) -> dict[str, tuple[Filler, ...]]:
    """Return what a sentence (`whole`, all of `scope`) adds to what the act before it is about, {} where it does more or nothing.

    `goes_on` says that an act was told in the same passage, without which …が対象となる may well state one.
    """
    words = whole.of(scope.ctx.text)
    tally = _TALLY.search(words)
    if tally is not None:
        return _tallied(scope, names, whole.start + tally.end())
    headed = _HEADED.match(words)
    closed = _CLOSED.search(words) if goes_on and headed is None else None
    if headed is not None:
        copula = _COPULA.search(words, headed.end())
        label = _NEXT_LABEL.search(words, headed.end())  # 対象:…対象国:…, where lines run together
        phrase = Span(headed.end(), label.start() if label is not None else copula.start() if copula is not None else len(words))
    elif closed is not None:
        phrase = Span(0, closed.start())
    else:
        return {}
    if _SAYS_MORE.search(phrase.of(words)) or "は" in phrase.of(words) or _QUALITY.search(phrase.of(words)):
        return {}
    return _named(scope, Span(whole.start + phrase.start, whole.start + phrase.end), names)


def _tallied(scope: Scope, names: Names, at: int) -> dict[str, tuple[Filler, ...]]:
    """Return the countries of which a tally says how many are each one's."""
    ctx = scope.ctx
    found = [(s, c) for s, c, _ in names.jurisdictions if s.start >= at and _TALLIED.match(ctx.text[s.end : s.end + 20])]
    if len({c for _, c in found}) < 2:
        return {}
    return {"target_jurisdictions": unique([Filler(s.of(ctx.text), c, "country-of-tally", (Place(ctx.index, s),)) for s, c in found])}


def _named(scope: Scope, phrase: Span, names: Names) -> dict[str, tuple[Filler, ...]]:
    """Return the goods, else the countries or parties, that a row of names holds, and its count."""
    ctx = scope.ctx
    joints = [Span(c.content.end, c.span.end) for c in scope.clause.chunks if c.particle in {"と", "や"} and phrase.covers(c.span)]
    goods = split_goods(ctx, phrase, names, joints, scope.clause.hidden)
    if not goods:  # 対象:1,463品目(自動車、鉄鋼等)
        goods = [g for b in scope.brackets if phrase.covers(b) for g in split_goods(ctx, b, names)]
    places = [(s, c) for s, c, _ in names.jurisdictions if phrase.covers(s)]
    parties = [m for m in names.companies if phrase.covers(m.span) and m.type == "ORG"]
    out: dict[str, tuple[Filler, ...]] = {}
    if parties:
        out["entities"] = unique([scope.named(m, "party-of-sentence-after") for m in parties])
    elif goods:
        out["items"] = tuple(scope.words(g, "goods-of-sentence-after") for g in goods)
    elif places:
        out["target_jurisdictions"] = unique([Filler(s.of(ctx.text), c, "target-of-sentence-after", (Place(ctx.index, s),)) for s, c in places])
    counts = quantity_fillers(scope)
    return {**out, "quantities": counts} if out and counts else out

