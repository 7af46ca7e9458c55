"""Goods of an act: found beside its measure noun, freed of origin, numbers and qualifiers; parties and measures are none."""

from __future__ import annotations

import pytest

from records.sentences import all_of, slots_of


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("米国は2025年6月3日、ブラジル産のコーヒー豆に20%の追加関税を課すと発表した。", ("コーヒー豆",)),
        ("インドは鋼管に3年間の暫定アンチダンピング税を課した。", ("鋼管",)),
        ("中国は2025年5月1日、グラファイトの輸出規制を強化した。", ("グラファイト",)),
        ("EUは肥料及び木材の輸入を禁止した。", ("肥料", "木材")),
        ("韓国はエチレンと合成ゴムの輸入制限を解除した。", ("エチレン", "合成ゴム")),
        ("カナダは米国産の冷凍した豚の輸入を再開した。", ("冷凍した豚",)),
        ("中国は航空機部品、低温で作動する計測器及び光学レンズの輸出を許可制とした。", ("航空機部品", "計測器", "光学レンズ")),
        ("米国は3,000億ドル相当の中国製の玩具に15%の追加関税を発動した。", ("玩具",)),
        ("トルコは1キロ当たり5ドルの関税を綿糸に課した。", ("綿糸",)),
        ("日本は2025年4月1日、リン酸、硝酸等4品目の輸出規制を導入した。", ("リン酸", "硝酸")),
    ],
)
def test_goods_of_an_act(text: str, goods: tuple[str, ...]) -> None:
    assert all_of(text, "items") == goods


@pytest.mark.parametrize(
    "text",
    [
        "米国は2025年6月3日、中国に対する追加関税を20%に引き上げた。",
        "米国商務省は2025年6月3日、中国企業12社をエンティティリストに追加した。",
        "インドは5年間の暫定アンチダンピング税を課した。",
        "EUは2025年7月1日、これらの品目の輸出規制を強化した。",
        "中国は見返りに追加関税を停止した。",
        "米国は段階的に相互関税を引き下げた。",
        "韓国は1,200品目の関税を撤廃した。",
    ],
)
def test_no_goods(text: str) -> None:
    assert slots_of(text)
    assert all_of(text, "items") == ()


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("米国は2025年3月12日、銅に50%、木材に10%の追加関税を課した。", [(("銅",), ("50%",)), (("木材",), ("10%",))]),
        ("インドは2025年3月12日、ワインに75%、ビールとウイスキーに100%の関税を課した。", [(("ワイン",), ("75%",)), (("ビール", "ウイスキー"), ("100%",))]),
    ],
)
def test_goods_with_rates_of_their_own(text: str, shares: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(r.get("items", ()), r.get("rates", ())) for r in slots_of(text)] == shares


@pytest.mark.parametrize(
    "text",
    [
        "米国は2025年3月12日、銅の関税を50%から25%に引き下げた。",
        "インドは2025年3月12日、鋼管に12~30%の関税を課した。",
        "米国は2025年3月12日、銅と木材に10%の追加関税を課した。",
    ],
)
def test_one_act_of_several_rates_or_goods(text: str) -> None:
    assert len(slots_of(text)) == 1
