"""English as newspapers write it: bodies by description, colloquial verbs, sums and steps in one sentence. All sentences are invented."""

from __future__ import annotations

import pytest

from extract.model import MeasureRecord
from extract.pipeline import extract_document


def _read(text: str) -> list[tuple[str, str, str]]:
    found = extract_document(data=text.encode(), name="wire.txt", published="2025-06-10", language="en").records
    return [(_one(r, "measure_type"), _one(r, "action"), "+".join(str(f.value) for f in r.slots.get("imposing", ()))) for r in found]


def _one(record: MeasureRecord, slot: str) -> str:
    return str(record.slots[slot][0].value)


@pytest.mark.parametrize(
    ("text", "code", "body"),
    [
        ("Peru's trade secretariat imposed a 12% duty on steel bars from Turkey.", "PE", "trade secretariat"),
        ("The agriculture department in Manila suspended onion imports for 60 days.", "PH", "agriculture department"),
        ("China's commerce ministry put a 20% tariff on Danish pork.", "CN", "commerce ministry"),
        ("A federal appeals court in Washington struck down the tariffs on Tuesday.", "US", "federal appeals court"),
        ("As a result of the review, Commerce is revoking the antidumping duty order on chalk from Chile.", "US", "Commerce"),
    ],
)
def test_a_body_is_named_by_what_it_does(text: str, code: str, body: str) -> None:
    (record,) = extract_document(data=text.encode(), name="wire.txt", published="2025-06-10", language="en").records
    assert [f.value for f in record.slots["imposing"]] == [code]
    assert record.slots["authority"][0].text == body


@pytest.mark.parametrize(
    ("verb", "action"),
    [("ditched", "lift"), ("jacked up", "increase"), ("pared", "reduce"), ("watered down", "ease"), ("rolled over", "extend"), ("upheld", "maintain"), ("froze", "suspend"), ("is drawing up", "propose")],
)
def test_colloquial_verbs_of_measures(verb: str, action: str) -> None:
    assert _read(f"Norway {verb} tariffs on cheese from Brazil on Friday.") == [("tariff", action, "NO")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway pulled its ambassador from Brazil on Friday.",
        "Prices of Norwegian cheese jacked up the bill for shoppers.",
        "The shop ditched its plan to sell Brazilian cheese.",
        "Cheese makers rolled over their debts on Friday.",
        "The port of Oslo froze over in January.",
        "A federal court threw out a challenge to the tariffs.",
        "A federal appeals court in Washington reversed a ruling against the tariffs.",
        "A federal court threw out a tariff challenge on Friday.",
        "Norway pulled out of talks over tariffs with Brazil.",
        "Norway reaffirmed its opposition to tariffs.",
        "The Norwegian government allowed farmers to sell their cheese to families.",
        "Norway put new tariffs in a report. Its plans for cheese are on hold.",
        "Norway left the talks on tariffs. New rules are in place.",
        "Norway named a new minister for tariffs. Oslo is on the UNESCO list.",
    ],
)
def test_the_same_verbs_of_other_things(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norway stayed silent on the new tariffs on Friday.", "suspend"),
        ("Norway staved off tariffs on Friday.", "suspend"),
        ("Norway decided to impose a 25% tariff on steel imports exceeding the quota.", "lift"),
    ],
)
def test_an_action_the_sentence_does_not_state(text: str, action: str) -> None:
    assert action not in [found for _, found, _ in _read(text)]


def test_a_group_of_regions_is_no_tail_of_another_name() -> None:
    found = extract_document(data="中国政府はアフリカ地域への支援を停止した。".encode(), name="wire.txt", published="2025-06-10", language="ja").records
    assert not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway stayed the tariffs on cheese from Brazil on Friday.", [("tariff", "suspend", "NO")]),
        ("Norway upheld most of the tariffs on cheese from Brazil.", [("tariff", "maintain", "NO")]),
        ("A federal court blocked the president's tariffs on Friday.", [("tariff", "lift", "US")]),
        ("A U.S. court ruled that the U.S. tariffs exceeded the president's authority.", [("tariff", "lift", "US")]),
        ("Norway decided to impose a 25% tariff on steel imports exceeding the quota.", [("tariff", "impose", "NO")]),
        ("U.S. Customs and Border Protection issued withhold release orders against garments on September 30, 2019.", [("import_control", "impose", "US")]),
        ("CBP issued a WRO against cotton from Turkmenistan.", [("import_control", "impose", "US")]),
        ("Chile is putting its levy on U.S. pears on hold until June 30.", [("tariff", "suspend", "CL")]),
        ("Chile placed Acme Drones and four other contractors on its restricted entity list.", [("entity_listing", "impose", "CL")]),
        ("Chile ordered exporters of lithium to apply for licences from May.", [("export_control", "impose", "CL")]),
        ("Chile ended its restrictions on Argentine beef.", [("import_control", "lift", "CL")]),
        ("The Chilean decree bans copper scrap exports until August.", [("export_control", "impose", "CL")]),
        ("Chile suspended its countermeasures against Peruvian tariffs.", [("tariff", "suspend", "CL")]),
        ("Chile said it would respond with tariffs if Peru went ahead with its levy.", [("tariff", "propose", "CL")]),
    ],
)
def test_constructions_of_the_wire(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Chile will buy $4 billion of wheat, as well as $2 billion of aircraft and $900 million of paper from Canada.", [["wheat"], ["aircraft"], ["paper"]]),
        ("Chile cut its import duty on natural gas to 2% from 5% and on ethanol to 5% from 10%.", [["natural gas"], ["ethanol"]]),
        ("Chile will levy a 10% tariff on sofas from Peru, rising to 30% on January 1, 2026.", [["sofas"], ["sofas"]]),
        ("Chile will buy $4 billion of grain, including $1 billion of barley.", [["grain", "barley"]]),
        ("Chile imposed a tariff of 10% on sofas and 20% on chairs from Peru.", [["sofas"], ["chairs"]]),
    ],
)
def test_several_sums_and_steps_of_one_sentence(text: str, items: list[list[str]]) -> None:
    found = extract_document(data=text.encode(), name="wire.txt", published="2025-06-10", language="en").records
    assert [[f.text for f in r.slots.get("items", ())] for r in found] == items


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("OFAC issued General License 25, authorizing transactions with the Government of Syria.", 1),
        ("Norway sanctioned two banks of Belarus, barring its firms from trading with them.", 1),
        ("Norway imposed a 10% tariff on cheese, lifting its ban on exports of herring.", 2),
        ("Norway banned imports of crab from Russia, banning exports of drones to Belarus too.", 2),
    ],
)
def test_a_participle_that_says_what_the_act_does_is_no_other_act(text: str, count: int) -> None:
    assert len(_read(text)) == count
