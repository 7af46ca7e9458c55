"""Codes in a passage: export control classification numbers, tariff codes, items of the Japanese export lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Mention, MentionKind, Passage
from extract.spans import Span
from extract.values.codes import ECCN, HS, is_date_like, parse_eccn, parse_hs, parse_jp_item


@dataclass(frozen=True, slots=True)
class _Code:
    kind: MentionKind
    start: int
    end: int
    value: str
    scheme: str
    rule: str


_URL = re.compile(r"(?:https?://|www\.)[!-~]+")

# --- control codes ---------------------------------------------------------------------------------------------------

_ECCN = re.compile(rf"(?<![A-Za-z0-9._-])(?:{ECCN}(?![A-Za-z0-9]|[-_][A-Za-z0-9])|EAR ?99(?![\d.]))")
# Whose list a code is from: the nearest of these words in the same passage; the EAR's where none stands.
_LISTS = (
    ("CN dual-use", re.compile(r"两用物项|両用品目|管制编码|管制コード|管制番号|出口管制|dual-use item(?:s)? export control (?:list|catalogue)|Dual-Use Items")),
    ("EU 2021/821", re.compile(r"2021/821|EU(?:の)?(?:デュアル|両用|規則)|欧州連合|欧州委員会|(?:EU|European) dual-use|Annex I\b|附属書[IⅠ1一]の?|\bEU\b(?! AI)")),
    ("EAR ECCN", re.compile(r"\bEAR|ECCN|\bBIS\b|\bCCL\b|輸出管理規則|産業安全保障局|商務省|Commerce Control List|Export Administration|Bureau of Industry")),
)


def _scheme_of(at: int, cues: list[tuple[int, int, str]]) -> str:
    """Return the list that the words nearest to offset `at` name; a word before the code counts as half as far."""
    after = bisect_left(cues, (at,))
    near = [(at - end, name) for _, end, name in cues[max(0, after - 1) : after]]
    near += [(2 * (start - at), name) for start, _, name in cues[after : after + 1]]
    return min(near, default=(0, "EAR ECCN"))[1]


def _find_eccn(text: str) -> Iterator[_Code]:
    codes = list(_ECCN.finditer(text))
    cues = sorted((m.start(), m.end(), name) for name, cue in _LISTS for m in cue.finditer(text)) if codes else []
    for match in codes:
        value = parse_eccn(match[0])
        if value is not None:
            scheme = "EAR ECCN" if value == "EAR99" else _scheme_of(match.start(), cues)
            yield _Code("eccn", match.start(), match.end(), value, scheme, "eccn")


# --- tariff codes ----------------------------------------------------------------------------------------------------

_HS_CUE = re.compile(
    r"(?P<us>\bHTSUS|\bHTS|米国関税率表)|(?P<cn>\bCN codes?\b|\bCN ?コード|\bTARIC)"
    r"|(?:(?<![A-Za-z])HS|H\.S\.)(?![A-Za-z])|Harmonized (?:System|Tariff)|税番|税号|税目|関税分類|関税番号|関税率表|品目番号|品目コード"
    r"|商品编[码号]|商品番号|商品コード|海关编[码号]|税関番号|\b(?:sub)?headings?\b|\btariff (?:codes?|lines?|items?|numbers?)\b",
    re.IGNORECASE,
)
# Between cue and code: words that still speak of the code.
_HS_GAP = re.compile(
    r"(?:HTSUS|HTS|HS|codes?|コード|番号|numbers?|nos?\.|(?:sub)?headings?|statistical|reporting|provisions?|第|は|が|の|で|分類|表|等|of|under|the|"
    r"United States|Schedule|[ :=(（「『)]){0,12}",
    re.IGNORECASE,
)
_HS_CODE = re.compile(rf"(?<![\d.,/-])(?:{HS})(?![\dA-Za-z]|[.,]\d|-\d|年|版|改正| ?edition| ?円| ?ドル| ?社)")
_HS_LINK = re.compile(r"(?:[項号類目]|\([^()\d]{1,20}\))?\s?(?:[、,・/;〜~–-]|and|or|及び|および|並びに|又は|または|もしくは|と|から|to|through|,? and|,? or)\s?(?:第|(?:sub)?headings?\s|HS\s?|ex\s?)?")
_HS_DOTTED = re.compile(r"(?<![\d.A-Za-z/-])\d{4}\.\d{2}\.\d{2}(?:\.\d{2})?(?:\d{2})?(?![\d%]|\.\d)")


def _codes_after(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the codes of the list that begins at `at`: 8541, 8542 and 8543.70."""
    match = _HS_CODE.match(text, at)
    while match is not None:
        yield match
        link = _HS_LINK.match(text, match.end())
        match = _HS_CODE.match(text, link.end()) if link else None


