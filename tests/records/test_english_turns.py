"""English acts by turn of phrase: what goes on in a relative clause, findings, closings, reliefs, lists that plan, licences in lines."""

from __future__ import annotations

import pytest

from records.sentences import read_records

ACTS = {
    "a relative clause that goes on telling": [
        ("Canada imposed a 10% tariff on garden chairs, which will rise to 20% on 1 July 2026.", ["tariff impose", "tariff increase"]),
        ("Japan adopted the measures, which ban transactions with two lenders.", ["sanction impose"]),
        ("Mexico announced a 5% duty on zippers, which will increase to 15% in March 2026.", ["tariff impose", "tariff increase"]),
    ],
    "what an office finds": [
        ("The United States Trade Representative determined that Ruritania's practices are unreasonable and burden or restrict U.S. commerce.", ["investigation impose"]),
        ("The U.S. Commerce Department found that imports of bearings threaten to impair the national security.", ["investigation impose"]),
        ("On 3 May 2025 the U.S. Department of Commerce initiated an administrative review of the antidumping duty order on hand trucks.", ["investigation impose"]),
        ("The European Commission ended its investigation of Turkish foil without imposing measures.", ["investigation lift"]),
    ],
    "relief and refusal": [
        ("Canada granted brewers a reprieve from the 25% tariffs on cans until 1 May 2026.", ["tariff ease"]),
        ("India decided not to lift the duty on chickpeas.", ["tariff maintain"]),
        ("The United States denies entry to sugar from Ruritania.", ["import_control impose"]),
        ("Beijing ordered mills to stop buying Australian barley in May 2025.", ["import_control impose"]),
        ("Indonesia put nickel ore under export licences in May 2025.", ["export_control impose"]),
    ],
    "schedules": [
        ("India. Import policy of the item \"Glass Beads\" is amended from \"Restricted\" to \"Free\".", ["import_control lift"]),
        ("India changed the export policy for de-oiled bran from free to prohibited.", ["export_control impose"]),
    ],
    "lists, however called": [
        ("China added nine companies to a control list that prohibits exports of dual-use items.", ["entity_listing impose"]),
        ("The EU adds 40 vessels to the list of ships barred from its ports.", ["entity_listing impose"]),
    ],
    "nouns that are verbs elsewhere": [
        ("China announced it would raise its levies on American goods by 10%.", ["tariff increase"]),
        ("India raised the basic import tax on crude palm oil to 20%.", ["tariff increase"]),
    ],
    "documents of a day": [
        ("President Trump signed an order on Monday removing the 25% tariff on Chilean copper.", ["tariff lift"]),
    ],
    "a report's place": [
        ("HANOI, May 5 — The government decided to impose an anti-dumping duty on imported sorbitol.", ["tariff impose"]),
    ],
}
NOTHING = [
    "Traders fear the levies, which weigh on prices.",
    "The firm was added to the shortlist of suppliers for the bridge.",
    "Growers suffered material losses after the frost.",
    "The tribunal closed the case file at noon.",
    "The minister was granted a brief respite from questions.",
    "The museum put its coins under glass.",
    "LONDON, May 5 — Oil prices rose after the meeting.",
    "The petitioner alleged that the goods were dumped.",
    "Sales of garden chairs, which make up a tenth of exports, slowed.",
    "The bill would:",
]


def _acts(text: str) -> list[str]:
    return [f"{r.values('measure_type')[0]} {r.values('action')[0]}" for r in read_records(text)]


@pytest.mark.parametrize(("text", "acts"), [pytest.param(t, a, id=f"{n}: {t}") for n, cases in ACTS.items() for t, a in cases])
def test_act(text: str, acts: list[str]) -> None:
    """The sentence states these acts."""
    assert _acts(text) == acts


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    """The sentence states no act."""
    assert _acts(text) == []


def test_list_of_a_plan() -> None:
    """What a proposal would do is proposed, item by item."""
    text = "Commission tables a plan\n\nThe European Commission put forward a proposal. The proposal would:\n\n- double the duty on steel pipes from 10% to 20%;\n- limit imports of steel wire to 300,000 tonnes a year.\n"
    assert _acts(text) == ["tariff propose", "import_control propose"]


def test_licences_in_lines() -> None:
    """A line that opens with a licence's number grants it, and each number is a licence of its own."""
    text = "OFAC issued the following authorizations:\n\nGL 901 – Transactions related to two pipelines; expires May 1, 2026.\n\nGL 902 – Sale of shares in a refinery; expires May 1, 2026.\n"
    assert _acts(text) == ["sanction approve", "sanction approve"]


def test_only_power_of_a_brief() -> None:
    """An act that names nobody is that of the only power that acts in the brief, where its office is named too."""
    text = "Brussels acts on steel\n\nThe European Commission imposed a 12% duty on steel wire from Egypt.\n\nNext steps\n\nThe safeguard on steel pipes expires on 30 June 2027.\n"
    assert [tuple(r.values("imposing")) for r in read_records(text)] == [("EU",), ("EU",)]
