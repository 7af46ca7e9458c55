"""English acts in rows after a colon, bans on whom, powers over deals, money for projects, presidents who speak of themselves."""

from __future__ import annotations

import pytest

from records.sentences import read_records

ACTS = {
    "acts listed after a colon or under numbers": [
        ("BIS changes the EAR in these ways: adding a license requirement for kites; and expanding License Exception Gifts.", ["export_control impose", "export_control ease"]),
        ("The European Union announced that its package includes: a price cap on Ruritanian oil; an import ban on Ruritanian tin; and a ban on transactions with nine banks.", ["sanction impose", "import_control impose", "sanction impose"]),
        ("In this rule, BIS: (1) adds ten entities to the Entity List; (2) removes two entities from the Unverified List; and (3) corrects an address.", ["entity_listing impose", "entity_listing lift"]),
        ("USTR determined that its action includes: a fee on the maritime services of Ruritanian operators; and tariffs of 25 percent on Ruritanian cranes.", ["port_fee impose", "tariff impose"]),
        ("On 2 May 2025, the European Commission proposed the following: tariffs on toy boats; a quota on tin; and an export ban on scrap.", ["tariff propose", "import_control propose", "export_control propose"]),
    ],
    "what is only planned in a row": [
        ("The EU's options include: raising tariffs on toy boats; and banning exports of scrap.", ["tariff propose", "export_control propose"]),
    ],
    "who is kept from what": [
        ("The United States prohibits federal agencies from purchasing drones made in Ruritania.", ["procurement impose"]),
        ("Japan bars its firms from importing Ruritanian diamonds.", ["import_control impose"]),
        ("The United States banned Acme from exporting sensors to Ruritania on 3 May 2025.", ["export_control impose"]),
        ("The U.S. Treasury Department prohibits U.S. persons from engaging in transactions with Acme Bank.", ["sanction impose"]),
        ("From 3 May 2025 no U.S. Government office may procure drones from Acme.", ["procurement impose"]),
    ],
    "powers over deals": [
        ("This final rule extends CFIUS's jurisdiction over property transactions from 9 December 2024.", ["transaction_review extend"]),
    ],
    "money for projects": [
        ("The Biden Administration announced $4 billion for 12 low-carbon foundries.", ["subsidy impose"]),
        ("Canada's government is launching a $1 billion fund to help steel firms.", ["subsidy impose"]),
    ],
    "how it is done, after a verb of any kind": [
        ("China answered the move by suspending imports of walnuts.", ["import_control impose"]),
        ("Canada will shield its mills by setting new tariff rate quotas on imports of wire.", ["tariff impose"]),
    ],
    "a rate for each": [
        ("The United States imposes a 10 percent ad valorem tariff on tin and a 20 percent ad valorem duty on zinc.", ["tariff impose", "tariff impose"]),
        ("The United States levies 25% tariffs on tin from Canada and a further 10% tariff on China.", ["tariff impose", "tariff impose"]),
    ],
    "proceedings and their ends": [
        ("Commerce finds that revocation of the order on nails from Oman is likely to lead to more dumping.", ["investigation impose"]),
        ("The U.S. International Trade Commission gives notice of the institution of reviews of kites from China to determine whether an industry is materially injured.", ["investigation impose"]),
    ],
    "what comes under a measure": [
        ("Under the rule issued by BIS, any affiliate of a listed firm will itself be subject to UVL restrictions.", ["entity_listing impose"]),
    ],
    "measures of two kinds side by side": [
        ("China imposed tariffs and export controls on Ruritania on 3 May 2025.", ["tariff impose", "export_control impose"]),
        ("The UK announced a 20% tariff on Ruritanian tin and an export ban on scrap.", ["tariff impose", "export_control impose"]),
        ("The European Commission opened a probe into the subsidies and the tariffs of Norway.", ["investigation impose"]),
    ],
    "what another power did, spoken of": [
        ("In response to the announcement by the U.S. Treasury Department that nine Ruritanian firms will be included in the SDN List, a spokesman for the trade ministry said that China opposes it.", ["entity_listing impose"]),
        ("Regarding planned U.S. port fees on foreign ships, the spokesperson said talks continue.", ["port_fee propose"]),
    ],
    "goods held at the border": [
        ("In February 2025, CBP detained shipments of shrimp from the vessel Tuna 61.", ["import_control impose"]),
        ("U.S. Customs and Border Protection said Friday it has issued a withhold release order against gloves from Malaysia.", ["import_control impose"]),
    ],
    "who is granted what": [
        ("Argentina has committed to allow access for poultry within one year.", ["import_control ease"]),
        ("Qualifying textiles from Guatemala will enter the United States free of the additional duty.", ["tariff ease"]),
    ],
    "laws that are not enforced": [
        ("President Biden delayed enforcement of the Foreign Kites Act on January 20, 2025.", ["other suspend"]),
        ("The President tells the prosecutors of the United States not to enforce the Foreign Kites Act for 90 days.", ["other suspend"]),
    ],
}
NOTHING = [
    "Comments should address: (1) whether the tariffs are effective; (2) the costs of the tariffs; (3) other matters.",
    "Two things are clear: talks go on; prices rise.",
    "The storm stopped ships from entering the port of Rotterdam.",
    "The firm said sanctions prevented it from importing spare parts.",
    "Companies can reduce their exposure by suspending shipments.",
    "The industry was hurt by raising tariffs in 2018.",
    "Acme announced $2 billion for a new plant in Ohio.",
    "The divestiture is expected to generate $10 billion in revenue.",
    "The rule does not change the following: (1) the license requirements for China; (2) the license exceptions.",
    "Police detained three executives of the importer.",
    "On 3 May, the minister said talks went well.",
    "The deal gives American firms unprecedented access to knowledge.",
    "The committee has broad powers: it meets weekly; it reports yearly.",
]


@pytest.mark.parametrize(("text", "expected"), [case for cases in ACTS.values() for case in cases])
def test_acts(text: str, expected: list[str]) -> None:
    """Each construction gives its acts and no others."""
    assert [f"{r.values('measure_type')[0]} {r.values('action')[0]}" for r in read_records(text)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    """What looks alike states no act."""
    assert not read_records(text)


def test_president_speaks_of_himself() -> None:
    """The countries that the president talks with do not act."""
    (record,) = read_records("In Proclamation 9000, I noted talks with Canada and the European Union, and determined to exempt tin from these countries from the tariff until May 1, 2018.")
    assert record.values("imposing") == ("US",)


def test_countries_of_listed_firms_do_not_act() -> None:
    """Where firms sit, in brackets, says nothing of who acts on them."""
    text = "The United States imposes sanctions on the following firms:\n\nAcme Best Ltd. (China) and its successors.\n\nNo licenses shall be granted for exports to these firms."
    assert all(r.values("imposing") == ("US",) for r in read_records(text))
