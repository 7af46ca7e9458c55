"""Offices under a country's heading are that country's."""

from __future__ import annotations

import pytest

from extract.model import MeasureRecord
from extract.pipeline import extract_document

US = "# 米国\n\n米財務省は5月7日、イランの企業15社をSDNリストに追加した。\n\n"


def acts(text: str) -> list[tuple[str, str]]:
    """Return who acts and its authority, of each record."""
    records = extract_document(data=f"2031年5月12日\n\n{text}\n".encode(), name="brief.md").records
    return [(_joined(r, "imposing"), _joined(r, "authority")) for r in records]


def _joined(record: MeasureRecord, slot: str) -> str:
    return " ".join(str(f.value) for f in record.slots.get(slot, ()))


SECTIONS = [
    # that of the state whose section it is
    (US + "# 日本\n\n財務省は5月8日、韓国産の鋼線に12.5%の不当廉売関税を課した。", [("US", "us-treasury"), ("JP", "jp-mof")]),
    (US + "# インド\n\n財務省は5月8日、韓国産の鋼線に12.5%の不当廉売関税を課した。", [("US", "us-treasury"), ("IN", "org-in-財務省")]),
    (US + "# タイ\n\n商務省は5月8日、鋼線に25%の輸入関税を課した。", [("US", "us-treasury"), ("TH", "th-moc")]),
    (US + "# ブラジル\n\n税関は5月20日から原産地証明の提出を義務付ける。", [("US", "us-treasury"), ("BR", "org-br-税関")]),
    (US + "# インド\n\n政府は5月9日、砂糖の輸出を禁止した。", [("US", "us-treasury"), ("IN", "")]),
    # named as another's, or none that the state has
    (US + "# 日本\n\n米国の商務省は5月8日、日本産の鋼線に25%の関税を課した。", [("US", "us-treasury"), ("US", "us-doc")]),
    (US + "# 日本\n\n米商務省は5月8日、日本産の鋼線に25%の関税を課した。", [("US", "us-treasury"), ("US", "us-doc")]),
    (US + "# 日本\n\n経済産業省は5月8日、工作機械の輸出を禁止した。", [("US", "us-treasury"), ("JP", "jp-meti")]),
    (US + "# 日本\n\n商務省は5月8日、日本産の鋼線に25%の関税を課した。", [("US", "us-treasury"), ("US", "us-doc")]),
    (US + "# 鉄鋼\n\n中国商務部は5月8日、日本産の鋼線に25%の関税を課した。", [("US", "us-treasury"), ("CN", "cn-mofcom")]),
    # both sides of a section
    ("# マレーシア\n\n米国とマレーシアは5月8日、鉄鋼の関税を10%に引き下げた。\n\n# ベトナム\n\n両国は5月9日、銅の関税を5%に引き下げた。", [("US MY", ""), ("US VN", "")]),
]


@pytest.mark.parametrize(("text", "expected"), SECTIONS)
def test_sections(text: str, expected: list[tuple[str, str]]) -> None:
    assert acts(text) == expected
