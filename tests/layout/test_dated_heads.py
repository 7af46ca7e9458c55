"""Entries of a chronicle in a text file: a line of a day and a few words stands over what it tells."""

from __future__ import annotations

import pytest

from extract.layout import analyse_layout
from extract.read import read_bytes

HEADS = [
    "2025-04-02　相互関税\n米国が80カ国超に相互関税を発動。株価は急落",
    "2025/04/10 EUの停戦\nEUが対抗関税を90日間停止し交渉を優先",
    "4月15日　重要鉱物の調査\n商務省に輸入の調査を命令",
    "令和7年5月12日　関税の休戦\n米中が90日間の引き下げに合意",
    "2025年6月上旬　銅の新関税\n銅に50%の関税を課すと表明",
]
TEXTS = [
    # A row that says all itself, a sentence, a day inside running text, a figure, a day of the week.
    "2025-04-02　相互関税を発動した。\n2025-04-10　対抗関税を停止した。",
    "2025年4月2日、米国は相互関税を発動した。\nEUは対抗関税を停止した。",
    "4月2日に発動した。\n4月10日に停止した。",
    "2025 年の輸出は減少\n輸入は増加した。",
    "20.5 %に引き上げ\n据え置きは15%だった。",
]


def kinds(text: str) -> list[str]:
    return [b.kind for b in analyse_layout(read_bytes(text.encode(), "brief.txt")).blocks]


@pytest.mark.parametrize("text", HEADS)
def test_a_day_and_a_title_head_the_lines_below(text: str) -> None:
    assert kinds(f"{text}\n{text}") == ["heading", "paragraph"] * 2


@pytest.mark.parametrize("text", TEXTS)
def test_days_in_sentences_and_rows_head_nothing(text: str) -> None:
    assert "heading" not in kinds(f"前置きの文である。\n{text}")
