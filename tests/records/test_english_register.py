"""Rules and notices of the Federal Register, and slots that labels, lists of parties and days of application lend."""

from __future__ import annotations

import pytest

from records.sentences import read_records

RULE = "In this rule, the Bureau of Industry and Security (BIS) amends the Export Administration Regulations (EAR) by adding nine entities to the Entity List. "


def slots_of(text: str, slot: str) -> list[list[str]]:
    return [[str(f.value) for f in r.slots.get(slot, ())] for r in read_records(text)]


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ("They will be listed under the destinations of Chile (4), Peru, and Oman.", ["CL", "PE", "OM"]),
        ("These nine entities, listed under the destination of Laos, have been determined to be acting contrary to the interests of the United States.", ["LA"]),
        ("All nine are in Malta and are added for that reason.", ["MT"]),
        ("They are being added to the Entity List with a footnote.", []),
        ("They produce more than Chile and Peru.", []),
    ],
)
def test_where_listed_parties_stand_belongs_to_their_listing(after: str, codes: list[str]) -> None:
    assert slots_of(RULE + after, "target_jurisdictions") == [codes]


def test_the_day_of_a_rule_holds_for_all_it_does() -> None:
    text = RULE + "This rule also removes two entities from the Entity List. DATES: This rule is effective May 20, 2027, through August 19, 2027."
    assert slots_of(text, "effective_from") == [["2027-05-20"]] * 2
    assert slots_of(text, "effective_until") == [["2027-08-19"]] * 2


def test_one_thing_more_is_another_act() -> None:
    assert len(read_records(RULE + "This rule also adds one vessel to the Entity List.")) == 2


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        ("The Department of Commerce (Commerce) met the International Trade Commission (ITC). Based on findings of the ITC, Commerce is issuing an antidumping duty order on nails from Oman.", "authority", ["us-doc"]),
        ("The Department of Commerce determines that nails from Oman are being, or are likely to be, sold in the United States at less than fair value for the period of investigation, July 1, 2026, through June 30, 2027.", "items", ["nails"]),
        ("The Department of Commerce determines that nails from Oman are being, or are likely to be, sold in the United States at less than fair value for the period of investigation, July 1, 2026, through June 30, 2027.", "date", []),
        ("BIS is moving Chile from Country Group A:5 to Country Group D:1.", "target_jurisdictions", ["CL"]),
        ("The President proclaimed a 5% duty on tin under Section 232 of the Trade Expansion Act of 1962.", "instrument", ["us-s232"]),
        ("Chile: the Council of the EU listed 12 persons.", "target_jurisdictions", ["CL"]),
        ("BIS removes Vega Tools Inc. (Peru) from the Entity List.", "target_jurisdictions", ["PE"]),
        ("Peru imposed a duty of $0.21/kg on Chilean ribbed glass.", "items", ["ribbed glass"]),
        ("Oman will cut its tariffs on lamps and shoes of South Korea to 5 percent.", "items", ["lamps", "shoes"]),
        ("Oman imposed a 5% duty on lamps from 21-Apr-2027 to 20-Apr-2028.", "effective_until", ["2028-04-20"]),
        ("Oman paused its duty on lamps for 30 days after a summit.", "duration", ["P30D"]),
        ("On May 1, 2027, the duty of Oman on lamps will rise to 12 percent.", "effective_from", ["2027-05-01"]),
    ],
)
def test_slots(text: str, slot: str, values: list[str]) -> None:
    assert slots_of(text, slot)[-1] == values


def test_each_step_of_a_duty_is_an_act_of_its_day() -> None:
    text = "Oman imposed a duty on lamps: 5 percent effective January 1, 2027; 8 percent effective January 1, 2028."
    assert slots_of(text, "rates") == [["5.0"], ["8.0"]]
    assert slots_of(text, "effective_from") == [["2027-01-01"], ["2028-01-01"]]
