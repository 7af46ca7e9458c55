"""English statements: rule families with sentences that state an act and sentences that do not."""

from __future__ import annotations

import pytest

from extract.pipeline import analyse_passages, extract_document
from extract.records import english
from extract.records.context import build_contexts
from extract.records.statements import Statement
from extract.records.topics import Topic

PUBLISHED = "2025-10-10"


def read_statements(text: str) -> list[Statement]:
    """Return the statements of a text as the English analyser gives them, before merging."""
    found = extract_document(data=text.encode(), name="brief.txt", published=PUBLISHED)
    docs = analyse_passages(found.passages)
    out: list[Statement] = []
    topic = Topic()
    for ctx, doc in zip(build_contexts(found.document, found.passages, found.mentions), docs, strict=True):
        here, topic = english.find_statements(ctx, doc, topic)
        out += [s for s in here if s.slots.get("measure_type")]  # what only opens a list has no type
    return out


def _values(statement: Statement, slot: str) -> list[str]:
    words = slot in {"items", "agreement"}
    return [f.text if words else f"{f.value:.12g}" if isinstance(f.value, float) else str(f.value) for f in statement.slots.get(slot, ())]


def _short(statement: Statement) -> str:
    by, on = ",".join(_values(statement, "imposing")), ",".join(_values(statement, "target_jurisdictions"))
    return f"{statement.type} {statement.action} {by}>{on}"


