"""Whose section a text stands in: the state that the heading above it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.model import Block, Passage
from extract.values.jurisdictions import find_jurisdictions

_NUMBER = re.compile(r"^[\s【〈<(\[■◆●○□▼▽#]*(?:第?[\dIVXⅠ-Ⅻ一二三四五六七八九十]{1,3}(?:節|章|部|編)?(?:[\s.．、):)\-]+|(?<=[IVXⅠ-Ⅻ])(?=[ァ-ヶ一-龥])))?\s*")
# After the state's name: nothing, its field's end, or what is its own: 米国の動き, 中国側, 韓国政府による支援.
_OWNS = re.compile(r"(?:\s*$|\s*[:：｜|/)）】\]〉>—―–\u3000 -]|[,、](?!.{0,30}(?:発動|導入|強化|緩和|停止|解除|撤廃|延長|引き?[上下]げ|追加|課|開始|禁止|制限|決定|合意|表明|発表|可決|成立|施行|へ$))|側|政府|当局|政権|編|の(?!.{0,24}(?:への|に対する|向け)|(?:追加|報復|相互|上乗せ|輸出入?|輸入)?(?:関税|制裁|規制)$))")
_ALONE = re.compile(r"\s*[)）】\]〉>]?\s*$")


def read_section_state(heading: str, is_title: bool = False) -> str | None:
    """Return the state whose section a heading opens; "" where it names states otherwise, None where it names none.

    Accepted: 2. インド, 【中国】, ブラジルの通商措置, 韓国:鉄鋼. Rejected: 対中規制, 日米交渉, 中国への輸出規制. The title of
    the whole, which is about more than one side's acts, must be the state's name alone.
    """
    found = [j for j in find_jurisdictions(heading) if j.form != "deictic"]
    if not found:
        return None
    number = _NUMBER.match(heading)
    start = number.end() if number is not None else 0
    first, rest = found[0], heading[found[0].span.end :]
    own = first.span.start == start and first.form in {"full", "short"} and len({j.code for j in found}) == 1
    return first.code if own and (_ALONE if is_title else _OWNS).match(rest) else ""


def find_section_states(blocks: Sequence[Block], passages: Sequence[Passage]) -> list[str]:
    """Return for each passage the state whose section it stands in, "" for none."""
    headings: Mapping[int, str] = {p.block: p.text for p in passages if blocks[p.block].kind == "heading"}
    title = min((p.block for p in passages), default=0)
    return [_state_above(blocks, headings, title, p.block) for p in passages]


def _state_above(blocks: Sequence[Block], headings: Mapping[int, str], title: int, block: int) -> str:
    at = blocks[block].heading
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        state = read_section_state(headings[at], at == title) if at in headings else None
        if state is not None:
            return state
        at = blocks[at].heading
    return ""
