"""Goods of a probe into practices, and what trails behind the name of goods in English."""

from __future__ import annotations

import pytest

from records.sentences import records_of


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("USTR initiated an investigation of China’s practices related to legacy chips.", ("legacy chips",)),
        ("USTR initiated an investigation of the acts, policies and practices of Brazil relating to ethanol.", ("ethanol",)),
        ("USTR launched an investigation of China’s practices in the maritime and shipbuilding sectors.", ("maritime and shipbuilding sectors",)),
        ("USTR opened an investigation of India’s practices.", ()),
        ("Commerce initiated an investigation into imports of drones under Section 232.", ("drones",)),
        ("BIS imposes license requirements on software specially designed to map the sea floor.", ("software",)),
        ("BIS imposes license requirements on lasers classified under ECCN 6A005.", ("lasers",)),
    ],
)
def test_goods(text: str, items: tuple[str, ...]) -> None:
    assert [r.values("items") for r in records_of(text, "2031-06-20")] == [items]
