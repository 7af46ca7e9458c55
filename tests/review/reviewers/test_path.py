"""The whole path of a reviewer on a brief: by keyboard and by mouse, and what stands after the brief was read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect

from browsing import Reviewer
from corpus_runs import CORPUS, extraction
from extract.model import Extraction, Filler
from extract.pipeline import extract_document
from extract.store.corrections import read_view, read_views
from extract.store.engine import Store
from extract.store.ingest import store_extraction
from review.reviewers.conftest import BRIEF, TEXT

MakeReviewer = Callable[..., Reviewer]
LISTED = "m-813a4725"
MISSED = "欧州では自動車の減産に踏み切る企業が出た"


def revalue(found: Extraction, key: str, slot: str, value: str) -> Extraction:
    """Return the extraction as another version would make it: one record with another value in a slot."""

    def change(filler: Filler) -> Filler:
        return replace(filler, value=value)

    records = tuple(
        replace(r, slots={**r.slots, slot: tuple(map(change, r.slots[slot]))}) if r.id == key else r
        for r in found.records
    )
    return replace(found, records=records)


def lengthen(folder: Path) -> Path:
    """Return a newer version of the text: a line more at its beginning."""
    path = folder / TEXT
    path.write_text((CORPUS / TEXT).read_text().replace("\n", "\n訂正の上で再配信した。\n", 1))
    return path


def test_a_reviewer_corrects_adds_and_accepts_and_a_newer_extraction_undoes_none_of_it(
    reviewer: MakeReviewer, store: Store
) -> None:
    someone = reviewer()
    page = someone.page
    # From the queue to the record: the title in the list is a link.
    page.goto(f"{someone.site}/?document=1&sort=document")
    page.get_by_role("link", name="Foreign End User List").first.click()
    expect(someone.values("date")).to_contain_text("2025-01-31")
    # A date, by keys alone.
    someone.type_value("date", "2025年2月1日")
    expect(page.locator(".understood")).to_have_text("Understood as 1 February 2025 · 2025-02-01")
    page.keyboard.press("Enter")
    someone.expect_notice("Date saved.")
    expect(someone.values("date")).to_contain_text("2025-02-01")
    # A missed record, from the text of the page.
    expect(page.locator("#page-number")).to_have_text("Page 1 of 2")
    page.keyboard.press("]")
    expect(page.locator("#page-number")).to_have_text("Page 2 of 2")
    someone.select(MISSED)
    expect(page.locator(".pick-text")).to_have_text(MISSED)
    page.keyboard.press("n")
    page.keyboard.type("export con")
    expect(page.get_by_role("option").first).to_contain_text("xport control")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("impose")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    someone.expect_notice("Record added.")
    expect(someone.values("measure_type")).to_contain_text("xport control")
    added = page.url.rsplit("/", 1)[1].partition("?")[0]
    # Back, and accept: the next record comes.
    someone.open(1, LISTED, "?document=1&sort=document")
    page.keyboard.press("a")
    someone.expect_notice("Accepted.")
    expect(page).not_to_have_url(f"{someone.site}/records/1/{LISTED}?document=1&sort=document")

    path = CORPUS / BRIEF
    changed = revalue(extraction(BRIEF), LISTED, "date", "2019-01-01")
    filed = store_extraction(store, changed, path.read_bytes(), f"file:///briefs/{BRIEF}", "2.0")
    assert filed.document == 1
    assert filed.new_run
    someone.open(1, LISTED)
    expect(someone.values("date")).to_contain_text("2025-02-01")
    expect(page.locator(".facts .state")).to_have_text("Accepted")
    someone.open(1, added)
    expect(someone.values("measure_type")).to_contain_text("xport control")
    assert read_view(store, 1, added).body.evidence[0].quote.replace("､", "、") == MISSED


def test_a_correction_moves_with_its_quote_when_the_text_changes(
    reviewer: MakeReviewer, store: Store, tmp_path: Path
) -> None:
    someone = reviewer()
    key = next(v.key for v in read_views(store, 2) if v.body.quantities)
    someone.open(2, key)
    someone.type_value("effective_until", "2030年1月5日")
    expect(someone.page.locator(".understood")).to_contain_text("2030-01-05")
    someone.page.keyboard.press("Enter")
    someone.expect_notice("saved")

    longer = lengthen(tmp_path)
    found = extract_document(longer, published=extraction(TEXT).published)
    filed = store_extraction(store, found, longer.read_bytes(), f"file:///briefs/{TEXT}", "1.0")
    assert filed.new_version
    someone.open(2, key)
    expect(someone.values("effective_until")).to_contain_text("2030-01-05")
    expect(someone.page.locator("#page-scroll")).to_contain_text("訂正の上で再配信した。")


def test_evidence_is_picked_by_keys_alone(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, LISTED)
    someone.go_to("entities")
    page.keyboard.press("c")
    expect(page.locator("#caret-hint")).to_be_visible()
    # The cursor begins at the record's first evidence; two lines down and to their beginning.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    picked = page.locator(".pick-text").inner_text()
    assert len(picked) >= 4
    page.keyboard.press("Enter")
    someone.expect_notice("Entities saved.")
    expect(page.locator("#caret-hint")).to_be_hidden()
    (filler,) = read_view(store, 1, LISTED).body.entities
    assert filler.text == picked
    assert filler.evidence[0].page == 1
    page.keyboard.press("u")
    someone.expect_notice("Undone.")
    expect(someone.values("entities")).to_have_text("–none")


def test_a_click_on_a_mark_leads_to_its_slot_and_a_slot_lights_its_marks(reviewer: MakeReviewer) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, LISTED)
    page.wait_for_selector(".mark[data-slot=quantities]")
    box = page.locator(".mark[data-slot=quantities] > rect").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(someone.slot("quantities").locator(".slot-main")).to_be_focused()
    expect(page.locator(".mark.hot[data-slot=quantities]")).to_have_count(1)
    someone.slot("date").hover()
    expect(page.locator(".mark.hot[data-slot=date]")).to_have_count(1)


def test_a_change_of_rates_is_typed_as_one(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    someone.open(1, LISTED)
    someone.type_value("rates", "34→10")
    expect(someone.page.locator(".understood")).to_contain_text("34")
    someone.page.keyboard.press("Enter")
    expect(someone.values("rates")).to_have_text(re.compile("^34 %.*→10 %"))
    rates = read_view(store, 1, LISTED).body.rates
    assert [(f.value, f.role) for f in rates] == [(34, "from"), (10, "to")]


def test_merge_split_delete_and_undo(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, "m-ab477c74", "?document=1&sort=document")
    page.keyboard.press("m")
    page.locator("dialog.ask input[value=m-c56ac7e0]").check()
    page.keyboard.press("Enter")
    someone.expect_notice("Merged.")
    expect(someone.values("footnotes")).to_contain_text("2")
    assert read_view(store, 1, "m-c56ac7e0").state == "merged"
    page.keyboard.press("u")
    someone.expect_notice("Undone.")
    expect(someone.values("footnotes")).to_have_text("1")
    page.keyboard.press("s")
    page.locator("dialog.ask input[name=items-0][value='1']").check()
    page.locator("dialog.ask input[name=items-1][value='2']").check()
    page.keyboard.press("Enter")
    someone.expect_notice("Split.")
    expect(page.locator("dialog.ask")).to_have_count(0)
    expect(someone.values("items")).not_to_contain_text("成膜装置")
    assert read_view(store, 1, "m-ab477c74").state == "split"
    page.keyboard.press("x")
    someone.expect_notice("Deleted.")
    assert [v.state for v in read_views(store, 1)].count("deleted") == 1
    page.keyboard.press("u")
    someone.expect_notice("Undone.")
    assert [v.state for v in read_views(store, 1)].count("deleted") == 0


def test_an_accepted_record_shows_what_a_newer_text_says_otherwise(
    reviewer: MakeReviewer, store: Store, tmp_path: Path
) -> None:
    someone = reviewer()
    page = someone.page
    key = next(
        v.key for v in read_views(store, 2) if [f.value for f in v.body.imposing] == ["EU"] and v.body.effective_from
    )
    someone.open(2, key)
    page.keyboard.press("a")
    someone.expect_notice("Accepted.")
    longer = lengthen(tmp_path)
    found = extract_document(longer, published=extraction(TEXT).published)
    found = revalue(found, key, "effective_from", "2026-02-09")
    store_extraction(store, found, longer.read_bytes(), f"file:///briefs/{TEXT}", "1.0")
    someone.open(2, key)
    expect(page.locator(".f-head .told")).to_contain_text("both changed")
    expect(someone.values("effective_from")).to_contain_text("2026-02-07")
    newer = someone.slot("effective_from").locator(".slot-newer")
    expect(newer).to_contain_text("2026-02-09")
    newer.get_by_role("button", name="Take it").click()
    expect(someone.values("effective_from")).to_contain_text("2026-02-09")


def test_a_place_is_added_to_the_statement(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, LISTED)
    expect(page.locator("#page-number")).to_have_text("Page 1 of 2")
    page.keyboard.press("]")
    expect(page.locator("#page-number")).to_have_text("Page 2 of 2")
    someone.select(MISSED)
    page.get_by_role("menuitem", name="Add to the statement").click()
    someone.expect_notice("Statement saved.")
    assert len(read_view(store, 1, LISTED).body.evidence) == 2
    expect(page.locator("#evidence-pages button")).to_have_text(["1", "2"])
    page.keyboard.press("h")
    expect(page.locator(".history li").first).to_contain_text("changed Statement")
