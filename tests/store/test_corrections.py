from __future__ import annotations

import pytest

from extract.corrections.bodies import iterate_evidence
from extract.corrections.conflicts import Conflict
from extract.corrections.drafts import DraftError
from extract.corrections.views import RecordView
from extract.errors import NotFoundError
from extract.model import Extraction
from extract.schema import RecordPart
from extract.store.corrections import read_agreement, read_history, read_view, read_views
from extract.store.documents import get_document
from extract.store.engine import Store
from extract.store.standing import read_standing
from samples import make_filler
from store.briefs import ACTS, FIRST, SECOND, THIRD, change_slot, do, file_brief, filler, make_brief, mark

FOURTH = "日本は2031年7月4日、支援策を公表した。"


def views(store: Store, track: str = "") -> list[RecordView]:
    return read_views(store, 1, track)


def values(view: RecordView, slot: str) -> list[object]:
    return [f.value for f in getattr(view.body, slot)]


def missed(store: Store, **update: object) -> RecordPart:
    """Return a record of the sentence that no extraction finds."""
    body = views(store)[0].body.model_copy(update={"date": [], "rates": [], "items": [], "issues": []})
    slots = {"imposing": [filler("JP", mark(store, 1, "日本"))], "measure_type": [filler("subsidy")], "action": [filler("impose")]}
    return body.model_copy(update={**slots, "evidence": mark(store, 1, FOURTH), "id": "", **update})


@pytest.fixture
def stored(store: Store) -> Store:
    file_brief(store, make_brief([*ACTS, FOURTH], without=[4]))
    return store


# --- one event at a time -------------------------------------------------------------------------------------------


def test_a_slot_is_changed_and_knows_by_whom(stored: Store) -> None:
    before = views(stored)[0]
    after = do(stored, "change", before, slot="date", new=[filler("2031-04-03", mark(stored, 1, "4月2日"))], why="誤読")
    assert values(after, "date") == ["2031-04-03"]
    assert after.changed == {"date": after.revision}
    assert after == read_view(stored, 1, before.key)
    assert after.body.date[0].evidence[0].quote == "4月2日"
    (event,) = read_history(stored, 1, before.key)
    assert (event.by, event.why, event.slot, event.at) == ("sato", "誤読", "date", "2031-05-01T00:00:01Z")
    assert ([f.value for f in event.old], [f.value for f in event.new]) == (["2031-04-02"], ["2031-04-03"])
    assert [v for v in views(stored) if v.key != before.key] == views(stored)[1:]


def test_titles_and_status_follow_the_slots_until_somebody_writes_them(stored: Store) -> None:
    view = do(stored, "change", views(stored)[0], slot="action", new=[filler("suspend")])
    assert (view.body.status, "停止" in view.body.title_ja, "suspend" in view.body.title_en) == ("suspended", True, True)
    view = do(stored, "change", view, slot="title_ja", new=[filler("自分の題")])
    view = do(stored, "change", view, slot="action", new=[filler("reduce")])
    assert (view.body.title_ja, view.body.status) == ("自分の題", "decided")
    assert "reduce" in view.body.title_en


def test_an_emptied_slot_stays_empty(stored: Store) -> None:
    assert values(do(stored, "change", views(stored)[0], slot="rates", new=[]), "rates") == []


def test_the_statement_can_be_marked_anew(stored: Store) -> None:
    view = do(stored, "change", views(stored)[0], slot="evidence", new=[filler("", mark(stored, 1, SECOND))])
    assert [e.quote for e in view.body.evidence] == [SECOND]


def test_a_missed_record_is_added(stored: Store) -> None:
    added = do(stored, "add", body=missed(stored))
    assert (added.origin, added.state, added.key) == ("added", "open", "a-1")
    assert "日本" in added.body.title_ja
    assert views(stored)[-1] == added
    assert do(stored, "add", body=missed(stored)).key == "a-1.2"


def test_deleted_and_back(stored: Store) -> None:
    view = do(stored, "delete", views(stored)[1])
    assert (view.state, view.body.review.state, view.body.review.by) == ("deleted", "rejected", "sato")
    assert do(stored, "reopen", view).state == "open"


