"""Which of two rates is the old one and which the new: 25%から15%へ, 34%を10%とする, from 10 percent to 15 percent."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

Role = Literal["from", "to"]
Bounds = tuple[int, int]

_RANGE = re.compile(r"\s*[%％]?\s*[~～〜–-]\s*")
_ARROW = re.compile(r"\)?\s*(?:→|⇒|➡|➔|➜|⟶|⇨|->|=>|>>)\s*\(?")

# 25%から…15%へ: what stands between must not state an act of its own.
_OWN_ACT = re.compile(r"課[しすせ]|賦課|上乗せ|加算|加え|併せ|合わせ|適用し|維持し|含[みむめ]|支払|発動し|実施し|[。;]")
_FROM_JA = re.compile(r"\)?(?:程度|前後|の[^、。()%]{1,12}|だったの|であったの|だった[^、。%]{1,10}|であった[^、。%]{1,10})?\)?(?:から|より)[^。%]{0,30}")
_OBJECT_JA = re.compile(r"\)?(?:の[^、。()%]{1,14}|だった(?=が)|だった[^、。%]{1,12}|であった[^、。%]{1,12})?\)?(?:を|は|が)[^。%]{0,34}")
_CHANGE_VERB = r"(?:引き?[上下]げ|低減|軽減|削減|減免|縮小|半減|下げ|上げ|緩和|修正|変更|改定|改め|見直|抑え|抑制|とど|圧縮|下が|上が|低下|上昇|拡大|戻[しすさ]|倍増|倍に)"
# 27.5%から15%(従来の税率を含む)に下がる: what a bracket adds stands between the rate and its particle.
_COMMENT = re.compile(r"^\([^()%]*\)(?=[へにとまでの])")
_QUALIFIER = r"(?:程度|前後|以下|以内|超|まで)?"
# After the new value: a particle of goal; or, in a sentence that speaks of a change, the end of the clause. 10%から20%の関税 and
# 10%から20%に及ぶ are ranges.
_GOAL_AFTER_FROM = re.compile(
    rf"\)?{_QUALIFIER}(?:へ|に(?!及|わた|渡る|達|のぼ|上る|分布)|と(?:し|す|な)|の?{_CHANGE_VERB}|まで(?!の))"
)
_CLAUSE_END = re.compile(rf"\)?{_QUALIFIER}(?:で|と?、|,|$|。|\)|」)")
_SPEAKS_OF_CHANGE = re.compile(rf"{_CHANGE_VERB}|[%)]と(?:す|し|な)")
_GOAL_AFTER_OBJECT = re.compile(rf"\)?{_QUALIFIER}(?:(?:へ|に|まで)(?:と?[^。%、]{{0,8}}?{_CHANGE_VERB}|す[るれ]|し|、|$|。)|へ|と(?:し|す|な))")
_GOAL_AFTER_TOPIC = re.compile(rf"\)?{_QUALIFIER}(?:へ|に|まで)と?[^。%、]{{0,8}}?{_CHANGE_VERB}")
# 25%の関税が15%となる
_RATE_BECOMES = re.compile(r"\)?の[^、。()%]{0,10}(?:税率?|率)[がは]")
_BECOMES = re.compile(rf"\)?{_QUALIFIER}[にと]な[るっり]")
# 15%に引き下げ(従来25%), 15%へ(25%からの引下げ): the new value first.
_NEW_FIRST_JA = re.compile(r"\)?(?:へ|に|まで|とし|とす)?[^。%]{0,16}[(、](?:[^。%()]{0,10}(?:現行|従来|当初|もともと|元々|これまで|以前|旧|引き?[上下]げ前)[のはが:]?[^。%()\d]{0,6})\Z")
_NEW_BARE_JA = re.compile(r"\)?(?:へ|に)[^。%]{0,20}\Z")
_OLD_AFTER_JA = re.compile(r"[^。()%]{0,14}からの?(?:引き?[上下]げ|低減|変更|修正|減)")

_FROM_EN = re.compile(r"(?<!ranging )(?<!range )(?<!ranged )(?<!varying )(?<!vary )(?<!rates )\bfrom (?:its |the |an? )?(?:(?:current|existing|previous|present|prior|original|earlier|initial|rate|level|of|tariff|duty|about|around|some) )*\Z", re.IGNORECASE)
_TO_EN = re.compile(r"(?: ad valorem| tariffs?| dut(?:y|ies)| rate| level)*,?(?: currently| today| previously| now)?,? (?:up |down )?to (?:an? |the |about |around |as (?:low|high|much) as |just |only |no more than )*(?:(?:new|rate|level|of|tariff|duty|reduced|lower|higher) )*\Z", re.IGNORECASE)
_CHANGED_EN = re.compile(
    r"[^.;%]{0,60}?\b(?:reduc|lower|rais|increas|cut|decreas|adjust|hik|slash|chang|modif|amend|drop|fell|fall|doubl|tripl|halv)\w*\b(?![^.;%]*\bby\b)[^.;%]{0,40}?\bto (?:an? |the |about |just |only )*(?:(?:new|rate|of) )*\Z",
    re.IGNORECASE,
)
_CHANGE_BEFORE_EN = re.compile(
    r"\b(?:reduc|lower|rais|increas|cut|decreas|adjust|hik|slash|chang|modif)\w* (?:the |its |their |an? |this |that )?(?:[A-Za-z.-]+ ){0,3}\Z", re.IGNORECASE
)
_PLAIN_TO_EN = re.compile(r"[^.;,%]{0,40}? to (?:an? |the )?\Z", re.IGNORECASE)
_NEW_FIRST_EN = re.compile(r"[^.;%]{0,30}?[ (,](?:(?:down|up|reduced|lowered|raised|increased|cut) )?from (?:its |the |an? )?(?:(?:current|existing|previous|prior|rate|of|original|earlier) )*\Z", re.IGNORECASE)
_GOAL_BEFORE_EN = re.compile(r"\bto (?:an? |the |about |just |only )*\Z|\(\Z", re.IGNORECASE)


def _ja_roles(text: str, first: Bounds, second: Bounds) -> tuple[Role, Role] | None:
    gap, after = text[first[1] : second[0]], _COMMENT.sub("", text[second[1] : second[1] + 48])[:24]
    own_act = _OWN_ACT.search(gap)
    if not own_act and _FROM_JA.fullmatch(gap):
        if _GOAL_AFTER_FROM.match(after) or (_CLAUSE_END.match(after) and _SPEAKS_OF_CHANGE.search(text)):
            return "from", "to"
        return None
    if _RATE_BECOMES.fullmatch(gap) and _BECOMES.match(after):
        return "from", "to"
    if not own_act and (found := _OBJECT_JA.fullmatch(gap)):
        noun = gap.lstrip(")")[:1] in "のだで"
        goal = _GOAL_AFTER_OBJECT if re.match(r"\)?(?:[^、。()%]{0,16})?を", found[0]) and not noun else _GOAL_AFTER_TOPIC
        if goal.match(after):
            return "from", "to"
    if _NEW_FIRST_JA.fullmatch(gap) or (_NEW_BARE_JA.fullmatch(gap) and _OLD_AFTER_JA.match(after)):
        return "to", "from"
    return None


def _en_roles(text: str, first: Bounds, second: Bounds) -> tuple[Role, Role] | None:
    gap, before = text[first[1] : second[0]], text[max(0, first[0] - 60) : first[0]]
    if _TO_EN.fullmatch(gap) and _FROM_EN.search(before):
        return "from", "to"
    if _CHANGED_EN.fullmatch(gap) and not re.search(r"\bby (?:\w+ ){0,2}\Z", before):
        return "from", "to"
    if _PLAIN_TO_EN.fullmatch(gap) and _CHANGE_BEFORE_EN.search(before) and not re.search(r"\bby \Z", before):
        return "from", "to"
    if _NEW_FIRST_EN.fullmatch(gap) and (_GOAL_BEFORE_EN.search(before) or "down from" in gap or "up from" in gap):
        return "to", "from"
    return None


def find_roles(text: str, rates: list[Bounds]) -> dict[int, Role]:
    """Return the roles of those of `rates` (bounds of rates in one text, in order) that state a change, by index.

    Accepted: "25%から15%に引き下げ" from, to; "15% (down from 25%)" to, from. Rejected: "10%から20%の関税" (a range),
    "30%(うち20%)". A range has one role: 10%から14~19%に from, to, to.
    """
    roles: dict[int, Role] = {}
    spans = _join_ranges(text, rates)
    for left, right in pairwise(spans):
        first, second = (rates[left[0]][0], rates[left[-1]][1]), (rates[right[0]][0], rates[right[-1]][1])
        if left[0] in roles or second[0] - first[1] > 110:
            continue
        gap = text[first[1] : second[0]]
        pair: tuple[Role, Role] | None = ("from", "to") if _ARROW.fullmatch(gap) else None
        pair = pair or _ja_roles(text, first, second) or _en_roles(text, first, second)
        if pair is not None:
            roles |= dict.fromkeys(left, pair[0]) | dict.fromkeys(right, pair[1])
    return roles


def _join_ranges(text: str, rates: list[Bounds]) -> list[list[int]]:
    """Return the indices of the rates, those together that are the ends of one range: 14~19%."""
    joined: list[list[int]] = []
    for at, rate in enumerate(rates):
        ranged = bool(joined) and _RANGE.fullmatch(text[rates[at - 1][1] : rate[0]]) is not None
        if ranged and len(joined[-1]) == 1:
            joined[-1].append(at)
        else:
            joined.append([at])
    return joined
