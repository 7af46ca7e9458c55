"""Names in Japanese text that the lexicon does not hold: by GiNZA's label, legal form, title, quotation and suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon.names import cue_pattern, name_index, read_cues
from extract.mentions.names_en import find_firms, find_legal_forms
from extract.mentions.names_link import Candidate
from extract.mentions.names_persons import find_titled, read_person
from extract.model import EntityType
from extract.spans import Span
from extract.values.jurisdictions import find_jurisdictions

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_COMPANY_FORM = re.compile(
    r"株式会社\s?(?P<after>[ァ-ヴー・A-Za-z0-9&一-龥]{2,20})"
    r"|(?P<before>[ァ-ヴー・A-Za-z0-9&.一-龥]{2,20}?)(?:株式会社|\(株\)|有限公司|股份公司|合同会社)"
)
_KATAKANA_FIRM = re.compile(r"(?P<name>(?:[ァ-ヴー]+|[A-Z][A-Za-z0-9&.-]+)(?:[・ ](?:[ァ-ヴー]+|[A-Z][A-Za-z0-9&.-]+))*)社(?![会員内外団製長債屋])")
# Acme Dynamicsほか米国企業3社, アルファテックとBeta Worksの2社: a count of firms says what the names before it are.
_FIRM_NAME = r"(?<![A-Za-zァ-ヴー])(?:[ァ-ヴー]{2,}[A-Z][A-Za-z]*|[A-Z][A-Za-z0-9&.'-]+(?: (?:[A-Z][A-Za-z0-9&.'-]*|of|and|&))*|[ァ-ヴー]{3,}(?:・[ァ-ヴー]{2,})*)"
_TRADE = "自動車|重工業?|工業|製作所|電機|電気|電子|化学|製鉄|鉄鋼|製鋼|商事|物産|造船|海運|汽船|航空|製薬|薬品|石油|鉱業|金属|光学|精機|精密|通信|電力|銀行|証券|大学校?|学院|研究所|研究院|機構|集団|科技"
_IN_ROW = rf"(?:{_FIRM_NAME}|[一-龥ァ-ヴー]{{1,12}}(?:{_TRADE}))(?:\([^()]{{1,20}}\))?"
_COUNTED_FIRMS = re.compile(
    rf"(?P<names>{_IN_ROW}(?:(?:、|,|・| ?及び ?| ?および ?|と|や)(?:{_IN_ROW}))*)(?P<link>ほか|他|など|等|を含む|の)(?:の)?(?:計)?(?:[一-龥]{{1,6}}(?:企業|大手))?(?:計|合わせて)?[\d〇一二三四五六七八九十]+(?:社|行(?![政動為程使列間]))"
)
# アルファバンク, ガスプロムバンク: a bank by its name; パワーバンク and データバンク are things.
_KATAKANA_BANK = re.compile(r"(?<![ァ-ヴーA-Za-z])(?P<name>(?:[A-Z]{2,5}|[ァ-ヴー]{2,12})(?<!メガ)(?<!ネット)(?<!データ)(?<!パワー)(?<!モバイル)(?<!フード)(?<!ワールド)(?<!メイン)(?<!シード)(?<!マーチャント)(?<!プライベート)(?<!セントラル)・?バンク)(?![ァ-ヴー])")
# Share capital has an owner: Acme Minerals株. Katakana alone names a class of shares (ハイテク株).
_LATIN_STOCK = re.compile(r"(?P<name>[A-Z][A-Za-z&.-]*[a-z](?: [A-Z][A-Za-z&.-]*)*)(?:の)?株(?![価主高安])")
_QUOTED_LIST = re.compile(r"[「『](?P<name>[^「」『』\n]{2,40}?(?:リスト|ルール|清単|名簿|プログラム|イニシアティブ|イニシアチブ|パートナーシップ|フレームワーク|法|規則|条例))[」』]")
_READING = re.compile(r"[(（][ァ-ヴー・]{2,12}[)）](?:空軍基地|海軍基地|空港|国際空港|港|市|省|県|島|区|州)?")


_LAW_LEAD = re.compile(r"^(?:改正|現行|新たな|当該|同|各|関連|主要|旧|新)")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    if kind == "generic":
        return re.compile(f"^(?:{cue_pattern('generic_leads')})|^(?:{cue_pattern('generic_bodies')})$")
    if kind == "law":
        return re.compile(rf"[一-龥ァ-ヴーA-Z0-9・々]{{2,24}}(?:{cue_pattern('law_suffixes')})")
    return re.compile(f"(?:{cue_pattern(kind)})$")


def _is_generic(name: str) -> bool:
    """Say whether a phrase names a class of bodies: 同委員会, 関係省庁, 米中両政府, 研究所."""
    return _pattern("generic").search(name) is not None or any(f.form == "compound" for f in find_jurisdictions(name))


def find_unknown_ja(number: int, text: str, doc: Doc) -> Iterator[Candidate]:
    """Yield candidates from form and from GiNZA's entities; lexicon names in them win by their weight or length."""
    yield from _find_quoted_lists(number, text)
    yield from _find_firms(number, text)
    yield from _find_read_places(number, text)
    yield from _find_abbreviated(number, text)
    yield from find_legal_forms(number, text)
    yield from find_firms(number, text, 3, "firm_words_abroad")
    yield from _find_bodies(number, text, doc)
    yield from find_titled(number, text, doc)
    yield from _find_numbered(number, text)
    for tokens in doc.ents:
        span = Span(tokens.start_char, tokens.end_char)
        if tokens.label_ in read_cues("org_labels"):
            yield from _read_org(number, text, span, tokens)
        elif tokens.label_ in read_cues("place_labels"):
            yield from _read_place(number, text, span, tokens)
        elif tokens.label_ == "Person":
            yield from read_person(number, text, span, tokens)
        elif tokens.label_ in read_cues("law_labels"):
            yield from _read_law(number, text, span)


