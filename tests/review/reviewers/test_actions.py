"""What the buttons and keys for whole records do with what stands open, with one's own earlier work, and when pressed twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from browsing import Reviewer
from extract.store.corrections import read_history, read_view, read_views
from extract.store.engine import Store

MakeReviewer = Callable[..., Reviewer]
KEY = "m-813a4725"
MERGED, OTHER = "m-ab477c74", "m-c56ac7e0"
QUEUE = "?document=1&sort=document"
STATEMENT = "欧州では自動車の減産に踏み切る企業が出た"


def accept(someone: Reviewer) -> None:
    someone.page.get_by_role("button", name="Accept").click()


def add_item(someone: Reviewer, key: str, item: str) -> None:
    someone.open(1, key, QUEUE)
    someone.type_value("items", item)
    someone.page.keyboard.press("Enter")
    someone.expect_notice("Items saved.")


def merge(someone: Reviewer) -> None:
    someone.page.keyboard.press("m")
    someone.page.locator(f"dialog.ask input[value={OTHER}]").check()
    someone.page.keyboard.press("Enter")


def test_accept_saves_what_an_open_editor_holds(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    someone.open(1, KEY, QUEUE)
    someone.type_value("date", "2025-02-01")
    accept(someone)
    someone.expect_notice("Accepted.")
    view = read_view(store, 1, KEY)
    assert (view.body.date[0].value, view.state) == ("2025-02-01", "accepted")


def test_accept_stays_where_an_open_editor_is_not_understood(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    someone.open(1, KEY, QUEUE)
    someone.type_value("date", "いつか")
    accept(someone)
    expect(someone.slot("date").get_by_role("alert")).not_to_be_empty()
    expect(someone.slot("date").get_by_role("textbox").first).to_be_focused()
    # By the key, from outside of the field.
    someone.slot("items").locator(".slot-main").focus()
    someone.page.keyboard.press("a")
    expect(someone.slot("date").get_by_role("textbox").first).to_be_focused()
    assert read_history(store, document=1, key=KEY) == []


def test_accept_stays_where_saving_meets_a_conflict(reviewer: MakeReviewer, store: Store) -> None:
    first, second = reviewer("佐藤"), reviewer("Tanaka")
    for someone in (first, second):
        someone.open(1, KEY, QUEUE)
    first.type_value("date", "2025-02-01")
    first.page.keyboard.press("Enter")
    first.expect_notice("Date saved.")
    second.type_value("date", "2025-03-01")
    accept(second)
    expect(second.page.locator(".conflict")).to_contain_text("佐藤")
    second.page.get_by_role("button", name="Take mine").click()
    second.expect_notice("Date saved.")
    expect(second.values("date")).to_contain_text("2025-03-01")
    assert [e.kind for e in read_history(store, document=1, key=KEY)] == ["change", "change"]
    accept(second)
    second.expect_notice("Accepted.")
    assert read_view(store, 1, KEY).state == "accepted"


def test_a_double_click_accepts_one_record_once(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, KEY, QUEUE)
    page.get_by_role("button", name="Accept").dblclick()
    someone.expect_notice("Accepted.")
    expect(page).not_to_have_url(f"{someone.site}/records/1/{KEY}{QUEUE}")
    page.wait_for_load_state("networkidle")
    assert [(e.record, e.kind) for e in read_history(store, document=1)] == [(KEY, "accept")]


def test_own_earlier_work_is_no_conflict_in_a_merge_but_that_of_others_is(reviewer: MakeReviewer, store: Store) -> None:
    someone, other = reviewer("佐藤"), reviewer("Tanaka")
    add_item(someone, OTHER, "露光装置")
    someone.open(1, MERGED, QUEUE)
    merge(someone)
    someone.expect_notice("Merged.")
    assert read_view(store, 1, OTHER).state == "merged"
    someone.page.keyboard.press("u")
    someone.expect_notice("Undone.")
    expect(someone.values("footnotes")).to_have_text("1")
    add_item(other, OTHER, "検査装置")
    merge(someone)
    expect(someone.page.locator("#record-conflict .conflict")).to_contain_text("Tanaka")
    someone.page.get_by_role("button", name="Do it anyway").click()
    someone.expect_notice("Merged.")
    assert read_view(store, 1, OTHER).state == "merged"


def test_the_queue_shows_a_corrected_date(reviewer: MakeReviewer) -> None:
    someone = reviewer()
    someone.open(1, KEY, QUEUE)
    facts = someone.page.locator(f".q-row[data-key={KEY}] .q-facts")
    expect(facts).to_contain_text("31 January 2025")
    someone.type_value("date", "2025-02-01")
    someone.page.keyboard.press("Enter")
    expect(facts).to_contain_text("1 February 2025")


def test_a_new_record_needs_its_type_and_action(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    before = len(read_views(store, 1))
    someone.open(1, KEY, QUEUE)
    expect(page.locator("#page-number")).to_have_text("Page 1 of 2")
    page.keyboard.press("]")
    expect(page.locator("#page-number")).to_have_text("Page 2 of 2")
    someone.select(STATEMENT)
    page.keyboard.press("n")
    dialog = page.locator("dialog.ask")
    fields = dialog.locator("input")
    # Enter moves on; with nothing given nothing is made, and what is missing is said.
    for at in range(3):
        expect(fields.nth(at)).to_be_focused()
        page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Still missing: Type, Action")
    expect(fields.nth(0)).to_be_focused()
    page.keyboard.type("export control")
    page.keyboard.press("Enter")
    expect(fields.nth(1)).to_be_focused()
    page.get_by_role("button", name="Create").click()
    expect(dialog.get_by_role("alert")).to_have_text("Still missing: Action")
    expect(fields.nth(1)).to_be_focused()
    assert len(read_views(store, 1)) == before
    page.keyboard.type("impose")
    page.keyboard.press("Enter")
    expect(fields.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    someone.expect_notice("Record added.")
    assert len(read_views(store, 1)) == before + 1
