from __future__ import annotations

import pytest

from extract.corrections.agreement import find_agreement, find_kappa
from extract.corrections.views import RecordView
from extract.export import build_brief
from extract.schema import FillerPart
from store.briefs import filler, make_brief

PARTS = build_brief(make_brief()).records


def view(number: int, key: str = "", **slots: list[FillerPart]) -> RecordView:
    body = PARTS[number].model_copy(update=slots)
    return RecordView(
        key=key or body.id, body=body, state="open", origin="added" if key else "extracted", revision=0, run=1
    )


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        # Cohen 1960: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no → 0.4.
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
        ([("a", "a"), ("a", "a")], None),
        ([], None),
    ],
)
def test_kappa(labels: list[tuple[str, str]], expected: float | None) -> None:
    assert find_kappa(labels) == (pytest.approx(expected) if expected is not None else None)


def test_two_who_say_the_same_agree() -> None:
    mine = [view(0), view(1), view(2)]
    found = find_agreement("a", "b", mine, mine[::-1])
    assert (found.records, found.kappa_type, found.kappa_action, found.differences) == (3, 1.0, 1.0, ())
    assert found.slots["date"].f1 == 1.0
    assert found.slots["eccn"].f1 is None


def test_what_one_says_otherwise_is_listed_and_counted() -> None:
    mine = [view(0), view(1), view(2)]
    theirs = [view(0, date=[filler("2031-04")]), view(1, action=[filler("ease")]), view(2, items=[])]
    found = find_agreement("a", "b", mine, theirs)
    assert [(d.slot, d.first and d.first.key) for d in found.differences] == [
        ("date", mine[0].key),
        ("action", mine[1].key),
        ("items", mine[2].key),
    ]
    assert found.slots["date"].f1 == pytest.approx(2.5 / 3)
    assert found.slots["items"].f1 == pytest.approx(4 / 5)
    assert found.kappa_type == 1.0
    assert found.kappa_action == pytest.approx((2 / 3 - 2 / 9) / (1 - 2 / 9))


def test_a_record_of_one_alone_is_a_disagreement() -> None:
    mine, theirs = [view(0), view(1)], [view(0)]
    found = find_agreement("a", "b", mine, theirs)
    assert [(d.slot, d.first, d.second) for d in found.differences] == [("", mine[1], None)]
    assert found.records == 2
    assert found.kappa_type is not None
    assert found.kappa_type < 1


def test_records_that_both_added_are_one_where_they_overlap() -> None:
    found = find_agreement("a", "b", [view(0, key="a-1")], [view(1, key="a-1"), view(0, key="a-2")])
    assert [(d.first and d.first.key, d.second and d.second.key) for d in found.differences] == [(None, "a-1")]


def test_what_was_deleted_is_no_record() -> None:
    gone = view(1).model_copy(update={"state": "deleted"})
    assert find_agreement("a", "b", [view(0), gone], [view(0)]).differences == ()
