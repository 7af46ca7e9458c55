from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from extract.store.engine import Store
from review.browser import Browser
from review.test_guard import MARKUP
from store.briefs import FIRST, file_brief, make_brief


def events(browser: Browser, key: str, body: dict[str, Any]) -> Any:
    answer = browser.post(f"/api/records/1/{key}/events", body)
    return answer.status_code, answer.json()


def record(browser: Browser, key: str) -> Any:
    return browser.read(f"/api/records/1/{key}")["record"]


def test_a_date_is_typed_and_saved(browser: Browser, key: str) -> None:
    status, answer = events(browser, key, {"kind": "change", "slot": "date", "new": [{"text": "2031年4月3日"}], "seen": 0, "why": "p. 1"})
    assert status == 200
    assert answer["record"]["body"]["date"] == [{"text": "2031年4月3日", "value": "2031-04-03", "rule": "reviewer", "evidence": []}]
    assert answer["record"]["changed"]["date"]["by"] == "山田"
    assert (answer["event"]["kind"], answer["event"]["why"], answer["event"]["old"][0]["value"]) == ("change", "p. 1", "2031-04-02")


def test_a_date_without_a_year_is_read_by_the_action_of_the_record(browser: Browser, key: str) -> None:
    change = {"kind": "change", "slot": "date"}
    _, done = events(browser, key, {**change, "new": [{"text": "12月"}], "seen": 0})
    assert done["record"]["body"]["date"][0]["value"] == "2030-12"
    propose = {"kind": "change", "slot": "action", "new": [{"text": "提案"}], "seen": done["record"]["revision"]}
    _, done = events(browser, key, propose)
    _, done = events(browser, key, {**change, "new": [{"text": "11月"}], "seen": done["record"]["revision"]})
    assert done["record"]["body"]["date"][0]["value"] == "2031-11"


def test_marked_text_is_the_evidence_of_a_slot(browser: Browser, key: str) -> None:
    text = browser.read("/api/runs/1/text")["text"]
    start = text.index("関税")
    status, answer = events(browser, key, {"kind": "change", "slot": "items", "new": [{"start": start, "end": start + 2}], "seen": 0})
    assert status == 200
    filler = answer["record"]["body"]["items"][0]
    assert (filler["text"], filler["evidence"][0]["quote"], filler["evidence"][0]["start"]) == ("関税", "関税", start)


def test_a_filler_that_is_given_back_keeps_its_evidence_and_rule(browser: Browser, key: str) -> None:
    before = record(browser, key)["body"]["items"]
    sent = [{"text": before[0]["text"], "value": before[0]["value"]}, {"text": "部品"}]
    status, answer = events(browser, key, {"kind": "change", "slot": "items", "new": sent, "seen": 0})
    assert status == 200
    assert answer["record"]["body"]["items"][0] == before[0]
    assert answer["record"]["body"]["items"][1]["rule"] == "reviewer"


