"""Rows whose members have days of their own, groups of states that act, owners some words away, powers that are only laid down."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

ROWS = [
    ("中国は2023年8月にガリウム、同年12月に黒鉛の輸出を許可制とした。", "export_control", 2),
    ("インドは2022年9月に砕米、2023年7月に白米の輸出を禁じた。", "export_control", 2),
    ("米商務省は5月に航空機部品について、6月には風力タービンについて、それぞれ232条調査に着手した。", "investigation", 2),
    ("政府は2027年に15%、2028年に30%の関税を課す。", "tariff", 1),
    ("中国は4月に公表した措置を、7月に実施した。", "", 0),
]


@pytest.mark.parametrize(("text", "type_", "count"), ROWS)
def test_rows_of_days(text: str, type_: str, count: int) -> None:
    """Each day with a thing of its own is an act; steps of one duty are one."""
    assert [core(r)[0] for r in read_records(text)] == [type_] * count


ACTS = [
    ("ASEAN6カ国は域内の関税を撤廃した。", "tariff", "lift"),
    ("G7はロシア産原油の価格に上限を設けることで合意した。", "sanction", "impose"),
    ("鉄鋼に対する米国の50%の関税は続く。", "tariff", "maintain"),
    ("米国の自動車関税は27.5%のままだ。", "tariff", "maintain"),
    ("ドイツ政府は電池の新工場に約30億ユーロを支援する。", "subsidy", "impose"),
    ("欧州委員会は鉄鋼の枠外税率40%を提案済みである。", "tariff", "propose"),
    ("中国は豪州産牛肉の輸入を全面的に止めた。", "import_control", "impose"),
]


@pytest.mark.parametrize(("text", "type_", "action"), ACTS)
def test_acts(text: str, type_: str, action: str) -> None:
    """Groups act as themselves; what goes on is maintained; money given is a subsidy."""
    assert [core(r)[:2] for r in read_records(text)] == [(type_, action)]


NOTHING = [
    "同法は、政府が外国企業との取引を禁止することができる旨を定めていた。",
    "日中関係の改善に向けた協議が続いている。",
    "政府としては、関係国と緊密に連携してまいります。",
    "市場では追加関税への警戒が続いている。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    """Powers that a law gives, talks that go on and assurances state no act."""
    assert read_records(text) == ()