# (sentence, the acts it states: type action by>on)
ACTS = {
    "active": [
        ("Canada imposed a 25 percent surtax on Chinese steel.", ["tariff impose CA>CN"]),
        ("Turkey has lifted its additional duties on American almonds.", ["tariff lift TR>US"]),
        ("The EU lowered its tariff on Norwegian salmon.", ["tariff reduce EU>NO"]),
        ("In 2019, China cut tariffs on 859 products.", ["tariff reduce CN>"]),
        ("Brazil suspended imports of Chinese cars for 90 days.", ["import_control impose BR>CN"]),
    ],
    "passive": [
        ("Tariffs on Swiss watches were reduced by the United States.", ["tariff reduce US>CH"]),
        ("Export controls on gallium were suspended by China.", ["export_control suspend CN>"]),
        ("Chinese tariffs on soybeans have been removed.", ["tariff lift CN>"]),
        ("Twelve firms were added to the Entity List by BIS.", ["entity_listing impose US>"]),
        ("The port fees were postponed by USTR.", ["port_fee suspend US>"]),
    ],
    "intransitive": [
        ("Japan's safeguard measure on beef expired on March 31, 2025.", ["tariff lift JP>"]),
        ("India's import ban on laptops took effect on November 1, 2025.", ["import_control impose IN>"]),
        ("U.S. tariffs on Brazilian coffee remain in effect.", ["tariff maintain US>BR"]),
        ("Vietnam's duty on American pork fell from 15 percent to 10 percent.", ["tariff reduce VN>US"]),
        ("The EU's duties on Chinese bicycles will lapse in 2026.", ["tariff lift EU>CN"]),
    ],
    "by doing": [
        ("BIS amends the EAR by adding nine entities to the Entity List.", ["entity_listing impose US>"]),
        ("USTR decided to modify its measures by increasing the duties on syringes.", ["tariff increase US>"]),
        ("Korea revised its decree by lifting the export ban on urea.", ["export_control lift KR>"]),
        ("The UK restored market access for Ukrainian poultry by renewing a tariff quota.", ["import_control resume GB>UA"]),
        ("Mexico updated the list by raising tariffs on footwear and by cutting tariffs on yarn.", ["tariff increase MX>", "tariff reduce MX>"]),
    ],
    "handing over": [
        ("Indonesia agreed to remove its export restrictions on nickel.", ["export_control lift ID>"]),
        ("The President signed a proclamation imposing a 50 percent tariff on copper.", ["tariff impose US>"]),
        ("BIS issued a rule that expands licence requirements for memory chips.", ["export_control increase US>"]),
        ("Seoul announced that it will suspend tariffs on American cars.", ["tariff suspend KR>US"]),
        ("Thailand decided to extend the suspension of its import ban on chickens.", ["import_control extend TH>"]),
    ],
    "rows": [
        ("China lifted tariffs on wheat and suspended port fees on American ships.", ["tariff lift CN>", "port_fee suspend CN>US"]),
        ("The UK will extend its steel quota and scrap the duty on jet fuel.", ["import_control extend GB>", "tariff lift GB>"]),
        ("BIS added 3 firms to the Entity List and removed 2 firms from the Unverified List.", ["entity_listing impose US>", "entity_listing lift US>"]),
        ("Canada removed tariffs on orange juice, while maintaining tariffs on steel.", ["tariff lift CA>", "tariff maintain CA>"]),
        ("Taiwan tightened export controls on drones and banned imports of Russian coal.", ["export_control increase TW>", "import_control impose TW>RU"]),
    ],
    "nominal": [
        ("OFAC announced the removal of sanctions on two Serbian banks.", ["sanction lift US>RS"]),
        ("The suspension of Japan's tariffs on naphtha takes effect today.", ["tariff suspend JP>"]),
        ("Ottawa ordered the suspension of duties on American trucks.", ["tariff suspend CA>US"]),
        ("The EU announced a 10 percent duty on Chinese garlic.", ["tariff impose EU>CN"]),
        ("India pledged purchases of American crude oil.", ["purchase_commitment agree IN>US"]),
    ],
    "modality": [
        ("South Korea plans to tighten export controls on quantum computers.", ["export_control propose KR>"]),
        ("The US may impose tariffs on pharmaceuticals.", ["tariff propose US>"]),
        ("President Trump threatened to impose a 100 percent tariff on Chinese goods.", ["tariff propose US>CN"]),
        ("The EU is considering restrictions on exports of aluminium scrap.", ["export_control propose EU>"]),
        ("Washington is expected to lift sanctions on Belarus.", ["sanction propose US>BY"]),
    ],
    "no longer": [
        ("The Netherlands will no longer require licences for exports of older machines.", ["export_control lift NL>"]),
        ("China no longer bans imports of Australian lobsters.", ["import_control lift CN>AU"]),
        ("Japan agreed not to impose new duties on American rice.", ["tariff forgo JP>US"]),
        ("The EU will not impose tariffs on American bourbon.", ["tariff forgo EU>US"]),
        ("Switzerland will refrain from introducing a digital services tax.", ["other forgo CH>"]),
    ],
    "listings and sanctions": [
        ("OFAC designated 16 individuals for evading the oil embargo.", ["entity_listing impose US>"]),
        ("The Council today adopted a new package of sanctions against Russia.", ["sanction impose EU>RU"]),
        ("China removed 11 American firms from the Unreliable Entity List.", ["entity_listing lift CN>US"]),
        ("Japan froze the assets of nine Russian banks.", ["sanction impose JP>RU"]),
        ("The EU lowered the oil price cap from $60 to $47.60 per barrel.", ["sanction reduce EU>"]),
    ],
    "licences": [
        ("The Commerce Department granted licences for exports of H20 chips to China.", ["export_control approve US>CN"]),
        ("OFAC issued General License 8L until March 12, 2025.", ["sanction approve US>"]),
        ("BIS denied the licence applications for exports of chips to Iran.", ["export_control deny US>IR"]),
        ("Malaysia will require permits for exports of AI chips.", ["export_control impose MY>"]),
        ("The Treasury Department extended General License 13 through January 9, 2026.", ["sanction extend US>"]),
    ],
    "proceedings": [
        ("MOFCOM opened an anti-dumping investigation into EU pork.", ["investigation impose CN>EU"]),
        ("Commerce initiated a Section 232 investigation into imports of robotics.", ["investigation impose US>"]),
        ("The EU terminated the anti-subsidy investigation concerning glass from Morocco.", ["investigation lift EU>MA"]),
        ("The Court of International Trade ruled that the tariffs were unlawful.", ["tariff lift US>"]),
        ("CFIUS approved the merger of the two chipmakers.", ["transaction_review approve US>"]),
    ],
    "promises": [
        ("Japan agreed to invest $550 billion in U.S. shipyards.", ["investment_commitment agree JP>US"]),
        ("Swiss companies have pledged $200 billion of direct investment in the United States.", ["investment_commitment agree CH>US"]),
        ("Vietnam will make purchases of American aircraft.", ["purchase_commitment agree VN>US"]),
        ("The deal rests on China’s commitment to buy more American soybeans.", ["purchase_commitment agree CN>US"]),
        ("The United States and Japan will cooperate on export controls.", ["cooperation agree US,JP>"]),
    ],
    "laws and courts": [
        ("The Supreme Court held that the statute does not authorize the tariffs.", ["tariff lift US>"]),
        ("Imports from Mexico are subject to a 10% tariff under Section 122.", ["tariff impose US>MX"]),
        ("Generic medicines from India will face a tariff under Section 232.", ["tariff impose US>IN"]),
        ("USTR announced that polysilicon would be subject to 50 percent.", ["tariff impose US>"]),
        ("The Federal Circuit struck down the safeguard measures.", ["tariff lift US>"]),
    ],
    "other kinds": [
        ("The FCC banned new imports of drones.", ["import_control impose US>"]),
        ("BIS issued guidance on the use of Huawei Ascend chips.", ["guidance warn US>"]),
        ("The Commerce Department awarded Intel $7.86 billion in direct funding under the CHIPS Act.", ["subsidy impose US>"]),
        ("Taiwan will keep equipment made by Huawei out of its public procurement.", ["procurement impose TW>"]),
        ("USTR is proposing to impose fees on container ships built in China.", ["port_fee propose US>CN"]),
    ],
}

