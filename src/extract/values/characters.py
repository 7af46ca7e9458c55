"""Character tables: what each printed character stands for in plain text, and the classes of characters that rules ask for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
HAN = "\u3005\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Everything set on a full square in Japanese typesetting, after NFKC: kana, kanji, and CJK punctuation.
WIDE = f"\u3001-\u303f{HIRAGANA}\u30a0-\u30ff{HAN}"

# NFKC glues these to the digits beside them (①10月 → 110月, 20¹ → 201, 2½ → 21⁄2) or adds letters to a name (™ → TM);
# they stay as printed. So do … ‥ and the accents that NFKC takes apart into a space and a combining mark. What － (U+FF0D) and the
# ideographic space stand for depends on their neighbours, which only normalising sees.
_KEPT = frozenset(
    chr(c)
    for first, last in (
        (0x2460, 0x2473),  # ① … ⑳
        (0x2488, 0x249B),  # ⒈ … ⒛
        (0x24EA, 0x24FF),  # ⓪ ⓫ … ⓿
        (0x2776, 0x2793),  # ❶ …
        (0x3251, 0x325F),  # ㉑ …
        (0x32B1, 0x32BF),  # ㊱ …
        (0x2150, 0x215F),  # ⅐ …
        (0x2070, 0x2079),  # ⁰ … ⁹
    )
    for c in range(first, last + 1)
) | frozenset("²³¹¼½¾™℠…‥－\u3000")

# Printed forms that NFKC leaves apart although they mean the same.
# ～ (U+FF5E) and 〜 (U+301C) are one sign, written U+301C here; NFKC alone would turn the first into ASCII "~".
_ALIKE = {
    "\uff5e": "\u301c",
    "\u2053": "\u301c",
    "\u223c": "\u301c",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\ufe58": "\u2014",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\t": " ",
    # Bullets of the Symbol and Wingdings fonts, which have no code of their own.
    **dict.fromkeys(
        (chr(0xF000 + c) for c in (*range(0x6C, 0x7E), *range(0x9E, 0xAB), 0xB2, 0xB7, *range(0xD8, 0xE9), 0xF0, *range(0xFB, 0xFF))),
        "・",
    ),
}

# CJK Radicals Supplement: shapes that some fonts' tables give in place of the ideograph; Unicode decomposes two of them only.
_RADICALS = dict(
    zip(
        "⺒⺓⺝⺞⺠⺡⺣⺩⺬⺼⻁⻂⻄⻅⻆⻉⻊⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "巳幺月歺民氵灬王示月虎衤西见角贝足车長长门青韦页风飞食食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)

# Invisible: soft hyphen, zero-width characters, marks of direction, variation selectors, control characters but line
# ends, tabs and U+0002 (pdfium's hyphen at a line end).
_INVISIBLE = frozenset(
    chr(c)
    for first, last in (
        (0x00, 0x01),
        (0x03, 0x08),
        (0x0E, 0x1F),
        (0x7F, 0x84),
        (0x86, 0x9F),
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x180B, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xE0100, 0xE01EF),
    )
    for c in range(first, last + 1)
)

KANJI_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@lru_cache(maxsize=65536)
def plain_character(char: str) -> str:
    """Return what one character stands for in plain text: "" for an invisible one, several for a ligature (㋿ → 令和).

    Accepted: "Ａ" → "A", "⽇" → "日", "㌫" → "パーセント". Left alone: "①", "½", "…".
    """
    if char in _KEPT:
        return char
    if char in _INVISIBLE:
        return ""
    if char in _ALIKE:
        return _ALIKE[char]
    if char in _RADICALS:
        return _RADICALS[char]
    plain = unicodedata.normalize("NFKC", char)
    return char if plain[:1] == " " and len(plain) > 1 else plain


@lru_cache(maxsize=65536)
def is_mark(char: str) -> bool:
    """Say whether a character may melt into the one before it: combining marks, half-width (han)dakuten, Hangul jamo."""
    return unicodedata.category(char)[0] == "M" or char in "ﾞﾟ" or "\u1160" <= char <= "\u11ff" or "\uffa0" <= char <= "\uffdc"
