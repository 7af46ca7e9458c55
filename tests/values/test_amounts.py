from __future__ import annotations

import pytest

from extract.values.amounts import Amount, read_quantity, read_rates, spell_amount


@pytest.mark.parametrize("text", ["34%→10%", "34→10", "34 -> 10", "34％→10％", "34%から10%に", "34%から10%へ引き下げ", "from 34% to 10%", "34 to 10 percent"])
def test_reads_a_change(text: str) -> None:
    assert read_rates(text) == (Amount(34, "%", role="from"), Amount(10, "%", role="to"))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("→10%", (Amount(10, "%", role="to"),)),
        ("145%→", (Amount(145, "%", role="from"),)),
        ("+10%", (Amount(10, "%"),)),
        ("-2.5", (Amount(-2.5, "%"),)),
        ("最大145%", (Amount(145, "%", "le"),)),
        ("最大で25%", (Amount(25, "%", "le"),)),
        ("up to 145 percent", (Amount(145, "%", "le"),)),
        ("100%超", (Amount(100, "%", "gt"),)),
        ("100%を超える", (Amount(100, "%", "gt"),)),
        ("10% or more", (Amount(10, "%", "ge"),)),
        (">= 10", (Amount(10, "%", "ge"),)),
        ("約10%", (Amount(10, "%", "approx"),)),
        ("累計145%", (Amount(145, "%", "cumulative"),)),
        ("10～20%", (Amount(10, "%"), Amount(20, "%"))),
        ("三割", (Amount(30, "%"),)),
        ("5%ポイント", (Amount(5, "point"),)),
        ("5 percentage points", (Amount(5, "point"),)),
        ("1,000", (Amount(1000, "%"),)),
        ("最大10%→5%以下", (Amount(10, "%", "le", "from"), Amount(5, "%", "le", "to"))),
    ],
)
def test_reads_rates(text: str, amounts: tuple[Amount, ...]) -> None:
    assert read_rates(text) == amounts


@pytest.mark.parametrize("text", ["", "abc", "10社", "34%→x", "x→10", "→", "34→10→5", "10 or", "ten apples", "%"])
def test_reads_no_rate(text: str) -> None:
    assert read_rates(text) == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("28社", Amount(28, "社")),
        ("２８社", Amount(28, "社")),
        ("約400施設", Amount(400, "施設", "approx")),
        ("28社以上", Amount(28, "社", "ge")),
        ("三分野", Amount(3, "分野")),
        ("17の米国企業", Amount(17, "米国企業")),
        ("2,000億ドル", Amount(200_000_000_000, "ドル")),
        ("5兆円", Amount(5_000_000_000_000, "円")),
        ("12 million metric tons", Amount(12_000_000, "metric tons")),
        ("at least 25 companies", Amount(25, "companies", "ge")),
        ("US$500 million", Amount(500_000_000, "dollars")),
        ("$1.5bn", Amount(1_500_000_000, "dollars")),
        ('3 "万トン"', Amount(3, "万トン")),
        ("28", Amount(28)),
    ],
)
def test_reads_a_quantity(text: str, amount: Amount) -> None:
    assert read_quantity(text) == amount


@pytest.mark.parametrize("text", ["", "several firms", "1-2社", "100,5 x", "社", "2025-04-02"])
def test_reads_no_quantity(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(34, "%"), "34%"),
        (Amount(12_000_000, "metric tons"), "12,000,000 metric tons"),
        (Amount(28, "社", "ge"), "≥28社"),
        (Amount(3, "万トン"), '3 "万トン"'),
        (Amount(1e22, "円"), "10,000,000,000,000,000,000,000円"),
    ],
)
def test_spells_amounts_so_that_they_are_read_back(amount: Amount, text: str) -> None:
    assert spell_amount(amount) == text
