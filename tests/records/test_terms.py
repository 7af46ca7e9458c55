"""Words of measures in a passage: the longest reading, and none lost to a shorter one that shares characters."""

from __future__ import annotations

import pytest

from extract.records.terms import find_terms


def read(text: str) -> list[tuple[str, str]]:
    return [(t.span.of(text), t.word.name) for t in find_terms(text, "ja")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企業をエンティティリストに加えた", [("エンティティリスト", "entity_listing"), ("加え", "list")]),
        ("輸入区分を「自由」から「制限」に変更", [("輸入区分", "import_control"), ("「制限」に変更", "restrict")]),
        ("停止を解いて再開", [("停止", "suspend"), ("解", "lift"), ("再開", "resume")]),
        ("許可不要とする", [("許可不要と", "ease")]),
        ("輸出を個別許可に切り替え", [("輸出", "export_control"), ("個別許可に切り替え", "restrict")]),
        ("暫定AD税を確定税に切り替え", [("暫定AD税", "tariff"), ("確定税", "tariff"), ("切り替え", "impose")]),
        ("輸出禁止を維持", [("輸出", "export_control"), ("禁止", "restrict"), ("維持", "maintain")]),
    ],
)
def test_reads(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("乾燥機が12%値上がりした", "上が"),
        ("問題を取り上げた", "上げ"),
        ("見返りを差し出した", "出"),
        ("課題は積み残された", "残さ"),
        ("仕上げを急ぐ", "上げ"),
        ("警告を無視した", "警告"),
    ],
)
def test_does_not_read(text: str, word: str) -> None:
    assert word not in [w for w, name in read(text) if name not in {"proposed", "done"}]
