"""Takes the pictures of docs/images: the review pages over a store of corpus briefs that two people have begun to review.

    .venv/bin/python docs/screenshots.py [NAME …]      needs Chromium (EXTRACT_CHROMIUM names it) and Playwright

Names, dates and corrections are always the same; fonts are those of the machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from extract.corrections.events import Draft
from extract.corrections.views import RecordView
from extract.evaluate.gold import read_gold
from extract.pipeline import extract_document
from extract.schema import FillerPart
from extract.store.corrections import read_view, read_views, write
from extract.store.engine import Store, open_store
from extract.store.ingest import store_extraction

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browsing import launch, serve  # noqa: E402

IMAGES = ROOT / "docs" / "images"
BRIEFS = ("01-institute-chip-equipment.pdf", "02-bank-section232.pdf", "05-newsflash.txt", "11-weekly-digest.pdf")
FIRST, SECOND = "佐藤", "Tanaka"
RECORD = "m-ab477c74"
SIZE = {"width": 1280, "height": 800}


def fill(store: Store) -> None:
    """Store the briefs, as an older and a newer version read them."""
    dates = {gold.name: gold.published for gold in read_gold([ROOT / "corpus" / "gold"])}
    for name in BRIEFS:
        path = ROOT / "corpus" / name
        found = extract_document(path, published=dates[path.stem])
        for version in ("0.9", "1.0"):
            store_extraction(store, found, path.read_bytes(), f"file:///briefs/{name}", version)


def review(store: Store) -> None:
    """Let two people work: three briefs confirmed whole, most of another, then dates corrected and a target taken back."""
    for document in (2, 3, 4):
        for i, view in enumerate(read_views(store, document)):
            act(store, FIRST, view, document=document, kind="accept" if i % 6 else "delete")
        act(store, FIRST, None, document=document, kind="complete")
    for view in read_views(store, 1)[4:]:
        act(store, FIRST if view.body.date else SECOND, view, kind="accept")
    change(store, SECOND, RECORD, "date", "2023-05-23", "省令の公布日")
    change(store, FIRST, RECORD, "effective_from", "2023-07-23", "")
    undone = change(store, SECOND, RECORD, "target_jurisdictions", "CN", "")
    act(store, FIRST, read_view(store, 1, RECORD), kind="undo", undoes=undone.revision, why="対象国は書かれていない")


def change(store: Store, by: str, key: str, slot: str, value: str, why: str) -> RecordView:
    """Set a slot of a record of the first brief to one value, at the place it had."""
    view = read_view(store, 1, key)
    before: list[FillerPart] = getattr(view.body, slot)
    evidence = before[0].evidence if before else []
    text = before[0].text if before else value
    new = [FillerPart(text=text, value=value, rule="reviewer", evidence=evidence)]
    return act(store, by, view, kind="change", slot=slot, new=new, why=why)


def act(store: Store, by: str, view: RecordView | None, document: int = 1, **draft: object) -> RecordView:
    """Write one event over a record as it stands."""
    seen = {"record": view.key, "seen": view.revision} if view is not None else {}
    written = write(store, Draft.model_validate({"document": document, "by": by, **seen, **draft}))
    assert written is not None or view is None
    return written or read_views(store, document)[0]


def open_record(page: Page) -> None:
    """Light up a slot of the record."""
    page.locator("#slots .slot").first.wait_for()
    page.locator('#slots [data-slot="instrument"] .slot-main').focus()


def nothing(_: Page) -> None:
    """Leave a page as it opens."""


PICTURES = {
    "queue": ("/", nothing),
    "record": (f"/records/1/{RECORD}?document=1&sort=document&state=all", open_record),
    "history": ("/history", nothing),
    "evaluate": ("/evaluate", nothing),
}


def take(page: Page, site: str, name: str) -> None:
    """Write docs/images/NAME.png."""
    address, prepare = PICTURES[name]
    page.goto(site + address)
    prepare(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    IMAGES.mkdir(exist_ok=True)
    # Few colours keep a picture small; this way of choosing them keeps those of small marks.
    few = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


def main(names: list[str]) -> None:
    """Take the pictures named, all without names."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        seconds = iter(range(10**6))
        clock = lambda: f"2026-03-02T{9 + (n := next(seconds)) // 60:02}:{n % 60:02}:00Z"  # noqa: E731
        with open_store(f"sqlite:///{Path(folder) / 'records.db'}", clock=clock) as store:
            fill(store)
            review(store)
            with serve(store, FIRST) as site:
                browser = launch(playwright, "--font-render-hinting=none")
                page = browser.new_context(viewport=SIZE, locale="ja", timezone_id="UTC").new_page()
                for name in names or PICTURES:
                    take(page, site, name)
                browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
