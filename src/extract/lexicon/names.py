"""The names of the domain (jurisdictions, agencies, companies, persons, places, lists, deals, products) and how to find them in text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from extract.errors import UndecodableError
from extract.lexicon.loader import read_lexicon
from extract.model import EntityType
from extract.spans import Span

# File (and its top key) → the type of what it holds, unless an entry says otherwise.
_FILES: dict[str, EntityType] = {
    "jurisdictions": "GPE",
    "places": "GPE",
    "agencies": "ORG",
    "companies": "ORG",
    "persons": "PERSON",
    "lists": "LIST",
    "deals": "LIST",
    "products": "PRODUCT",
}

_APOSTROPHES = "’‘ʼ＇`´"
_HYPHENS = "‐‑‒–—−﹣"
_DOTS = "・･·•‧゠="
_KATAKANA_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}


@dataclass(frozen=True, slots=True)
class Name:
    """One named thing. `surfaces` are all its written forms; `chinese` those that count only in text without kana.

    `kind` is the lexicon file it came from, `jurisdiction` an ISO 3166-1 alpha-2 code or EU ("" for none),
    `parent` the id of the body it belongs to, `measure` the measure type that a list or law usually carries.
    `prefixed` surfaces count only right after the name of the own jurisdiction (米 + 議会). `family` are the short forms of
    a person's name, which count alone only where `famous`, else beside a title or after the full name.
    """

    id: str
    type: EntityType
    kind: str
    name_en: str
    name_ja: str
    surfaces: tuple[str, ...]
    chinese: tuple[str, ...] = ()
    jurisdiction: str = ""
    parent: str = ""
    measure: str = ""
    prefixed: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    famous: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A surface found in a text: its span there and every name it may stand for, in the order of the lexicon."""

    span: Span
    names: tuple[Name, ...]


def is_kana_or_kanji(char: str) -> bool:
    """Say whether a character is Japanese or Chinese script: "米" and "ア" are, "A" and "。" are not."""
    return "぀" <= char <= "ヿ" or "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char in "々〆ヶ〇"


def is_katakana(char: str) -> bool:
    """Say whether a character is katakana or the long-vowel mark; the middle dot is not."""
    return "ァ" <= char <= "ヺ" or char == "ー"


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_kana_or_kanji(char)


@cache
def _plain(char: str) -> str:
    """Return what a character counts as: "Ａ" → "a", "・" → "", "’" → "'", an ideographic space → " "."""
    out = ""
    for plain in unicodedata.normalize("NFKC", char):
        if plain in _DOTS:
            continue
        out += " " if plain.isspace() else "'" if plain in _APOSTROPHES else "-" if plain in _HYPHENS else plain.casefold()
    return out


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return the form in which names are compared, and for each of its characters the offset it came from.

    NFKC, case folded; middle dots, white space beside Japanese letters and a final long-vowel mark left out; hyphens,
    apostrophes and ヴ made one: "インディアン ・エクスプレス" → "インディアンエクスプレス".
    """
    out: list[str] = []
    at: list[int] = []
    for i, raw in enumerate(text):
        for char in _plain(raw):
            if char == " ":
                if not out or out[-1] == " " or is_kana_or_kanji(out[-1]):
                    continue
            elif out and out[-1] == " " and is_kana_or_kanji(char):
                out.pop()
                at.pop()
            out.append(char)
            at.append(i)
    return _fold_katakana(out, at)


def _fold_katakana(chars: list[str], at: list[int]) -> tuple[str, list[int]]:
    if "ー" not in chars and "ヴ" not in chars:
        return "".join(chars), at
    out: list[str] = []
    offsets: list[int] = []
    run = 0
    i = 0
    while i < len(chars):
        char, step = chars[i], 1
        if char == "ヴ":
            pair = char + (chars[i + 1] if i + 1 < len(chars) else "")
            step = 2 if pair in _KATAKANA_V and len(pair) == 2 else 1
            char = _KATAKANA_V.get(pair, "ブ")
        run = run + 1 if is_katakana(char) else 0
        ends = i + step >= len(chars) or not is_katakana(chars[i + step])
        if not (char == "ー" and ends and run > 4):
            out.append(char)
            offsets.append(at[i])
        i += step
    return "".join(out), offsets


def normal_form(name: str) -> str:
    """Return the form in which two spellings of a name are equal: "SK ハイニックス" and "SKハイニックス"."""
    return squeeze(name)[0].strip()


_LEGAL_FORM = re.compile(
    r"(?:株式会社|\(株\)|㈱|有限会社|合同会社|有限公司|股份有限公司|集団|グループ|社"
    r"|,?\s+(?:Inc|Corp|Co|Ltd|LLC|L\.?L\.?C|L\.?P|PLC|plc|AG|SE|NV|N\.V|BV|B\.V|GmbH|S\.A|SA|Corporation|Company|Limited"
    r"|Incorporated|Group|Holdings)\b\.?)$"
)


def strip_legal_form(name: str) -> str:
    """Return a company's name without what says only that it is one: "ファーウェイ社", "Intel Corp.", "株式会社東芝"."""
    bare = re.sub(r"^(?:株式会社|\(株\)|㈱|有限会社|合同会社)\s*", "", name.strip())
    while len(shorter := _LEGAL_FORM.sub("", bare).strip(" ,")) < len(bare) and len(shorter) > 1:
        bare = shorter
    return bare


