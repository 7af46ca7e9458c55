from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi import FastAPI

from review.browser import Browser

URL = "/documents/1/agreement?lang=en"


@pytest.fixture
def pair(app: FastAPI, browser: Browser) -> tuple[Browser, Browser]:
    """Two who have looked at everything: the second has another date for the first record, and thinks the last is none."""
    browser.post("/api/documents/1/events", {"kind": "assign", "others": ["山田", "佐藤"]})
    other = Browser(app).name("佐藤")
    keys = [row["key"] for row in browser.read("/api/queue?sort=document")["rows"]]
    changed = other.post(f"/api/records/1/{keys[0]}/events", {"kind": "change", "slot": "date", "new": [{"text": "2031-04-09"}], "seen": 0})
    for key in keys:
        browser.post(f"/api/records/1/{key}/events", {"kind": "accept", "seen": 0})
    assert "hidden" in browser.get(URL).text
    other.post(f"/api/records/1/{keys[0]}/events", {"kind": "accept", "seen": changed.json()["record"]["revision"]})
    other.post(f"/api/records/1/{keys[1]}/events", {"kind": "accept", "seen": 0})
    other.post(f"/api/records/1/{keys[2]}/events", {"kind": "delete", "seen": 0})
    return browser, other


def differences(browser: Browser) -> list[dict[str, Any]]:
    rows = re.findall(r'data-difference="(\d+)" data-slot="(\w*)" data-first="([^"]*)" data-second="([^"]*)"', browser.get(URL).text)
    return [{"difference": int(d), "slot": s, "first": a or None, "second": b or None} for d, s, a, b in rows]


def test_agreement_is_shown_when_both_are_done(pair: tuple[Browser, Browser]) -> None:
    for one in pair:
        assert [d["slot"] for d in differences(one)] == ["date", ""]
    assert "Cohen" in pair[0].get(URL).text


def test_the_queue_shows_each_of_the_two_their_own_state(pair: tuple[Browser, Browser], app: FastAPI) -> None:
    first, second = pair
    third = Browser(app).name("鈴木")

    def queue(one: Browser, query: str = "") -> tuple[list[str], dict[str, int]]:
        answer = one.read(f"/api/queue?sort=document&{query}")
        assert answer["total"] == len(answer["rows"])
        return [row["state"] for row in answer["rows"]], answer["progress"]

    assert queue(third) == (["open"] * 3, {"done": 0, "total": 3})
    assert queue(first) == ([], {"done": 3, "total": 3})
    assert queue(first, "state=all") == (["accepted"] * 3, {"done": 3, "total": 3})
    assert queue(second, "state=all") == (["accepted", "accepted", "deleted"], {"done": 2, "total": 2})
    assert queue(second, "state=deleted&type=tariff") == (["deleted"], {"done": 1, "total": 1})
    assert second.read("/api/queue?sort=document&state=all")["rows"][0]["date"] == "2031-04-09"
    keys = [row["key"] for row in first.read("/api/queue?sort=document&state=all")["rows"]]
    shown = second.read(f"/api/records/1/{keys[0]}?sort=document&state=accepted")
    assert (shown["previous"], shown["next"]) == (None, f"/records/1/{keys[1]}?sort=document&state=accepted")
    assert "3 of 3" in first.get("/?lang=en").text


def test_differences_are_settled_for_everybody(pair: tuple[Browser, Browser], app: FastAPI) -> None:
    third = Browser(app).name("鈴木")
    date, whole = differences(third)
    assert third.post("/api/documents/1/adjudicate", {**date, "take": "佐藤"}).status_code == 200
    assert third.post("/api/documents/1/adjudicate", {**whole, "take": "佐藤"}).status_code == 200
    shared = third.read(f"/api/records/1/{date['first']}")["record"]
    assert shared["body"]["date"][0]["value"] == "2031-04-09"
    assert third.read(f"/api/records/1/{whole['first']}")["record"]["state"] == "deleted"
    page = pair[0].get(URL).text
    assert page.count(">Settled<") == 2
    assert len(differences(pair[0])) == 2, "what is settled does not make the two agree after the fact"


def test_what_was_not_shown_is_not_settled(pair: tuple[Browser, Browser]) -> None:
    date, _ = differences(pair[0])
    assert pair[0].post("/api/documents/1/adjudicate", {**date, "take": "Mallory"}).status_code == 409
    assert pair[0].post("/api/documents/1/adjudicate", {**date, "slot": "rates", "take": "佐藤"}).status_code == 409
    assert pair[0].post("/api/documents/1/adjudicate", {**date, "difference": 9, "take": "佐藤"}).status_code == 409


def test_a_document_of_one_reviewer_has_no_agreement(browser: Browser) -> None:
    assert "not under independent review" in browser.get(URL).text


def test_the_evaluation_asks_for_complete_documents_and_then_shows_scores(browser: Browser) -> None:
    assert "No document has been marked as complete yet" in browser.get("/evaluate?lang=en").text
    browser.post("/api/documents/1/events", {"kind": "complete"})
    page = browser.get("/evaluate?lang=en").text
    assert "Scores of 1.0" in page
    assert "<svg" in page
    assert "style=" not in page
    assert browser.get("/evaluate?old=1.0&new=9.9").status_code == 404
