"""Chronologies: items that begin with their day, and lines that are nothing but a day and date what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Block, Filler, Mention, Passage, Place
from extract.records.statements import Context

_MARKS = re.compile(r"^[\s*_・●◆■○◇-]*$")
# A day at the head of an item and a colon or dash after it dates the whole item.
_AFTER_DAY = re.compile(r"^[\s*_]*(?:[::、,—–-]|に、|\s)")
# A year that is a name's or a base (2018年輸出管理改革法), a report's day (10月29日付け), a period or time of day go on without a gap too.
_GOES_ON = re.compile(r"[ぁ-ん、。,・/年月日期分度号版付末時上下中以前後頃夜朝午現約比目間週限発産施公締改]")


def find_item_date(ctx: Context) -> tuple[Filler, ...]:
    """Return the day with which an item of a chronology begins (2025-10-09: …, 8月2日 政府は…), () where it begins otherwise."""
    for m in ctx.mentions:
        if m.kind != "date" or not _MARKS.match(ctx.text[: m.span.start]):
            continue
        after = ctx.text[m.span.end : m.span.end + 4]
        if _AFTER_DAY.match(after) or (_is_day(m) and after.strip() and not _GOES_ON.match(after)):
            return (Filler(m.text, m.value, "date-of-item", (Place(ctx.index, m.span),)),)
    return ()


def _is_day(mention: Mention) -> bool:
    """Say whether a date is a day or month of a stated name: a gap after it is dropped between Japanese words."""
    return bool(re.search(r"[月日]\W{0,3}$", mention.text)) and "/" not in str(mention.value)


# What may stand beside the day on a line of its own: 3月4日(火), ■ 2025年2月1日, ○4月2日:
_BESIDE_DAY = re.compile(r"[\s\W_]*(?:[(（]?[月火水木金土日](?:曜日?)?(?:・?祝)?[)）]?)?[\s\W_]*(?:\([^()]{3,80}\))?\s*")


def _is_day_line(text: str, mentions: Sequence[Mention]) -> bool:
    days = [m for m in mentions if m.kind == "date"]
    return len(days) == 1 and bool(_BESIDE_DAY.fullmatch(text[: days[0].span.start] + text[days[0].span.end :]))


def is_day_line(ctx: Context) -> bool:
    """Say whether a passage is nothing but a day."""
    return ctx.kind in {"paragraph", "list"} and _is_day_line(ctx.text, ctx.mentions)


def day_lines(blocks: Sequence[Block], passages: Sequence[Passage], mentions: dict[int, list[Mention]]) -> dict[int, int]:
    """Return for each passage under a line that is only a day the passage of that line.

    One such line is a brief's own date; from two on they date the paragraphs below them, up to the next one or a heading.
    """
    lines = {i for i, p in enumerate(passages) if blocks[p.block].kind in {"paragraph", "list"} and _is_day_line(p.text, mentions.get(i, ()))}
    if len(lines) < 2:
        return {}
    out: dict[int, int] = {}
    last: int | None = None
    for i, passage in enumerate(passages):
        kind = blocks[passage.block].kind
        last = i if i in lines else None if kind == "heading" else last
        if last is not None and last != i and kind in {"paragraph", "list", "box"}:
            out[i] = last
    return out
