"""Talks that are over: with a deal, without one; the sides that share one 政府; what is only warned of; lengths after an event."""

from __future__ import annotations

import pytest

from extract.model import MeasureRecord
from records.sentences import read_records


def told(sentence: str) -> list[tuple[str, str, str]]:
    return [(_of(r, "measure_type"), _of(r, "action"), _of(r, "imposing")) for r in read_records(sentence)]


def _of(record: MeasureRecord, slot: str) -> str:
    return " ".join(str(f.value) for f in record.slots.get(slot, ()))


TALKS = [
    ("タイとEUは5月2日、自由貿易協定の交渉を終えた。", [("cooperation", "agree", "TH EU")]),
    ("チリとトルコは5月2日、FTA交渉を終えたと発表した。", [("cooperation", "agree", "CL TR")]),
    ("日本政府と英政府は5月2日、鉄鋼の関税を5%に引き下げた。", [("tariff", "reduce", "JP GB")]),
    ("米国は5月2日、ブラジル産品への関税を10%から25%に引き上げる可能性を警告した。", [("tariff", "propose", "US")]),
    ("タイとEUは5月2日、3日間の交渉を終えた。", []),
    ("日本政府は5月2日、関税交渉を終えたと発表した。", []),
    ("米国は5月2日、カナダとの貿易交渉を終了すると発表した。", []),
    ("インドは5月2日、EUとの交渉を打ち切った。", []),
    ("EUは5月2日、鋼材への追加関税を終えた。", [("tariff", "lift", "EU")]),
]


@pytest.mark.parametrize(("sentence", "expected"), TALKS)
def test_talks(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(("sentence", "length"), [("中国は2031年9月の公告から2日後に、黒鉛の輸出許可を凍結した。", ""), ("中国は2031年9月2日、黒鉛の輸出許可を2日間凍結した。", "P2D")])
def test_what_counts_from_an_event_is_no_length(sentence: str, length: str) -> None:
    assert [_of(r, "duration") for r in read_records(sentence)] == [length]


def test_a_numbered_source_states_nothing() -> None:
    told_before = "もっとも、タイが追随して輸出を禁じれば影響は大きい。\n\n"
    assert read_records(told_before + "1 鉱業省「錫の輸出に関する省令第9号」、2031年5月11日、https://example.org/press/9") == ()
