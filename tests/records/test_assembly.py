"""Context, lists, summaries and restatements: what a statement takes over and which statements are one act."""

from __future__ import annotations

import pytest

from records.sentences import core, read_brief, read_records


def test_list_head_is_spread_over_bare_items() -> None:
    found = read_records("米国は5月20日、下記の品目の対中輸出を許可制とした。\n・露光装置用レンズ\n・高純度フッ化水素\n・量子計算機\n")
    assert [core(r) for r in found] == [("export_control", "impose", ("US",))] * 3
    assert [r.slots["items"][0].text for r in found] == ["露光装置用レンズ", "高純度フッ化水素", "量子計算機"]
    assert {r.values("date") for r in found} == {("2025-05-20",)}
    assert all(len(r.statements) == 2 for r in found)


def test_items_with_acts_of_their_own_keep_them() -> None:
    found = read_records("中国は6月3日、次の措置を講じた。\n・米国企業12社を信頼できないエンティティリストに掲載\n・米国産豚肉の輸入を停止\n")
    assert [core(r)[:2] for r in found] == [("entity_listing", "impose"), ("import_control", "impose")]
    assert all(core(r)[2] == ("CN",) for r in found)


def test_summary_is_evidence_of_each_act() -> None:
    text = (
        "オランダは露光装置やエッチング装置の輸出を制限した。\n\n"
        "オランダは3月8日、露光装置の輸出を許可制とした。\n\n"
        "オランダは4月1日、エッチング装置の輸出を許可制とした。\n"
    )
    found = read_records(text)
    assert [r.values("date") for r in found] == [("2025-03-08",), ("2025-04-01",)]
    assert all(len(r.statements) == 2 for r in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("米国は8月1日、ブラジル産品に40%の追加関税を課した。", "ブラジル産品に対する米国の40%の追加関税は8月1日に発動された。"),
        ("カナダは鉄鋼の輸入割当を導入した。", "カナダによる鉄鋼の輸入割当の導入が決定した。"),
        ("インドは玉ねぎの輸出を禁止した。", "インドが玉ねぎの輸出禁止を発表した。"),
    ],
)
def test_restatements_are_one_record(first: str, second: str) -> None:
    found = read_records(f"{first}\n\n{second}\n")
    assert len(found) == 1
    assert len(found[0].statements) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("米国は8月1日、ブラジル産品に40%の追加関税を課した。", "米国は8月7日、インド産品に25%の追加関税を課した。"),
        ("カナダは鉄鋼の輸入割当を導入した。", "メキシコは鉄鋼の輸入割当を導入した。"),
        ("インドは玉ねぎの輸出を禁止した。", "インドは玉ねぎの輸出を再開した。"),
        ("中国は2月4日、タングステンの輸出を許可制とした。", "中国は10月9日、タングステンの輸出を許可制とした。"),
        ("米国は中国企業11社をエンティティリストに追加した。", "米国は中国企業37社をエンティティリストに追加した。"),
    ],
)
def test_two_acts_stay_two(first: str, second: str) -> None:
    assert len(read_records(f"{first}\n\n{second}\n")) == 2


def test_heading_with_a_dated_meeting_lends_date_and_deal() -> None:
    found = read_records("【9月4日日韓首脳会談（ソウル）】\n・韓国は水産物の輸入規制を緩和\n・日本は半導体材料の輸出規制を撤廃\n")
    assert [core(r) for r in found] == [("import_control", "ease", ("KR",)), ("export_control", "lift", ("JP",))]
    assert {r.values("date") for r in found} == {("2025-09-04",)}
    assert all("首脳会談" in str(r.values("agreement")[0]) for r in found)


def test_heading_over_a_period_lends_no_date() -> None:
    found = read_records("【4月2日～6月30日】\n・韓国は水産物の輸入規制を緩和\n")
    assert [r.values("date") for r in found] == [()]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("米国は84%から20%、中国は74%から15%へと、それぞれ追加関税を引き下げた。", [("US", 20.0), ("CN", 15.0)]),
        ("EUは25%から10%、英国は20%から5%に鉄鋼関税を引き下げた。", [("EU", 10.0), ("GB", 5.0)]),
    ],
)
def test_sides_whose_verb_was_left_out(text: str, pairs: list[tuple[str, float]]) -> None:
    found = read_records(text)
    assert [(core(r)[2][0], next(float(f.value) for f in r.slots["rates"] if f.role == "to")) for r in found] == pairs


def test_exception_belongs_to_the_act_it_limits() -> None:
    found = read_records("韓国は旋盤の輸出を許可の対象とするが、民生用途と認められる場合は輸出を認める。")
    assert [core(r) for r in found] == [("export_control", "impose", ("KR",))]


@pytest.mark.parametrize(
    "text",
    [
        "輸出規制が強化され、物価が上昇するとの懸念が広がっている。",
        "関税引き上げによる影響は限定的とみられる。",
        "米国が追加関税を課した場合、輸出は減少する可能性が高い。",
        "両国の貿易額は前年比12%減少した。",
        "A社は中国向けの出荷を停止した。",
    ],
)
def test_thoughts_markets_and_firms_are_no_records(text: str) -> None:
    assert read_records(text) == ()


def test_ids_stay_after_a_paragraph_is_added() -> None:
    act = "インドは玉ねぎの輸出を禁止した。"
    before = read_records(f"{act}\n")
    after = read_records(f"カナダは鉄鋼の輸入割当を導入した。\n\n{act}\n")
    assert before[0].id in {r.id for r in after}


def test_same_bytes_from_the_same_brief() -> None:
    text = "米国は8月1日、ブラジル産品に40%の追加関税を課した。中国は9月5日、豚肉の輸入を停止した。\n"
    assert read_brief(text).records == read_brief(text).records


def test_notice_of_a_ministry_without_subject_is_its_own() -> None:
    found = read_records("経済産業省\n令和7年9月12日\n\n人工黒鉛の輸出を許可制とする。\n")
    assert [core(r) for r in found] == [("export_control", "impose", ("JP",))]


def test_inherited_slots_are_issues() -> None:
    own, taken = read_records("米国は8月1日、銅に50%の追加関税を課した。また、木材に10%の追加関税を課した。\n")
    assert "actor_inherited" not in {i.code for i in own.issues}
    assert "actor_inherited" in {i.code for i in taken.issues}


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("米国は5月1日、従来の鉄鋼関税に20%を加算し、米国の鉄鋼関税は45%と発表した。", [(45.0,)]),
        ("米国は5月1日、銅に20%の追加関税を課し、木材に10%の追加関税を課した。", [(20.0,), (10.0,)]),
    ],
)
def test_a_summand_is_part_of_the_act_it_adds_up_to(text: str, rates: list[tuple[float, ...]]) -> None:
    assert [r.values("rates") for r in read_records(text)] == rates


def test_controls_kept_are_said_again_without_naming_them() -> None:
    found = read_records("中国はタングステンの輸出規制を維持している。\n\n中国は輸出規制を維持する構えを崩していない。中国は輸出規制を維持した。\n")
    assert [core(r)[1] for r in found].count("maintain") == 1
    apart = read_records("中国はタングステンの輸出規制を維持した。\n\n日本は輸出規制を維持した。\n")
    assert [core(r)[2] for r in apart] == [("CN",), ("JP",)]
