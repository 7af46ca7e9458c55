"""Where clauses end, what is hidden in relative clauses, and what gapped ones share."""

from __future__ import annotations

import pytest

from extract.nlp import analyse
from extract.records.chunks import read_sentence
from extract.records.clauses import Clause, split_clauses
from extract.records.terms import find_terms
from extract.spans import Span


def read_clauses(text: str) -> tuple[Clause, ...]:
    doc = analyse([text], "ja")[0]
    return split_clauses(read_sentence(doc, Span(0, len(text))), find_terms(text, "ja"), text)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("鉄鋼に25%、アルミに10%の関税を課す。", "関税を課す。"),
        ("乳製品に5%、食肉に12%、穀物に20%の税率を適用する。", "税率を適用する。"),
        ("家具に30%、木材に10%を課した。", "課した。"),
        ("小麦を20万トン、大麦を5万トン輸入する。", None),
    ],
)
def test_gapped_clauses_share_the_rest(text: str, shared: str | None) -> None:
    first = read_clauses(text)[0]
    assert (first.shared.of(text) if first.shared is not None else None) == shared


@pytest.mark.parametrize(
    "text",
    ["年500万トン、34億ドル相当を購入する。", "2027年に15%、2028年に30%を課す。", "税率は15%、期間は3年だ。", "累積145%、同125%と上昇した。", "最大25%、平均12%の関税を課す。"],
)
def test_other_amounts_share_nothing(text: str) -> None:
    assert all(c.shared is None for c in read_clauses(text))


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("対象を鉄鋼を使う製品に広げる規則案を公表した。", "対象", True),
        ("対象を鉄鋼を使う製品に広げる規則案を公表した。", "広げる", True),
        ("半導体を許可の対象とする現行の制度を維持する。", "許可", True),
        ("輸入を停止する方式を認める。", "停止", True),
        ("設備投資を補助する事業を創設した。", "補助", True),
        ("昨年停止した輸入を再開した。", "停止", False),
        ("輸出を禁止した国と協議した。", "禁止", False),
        ("関税を課す国から輸入した。", "課す", False),
        ("10月に予定した引き上げを見送った。", "予定", False),
        ("先に導入した工場を閉じた。", "導入", False),
    ],
)
def test_relative_clauses_hide_what_they_recall(text: str, word: str, shown: bool) -> None:
    at = text.index(word)
    assert any(c.shows(Span(at, at + len(word))) for c in read_clauses(text)) is shown


def test_adverbs_in_te_close_nothing() -> None:
    assert len(read_clauses("政府は制度を引き続き維持する。")) == 1
    assert len(read_clauses("政府は税率を下げ、制度を維持する。")) == 2
