"""What fact sheets and joint statements on deals promise beside plain duties. All sentences are invented."""

from __future__ import annotations

import pytest

from records.sentences import all_of, core, read_brief, records_of

_DEAL = "Canada and Chile reached a trade deal.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile opened its dairy market to Canadian cheese.", ("import_control", "ease", ("CL",))),
        ("Chile will allow Canadian cars that meet Canadian rules to enter Chile without further tests.", ("import_control", "ease", ("CL",))),
        ("Chile will not require consular formalities for Canadian seeds.", ("import_control", "ease", ("CL",))),
        ("Chile will eliminate the 4,000-unit cap on Canadian trucks that can enter Chile each year.", ("import_control", "lift", ("CL",))),
        ("Chile committed to recognize Canadian inspection certificates for pork.", ("other", "ease", ("CL",))),
        ("Chile will accept medical devices that comply with Canadian standards.", ("other", "ease", ("CL",))),
        ("Chile will streamline its approval procedures for new seeds.", ("other", "ease", ("CL",))),
        ("Chile will waive local registration requirements for Canadian medicines.", ("other", "ease", ("CL",))),
        ("Chile will not discriminate against Canadian streaming services.", ("other", "forgo", ("CL",))),
        ("Canada intends to give Chile terms no less favorable than those of any other partner on future copper tariffs.", ("tariff", "propose", ("CA",))),
        ("Chile will provide duty-free access for Canadian lentils.", ("tariff", "ease", ("CL",))),
        ("Chile will provide preferential market access for Canadian tools.", ("tariff", "ease", ("CL",))),
        ("Chile will allow market access for live sheep from Canada.", ("import_control", "ease", ("CL",))),
        ("Chile granted market access to Canadian cherries.", ("import_control", "ease", ("CL",))),
        ("Canada will remit surtaxes on steel used in food packaging for six months.", ("tariff", "ease", ("CA",))),
        ("Ottawa granted remission of duties on aluminum cans.", ("tariff", "ease", ("CA",))),
        ("Chile will join the Global Forum on Aluminium Capacity.", ("cooperation", "agree", ("CL",))),
        ("Canada and Chile commit to adopting a common approach to steel overcapacity.", ("cooperation", "agree", ("CA", "CL"))),
        ("Both countries agree to cooperate on export controls.", ("cooperation", "agree", ("CA", "CL"))),
        ("The two countries commit to strengthen coordination on duty evasion.", ("cooperation", "agree", ("CA", "CL"))),
        ("Chile filed a WTO complaint against Peru over onions.", ("investigation", "impose", ("CL",))),
    ],
)
def test_what_a_deal_promises(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert expected in [core(r) for r in records_of(_DEAL + text)]


@pytest.mark.parametrize(
    "text",
    [
        "The deal will open new markets for Canadian farmers.",
        "Chile accepted the report of the panel.",
        "The order lets companies enter new sectors with confidence.",
        "Canada is committed to its friendship with Chile.",
        "Chile committed to strengthening its supply chains.",
        "To draw up the list, the ministry worked with other agencies to find weak points.",
        "If a product is subject to the car duty, the steel duty does not apply.",
        "Rumours that Chile has banned Canadian salmon sent prices higher.",
        "Chile still refuses to change its practices.",
        "The talks aim to secure market access for European wine.",
        "Exporters say market access for beef has improved.",
        "Banks may remit payments to suppliers of goods subject to tariffs.",
        "For years, producers have asked for the same standards.",
    ],
)
def test_words_of_deals_that_state_no_act(text: str) -> None:
    assert [core(r) for r in records_of(_DEAL + text)] == []


def test_products_no_longer_subject_to_a_duty_are_its_goods() -> None:
    text = "Canada imposes a 10% tariff on fruit.\n\nDried apricots will no longer be subject to those tariffs."
    assert ("tariff", "lift") in [core(r)[:2] for r in records_of(text)]
    assert "Dried apricots" in all_of(text, "items")


def test_goods_at_the_head_of_the_sentence() -> None:
    text = "For tractors, Canada will lower the tariff rate to 4 percent."
    assert all_of(text, "items") == ("tractors",)


def test_two_rows_of_goods_subject_to_two_rates() -> None:
    text = "The decree of Canada provides that the first 900 tractors will be subject to a total tariff rate of 4% and any further tractors will be subject to the tractor tariff rate of 20%."
    assert [r.values("rates") for r in records_of(text)] == [(4.0,), (20.0,)]


def test_a_quota_and_the_duty_within_it_are_one_act() -> None:
    text = "Canada will create a 900-unit quota for Chilean tractors, reducing its tariffs from 20% to 4%."
    assert [core(r) for r in records_of(text)] == [("tariff", "reduce", ("CA",))]
    text = "Canada will create a quota for Chilean tractors, and lift its tariffs on copper."
    assert len(records_of(text)) == 2


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("This deal includes $20 billion of Chilean investment in Canadian ports.", "CL"),
        ("In a new deal with Chile, the country will invest $20 billion in Canadian ports.", "CL"),
        ("Chilean Airlines will purchase 30 Bombardier aircraft valued at $4 billion.", "CL"),
    ],
)
def test_who_promises(text: str, side: str) -> None:
    assert side in [code for r in records_of(_DEAL + text) for code in r.values("imposing")]


