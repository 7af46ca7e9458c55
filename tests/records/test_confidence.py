"""Confidence is the measured probability that type, action and actor are right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Filler, Issue, MeasureRecord, Place
from extract.records.confidence import CHECK_FIRST, WEIGHTS, find_traits, rate_confidence, with_confidence
from extract.records.salience import RULE
from extract.spans import Span

LONG = Span(0, 60)


def record(span: Span = LONG, issues: tuple[str, ...] = (), **slots: str) -> MeasureRecord:
    given = {"measure_type": "tariff", "action": "impose", "imposing": "US", **slots}
    fillers: dict[str, tuple[Filler, ...]] = {slot: (Filler(value, value, "stated", (Place(0, span),)),) for slot, value in given.items() if value}
    found = tuple(Issue(f"{'actor' if slot == 'imposing' else slot}_inherited", "", slot) for slot in issues)
    return MeasureRecord("m-1", fillers, (Place(0, span),), issues=found)


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        (record(items="銅", date="2031-04-05"), record()),
        (record(), record(imposing="")),
        (record(), record(issues=("imposing",))),
        (record(), record(issues=("date",))),
        (record(), record(measure_type="cooperation")),
    ],
)
def test_what_is_less_sure(surer: MeasureRecord, less: MeasureRecord) -> None:
    assert 0 < rate_confidence(less, "list") < rate_confidence(surer, "list") < 1


def test_tables_and_lists_are_surer_than_prose_and_headings() -> None:
    found = [rate_confidence(record(), kind) for kind in ("table", "paragraph", "heading")]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 3


def test_every_trait_has_a_weight_and_every_weight_a_trait() -> None:
    weak = record(LONG, ("imposing", "date"), measure_type="cooperation", action="agree", items="銅")
    nobody = record(imposing="")
    looked = replace(weak.slots["action"][0], rule=f"composed:{RULE}")
    told = MeasureRecord("m-2", {**weak.slots, "action": (looked,)}, (*weak.statements, *weak.statements), issues=weak.issues)
    traits = {*find_traits(told, "paragraph"), *find_traits(nobody, "heading")}
    assert traits == set(WEIGHTS)


def test_doubtful_records_say_so() -> None:
    sure, doubtful = record(items="銅", date="2031-04-05"), record(LONG, imposing="", action="agree", measure_type="cooperation")
    found = [with_confidence(r, "paragraph") for r in (sure, doubtful)]
    assert [r.confidence < CHECK_FIRST for r in found] == [False, True]
    assert [[i.code for i in r.issues] for r in found] == [[], ["low_confidence"]]