def _find_quoted_lists(number: int, text: str) -> Iterator[Candidate]:
    for match in _QUOTED_LIST.finditer(text):
        name = match["name"]
        if not re.search(r"[をはがにへと、。]", name) and not _pattern("not_laws").search(name) and not _is_generic(name):
            yield Candidate(number, Span(*match.span("name")), "LIST", "quoted_list", weight=1)


def _find_firms(number: int, text: str) -> Iterator[Candidate]:
    for match in _COMPANY_FORM.finditer(text):
        group = "after" if match["after"] else "before"
        if not _is_generic(match[group]):
            yield Candidate(number, Span(*match.span()), "ORG", "legal_form", weight=1)
    for match in _KATAKANA_FIRM.finditer(text):
        if match["name"] not in read_cues("not_firms") and len(match["name"]) > 1:
            yield Candidate(number, Span(*match.span("name")), "ORG", "firm", weight=1)
    for match in _KATAKANA_BANK.finditer(text):
        yield Candidate(number, Span(*match.span("name")), "ORG", "bank", weight=1)
    for match in _LATIN_STOCK.finditer(text):
        yield Candidate(number, Span(*match.span("name")), "ORG", "firm_of_shares", weight=1)
    yield from _find_counted(number, text)


def _find_counted(number: int, text: str) -> Iterator[Candidate]:
    """Yield the names before a count of firms: Acme Dynamicsほか3社. Rejected: エネルギーや半導体の3分野, メーカー3社."""
    for match in _COUNTED_FIRMS.finditer(text):
        names = list(re.finditer(rf"(?:{_FIRM_NAME}|[一-龥ァ-ヴー]{{1,12}}(?:{_TRADE}))(?![^()]*\))", match["names"]))
        if len(names) == 1 and match["link"] == "の" and not names[0][0].isascii():
            continue  # インフラの3社: a trade
        for name in names:
            if name[0] not in read_cues("not_firms") | read_cues("not_organisations") and not _is_generic(name[0]):
                start = match.start("names") + name.start()
                yield Candidate(number, Span(start, start + len(name[0])), "ORG", "counted_firm", weight=1)


