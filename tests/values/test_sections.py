from __future__ import annotations

import pytest

from extract.values.sections import read_section_state

HEADINGS = [
    ("インド", "IN"),
    ("2. ブラジル", "BR"),
    ("IIベトナム", "VN"),
    ("【中国】", "CN"),
    ("韓国の通商措置", "KR"),
    ("第3章 EU:鉄鋼の割当", "EU"),
    ("対中規制", ""),
    ("日米交渉", ""),
    ("中国への輸出規制", ""),
    ("米国の関税への日本の対応", ""),
    ("ベトナム産鋼材", ""),
    ("鉄鋼", None),
    ("企業への影響", None),
]


@pytest.mark.parametrize(("heading", "state"), HEADINGS)
def test_section_state(heading: str, state: str | None) -> None:
    assert read_section_state(heading) == state


@pytest.mark.parametrize(("title", "state"), [("インド", "IN"), ("インドの輸出規制", ""), ("貿易の動き", None)])
def test_title_is_the_states_name_alone(title: str, state: str | None) -> None:
    assert read_section_state(title, is_title=True) == state
