from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from browsing import Reviewer, launch, serve, sit_down
from corpus_runs import CORPUS, extraction
from extract.store.engine import Store, open_store
from extract.store.ingest import store_extraction

BRIEF = "01-institute-chip-equipment.pdf"
TEXT = "05-newsflash.txt"
# A machine that does much else takes its time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. While Playwright runs no test elsewhere could run an event loop of its own, so it stops with this folder."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a PDF (document 1) and a text (document 2)."""
    path = tmp_path_factory.mktemp("filled") / "records.db"
    with open_store(f"sqlite:///{path}") as opened:
        for name in (BRIEF, TEXT):
            store_extraction(opened, extraction(name), (CORPUS / name).read_bytes(), f"file:///briefs/{name}", "1.0")
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(filled, tmp_path / "records.db")
    with open_store(f"sqlite:///{tmp_path / 'records.db'}") as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> Iterator[str]:
    with serve(store) as address:
        yield address


@pytest.fixture
def reviewer(browser: Browser, site: str) -> Iterator[Callable[..., Reviewer]]:
    """Makes reviewers, each at a browser of their own."""
    contexts = []

    def make(name: str = "佐藤", lang: str = "en", scheme: str = "light") -> Reviewer:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale=lang, color_scheme="dark" if scheme == "dark" else "light"
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return sit_down(context, site, name)

    yield make
    for context in contexts:
        context.close()
