"""What Japanese answers in parliament, summaries of resolutions, ministry notices and digests leave to their heads, labels and topics."""

from __future__ import annotations

import pytest

from records.sentences import all_values, core, read_records

STANDING = (
    "現在、台湾でございますけれども、福島県など五県の食品の輸入が停止されております。新潟県につきましては、大豆を除き、輸入の停止という状況でございます。"
    "また、水産物につきましては、産地証明が求められております。\n"
)


def test_an_answer_goes_on_with_the_state_it_names_as_topic() -> None:
    assert [core(r) for r in read_records(STANDING)] == [("import_control", "impose", ("TW",))] * 3


NOTHING = [
    "米国でございますけれども、経済は好調でございます。\n",
    "企業には一層の対応が求められております。\n",
    "関税の引き下げが求められている。\n",
    "理事会は、違反の度合いに応じて、制裁を強化、延長、停止する用意がある。\n",
    "輸出が減少している状況でございます。\n",
]


@pytest.mark.parametrize("text", NOTHING)
def test_states_of_affairs_and_wishes_are_no_acts(text: str) -> None:
    assert read_records(text) == ()


HEADS = [
    ("安保理が11日、全会一致で採択した制裁決議の要旨は次の通り。\n一、イランへの石炭の供給を禁止する。\n一、イランの銀行を資産凍結の対象に指定する。\n", ["2025-11-11"] * 2),
    ("経済産業省が改正した政令の概要(2025年9月12日発表)\n- ロシア向け工作機械の輸出を禁止する。\n- ロシア産ガスの輸入を禁止する。\n", ["2025-09-12"] * 2),
    ("2025年4月1日現在の措置は次の通り。\n- ロシア向け工作機械の輸出を禁止する。\n- ロシア産ガスの輸入を禁止する。\n", []),
]


@pytest.mark.parametrize(("text", "dates"), HEADS)
def test_the_head_of_a_list_says_when_its_acts_were_made(text: str, dates: list[str]) -> None:
    assert [v for r in read_records(text) for v in r.values("date")] == dates


def test_who_does_what_is_forbidden_does_not_forbid_it() -> None:
    assert "IR" not in all_values("安保理は3月4日、イランによる繊維製品の供給を禁止した。\n", "imposing")
    assert all_values("米国による対中関税を撤廃した。\n", "imposing") == ("US",)


def test_a_committee_of_many_states_is_of_none() -> None:
    text = "北朝鮮は3日、核実験を行った。制裁委員会は4日、海運会社2社を資産凍結の対象に指定した。\n"
    assert [core(r) for r in read_records(text) if r.values("quantities")] == [("sanction", "impose", ())]


def test_a_label_is_followed_by_who_acts_and_closing_brackets_by_the_day() -> None:
    record, *others = read_records("- 輸出禁止: 中国、日本への工作機械の輸出を禁止(軍事用途向け)(2025年10月、通信社)\n- 株価: 米国、半導体株が上昇\n")
    assert core(record) == ("export_control", "impose", ("CN",))
    assert (record.values("date"), record.values("target_jurisdictions"), others) == (("2025-10",), ("JP",), [])


def test_companies_by_name_are_listed_on_a_list_without_a_name() -> None:
    records = read_records("米国は先端半導体の輸出規制を強めている。国防省は、「軍事企業」のリストを改定し、アリババやBYDなどを追加した。\n")
    assert ("entity_listing", "impose") in [core(r)[:2] for r in records]


def test_an_easing_is_told_by_what_it_allows() -> None:
    assert [core(r) for r in read_records("インドネシアでは、政府により低品位の鉱石の輸出を認める緩和が行われた。\n")] == [("export_control", "ease", ("ID",))]