def test_accepting_freezes_and_a_change_opens_again(stored: Store) -> None:
    view = do(stored, "accept", views(stored)[0], by="mori")
    assert (view.state, view.body.review.state, view.body.review.by) == ("accepted", "accepted", "mori")
    view = do(stored, "change", view, slot="items", new=[filler("ロボット")])
    assert (view.state, values(view, "items"), values(view, "rates")) == ("open", ["ロボット"], [34])


def test_two_records_become_one(stored: Store) -> None:
    first, second, _ = views(stored)
    view = do(stored, "merge", first, others=[second.key], seen_others={second.key: second.revision})
    assert values(view, "imposing") == ["US", "CN"]
    assert [e.quote for e in view.body.evidence] == [FIRST, SECOND]
    assert [v.state for v in views(stored)] == ["open", "merged", "open"]
    back = do(stored, "undo", view, undoes=view.revision)
    assert (back.state, values(back, "imposing")) == ("open", ["US"])
    assert [v.state for v in views(stored)] == ["open", "open", "open"]


def test_one_record_becomes_two(stored: Store) -> None:
    first = views(stored)[0]
    view = do(stored, "split", first)
    assert view.state == "split"
    parts = [v for v in views(stored) if v.origin == "added"]
    assert [p.key for p in parts] == [f"{first.key}.1", f"{first.key}.2"]
    changed = do(stored, "change", parts[1], slot="items", new=[filler("部品")])
    assert values(changed, "items") == ["部品"]
    assert values(read_view(stored, 1, parts[0].key), "items") == ["輸入ロボット"]
    with pytest.raises(Conflict) as caught:
        do(stored, "undo", view, undoes=view.revision)
    do(stored, "undo", view, undoes=view.revision, seen=caught.value.seen)
    assert [v.state for v in views(stored)] == ["open", "open", "open", "deleted", "deleted"]


def test_undo_is_an_event_and_can_be_undone(stored: Store) -> None:
    view = do(stored, "change", views(stored)[0], slot="date", new=[filler("2031-04-03")])
    undone = do(stored, "undo", view, undoes=view.revision)
    assert values(undone, "date") == ["2031-04-02"]
    assert undone.changed == {}
    redone = do(stored, "undo", undone, undoes=undone.revision)
    assert values(redone, "date") == ["2031-04-03"]
    assert [e.kind for e in read_history(stored, 1, view.key)] == ["undo", "undo", "change"]
    with pytest.raises(DraftError, match="does not stand"):
        do(stored, "undo", redone, undoes=undone.revision)


def test_a_document_is_complete_until_its_words_change(stored: Store) -> None:
    do(stored, "complete")
    assert get_document(stored, 1).complete
    file_brief(stored, make_brief([*ACTS, FOURTH]), "1.1")
    assert get_document(stored, 1).complete
    file_brief(stored, make_brief(ACTS), "1.1")
    assert not get_document(stored, 1).complete
    do(stored, "complete")
    do(stored, "incomplete")
    assert not get_document(stored, 1).complete


# --- what cannot be written ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("date", "2031-13-01"),
        ("date", "4月2日"),
        ("duration", "90日"),
        ("imposing", "XX"),
        ("measure_type", "taxes"),
        ("action", "impos"),
        ("rates", "34"),
        ("eccn", "3A9"),
        ("hs", "84.79"),
        ("items", " "),
        ("colour", "red"),
        ("evidence2", ""),
    ],
)
def test_values_that_no_slot_knows_are_refused(stored: Store, slot: str, value: str) -> None:
    with pytest.raises(DraftError) as caught:
        do(stored, "change", views(stored)[0], slot=slot, new=[filler(value, text="x")])
    assert caught.value.field == slot
    assert read_history(stored, 1) == []


def test_a_quote_must_stand_where_it_is_said_to(stored: Store) -> None:
    wrong = mark(stored, 1, "4月2日")[0].model_copy(update={"quote": "4月3日"})
    for slot, new in (("date", [filler("2031-04-03", [wrong])]), ("evidence", [filler("", [wrong])])):
        with pytest.raises(DraftError, match="quote"):
            do(stored, "change", views(stored)[0], slot=slot, new=new)


@pytest.mark.parametrize("name", ["", " sato", "a\nb", "x" * 101, "\x1b[1m"])
def test_names_are_names(stored: Store, name: str) -> None:
    with pytest.raises(DraftError):
        do(stored, "complete", by=name)


