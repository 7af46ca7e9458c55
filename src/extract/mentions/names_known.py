"""Names of the lexicon in a passage: jurisdictions and their institutions, articles of laws, persons by family name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import Hit, Name, NameIndex, is_chinese, name_index, name_of, normal_form, read_names
from extract.mentions.names_link import Candidate, state_body
from extract.model import Passage
from extract.spans import Span
from extract.values.jurisdictions import Found, find_jurisdictions, is_adjective

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KANJI_NUMBER = "〇一二三四五六七八九十百千"
_ARTICLE = re.compile(
    rf"(?:第\s?)?(?P<number>\d{{1,4}}[A-Z]?|[{_KANJI_NUMBER}]{{1,7}})\s?条(?:の\s?[\d{_KANJI_NUMBER}]+)?"
    rf"(?:\s?第?[\d{_KANJI_NUMBER}]+\s?項)?(?:\s?第?[\d{_KANJI_NUMBER}]+\s?号)?"
)
_TABLE = re.compile(rf"別表第?\s?[\d{_KANJI_NUMBER}]+(?:の\s?[\d{_KANJI_NUMBER}]+\s?の項)?(?:\s?\([\d{_KANJI_NUMBER}]+\))?")
_YEAR = re.compile(
    rf"(?:(?:19|20)\d\d|[一二][〇九][{_KANJI_NUMBER}]{{2}}|(?:令和|平成|昭和)(?:\d+|元|[{_KANJI_NUMBER}]+))\s?(?:会計)?年度?\s?$"
)
_SECTION_EN = re.compile(r"\b(?:Section|Sections|Sec\.)\s(\d{3,4}[A-Z]?)\b(?:\s?\([a-z0-9]+\))*")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


def find_known(number: int, passage: Passage, text: str, doc: Doc | None) -> list[Candidate]:
    """Return the candidates that the lexicon knows, jurisdictions and their institutions included."""
    found = find_jurisdictions(text)
    places = [f for f in found if f.form != "deictic" and not is_adjective(f.span.of(text))]
    hits = [h for h in name_index(is_chinese(text)).find(text) if _stands_free(text, h, doc)]
    hits = [h for h in hits if h.names[0].kind != "jurisdictions"]
    weight = 1 if passage.language == "en" else 2
    out = [Candidate(number, h.span, h.names[0].type, "lexicon", h.names) for h in hits]
    out += [_place(number, f) for f in places]
    out += _find_media(number, text)
    out += _find_institutions(number, text, places, hits)
    out += _find_articles(number, text, hits)
    out += _find_anywhere(number, text)
    return [replace(c, weight=min(c.weight, weight)) for c in out]


def _place(number: int, found: Found) -> Candidate:
    name = name_of(f"gpe-{found.code.casefold()}")
    return Candidate(number, found.span, "GPE", f"jurisdiction_{found.form}", (name,) if name else (), weight=1)


# How briefs cite news agencies by half their name.
_MEDIA = {"共同": "kyodo", "時事": "jiji", "朝日": "asahi", "毎日": "mainichi", "読売": "yomiuri", "産経": "sankei", "日経": "nikkei"}
_CITED = re.compile(rf"(?<![一-龥])({'|'.join(_MEDIA)})(?=\s?(?:など)?\s?(?:に\s?よ(?:る|れ)|が\s?(?:報じ|伝え)|[は、][^。]{{0,40}}(?:報じた|伝えた)|電))")


def _find_media(number: int, text: str) -> Iterator[Candidate]:
    for match in _CITED.finditer(text):
        if name := name_of(_MEDIA[match[1]]):
            yield Candidate(number, Span(*match.span(1)), "ORG", "cited_media", (name,))


def _stands_free(text: str, hit: Hit, doc: Doc | None) -> bool:
    """Say whether a short name in kanji is made of whole words (国会 is no part of 全国会議)."""
    written = hit.span.of(text)
    if doc is None or len(written) > 3 or not re.fullmatch(r"[一-鿿]+", written):
        return True
    return doc.char_span(hit.span.start, hit.span.end) is not None


# --- institutions named after their state: 米商務省, 英外務省, 米国商務省産業安全保障局 ---------------------------------


@cache
def _prefixed() -> dict[str, list[Name]]:
    table: dict[str, list[Name]] = {}
    for name in read_names():
        for surface in name.prefixed:
            table.setdefault(normal_form(surface), []).append(name)
    return table


@cache
def _generic() -> tuple[dict[str, str], re.Pattern[str]]:
    table: dict[str, str] = read_lexicon("agencies").get("generic", {})
    words = sorted({*table, *_prefixed()}, key=lambda w: (-len(w), w))
    return table, re.compile("|".join(map(re.escape, words)))


@cache
def bare_institution(word: str) -> tuple[Name, ...]:
    """Return the bodies of the United States that bear an institution's bare name: "最高裁" → US Supreme Court."""
    return tuple(n for n in _prefixed().get(normal_form(word), ()) if n.jurisdiction == "US")