def _find_hs(text: str) -> Iterator[_Code]:
    seen: set[int] = set()
    american = re.search(r"HTS|Harmonized Tariff Schedule", text) is not None
    for cue in _HS_CUE.finditer(text):
        gap = _HS_GAP.match(text, cue.end())
        scheme = "HTSUS" if cue["us"] else "CN" if cue["cn"] else "HS"
        if scheme == "HS" and american and (cue[0][0] in "sht" or "HTS" in text[cue.end() : cue.end() + 12]):
            scheme = "HTSUS"
        for match in _codes_after(text, gap.end() if gap else cue.end()):
            value = parse_hs(match[0])
            if value is None or match.start() in seen:
                break
            seen.add(match.start())
            yield _Code("hs", match.start(), match.end(), value, scheme, "hs_after_cue")
    for match in _HS_DOTTED.finditer(text):
        value = parse_hs(match[0])
        if value is not None and match.start() not in seen and not is_date_like(match[0]):
            yield _Code("hs", match.start(), match.end(), value, "HTSUS" if american else "HS", "hs_dotted")


# --- items of the Japanese lists -------------------------------------------------------------------------------------

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_SUB = rf"(?:の?\({_N}\))*"
_JP_TABLE = re.compile(
    rf"(?P<t>(?:輸出(?:貿易管理)?令)?(?:の)?別表第(?P<n>[一二三四1-4])|(?:外国為替令|外為令)(?:の)?別表)の?(?P<i>{_N}(?:の{_N})?の?項{_SUB})"
)
# "7の項(10)" can hardly be anything else; "16項" is a paragraph of an act unless the passage speaks of the lists.
_JP_ITEM = re.compile(rf"(?<![第条\d〇一二三四五六七八九十のA-Za-z.])(?P<i>(?:1[0-6]|[1-9]|十[一二三四五六]?|[一二三四五六七八九])(?:の{_N})?の項{_SUB})")
_JP_SHORT = re.compile(rf"(?<![第条号\d〇一二三四五六七八九十のA-Za-z.])(?P<i>(?:1[0-6]|[1-9])(?:の\d)?項(?:\({_N}\))*)(?![目番])")
_JP_CUE = re.compile(r"輸出(?:貿易管理)?令|外為令|別表|項番|リスト規制|キャッチオール|該非判定")
_TABLES = {"一": "一", "二": "二", "三": "三", "四": "四", "1": "一", "2": "二", "3": "三", "4": "四"}


def _jp_scheme(text: str, at: int) -> str:
    """Return the list that an item without its table's name belongs to: the one last named before it."""
    before = text[max(0, at - 2000) : at]
    if before.rfind("外為令") > max(before.rfind("輸出令"), before.rfind("輸出貿易管理令"), before.rfind("別表第")):
        return "外為令別表"
    return "輸出令別表第一"


def _find_jp_items(text: str) -> Iterator[_Code]:
    if "項" not in text:
        return
    seen = bytearray(len(text))
    for match in _JP_TABLE.finditer(text):
        value = parse_jp_item(match["i"])
        if value is not None:
            seen[match.start() : match.end()] = b"\1" * len(match[0])
            scheme = f"輸出令別表第{_TABLES[match['n']]}" if match["n"] else "外為令別表"
            yield _Code("jp_item", match.start(), match.end(), value, scheme, "jp_item_of_table")
    patterns = (_JP_ITEM, _JP_SHORT) if _JP_CUE.search(text) else (_JP_ITEM,)
    for pattern in patterns:
        for match in pattern.finditer(text):
            value = parse_jp_item(match["i"])
            if value is not None and seen.find(1, match.start(), match.end()) < 0:
                seen[match.start() : match.end()] = b"\1" * len(match[0])
                yield _Code("jp_item", match.start(), match.end(), value, _jp_scheme(text, match.start()), "jp_item")


def find_codes(passage_index: int, passage: Passage) -> tuple[Mention, ...]:
    """Return the codes of a passage, in order of place; `scheme` names the list that a code is from.

    Kinds: eccn ("EAR ECCN", "EU 2021/821", "CN dual-use"), hs ("HS", "HTSUS", "CN"; the value is digits only), jp_item
    ("輸出令別表第一" …, "外為令別表"). A tariff code needs a word that announces it, or the form 4.2.2.
    Accepted: "3D001、3D006,3D997", "HS29011010", "9903.01.24", "輸出令別表第1の7の項(10)". Rejected: "H20", "3D printing",
    "2025.04.24", "No. 0-23985", "第25条第1項".
    """
    text = passage.text
    address = bytearray(len(text))
    for match in _URL.finditer(text):
        address[match.start() : match.end()] = b"\1" * len(match[0])
    codes = sorted([*_find_eccn(text), *_find_hs(text), *_find_jp_items(text)], key=lambda c: (c.start, c.end))
    return tuple(
        Mention(
            kind=code.kind,
            passage=passage_index,
            span=Span(code.start, code.end),
            text=text[code.start : code.end],
            value=code.value,
            rule=code.rule,
            scheme=code.scheme,
        )
        for code in codes
        if address.find(1, code.start, code.end) < 0
    )