def _find_abbreviated(number: int, text: str) -> Iterator[Candidate]:
    """Yield bodies that are followed by their abbreviation in brackets: 国際獣疫事務局(OIE)."""
    for match in re.finditer(r"(?P<name>[一-龥ァ-ヴー・]{4,30})\s?[(（](?=[A-Z][A-Za-z&.-]+[)）:、,])", text):
        name = match["name"]
        if _pattern("org_suffixes").search(name) and not _is_generic(name):
            yield Candidate(number, Span(*match.span("name")), "ORG", "abbreviated", weight=1)


def _find_bodies(number: int, text: str, doc: Doc) -> Iterator[Candidate]:
    """Yield runs of nouns that end with a body's word (北浜商工会議所, みなと総研), and katakana that Sudachi knows as a name."""
    entities = {t.i for e in doc.ents if e.label_ in read_cues("org_labels") or "Organization" in e.label_ for t in e}
    for token in doc:
        if token.tag_ == "名詞-固有名詞-一般" and re.fullmatch(r"[ァ-ヴー・]{4,}", token.text) and token.i in entities:
            yield Candidate(number, Span(token.idx, token.idx + len(token.text)), "ORG", "proper_noun", weight=0)
        if token.text not in read_cues("body_words"):
            continue
        start = token.i
        while start > 0 and _is_name_part(doc[start - 1].tag_, doc[start - 1].text):
            start -= 1
        while start < token.i and doc[start].text == "・":
            start += 1
        end = token.i + 1 + (token.i + 1 < len(doc) and doc[token.i + 1].text in ("グループ", "ホールディングス"))
        span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))
        name, heads = span.of(text), [doc[i] for i in range(start, token.i)]
        proper = any("固有名詞" in t.tag_ for t in heads) or all(t.i in entities for t in heads)
        alone = _pattern("body_words_alone").search(name) and heads and heads[0].text not in read_cues("body_heads_not")
        if heads and len(name) > len(token.text) + 1 and (proper or alone) and not _is_generic(name):
            yield Candidate(number, span, "ORG", "body_word", weight=1)


def _is_name_part(tag: str, text: str) -> bool:
    nominal = tag.startswith(("名詞-普通名詞", "名詞-固有名詞")) and not tag.endswith(("副詞可能", "助数詞可能"))
    return (nominal and not text.isascii()) or text == "・"


_NUMBERED = (
    (re.compile(r"大統領令(?:第)?\s?(\d{4,5})\s?号"), "Executive Order {}"),
    (re.compile(r"大統領布告(?:第)?\s?(\d{4,5})\s?号"), "Proclamation {}"),
    (re.compile(r"一般許可(?:証)?(?:第)?\s?(\d+[A-Z]?)\s?号?"), "General License {}"),
    (re.compile(r"(?:商務部|海関総署|商务部|交通運輸部)?(?:令和\d+年|\d{4}年)?公告(?:\d{4}年)?第\s?(\d+)\s?号"), "Announcement No. {}"),
    (re.compile(r"(?:対象品目)?リスト\s?([1-4][AB]?)(?![\dA-Za-z])"), "List {}"),
    (re.compile(r"(?:国別|カントリー)グループ\s?([A-E](?::\d)?)"), "Country Group {}"),
    (re.compile(r"第\s?(\d+)\s?次(?:対(?:露|ロシア))?制裁(?:パッケージ)?"), "{}th sanctions package"),
    (re.compile(r"(?:TWINSCAN\s)?NX[TE]:(\d{4}[A-Z]?i?)"), "ASML TWINSCAN NXT:{}"),
)


def _find_numbered(number: int, text: str) -> Iterator[Candidate]:
    """Yield orders, announcements, lists and packages named by their number."""
    for pattern, name_en in _NUMBERED:
        for match in pattern.finditer(text):
            kind: EntityType = "PRODUCT" if "ASML" in name_en else "LIST"
            yield Candidate(number, Span(*match.span()), kind, "numbered", weight=1, name_en=name_en.format(match[1]))