def _find_institutions(number: int, text: str, places: Sequence[Found], hits: Sequence[Hit]) -> Iterator[Candidate]:
    by_start = {h.span.start: h for h in hits}
    for place in places:
        start, end = place.span.start, place.span.end
        chain: tuple[Name, ...] = ()
        while (hit := by_start.get(end)) is not None:
            own = tuple(n for n in hit.names if n.kind == "agencies" and n.jurisdiction in ("", place.code))
            if not own or (chain and not _goes_on(chain[0], own[0], hit.span.of(text))):
                break
            chain, end = own, hit.span.end
        if chain:
            yield Candidate(number, Span(start, end), "ORG", "institution", chain)
        elif place.form != "compound" and (match := _generic()[1].match(text, end)) and _is_body(text, match):
            yield _institution(number, place, Span(start, match.end()), match[0])
    for first in hits:  # 商務省産業安全保障局, without the state's name
        second = by_start.get(first.span.end)
        if second and first.names[0].kind == "agencies" and second.names[0].kind == "agencies":
            own = tuple(n for n in second.names if _goes_on(first.names[0], n, second.span.of(text)))
            if own:
                yield Candidate(number, Span(first.span.start, second.span.end), "ORG", "institution", own)


def _find_anywhere(number: int, text: str) -> Iterator[Candidate]:
    table: dict[str, str] = read_lexicon("agencies").get("anywhere", {})
    for word, name_en in table.items():
        for match in re.finditer(re.escape(word), text):
            if not re.match(r"[一-龥]", text[match.start() - 1 : match.start()]):
                yield Candidate(number, Span(*match.span()), "ORG", "anywhere", name_en=name_en, weight=1)


def _goes_on(whole: Name, part: Name, written: str) -> bool:
    """Say whether a name goes on with that of a part: 商務省 + 産業安全保障局; not 中国政府 + 商務部, 商務省 + BIS."""
    return part.jurisdiction == whole.jurisdiction and not whole.id.endswith("-government") and not written.isascii()


def _is_body(text: str, match: re.Match[str]) -> bool:
    """Say whether an institution's word is not the start of another: 米軍 is, 米軍事 and 英国会計 are not."""
    after = text[match.end() : match.end() + 1]
    return not (match[0] == "軍" and after in tuple("事需用備縮")) and not (match[0] == "国会" and after == "計")


def _institution(number: int, place: Found, span: Span, word: str) -> Candidate:
    own = tuple(n for n in _prefixed().get(normal_form(word), ()) if n.jurisdiction == place.code)
    if own:
        return Candidate(number, span, "ORG", "institution", own)
    return state_body(number, span, word, place.code)


# --- laws by year and article: 1974年通商法122条, 百二十二条, Section 301 ----------------------------------------------


def read_number(digits: str) -> int:
    """Return the value of an article's number in Arabic or Chinese figures: 百二十二 → 122, 三〇一 → 301, 301 → 301."""
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if not any(c in "十百千" for c in digits):
        return int("".join(str(_DIGITS[c]) for c in digits))
    total = unit = 0
    for char in digits:
        if char in _DIGITS:
            unit = _DIGITS[char]
        else:
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            unit = 0
    return total + unit


def _section(number: str) -> Name | None:
    sections: dict[str, str] = read_lexicon("lists").get("sections", {})
    digits = re.sub(r"[A-Z]$", "", number)
    key = number if digits != number else str(read_number(digits))
    return name_of(sections.get(key, ""))