def test_states_that_do_not_go_together_are_refused(stored: Store) -> None:
    view = do(stored, "delete", views(stored)[0])
    for kind in ("change", "accept", "delete", "split", "merge"):
        with pytest.raises(DraftError, match="deleted"):
            do(stored, kind, view, slot="date", others=[views(stored)[1].key] if kind == "merge" else [])
    with pytest.raises(DraftError, match="open"):
        do(stored, "reopen", views(stored)[1])


@pytest.mark.parametrize("slot", ["measure_type", "action", "evidence"])
def test_a_record_that_lacks_what_every_measure_has_is_not_accepted(stored: Store, slot: str) -> None:
    view = do(stored, "change", views(stored)[0], slot=slot, new=[])
    with pytest.raises(DraftError, match=slot) as caught:
        do(stored, "accept", view)
    assert caught.value.field == slot
    assert "delete" in caught.value.remedy
    assert views(stored)[0].state == "open"


def test_who_imposes_a_measure_may_be_unknown(stored: Store) -> None:
    assert do(stored, "accept", do(stored, "change", views(stored)[0], slot="imposing", new=[])).state == "accepted"


def test_what_is_not_there_is_said(stored: Store) -> None:
    view = views(stored)[0]
    for kind, more in (("accept", {"record": "m-none"}), ("merge", {"others": ["m-none"]}), ("undo", {"undoes": 99})):
        with pytest.raises(NotFoundError):
            do(stored, kind, view, **more)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        do(stored, "complete", document=9)
    with pytest.raises(NotFoundError):
        do(stored, "change", view, slot="date", new=[], run=99)
    with pytest.raises(DraftError, match="statement"):
        do(stored, "add", body=missed(stored, evidence=[]))


# --- two reviewers -------------------------------------------------------------------------------------------------


def test_the_second_on_one_slot_gets_both_values_and_chooses(stored: Store) -> None:
    seen = views(stored)[0]
    do(stored, "change", seen, slot="date", new=[filler("2031-04-03")], by="mori")
    with pytest.raises(Conflict) as caught:
        do(stored, "change", seen, slot="date", new=[filler("2031-04-04")])
    (theirs,) = caught.value.theirs
    assert (theirs.by, [f.value for f in theirs.new], theirs.at) == ("mori", ["2031-04-03"], "2031-05-01T00:00:01Z")
    now = caught.value.view
    assert now is not None
    assert values(now, "date") == ["2031-04-03"]
    assert values(do(stored, "change", now, slot="date", new=[filler("2031-04-04")]), "date") == ["2031-04-04"]


def test_different_slots_do_not_conflict(stored: Store) -> None:
    seen = views(stored)[0]
    do(stored, "change", seen, slot="date", new=[filler("2031-04-03")], by="mori")
    view = do(stored, "change", seen, slot="rates", new=[filler(35, unit="%")])
    assert (values(view, "date"), values(view, "rates")) == (["2031-04-03"], [35])


@pytest.mark.parametrize("kind", ["accept", "delete", "split", "merge"])
def test_what_is_done_to_the_whole_record_conflicts_with_any_change(stored: Store, kind: str) -> None:
    first, second, _ = views(stored)
    do(stored, "change", first, slot="date", new=[filler("2031-04-03")], by="mori")
    with pytest.raises(Conflict):
        do(stored, kind, first, others=[second.key] if kind == "merge" else [])  # type: ignore[arg-type]


def test_a_merge_conflicts_with_changes_of_the_others(stored: Store) -> None:
    first, second, _ = views(stored)
    do(stored, "change", second, slot="date", new=[filler("2031-05-02")], by="mori")
    with pytest.raises(Conflict):
        do(stored, "merge", first, others=[second.key])


def test_a_change_of_a_deleted_record_is_a_conflict(stored: Store) -> None:
    seen = views(stored)[0]
    do(stored, "delete", seen, by="mori")
    with pytest.raises(Conflict) as caught:
        do(stored, "change", seen, slot="date", new=[])
    assert caught.value.view is not None
    assert caught.value.view.state == "deleted"


def test_nobody_accepts_what_was_extracted_behind_their_back(stored: Store) -> None:
    seen = views(stored)
    newer = change_slot(make_brief([*ACTS, FOURTH], without=[4]), 0, "rates", (make_filler(1, FIRST, "34%", 43.0, unit="%"),))
    file_brief(stored, newer, "1.1")
    with pytest.raises(Conflict, match="changed since"):
        do(stored, "accept", seen[0])
    assert do(stored, "accept", seen[1]).state == "accepted"


