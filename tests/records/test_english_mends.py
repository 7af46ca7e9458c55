"""Defects of the English reading that a review found, each with the sentence that shows it. All sentences are invented."""

from __future__ import annotations

import time

import pytest

from extract.model import MeasureRecord
from extract.pipeline import extract_document
from extract.records import english_bodies


def _records(text: str) -> list[MeasureRecord]:
    return list(extract_document(data=text.encode(), name="wire.txt", published="2025-06-10", language="en").records)


def _texts(record: MeasureRecord, slot: str) -> list[str]:
    return [f.text for f in record.slots.get(slot, ())]


def _values(record: MeasureRecord, slot: str) -> list[str]:
    return [str(f.value) for f in record.slots.get(slot, ())]


def test_a_long_row_of_fields_is_read_in_no_time() -> None:
    text = "foreign trade " * 60
    began = time.perf_counter()
    assert english_bodies._BODY.search(text) is None
    assert english_bodies._BODY.search("department for " + text) is not None
    assert time.perf_counter() - began < 0.2


@pytest.mark.parametrize("body", ["foreign trade ministry", "international trade commission", "department for international trade", "trade, industry and energy ministry"])
def test_rows_of_fields_still_name_a_body(body: str) -> None:
    found = english_bodies._BODY.search(f"the {body} said")
    assert found is not None
    assert found[0] == body


@pytest.mark.parametrize("document", ["decree", "decision"])
def test_a_decree_is_no_december(document: str) -> None:
    found = _records(f"The ministry adopted a {document} that bans exports of herring and that lifts duties on cheese.")
    assert ["herring"] in [_texts(r, "items") for r in found if _values(r, "measure_type") == ["export_control"]]


@pytest.mark.parametrize(
    "text",
    [
        "China eased restrictions on foreign ownership of insurers.",
        "Britain lifted restrictions on Argentine journalists.",
        "Canada imposed limits on foreign students.",
        "Chile lifted restrictions on Chinese direct investment.",
        "Chile eased restrictions on all foreign travel.",
    ],
)
def test_people_and_money_are_no_imports(text: str) -> None:
    assert [r for r in _records(text) if _values(r, "measure_type") == ["import_control"]] == []


def test_a_ban_on_goods_of_a_nation_is_one_on_imports() -> None:
    (record,) = _records("China lifted restrictions on Japanese seafood on Friday.")
    assert _values(record, "measure_type") == ["import_control"]


def test_rates_of_subsidies_are_shared_out() -> None:
    found = _records("Norway introduced subsidies of 30 percent for solar panels and 20 percent for wind turbines.")
    assert [(_texts(r, "items"), _values(r, "rates")) for r in found] == [(["solar panels"], ["30.0"]), (["wind turbines"], ["20.0"])]


def test_sums_before_their_verb_make_no_goods_of_each_other() -> None:
    found = _records("Purchases of $4 billion of soybeans and $2 billion of aircraft were agreed.")
    assert [i for r in found for i in _texts(r, "items") if "$" in i] == []


def test_a_pronoun_does_not_join_what_has_goods_of_its_own() -> None:
    found = _records("China banned exports of drones to Belarus on May 2, prohibiting exports of chips and their parts to Iran.")
    assert [_texts(r, "items")[:1] for r in found] == [["drones"], ["chips"]]


def test_a_district_court_abroad_is_not_american() -> None:
    found = _records("A district court in Gujarat struck down the tariffs on Tuesday.")
    assert [r for r in found if _values(r, "imposing") == ["US"]] == []
    (record,) = _records("A federal district court struck down the tariffs on Tuesday.")
    assert _values(record, "imposing") == ["US"]
