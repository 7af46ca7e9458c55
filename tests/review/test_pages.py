from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from extract.review.app import create_app
from extract.review.options import Options
from extract.store.engine import open_store
from review.browser import Browser


def test_who_is_there_is_asked_first(app: FastAPI) -> None:
    stranger = Browser(app)
    answer = stranger.get("/documents/1?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/me?next=%2Fdocuments%2F1%3Flang%3Den"
    assert stranger.name("佐藤").get("/documents/1").status_code == 200


def test_the_name_given_at_the_start_is_not_changed(browser: Browser) -> None:
    settled = Browser(create_app(browser._app.state.store, Options(user="山田")))
    assert settled.post("/api/me", {"name": "Mallory"}).status_code == 403
    assert "山田" in settled.get("/documents").text


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'new.db'}") as store:
        browser = Browser(create_app(store, Options(user="山田")))
        assert "extract store" in browser.get("/").text
        assert "extract store" in browser.get("/documents").text
        assert browser.get("/history").status_code == 200


def test_a_filter_that_finds_nothing_says_so(browser: Browser) -> None:
    assert "この条件に当てはまる措置はありません" in browser.get("/?q=ぬぬぬ&lang=ja").text


def test_a_date_that_is_none_is_told_and_the_rest_of_the_filter_stands(browser: Browser) -> None:
    page = browser.get("/?from=soon&type=tariff&lang=en").text
    assert "not read as a date" in page
    assert page.count("data-row") == 2


def test_the_words_sought_are_marked_in_the_texts(browser: Browser) -> None:
    assert "<mark>希土類</mark>" in browser.get("/?q=希土類").text


@pytest.mark.parametrize(("accepted", "word"), [("ja", "確認リスト"), ("en-US,en", "Review queue")])
def test_pages_speak_the_browsers_language(browser: Browser, accepted: str, word: str) -> None:
    answer = browser.get("/", headers={"Accept-Language": accepted})
    assert word in answer.text
    assert f'<html lang="{accepted[:2]}">' in answer.text


def test_a_language_once_chosen_is_kept(browser: Browser) -> None:
    assert "Review queue" in browser.get("/?lang=en", headers={"Accept-Language": "ja"}).text
    assert "Review queue" in browser.get("/", headers={"Accept-Language": "ja"}).text


def test_the_history_of_a_reviewer_a_document_and_a_record(app: FastAPI, browser: Browser, key: str) -> None:
    other = Browser(app).name("佐藤")
    browser.post(f"/api/records/1/{key}/events", {"kind": "accept", "seen": 0, "why": "checked"})
    other.post("/api/documents/1/events", {"kind": "complete"})
    assert "checked" in browser.get("/history").text
    assert "checked" not in browser.get("/history?by=佐藤").text
    assert browser.get("/history").text.count("<time") == 2
    assert browser.get("/history?by=佐藤").text.count("<time") == 1
    record = browser.get(f"/history?document=1&record={key}").text
    assert "checked" in record
    assert record.count("<time") == 1


def test_a_long_history_goes_on_over_pages(browser: Browser, key: str) -> None:
    seen = 0
    for number in range(12):
        body = {"kind": "change", "slot": "rates", "new": [{"text": f"{number + 1}%"}], "seen": seen}
        seen = browser.post(f"/api/records/1/{key}/events", body).json()["record"]["revision"]
    assert "before=" not in browser.get("/history").text
    assert browser.get(f"/history?before={seen}").text.count("<time") == 11


def test_errors_are_pages_with_a_way_on(browser: Browser) -> None:
    answer = browser.get("/nothing?lang=ja")
    assert answer.status_code == 404
    assert "そのページはありません" in answer.text
    assert 'href="/"' in answer.text