def _find_articles(number: int, text: str, hits: Sequence[Hit]) -> Iterator[Candidate]:
    laws = {h.span.end: h for h in hits if h.names[0].type == "LIST"}
    for hit in laws.values():
        year = _YEAR.search(text[: hit.span.start])
        if year:
            yield Candidate(number, Span(year.start(), hit.span.end), "LIST", "law_year", hit.names)
        if table := _TABLE.match(text, hit.span.end):
            yield Candidate(number, Span(hit.span.start, table.end()), "LIST", "law_table", hit.names)
    for match in _ARTICLE.finditer(text):
        law = laws.get(match.start()) or laws.get(len(text[: match.start()].rstrip()))
        section = _section(match["number"])
        if law is None:
            if section and len(match["number"]) > 2 and not text[: match.start()].rstrip().endswith(("法", "令", "則", "約", "第", "定")):
                yield Candidate(number, match.span() and Span(*match.span()), "LIST", "article", (section,))
            continue
        year = _YEAR.search(text[: law.span.start])
        start = year.start() if year else law.span.start
        american = section is not None and any(n.jurisdiction == "US" or n.id == "jp-customs-act" for n in law.names)
        names = (section,) if american and section else law.names
        yield Candidate(number, Span(start, match.end()), "LIST", "law_article", names)
    for match in _SECTION_EN.finditer(text):
        if section := _section(match[1]):
            yield Candidate(number, Span(match.start(), match.end(1)), "LIST", "article", (section,))


# --- persons by family name ------------------------------------------------------------------------------------------


@cache
def title_after() -> re.Pattern[str]:
    """Return the pattern of what stands after a person's name in Japanese, a state or body in between allowed."""
    words = sorted(read_lexicon("persons")["titles"]["after"], key=lambda w: (-len(w), w))
    return re.compile(
        r"[\s]?(?:(?:米|英|独|仏|伊|豪|印|加|韓|露|中|日|EU|USTR|WTO|NVIDIA)(?:国)?|[・ァ-ヴー]{0,12}|[一-鿿]{0,8})??(?:"
        + "|".join(map(re.escape, words))
        + r")"
    )


@cache
def title_before_en() -> re.Pattern[str]:
    """Return the pattern of what stands before a person's name in English, matched at the end of a text."""
    words = sorted(read_lexicon("persons")["titles"]["before_en"], key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")(?:\s[A-Z]\.)?\s$")


@cache
def _families() -> NameIndex:
    people = [n for n in read_names("persons") if n.family]
    return NameIndex(
        Name(n.id, "PERSON", "persons", n.name_en, n.name_ja, n.family, (), n.jurisdiction, famous=n.famous) for n in people
    )


def find_families(number: int, passage: Passage, text: str, doc: Doc | None, full: frozenset[str]) -> Iterator[Candidate]:
    """Yield persons named by family name alone; `full` holds the ids of those whom the document names in full."""
    for hit in _families().find(text):
        written = hit.span.of(text)
        before, after = text[: hit.span.start], text[hit.span.end : hit.span.end + 24]
        named = tuple(n for n in hit.names if n.id in full)
        people = named or hit.names
        kanji = bool(re.search(r"[一-鿿]", written))
        if kanji:
            if not _is_word(doc, hit.span, text) or not _titled_closely(after):
                continue
        elif written.isascii() or not re.search(r"[ァ-ヶ]", written):
            if not (named or people[0].famous or title_before_en().search(before)):
                continue
        elif not (people[0].famous or title_after().match(after) or (named and not len(written) < 3)):
            continue
        lexical = tuple(n for p in people if (n := name_of(p.id)) is not None)
        yield Candidate(number, hit.span, "PERSON", "family_name", lexical, 1 if passage.language == "en" else 2)


def _titled_closely(after: str) -> bool:
    match = title_after().match(after)
    return match is not None


def _is_word(doc: Doc | None, span: Span, text: str) -> bool:
    before = text[span.start - 1 : span.start]
    if doc is None:
        return not re.match(r"[一-鿿]", before)
    return doc.char_span(span.start, span.end) is not None
