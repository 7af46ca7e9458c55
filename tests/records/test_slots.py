"""Slots by class of wording: what goods, dates and instruments are taken from, and what looks like them."""

from __future__ import annotations

import pytest

from records.sentences import all_of, all_values, read_records, records_of

GOODS = [
    # rates in between
    ("Mexico imposed duties of between 5% and 35% on 300 products, including shoes and toys.", ("shoes", "toys")),
    ("Korea imposed duties of 12.5% to 30% on Chinese plywood.", ("plywood",)),
    # other trade in the same goods
    ("Malaysia will require permits for the export, transshipment and transit of quantum sensors.", ("quantum sensors",)),
    # a row before the noun
    ("Egypt lifted its ban on live sheep and mutton imports from Sudan.", ("live sheep", "mutton")),
    ("The EU will impose curbs on ferro-alloy, silicon and manganese imports.", ("ferro-alloy", "silicon", "manganese")),
    ("Russia banned exports of crude oil and natural gas to Poland.", ("crude oil", "natural gas")),
    ("China will restrict exports of advanced computing and chip making items.", ("advanced computing and chip making items",)),
    # what bears or escapes the measure
    ("Copper wire and copper foil are subject to a 30 percent U.S. tariff as of May 1.", ("Copper wire", "copper foil")),
    ("Phones, laptops and routers were exempted from the U.S. tariffs.", ("Phones", "laptops", "routers")),
    ("Japan exempted pet food and fish meal from the import ban.", ("pet food", "fish meal")),
    ("The United States granted exemptions from the reciprocal tariffs to phones and routers.", ("phones", "routers")),
    ("Imports of Chinese solar cells face U.S. duties of 40% under Section 301.", ("solar cells",)),
    # Japanese
    ("メキシコ政府は、布や靴、玩具などに最大40%の関税を課す法案を議会に提出した。", ("布", "靴", "玩具")),
    ("中国商務部は、鉱石の精製技術の輸出を禁じる「輸出制限技術目録」を公布した。", ("鉱石の精製技術",)),
    ("中国商務部は9月1日から、民生用ドローンとその部品に対する輸出管理を実施している。", ("民生用ドローン", "部品")),
    ("EUは、オートバイ、ボートなど90億ユーロ相当の米国製品に対し、4月1日から報復関税を発動する。", ("オートバイ", "ボート")),
    ("米国は、インドがロシア産原油の購入を続けていることを理由に、インド製品に20%の追加関税を課す。", ()),
    ("中国商務部の公告第12号によれば、重希土類を含む磁石を第三国へ輸出する場合、同部の許可が必要となる。", ("磁石",)),
]
NO_GOODS = [
    ("The EU granted exemptions from its steel safeguard duties for Ukraine.", "Ukraine"),
    ("The United States raised duties to 25 percent, with an exclusion for orders placed before May 14.", "orders placed"),
    ("Mexico opened a safeguard investigation on imports of PVC resin, regardless of origin.", "regardless of origin"),
    ("メキシコ政府は、関税を引き上げる法案を議会に提出した。", "法案"),
    ("インドネシアは、輸入規制を緩和する省令を公布した。", "省令"),
]


@pytest.mark.parametrize(("text", "goods"), GOODS)
def test_goods(text: str, goods: tuple[str, ...]) -> None:
    assert all_of(text, "items") == goods


@pytest.mark.parametrize(("text", "word"), NO_GOODS)
def test_look_alikes_are_no_goods(text: str, word: str) -> None:
    assert read_records(text)
    assert not [g for g in all_of(text, "items") if word in g]


APPROVED = [
    ("The Council approved the extension of the anti-dumping duties on Chinese tyres.", "extend"),
    ("The U.S. Senate approved the suspension of tariffs on Brazilian coffee.", "suspend"),
    ("The U.S. Congress approved a reduction in tariffs on Vietnamese footwear.", "reduce"),
    ("欧州理事会は、対ロシア経済制裁の6カ月延長を承認した。", "extend"),
    ("ベトナム政府は、肥料の輸出税の引き下げを承認した。", "reduce"),
    # the approval is the act
    ("中国商務部は、一部の磁石の輸出を許可した。", "approve"),
    ("The U.S. Commerce Department approved the export of graphite to Korea.", "approve"),
    ("米商務省は、輸出許可の申請を承認した。", "approve"),
    ("The EU Council approved a 20% duty on Chinese tyres.", "impose"),
    ("Germany approved the takeover of the port operator by a Chinese group.", "approve"),
]


@pytest.mark.parametrize(("text", "action"), APPROVED)
def test_what_is_approved_is_done(text: str, action: str) -> None:
    assert [r.values("action")[0] for r in read_records(text)] == [action]


STARTS = [
    ("中国は、3月10日から米国産大豆に10%の追加関税を課すと公告した。", "2026-03-10"),
    ("中国は、3月10日から米国産大豆に10%の追加関税を課す旨を発表した。", "2026-03-10"),
    ("中国は、3月10日から米国産大豆に10%の追加関税を課す措置を公布した。", "2026-03-10"),
    ("中国は、昨年の3月10日から米国産大豆に10%の追加関税を課している。", "2025-03-10"),
]


@pytest.mark.parametrize(("text", "start"), STARTS)
def test_what_is_announced_lies_ahead(text: str, start: str) -> None:
    assert [v for r in records_of(text, "2026-03-05") for v in r.values("effective_from")] == [start]


def test_rule_with_year_and_number_is_an_instrument() -> None:
    text = "インドネシア貿易省は、2025年貿易大臣規則第16号に基づき、樹脂原料の輸入制限を緩和した。"
    assert all_values(text, "instrument") == ("2025年貿易大臣規則第16号",)
