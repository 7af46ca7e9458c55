"""Where sentences end, and which language a text is in, from the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.model import Language
from extract.values.characters import HAN, WIDE

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Everyday traditional forms that Japanese no longer writes; simplified ones have no place in the Japanese character set at all.
_TRADITIONAL = re.compile("[這們與對國會經濟發關於爲說處將從還沒給讓實產應總區貿讀變邊單雙團圖廣擴爭戰續繼]")


def _count_chinese(text: str) -> int:
    japanese = text.encode("cp932", "ignore").decode("cp932")
    return len(_HAN.findall(text)) - len(_HAN.findall(japanese)) + len(_TRADITIONAL.findall(text))


def has_kanji(text: str) -> bool:
    """Say whether a text holds a Chinese character."""
    return _HAN.search(text) is not None


def guess_language(text: str) -> Language | None:
    """Return the language of a text, or None where the text does not tell (figures, a few kanji).

    Accepted: "関税を課す" ja, "Entity List" en, "商务部新闻发言人就有关情况答记者问" zh. None: "商務部", "2025".
    """
    kana, han, latin = len(_KANA.findall(text)), len(_HAN.findall(text)), len(_LATIN.findall(text))
    if kana:
        return "en" if latin > 20 * (kana + han) else "ja"
    if han >= 4 and _count_chinese(text) >= max(2, han / 10):
        return "zh"
    return "en" if latin > 2 * han and latin >= 2 else None


_BRACKETS = {"「": "」", "『": "』", "(": ")", "【": "】", "〈": "〉", "《": "》", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
# A bracket that stays open this long was closed and lost, or never meant as one.
_LONGEST_BRACKET = 300
_DEEPEST_BRACKET = 8
_JA_SIGN = re.compile(r"[「」『』()【】〈〉《》“”。!?.]")
_NUMERAL = frozenset("0123456789〇一二三四五六七八九十")
# What follows 」 when the quotation is part of the sentence.
_GOES_ON = re.compile(r"[とのをはがにでもやかへ、,などなさだ・」』)】]|という")


def _bracket_ends(signs: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Return the offset of the closing bracket for each opening one that is closed soon enough."""
    ends: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for at, sign in signs:
        if sign in _BRACKETS:
            stack.append((at, sign))
        elif sign in _CLOSING:
            depth = next((d for d in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST_BRACKET), -1) if stack[d][1] == _CLOSING[sign]), None)
            if depth is not None:
                start = stack[depth][0]
                del stack[depth:]
                if at - start <= _LONGEST_BRACKET:
                    ends[start] = at
    return ends


def _ends_ja(text: str, at: int, sign: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "。":
        return True
    wide_before = bool(before) and bool(re.match(f"[{WIDE})」』]", before)) and before not in _NUMERAL
    if sign == ".":
        # "．" as a full stop, as some ministries and journals set it.
        return wide_before and (not after or after == " " or bool(re.match(f"[{WIDE}]", after))) and after not in _NUMERAL
    return (wide_before or before in ("!", "?")) and after not in ("!", "?")


def _breaks_ja(text: str) -> Iterator[int]:
    signs = [(m.start(), m[0]) for m in _JA_SIGN.finditer(text)]
    ends = _bracket_ends(signs)
    inside_until = -1
    opened_at = 0
    last = 0
    for at, sign in signs:
        if at < inside_until:
            continue
        if at == inside_until:
            # A bracket that holds whole sentences and begins where a sentence begins is a sentence itself.
            whole = opened_at == last and sign != "】"
            if text[at - 1] in "。!?" and (whole or sign != ")") and not _GOES_ON.match(text, at + 1):
                last = at + 1
                yield last
        elif sign in _BRACKETS and at in ends:
            inside_until, opened_at = ends[at], at
        elif sign in "。!?." and _ends_ja(text, at, sign):
            last = at + 1
            yield last


_EN_END = re.compile(r"([.!?])[\"'”’)\]]*(?: +)(?=[\"'“‘(\[]*[A-Z0-9\u00c0-\u00dd])")
_EN_WORD = re.compile(r"[A-Za-z][A-Za-z.&'’-]*\Z|\d[\d.,]*\Z")
_NEVER_LAST = re.compile(
    r"mr|mrs|ms|dr|prof|gen|sen|rep|gov|hon|st|vs|v|no|nos|art|arts|sec|secs|par|para|paras|fig|figs|eq|vol|pp|"
    r"pt|ch|cl|reg|regs|cf|e\.g|i\.e|viz|al|approx|est|dept|u\.s\.c|c\.f\.r|jan|feb|mar|apr|jun|jul|aug|sept|"
    r"sep|oct|nov|dec|supp|stat|ann"
)
_MAY_BE_LAST = re.compile(
    r"inc|corp|co|ltd|llc|l\.p|l\.l\.c|plc|s\.a|n\.v|u\.s|u\.k|u\.n|e\.u|d\.c|p\.m|a\.m|jr|sr|etc|bros"
)
_STARTER = re.compile(
    r"[\"'“‘(\[]*(?:The|This|These|Those|That|A|An|In|On|At|As|It|Its|He|She|They|We|If|For|From|But|However|And|Under|Upon|To|Its|There|"
    r"Such|Since|While|When|With|Accordingly|Therefore|Moreover|Further|Additionally|Also|According|After|Before|By|Both|Each|Any|All)\b"
)


def _breaks_en(text: str) -> Iterator[int]:
    for match in _EN_END.finditer(text):
        if match[1] == "." and not _ends_en(text, match):
            continue
        yield match.end()


def _ends_en(text: str, match: re.Match[str]) -> bool:
    found = _EN_WORD.search(text, max(0, match.start() - 30), match.start())
    word = found[0].casefold() if found else ""
    if word in ("no", "nos"):
        return not text[match.end()].isdigit()
    if _NEVER_LAST.fullmatch(word):
        return False
    if _MAY_BE_LAST.fullmatch(word) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return bool(_STARTER.match(text, match.end()))
    if len(word) == 1 and word.isalpha():
        # An initial (Donald J. Trump); "I." and "section A." end sentences too rarely.
        return False
    # A number at the very start is a list number (1. Overview), not a sentence.
    return not (word.replace(".", "").isdigit() and found is not None and found.start() == 0)


def split_sentences(text: str, language: Language, breaks: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Return the half-open bounds of the sentences, in order, without white space at either end; `breaks` start new ones too.

    Japanese: after 。！？ outside quotation marks and brackets. English: after . ! ? before a capital or a figure, unless the
    stop belongs to an abbreviation ("Inc.", "U.S.", "No. 5") or an initial.
    """
    found = _breaks_en(text) if language == "en" else _breaks_ja(text)
    cuts = sorted({0, len(text), *found, *(b for b in breaks if 0 < b < len(text))})
    bounds: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            bounds.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
    return bounds
