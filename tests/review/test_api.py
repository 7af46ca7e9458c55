from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI

from corpus_runs import CORPUS
from extract.errors import NotFoundError
from extract.review.app import create_app
from extract.review.complete import find_choices
from extract.review.images import ImageError, PageImages, encode_png
from extract.review.options import Options
from extract.store.engine import Store, open_store
from extract.store.fingerprint import make_fingerprint
from extract.store.ingest import store_extraction
from review.browser import Browser
from store.briefs import FIRST, SECOND

PDF = CORPUS / "01-institute-chip-equipment.pdf"


@pytest.fixture(scope="module")
def pdf_store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from extract.pipeline import extract_document

    with open_store(f"sqlite:///{tmp_path_factory.mktemp('pdf') / 'records.db'}") as store:
        store_extraction(store, extract_document(PDF), PDF.read_bytes(), PDF.as_uri(), make_fingerprint())
        yield store


@pytest.fixture
def pdf(pdf_store: Store) -> Browser:
    return Browser(create_app(pdf_store, Options(user="山田")))


# --- queue -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("q=関税", 2),
        ("q=米国", 1),
        ("q=米国 希土", 0),
        ("type=tariff", 2),
        ("type=tariff&type=export_control", 3),
        ("action=reduce", 1),
        ("jurisdiction=eu", 1),
        ("from=2031-05", 2),
        ("to=2031年5月1日", 2),
        ("state=accepted", 0),
        ("state=all", 3),
        ("issues=1", 0),
        ("document=1", 3),
        ("document=2", 0),
        ("entity=ASML", 0),
    ],
)
def test_the_queue_is_filtered(browser: Browser, query: str, found: int) -> None:
    answer = browser.read(f"/api/queue?{query}")
    assert (answer["total"], len(answer["rows"])) == (found, found)


@pytest.mark.parametrize("query", ["document=x", "document=-1", "sort=evil", "state=evil", "from=soon", "limit=0", "limit=9999", "offset=-1"])
def test_filters_that_cannot_be_are_refused(browser: Browser, query: str) -> None:
    answer = browser.get(f"/api/queue?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message_ja"]


def test_a_row_of_the_queue_and_the_progress(browser: Browser) -> None:
    answer = browser.read("/api/queue?sort=document&limit=1")
    row = answer["rows"][0]
    assert (row["document"], row["type"], row["action"], row["imposing"], row["date"]) == (1, "tariff", "increase", ["US"], "2031-04-02")
    assert (row["state"], row["source_name"]) == ("open", "通商の動き")
    assert answer["progress"] == {"done": 0, "total": 3}
    browser.post(f"/api/records/1/{row['key']}/events", {"kind": "accept", "seen": 0})
    assert browser.read("/api/queue")["progress"] == {"done": 1, "total": 3}


# --- records ---------------------------------------------------------------------------------------------------------


def test_a_record_with_its_document_and_neighbours(browser: Browser, key: str) -> None:
    answer = browser.read(f"/api/records/1/{key}?type=tariff&sort=document")
    assert answer["record"]["body"]["rates"][0]["value"] == 34
    assert answer["record"]["body"]["evidence"][0]["quote"] == FIRST
    assert answer["document"]["name"] == "notice.txt"
    assert answer["previous"] is None
    assert answer["next"].startswith("/records/1/")
    assert answer["next"].endswith("?type=tariff&sort=document")
    assert [r["action"] for r in answer["records"]] == ["increase", "impose", "reduce"]


