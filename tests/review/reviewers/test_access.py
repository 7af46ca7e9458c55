"""Every page can be used with assistive technology: axe finds nothing, all has a name, all is reached by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from browsing import Reviewer
from extract.store.corrections import read_views
from extract.store.engine import Store

MakeReviewer = Callable[..., Reviewer]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
KEY = "m-813a4725"
PAGES = {
    "queue": "/",
    "empty queue": "/?q=無い語句",
    "documents": "/documents",
    "document": "/documents/1",
    "record": f"/records/1/{KEY}",
    "record of a text": "/records/2/{text}",
    "history": "/history",
    "evaluate": "/evaluate",
    "error": "/records/1/none",
    "who": "/me",
}


def find_faults(page: Page) -> list[str]:
    """Return what axe finds on the page: rule and element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = ((v["id"], node) for v in found["violations"] for node in v["nodes"])
    return [f"{name}: {node['html'][:160]} {node['failureSummary']}" for name, node in faults]


@pytest.mark.parametrize(("lang", "scheme"), [("ja", "light"), ("en", "dark")])
def test_axe_finds_nothing_on_any_page(reviewer: MakeReviewer, store: Store, scheme: str, lang: str) -> None:
    someone = reviewer(lang=lang, scheme=scheme)
    page = someone.page
    someone.open(1, KEY)
    someone.type_value("date", "2025-02-01")
    page.keyboard.press("Enter")
    expect(page.locator("#notices .notice")).to_be_visible()
    text = read_views(store, 2)[0].key
    for name, address in PAGES.items():
        page.goto(someone.site + address.format(text=text))
        page.wait_for_load_state("networkidle")
        assert find_faults(page) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_on_a_record(reviewer: MakeReviewer, scheme: str) -> None:
    first, someone = reviewer("佐藤"), reviewer("Tanaka", scheme=scheme)
    page = someone.page
    someone.open(1, KEY)
    first.open(1, KEY)
    first.type_value("date", "2025-02-01")
    first.page.keyboard.press("Enter")
    first.expect_notice("Date saved.")

    someone.type_value("measure_type", "ex")
    expect(page.get_by_role("option").first).to_be_visible()
    assert find_faults(page) == [], "suggestions"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    someone.type_value("date", "2025-03-01")
    page.keyboard.press("Enter")
    expect(page.locator(".conflict")).to_be_visible()
    assert find_faults(page) == [], "conflict"
    page.get_by_role("button", name="Keep theirs").click()
    expect(page.locator(".editor.saving")).to_have_count(0)  # what is being saved is dimmed
    page.keyboard.press("h")
    expect(page.locator(".history li").first).to_be_visible()
    assert find_faults(page) == [], "history"
    page.keyboard.press("c")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".pick-menu")).to_be_visible()
    assert find_faults(page) == [], "menu"
    page.keyboard.press("n")
    assert find_faults(page) == [], "new record"
    for key, name in (("m", "merge"), ("s", "split")):
        page.keyboard.press("Escape")
        expect(page.locator("dialog.ask")).to_have_count(0)
        page.keyboard.press(key)
        expect(page.locator("dialog.ask")).to_be_visible()
        assert find_faults(page) == [], name
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert find_faults(page) == [], "keys"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_record_is_seen_whole(reviewer: MakeReviewer, width: int, height: int, lang: str) -> None:
    """Nothing runs over the window's edges, and the form needs no scrolling."""
    someone = reviewer(lang=lang)
    page = someone.page
    page.set_viewport_size({"width": width, "height": height})
    someone.open(1, KEY)
    overflow = "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
    for area in ("html", "#slots", "#actions", "#record-head"):
        across, down = page.locator(area).evaluate(overflow)
        assert across <= 0, area
        assert down <= 0, area
    box = page.locator("#actions").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height


def test_everything_on_a_record_is_reached_by_tab(reviewer: MakeReviewer) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, KEY)
    reached = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    wanted = {
        "fold",
        "page-next",
        "zoom-in",
        "caret-toggle",
        "page-scroll",
        "why",
        "Accept a",
        "Delete x",
        "Split…s",
        "Merge…m",
    }
    assert {w.replace(" ", "") for w in wanted} <= {r.replace(" ", "") for r in reached}
