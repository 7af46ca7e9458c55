"""Rows of Japanese acts (measures summed up, days of their own, points of a cabinet's list), trade allowed or not, and prices that are no duties."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

ROWS = [
    ("政府は、要人の資産凍結、特定銀行との取引の制限、石炭の輸入の禁止などの厳しい措置を講じてきた。", [("sanction", "impose"), ("sanction", "impose"), ("import_control", "impose")]),
    ("中国は、米国産大豆への追加関税、レアアースの輸出規制などの対抗措置を発動した。", [("tariff", "impose"), ("export_control", "impose")]),
    ("政府は、木材の輸入を5月から禁止すること、銀行2行の資産を同日から凍結すること、並びに30団体を凍結の対象に加えることを了解した。", [("import_control", "impose"), ("sanction", "impose"), ("sanction", "impose")]),
    ("トルコは、2024年3月には鉄スクラップを、同年6月には銅くずを輸出許可の対象とした。", [("export_control", "impose")] * 2),
    ("タイは、2023年2月に15種の木材に関連する品目について、同年4月に4種の樹脂に関連する品目について、それぞれ輸出規制を行うと発表した。", [("export_control", "impose")] * 2),
    ("ケニアは、時計に2017年5月、8%の関税を課し、同年11月に12%、2018年3月に16%へと引き上げた。", [("tariff", "impose"), ("tariff", "increase"), ("tariff", "increase")]),
    ("米国は、2027年に15%、2028年に30%の関税を課す。", [("tariff", "impose")]),
    ("EUは、鉄鋼に25%、アルミニウムに10%の関税を課した。", [("tariff", "impose")]),
    ("政府は、関税、為替などの問題を協議した。", []),
    ("政府は、禁輸、関税などの措置による影響を注視している。", []),
    ("中国は、2024年4月に決めた追加関税を、同年7月に発動した。", [("tariff", "impose")]),
]


@pytest.mark.parametrize(("text", "acts"), ROWS)
def test_each_member_of_a_row_is_an_act(text: str, acts: list[tuple[str, str]]) -> None:
    assert [core(r)[:2] for r in read_records(text + "\n")] == acts


def test_steps_of_a_rate_keep_the_goods() -> None:
    records = read_records(ROWS[5][0] + "\n")
    assert [[f.text for f in r.slots["items"]] for r in records] == [["時計"]] * 3
    assert [(r.values("rates"), r.values("date")) for r in records[1:]] == [((12.0,), ("2017-11",)), ((16.0,), ("2018-03",))]


LEAVE = [
    ("オランダ商務省は、旧型の装置の輸出を再び認めることとした。", "ease"),
    ("インドネシア政府は、特定の鉱山に限って銅精鉱の輸出を認めた。", "ease"),
    ("米商務省は、エヌビディアに対し中国向け半導体の輸出を認めた。", "approve"),
    ("米商務省は、光学装置のロシアへの輸出を許可しない措置を導入した。", "impose"),
    ("米商務省は、A社の対中輸出申請を承認せず、3月5日に通知した。", "deny"),
]


@pytest.mark.parametrize(("text", "action"), LEAVE)
def test_trade_let_through_is_eased_and_applications_are_granted(text: str, action: str) -> None:
    assert [core(r)[1] for r in read_records(text + "\n")] == [action]


MARKETS = [
    "米国は3日、銅に25%の関税を課した。国際機関は、追加関税を踏まえ、世界経済の成長率を3.1%とし、前回の見通しから0.3%ポイント下方修正した。",
    "米国は3日、銅に25%の関税を課した。銅の指標価格は一時5%高騰し、5年ぶりの高値を付けた。前月末にも4%上がっていた。",
    "米国は3日、銅に25%の関税を課した。ドル円相場は2.1%下落した。前日にも3%下げていた。",
    "米国は3日、銅に25%の関税を課した。対米輸出額は前年同月比12%減となった。",
    "米国は3日、銅に25%の関税を課した。この国の銅の輸入依存度は6割を超え、2年で8%引き上がった。",
]


@pytest.mark.parametrize("text", MARKETS)
def test_prices_and_forecasts_are_no_duties(text: str) -> None:
    records = read_records(text + "\n")
    assert [(r.values("action"), r.values("rates")) for r in records] == [(("impose",), (25.0,))]


def test_the_rate_goes_on_where_a_duty_is_told_of() -> None:
    records = read_records("米国は3日、銅に25%の関税を課した。銅の価格は5%上がった。翌日、税率を30%に引き上げた。\n")
    assert [r.values("rates") for r in records] == [(25.0,), (30.0,)]
