"""English sentences that only add to the act before them, bodies whose state was told before, and laws by their shape."""

from __future__ import annotations

import pytest

from extract.mentions.names_en import find_unknown_en

from .test_english_styles import _values, read_records

ACT = "Brazil imposed a 12% tariff on Chinese fibre cable. "
# (what follows the act, slot, value)
ADDITIONS = [
    ("The tariff takes effect on November 3, 2025.", "effective_from", "2025-11-03"),
    ("The new rate will apply from January 5, 2026.", "effective_from", "2026-01-05"),
    ("It came into force on October 2, 2025.", "effective_from", "2025-10-02"),
    ("The duty will lapse on December 31, 2027.", "effective_until", "2027-12-31"),
    ("The measure will remain in force until May 1, 2028.", "effective_until", "2028-05-01"),
    ("The duty, the first of its kind, will last for five years.", "duration", "P5Y"),
]
NOTHING_ADDED = [
    "The minister visited a factory on November 3, 2025.",
    "The tariff was discussed on November 3, 2025.",
    "The tariff will not take effect on November 3, 2025.",
    "The shares began to fall on November 3, 2025.",
    "The tariff introduced in November 2024 worries exporters.",
    "The harvest ends in December 2025.",
]


@pytest.mark.parametrize(("sentence", "slot", "value"), ADDITIONS)
def test_a_sentence_adds_to_the_act_before_it(sentence: str, slot: str, value: str) -> None:
    records = read_records(ACT + sentence)
    assert len(records) == 1
    assert _values(records[0], slot) == [value]


@pytest.mark.parametrize("sentence", NOTHING_ADDED)
def test_a_sentence_on_something_else_adds_nothing(sentence: str) -> None:
    first = read_records(ACT + sentence)[0]
    assert not any(_values(first, slot) for slot in ("effective_from", "effective_until", "duration"))


def test_a_body_takes_the_state_spoken_of() -> None:
    records = read_records("Chile answered in kind. Its Ministry of Mining suspended the export tax on lithium.")
    assert [_values(r, "imposing") for r in records] == [["CL"]]


LAWS = [
    ("made under section 12 of the Foreign Trade Act", "section 12 of the Foreign Trade Act"),
    ("OFAC issued General License 31B today", "General License 31B"),
    ("amending Council Regulation (EU) No 112/2015", "Council Regulation (EU) No 112/2015"),
    ("the Belarus (Trade) (Temporary) Regulations 2023 apply", "Belarus (Trade) (Temporary) Regulations 2023"),
    ("by Presidential Decree No. 77", "Presidential Decree No. 77"),
]
NO_LAWS = ["an order 14 times larger", "the law of 2019 prices", "section leaders of the team", "In Order 2020 was a good year", "15 parts were seized"]


@pytest.mark.parametrize(("text", "name"), LAWS)
def test_laws_are_told_by_their_shape(text: str, name: str) -> None:
    assert name in [text[c.span.start : c.span.end] for c in find_unknown_en(0, text) if c.type == "LIST"]


@pytest.mark.parametrize("text", NO_LAWS)
def test_other_numbers_are_no_laws(text: str) -> None:
    assert not [c for c in find_unknown_en(0, text) if c.type == "LIST"]
