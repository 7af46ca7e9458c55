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
