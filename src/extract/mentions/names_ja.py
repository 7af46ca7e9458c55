"""Names in Japanese text that the lexicon does not hold: by GiNZA's label, legal form, title, quotation and suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon.loader import read_lexicon
from extract.mentions.names_known import title_after
from extract.mentions.names_link import Candidate
from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_ORG_LABELS = frozenset(
    "Company Company_Group Corporation_Other Government International_Organization Political_Organization_Other "
    "Political_Party Public_Institution Research_Institute School Organization_Other Newspaper Show_Organization "
    "Military Magazine".split()
)
_PLACE_LABELS = frozenset(
    "City Country Province County Continental_Region Domestic_Region Region_Other Island Sea Lake River Airport Port "
    "GPE_Other Bay Water_Route Geological_Region_Other Facility_Other".split()
)
_ORG_SUFFIX = re.compile(
    r"(?:省|庁|局|委員会|委|機構|協会|連盟|連合|連合会|研究所|研究院|総研|大学|大学院|銀行|新聞|新聞社|通信|通信社|裁判所|理事会|財団|基金|公社"
    r"|公団|組合|工業会|商工会議所|会議所|政府|議会|総署|総局|弁公室|党|学会|学院|事務所|法律事務所|センター|協議会|評議会|審議会|会議|ホールディングス"
    r"|グループ|集団|公司|株式会社|製作所|工業|電子|電機|重工|化学|製薬|製鉄|証券|保険|航空|海運|郵船|商事|物産|造船|鉱業|資源|石油|自動車|半導体"
    r"|科技|技術|テクノロジー|テクノロジーズ|エレクトロニクス|セミコンダクター|コーポレーション|インダストリーズ|パートナーズ|キャピタル|エナジー|モーターズ)$"
)
_COMPANY_FORM = re.compile(
    r"株式会社\s?(?P<after>[ァ-ヴー・A-Za-z0-9&一-龥]{2,20})"
    r"|(?P<before>[ァ-ヴー・A-Za-z0-9&.一-龥]{2,20}?)(?:株式会社|\(株\)|有限公司|股份公司|合同会社)"
)
_KATAKANA_FIRM = re.compile(r"(?P<name>(?:[ァ-ヴー]+|[A-Z][A-Za-z0-9&.-]+)(?:[・ ](?:[ァ-ヴー]+|[A-Z][A-Za-z0-9&.-]+))*)社(?![会員内外団製長債屋])")
_GENERIC = re.compile(
    r"^(?:同|各|両|本|当|全|他|新|旧|前|関係|関連|主要|国内|国外|海外|外国|外資|民間|政府系|多国籍|特定|対象|一部|中国系|日系|米系|既存|傘下|大手|共同|合弁|親|子)"
    r"|^(?:省庁|当局|政府|議会|委員会|裁判所|研究所|大学|銀行|新聞|通信|会議|グループ|センター|機構|行政機関|政府機関|公的機関|監督当局|規制当局"
    r"|首脳会議|閣僚会議|定例会議|専門家会議|国際会議|金融機関|研究機関|地方政府|中央政府|現政府|半導体|自動車|資源|技術|石油|保険|航空|工業|化学|電子|証券"
    r"|科学技術|先端技術|製造技術|重要技術|核心技術|先端半導体|次世代半導体|鉱物資源|天然資源|電気自動車|企業グループ|大手企業グループ|産業技術)$"
)
_NOT_FIRMS = frozenset("メーカー グループ サプライヤー ベンチャー ユーザー リース メディア ネット コンサル パートナー ライバル アパレル エネルギー インフォーム".split())
_LAW = re.compile(
    r"(?P<name>[一-龥ァ-ヴーA-Z0-9・々]{2,24}(?:法|条例|規則|政令|省令|施行令|管理令|条約|議定書|指令|協定|宣言|イニシアティブ|イニシアチブ|戦略|プログラム|レジーム|アレンジメント))"
)
_LAW_LABELS = frozenset("Law Treaty Rule_Other Plan".split())
_NOT_LAW = re.compile(
    r"(?:方法|司法|違法|合法|立法|文法|適法|不法|手法|用法|国際法|国内法|同法|本法|両法|新法|旧法|関係法|特別法|関連法|現行法|製法|工法|法律|作法|技法|療法|話法|寸法"
    r"|最終規則|暫定規則|新規則|同規則|当該規則|一般規則|実施規則|貿易協定|通商協定|経済連携協定|自由貿易協定|同協定|本協定|投資協定|租税条約|同条約|共同宣言|非常事態宣言"
    r"|国家戦略|成長戦略|対抗戦略|通商戦略|貿易戦略|事業戦略|経営戦略|同戦略|行政指令|大統領令|同省令|各省令|関係省令|支援プログラム|開発プログラム|司令|指示|法令|施行規則)$"
)
_LAW_LEAD = re.compile(r"^(?:改正|現行|新たな|当該|同|各|関連|主要|旧|新)")
_QUOTED_LIST = re.compile(r"[「『](?P<name>[^「」『』\n]{2,40}?(?:リスト|ルール|清単|名簿|プログラム|イニシアティブ|イニシアチブ|法|規則|条例))[」』]")
_READING = re.compile(r"[(（][ァ-ヴー・]{2,12}[)）](?:空軍基地|海軍基地|空港|国際空港|港|市|省|県|島|区|州)?")
_PLACE_TAIL = re.compile(r"(?:空軍基地|海軍基地|国際空港|空港|港|運河|海峡|半島|諸島|島|州|省|市|県|府|自治区|特別区)")
_JAPANESE_PERSON = re.compile(r"[一-龥々]{2,5}")


def find_unknown_ja(number: int, text: str, doc: Doc) -> Iterator[Candidate]:
    """Yield candidates from form and from GiNZA's entities; lexicon names in them win by their weight or length."""
    yield from _find_quoted_lists(number, text)
    yield from _find_firms(number, text)
    for tokens in doc.ents:
        span = Span(tokens.start_char, tokens.end_char)
        if tokens.label_ in _ORG_LABELS:
            yield from _read_org(number, text, span)
        elif tokens.label_ in _PLACE_LABELS:
            yield from _read_place(number, text, span, tokens)
        elif tokens.label_ == "Person":
            yield from _read_person(number, text, span, tokens)
        elif tokens.label_ in _LAW_LABELS:
            yield from _read_law(number, text, span)