NO_ACTS = {
    "history and effects": [
        "Tariffs have reduced imports from China by 20 percent.",
        "The tariffs imposed in 2018 cost American importers more than $80 billion.",
        "Exports to China fell by 30 percent in September.",
        "The average U.S. tariff rate is now 17.9 percent, the highest since 1934.",
        "Mexico, which imposed tariffs on steel in 2024, held elections.",
    ],
    "opinions and demands": [
        "Economists warn that higher tariffs would raise prices.",
        "The industry association urged the government to lift tariffs on steel.",
        "Congress should repeal the de minimis exemption.",
        "The Senate debated whether the President has the authority to impose tariffs.",
        "Australia's trade minister welcomed the removal of tariffs.",
    ],
    "denials": [
        "BIS has not imposed new licence requirements on consumer chips.",
        "Neither company has been added to the Entity List.",
        "China did not restrict exports of magnets.",
        "No tariffs were imposed by Japan.",
        "The EU never applied the duties.",
    ],
    "how things work": [
        "A tariff is a tax levied on imported goods.",
        "Export controls are a tool of national security policy.",
        "The Entity List now contains more than 1,000 Chinese entities.",
        "Applicants can request an advisory opinion before exporting.",
        "Companies on the Entity List must obtain licences.",
    ],
    "procedure": [
        "BIS is extending the comment period for the proposed rule until March 15, 2024.",
        "The Supreme Court heard arguments on the legality of the tariffs.",
        "The Commission is correcting a typographical error in the final rule.",
        "The two sides held talks on tariffs in Madrid.",
        "USTR has not yet decided whether to extend the exclusions.",
    ],
    "options and powers": [
        "Section 122 authorizes a surcharge for up to 150 days.",
        "Congress could consider legislation to extend the surcharge.",
        "The statute allows the President to suspend imports.",
        "If tariffs are increased, manufacturers could move production.",
        "It would be easier to lift sanctions than to impose them.",
    ],
    "firms and markets": [
        "Nexperia halted shipments of wafers to its plant.",
        "Retailers raised prices after the duties took effect.",
        "Importers delayed orders until the tariffs expire.",
        "The Fed cut interest rates by a quarter point.",
        "Apple expanded its purchases of parts as demand increased.",
    ],
}


@pytest.mark.parametrize(("sentence", "acts"), [row for rows in ACTS.values() for row in rows])
def test_states_acts(sentence: str, acts: list[str]) -> None:
    assert [_short(s) for s in read_statements(sentence)] == acts


@pytest.mark.parametrize("sentence", [s for rows in NO_ACTS.values() for s in rows])
def test_states_nothing(sentence: str) -> None:
    assert [_short(s) for s in read_statements(sentence)] == []


