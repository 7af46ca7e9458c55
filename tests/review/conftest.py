from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from extract.review.app import create_app
from extract.review.options import Options
from extract.store.engine import Store, open_store
from review.browser import Browser
from store.briefs import file_brief, make_brief


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one brief, copied for each test."""
    path = tmp_path_factory.mktemp("review") / "template.db"
    with open_store(f"sqlite:///{path}") as store:
        file_brief(store, make_brief())
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "records.db"
    shutil.copy(template, path)
    with open_store(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store, Options())


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(app).name("山田")


@pytest.fixture
def key(browser: Browser) -> str:
    """The key of the first record, on tariffs of robots."""
    found: str = browser.read("/api/queue?sort=document")["rows"][0]["key"]
    return found
