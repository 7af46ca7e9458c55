"""English statements in the wordings of notices, alerts, wires and fact sheets: one table a family, with sentences that state nothing."""

from __future__ import annotations

import pytest

from extract.model import MeasureRecord
from extract.pipeline import extract_document

PUBLISHED = "2025-10-10"


def read_records(text: str) -> tuple[MeasureRecord, ...]:
    """Return the records of a text brief."""
    return extract_document(data=text.encode(), name="brief.txt", published=PUBLISHED).records


def _values(record: MeasureRecord, slot: str) -> list[str]:
    words = slot in {"items", "entities", "instrument", "authority", "agreement"}
    return [f.text if words else f"{f.value:.12g}" if isinstance(f.value, float) else str(f.value) for f in record.slots.get(slot, ())]


def _short(record: MeasureRecord) -> str:
    by, on = ",".join(_values(record, "imposing")), ",".join(_values(record, "target_jurisdictions"))
    kind, action = record.values("measure_type")[0], record.values("action")[0]
    return f"{kind} {action} {by}>{on}"


# (sentence, goods and rates of each act)
SHARED = [
    ("Mexico raised duties on Chinese footwear to 35 percent and on Chinese yarn to 20 percent.", [("footwear", "35"), ("yarn", "20")]),
    ("Japan will cut its tariffs on beef to 9 percent and on pork to 4 percent.", [("beef", "9"), ("pork", "4")]),
    ("Canada increased the surtaxes on steel and aluminium to 25 percent and 10 percent, respectively.", [("steel", "25"), ("aluminium", "10")]),
    ("USTR announced that polysilicon would be subject to 50 percent, and certain tungsten products to 25 percent.", [("polysilicon", "50"), ("tungsten products", "25")]),
    ("The President imposed a 50 percent tariff on copper and a 10 percent tariff on lumber.", [("copper", "50"), ("lumber", "10")]),
    ("China responded with a tariff of 15% on coal and of 10% on crude oil.", [("coal", "15"), ("crude oil", "10")]),
]
ONE_AMOUNT = [
    "The EU imposed provisional anti-dumping duties ranging from 12.5% to 40.1% on citric acid from China.",
    "The United States raised its duty on Indian shrimp from 25 percent to 50 percent.",
    "Korea will levy a duty of between 10 percent and 20 percent on plywood.",
    "Brazil raised its tariff on tyres to 25 percent, up from 16 percent.",
]


@pytest.mark.parametrize(("sentence", "pairs"), SHARED)
def test_shares_out_amounts(sentence: str, pairs: list[tuple[str, str]]) -> None:
    records = read_records(sentence)
    assert [(*_values(r, "items"), *_values(r, "rates")) for r in records] == pairs


@pytest.mark.parametrize("sentence", ONE_AMOUNT)
def test_one_amount_is_one_act(sentence: str) -> None:
    assert len(read_records(sentence)) == 1


# (sentence, the acts it states)
ACTS = {
    "who acts is told by the sentence inside": [
        ("Tokyo confirmed that China has banned Japanese scallops.", ["import_control impose CN>JP"]),
        ("Canada expects China to lower its tariff on canola seed.", ["tariff propose CN>"]),
        ("Officials in Seoul said that the EU would lift its safeguard on Korean steel.", ["tariff lift EU>KR"]),
    ],
    "whose ministry": [
        ("Japan's Ministry of Foreign Affairs announced an asset freeze on 11 Russian entities.", ["sanction impose JP>RU"]),
        ("The Thai Ministry of Commerce banned imports of Chinese garlic.", ["import_control impose TH>CN"]),
        ("Vietnam's Ministry of Finance cut the import duty on American cars.", ["tariff reduce VN>US"]),
    ],
    "lists": [
        ("MOFCOM announced that it has decided to include three U.S. companies in the Unreliable Entity List.", ["entity_listing impose CN>US"]),
        ("The removal of 15 US companies from the unreliable entity list was announced by the Ministry of Commerce.", ["entity_listing lift CN>US"]),
        ("Commerce blacklisted 12 Chinese firms on the Entity List.", ["entity_listing impose US>CN"]),
        ("BIS published a rule that expands the Entity List by adding six entities in South Africa.", ["entity_listing impose US>ZA"]),
    ],
    "putting on": [
        ("The White House released an order placing additional tariffs on all imports from Mexico.", ["tariff impose US>MX"]),
        ("Ottawa put a 25% surtax on American dishwashers.", ["tariff impose CA>US"]),
        ("The Government of Canada is moving forward with 25% tariffs on American orange juice.", ["tariff impose CA>US"]),
        ("China hit back with export controls on gallium.", ["export_control impose CN>"]),
    ],
    "stopping": [
        ("China has stopped accepting Japanese seafood.", ["import_control impose CN>JP"]),
        ("Turkey has halted imports of Romanian wheat.", ["import_control impose TR>RO"]),
        ("Beijing stopped issuing export licences for magnets.", ["export_control impose CN>"]),
    ],
    "undecided": [
        ("The European Union vowed to impose countermeasures on American whiskey unless Washington lifts its steel tariffs.", ["tariff propose EU>US"]),
        ("Seoul will consider tightening export controls on battery materials.", ["export_control propose KR>"]),
        ("BIS said that it will issue a new rule on exports of drones.", ["export_control propose US>"]),
    ],
    "decided": [
        ("China said on Thursday it would impose export controls on lithium battery technology.", ["export_control impose CN>"]),
        ("Washington said it will suspend the 25% tariff on Mexican tomatoes for 90 days.", ["tariff suspend US>MX"]),
        ("Unless otherwise exempted, Chinese goods will be subject to a 10% tariff under Section 122.", ["tariff impose US>CN"]),
    ],
    "state of the paragraph": [
        ("Mexico. The Senate raised import duties on cars from countries without a trade agreement, among them China and India.", ["tariff increase MX>CN,IN"]),
        ("India: The Ministry of Commerce banned exports of broken rice.", ["export_control impose IN>"]),
        ("The Senate passed nothing. Mexico lifted its duty on rice.", ["tariff lift MX>"]),
    ],
    "licences": [
        ("OFAC declined to renew the licence that had authorized those payments.", ["sanction forgo US>"]),
        ("OFSI revoked the licence for Cypriot insurers.", ["sanction lift GB>CY"]),
    ],
}

