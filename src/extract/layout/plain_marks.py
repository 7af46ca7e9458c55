"""What the beginning of a line in a text file announces: heading, list item, caption, table row, box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.layout.note_marks import COUNTER
from extract.layout.plain_lines import columns, is_ended
from extract.layout.speakers import is_speaker

StartKind = Literal["heading", "list", "caption", "box", "paragraph", "row"]

_PRIVATE = "\ue000-\uf8ff"
_BULLET = re.compile(
    rf"(?P<marker>[{_PRIVATE}]|[⚫⚪●•◆◇■□▪▫◾◽▶►▷‣⁃◦∙○◯◎★☆➢➤➡⮚❖◉⦿✓✔✅☑☐❏→⇒]|[・･]|[*+](?=[ 　\t])|[-–—](?=[ 　\t]))[ 　\t]*(?=\S)"
)
_HASH = re.compile(r"(?P<marker>#{1,6})[ \t]+(?=\S)")
_NUMBERED = (
    ("chapter", r"第\s*[0-9０-９一二三四五六七八九十]+\s*[章部編](?=[ 　\t:：]|$)"),
    ("section", r"第\s*[0-9０-９一二三四五六七八九十]+\s*節(?=[ 　\t:：]|$)"),
    ("roman", r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+\s*[.．、:：]?(?=[ 　\t]*\S)|[IVX]{1,4}[.．](?=[ 　\t])"),
    ("decimal3", r"[0-9０-９]{1,2}(?:[.．\-－][0-9０-９]{1,2}){2}[.．]?(?=[ 　\t]+\S)"),
    ("decimal2", r"[0-9０-９]{1,2}[.．\-－][0-9０-９]{1,2}[.．]?(?=[ 　\t]+[^\s%％])"),
    ("dot", r"[0-9０-９]{1,2}[.．、](?![0-9０-９])(?=[ 　\t]*\S)"),
    ("wide", r"[0-9０-９]{1,2}(?=　\S)"),
    ("space", r"[0-9０-９]{1,2}(?= (?:[A-Z]+|[A-Z][a-z]+ )?[ぁ-んァ-ヶ一-龥])"),
    ("circle", r"[①-⑳㉑-㉟❶-❿➀-➉](?=[ 　\t]*\S)"),
    ("paren", r"[(（][0-9０-９]{1,2}[)）](?=[ 　\t]*\S)"),
    ("half", r"[0-9０-９]{1,2}[)）](?=[ 　\t]*\S)"),
    ("letter", r"[(（][a-zA-Zア-ンｱ-ﾝ][)）](?=[ 　\t]*\S)|[a-zA-Z][)）.](?=[ 　\t]+\S)"),
    ("kana", r"[アイウエオカキクケコ](?=　\S)"),
    ("kanji", r"[一二三四五六七八九十]{1,3}(?=　\S)|[一二三四五六七八九十]{1,3}、(?=\S)"),
)
_NUMBER_STYLES = tuple((name, re.compile(rf"(?P<marker>{pattern})[ 　\t]*")) for name, pattern in _NUMBERED)
# ▽ before a news item; below each other they are a list.
_WHOLE_HEADS = (
    ("lenticular", re.compile(r"【[^【】]{1,60}】$")),
    ("round", re.compile(r"[（(](?![0-9０-９]{1,2}[)）])[^（）()]{2,30}[)）]$")),
    ("angle", re.compile(r"[＜<〈《≪][^＜＞<>]{2,60}[＞>〉》≫]$")),
    ("bold", re.compile(r"\*\*[^*]{1,100}\*\*$|__[^_]{1,100}__$")),
    ("square", re.compile(r"[■□▼▽◎](?:[ 　]*)\S.{0,50}$")),
)
_CAPTION = re.compile(
    r"[【\[<＜〈(（]?\s*(?:(?:図表|図|表|別表|資料|グラフ|写真)\s*[0-9０-９IVXⅠ-Ⅹ一二三四五六七八九十]+(?:[-－‐–.．][0-9０-９]+)*(?=[\s　:：.．】\]>＞〉)）]|$)|"
    r"(?:Figure|Fig\.|Table|Chart|Exhibit)\s*[0-9]+)|[（(【]?(?:出所|出典|資料|資料出所|備考|注)[）)】:：]"
)
_BOX = re.compile(
    r"[【\[＜<〈《■◆]?\s*(?:要\s*[旨約点]|ポイント|概\s*要|サマリー?|骨子|本稿のポイント|本レポートのポイント|エグゼクティブ・?サマリー|"
    r"summary|executive summary|key points|key takeaways|highlights|abstract|at a glance)\s*[】\]＞>〉》]?$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"[【\[＜〈《■](?:コラム|囲み|参考|補論|ボックス|(?i:column|box))[^】\]＞〉》。]{0,30}[】\]＞〉》]?[^。]{0,40}$")
# A day and a gap before a few words: the next entry of a chronicle (2025-04-02　相互関税を発表, 4月2日　…). Not 2024/25 年度, 2025-04-02 に.
_DATED = re.compile(
    r"(?:(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12][0-9]|3[01])(?:[ 　\t]+|(?=[（(][月火水木金土日][)）]))|[　\t]+)|"
    r"(?:(?:(?:19|20)[0-9]{2}|(?:令和|平成)[0-9元]{1,2})年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬)?[　\t]+)(?=[^\sa-zにはをがでとのもへや、。])"
)
_CLOSING = re.compile(r"[（(]?(?:以[ 　]*上|了|終わり|続く)[)）]?$")
_RUN_IN = re.compile(r"(?P<head>\*\*(?P<words>[^*\n]{2,120}?)[:：]\*\*|\*\*(?P<words2>[^*\n]{2,120}?)\*\*[:：])\s*(?=\S)")
_ROW = re.compile(r"\|.*\|$")
# The title of an entry in a chronicle is not wider than this, in columns.
TITLE = 60
_BROKEN_END = re.compile(r"[、､，,:：;；はがをや]$|(?:および|及び|または|又は|並びに)$")
_WORDY_END = re.compile(r"[、､，,:：;；はがをにでとのもへや]$")


@dataclass(frozen=True, slots=True)
class Start:
    """What a line begins: `style` groups marks of one kind, `weak` marks could also be a sentence's wrapped middle."""

    kind: StartKind
    style: str = ""
    marker: str = ""
    level: int = 0
    weak: bool = False