class NameIndex:
    """All surfaces in a trie over their normal forms.

    `find` gives the leftmost longest hits of a text, `get` the names of one exact string. A surface must not begin or
    end inside a Latin word or a katakana word, keeps its capitals (US is no us, China no china), and is not read
    across a middle dot or line end that separates two words.
    """

    def __init__(self, names: Iterable[Name], chinese: bool = False) -> None:
        self._forms: dict[str, list[tuple[str, Name]]] = {}
        self._trie: dict[str, Any] = {}
        for name in names:
            for surface in (*name.surfaces, *(name.chinese if chinese else ())):
                self._add(surface, name)

    def _add(self, surface: str, name: Name) -> None:
        form = normal_form(surface)
        if not form:
            return
        known = self._forms.setdefault(form, [])
        if any(s == surface and n.id == name.id for s, n in known):
            return
        known.append((surface, name))
        node = self._trie
        for char in form:
            node = node.setdefault(char, {})
        node[""] = form

    def get(self, text: str) -> tuple[Name, ...]:
        """Return the names written exactly so, or so but for a legal form or 社; () where there is none."""
        stripped = text.strip()
        found = self._fitting(normal_form(stripped), stripped)
        bare = strip_legal_form(stripped)
        return found if found or bare == stripped else self._fitting(normal_form(bare), bare)

    def find(self, text: str) -> list[Hit]:
        """Return the hits in `text`, in order and without overlap; spans are in `text`."""
        form, offsets = squeeze(text)
        offsets.append(len(text))
        hits = []
        i = 0
        while i < len(form):
            hit = self._longest(text, form, offsets, i) if form[i] in self._trie else None
            if hit is None:
                i += 1
            else:
                hits.append(hit[0])
                i = hit[1]
        return hits

    def _longest(self, text: str, form: str, offsets: list[int], start: int) -> tuple[Hit, int] | None:
        best = None
        for end in self._ends(form, start):
            span = Span(offsets[start], offsets[end - 1] + 1)
            if text[span.end : span.end + 1] == "ー" and offsets[end] > span.end:  # a final ー that `squeeze` left out
                span = Span(span.start, span.end + 1)
            names = self._fitting(form[start:end], span.of(text))
            if names and _is_whole(text, span) and (self._is_dotted(form[start:end]) or not _is_two(span.of(text))):
                best = (Hit(span, names), end)
        return best

    def _is_dotted(self, form: str) -> bool:
        return any(dot in surface for surface, _ in self._forms[form] for dot in _DOTS)

    def _ends(self, form: str, start: int) -> Iterator[int]:
        node = self._trie
        for i in range(start, len(form)):
            node = node.get(form[i], {})
            if not node:
                return
            if "" in node:
                yield i + 1

    def _fitting(self, form: str, written: str) -> tuple[Name, ...]:
        found = {n.id: n for surface, n in self._forms.get(form, ()) if _is_written_as(surface, written)}
        return tuple(found.values())


def _is_whole(text: str, span: Span) -> bool:
    """Say whether a span begins and ends at word borders and holds no gap between words."""
    inside = span.of(text)
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if (before and _joined(before, inside[0])) or (after and _joined(inside[-1], after)):
        return False
    if inside[0] == "日" and before.isdigit():  # 12月20日経産省
        return False
    return re.search(r"\s{2}|\n\s*\n", inside) is None


