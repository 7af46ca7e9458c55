"""Decisions over the row of drafts of a text file: broken paragraphs, headings or lists, boxes, what a heading governs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.layout.drafts import Draft, introduces
from extract.layout.nested import settle_nested
from extract.layout.plain_lines import Wrapping, columns, is_ended
from extract.layout.plain_marks import TITLE, looks_like_heading, split_run_in

_RESUMES = re.compile(r"(?:に対し|[をがにはともへで、､。｡」）てたるりっなれ](?![の、こ]))|[a-z,;]")
_DATE_LIKE = re.compile(r"^[0-9０-９\s年月日./．\-令和平成元年（）()付号更新公表：:]+$|^[0-9０-９]{4,}[^\s、。]{1,8}第[0-9０-９]+号$")
_DATED = re.compile(r"(?:[0-9０-９]{4}|令和[0-9０-９元]{1,2})\s?年\s?[0-9０-９]{1,2}\s?月|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9, ]*20[0-9]{2}")
_NUMBERED = frozenset(("chapter", "section", "roman", "decimal3", "decimal2", "dot", "wide", "space", "circle", "paren", "half", "letter", "kana", "kanji"))
_KNOWN_HEADS = re.compile(
    r"^(?:はじめに|おわりに|背景|概要|結論|まとめ|経緯|今後の(?:見通し|課題|展望)|要旨|要約|注釈?|脚注|出典|参考文献|"
    r"introduction|background|summary|overview|conclusions?|next steps|outlook|notes?|footnotes?|endnotes?|references?|sources?)$",
    re.IGNORECASE,
)


def settle_drafts(drafts: Sequence[Draft], wrapping: Wrapping) -> list[Draft]:
    """Return drafts, as their own lines announced them, with the kinds that their neighbours tell."""
    settled = mend_interrupted(drafts)
    settled = [part for draft in settled for part in _split_run_in_head(draft)]
    _settle_numbered(settled, wrapping)
    _settle_unmarked(settled, not wrapping.width)
    _settle_dated(settled)
    _settle_rows(settled)
    _settle_boxes(settled)
    settle_nested(settled, by_indent=True)
    _settle_list_heads(settled, wrapping.spacing)
    return settled


def mend_interrupted(drafts: Sequence[Draft]) -> list[Draft]:
    """Join paragraphs that a box, table, caption or note cut in two; what stood between them follows."""
    mended: list[Draft] = []
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        resume = _resumption(drafts, at)
        mended.append(draft)
        if resume is None:
            at += 1
            continue
        draft.lines += drafts[resume].lines
        draft.open_end = drafts[resume].open_end
        between = list(drafts[at + 1 : resume])
        drafts = [*drafts[: at + 1], *between, *drafts[resume + 1 :]]
        if not draft.open_end:
            at += 1
        else:
            mended.pop()
    return mended


def _resumption(drafts: Sequence[Draft], at: int) -> int | None:
    """Return the draft that goes on with the paragraph `at` after an interruption; None where nothing interrupts it."""
    draft = drafts[at]
    if draft.kind not in ("paragraph", "list") or not draft.open_end or re.search(r"(?:[:：]|とおり|通り)$", draft.lines[-1]):
        return None
    boxed = False
    for other in range(at + 1, min(at + 80, len(drafts))):
        between = drafts[other]
        boxed = boxed or between.style == "box"
        if between.kind in ("caption", "table", "note") or between.style == "box" or (boxed and between.kind == "list"):
            continue
        if between.kind != "paragraph" or other == at + 1:
            return None
        if boxed:
            return other if _RESUMES.match(between.text) else None
        return other
    return None


def _split_run_in_head(draft: Draft) -> list[Draft]:
    """Cut a bold run-in head off its paragraph."""
    if draft.kind != "paragraph":
        return [draft]
    length = split_run_in(draft.text)
    if not length:
        return [draft]
    rest = draft.text[length:].strip()
    head = Draft("heading", draft.text[:length].split("\n"), style="run-in", gap=draft.gap)
    return [head, replace(draft, lines=rest.split("\n"), gap=0)]


def _settle_numbered(drafts: Sequence[Draft], wrapping: Wrapping) -> None:
    """Decide for each numbered line whether it is a heading, an item of a list, or a paragraph.

    A title is short and no sentence, and text follows it; lines of one numbering that follow each other directly are a list.
    """
    for i, draft in enumerate(drafts):
        if draft.kind != "heading" or draft.style not in _NUMBERED:
            continue
        neighbours = [drafts[j] for j in (i - 1, i + 1) if 0 <= j < len(drafts)]
        in_row = any(other.style == draft.style and other.kind in ("heading", "list") for other in neighbours)
        last = i + 1 >= len(drafts)
        strong = draft.style in ("chapter", "section", "roman")
        text = "".join(draft.lines)
        whole = len(draft.lines) == 1 and columns(text) < 0.7 * (wrapping.width or 100)
        titled = looks_like_heading(text, whole=whole) and not (last and i > 0)
        if draft.style == "space" and (not titled or in_row):
            draft.kind, draft.style, draft.marker = "paragraph", "", ""
        elif not titled or (in_row and not strong):
            draft.kind = "list"


def _settle_unmarked(drafts: Sequence[Draft], whole: bool) -> None:
    """Make headings of the title and of short lines without a mark that stand above text; `whole` says that no line was broken."""
    front = True
    for i, draft in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if draft.kind != "paragraph" or draft.style:
            front = front and draft.kind != "list"
            continue
        text = "".join(draft.lines)
        if is_ended(text) and columns(text) > 60:
            front = False
        limit = 100 if i <= 1 and text[0] not in "(（" else 80 if whole else 56
        if following is None or introduces(text) or not looks_like_heading(text, limit, whole) or _DATE_LIKE.match(text):
            continue
        if i == 0 or (i == 1 and text[0] in "―—–─～〜" and drafts[0].style == "title"):
            draft.kind, draft.style = "heading", "title" if i == 0 else "subtitle"
        elif _KNOWN_HEADS.match(text) or ((not front or _is_headline(text)) and _heads_text(drafts, i, front)):
            draft.kind, draft.style = "heading", "unmarked"


def _settle_dated(drafts: Sequence[Draft]) -> None:
    """Make headings of the titles of a chronicle's entries: a day and a few words, and the text of the entry below.

    One such line alone is that of a date and an issuer.
    """
    if sum(draft.style == "dated" for draft in drafts) < 2:
        return
    for draft, after in pairwise(drafts):
        told = after.kind == "paragraph" and after.style != "dated"
        if draft.style == "dated" and told and len(draft.lines) == 1 and looks_like_heading(draft.text, TITLE, whole=True):
            draft.kind = "heading"


def _is_headline(text: str) -> bool:
    """Say whether a line before the first paragraph is a headline rather than a date or a byline: it has a clause, a tag or `について`."""
    return bool(re.search(r"[、＝「―—]|について(?:[（(]|$)|^【", text)) and not _DATED.search(text)


def _heads_text(drafts: Sequence[Draft], i: int, front: bool) -> bool:
    """Say whether a short line stands between a finished block and a longer paragraph, as a heading does."""
    before, after = drafts[i - 1], drafts[i + 1]
    settled = front or before.kind in ("heading", "note", "caption", "table") or is_ended(before.text)
    long = after.kind == "paragraph" and after.style in ("", "dated") and (columns(after.text) >= 80 or is_ended(after.text))
    return len(drafts[i].lines) == 1 and settled and long and columns(after.text) > columns(drafts[i].text)


def _settle_rows(drafts: Sequence[Draft]) -> None:
    """Make a list of lines with the same sign (▽, ■) that follow each other without text between them."""
    for i, draft in enumerate(drafts):
        if draft.text[:1] not in "■□▼▽◎" or draft.kind not in ("heading", "paragraph"):
            continue
        beside = [drafts[j].text[:1] for j in (i - 1, i + 1) if 0 <= j < len(drafts)]
        if draft.text[0] in beside:
            sign = draft.text[0]
            draft.kind, draft.style, draft.marker = "list", f"bullet {sign}", sign


def _settle_boxes(drafts: Sequence[Draft]) -> None:
    """Put the list that follows a box title into the box; without a list the title is an ordinary heading."""
    for i, draft in enumerate(drafts):
        if draft.style != "box" or draft.kind != "heading":
            continue
        for member in drafts[i + 1 :]:
            if member.kind != "list" or member.style != drafts[i + 1].style:
                break
            member.boxed = draft.boxed = True


def _settle_list_heads(drafts: Sequence[Draft], spacing: int) -> None:
    """End bracketed titles (【…】, （…）) that head lists only before the paragraph, set apart by a gap, with which the text goes on.

    At least two such titles must stand in a row, so that a chronicle or a table set as lists is recognised.
    """
    style, count = "", 0
    for draft in drafts:
        if draft.kind == "heading" and draft.style in ("lenticular", "round", "angle") and not draft.boxed:
            style, count = draft.style, count + 1 if draft.style == style else 1
        elif draft.kind == "heading" and not draft.boxed:
            style, count = "", 0
        elif draft.kind == "paragraph":
            if count >= 2 and draft.gap > spacing:
                draft.closes = style
            style, count = "", 0