def read_start(text: str) -> Start | None:
    """Return what the line announces, or None for running text.

    Accepted: `◆ 10 月 …` (list), `【図表 1】 …` (caption), `1. 概要` (heading or list, weak). Rejected: `10.5%に引き上げ`, `3D991 等は`.
    """
    if _ROW.match(text):
        return Start("row", "row")
    hashes = _HASH.match(text)
    if hashes:
        return Start("heading", "#", hashes["marker"], len(hashes["marker"]))
    if _CAPTION.match(text):
        return Start("caption", "caption", weak=text[0] not in "【[<＜〈")
    if _BOX.match(text) and text[0] in "【[＜<〈《":
        return Start("box", "box")
    if is_speaker(text):
        return Start("paragraph", "speaker")
    if _COLUMN.match(text):
        return Start("box", "box")
    if _CLOSING.match(text):
        return Start("paragraph", "closing")
    if _DATED.match(text):
        return Start("paragraph", "dated")
    return _whole_head(text) or _bullet(text) or _numbered(text)


def _whole_head(text: str) -> Start | None:
    for style, pattern in _WHOLE_HEADS:
        if pattern.match(text) and columns(text) <= 100 and not (style == "square" and (is_ended(text) or columns(text) > 60)):
            return Start("heading", style, weak=style == "round")
    return None


def _bullet(text: str) -> Start | None:
    found = _BULLET.match(text)
    if not found or text.startswith("**"):
        return None
    marker = found["marker"]
    return Start("list", f"bullet {marker}", marker, weak=marker in "–—" or (marker in "・･-→⇒" and not found.group()[1:]))


def _numbered(text: str) -> Start | None:
    for style, pattern in _NUMBER_STYLES:
        found = pattern.match(text)
        if found and not (style == "space" and COUNTER.match(text[found.end("marker") :])):
            sure = style in ("chapter", "section", "roman") and text[found.end() - 1] in " \u3000" and looks_like_heading(text, 60)
            return Start("heading", style, found["marker"].strip(), weak=not sure)
    return None


def looks_like_heading(text: str, limit: int = 80, whole: bool = False) -> bool:
    """Say whether a marked line reads as a title: short, and not a sentence.

    A line known to be `whole` (not broken) may end with the particle of a headline: 木材まで, 引き上げへ.
    """
    broken = _BROKEN_END if whole else _WORDY_END
    return columns(text) <= limit and not is_ended(text) and not broken.search(text)


def split_run_in(text: str) -> int:
    """Return the length of a bold run-in head at the beginning (`**TRADE:** The two …`), 0 for none.

    Rejected: `**2025-04-04**: 中国…`, where the bold words are no title but a date.
    """
    found = _RUN_IN.match(text)
    if not found:
        return 0
    words = found["words"] or found["words2"]
    return 0 if not re.search(r"[^\W\d_]{2,}", words) else len(found["head"])
