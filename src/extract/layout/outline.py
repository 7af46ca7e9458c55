"""Printed bullets, numbers and brackets at the head of a line: what they are, and how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.layout.speakers import is_speaker

MarkClass = Literal[
    "bullet", "part", "chapter", "section", "article", "roman", "decimal", "number", "circled", "paren", "half_paren", "letter", "kana",
    "paren_kana", "paren_letter", "kanji", "bracket", "hash", "speaker",
]  # fmt: skip

_BULLETS = "・･●⚫•◆◇■□○◎◯▪▫➢➤►▶▷▸‣✓✔☑☆★⇒➡→∙⁃❖◉▽▼◦⦿✗❏❑❒☐\uf000-\uf0ff"
_N = "[0-9０-９]"
_SPACE = r"(?=[\s\u3000])"
_COUNTER = r"[年月日時分秒週回次つ％倍億万兆千百点種件社者人名品隻機本台度号条項章節款部割歳円ドカヵヶか箇ケ位番個地以名段校州省県市国]"
_RULES: tuple[tuple[MarkClass, re.Pattern[str]], ...] = (
    ("hash", re.compile(r"#{1,6}(?= )")),
    ("bullet", re.compile(rf"[{_BULLETS}](?!\d*[%％])")),
    ("bullet", re.compile(r"[△▲](?![\s0-9０-９])")),
    ("bullet", re.compile(rf"[-–—−‐*＊]{_SPACE}")),
    ("part", re.compile(rf"第\s?(?:{_N}+|[一二三四五六七八九十]+)\s?[部編]{_SPACE}|Part\s+(?:\d+|[IVX]+)\b[.:]?")),
    ("chapter", re.compile(rf"第\s?(?:{_N}+|[一二三四五六七八九十]+)\s?章|Chapter\s+(?:\d+|[IVX]+)\b[.:]?", re.I)),
    ("section", re.compile(rf"第\s?(?:{_N}+|[一二三四五六七八九十]+)\s?[節款](?!\w?は)")),
    ("roman", re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[.．、]?|[IVX]{1,5}[.．])(?=[\s\u3000]|[^\x00-\x7f])")),
    ("decimal", re.compile(rf"{_N}{{1,2}}(?:[.．\-－‐‑]{_N}{{1,2}}){{1,3}}[.．]?{_SPACE}")),
    ("number", re.compile(rf"{_N}{{1,2}}[.．](?!{_N})")),
    ("number", re.compile(rf"{_N}{{1,2}}\u3000(?=\S)")),
    (
        "number",
        re.compile(
            rf"(?:[０-９]{{1,2}}|[0-9]{{1,2}}) (?=[\u3041-\u30ff\u4e00-\u9fff]|[A-Z]+[\u3041-\u9fff])(?!{_COUNTER})"
        ),
    ),
    ("half_paren", re.compile(rf"(?:{_N}{{1,2}}|[a-zA-Zａ-ｚＡ-Ｚ]|[ivx]{{1,4}})[)）](?!\w?[)）])")),
    ("circled", re.compile(r"[①-⑳❶-❿⓫-⓴㉑-㉟]")),
    ("paren", re.compile(rf"[(（]{_N}{{1,2}}[)）]|[⑴-⒇]")),
    ("paren_kana", re.compile(r"[(（][ア-ンｱ-ﾝ一二三四五六七八九十][)）]|[㈠-㈩]")),
    ("paren_letter", re.compile(r"[(（](?:[a-zA-Zａ-ｚＡ-Ｚ]|[ivxⅰ-ⅹ]{1,4})[)）]")),
    ("letter", re.compile(r"(?:[A-ZＡ-Ｚ][.．](?=\s|[^\x00-\x7f])|[a-z][.](?=\s))(?!\s?[A-Z][.．])")),
    ("kanji", re.compile(r"[一二三四五六七八九十]{1,2}[、.．](?!\S{0,2}[、])")),
    ("kana", re.compile(rf"[アイウエオカキクケコサシスセソ]{_SPACE}")),
)
_BRACKETS = re.compile(
    r"(?:[【〔［\[]([^】〕］\]]{1,40})[】〕］\]]|[〈＜《<]([^〉＞》>]{1,40})[〉＞》>]|[（(]([^（）()]{2,40})[)）])$"
)
CAPTION = re.compile(
    r"[（(【〔［\[＜<〈]?\s*(?:(?:図表|図|表|資料|別表|グラフ|写真)\s?[0-9０-９ⅠⅡⅢⅣIVX]+(?:[\-－‐–.．・][0-9０-９]+){0,3}(?![0-9０-９]|[はがをにでのとも、。年月日])|図表[：:]"
    r"|(?:Figure|Fig\.|Table|Chart|Exhibit|Box)\s?\d+(?:[.:](?:\s|$)|\s*$|\s+[A-Z—–(])|(?:Source|Sources|Note|Notes)\s?[:：]|(?:出所|出典|資料|注記|備考|資料出所)\s?[）)】〕］\]＞>:：])"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the head of a line: its printed form and what kind of numbering it belongs to."""

    text: str
    kind: MarkClass


def read_mark(text: str) -> Mark | None:
    """Return the bullet or number at the head of `text`: `（1）対象` → （1）, `1. 概要` → 1.; `2025年` and `3.5%` have none."""
    head = text.lstrip()[:24]
    if head[:1] in "○◯〇" and is_speaker(text.lstrip()[:60]):
        return Mark(head[0], "speaker")
    for kind, rule in _RULES:
        found = rule.match(head)
        if found:
            return Mark(found.group().rstrip(), kind)
    return None


def is_bracketed(text: str) -> bool:
    """Say whether a whole line stands in brackets as a heading does: `【要旨】`, `（ジュネーブ合意）`; `（注）…` does not."""
    return bool(_BRACKETS.match(text.strip())) and not re.match(
        r"[（(]\s*(?:注|出所|出典|資料|以上|続く|略|了|終)", text.strip()
    )


def is_caption(text: str) -> bool:
    """Say whether a line is the caption or source line of a figure or table: `図表 2 …`, `（出所）…`, `Figure 1. …`."""
    return bool(CAPTION.match(text.strip()))