# --- independent review --------------------------------------------------------------------------------------------


def test_two_who_review_independently_do_not_see_each_other(stored: Store) -> None:
    do(stored, "assign", others=["mori", "sato"], by="kato")
    assert get_document(stored, 1).reviewers == ("mori", "sato")
    seen = views(stored)[0]
    do(stored, "change", seen, slot="date", new=[filler("2031-04-03")], by="mori", track="mori")
    do(stored, "change", seen, slot="date", new=[filler("2031-04-04")], by="sato", track="sato")
    dates = {track: values(views(stored, track)[0], "date") for track in ("", "mori", "sato")}
    assert dates == {"": ["2031-04-02"], "mori": ["2031-04-03"], "sato": ["2031-04-04"]}
    assert [e.by for e in read_history(stored, 1, seen.key, track="mori")] == ["mori"]
    assert [e.by for e in read_history(stored, 1, track="")] == ["kato"]
    with pytest.raises(DraftError, match="two different"):
        do(stored, "assign", others=["mori", "mori"], by="kato")
    agreement = read_agreement(stored, 1)
    assert agreement is not None
    assert (agreement.first, agreement.second, [d.slot for d in agreement.differences]) == ("mori", "sato", ["date"])
    do(stored, "assign", by="kato")
    assert read_agreement(stored, 1) is None


# --- re-extraction -------------------------------------------------------------------------------------------------


def test_corrections_stand_over_a_newer_extraction(stored: Store) -> None:
    first, second, third = views(stored)
    do(stored, "change", first, slot="date", new=[filler("2031-04-03", mark(stored, 1, "4月2日"))])
    do(stored, "delete", second)
    newer = change_slot(make_brief([*ACTS, FOURTH], without=[4]), 0, "date", ())
    newer = change_slot(newer, 0, "rates", (make_filler(1, FIRST, "34%", 34.5, unit="%"),))
    filed = file_brief(stored, newer, "1.1")
    assert (filed.carried, filed.lost) == (2, 0)
    now = views(stored)
    assert [v.key for v in now] == [first.key, second.key, third.key]
    assert [v.state for v in now] == ["open", "deleted", "open"]
    # The corrected slot stands; what nobody touched is the newest extraction's.
    assert (values(now[0], "date"), values(now[0], "rates")) == (["2031-04-03"], [34.5])


def test_corrections_move_with_their_quote_to_a_next_version(stored: Store) -> None:
    first = views(stored)[0]
    do(stored, "change", first, slot="date", new=[filler("2031-04-03", mark(stored, 1, "4月2日"))])
    added = do(stored, "add", body=missed(stored))
    text = ["前置きの一文がここに入った。", *ACTS[::-1], FOURTH]
    file_brief(stored, make_brief(text, without=[1, 5], before="別の見出し"))
    now = {v.key: v for v in views(stored)}
    assert values(now[first.key], "date") == ["2031-04-03"]
    assert now[first.key].body.date[0].evidence == mark(stored, 1, "4月2日")
    assert now[added.key].body.evidence == mark(stored, 1, FOURTH)
    assert not any(v.lost or v.missing for v in now.values())
    assert len(now) == 4


def test_a_correction_whose_quote_is_gone_is_shown(stored: Store) -> None:
    first = views(stored)[0]
    view = do(stored, "change", first, slot="items", new=[filler("ロボット", mark(stored, 1, "輸入ロボット"))])
    revised = FIRST.replace("輸入ロボット", "産業機械")
    filed = file_brief(stored, make_brief([revised, *ACTS[1:], FOURTH], without=[4]))
    assert filed.lost == 1
    now = read_view(stored, 1, first.key)
    assert values(now, "items") == ["ロボット"]
    assert now.body.items[0].evidence == []
    assert [(p.event, p.slot, p.quote) for p in now.lost] == [(view.revision, "items", "輸入ロボット")]


REWORDED = "米国は、2031年の4月2日に輸入ロボット関税を34%に引き上げる。"


