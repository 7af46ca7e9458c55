"""English acts by class of wording: duties and prohibitions, cases, deals, money, tenders, duty-free entry; with their opposites."""

from __future__ import annotations

import pytest

from records.sentences import read_records

ACTS = {
    "what may not be done": [
        ("China's Ministry of Commerce issued a notice. No exporter may ship gallium without a permit.", "export_control impose"),
        ("China tightened its rules. Graphite electrodes may not be exported without a licence from the ministry.", "export_control impose"),
        ("Japan amended its order. Traders must obtain an export licence before shipping lithography tools to Russia.", "export_control impose"),
        ("The EU adopted new rules. Banks are prohibited from dealing with the listed lenders.", "sanction impose"),
        ("India published an order. Toys may only be imported through two ports.", "import_control impose"),
    ],
    "cases that are taken up": [
        ("The European Commission opened its inquiry into Chinese tyres in March.", "investigation impose"),
        ("The U.S. Commerce Department self-initiated a case on Vietnamese plywood.", "investigation impose"),
        ("India launched a safeguard review of flat steel.", "investigation impose"),
        ("Brazil initiated an anti-dumping proceeding against Chinese fibres.", "investigation impose"),
    ],
    "deals that are stopped or let through": [
        ("Canada blocked the takeover of a lithium miner by a Chinese group.", "transaction_review deny"),
        ("Germany vetoed the sale of a chip maker's unit to a foreign buyer.", "transaction_review deny"),
        ("The United Kingdom cleared the proposed acquisition of the satellite firm.", "transaction_review approve"),
    ],
    "money that is put somewhere": [
        ("Japan will put $40 billion into American shipyards.", "investment_commitment agree"),
        ("Korea is to invest $20 billion in the United States.", "investment_commitment agree"),
        ("Taiwanese chipmakers will pour $90 billion into new plants in the United States.", "investment_commitment agree"),
    ],
    "tenders that are closed": [
        ("Canada shut American bidders out of federal tenders.", "procurement impose"),
        ("India barred Chinese suppliers from government contracts.", "procurement impose"),
        ("The EU excluded Chinese firms from public tenders for trains.", "procurement impose"),
    ],
    "rates and duty-free entry": [
        ("The United States will keep the rate at 19 percent.", "tariff maintain"),
        ("Canada will hit Chinese steel with an extra 25% tariff.", "tariff impose"),
        ("The United States treated both partners alike, cutting its tariffs on their watches to 15 percent.", "tariff reduce"),
        ("The United States will apply the higher of 15 percent and the most-favoured-nation rate to Korean cars.", "tariff impose"),
    ],
    "lists and licences": [
        ("BIS removed the trading house from the List.", "entity_listing lift"),
        ("OFAC reminds banks that dealings with the port carry risks.", "guidance warn"),
    ],
}
NOTHING = [
    "Companies must obtain licences.",
    "The central bank of Japan kept the interest rate at 0.5 percent.",
    "The ministry opened a new office in Lagos.",
    "Parliament approved the trade deal after a long debate.",
    "The minister put the plan into words.",
    "Exports entered a phase of slower growth.",
    "Shipments of steel fell by 12 percent, easing pressure on ports.",
    "The stadium closed its case for a new roof.",
    "The firm was shut out of the league final.",
    "Retailers left prices unchanged in May.",
]


@pytest.mark.parametrize(("text", "act"), [row for rows in ACTS.values() for row in rows])
def test_class_states_the_act(text: str, act: str) -> None:
    assert act in [f"{r.values('measure_type')[0]} {r.values('action')[0]}" for r in read_records(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_look_alikes_state_nothing(text: str) -> None:
    assert not read_records(text)
