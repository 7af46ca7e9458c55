"""When: which of a clause's dates is the act's, which starts or ends its application, and how long it lasts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Filler, Mention, Place
from extract.records.statements import Context

_UNTIL = re.compile(r"^(?:\([^)]*\))?(?:まで(?!に(?:回答|提出|意見))|を?期限|限り|に(?:失効|終了|期限切れ|満了))")
_FROM = re.compile(r"^(?:\([^)]*\))?(?:から(?!の)|より(?!も)|付けで(?:施行|発効|適用)|(?:に|付で|から|より)?(?:施行|発効|適用(?:開始)?|運用開始|開始|効力))")
_START_OPERATOR = re.compile(r"(?:発効|施行|適用|徴収|課[しすさせ]|上乗せ|開始|実施|運用|発動|義務|拒否|停止|禁止|引き上げ|引き下げ)")
_IN_FORCE = re.compile(r"(?:発効|施行|適用(?:を)?開始|適用され|適用する|効力を|から実施|より実施|運用を開始)")
# (9月29日発表) tells when the thing spoken of was announced, not when this act was done.
_OF_OTHER = re.compile(r"^(?:に)?(?:発表|公表|公布|合意|導入|発動|付|施行|署名|締結|決定|分)?(?=\)|の|分)")
_STARTS_AFTER = re.compile(r"^(?:に|より|から|以降)?(?:.{0,12})(?:施行日|発効日|適用開始日)")
_BEFORE_START = re.compile(r"(?:施行日|発効日|適用開始日|施行期日|適用日|発効)(?:は|:|:|、)?$")


def _filler(ctx: Context, mention: Mention, rule: str) -> Filler:
    return Filler(mention.text, mention.value, rule, (Place(ctx.index, mention.span),))


def _is_open(value: str) -> bool:
    return value.endswith("/..")


def _closed(value: str | float) -> str:
    """2025-04-02/.. stands for the day it starts with."""
    return str(value).removesuffix("/..").removeprefix("../")


def classify_date(ctx: Context, mention: Mention, clause_text_after: str, in_bracket: bool) -> str:
    """Return the slot of a date: date, effective_from, effective_until, or "" where it belongs to something else."""
    after = ctx.text[mention.span.end : mention.span.end + 14]
    before = ctx.text[max(0, mention.span.start - 8) : mention.span.start]
    surface = mention.text
    if in_bracket and _OF_OTHER.match(after) and not surface.endswith("まで") and not _UNTIL.match(after):
        return ""
    if surface.endswith("まで") or _UNTIL.match(after) or str(mention.value).startswith("../"):
        return "effective_until"
    if _BEFORE_START.search(before):
        return "effective_from"
    starts = surface.endswith(("から", "より")) or bool(_FROM.match(after))
    if starts and _START_OPERATOR.search(clause_text_after):
        return "effective_from"
    if re.search(r"(?:発効|施行|適用開始)(?:と|し|さ|に|。|、|$|す)", clause_text_after[-14:]) and not re.search(r"(?:発表|公表|公告|決定)", clause_text_after[-10:]):
        return "effective_from"
    if _IN_FORCE.search(clause_text_after[:24]) and not re.match(r"^(?:に|、)?.{0,20}(?:発表|公表|公布|公告|決定)", after):
        return "effective_from"
    return "date"


def date_fillers(ctx: Context, mentions: Sequence[tuple[Mention, bool]], end: int) -> dict[str, tuple[Filler, ...]]:
    """Sort a clause's dates (mention, stands in a bracket) into slots; the first of each slot counts."""
    out: dict[str, tuple[Filler, ...]] = {}
    for mention, in_bracket in mentions:
        slot = classify_date(ctx, mention, ctx.text[mention.span.end : end], in_bracket)
        if not slot or slot in out:
            continue
        filler = _filler(ctx, mention, f"{slot}-in-clause")
        value = filler.value if slot == "date" else _closed(filler.value)
        out[slot] = (Filler(filler.text, value, filler.rule, filler.places),)
    return out


def duration_fillers(ctx: Context, mentions: Sequence[Mention]) -> tuple[Filler, ...]:
    """Return the stated length; 約6年ぶり and 10年以上にわたって are no length of a measure."""
    kept = [m for m in mentions if not re.match(r"^(?:ぶり|前|後|連続|以上|にわた|目|来|近く|ごと|おき|以内)", ctx.text[m.span.end : m.span.end + 4])]
    return tuple(_filler(ctx, m, "duration-in-clause") for m in kept[:1])