def test_a_lightly_reworded_sentence_is_the_same_record(stored: Store) -> None:
    first = views(stored)[0]
    do(stored, "change", first, slot="items", new=[filler("ロボット")])
    filed = file_brief(stored, make_brief([REWORDED, *ACTS[1:], FOURTH], without=[4]))
    now = views(stored)
    assert (filed.carried, filed.lost) == (1, 0)
    assert [v.key for v in now] == [v.key for v in now if not v.missing]
    assert (now[0].key, values(now[0], "items"), now[0].body.evidence) == (first.key, ["ロボット"], mark(stored, 1, REWORDED))


@pytest.mark.parametrize("word", [("米国", "英国"), ("引き上げる", "据え置く"), ("34%", "36%")])
def test_a_sentence_much_alike_that_says_another_act_is_another_record(stored: Store, word: tuple[str, str]) -> None:
    first = views(stored)[0]
    do(stored, "change", first, slot="items", new=[filler("ロボット")])
    filed = file_brief(stored, make_brief([REWORDED.replace(*word), *ACTS[1:], FOURTH], without=[4]))
    view = read_view(stored, 1, first.key)
    assert view.missing
    # What the earlier extraction gave is without a place too, but nobody corrected it.
    assert {place.event for place in view.lost} == {0}
    assert filed.lost == 0


STEEL = "米国は2031年4月2日、中国製の鉄鋼に34%の関税を課し、引き上げた。"


@pytest.mark.parametrize(
    ("old", "new"),
    [("中国製", "韓国製"), ("鉄鋼", "銅"), ("2031年4月2日", "2031年5月1日"), ("引き上げた", "引き上げなかった"), ("34%の", "35%の")],
)
def test_a_correction_never_passes_to_an_act_that_differs_in_one_word(store: Store, old: str, new: str) -> None:
    def brief(text: str) -> Extraction:
        words = {"target_jurisdictions": (("中国", "CN"), ("韓国", "KR")), "items": (("鉄鋼", "鉄鋼"), ("銅", "銅"))}
        made = make_brief([text, SECOND])
        for slot, pairs in words.items():
            made = change_slot(made, 0, slot, tuple(make_filler(1, text, w, v) for w, v in pairs if w in text))
        return change_slot(made, 0, "imposing", (make_filler(1, text, "米国", "US"),))

    file_brief(store, brief(STEEL))
    first = views(store)[0]
    do(store, "change", first, slot="authority", new=[filler("通商局")])
    file_brief(store, brief(STEEL.replace(old, new)))
    assert read_view(store, 1, first.key).missing
    # The same act in other words keeps it.
    file_brief(store, brief(STEEL.replace("34%の関税", "34%の追加関税")))
    assert not read_view(store, 1, first.key).missing


def test_an_accepted_record_whose_sentence_is_gone_is_one_correction_without_a_place(stored: Store) -> None:
    accepted = do(stored, "accept", views(stored)[0])
    filed = file_brief(stored, make_brief(["英国は何も決めなかった。", *ACTS[1:], FOURTH], without=[1, 4]))
    assert filed.lost == 1
    assert len(read_view(stored, 1, accepted.key).lost) > 1


def test_a_sentence_that_says_something_else_is_another_record(stored: Store) -> None:
    first = views(stored)[0]
    do(stored, "change", first, slot="items", new=[filler("ロボット")])
    file_brief(stored, make_brief(["英国は2032年1月9日、鋼材の関税を10%に引き下げた。", *ACTS[1:], FOURTH], without=[4]))
    now = {v.key: v for v in views(stored)}
    assert now[first.key].missing
    assert len(now) == 4


def test_a_corrected_record_that_is_not_found_any_more_stays(stored: Store) -> None:
    first, second, _ = views(stored)
    do(stored, "change", first, slot="items", new=[filler("ロボット")])
    file_brief(stored, make_brief([*ACTS, FOURTH], without=[1, 2, 4]), "1.1")
    now = {v.key: v for v in views(stored)}
    assert now[first.key].missing
    assert (values(now[first.key], "items"), values(now[first.key], "rates")) == (["ロボット"], [34])
    assert second.key not in now
    file_brief(stored, make_brief([*ACTS, FOURTH], without=[4]), "1.2")
    assert not read_view(stored, 1, first.key).missing
    assert read_view(stored, 1, second.key).revision == 0


