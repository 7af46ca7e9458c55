"""The same acts in headlines, in law, in speech, and with words left out."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

HEADLINES = [
    ("EU、米国産ウイスキーへの報復関税を3月末まで停止", "tariff", "suspend"),
    ("米、英国製鋼材の関税引き上げ見送り", "tariff", "forgo"),
    ("米政府、対中半導体規制を拡大＝関係者", "export_control", "increase"),
    ("日本、ロシア向け建機の輸出を禁止へ", "export_control", "impose"),
    ("トルコ、中国製EVに40%の追加関税", "tariff", "impose"),
    ("米商務省、中国AI企業25社を禁輸リストに", "entity_listing", "impose"),
    ("豪州、中国系投資家に港湾の売却命令", "transaction_review", "impose"),
    ("米財務省、イランの石油精製会社を制裁対象に指定", "sanction", "impose"),
]
FORMAL = [
    ("米国政府は、我が国の自動車に対する関税を引き下げたところでございます。", "tariff", "reduce"),
    ("中国政府は、我が国の水産物の輸入を停止しているわけであります。", "import_control", "impose"),
    ("英国といたしましては、ロシア産石炭の輸入を禁止することといたしました。", "import_control", "impose"),
    ("米国が中国製クレーンに100%の関税を課すこととなった。", "tariff", "impose"),
    ("韓国財務省は、合成ゴムに対する不当廉売関税の課税期間を5年間延長いたしました。", "tariff", "extend"),
    ("対中投資につきましては、米国は量子技術への投資を禁じたのであります。", "sanction", "impose"),
    ("米国は、現行の輸出規制を引き続き維持する。", "export_control", "maintain"),
]


@pytest.mark.parametrize(("text", "kind", "action"), [*HEADLINES, *FORMAL])
def test_styles(text: str, kind: str, action: str) -> None:
    assert (kind, action) in [core(r)[:2] for r in read_records(text + "\n")]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("米国は、バスに10%、大型トラックに25%の関税を11月1日から課す。", [(10.0, 25.0)]),
        ("インドは、靴に35%、革製品に20%の関税を課すと定めた。", [(35.0, 20.0)]),
        ("ブラジルは、鋼管に15%、鋼板に20%、鋼線に25%の関税を課した。", [(15.0, 20.0, 25.0)]),
        ("米国は銀に10%、カナダは金に25%の関税を課す。", [(10.0,), (25.0,)]),
        ("トルコは家具に30%、タイルに40%の追加関税を発動", [(30.0, 40.0)]),
    ],
)
def test_left_out_verbs(text: str, rates: list[tuple[float, ...]]) -> None:
    found = read_records(text + "\n")
    assert [core(r)[:2] for r in found] == [("tariff", "impose")] * len(rates)
    assert [r.values("rates") for r in found] == rates


@pytest.mark.parametrize(
    "text",
    [
        "中国は米国産の小麦を年500万トン、34億ドル相当購入すると約束した。",
        "商務長官は2027年に15%、2028年に30%の関税を銅に課すと米国政府の立場を発表した。",
        "カナダは、最大25%、平均12%の関税を鋼材に課した。",
        "韓国は、鋼板に27%の関税を決定、5年間課す。",
        "米国は4月に10%の関税を英国に課した。",
    ],
)
def test_one_act_measured_twice_is_one(text: str) -> None:
    assert len({core(r) for r in read_records(text + "\n")}) <= 1