@pytest.mark.parametrize("path", ["/api/records/1/nothing", "/api/records/9/nothing", "/api/runs/9/text", "/api/runs/1/pages/1", "/documents/9"])
def test_what_is_not_there_is_said_to_be_not_there(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_the_text_of_a_run(browser: Browser) -> None:
    answer = browser.read("/api/runs/1/text")
    assert answer["text"].count(SECOND) == 1
    assert [b["kind"] for b in answer["blocks"]] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_notes_come_with_their_links(pdf: Browser) -> None:
    rows = pdf.read("/api/queue?state=all&sort=document")["rows"]
    notes = [n for row in rows for n in pdf.read(f"/api/records/1/{row['key']}")["footnotes"]]
    assert any(url.startswith("https://") for n in notes for c in n["citations"] for url in c["urls"])
    assert all(url.startswith(("http://", "https://")) for n in notes for c in n["citations"] for url in c["urls"])


# --- pages -----------------------------------------------------------------------------------------------------------


def test_the_lines_of_a_page_hold_an_edge_for_every_character(pdf: Browser) -> None:
    page = pdf.read("/api/runs/1/pages/1")
    text = pdf.read("/api/runs/1/text")["text"]
    assert (round(page["width"]), round(page["height"])) == (595, 842)
    assert len(page["lines"]) > 30
    for line in page["lines"]:
        assert line["x"] == sorted(line["x"])
        assert 0 <= line["y0"] < line["y1"] <= page["height"]
        assert text[line["start"] : line["start"] + len(line["x"]) - 1].strip()


def test_the_image_of_a_page(pdf: Browser) -> None:
    answer = pdf.get("/versions/1/pages/1.png?scale=2")
    assert answer.headers["content-type"] == "image/png"
    width, height = (int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (1191, 1684)
    again = pdf.get("/versions/1/pages/1.png?scale=2", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("path", "status"), [("1.png?scale=9", 422), ("0.png", 422), ("99.png", 404), ("x.png", 422)])
def test_images_that_cannot_be(pdf: Browser, path: str, status: int) -> None:
    assert pdf.get(f"/versions/1/pages/{path}").status_code in (status, 404)


def test_a_damaged_file_gives_no_image_and_says_so(app: FastAPI) -> None:
    images = PageImages(lambda version: b"%PDF-1.7 nothing", None, 1000)
    with pytest.raises(ImageError):
        images.read(1, 1, 1)


def test_images_are_kept_within_their_room() -> None:
    read: list[int] = []

    def read_file(version: int) -> bytes:
        read.append(version)
        return PDF.read_bytes()

    images = PageImages(read_file, None, 1)
    first = images.read(1, 1, 1)
    assert images.read(1, 1, 1) == first
    images.read(1, 2, 1)
    images.read(2, 1, 1)
    assert read == [1, 2]
    with pytest.raises(NotFoundError):
        images.read(1, 3, 1)


@pytest.mark.parametrize("coloured", [False, True])
def test_an_image_is_what_was_drawn(coloured: bool) -> None:
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[1, 2] = (9, 7, 5) if coloured else (9, 9, 9)
    image = encode_png(pixels)
    at = image.index(b"IDAT")
    rows = zlib.decompress(image[at + 4 : -16])
    channels = 3 if coloured else 1
    assert image[25] == (2 if coloured else 0)
    drawn = np.frombuffer(rows, np.uint8).reshape(3, 5 * channels + 1)[:, 1:].reshape(3, 5, channels)
    assert (drawn == pixels[:, :, :channels]).all()


# --- typing ----------------------------------------------------------------------------------------------------------


def test_what_a_typed_text_means(browser: Browser) -> None:
    def ask(slot: str, text: str) -> Any:
        return browser.post("/api/understand", {"slot": slot, "text": text, "document": 1}).json()

    assert ask("date", "5月下旬")["shown"] == "2031-05-21/2031-05-31"
    assert ask("rates", "34→10")["shown"] == "34%→10%"
    assert ask("imposing", "日米")["shown_ja"] == "日本; 米国"
    assert ask("date", "12月")["shown"] == "2030-12"
    plan = {"slot": "date", "text": "12月", "document": 1, "action": "propose"}
    assert browser.post("/api/understand", plan).json()["shown"] == "2031-12"
    assert ask("date", "soon")["message_ja"].startswith("「soon」")
    assert "message_en" in ask("nothing", "x")


@pytest.mark.parametrize(
    ("slot", "text", "first"),
    [
        ("imposing", "米", "US"),
        ("imposing", "viet", "VN"),
        ("imposing", "DE", "DE"),
        ("measure_type", "関", "tariff"),
        ("action", "reduce", "reduce"),
        ("authority", "bis", "us-bis"),
        ("entities", "ファーウェイ", "huawei"),
        ("instrument", "エンティティリスト", "us-entity-list"),
    ],
)
def test_completions(slot: str, text: str, first: str) -> None:
    assert find_choices(slot, text)[0]["value"] == first


@pytest.mark.parametrize(("slot", "text"), [("items", "鉄"), ("imposing", ""), ("nothing", "x"), ("imposing", "zzzz")])
def test_nothing_to_complete(slot: str, text: str) -> None:
    assert find_choices(slot, text) == []
