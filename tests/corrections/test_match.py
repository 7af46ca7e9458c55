from __future__ import annotations

from extract.corrections.match import Known, find_value_spans, match_records, share_spans
from extract.export import build_brief
from extract.spans import Span
from store.briefs import make_brief

RECORDS = build_brief(make_brief()).records


def known(key: str, spans: tuple[Span, ...] = (), types: str = "tariff", ids: str = "") -> Known:
    return Known(key, frozenset({ids or key}), frozenset({types}), spans)


def place(number: int) -> tuple[Span, ...]:
    return tuple(Span(e.start, e.end) for e in RECORDS[number].evidence)


def test_the_same_id_is_the_same_record() -> None:
    assert match_records(RECORDS, [known("k", ids=RECORDS[1].id)]) == [RECORDS[0].id, "k", RECORDS[2].id]


def test_else_the_same_type_in_the_same_place() -> None:
    assert match_records(RECORDS, [known("k", place(2))])[2] == "k"
    assert match_records(RECORDS, [known("k", place(2), "subsidy")])[2] == RECORDS[2].id
    assert match_records(RECORDS, [known("k", (Span(0, 3),))])[2] == RECORDS[2].id


def test_one_to_one_and_the_likest_first() -> None:
    part = (Span(place(0)[0].start, place(0)[0].start + 10),)
    assert match_records(RECORDS[:1], [known("little", part), known("much", place(0))]) == ["much"]
    twice = [RECORDS[0], RECORDS[0].model_copy(update={"id": "m-other"})]
    assert match_records(twice, [known("k", place(0))]) == ["k", "m-other"]


def test_the_place_tells_more_than_a_number_behind_an_id() -> None:
    """Ids of sentences that recur are numbered; when the first is gone, the second takes its number."""
    recurring = RECORDS[2].model_copy(update={"id": "m-1"})
    old = [known("m-1", place(0), ids="m-1"), known("m-1-2", place(2), ids="m-1-2")]
    assert match_records([recurring], old) == ["m-1-2"]


def test_new_keys_are_not_those_that_somebody_has() -> None:
    assert match_records(RECORDS[:1], [known(RECORDS[0].id, types="subsidy", ids="m-else")]) == [f"{RECORDS[0].id}.2"]


def test_shares_are_of_all_that_either_covers() -> None:
    assert share_spans((Span(0, 10),), (Span(5, 15),)) == 5 / 15
    assert share_spans((Span(0, 10),), (Span(10, 15),)) == share_spans((), ()) == 0


def test_values_taken_from_elsewhere_are_not_of_the_statement() -> None:
    spans = find_value_spans(RECORDS[0])
    assert spans
    assert all(place(0)[0].covers(span) for span in spans)
    moved = RECORDS[0].model_copy(update={"evidence": RECORDS[1].evidence})
    assert find_value_spans(moved) == ()