def _find_quoted_lists(number: int, text: str) -> Iterator[Candidate]:
    for match in _QUOTED_LIST.finditer(text):
        name = match["name"]
        if not re.search(r"[をはがにへと、。]", name) and not _NOT_LAW.search(name) and not _GENERIC.search(name):
            yield Candidate(number, Span(*match.span("name")), "LIST", "quoted_list", weight=1)


def _find_firms(number: int, text: str) -> Iterator[Candidate]:
    for match in _COMPANY_FORM.finditer(text):
        group = "after" if match["after"] else "before"
        if not _GENERIC.search(match[group]):
            yield Candidate(number, Span(*match.span()), "ORG", "legal_form", weight=1)
    for match in _KATAKANA_FIRM.finditer(text):
        if match["name"] not in _NOT_FIRMS and len(match["name"]) > 1:
            yield Candidate(number, Span(*match.span("name")), "ORG", "firm", weight=1)


def _read_org(number: int, text: str, span: Span) -> Iterator[Candidate]:
    name = span.of(text).rstrip("(（")
    span = Span(span.start, span.start + len(name))
    if len(name) < 3 or _GENERIC.search(name) or re.search(r"[\d%年月日、。()（）「」\x00]", name):
        return
    known_form = _ORG_SUFFIX.search(name) is not None
    abbreviation = re.fullmatch(r"[A-Z][A-Za-z&.-]{1,20}(?: [A-Z][A-Za-z&.-]+)*", name) is not None
    cued = re.match(r"(?:の)?(?:子会社|傘下|製|社|など\d|のCEO|の[A-Z]|によると|に対し|[(（][A-Z一-龥])", text[span.end : span.end + 8])
    if known_form and not re.fullmatch(r"[一-龥]{1,3}", name):
        yield Candidate(number, span, "ORG", "ner_suffix", weight=1)
    elif (abbreviation and len(name) > 3) or (cued and re.fullmatch(r"[ァ-ヴー・A-Za-z]{4,30}", name) and name not in _NOT_FIRMS):
        yield Candidate(number, span, "ORG", "ner", weight=0)