def test_what_was_merged_or_split_away_does_not_come_back(stored: Store) -> None:
    first, second, third = views(stored)
    do(stored, "merge", first, others=[second.key])
    do(stored, "split", third)
    before = [(v.key, v.state) for v in views(stored)]
    file_brief(stored, make_brief([*ACTS, FOURTH], without=[4], before="新しい見出し"), "1.1")
    assert [(v.key, v.state) for v in views(stored)] == before


def test_an_added_record_that_is_found_later_is_the_same(stored: Store) -> None:
    added = do(stored, "add", body=missed(stored, measure_type=[filler("tariff")]))
    act = FOURTH.replace("支援策を公表", "関税を引き上げ")
    file_brief(stored, make_brief([*ACTS, FOURTH + act], without=[]), "1.1")
    now = views(stored)
    assert [v.key for v in now].count(added.key) == 1
    assert len(now) == 4
    assert read_view(stored, 1, added.key).origin == "added"


def test_an_accepted_record_comes_back_only_if_text_and_extraction_changed(stored: Store) -> None:
    accepted = do(stored, "accept", views(stored)[0])
    differs = (make_filler(1, FIRST, "34%", 35.0, unit="%"),)
    texts = [*ACTS, FOURTH]
    file_brief(stored, change_slot(make_brief(texts, without=[4]), 0, "rates", differs), "1.1")  # only the extraction
    now = read_view(stored, 1, accepted.key)
    assert (now.state, now.recheck, values(now, "rates")) == ("accepted", False, [34])
    file_brief(stored, make_brief(texts, without=[4], before="別の題"), "1.1")  # only the text
    assert not read_view(stored, 1, accepted.key).recheck
    both = change_slot(make_brief(texts, without=[4], before="また別の題"), 0, "rates", differs)
    file_brief(stored, both, "1.1")
    now = read_view(stored, 1, accepted.key)
    assert (now.state, now.recheck, values(now, "rates")) == ("accepted", True, [34])
    assert now.extracted is not None
    assert [f.value for f in now.extracted.rates] == [35]
    assert get_document(stored, 1).recheck == 1
    again = do(stored, "accept", now)
    assert (again.recheck, values(again, "rates")) == (False, [34])


@pytest.mark.parametrize("kind", ["accept", "merge", "split"])
def test_what_was_seen_in_an_older_text_is_kept_with_its_place_in_the_newest(stored: Store, kind: str) -> None:
    first, second, _ = views(stored)
    moved = make_brief([*ACTS, FOURTH], without=[4], before="前に長い見出しが入った")
    file_brief(stored, moved)
    view = do(stored, kind, first, others=[second.key] if kind == "merge" else [])  # type: ignore[arg-type]
    for shown in (view, *views(stored)):
        assert not shown.lost
        assert all(moved.document.text[e.start : e.end] == e.quote for _, _, e in iterate_evidence(shown.body))


def test_reopening_gives_the_newest_extraction_again(stored: Store) -> None:
    accepted = do(stored, "accept", views(stored)[0])
    newer = change_slot(make_brief([*ACTS, FOURTH], without=[4]), 0, "rates", (make_filler(1, FIRST, "34%", 35.0, unit="%"),))
    file_brief(stored, newer, "1.1")
    view = do(stored, "reopen", read_view(stored, 1, accepted.key))
    assert (view.state, values(view, "rates")) == ("open", [35])


def test_every_quote_of_every_view_stands_in_the_newest_text(stored: Store) -> None:
    first, second, third = views(stored)
    do(stored, "change", first, slot="items", new=[filler("ロボット", mark(stored, 1, "輸入ロボット"))])
    do(stored, "accept", second)
    do(stored, "split", third)
    do(stored, "add", body=missed(stored))
    for number, texts in enumerate(([SECOND, FOURTH, FIRST], [THIRD + SECOND], ["何もない。"], [*ACTS, FOURTH])):
        file_brief(stored, make_brief(texts, before=f"版{number}", without=[i for i, t in enumerate(texts, 1) if t not in ACTS]))
        text = make_brief(texts, before=f"版{number}").document.text
        shown = views(stored)
        places = [e for view in shown for _, _, e in iterate_evidence(view.body)]
        assert all(text[e.start : e.end] == e.quote for e in places)
        assert {v.key for v in shown} >= {first.key, second.key, "a-1"}
        # What was kept for the queue is what the events give.
        with stored.reading() as connection:
            assert read_standing(connection, 1).views() == shown
