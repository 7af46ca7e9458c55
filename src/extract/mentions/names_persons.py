"""Persons in Japanese text whom the lexicon does not hold: by title, speaker's line, contact line and GiNZA's label."""

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

_JAPANESE_PERSON = re.compile(r"[一-龥々]{2,5}")
_SPEAKER = re.compile(r"^[○◯◎]\s?(?!政府)(?P<name>[一-龥々]{1,4}?)(?=(?:内閣総理大臣|国務大臣|副大臣|大臣政務官|政府参考人|政府委員|参考人|委員長|委員|議長|君))")
_CONTACT = re.compile(r"(?:担当|担当者|問い?合わせ先)[:：]\s?(?P<names>[一-龥々]{1,4}(?:[、,・ ]\s?[一-龥々]{1,4})*)(?=[\s)、。]|$)")


def find_titled(number: int, text: str, doc: Doc) -> Iterator[Candidate]:
    """Yield persons by family name with a title, in speakers' lines and in lines that name a contact."""
    for token in doc:
        end = token.idx + len(token.text)
        if "人名-姓" in token.tag_ and title_after().match(text, end):
            yield _person(number, text, Span(token.idx, end), doc)
    for match in _SPEAKER.finditer(text):
        yield _person(number, text, Span(*match.span("name")), doc)
    for match in _CONTACT.finditer(text):
        for part in re.finditer(r"[一-龥々]+", match["names"]):
            yield _person(number, text, Span(match.start("names") + part.start(), match.start("names") + part.end()), doc)


def _person(number: int, text: str, span: Span, doc: Doc) -> Candidate:
    tokens = doc.char_span(span.start, span.end)
    reading = tokens[0].morph.get("Reading", []) if tokens is not None and len(tokens) == 1 else []
    return Candidate(number, span, "PERSON", "titled", weight=1, name_en=hepburn(reading[0]).capitalize() if reading else "")


@cache
def _title_words() -> re.Pattern[str]:
    words = sorted(read_lexicon("persons")["titles"]["after"], key=lambda w: (-len(w), w))
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")$")


def read_person(number: int, text: str, span: Span, tokens: Tokens) -> Iterator[Candidate]:
    """Yield the person that GiNZA marked, without the title, where a title, a middle dot or Sudachi confirms it."""
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


# --- Japanese names in Latin letters ---------------------------------------------------------------------------------

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ", "m": "マミムメモ",
    "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_OTHERS = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu", "ヨ": "yo",
    "ワ": "wa", "ヲ": "o", "ン": "n",
}  # fmt: skip
_KANA = {k: c + v for c, row in _ROWS.items() for k, v in zip(row, "aiueo", strict=True)} | _OTHERS
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
    """Return a Japanese person's name as English writes it, given name first, or the family name alone; "" where Sudachi has no reading."""
    parts = [t for t in tokens if t.idx < span.end]
    if len(parts) == 1 and "人名-姓" in parts[0].tag_:
        return hepburn((parts[0].morph.get("Reading", []) or [""])[0]).capitalize()
    if len(parts) != 2 or "人名-姓" not in parts[0].tag_ or "人名-名" not in parts[1].tag_:
        return ""
    readings = [t.morph.get("Reading", []) for t in parts]
    if not all(readings):
        return ""
    family, given = (hepburn(r[0]) for r in readings)
    return f"{given.capitalize()} {family.capitalize()}"
