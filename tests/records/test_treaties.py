"""Treaties by name, controls of trade made stricter, firms taken over by a state, and who acts in the answers of ministers."""

from __future__ import annotations

import pytest

from records.sentences import core, records_of

PUBLISHED = "2031-06-20"


@pytest.mark.parametrize(
    ("text", "sides", "treaty"),
    [
        ("日豪経済連携協定は2015年1月15日に発効した。", ("JP", "AU"), "日豪経済連携協定"),
        ("英ベトナム自由貿易協定が5月1日に発効した。", ("GB", "VN"), "英ベトナム自由貿易協定"),
        ("日本・チリ経済連携協定は4月1日に改正された。", ("JP", "CL"), "日本・チリ経済連携協定"),
        ("韓インドネシアCEPAが2031年1月に発効した。", ("KR", "ID"), "韓インドネシアCEPA"),
        ("日EU経済連携協定は2019年2月に発効に至った。", ("JP", "EU"), "日EU経済連携協定"),
        ("日本とEUのEPAは2018年7月に署名に至った。", ("JP", "EU"), "日本とEUのEPA"),
    ],
)
def test_the_sides_of_a_treaty_agree(text: str, sides: tuple[str, ...], treaty: str) -> None:
    found = [r for r in records_of(text, PUBLISHED) if core(r)[0] == "cooperation"]
    assert [(core(r)[2], r.values("agreement"), r.values("items")) for r in found] == [(sides, (treaty,), ())]


@pytest.mark.parametrize("text", ["日豪経済連携協定の利用率は高い。", "企業は日チリ経済連携協定を活用している。", "日印の協定をめぐる議論が続く。", "日豪経済連携協定は署名に至らなかった。", "日本とEUのEPAは重要な意味を持つに至った。"])
def test_a_treaty_only_spoken_of_is_no_act(text: str) -> None:
    assert records_of(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("中国は1月6日、レアアースの輸出について審査を厳格化した。", [("export_control", "increase", ("CN",))]),
        ("EUは5月1日、電池の輸入について検査を強化した。", [("import_control", "increase", ("EU",))]),
        ("農林水産省は5月1日、台湾産バナナの輸入に関する検疫条件を緩和した。", [("import_control", "ease", ("JP",))]),
        ("中国は5月1日、日本向けの輸出について許可の基準を緩和した。", [("export_control", "ease", ("CN",))]),
        ("インド政府は5月1日、輸入の計画を拡大した。", []),
        ("ベトナムは5月1日、輸出の目標を引き上げた。", []),
        ("企業は5月1日、輸出業務の確認を強化した。", []),
        ("日本は5月1日、輸出の実績を伸ばした。", []),
    ],
)
def test_what_is_asked_of_trade_is_made_stricter(text: str, acts: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [core(r) for r in records_of(text, PUBLISHED)] == acts


@pytest.mark.parametrize(
    "text",
    ["オランダ政府は5月30日、半導体企業の経営権を掌握した。", "メキシコ政府は5月1日、リチウム鉱山を国有化した。", "ロシア政府は5月3日、外資系工場を接収した。"],
)
def test_a_state_takes_a_firm(text: str) -> None:
    assert [core(r)[:2] for r in records_of(text, PUBLISHED)] == [("transaction_review", "impose")]


@pytest.mark.parametrize(
    ("text", "imposing"),
    [
        ("○青木国務大臣　日米間の合意により、自動車の関税は5月16日から15%に引き下げられたところでございます。", ("US",)),
        ("○青木国務大臣　5月16日に半導体製造装置の輸出に許可を義務付けました。", ("JP",)),
        ("○政府参考人　5月16日に関税が10%に引き下げられました。", ("JP",)),
    ],
)
def test_whose_act_a_minister_tells_of(text: str, imposing: tuple[str, ...]) -> None:
    assert [core(r)[2] for r in records_of(text, PUBLISHED)] == [imposing]


def test_a_row_of_powers_before_a_direction_does_not_act() -> None:
    found = records_of("政府は5月1日に省令を改めた。中国、ロシア、北朝鮮などへの輸出は個別の許可が必要になった。", PUBLISHED)
    assert all(not {"CN", "RU"} & set(core(r)[2]) for r in found)
    assert any("KP" in r.values("target_jurisdictions") for r in found)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("米商務省は2031年4月、半導体の対中輸出にライセンスを要求した。", [("export_control", "impose", ("US",))]),
        ("米商務省は2031年4月、半導体の対中輸出についてライセンスの取得を求めた。", [("export_control", "impose", ("US",))]),
        ("同社は2031年4月、商務省にライセンスを求めた。", []),
        ("中央銀行は5月、政策金利を0.75%に引き上げた。", []),
    ],
)
def test_who_asks_for_a_licence(text: str, acts: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [core(r) for r in records_of(text, PUBLISHED)] == acts


def test_what_applies_from_an_earlier_day_on() -> None:
    found = records_of("自動車の関税は15%となり、5月7日に遡って適用された。", PUBLISHED)
    assert [r.values("effective_from") for r in found] == [("2031-05-07",)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("大統領は、EUが合意を守らないなら35%の関税を課すと表明した。", "propose"),
        ("中国商務部は、日本が措置を撤回しない場合、レアアースの輸出を停止すると表明した。", "propose"),
        ("米国政府は、協議がまとまらなければ25%の関税を課すと通告した。", "propose"),
        # What a rule says of goods, what is done after all, and what is announced outright.
        ("EUは5月1日、製品が基準を満たさない場合、輸入を禁止すると発表した。", "impose"),
        ("米国政府は5月1日、協議がまとまらなかったため、25%の関税を課した。", "impose"),
        ("米国は5月1日、25%の関税を課すと発表した。", "impose"),
    ],
)
def test_a_threat_hangs_on_what_another_does(text: str, action: str) -> None:
    assert [core(r)[1] for r in records_of(text, PUBLISHED)] == [action]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024年の政権崩壊を受け、米国はシリアへの制裁を解除した。", ()),
        ("4月の大地震を踏まえ、政府は鋼材の輸出を制限した。", ()),
        ("4月の米中合意を受け、米国は5月1日に関税を引き下げた。", ("2031-05-01",)),
    ],
)
def test_the_day_of_an_event_answered_is_not_the_acts(text: str, dates: tuple[str, ...]) -> None:
    assert [r.values("date") for r in records_of(text, PUBLISHED)] == [dates]


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("外為法に基づき、北朝鮮に住所を有する個人への支払が原則禁止された。", "sanction", ("KP",)),
        ("米国原産の装置をキューバ、イランへ輸出する場合、米国政府の許可が必要となった。", "export_control", ("CU", "IR")),
    ],
)
def test_whom_payments_and_cases_of_trade_are_aimed_at(text: str, kind: str, targets: tuple[str, ...]) -> None:
    assert [(core(r)[0], r.values("target_jurisdictions")) for r in records_of(text, PUBLISHED)] == [(kind, targets)]
