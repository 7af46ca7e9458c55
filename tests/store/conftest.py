from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from databases import Server, run_server
from extract.store.engine import Store, open_store


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with run_server() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "records.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database whose tables are there, of each kind."""
    if request.param == "postgresql":
        found: Server = request.getfixturevalue("server")
        return found.empty_database()
    shutil.copy(request.getfixturevalue("migrated"), tmp_path / "records.db")
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any tables, of each kind."""
    if request.param == "postgresql":
        found: Server = request.getfixturevalue("server")
        return found.make_database()
    return f"sqlite:///{tmp_path / 'new' / 'records.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store, with a clock that goes a second with each look."""
    seconds = iter(range(10**6))
    with open_store(url, clock=lambda: f"2031-05-01T00:{(n := next(seconds)) // 60:02}:{n % 60:02}Z") as opened:
        yield opened
