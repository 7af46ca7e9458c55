"""Chains of nouns and operators to type and action."""

from __future__ import annotations

import pytest

from extract.records.compose import compose
from extract.records.terms import find_terms


def act_of(text: str) -> tuple[str, str] | None:
    terms = find_terms(text, "ja")
    act = compose([t for t in terms if t.word.kind == "noun"], [t for t in terms if t.word.kind == "operator"])
    return (act.type, act.action) if act is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("追加関税の発動停止", ("tariff", "suspend")),
        ("輸出の停止", ("export_control", "impose")),
        ("輸入停止の解除", ("import_control", "resume")),
        ("輸出許可を取り消す", ("export_control", "lift")),
        ("一般許可を発給", ("export_control", "approve")),
        ("ホワイト国から除外", ("export_control", "lift")),
        ("関税から除外", ("tariff", "ease")),
        ("作業部会を設置", ("cooperation", "agree")),
        ("工場の売却を命じる", ("transaction_review", "impose")),
        ("市場アクセスを与え", ("import_control", "approve")),
    ],
)
def test_composes(text: str, expected: tuple[str, str]) -> None:
    assert act_of(text) == expected


@pytest.mark.parametrize("text", ["輸出の拡大", "追加関税", "延長", "購入量", "輸入の縮小"])
def test_makes_no_act(text: str) -> None:
    assert act_of(text) is None
