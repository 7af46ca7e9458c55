"""Sentences that only cite a source: a newspaper and the title of its report, as under the news of a wiki."""

from __future__ import annotations

import re

# 『米国産牛肉の輸入再開を決定』 共同通信; 朝日新聞『…』: a title in double brackets or inverted commas.
_TITLE = re.compile(r"『[^『』]{6,120}』|\"[^\"]{6,160}\"|“[^“”]{6,160}”")
# Beside it stand only names and days: no particle, and no verb.
_BESIDE = re.compile(r"^[^ぁ-ん]{0,40}(?:しんぶん|スポニチ|よみうり|の)?[^ぁ-ん]{0,40}$")

# What is done with a measure whose name stands in the brackets: 『対中追加関税』発動.
_DONE = re.compile(r"(?:発動|導入|強化|緩和|解除|停止|撤廃|延長|決定|開始|廃止|拡大|施行|適用|凍結|再開|見送り)$")


def cites_title(sentence: str) -> bool:
    """Say whether a sentence is nothing but the title of a report, with its source and day.

    Accepted: 共同通信『政府が輸入再開を決定』。 Rejected: 政府は『輸入禁止措置』を解除した, 米国、『国別追加関税』を発動 (a name inside).
    """
    found = _TITLE.search(sentence)
    if found is None:
        return False
    beside = re.sub(r"[\d年月日/.,、。\s—–-]+", "", sentence[: found.start()] + sentence[found.end() :])
    return _BESIDE.match(beside) is not None and len(beside) <= len(found[0]) and _DONE.search(beside) is None
