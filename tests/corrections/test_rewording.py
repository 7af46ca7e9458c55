from __future__ import annotations

import pytest

from extract.corrections.anchors import Folded
from extract.corrections.rewording import count_negations, find_reworded, read_figures
from extract.spans import Span

BEFORE, AFTER = "通商局はこの日に三つの措置を明らかにした。", "市場の反応はまちまちである。"
ACT = "米国は4月2日、輸入ロボットに対する関税を34%に引き上げた。"
KANJI = "米国は三月一日、中国製の鉄鋼に二十五%の追加関税を課した。"
ENGLISH = "The ministry raised its duty on imported robots to 34% on 2 April."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (ACT, "米国は4月2日、輸入ロボットに対する関税率を34%へ引き上げた。", True),
        (ACT, "米国は4月2日に、輸入ロボットに\n対する関税を34%に引き上げることを決めた。", True),
        (ENGLISH, "On 34 robots nothing was said on 2 April.", False),
        (ENGLISH, "The ministry has raised its duties on imported robots to 34% on 2 April.", True),
        (ACT, "米国は4月2日、輸入ロボットに対する関税を10%に引き下げた。", False),
        (ACT, "米国は4月9日、輸入ロボットに対する関税を34%に引き上げた。", False),
        (ACT, "欧州連合は34の品目について4月2日に協議を始めると述べた。", False),
        (KANJI, KANJI.replace("関税を課した", "関税を新たに課した"), True),
        (KANJI, KANJI.replace("三月一日", "3月1日").replace("二十五%", "25%"), True),
        (KANJI, KANJI.replace("三月一日", "四月一日"), False),
        (KANJI, KANJI.replace("二十五", "三十五"), False),
        (KANJI, KANJI.replace("課した", "課さなかった"), False),
        (KANJI, KANJI.replace("課した", "課さずにいた"), False),
        (ENGLISH, ENGLISH.replace("raised", "has not raised"), False),
        (ENGLISH, ENGLISH.replace("raised", "didn't raise"), False),
        (ENGLISH.replace("34%", "thirty-four per cent"), ENGLISH.replace("34%", "forty-four per cent"), False),
        (ACT, "", False),
        (ACT, f"{ACT}この措置は国内の産業を守るためのもので、期限は定められておらず、見直しの予定もない。", False),
    ],
)
@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), ("", AFTER), (BEFORE, ""), ("", "")])
def test_a_reworded_statement_stands_between_its_neighbours(old: str, new: str, found: bool, before: str, after: str) -> None:
    texts = Folded(before + old + after), Folded(before + new + after)
    span = find_reworded(*texts, Span(len(before), len(before + old)))
    assert span == (Span(len(before), len(before + new)) if found else None)


@pytest.mark.parametrize(
    "after", [f"{BEFORE}{ACT}", "市況はさまざまに動いている。", f"{AFTER}{AFTER}"], ids=["before", "reworded too", "twice"]
)
def test_where_a_neighbour_is_not_told_nothing_is(after: str) -> None:
    new = BEFORE + ACT.replace("関税を", "関税率を") + after
    assert find_reworded(Folded(BEFORE + ACT + AFTER), Folded(new), Span(len(BEFORE), len(BEFORE + ACT))) is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("三月一日に二十\n五%", ["3.0", "1.0", "25.0"]),
        ("1万2千台と1,200社", ["12000.0", "1200.0"]),
        ("一部は一方で統制され", []),
        ("34 million and twenty-five of November", ["34000000.0", "25.0"]),
    ],
)
def test_figures_are_read_however_they_are_written(text: str, figures: list[str]) -> None:
    assert read_figures(text) == figures


def test_what_only_looks_like_a_negation_is_none() -> None:
    assert count_negations("少なくとも必ず、いずれわずかずつ上がるはずである。Nothing notable in November.") == 0
    assert [count_negations(t) for t in ("課さない", "課さず、", "含まず", "課しません", "no duty", "won’t")] == [1] * 6
