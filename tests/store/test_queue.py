from __future__ import annotations

import pytest

from extract.errors import UsageError
from extract.store.engine import Store
from extract.store.queue import Filter, find_records, neighbours
from extract.store.search import cut_pairs, cut_pieces, fold_letters, search_documents
from samples import make_filler
from store.briefs import ACTS, FIRST, SECOND, change_slot, do, file_brief, filler, make_brief

Keys = list[tuple[int, str]]


@pytest.fixture
def stored(store: Store) -> Store:
    file_brief(store, make_brief())
    named = (make_filler(1, FIRST, "輸入ロボット", "Acme Robotics", name_ja="アクメ", name_en="Acme Robotics"),)
    other = change_slot(make_brief(ACTS[:2]), 0, "entities", named)
    file_brief(store, other, source="file:///briefs/other.txt")
    return store


def found(store: Store, **wanted: object) -> Keys:
    return [(r.document, r.view.body.imposing[0].value) for r in find_records(store, Filter(**wanted)).rows]  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [(1, "US"), (1, "CN"), (1, "EU"), (2, "US"), (2, "CN")]),
        ({"document": 2}, [(2, "US"), (2, "CN")]),
        ({"document": 3}, []),
        ({"types": ("tariff",)}, [(1, "US"), (1, "EU"), (2, "US")]),
        ({"types": ("tariff", "export_control"), "actions": ("impose",)}, [(1, "CN"), (2, "CN")]),
        ({"jurisdictions": ("EU",)}, [(1, "EU")]),
        ({"jurisdictions": ("tariff",)}, []),
        ({"entity": "ａｃｍｅ robotics"}, [(2, "US")]),
        ({"entity": "アクメ"}, [(2, "US")]),
        ({"entity": "アク"}, []),
        ({"date_from": "2031-05-01"}, [(1, "CN"), (1, "EU"), (2, "CN")]),
        ({"date_from": "2031-04-02", "date_to": "2031-04-30"}, [(1, "US"), (2, "US")]),
        ({"states": ("accepted",)}, []),
        ({"issues_only": True}, []),
        ({"search": "関税"}, [(1, "US"), (1, "EU"), (2, "US")]),
        ({"search": "関税 ロボット"}, [(1, "US"), (2, "US")]),
        ({"search": "鋼"}, [(1, "EU")]),
        ({"search": "ＥＵ"}, [(1, "EU")]),
        ({"search": "31年5"}, [(1, "CN"), (2, "CN")]),
        ({"search": "税関"}, []),
        ({"search": "、。"}, [(1, "US"), (1, "CN"), (1, "EU"), (2, "US"), (2, "CN")]),
        ({"search": "' OR 1=1 --"}, []),
        ({"search": '"関税" NOT *'}, []),
    ],
)
def test_filters(stored: Store, wanted: dict[str, object], expected: Keys) -> None:
    assert found(stored, sort="document", **wanted) == expected


def test_every_two_characters_of_a_record_find_it(stored: Store) -> None:
    letters = fold_letters(SECOND)
    for pair in cut_pairs(letters):
        assert (1, "CN") in found(stored, search=pair, document=1), pair


def test_doubtful_records_come_first(stored: Store) -> None:
    view = find_records(stored, Filter(document=1, sort="document")).rows[2].view
    do(stored, "change", view, slot="items", new=[filler("鋼材", view.body.items[0].evidence)])
    revised = [*ACTS[:2], ACTS[2].replace("鋼材", "鉄材")]
    file_brief(stored, make_brief(revised))
    rows = find_records(stored, Filter()).rows
    assert [len(row.view.lost) for row in rows] == [1, 0, 0, 0, 0]
    assert find_records(stored, Filter(issues_only=True)).total == 1


def test_counts_are_of_what_passes_the_rest_of_the_filter(stored: Store) -> None:
    rows = find_records(stored, Filter(document=1)).rows
    do(stored, "accept", rows[0].view)
    do(stored, "delete", rows[1].view)
    page = find_records(stored, Filter(document=1, states=("open",)), limit=1)
    assert (page.total, len(page.rows)) == (1, 1)
    assert page.counts == {"accepted": 1, "deleted": 1, "open": 1, "recheck": 0}
    assert find_records(stored, Filter(), limit=2, offset=4).rows[0].document == 2


def test_neighbours_are_those_of_the_filtered_queue(stored: Store) -> None:
    wanted = Filter(states=("open",), sort="document")
    keys = [(r.document, r.view.key) for r in find_records(stored, wanted).rows]
    assert neighbours(stored, wanted, *keys[0]) == (None, keys[1])
    assert neighbours(stored, wanted, *keys[2]) == (keys[1], keys[3])
    assert neighbours(stored, wanted, *keys[-1]) == (keys[-2], None)
    assert neighbours(stored, wanted, 1, "m-none") == (None, None)
    do(stored, "accept", find_records(stored, wanted).rows[2].view)
    assert neighbours(stored, wanted, *keys[2]) == (keys[1], keys[3])
    assert neighbours(stored, wanted, *keys[1]) == (keys[0], keys[3])


def test_the_text_of_documents_is_searched(stored: Store) -> None:
    assert [(h.document, h.name, h.start) for h in search_documents(stored, "通商")] == [(1, "notice.txt", 0), (2, "notice.txt", 0)]
    assert [h.document for h in search_documents(stored, "鋼材")] == [1]
    assert search_documents(stored, "造船") == search_documents(stored, "、") == []
    file_brief(stored, make_brief(ACTS[:1]))
    assert search_documents(stored, "鋼材") == []


def test_a_search_that_is_too_long_is_refused(stored: Store) -> None:
    for words in ("関" * 201, "関税 " * 13):
        with pytest.raises(UsageError):
            find_records(stored, Filter(search=words))


def test_pieces_of_a_text_leave_no_word_out() -> None:
    text = "".join(chr(0x4E00 + i) for i in range(1000))
    pieces = list(cut_pieces(text))
    assert all(text[start : start + len(piece)] == piece for start, piece in pieces)
    assert all(any(text[i : i + 40] in piece for _, piece in pieces) for i in range(960))
    assert list(cut_pieces("")) == [(0, "")]
