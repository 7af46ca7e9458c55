"""A browser for the tests of the review pages, a server for it, and what a reviewer does on a record's page."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from extract.review.app import create_app
from extract.review.options import Options
from extract.store.engine import Store

# Chromium as the tests start it: no sandbox (they run as root in CI), nothing fetched in the background.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
STARTUP = 20.0


def find_chromium() -> str:
    """Return the path of Chromium; the test is skipped where there is none, unless everything has to run."""
    path = os.environ.get("EXTRACT_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).exists():
        reason = f"there is no Chromium at {path}; EXTRACT_CHROMIUM names another"
        if os.environ.get("EXTRACT_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start Chromium without a window."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *flags])


@contextmanager
def serve(store: Store, user: str = "") -> Iterator[str]:
    """Run the review application over `store` in a thread; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        app = create_app(store, Options(port=port, user=user))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(STARTUP)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody at a browser."""

    page: Page
    site: str

    def open(self, document: int, key: str, query: str = "") -> None:
        """Open a record's page and wait until it is there."""
        self.page.goto(f"{self.site}/records/{document}/{key}{query}")
        expect(self.page.locator("#slots .slot")).to_have_count(18)

    def slot(self, name: str) -> Locator:
        """Return a slot's row in the form."""
        return self.page.locator(f'#slots [data-slot="{name}"]')

    def values(self, name: str) -> Locator:
        """Return what a slot's row says it holds."""
        return self.slot(name).locator(".values")

    def go_to(self, name: str) -> None:
        """Move the focus to a slot's row by the arrow keys."""
        focused = "document.activeElement?.closest('#slots [data-slot]')?.dataset.slot"
        self.page.keyboard.press("ArrowUp")
        for _ in range(18):
            self.page.keyboard.press("ArrowUp")
        for _ in range(18):
            if self.page.evaluate(focused) == name:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the keys do not lead to {name}")

    def type_value(self, name: str, text: str) -> None:
        """Open a slot's editor and type; nothing is saved yet."""
        self.go_to(name)
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(text)

    def expect_notice(self, text: str) -> None:
        """Expect that the reviewer is told `text`."""
        expect(self.page.locator("#notices")).to_contain_text(text)

    def select(self, text: str) -> None:
        """Drag the mouse over `text`, which stands in one line of the page that is shown."""
        start, end = self.page.evaluate(_BOX_OF, text)
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, end[1], steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()


# Where the first and the last character of a text stand on the screen.
_BOX_OF = """(text) => {
  for (const line of document.querySelectorAll("#page-scroll [data-start]")) {
    const node = line.firstChild;
    const at = node?.data?.indexOf(text) ?? -1;
    if (at < 0) continue;
    line.scrollIntoView({ block: "center" });
    const box = (from, to) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect();
    };
    const first = box(at, at + 1), last = box(at + text.length - 1, at + text.length);
    return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
  }
  throw new Error(`no line has ${text}`);
}"""


def sit_down(context: BrowserContext, site: str, name: str) -> Reviewer:
    """Give the browser to somebody, who says who they are."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.goto(f"{site}/me")
    page.fill("#name", name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    return Reviewer(page, site)