# (sentence, slot, values)
SLOTS = [
    ("Canada will apply a 25% surtax on imports of Chinese steel and aluminium products, effective October 22, 2024.", "effective_from", ["2024-10-22"]),
    ("The UK will extend its safeguard measure on steel products until 30 June 2026.", "effective_until", ["2026-06-30"]),
    ("Korea will raise the duty on garlic to 50 percent on November 1.", "effective_from", ["2025-11-01"]),
    ("On May 13, BIS rescinded the licence requirement for sensors.", "date", ["2025-05-13"]),
    ("China will purchase 25 million tons of soybeans in 2026, 2027 and 2028.", "effective_until", ["2028"]),
    ("India will remove countermeasures taken against the United States since April 2.", "date", []),
    ("BIS suspended the Affiliates Rule for one year.", "duration", ["P1Y"]),
    ("Vietnam will end its import licensing of scanners within six months.", "duration", []),
    ("The United States raised the tariff on Indian goods from 25 percent to 50 percent.", "rates", ["25", "50"]),
    ("The US paused the 50% rule.", "rates", []),
    ("BIS added 16 entities to the Entity List.", "quantities", ["16"]),
    ("The two countries agreed to lift tariffs on US and Mexican corn.", "quantities", []),
    ("China will purchase $17 billion a year of U.S. farm products.", "quantities", ["17000000000"]),
    ("Korea agreed to lift its old restrictions on American van and lorry imports.", "items", ["van and lorry imports"]),
    ("Mexico raised tariffs on cars, textiles and plastics from Asian countries.", "items", ["cars", "textiles", "plastics"]),
    ("Mexico will address U.S. concerns about shortages of magnets.", "items", ["shortages of magnets"]),
    ("The EU imposed new steel tariffs.", "items", ["steel"]),
    ("The EU imposed sweeping new tariffs.", "items", []),
    ("Ukraine banned exports of coal to Russia and Belarus.", "target_jurisdictions", ["RU", "BY"]),
    ("BIS added firms under the destinations of China, Iran and Turkey to the Entity List.", "target_jurisdictions", ["CN", "IR", "TR"]),
    ("Malaysia restricted exports of U.S. AI chips.", "target_jurisdictions", []),
    ("Under the framework agreement, Japan will cut tariffs on beef.", "agreement", ["framework agreement"]),
    ("BIS will require a licence for ECCN 3A090.a and 4A090.a.", "eccn", ["3A090.a", "4A090.a"]),
    ("The Commission today imposed countervailing duties on Chinese cars.", "imposing", ["EU"]),
]


@pytest.mark.parametrize(("sentence", "slot", "values"), SLOTS)
def test_fills_slots(sentence: str, slot: str, values: list[str]) -> None:
    statements = read_statements(sentence)
    assert statements
    assert _values(statements[0], slot) == values


LISTS = [
    (
        "China has agreed to:\n- Remove its retaliatory tariffs on wheat.\n- Terminate its investigations targeting U.S. chip makers.\n",
        ["tariff lift CN>", "investigation lift CN>US"],
    ),
    ("Key actions this week:\n- Suspension of port fees on Chinese ships\n- New 25% tariff on imported trucks\n", ["port_fee suspend >CN", "tariff impose >"]),
    (
        "USTR completed the review of the Section 301 tariffs. The following rates apply:\n- solar cells: from 25 percent to 50 percent;\n- cranes: from 25 percent to 10 percent;\n",
        ["tariff impose US>", "tariff increase US>", "tariff reduce US>"],  # the first is the head's, which goes to its items
    ),
    ("Points to watch:\n- Talks with the EU on steel\n- Effects of tariffs on prices\n", []),
]


@pytest.mark.parametrize(("text", "acts"), LISTS)
def test_reads_lists(text: str, acts: list[str]) -> None:
    assert [_short(s) for s in read_statements(text)] == acts


def test_a_pointer_means_what_was_named() -> None:
    first, second = read_statements("BIS imposed controls on gas turbines for Russia in 2024. It has now extended these controls for one year.")
    assert _values(second, "items") == _values(first, "items") == ["gas turbines"]
    assert second.action == "extend"
    assert "items" in second.inherited


def test_who_is_spoken_of_acts_in_the_next_sentence() -> None:
    statements = read_statements("The Commission is reviewing its trade defence. It imposed anti-dumping duties on Chinese lysine.")
    assert [_short(s) for s in statements] == ["tariff impose EU>CN"]
    assert "imposing" in statements[0].inherited
