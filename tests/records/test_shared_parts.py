"""Several acts in one sentence that share their object, their verb or their side."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records


def _acts(text: str) -> list[tuple[str, str]]:
    return sorted(core(r)[:2] for r in read_records(text + "\n"))


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("インドは2024年3月に精製銅の輸出規制を導入し、同年11月に停止した。", [("export_control", "impose"), ("export_control", "suspend")]),
        ("EUは4月1日にウイスキーへの報復関税を発動したが、90日間停止した。", [("tariff", "impose"), ("tariff", "suspend")]),
        ("ベトナムは希土類鉱石の輸出を停止し、その後再開した。", [("export_control", "impose"), ("export_control", "resume")]),
        ("タイは砂糖の輸出を許可制とし、翌月には解除した。", [("export_control", "impose"), ("export_control", "lift")]),
        ("米国は英国製自動車の関税を10%に引き下げ、航空機部品については撤廃した。", [("tariff", "lift"), ("tariff", "reduce")]),
        ("ブラジルは鋼板の関税割当を1年延長するとともに、対象を10品目から14品目に増やした。", [("tariff", "extend"), ("tariff", "increase")]),
        ("米商務省は12社をエンティティリストに追加し、3社を除外した。", [("entity_listing", "impose"), ("entity_listing", "lift")]),
    ],
)
def test_verb_without_object_acts_on_the_measure_before(text: str, acts: list[tuple[str, str]]) -> None:
    assert _acts(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "インドは精製銅の輸出規制を導入し、交渉を停止した。",
        "EUはウイスキーへの報復関税を発動し、貿易は縮小した。",
        "タイは砂糖の輸出を許可制とし、在庫が減少した。",
        "米国は英国製自動車の関税を10%に引き下げ、両国の対立は緩和した。",
        "トルコは中国製EVに40%の追加関税を課し、現地生産を拡大させた。",
    ],
)
def test_verb_with_another_object_is_no_act(text: str) -> None:
    assert len(_acts(text)) == 1


def test_act_without_object_is_done_to_the_goods_before_or_to_those_spoken_of() -> None:
    same = read_records("インドは2024年3月に精製銅の輸出規制を導入し、同年11月に停止した。\n")
    assert [r.values("items") for r in same] == [("精製銅",), ("精製銅",)]
    other = read_records("米国は英国製自動車の関税を10%に引き下げ、航空機部品については撤廃した。\n")
    assert [r.values("items") for r in other] == [("自動車",), ("航空機部品",)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("韓国は中国製鋼板への反ダンピング関税のほか、輸入許可制を導入した。", [("import_control", "impose"), ("tariff", "impose")]),
        ("米国は、トルコからの全輸入品への50%追加関税に加えて、集積回路に対する輸出規制を導入した。", [("export_control", "impose"), ("tariff", "impose")]),
        ("インドは小麦の輸出禁止に続き、砂糖の輸出規制を導入した。", [("export_control", "impose"), ("export_control", "impose")]),
        ("カナダは鋼板への輸入割当とともに、アルミニウムへの25%の関税を導入した。", [("import_control", "impose"), ("tariff", "impose")]),
        ("英国は石炭の輸入禁止に加え、白金への35%の関税も課した。", [("import_control", "impose"), ("tariff", "impose")]),
    ],
)
def test_measure_named_besides_another_shares_its_verb(text: str, acts: list[tuple[str, str]]) -> None:
    assert _acts(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "韓国は首脳会談のほか、中国製鋼板への反ダンピング関税を導入した。",
        "米国は4月の法改正に続き、集積回路に対する輸出規制を導入した。",
        "インドは需要の減少に加え、砂糖の輸出規制を理由に挙げた。",
        "カナダは業界団体とともに、アルミニウムへの25%の関税を導入した。",
        "英国は、追加関税に加え、需要の低迷を不振の原因とした。",
    ],
)
def test_what_is_no_measure_shares_no_verb(text: str) -> None:
    assert len(_acts(text)) <= 1


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("インドは3月に、トルコは5月に小麦の禁輸をやめた。", [("IN", "2025-03"), ("TR", "2025-05")]),
        ("EUは2023年8月に、台湾は2024年9月に日本産食品の輸入規制を撤廃した。", [("EU", "2023-08"), ("TW", "2024-09")]),
        ("米国が6月、カナダが8月に中国製EVへの関税を引き上げた。", [("US", "2025-06"), ("CA", "2025-08")]),
        ("EUは二〇二四年八月五日に、韓国は同年十月二日に三県産水産物の禁輸をやめた。", [("EU", "2024-08-05"), ("KR", "2024-10-02")]),
        ("米国は4月、EUは7月に鉄鋼への25%の追加関税を発動した。", [("US", "2025-04"), ("EU", "2025-07")]),
    ],
)
def test_sides_with_days_of_their_own_share_the_verb(text: str, sides: list[tuple[str, str]]) -> None:
    found = read_records(text + "\n")
    assert [(core(r)[2][0], r.values("date")[0]) for r in found] == sides


@pytest.mark.parametrize(
    "text",
    [
        "インドは3月に、トルコが小麦の禁輸を提案した会合で規制を撤廃した。",
        "EUは8月に、日本産食品の輸入規制を撤廃した。",
        "米国は4月に、中国が停止していた大豆の輸入を歓迎した。",
        "EUは鉄鋼に、25%の追加関税を発動した。",
        "米国は4月に発表した25%の追加関税を、7月に鉄鋼へ発動した。",
    ],
)
def test_one_side_is_one_act(text: str) -> None:
    assert len(_acts(text)) <= 1


def test_law_used_as_a_means_is_the_basis_of_the_act() -> None:
    (record,) = read_records("米国はスイス製時計に通商法301条を使い40%の追加関税を課した。\n")
    assert [f.text for f in record.slots["instrument"]] == ["通商法301条"]
    assert record.values("items") == ("時計",)


LIST = "経済産業省は、次の措置を講じます。\n\n- ダリアン国への石炭の輸出の禁止\n- ダリアン国からの鉄鉱石の輸入の禁止\n\n"


@pytest.mark.parametrize(
    "ending",
    [
        "上記の措置は、2026年4月1日から2028年3月31日までの間、実施します。",
        "これらの措置は、2026年4月1日から2028年3月31日まで実施いたします。",
        "以上の措置は、2026年4月1日から2028年3月31日まで実施する。",
    ],
)
def test_sentence_on_all_measures_above_dates_each(ending: str) -> None:
    found = read_records(LIST + ending + "\n")
    assert [(r.values("effective_from"), r.values("effective_until")) for r in found] == [(("2026-04-01",), ("2028-03-31",))] * 2


@pytest.mark.parametrize(
    "ending",
    [
        "この措置は、2026年4月1日から実施します。",
        "上記の協議は、2026年4月1日から2日まで実施します。",
        "経済の見通しは、2026年4月1日に公表します。",
    ],
)
def test_sentence_on_one_or_none_does_not_date_all(ending: str) -> None:
    found = read_records(LIST + ending + "\n")
    assert not all(r.values("effective_from") for r in found)


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("税率は、青山汽車が17%、南海汽車が20%、東洋汽車が35%。", (17.0, 20.0, 35.0)),
        ("貿易総局によると、税率は青山汽車が17%、南海汽車が20%となる。", (17.0, 20.0)),
        ("税率は17%である。", (17.0,)),
    ],
)
def test_rates_of_each_party_are_of_the_act_before(sentence: str, rates: tuple[float, ...]) -> None:
    (record,) = read_records(f"EUは5月6日、中国製EVに追加関税を課した。{sentence}\n")
    assert record.values("rates") == rates


def test_the_verb_of_a_measure_named_besides_another_follows_that_other() -> None:
    """The first word with を is no measure: what is shared begins after the one that is."""
    told = read_records("米国は鋼線への輸入割当に加え、企業の負担を考え、木材への追加関税を導入した。\n")
    assert all(core(r)[1] == "impose" for r in told)
    assert "tariff" in {core(r)[0] for r in told}
