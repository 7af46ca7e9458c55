"""Rates, counts, sums and codes of an act, and numbers that are not its own."""

from __future__ import annotations

import pytest

from records.sentences import all_values, records_of, slots_of


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        ("米国は2025年6月3日、銅の関税を25%から50%に引き上げた。", "rates", {25.0, 50.0}),
        ("韓国は2025年6月3日、厚板に12.5~38.2%の反ダンピング税を課した。", "rates", {12.5, 38.2}),
        ("米国は2025年6月3日、中国企業14社をエンティティリストに追加した。", "quantities", {14.0}),
        ("韓国は2025年6月3日、米国への2,000億ドルの投資を約束した。", "quantities", {200000000000.0}),
        ("日本は2025年6月3日、木材など三十八品目につきまして、輸入を禁止した。", "quantities", {38.0}),
        ("オランダは2025年6月3日、露光装置の2機種の輸出に許可を義務付けた。", "quantities", {2.0}),
        ("インドは2025年6月3日、中国製のアプリ59本の利用を禁止した。", "quantities", {59.0}),
        ("インドは2025年6月3日、熱延鋼板(HSコード7208、7211)にセーフガード関税を課した。", "hs", {"7208", "7211"}),
        ("米国は2025年6月3日、半導体製造装置(ECCN 3B001)の輸出規制を強化した。", "eccn", {"3B001"}),
    ],
)
def test_numbers_of_an_act(text: str, slot: str, values: set[object]) -> None:
    assert set(all_values(text, slot)) == values


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("米国は2025年6月3日、世界の輸出の40%を占める黒鉛の輸出規制を強化した。", "rates"),
        ("米国は2025年6月3日、同社が株式の50%以上を所有する黒鉛の輸出規制を強化した。", "rates"),
        ("ノルウェーは2025年6月3日、農産品の97%超について関税を撤廃した。", "rates"),
        ("韓国は2025年6月3日、鉄鋼1トンにつき50ドルの関税を停止した。", "hs"),
        ("EUは2025年6月3日、対ロシア第19次制裁を採択した。", "quantities"),
        ("米国は2025年6月3日、第2段階の輸出規制を強化した。", "quantities"),
        ("米国は2025年6月3日、銅の輸出規制を強化した。", "hs"),
        ("米国は2025年6月3日、銅の輸出規制を強化した。", "eccn"),
    ],
)
def test_numbers_of_something_else(text: str, slot: str) -> None:
    assert slots_of(text)
    assert all_values(text, slot) == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("米国は2025年6月3日、銅の関税を50%に引き上げた。", "to"),
        ("米国は2025年6月3日、銅の関税を段階的に10%まで下げた。", "to"),
        ("米国は2025年6月3日、銅の関税を50%から引き下げた。", "from"),
        ("米国は2025年6月3日、銅に50%の追加関税を課した。", None),
        ("米国は2025年6月3日、銅の関税を10%引き上げた。", None),
        ("米国は2025年6月3日、銅に50%の追加関税を課すことに合意した。", None),
    ],
)
def test_a_single_rate_of_a_change_is_its_old_or_new_side(text: str, role: str | None) -> None:
    assert [f.role for r in records_of(text) for f in r.slots.get("rates", ())] == [role]


def test_a_quota_and_the_rate_beyond_it_are_one_act() -> None:
    text = "欧州委員会は2025年6月3日、鉄鋼の無税枠を年900万トンに縮め、枠外の税率を25%から50%に引き上げる規則案を公表した。"
    assert [(r.values("action"), r.values("quantities"), r.values("rates")) for r in records_of(text)] == [(("propose",), (9000000.0,), (25.0, 50.0))]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("米国は2025年6月3日、銅の関税を27.5%から15%(従来の税率を含む)に引き下げた。", ["from", "to"]),
        ("日本については、2025年6月3日から自動車の関税が27.5%から15%(従来の税率を含む)に下がった。", ["from", "to"]),
        ("米国は2025年6月3日、銅に10%から20%(品目による)の追加関税を課した。", [None, None]),
    ],
)
def test_a_bracket_after_the_new_rate_keeps_the_change(text: str, roles: list[str | None]) -> None:
    assert [f.role for r in records_of(text) for f in r.slots.get("rates", ())] == roles
