"""Days that are told apart from the act: lines and items of a chronology, brackets, sources, bases, and announcements that go on."""

from __future__ import annotations

import pytest

from records.sentences import read_records


def _slot(text: str, slot: str) -> list[str]:
    return [str(f.value) for r in read_records(text) for f in r.slots.get(slot, ())]


STARTS = [
    ("2024年8月2日、経済産業省は集積回路の輸出規制を強化すると発表した（同28日施行）。", ["2024-08-28"]),
    ("米商務省は2024年5月3日、半導体の輸出規制を強化した（2024年6月1日発効）。", ["2024-06-01"]),
    ("中国商務省は輸出管理法（2020年12月1日施行）に基づき、2024年5月3日に米国企業への輸出を禁止した。", []),
    ("米国は2024年5月3日、鉄鋼に25%の追加関税を課した（2018年は10%）。", []),
]


@pytest.mark.parametrize(("text", "starts"), STARTS)
def test_starts_in_brackets(text: str, starts: list[str]) -> None:
    """A bracket says when the act starts; one behind the law that the act rests on does not."""
    assert _slot(text, "effective_from") == starts


DAYS = [
    ("2024年3月4日\n米国は鉄鋼に25%の追加関税を課すと発表。\n\n2024年3月9日\nカナダは米国産鉄鋼に25%の報復関税を課すと発表。", ["2024-03-04", "2024-03-09"]),
    ("中国は2024年3月4日、2023年の輸入実績の50%に当たる鉄鋼に10%の追加関税を課した。", ["2024-03-04"]),
    ("米商務省は2024年10月10日、半導体の輸出規制を強化すると発表した。また、中国製ドローンの輸入を禁止する。", ["2024-10-10", "2024-10-10"]),
    ("米商務省は2024年10月10日、半導体の輸出規制を強化すると発表した。鉄鋼への25%の追加関税は維持されている。", ["2024-10-10"]),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_days(text: str, days: list[str]) -> None:
    """Lines that are a day date what is under them; an announcement dates what goes on with it, not what stands already."""
    assert _slot(text, "date") == days