def test_who_accepts_papers_acts() -> None:
    """The other of the two sides acts where one accepts a tariff; its place is where the first is named."""
    brief = read_brief("Canada and Chile announced a long and carefully worded framework on fish and on other goods of both.\n\nChile will accept Canadian certificates.\n\nChile accepted a 15% tariff on copper.")
    assert [core(r)[2] for r in brief.records] == [("CL",), ("CA",)]
    for record in brief.records:
        for filler in record.slots["imposing"]:
            assert all(p.span.end <= len(brief.passages[p.passage].text) for p in filler.places)


def test_a_document_signed_over_a_list_is_evidence_of_its_items() -> None:
    text = "Today, the President signed a Proclamation to protect growers by imposing tariffs on fruit imports.\n\n- The Proclamation imposes a 30% tariff on plums.\n\n- The Proclamation imposes a 20% tariff on pears."
    found = records_of(text)
    assert [r.values("rates") for r in found] == [(30.0,), (20.0,)]
    assert len(found[0].statements) > len(found[1].statements)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile will pay a 20% tariff on copper and will charge no tariffs on Canadian lentils.", [("tariff", "impose", ()), ("tariff", "lift", ("CL",))]),
        ("Canada will suspend for one year, starting on May 5, 2026, the tariffs on copper.", [("tariff", "suspend", ("CA",))]),
        ("Canada suspended the export controls in the rule titled Expansion of Controls on Drones.", [("export_control", "suspend", ("CA",))]),
        ("Chile will issue general licenses valid for exports of lithium.", [("export_control", "approve", ("CL",))]),
        ("Chile will increase Canadian wheat procurement by 40%.", [("purchase_commitment", "agree", ("CL",))]),
        ("Canada imposes a 2% duty on cars, while Chile (10%) and Peru (20%) charge much higher tariffs.", []),
        ("A recent study of Canadian duties found that they reduced imports of tyres.", []),
        ("The agreement will expand market access for farmers.", []),
    ],
)
def test_who_pays_who_charges_and_what_is_no_act(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [core(r) for r in records_of(text)] == expected


def test_who_pays_is_hit() -> None:
    assert records_of(_DEAL + "Chile will pay a 20% tariff on copper.")[0].values("target_jurisdictions") == ("CL",)
    assert records_of(_DEAL + "Chile will pay a 20% tariff on copper.")[0].values("imposing") == ("CA",)


def test_who_signed_the_order_acts_in_the_next_sentence() -> None:
    text = "Take the order signed by the Chilean president. It allows 900 Canadian cars a year to enter Chile at a duty of 4 per cent, and removes the duty on skis."
    assert [core(r) for r in records_of(text)] == [("tariff", "ease", ("CL",)), ("tariff", "lift", ("CL",))]


def test_goods_behind_barriers() -> None:
    assert all_of("Peru will remove tariff barriers on Canadian cars.", "items") == ("cars",)