def _read_org(number: int, text: str, span: Span, tokens: Tokens) -> Iterator[Candidate]:
    name = span.of(text).rstrip("(（")
    span = Span(span.start, span.start + len(name))
    if len(name) < 3 or _is_generic(name) or re.search(r"[\d%年月日、。()（）「」\x00]", name):
        return
    proper = any("固有名詞" in t.tag_ for t in tokens)
    known_form = _pattern("org_suffixes").search(name) or (_pattern("trade_suffixes").search(name) and proper)
    abbreviation = re.fullmatch(r"[A-Z]{4,6}", name) and name not in read_cues("not_organisations")
    cued = re.match(r"(?:の)?(?:子会社|傘下|製|社|など\d|のCEO|の[A-Z]|によると|に対し|[(（][A-Z一-龥])", text[span.end : span.end + 8])
    if known_form and not re.fullmatch(r"[一-龥]{1,3}", name):
        yield Candidate(number, span, "ORG", "ner_suffix", weight=1)
    elif abbreviation or (cued and re.fullmatch(r"[ァ-ヴー・A-Za-z]{4,30}", name) and name not in read_cues("not_firms")):
        yield Candidate(number, span, "ORG", "ner", weight=0)


def _read_place(number: int, text: str, span: Span, tokens: Tokens) -> Iterator[Candidate]:
    name = span.of(text)
    proper = [t for t in tokens if "地名" in t.tag_]
    if len(name) < 2 or not proper or _is_generic(name) or re.search(r"[\d、。()（）\x00]", name):
        return
    if proper[0].i != tokens.start or (len(name) > len(proper[0].text) and not _pattern("place_tails").search(name)):
        span = Span(proper[0].idx, proper[0].idx + len(proper[0].text))
        if len(span) < 2:
            return
    yield Candidate(number, span, "GPE", "ner_place", weight=0)


_PLACE_WITH_READING = re.compile(
    r"[一-龥]{2,5}[(（][ァ-ヴー]{2,10}[)）](?:空軍基地|海軍基地|国際空港|空港|港|市|省|県|島|区)"
)


def _find_read_places(number: int, text: str) -> Iterator[Candidate]:
    """Yield places named with their reading and kind, as 金海(キメ)空軍基地; the lexicon knows them without the reading."""
    for match in _PLACE_WITH_READING.finditer(text):
        bare = re.sub(r"[(（].*?[)）]", "", match[0])
        yield Candidate(number, Span(*match.span()), "GPE", "place_reading", name_index().get(bare), weight=2)


def widen_readings(candidate: Candidate, text: str) -> Candidate:
    """Return a place with the katakana reading and the kind of facility that follow it: 慶州(キョンジュ), 金海(キメ)空軍基地."""
    if candidate.type != "GPE" or not re.search(r"[一-龥]$", candidate.span.of(text)):
        return candidate
    match = _READING.match(text, candidate.span.end)
    if match is None:
        return candidate
    whole = Span(candidate.span.start, match.end())
    return Candidate(
        candidate.passage, whole, "GPE", candidate.rule, candidate.names, candidate.weight + 1, candidate.alias, candidate.jurisdiction
    )


def _read_law(number: int, text: str, span: Span) -> Iterator[Candidate]:
    start, end = span.start, span.end
    while start > 0 and re.match(r"[一-龥ァ-ヴー・々]", text[start - 1]):
        start -= 1
    match = _pattern("law").search(text[start : end + 12])
    if match is None or start + match.end() < end - 4:
        return
    name = match[0]
    lead = _LAW_LEAD.match(name)
    begin = start + match.start() + (lead.end() if lead else 0)
    finish = start + match.end()
    name = text[begin:finish]
    if len(name) >= 4 and not _pattern("not_laws").search(name) and not _is_generic(name):
        yield Candidate(number, Span(begin, finish), "LIST", "ner_law", weight=1)