def test_the_second_writer_of_a_slot_sees_the_first(app: FastAPI, browser: Browser, key: str) -> None:
    other = Browser(app).name("佐藤")
    assert events(other, key, {"kind": "change", "slot": "date", "new": [{"text": "2031-04-04"}], "seen": 0})[0] == 200
    status, answer = events(browser, key, {"kind": "change", "slot": "date", "new": [{"text": "2031-04-05"}], "seen": 0})
    assert status == 409
    theirs = answer["conflict"]["theirs"][0]
    assert (theirs["by"], theirs["slot"], theirs["value"][0]["value"]) == ("佐藤", "date", "2031-04-04")
    assert answer["conflict"]["record"]["body"]["date"][0]["value"] == "2031-04-04"
    seen = answer["conflict"]["record"]["revision"]
    assert events(browser, key, {"kind": "change", "slot": "date", "new": [{"text": "2031-04-05"}], "seen": seen})[0] == 200
    assert events(browser, key, {"kind": "change", "slot": "rates", "new": [{"text": "35%"}], "seen": 0})[0] == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "change", "slot": "date", "new": [{"text": "soon"}]}, "date"),
        ({"kind": "change", "slot": "date", "new": [{"text": "2031-13", "value": "2031-13"}]}, "date"),
        ({"kind": "change", "slot": "measure_type", "new": [{"text": "x", "value": "magic"}]}, "measure_type"),
        ({"kind": "change", "slot": "id", "new": [{"text": "x"}]}, "slot"),
        ({"kind": "change", "slot": "items", "new": [{"text": ""}]}, "items"),
        ({"kind": "change", "slot": "items", "new": [{"start": 5, "end": 99999}]}, "start"),
        ({"kind": "change", "slot": "items", "new": [{"start": 9, "end": 3}]}, "start"),
        ({"kind": "change", "slot": "items", "new": [{"start": -1, "end": 3}]}, "new.0.start"),
        ({"kind": "change", "slot": "items", "new": [{"text": "x", "evil": 1}]}, "new.0.evil"),
        ({"kind": "assign"}, "kind"),
        ({"kind": "merge", "others": []}, "others"),
        ({"kind": "accept", "why": "x" * 5000}, "why"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_wrong(browser: Browser, key: str, change: dict[str, Any], field: str) -> None:
    status, answer = events(browser, key, {**change, "seen": 0})
    assert status == 422
    assert answer["errors"][0]["field"] == field
    assert answer["errors"][0]["message_ja"]
    assert answer["errors"][0]["message_en"]
    assert record(browser, key)["revision"] == 0


def test_nobody_writes_without_a_name(app: FastAPI, browser: Browser, key: str) -> None:
    assert events(Browser(app), key, {"kind": "accept", "seen": 0})[0] == 403
    assert record(browser, key)["state"] == "open"


def test_accept_reopen_delete_and_undo(browser: Browser, key: str) -> None:
    _, accepted = events(browser, key, {"kind": "accept", "seen": 0})
    assert (accepted["record"]["state"], accepted["record"]["accepted"]["by"]) == ("accepted", "山田")
    _, deleted = events(browser, key, {"kind": "delete", "seen": accepted["record"]["revision"], "why": "background"})
    assert deleted["record"]["state"] == "deleted"
    undo = {"kind": "undo", "undoes": deleted["event"]["id"], "seen": deleted["record"]["revision"]}
    assert events(browser, key, undo)[1]["record"]["state"] == "accepted"
    history = browser.read(f"/api/records/1/{key}")["history"]
    assert [e["kind"] for e in history] == ["undo", "delete", "accept"]


def test_a_missed_record_is_added_from_marked_text(browser: Browser) -> None:
    text = browser.read("/api/runs/1/text")["text"]
    start = text.index(FIRST)
    body = {
        "evidence": [{"start": start, "end": start + len(FIRST)}],
        "slots": {"measure_type": [{"text": "関税"}], "action": [{"text": "引き上げ"}], "imposing": [{"text": "日本"}]},
    }
    answer = browser.post("/api/documents/1/records", body)
    assert answer.status_code == 200
    added = answer.json()
    assert (added["record"]["origin"], added["record"]["body"]["imposing"][0]["value"]) == ("added", "JP")
    assert added["record"]["body"]["title_ja"].startswith("日本 関税")
    assert browser.get(added["url"]).status_code == 200
    assert browser.post("/api/documents/1/records", {**body, "evidence": []}).status_code == 422
    assert browser.post("/api/documents/1/records", {**body, "slots": {"nothing": []}}).json()["errors"][0]["field"] == "nothing"


def test_two_are_merged_and_one_is_split(browser: Browser) -> None:
    first, second, third = (row["key"] for row in browser.read("/api/queue?sort=document")["rows"])
    _, merged = events(browser, first, {"kind": "merge", "others": [second], "seen": 0, "seen_others": {second: 0}})
    assert len(merged["record"]["body"]["evidence"]) == 2
    assert record(browser, second)["state"] == "merged"
    _, split = events(browser, third, {"kind": "split", "parts": [], "seen": 0})
    assert len(split["urls"]) == 2
    assert all(browser.get(url).status_code == 200 for url in split["urls"])


def test_a_correction_made_on_an_older_version_finds_its_place(store: Store, browser: Browser, key: str) -> None:
    shown = browser.read(f"/api/records/1/{key}")
    text = browser.read("/api/runs/1/text")["text"]
    start = text.index("34%")
    file_brief(store, make_brief(before="通商の動き 第二報"))
    sent = {"kind": "change", "slot": "rates", "new": [{"text": "35%", "start": start, "end": start + 3}], "seen": 0, "run": shown["record"]["run"]}
    status, answer = events(browser, key, sent)
    assert status == 200
    place = answer["record"]["body"]["rates"][0]["evidence"][0]
    newest = browser.read("/api/runs/2/text")["text"]
    assert (newest[place["start"] : place["end"]], place["start"]) == ("34%", start + 4)


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_document_is_marked_complete_and_not(browser: Browser) -> None:
    assert browser.post("/api/documents/1/events", {"kind": "complete"}).json()["event"]["kind"] == "complete"
    assert "確認完了を" not in browser.get("/documents/1?lang=ja").text
    assert "完了を取り消す" in browser.get("/documents/1?lang=ja").text
    assert browser.post("/api/documents/1/events", {"kind": "incomplete"}).status_code == 200
    assert "完了を取り消す" not in browser.get("/documents/1?lang=ja").text


@pytest.mark.parametrize("others", [["山田"], ["山田", "山田"], ["山田", " 山田 "], ["山田", ""], ["山田", "a\nb"], ["a", "b", "c"]])
def test_independent_review_needs_two(browser: Browser, others: list[str]) -> None:
    assert browser.post("/api/documents/1/events", {"kind": "assign", "others": others}).status_code == 422


def test_two_review_independently_and_see_nothing_of_each_other(app: FastAPI, browser: Browser, key: str) -> None:
    assert browser.post("/api/documents/1/events", {"kind": "assign", "others": ["山田", "佐藤"]}).status_code == 200
    other, third = Browser(app).name("佐藤"), Browser(app).name("鈴木")
    assert events(browser, key, {"kind": "change", "slot": "date", "new": [{"text": "2031-04-09"}], "seen": 0, "why": MARKUP})[0] == 200
    assert record(browser, key)["body"]["date"][0]["value"] == "2031-04-09"
    assert record(other, key)["body"]["date"][0]["value"] == "2031-04-02"
    assert record(third, key)["body"]["date"][0]["value"] == "2031-04-02"
    for path in (f"/api/records/1/{key}", "/history", "/history?by=山田", f"/history?document=1&record={key}", "/documents/1"):
        assert "2031-04-09" not in other.get(path).text
    assert other.get(f"/api/records/1/{key}?track=山田").status_code == 403
    assert third.read(f"/api/records/1/{key}?track=山田")["record"]["body"]["date"][0]["value"] == "2031-04-09"
    body = {"kind": "accept", "seen": 0, "track": "山田"}
    assert [events(who, key, body)[0] for who in (other, third)] == [403, 403]
    assert browser.get(f"/api/records/1/{key}?track=nobody").status_code == 404


# --- markup ----------------------------------------------------------------------------------------------------------


def test_nothing_that_people_or_briefs_write_becomes_markup(store: Store, browser: Browser, key: str) -> None:
    file_brief(store, make_brief(before=MARKUP), source="file:///briefs/evil.txt")
    browser.name("<b>山田</b>")
    assert events(browser, key, {"kind": "change", "slot": "items", "new": [{"text": MARKUP}], "seen": 0, "why": MARKUP})[0] == 200
    browser.post("/api/documents/1/events", {"kind": "assign", "others": ["<i>a</i>", "<i>b</i>"]})
    paths = ("/", "/?q=<script>", "/?q=alert&state=all", "/documents", "/documents/1", "/documents/2", "/history", f"/records/1/{key}")
    for path in paths:
        page = browser.get(path)
        assert page.status_code == 200
        for tag in ("<script>alert", "<img src=x", "<b>山田", "<i>a"):
            assert tag not in page.text, path
    assert browser.read(f"/api/records/1/{key}")["record"]["body"]["items"][0]["text"] == MARKUP


@pytest.mark.parametrize("slot", ["measure_type", "action"])
def test_a_record_without_type_or_action_is_not_accepted(browser: Browser, key: str, slot: str) -> None:
    status, answer = events(browser, key, {"kind": "change", "slot": slot, "new": [], "seen": 0})
    assert status == 200
    status, answer = events(browser, key, {"kind": "accept", "seen": answer["record"]["revision"]})
    assert status == 422
    (error,) = answer["errors"]
    assert (error["field"], error["reason"]) == (slot, "slot_missing")
    assert "承認できません" in error["message_ja"]
    assert "delete the record" in error["message_en"]


@pytest.mark.parametrize(("slot", "reason"), [("measure_type", "slot_emptied"), ("action", "slot_emptied"), ("evidence", "evidence_missing")])
def test_what_a_record_was_accepted_with_is_not_emptied(browser: Browser, key: str, slot: str, reason: str) -> None:
    _, accepted = events(browser, key, {"kind": "accept", "seen": 0})
    empty = {"kind": "change", "slot": slot, "new": []}
    status, answer = events(browser, key, {**empty, "seen": accepted["record"]["revision"]})
    (error,) = answer["errors"]
    assert (status, error["field"], error["reason"]) == (422, slot, reason)
    assert slot not in error["message_ja"] + error["message_en"]
    assert record(browser, key)["state"] == "accepted"
    # Once the record is open again it may be.
    _, answer = events(browser, key, {"kind": "reopen", "seen": accepted["record"]["revision"]})
    assert events(browser, key, {**empty, "seen": answer["record"]["revision"]})[0] == 200