def _is_two(written: str) -> bool:
    """Say whether a middle dot stands between words of kanji, which are two names then: 米・国 is no 米国."""
    return any(c in _DOTS for c in written) and not any(is_katakana(c) or _is_latin(c) for c in written)


def _joined(left: str, right: str) -> bool:
    if _is_latin(left) and _is_latin(right):
        return not (left.isdigit() and not right.isascii())
    return is_katakana(left) and is_katakana(right)


def _is_written_as(surface: str, written: str) -> bool:
    letters = [c for c in surface if c.isalpha() and c.isascii()]
    if not letters:
        return True
    plain = unicodedata.normalize("NFKC", written)
    found = [c for c in plain if c.isalpha() and c.isascii()]
    if not found:
        return True
    acronym = len(letters) <= 6 and all(c.isupper() for c in letters)
    if acronym:
        return all(c.isupper() for c in found)
    return not letters[0].isupper() or found[0].isupper()


# --- loading ---------------------------------------------------------------------------------------------------------


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(str(v) for v in value)
    return (str(value),)


def _plain_en(name: str) -> Iterator[str]:
    """Yield an English name with and without its bracketed abbreviation, the abbreviation itself, and US as U.S."""
    match = re.fullmatch(r"(.+?)\s*\(([A-Za-z][\w&/.-]*(?: List)?)\)", name)
    bare = name
    if match:
        bare = match[1]
        if sum(c.isupper() for c in match[2]) > 1:
            yield match[2]
        else:
            yield name
            return
    yield bare
    if bare.startswith("US "):
        yield from (f"{us} {bare[3:]}" for us in ("U.S.", "United States"))


def _read_name(kind: str, key: str, entry: Mapping[str, Any]) -> Name:
    type_ = entry.get("type", _FILES[kind])
    if "en" not in entry or type_ not in get_args(EntityType):
        raise UndecodableError(f"lexicon {kind}: entry {key} lacks `en` or has an unknown type")
    name_en, name_ja = str(entry["en"]), str(entry.get("ja", ""))
    surfaces = dict.fromkeys([*_plain_en(name_en), name_ja, *_strings(entry.get("names"))])
    surfaces = {s: None for s in surfaces if s and s not in _strings(entry.get("not"))}
    return Name(
        id=key if kind != "jurisdictions" else f"gpe-{key.casefold()}",
        type=type_,
        kind=kind,
        name_en=name_en,
        name_ja=name_ja,
        surfaces=tuple(surfaces),
        chinese=_strings(entry.get("zh")),
        jurisdiction=key if kind == "jurisdictions" else str(entry.get("in", "")),
        parent=str(entry.get("parent", "")),
        measure=str(entry.get("measure", "")),
        prefixed=_strings(entry.get("prefixed")),
        family=_strings(entry.get("family")),
        famous=bool(entry.get("famous", False)),
    )


@cache
def read_names(*kinds: str) -> tuple[Name, ...]:
    """Return the names of the given lexicon files (all files without an argument), in the order of the files.

    Raises UndecodableError for an entry without an English name or of an unknown type.
    """
    return tuple(
        _read_name(kind, str(key), entry)
        for kind in (kinds or tuple(_FILES))
        for key, entry in read_lexicon(kind).get(kind, {}).items()
    )


@cache
def name_index(chinese: bool = False) -> NameIndex:
    """Return the index over all names, built once; `chinese` adds the forms that count only in text without kana."""
    return NameIndex(read_names(), chinese)


@cache
def name_of(id_: str) -> Name | None:
    """Return the name with this id, None where there is none."""
    return next((n for n in read_names() if n.id == id_), None)


@cache
def read_cues(key: str) -> frozenset[str]:
    """Return a word list of name_cues.yaml."""
    return frozenset(str(word) for word in read_lexicon("name_cues")["name_cues"][key])


@cache
def cue_pattern(*keys: str) -> str:
    """Return the words of the given lists as a pattern's alternatives, longer ones first."""
    words = {word for key in keys for word in read_cues(key)}
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def is_chinese(text: str) -> bool:
    """Say whether a text is Chinese: no kana, and a character that Japanese print (JIS) lacks or has given up."""
    if any("぀" <= c <= "ヿ" and c != "・" for c in text):
        return False
    return any(c in _OLD_FORMS or not _in_jis(c) for c in text if "一" <= c <= "鿿")


_OLD_FORMS = "國對關與實體單灣歐發會變證條團區臺當應產經濟"


def _in_jis(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
