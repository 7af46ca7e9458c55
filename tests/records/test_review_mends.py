"""Statements that look like others: whose sanctions, one order or two, whose target, what is left out, denied, put off or only spoken of."""

from __future__ import annotations

import pytest

from records.sentences import core, records_of


def slot(text: str, name: str) -> list[tuple[str | float, ...]]:
    """Return the values of a slot, record by record, of a text of June 2026."""
    return [r.values(name) for r in records_of(text, "2026-06-20")]


@pytest.mark.parametrize(
    ("text", "imposing"),
    [
        ("ロシア制裁を3月1日に強化した。", ()),
        ("イラン制裁が3月1日に解除された。", ()),
        ("ロシアについては、政府は3月1日、資産凍結を1年間延長した。", ("JP",)),
        ("英国では、政府が3月1日、鉄鋼の輸入枠を縮小した。", ("GB",)),
        ("# 月報\n\n## 米国の関税\n\n日本側は対抗しない。政府は3月1日、牛肉の輸入枠を拡大した。", ("JP",)),
        ("# 月報\n\n## インド\n\n政府は3月1日、砂糖の輸出を禁止した。", ("IN",)),
    ],
)
def test_who_acts(text: str, imposing: tuple[str, ...]) -> None:
    assert slot(text, "imposing")[-1:] == [imposing]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("EUは鉄鋼に25%、カナダ産アルミに10%の関税を3月1日に課した。", [(), ("CA",)]),
        ("米国は鉄鋼に50%、英国の鉄鋼に25%の関税を課した。", [(), ("GB",)]),
        ("米国は鉄鋼に25%、アルミニウムに10%の関税を課した。", [()]),
        ("米国は3月1日、中国製の家具に50%の関税を課した。4月に玩具に25%の関税を課した。", [("CN",), ()]),
        ("日本は3月1日、米国の求めに応じ、牛肉の輸入枠を拡大した。", [()]),
    ],
)
def test_whom_an_act_hits(text: str, targets: list[tuple[str, ...]]) -> None:
    assert slot(text, "target_jurisdictions") == targets


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("カナダは、協定に適合する品目を除き、米国からの輸入品に25%の報復関税を課した。", [()]),
        ("米国は3月1日、中国製品に追加関税を課した。対象は広い。", [()]),
        ("米国は3月1日、中国製品に追加関税を課した。対象は鋼管とねじだ。", [("鋼管", "ねじ")]),
        ("大統領は10日、中国製品に100%の追加関税を課すと自身のSNSに投稿した。", [()]),
    ],
)
def test_what_an_act_is_about(text: str, items: list[tuple[str, ...]]) -> None:
    assert slot(text, "items") == items


@pytest.mark.parametrize(
    "text",
    [
        "米国が関税を課したことは事実ではない。",
        "米国が関税を課したことについて報告はない。",
        "中央銀行は3月1日、国債の購入を停止した。",
    ],
)
def test_no_act(text: str) -> None:
    assert records_of(text, "2026-06-20") == ()


def test_a_plan_put_off_is_told_of_as_put_off() -> None:
    told = records_of("米国は3月に鉄鋼に関税を課す予定だったが、4月1日に延期した。", "2026-06-20")
    assert ("suspend", ("2026-04-01",)) in [(core(r)[1], r.values("date")) for r in told]


def test_what_was_before_lends_its_goods() -> None:
    told = records_of("従来、米国は鉄鋼に25%の関税を課していたが、6月4日に50%に引き上げた。", "2026-06-20")
    assert [(r.values("items"), r.values("rates")) for r in told if core(r)[1] == "increase"] == [(("鉄鋼",), (50.0,))]