def _read_place(number: int, text: str, span: Span, tokens: Tokens) -> Iterator[Candidate]:
    name = span.of(text)
    proper = [t for t in tokens if "地名" in t.tag_]
    if len(name) < 2 or not proper or _GENERIC.search(name) or re.search(r"[\d、。()（）\x00]", name):
        return
    if not proper[0].i == tokens.start or len(name) > len(proper[0].text) and not _PLACE_TAIL.search(name):
        span = Span(proper[0].idx, proper[0].idx + len(proper[0].text))
        if len(span) < 2:
            return
    yield Candidate(number, span, "GPE", "ner_place", weight=0)


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


@cache
def _title_words() -> re.Pattern[str]:
    words = sorted(read_lexicon("persons")["titles"]["after"], key=lambda w: (-len(w), w))
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")$")


def _read_person(number: int, text: str, span: Span, tokens: Tokens) -> Iterator[Candidate]:
    name = _title_words().sub("", span.of(text)).rstrip("・ ")
    if len(name) < 2:
        return
    span = Span(span.start, span.start + len(name))
    titled = title_after().match(text, span.end) is not None
    tags = [t.tag_ for t in tokens if t.idx < span.end]
    if re.fullmatch(r"[ァ-ヴー・=]{2,30}", name):
        if titled or ("・" in name and not re.search(r"[一-龥]", text[span.end : span.end + 1])):
            yield Candidate(number, span, "PERSON", "ner_person", weight=1)
    elif _JAPANESE_PERSON.fullmatch(name):
        names = sum("人名" in tag for tag in tags)
        if names and (titled or (names == len(tags) and len(tags) > 1)):
            yield Candidate(number, span, "PERSON", "ner_person", weight=1, name_en=romanise(tokens, span))
    elif re.fullmatch(r"[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2}", name):
        yield Candidate(number, span, "PERSON", "ner_person", weight=1)


def _read_law(number: int, text: str, span: Span) -> Iterator[Candidate]:
    start, end = span.start, span.end
    while start > 0 and re.match(r"[一-龥ァ-ヴー・々]", text[start - 1]):
        start -= 1
    match = _LAW.search(text[start : end + 12])
    if match is None or start + match.end() < end - 4:
        return
    name = match["name"]
    lead = _LAW_LEAD.match(name)
    begin = start + match.start() + (lead.end() if lead else 0)
    finish = start + match.end()
    name = text[begin:finish]
    if len(name) >= 4 and not _NOT_LAW.search(name) and not _GENERIC.search(name):
        yield Candidate(number, Span(begin, finish), "LIST", "ner_law", weight=1)


# --- Japanese names in Latin letters ---------------------------------------------------------------------------------

_KANA = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ",
        "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo "
        "ra ri ru re ro wa o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po".split(),
        strict=True,
    )
)
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


def hepburn(kana: str) -> str:
    """Return katakana in Hepburn letters as passports write them, long vowels short: リョウセイ → ryosei, サトウ → sato."""
    out = ""
    double = False
    for char in kana:
        if char == "ッ":
            double = True
        elif char in _SMALL and out:
            glide = _SMALL[char]
            out = out[:-1] + (glide[1:] if out[-3:] in ("shi", "chi") or out.endswith("ji") else glide)
        else:
            letters = _KANA.get(char, "")
            out += (letters[:1] if double and letters else "") + letters
            double = False
    return re.sub(r"o[uo]", "o", re.sub(r"uu", "u", out))


def romanise(tokens: Tokens, span: Span) -> str:
    """Return a Japanese person's name as English writes it, given name first; "" unless Sudachi reads both parts."""
    parts = [t for t in tokens if t.idx < span.end]
    if len(parts) != 2 or "人名-姓" not in parts[0].tag_ or "人名-名" not in parts[1].tag_:
        return ""
    readings = [t.morph.get("Reading", []) for t in parts]
    if not all(readings):
        return ""
    family, given = (hepburn(r[0]) for r in readings)
    return f"{given.capitalize()} {family.capitalize()}"
