"""English slots beside type and action: goods, whom an act hits, basis and day, from the clause, the title and the document named."""

from __future__ import annotations

import pytest

from extract.records.english_no_goods import names_no_goods
from records.sentences import read_records


def first(text: str, slot: str) -> list[str]:
    record = read_records(text)[-1]
    return [str(f.value) for f in record.slots.get(slot, ())]


@pytest.mark.parametrize("words", ["advanced chips", "canned tuna", "wine in small containers", "steel that is coated", "processing equipment", "rice of the second crop"])
def test_names_goods(words: str) -> None:
    assert not names_no_goods(words)


@pytest.mark.parametrize("words", ["does not cover", "This requirement", "dumped prices", "targeting four banks", "set", "under", "national security reasons", "the trade ministry", "second year"])
def test_names_no_goods(words: str) -> None:
    assert names_no_goods(words)


# (sentence, slot, values)
SLOTS = [
    # A row after a preposition names nobody who acts.
    ("The tariff on tin imports from Bolivia, Peru and Malaysia will rise to 12 percent. The tariff on timber from Gabon and Congo will rise to 9 percent.", "imposing", []),
    ("Canada imposed a 20% duty on rebar from Egypt, Turkey and Oman.", "target_jurisdictions", ["EG", "TR", "OM"]),
    ("India opened an anti-dumping investigation regarding Norway.", "target_jurisdictions", ["NO"]),
    ("Japan and Korea imposed sanctions on Belarus over its support for the war in Ukraine.", "target_jurisdictions", ["BY"]),
    ("The EU suspended its duties on Kenyan tea after a summit in Ghana.", "target_jurisdictions", ["KE"]),
    # An hour may stand between the word and the date.
    ("OFAC issued General License 61, which is valid until 12:01 a.m. eastern daylight time, May 3, 2026.", "effective_until", ["2026-05-03"]),
    ("Canada lifted its 5% duty on glass a week later, on March 3, 2026.", "duration", []),
    ("Canada suspended its 5% duty on glass for two weeks.", "duration", ["P2W"]),
    ("The United States began a five-year sunset review of the duty on Omani nails.", "duration", []),
    # A label before the colon is what the duty is on.
    ("The United States will act. Solar lamps: The tariff rate will increase from 10% to 30%.", "items", ["Solar lamps"]),
    ("The United States will act. Next steps: The tariff rate will increase from 10% to 30%.", "items", []),
]


@pytest.mark.parametrize(("text", "slot", "values"), SLOTS)
def test_fills_slots(text: str, slot: str, values: list[str]) -> None:
    assert first(text, slot) == values


CASE = "Certain Steel Nails From Oman and Malaysia: Final Results of Antidumping Duty Review\n\nThe Department of Commerce determined that sales of nails were made below normal value and imposed antidumping duties of 12 percent."
HEADLINE = "Washington Raises Section 301 Duties on Imports From Vietnam\n\nThe United States will raise the tariff on furniture to 30 percent."


def test_the_title_of_a_case_names_goods_and_countries() -> None:
    assert first(CASE, "target_jurisdictions") == ["OM", "MY"]


def test_a_headline_lends_target_and_basis() -> None:
    assert first(HEADLINE, "target_jurisdictions") == ["VN"]
    assert first(HEADLINE, "instrument") == ["us-s301"]


@pytest.mark.parametrize(
    "text",
    [
        "Washington Raises Section 301 Duties on Imports From Vietnam\n\nCanada will raise the tariff on furniture to 30 percent.",
        "Washington Bars Exports of Lathes to Vietnam\n\nThe United States will raise the tariff on furniture to 30 percent.",
        "Tariffs and Vietnam.\n\nThe United States will raise the tariff on furniture to 30 percent.",
    ],
)
def test_a_headline_lends_nothing_to_other_acts(text: str) -> None:
    assert first(text, "target_jurisdictions") == []


def test_a_document_lends_its_basis_and_day() -> None:
    text = "Today, the President signed a Proclamation invoking Section 232 to protect smelters. The Proclamation imposes a 25% tariff on zinc."
    assert first(text, "instrument") == ["us-s232"]
    assert first(text, "date") == ["2025-12-01"]


def test_what_is_not_of_the_document_takes_nothing_from_it() -> None:
    text = "Today, the President signed a Proclamation invoking Section 232 to protect smelters. Canada imposes a 25% tariff on zinc."
    assert first(text, "instrument") == []


def test_the_day_of_a_row_dates_each_of_its_sentences() -> None:
    text = "Feb. 3 (day 4) | Canada imposes a 25% tariff on zinc. Mexico imposes a 10% tariff on corn."
    assert first(text, "date") == ["2025-02-03"]
    assert first("On Feb. 3 ministers met. Mexico imposes a 10% tariff on corn.", "date") == []
