"""Goods of a probe into practices, what trails behind the name of goods, shares and sums of trade, fees on ships in English."""

from __future__ import annotations

import pytest

from records.sentences import core, records_of


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


@pytest.mark.parametrize(
    ("text", "rates", "quantities"),
    [
        ("Indonesia will eliminate tariffs on over 99% of U.S. products.", (), ()),
        ("Vietnam removed duties on 98 percent of its tariff lines.", (), ()),
        ("Canada imposed a 25% duty on 40% of steel imports from China.", (25.0,), ()),
        ("Canada imposed a duty of 10% of the value of the goods on Chinese steel.", (10.0,), ()),
        ("Malaysia will cut tariffs by 50% on 11,000 products.", (50.0,), (11000.0,)),
        ("Canada announced a 25% surtax on $29.8 billion of U.S. goods.", (25.0,), (29_800_000_000.0,)),
        ("China raised duties on $60 billion worth of U.S. imports to 25%.", (25.0,), (60_000_000_000.0,)),
        ("The United States imposed tariffs that will raise $30 billion a year.", (), ()),
    ],
)
def test_shares_of_trade_are_no_rates_and_sums_of_trade_are_amounts(text: str, rates: tuple[float, ...], quantities: tuple[float, ...]) -> None:
    (record,) = records_of(text, "2031-06-20")
    assert (record.values("rates"), record.values("quantities")) == (rates, quantities)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("USTR will impose a fee of $50 per net ton on Chinese vessels.", (50.0,)),
        ("The USTR will impose a fee of $120 per container on operators of Chinese-built vessels.", (120.0,)),
        ("The United States imposed fees on Chinese-built vessels.", ()),
    ],
)
def test_a_fee_on_ships_has_its_amount(text: str, amount: tuple[float, ...]) -> None:
    (record,) = records_of(text, "2031-06-20")
    assert (core(record), record.values("quantities")) == (("port_fee", "impose", ("US",)), amount)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("China will suspend the export controls imposed on October 9, 2030 until November 10, 2031.", ("2031-11-10",)),
        ("The EU extended the sanctions adopted in 2024 until January 31, 2032.", ("2032-01-31",)),
    ],
)
def test_the_day_of_what_is_suspended_begins_no_range(text: str, until: tuple[str, ...]) -> None:
    (record,) = records_of(text, "2031-06-20")
    assert (record.values("effective_until"), record.values("effective_from")) == (until, ())


@pytest.mark.parametrize("cited", ["See Certain Film From Brazil: Initiation of Antidumping Duty Investigations, 96 FR 100.", "\\1\\ See also Final Rule, 96 FR 210 (adding entities to the Entity List)."])
def test_what_a_note_cites_is_no_act(cited: str) -> None:
    assert records_of(cited, "2031-06-20") == ()


def test_antidumping_duty_investigations_are_no_duties() -> None:
    (record,) = records_of("Commerce initiated antidumping duty investigations of silicon metal from Laos.", "2031-06-20")
    assert core(record) == ("investigation", "impose", ("US",))
