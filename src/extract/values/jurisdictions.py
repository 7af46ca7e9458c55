"""Names of countries and territories, alone and in compounds (日米, 対中, 英政府, U.S.-China), to ISO 3166-1 codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import Hit, Name, NameIndex, is_chinese, read_names
from extract.spans import Span

JurisdictionForm = Literal[
    "full", "short", "compound", "adjective", "against", "bound", "origin", "side", "deictic"
]

# What may stand right before a lone kanji of a country: 訪米, 在中, 駐日.
_PREFIXES = "対在訪駐反親嫌渡滞全抗離"
# 対 that is the end of another word: 反対, 絶対, 相対, 敵対, 応対, 一対.
_NOT_AGAINST = re.compile(r"[相絶反敵応一]対$")
# Kanji that end a word of time or place before a compound, where any other kanji would swallow its first (交渉中+米国).
_OPEN_LEFT = "年月週回方般後前際降今昨来現当新旧両各諸間等的"
# Kanji that end no word but those in the lexicon's traps (南米, 東欧).
_NEVER_LAST = "米韓仏欧豪"
# What may follow a lone kanji of a country: its institutions and people, as newspapers write them.
_INSTITUTION = re.compile(
    r"政府|政権|当局|議会|国会|上院|下院|連邦|大統領|副大統領|首相|首脳|外相|財務|商務|国務|国防|司法|農務|運輸|労働|内務|教育|保健"
    r"|厚生|通商|貿易|経済|産業|税関|証券|最高裁|裁判|地裁|控訴裁|連銀|中銀|中央銀|準備|財政|国土|環境|食品|航空|宇宙|海軍|陸軍|空軍"
    r"|海兵|軍|外交|外務|国内|本土|国民|国産|両国|両政府|双方|間|関係|企業|大手|半導体|民間|自動車|鉄鋼|通信|メディア|紙|誌|テレビ"
    r"|国債|株|株式|市場|消費|雇用|輸出|輸入|関税|制裁|規制|代表|大使|議員|知事|州|東部|西部|南部|北部|時間|側|産|製|系|向け|主導"
    r"|中間選挙|選挙|民主党|共和党|保守党|労働党|エネルギー|シンクタンク|投資|ハイテク|IT|AI|GDP|企画|科学技術|国家|国際|公正取引|公取|競争"
    r"|独禁|反トラスト|特許|運用|金融|銀行|ファンド|物流|防衛|安全保障|情報|捜査|検察|警察|移民|入管|疾病|医薬|保険|郵政|郵便|大豆|農|牛肉|原油|船|商品|品目|\d+(?:種類|品目|社)"
)
_LATIN_OR_KATAKANA = re.compile(r"[A-Z][A-Za-z&.]+|[ァ-ヴー]{2,}")
_TAKES_COMPANY = "米英独仏伊豪蘭韓露印加台中"
_SEPARATOR = "・／/、-―‐–&"
_DIGITS = "0123456789一二三四五六七八九十〇元末初"
_GRAIN = re.compile(r"麦|大豆|コメ|稲|穀|農産|トウモロコシ|精米|食糧")
_AFTER = (
    ("origin", re.compile(r"(?:産|製(?!裁|品市場)|原産)")),
    ("side", re.compile(r"側")),
    ("bound", re.compile(r"(?:向け|宛て|宛|行き|への輸出|仕向け)")),
)
_ENGLISH_ORIGIN = re.compile(r"-(?:made|origin|produced|grown|built|manufactured|sourced)\b", re.IGNORECASE)
_ENGLISH_BOUND = re.compile(r"-bound\b", re.IGNORECASE)


class Found(NamedTuple):
    """A jurisdiction in a text: the span of its name alone (米 in 対米), its code, and how it is named."""

    span: Span
    code: str
    form: JurisdictionForm


@dataclass(frozen=True)
class _Lexicon:
    kanji: dict[str, str]
    compounds: dict[str, tuple[str, ...]]
    deictic: dict[str, str]
    adjectives: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = read_lexicon("jurisdictions")
    rows = data["jurisdictions"]
    return _Lexicon(
        kanji={row["kanji"]: code for code, row in rows.items() if row.get("kanji")},
        compounds={k: tuple(v) for k, v in data.get("compounds", {}).items()},
        deictic=dict(data.get("deictic", {})),
        adjectives=frozenset(a for row in rows.values() for a in row.get("adjectives", ())),
    )


def _stub(kind: str, surface: str, code: str = "") -> Name:
    return Name(f"{kind}-{surface}", "GPE", kind, surface, "", (surface,), jurisdiction=code)


@cache
def _index(chinese: bool) -> NameIndex:
    data = read_lexicon("jurisdictions")
    names = [n for n in read_names("jurisdictions") if n.kind == "jurisdictions"]
    adjectives = [_stub("adjective", a, code) for code, row in data["jurisdictions"].items() for a in row.get("adjectives", ())]
    regions = [_stub("region", r, code) for r, code in data.get("regions", {}).items()]
    deictic = [_stub("deictic", r, code) for r, code in data.get("deictic", {}).items()]
    compounds = [_stub("compound", c) for c in data.get("compounds", {})]
    return NameIndex([*names, *adjectives, *regions, *deictic, *compounds], chinese)


@cache
def _traps() -> NameIndex:
    rows = read_lexicon("jurisdictions").get("traps", ())
    return NameIndex(_stub("trap", word) for row in rows for word in row)


def parse_jurisdiction(text: str) -> str | None:
    """Return the code of a name given alone, in any language, kanji or code: "米国", "Türkiye", "中", "VN", "欧盟" → EU.

    None for anything else ("中東", "Asia", "") and for adjectives ("Chinese" → CN is accepted, "Sino" is not a name).
    """
    name = text.strip()
    for chinese in (False, True):
        codes = {n.jurisdiction for n in _index(chinese).get(name)} - {""}
        if len(codes) == 1:
            return codes.pop()
    if name in read_lexicon("jurisdictions")["jurisdictions"]:
        return name
    return _lexicon().kanji.get(name)


def is_adjective(text: str) -> bool:
    """Say whether a word is the English adjective or demonym of a jurisdiction: "American" is, "America" is not."""
    return text.capitalize() in _lexicon().adjectives or text in _lexicon().adjectives


# Every stage asks for the names of a passage again. Texts up to this length, in characters, are remembered, this many of them,
# and of longer ones the last few: a few megabytes at most.
_REMEMBERED, _TEXTS, _LONG_TEXTS = 2_000, 1_024, 4


def find_jurisdictions(text: str) -> tuple[Found, ...]:
    """Return every jurisdiction named in `text`, in order; spans are half-open offsets into it.

    米中両国 → US and CN (compound), 対中 → CN (against), 中国側 → CN (side), 米国産 → US (origin), American-made → US
    (origin), Chinese firms → CN (adjective). Nothing in 中東, 中小企業, 独自, 玄米, 日本海, 英語, "turkey".
    """
    return _find_in_short(text) if len(text) <= _REMEMBERED else _find_in_long(text)


@lru_cache(maxsize=_TEXTS)
def _find_in_short(text: str) -> tuple[Found, ...]:
    return _find(text)


@lru_cache(maxsize=_LONG_TEXTS)
def _find_in_long(text: str) -> tuple[Found, ...]:
    return _find(text)


def _find(text: str) -> tuple[Found, ...]:
    traps = [hit.span for hit in _traps().find(text)]
    hits = [h for h in _index(is_chinese(text)).find(text) if not any(t.covers(h.span) for t in traps)]
    traps = [t for t in traps if not any(t.overlaps(h.span) for h in hits)]
    found = [f for hit in hits for f in _read_hit(text, hit)]
    taken = [*(hit.span for hit in hits), *traps]
    found += _find_kanji(text, taken, {f.span.start for f in found}, {f.span.end for f in found})
    return tuple(sorted(found, key=lambda f: (f.span.start, f.span.end)))


def _read_hit(text: str, hit: Hit) -> Iterator[Found]:
    name = hit.names[0]
    if name.kind == "compound":
        yield from (
            Found(Span(hit.span.start + i, hit.span.start + i + 1), code, "compound")
            for i, code in enumerate(_lexicon().compounds[name.name_en])
        )
        return
    if len({n.jurisdiction for n in hit.names}) > 1:
        return
    form: JurisdictionForm = "adjective" if name.kind == "adjective" else "deictic" if name.kind == "deictic" else "full"
    yield Found(hit.span, name.jurisdiction, _form(text, hit.span, form))


def _form(text: str, span: Span, plain: JurisdictionForm) -> JurisdictionForm:
    before, after = text[: span.start], text[span.end : span.end + 12]
    if before.endswith("対") and not _NOT_AGAINST.search(before):
        return "against"
    if _ENGLISH_ORIGIN.match(after):
        return "origin"
    if _ENGLISH_BOUND.match(after):
        return "bound"
    after = after.lstrip()
    for form, pattern in _AFTER:
        if pattern.match(after):
            return form  # type: ignore[return-value]
    return plain


# --- kanji that stand for a country only in company -----------------------------------------------------------------


def _find_kanji(text: str, taken: list[Span], starts: set[int], ends: set[int]) -> list[Found]:
    kanji = _lexicon().kanji
    blocked = {i for span in taken for i in range(span.start, span.end)}
    found: list[Found] = []
    i = 0
    while i < len(text):
        if i in blocked or (text[i] not in kanji and not _is_russia(text, i)):
            i += 1
            continue
        end = i
        while end < len(text) and (text[end] in kanji or _is_russia(text, end)) and end not in blocked:
            end += 1
        found += _read_run(text, Span(i, end), starts, ends)
        i = end
    return found


def _read_run(text: str, run: Span, starts: set[int], ends: set[int]) -> list[Found]:
    if _belongs_left(text, run, ends):
        run = Span(run.start + 1, run.end)
    letters = run.of(text)
    if not letters or len(set(letters)) < len(letters):
        return []
    form: JurisdictionForm | None = "compound"
    if len(letters) == 1:
        form = _lone_form(text, run.start, starts, ends)
    elif text[run.start - 1 : run.start] == "対":
        form = "against"
    if form is None:
        return []
    codes = {**_lexicon().kanji, "ロ": "RU"}
    return [Found(Span(run.start + i, run.start + i + 1), codes[c], form) for i, c in enumerate(letters)]


# Newspapers write Russia with the katakana beside other countries' kanji: 対ロ, 日ロ, 米ロ.
_RUSSIA = re.compile(r"(?<=[対米日中欧英独仏印朝])ロ(?![ァ-ヴー])")


def _is_russia(text: str, at: int) -> bool:
    return text[at] == "ロ" and _RUSSIA.match(text, at) is not None


def _belongs_left(text: str, run: Span, ends: set[int]) -> bool:
    """Say whether the first kanji of a run ends a word begun before it: 調査中, 10日, 追加."""
    at = run.start
    before = text[at - 1] if at else ""
    if not before or at in ends or (len(run) > 1 and text[at] in _NEVER_LAST):
        return False
    if text[at] == "日" and (before in _DIGITS or before.isdigit()):
        return True
    if not ("一" <= before <= "鿿") or before in _OPEN_LEFT:
        return False
    if before == "対":
        return bool(_NOT_AGAINST.search(text[:at]))
    if before == "在":
        return bool(re.search(r"[現存内滞潜不]在$" if text[at] != "中" else r"[一-鿿]在$", text[:at]))
    return not (before in _PREFIXES or (before == "来" and text[at] == "日"))


def _lone_form(text: str, at: int, starts: set[int], ends: set[int]) -> JurisdictionForm | None:
    before, after = text[at - 1] if at else "", text[at + 1 : at + 12].lstrip(" ")
    if (before and before in _PREFIXES) or (before == "来" and text[at] == "日"):
        return "against" if before == "対" else _form(text, Span(at, at + 1), "short")
    if _INSTITUTION.match(after) and not (text[at] == "日" and re.match(r"(?:間|程|時間|系|産|紙)", after)):
        return _form(text, Span(at, at + 1), "short")
    if at + 1 in starts and not (before and "一" <= before <= "鿿"):
        return "short"
    if text[at] in _TAKES_COMPANY and _LATIN_OR_KATAKANA.match(text, at + 1) and not ("一" <= before <= "鿿"):
        return None if after.startswith(("ドル", "ポンド", "フラン")) else "short"
    if text[at] == "日" and re.match(r"(?:EU|ASEAN|GCC|NATO|EFTA|メルコスール|アフリカ)", after):
        return "short"
    if _is_listed(text, at, starts, ends):
        return "short"
    headline = re.match(r"[、,](?!小麦)", after) and re.search(r"(?:^|[。「『【\n(])$", text[:at])
    return "short" if headline and text[at] in "米英独仏豪韓露印加" and not _GRAIN.search(text) else None


def _is_listed(text: str, at: int, starts: set[int], ends: set[int]) -> bool:
    """Say whether the kanji is one of a row of countries with separators: 日・米・欧, 米・EU, 米・中."""
    kanji = _lexicon().kanji
    right = text[at + 1 : at + 2] in tuple("・／/") and (
        at + 2 in starts or (text[at + 2 : at + 3] in kanji and not re.match(r"[一-鿿]", text[at + 3 : at + 4]))
    )
    left = at >= 2 and text[at - 1] in "・／/" and (
        at - 1 in ends or (text[at - 2] in kanji and not re.match(r"[一-鿿]", text[at - 3 : at - 2] if at > 2 else ""))
    )
    return right or left
