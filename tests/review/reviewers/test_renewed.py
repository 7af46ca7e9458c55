"""A brief that is extracted anew while somebody has it open: what was done counts, and what is shown is the newest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browsing import Reviewer
from extract.store.corrections import read_history, read_view, read_views
from extract.store.engine import Store
from extract.store.ingest import store_extraction
from samples import make_filler
from store.briefs import ACTS, FIRST, SOURCE, change_slot, file_brief, make_brief

MakeReviewer = Callable[..., Reviewer]
RENEWED = "extracted anew meanwhile"
LATER = "通商の動き 第二報"


@pytest.fixture
def opened(reviewer: MakeReviewer, store: Store) -> Reviewer:
    """Somebody who has the first record of a text open."""
    document = file_brief(store, make_brief()).document
    someone = reviewer()
    someone.open(document, read_views(store, document)[0].key)
    expect(someone.page.locator(".text-line").first).to_be_visible()
    return someone


def where(someone: Reviewer) -> tuple[int, str]:
    """Return document and key of the record that is shown."""
    document, key = someone.page.url.split("/")[-2:]
    return int(document), key


def extract_anew(store: Store, rate: str = "34%") -> None:
    """Read the same file otherwise: everything stands further back, and the first record may say another rate."""
    brief = make_brief((FIRST.replace("34%", rate), *ACTS[1:]), before=LATER)
    fillers = (make_filler(1, FIRST.replace("34%", rate), rate, float(rate[:-1]), unit="%"),)
    store_extraction(store, change_slot(brief, 0, "rates", fillers), make_brief().document.text.encode(), SOURCE, "2.0")


def edit(someone: Reviewer, slot: str, text: str) -> None:
    """Open a slot's editor by the mouse, where another one may be open, and type."""
    someone.slot(slot).locator(".slot-main").click()
    someone.page.keyboard.type(text)


def test_a_change_is_saved_and_the_newest_text_is_shown_with_its_marks(opened: Reviewer, store: Store) -> None:
    page, (document, key) = opened.page, where(opened)
    extract_anew(store)
    opened.type_value("date", "2031-04-03")
    page.keyboard.press("Enter")
    opened.expect_notice("Date saved.")
    opened.expect_notice(RENEWED)
    expect(page.locator(".text-line").first).to_have_text(LATER)
    expect(opened.values("date")).to_contain_text("2031-04-03")
    expect(page.locator(".segment.family-goods")).to_have_text("輸入ロボット")
    # What is taken from the text now lies in the newest one.
    opened.select("関税")
    page.get_by_role("menuitem", name="Set as Items").click()
    opened.expect_notice("Items saved.")
    items = read_view(store, document, key).body.items
    assert [f.evidence[0].quote for f in items] == ["輸入ロボット", "関税"]


def test_what_was_typed_elsewhere_stays_without_its_old_place(opened: Reviewer, store: Store) -> None:
    page = opened.page
    opened.go_to("authority")
    page.keyboard.press("Enter")
    opened.select("引き上げ")
    expect(opened.slot("authority").get_by_role("combobox")).to_have_value("引き上げ")
    page.keyboard.type("通商局")
    expect(opened.slot("authority").locator(".place")).to_contain_text("引き上げ")
    extract_anew(store)
    edit(opened, "date", "2031-04-03")
    page.keyboard.press("Enter")
    opened.expect_notice(RENEWED)
    edit(opened, "authority", "")
    expect(opened.slot("authority").get_by_role("combobox")).to_have_value("通商局")
    expect(opened.slot("authority").locator(".place")).to_have_text("Place: none")
    page.keyboard.press("Enter")
    opened.expect_notice("saved.")


def test_accepting_what_reads_otherwise_now_asks_once(opened: Reviewer, store: Store) -> None:
    page, (document, key) = opened.page, where(opened)
    extract_anew(store, "35%")
    page.keyboard.press("a")
    expect(page.locator("#record-conflict .conflict")).to_contain_text("reads otherwise now")
    page.get_by_role("button", name="Do it anyway").click()
    opened.expect_notice("Accepted.")
    assert read_view(store, document, key).state == "accepted"
    assert [e.kind for e in read_history(store, document=document, key=key)] == ["accept"]


def test_looking_again_shows_what_was_extracted_meanwhile(opened: Reviewer, store: Store) -> None:
    page, (document, key) = opened.page, where(opened)
    extract_anew(store, "35%")
    page.keyboard.press("a")
    page.get_by_role("button", name="Look again").click()
    expect(opened.values("rates")).to_contain_text("35")
    expect(page.locator(".segment.family-rate")).to_have_text("35%")
    page.keyboard.press("a")
    opened.expect_notice("Accepted.")
    assert read_view(store, document, key).state == "accepted"


def test_a_new_record_from_older_text_finds_its_place_and_the_newest_text_is_shown(opened: Reviewer, store: Store) -> None:
    page, (document, _) = opened.page, where(opened)
    opened.select("中国は2031年5月1日")
    extract_anew(store)
    page.get_by_role("menuitem", name="Start a new record").click()
    for text in ("export control", "impose", "CN"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    opened.expect_notice("Record added.")
    expect(page.locator(".text-line").first).to_have_text(LATER)
    added = next(v for v in read_views(store, document) if v.origin == "added")
    assert added.body.evidence[0].quote == "中国は2031年5月1日"


def test_accept_saves_what_was_typed_into_several_slots(opened: Reviewer, store: Store) -> None:
    page, (document, key) = opened.page, where(opened)
    opened.type_value("date", "2031-04-03")
    edit(opened, "authority", "通商局")
    edit(opened, "duration", "90 days")
    expect(opened.slot("date").locator(".flag.draft")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    opened.expect_notice("Accepted.")
    view = read_view(store, document, key)
    assert (view.body.date[0].value, view.body.authority[0].text, view.body.duration[0].value) == ("2031-04-03", "通商局", "P90D")
    assert view.state == "accepted"


def test_accept_stays_at_a_draft_that_is_not_understood(opened: Reviewer, store: Store) -> None:
    page, (document, key) = opened.page, where(opened)
    opened.type_value("date", "いつか")
    edit(opened, "items", "")
    page.get_by_role("button", name="Accept").click()
    expect(opened.slot("date").get_by_role("alert")).not_to_be_empty()
    expect(opened.slot("date").get_by_role("textbox").first).to_be_focused()
    assert read_view(store, document, key).state == "open"
