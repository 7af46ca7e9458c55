"""English acts that share a verb, what only names or foresees an act, and goods at the head of their sentence."""

from __future__ import annotations

import pytest

from extract.pipeline import extract_document


def _rows(text: str) -> list[str]:
    found = extract_document(data=text.encode(), name="brief.txt", published="2031-03-05")
    return [f"{r.values('measure_type')[0]} {r.values('action')[0]}" for r in found.records]


def _slot(text: str, slot: str) -> list[tuple[str, ...]]:
    found = extract_document(data=text.encode(), name="brief.txt", published="2031-03-05")
    return [tuple(f"{v:g}" if isinstance(v, float) else str(v) for v in r.values(slot)) for r in found.records]


STATED = {
    # Several acts under one verb.
    "BIS adds seven entities to the Entity List and four entities to the Unverified List.": ["entity_listing impose", "entity_listing impose"],
    "Canada bans the importation of Ruritanian nickel into Canada and new Canadian investment in Ruritanian mines.": ["import_control impose", "transaction_review impose"],
    "Norway will ban:\n- imports of Ruritanian tin and zinc;\n- exports of drilling rigs to Belarus;\n- new investments in Russian ports.": ["import_control impose", "export_control impose", "sanction impose"],
    "The United States will impose a quota on imports of tin plate that are products of Korea and will raise the duty on zinc wire.": ["import_control impose", "tariff increase"],
    # Whoever is named by a round of sanctions, and deals that are left.
    "The UK's new package targets nine tankers and two traders.": ["sanction impose"],
    "Norway announced on 3 March that it was terminating the Cod Trade Agreement.": ["cooperation lift"],
    "Ruritania is not named, but Japan withdrew from the Pacific Tuna Convention on 3 March 2031.": ["cooperation lift"],
    "Korea will eliminate the 900-unit cap on U.S.-origin tractors.": ["import_control lift"],
    "Japan will not require additional documentation for U.S. tractors.": ["import_control ease"],
    "The Council listed 9 persons and imposed a ban on the provision of mapping software to Belarus.": ["entity_listing impose", "sanction impose"],
    "Norway banned the sea transport of Russian coal from 1 May 2031.": ["sanction impose"],
    "BIS is changing its license review policy for lasers to Chile from a presumption of denial to case-by-case review.": ["export_control ease"],
    "Japan will make additional U.S. rice purchases within the existing rice quota.": ["purchase_commitment agree"],
}


@pytest.mark.parametrize(("text", "rows"), STATED.items())
def test_stated(text: str, rows: list[str]) -> None:
    assert _rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "The IMF warned on Tuesday that tariff threats were hurting investment.",
        "Canadian and Korean officials resumed their trade talks on Tuesday.",
        "The register of brokers is built up and maintained under the Act on the website of BIS.",
        "The advertising package targeted young readers in Japan on 3 March.",
        "Japan withdrew from the tournament on 3 March 2031.",
        "Section 338 of the Tariff Act of 1930 permits the President to impose duties on unfair traders.",
        "The shop listed several products on its website.",
        "Officials met to avert an imposition of tariffs on Korean ships.",
    ],
)
def test_not_stated(text: str) -> None:
    assert _rows(text) == []


def test_titles_of_other_papers_state_nothing() -> None:
    text = "Canada imposed tariffs on Korean steel on 3 March 2031.\n\nAssociated links\n\n• Notice of a plan to impose duties on Korea\n• Korea Surtax Order (2031-1)"
    assert _rows(text) == ["tariff impose"]


def test_what_a_licence_replaces_is_no_act() -> None:
    assert _rows("OFAC issued General License 71B on 3 March 2031, replacing expiring GL 71A and adding ports.") == ["sanction approve"]


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        ("For certain ladders (LD), including rungs and stools, the tariff rate will rise from 5% to 10%.", "items", [("ladders", "rungs", "stools")]),
        ("India will remove tariffs on a wide range of U.S. nuts, including almonds.", "items", [("nuts", "almonds")]),
        ("The United States suspended the duty on cranes and chassis of Korean origin.", "items", [("cranes", "chassis")]),
        ("Korea will remove tariffs on U.S. goods, including tariffs on beef, apples and pears.", "items", [("beef", "apples", "pears")]),
        ("The United States keeps duties on light- and heavy-duty vans (25%) and buses (10%).", "items", [("light- and heavy-duty vans", "buses")]),
        ("The tariffs on Korean tomatoes, announced by the Commerce Department on 3 March, take effect on 1 May.", "date", [("2031-03-03",)]),
        ("The tariffs on Korean tomatoes, announced by the Commerce Department on 3 March, take effect on 1 May.", "imposing", [("US",)]),
        ("The EU imposed duties on Korean goods on 3 March 2031. The affected products include bicycles, tyres and lamps.", "items", [("bicycles", "tyres", "lamps")]),
        ("The EU imposed duties on Korean tin on 3 March 2031. The agreement includes bicycles and lamps.", "items", [("tin",)]),
        ("Japan imposed a 5% tariff on Chile's exports to Peru.", "target_jurisdictions", [("CL",)]),
        ("OFAC is sanctioning two Korean nationals and Blue Harbour DMCC.", "items", [()]),
        ("On 22 May BIS added seven entities to the Entity List.", "quantities", [("7",)]),
        ("The UK announced 17 new designations on 3 March 2031.", "quantities", [("17",)]),
    ],
)
def test_slots(text: str, slot: str, values: list[tuple[str, ...]]) -> None:
    assert _slot(text, slot) == values


@pytest.mark.parametrize(("text", "role"), [("Japan will raise the tariff on tin from zero to 25%.", "to"), ("Japan will cut the tariff on tin from 25% to zero.", "from")])
def test_a_rate_of_nothing_gives_the_other_its_role(text: str, role: str) -> None:
    found = extract_document(data=text.encode(), name="brief.txt", published="2031-03-05")
    assert [f.role for r in found.records for f in r.slots["rates"]] == [role]