NOTHING = [
    "Shipments already under way may still be allowed into the country.",
    "US steel prices rose after the duties took effect.",
    "The American Iron and Steel Institute said demand had weakened.",
    "The ministry said it had not imposed any export ban on magnets.",
    "The two sides left Geneva without lifting a single tariff.",
    "In order to impose tariffs, the President must declare an emergency.",
    "The company, which was added to the Entity List in 2019, reported higher profits.",
    "Some of these rules may be withdrawn or delayed.",
    "The order puts the tariff terms with Peru into force.",
    "Talks between the Senate and the House on Wednesday made no progress.",
]


@pytest.mark.parametrize(("sentence", "acts"), [row for rows in ACTS.values() for row in rows])
def test_states_acts(sentence: str, acts: list[str]) -> None:
    assert [_short(r) for r in read_records(sentence)] == acts


@pytest.mark.parametrize("sentence", NOTHING)
def test_states_nothing(sentence: str) -> None:
    assert [_short(r) for r in read_records(sentence)] == []


LISTS = [
    (
        "As of November 10, 2025, USTR suspended for one year the measures under its Section 301 action:\n- the port-entry fees on vessels built in China; and\n- the additional duties of 100% on cranes.\n",
        ["port_fee suspend US>CN", "tariff suspend US>"],
    ),
    ("BIS released two documents:\n- Guidance on the use of foreign AI chips\n- Frequently asked questions on model weights\n", ["guidance warn US>", "guidance warn US>"]),
    (
        "USTR completed its review of the Section 301 tariffs. With effect from September 27, 2024, the following rates apply to goods of China:\n- cranes: from zero to 25 percent;\n- solar cells: from 50 percent to 25 percent;\n- toys: from 10 percent to zero.\n",
        ["tariff impose US>CN", "tariff reduce US>CN", "tariff lift US>CN"],
    ),
    ("Three things to watch:\n- Guidance on the use of foreign AI chips\n- The tariffs on copper\n", []),
]


@pytest.mark.parametrize(("text", "acts"), LISTS)
def test_items_take_the_act_of_their_head(text: str, acts: list[str]) -> None:
    assert [_short(r) for r in read_records(text)] == acts


@pytest.mark.parametrize(
    "text",
    [
        "Norway has no plans to raise tariffs on Chinese electric vehicles.",
        "There are no immediate plans to ban exports of helium, the ministry of Qatar said.",
        "Japan denied any plan to impose duties on Canadian canola.",
        "The United Kingdom agreed to the following:\n\n- The UK does not intend to raise its tariff on Australian wine.",
        "The United Kingdom agreed to the following:\n\n- The UK never raised its tariff on Australian wine.",
    ],
)
def test_what_is_not_planned_is_no_act(text: str) -> None:
    assert read_records(text) == ()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Ottawa has abandoned plans to impose a digital services tax.", "forgo"),
        ("Brazil shelved a plan to impose an export tax on soybeans.", "forgo"),
        ("The Commission put off plans to impose duties on glass.", "forgo"),
        ("Japan scrapped its plan to raise the tariff on beef.", "forgo"),
        ("Mexico backed away from its plan to raise the tariff on beef.", "forgo"),
        ("Washington set out plans to raise tariffs on steel to 50%.", "propose"),
        ("The EU backed a plan to impose duties on rapeseed.", "propose"),
        ("The EU set plans to impose a 25% tariff on steel.", "propose"),
        ("Norway plans to raise tariffs on cheese.", "propose"),
        ("The United Kingdom agreed to the following:\n\n- The UK will not raise its tariff on Australian wine.", "forgo"),
    ],
)
def test_plans_given_up_and_plans_made(text: str, action: str) -> None:
    (record,) = read_records(text)
    assert record.values("action") == (action,)
