from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from databases import Server
from databases import run_server as run_postgresql
from scheduled.machinery import count_stored, find_port, ready

if ready():
    from prefect.client.schemas.objects import State
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    from extract.ingestion.shared import close_shared
    from flows.ingest import ingest
    from flows.server import run_server


# A run that waits for another to end asks again after so many seconds (30); runs are planned so often (60), and few ahead (100).
SOON = {
    "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "3",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2",
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the stores of the session."""
    with run_postgresql() as running:
        yield running


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API of a real Prefect server on SQLite, one for the session; flows of this process talk to it."""
    home = tmp_path_factory.mktemp("prefect")
    with ExitStack() as stack:
        # While working on tests it saves time to let one server run on.
        url = os.environ.get("EXTRACT_TEST_PREFECT_API") or stack.enter_context(
            run_server(find_port(), "--no-ui", environment={"PREFECT_HOME": str(home), **SOON})
        )
        with temporary_settings({PREFECT_API_URL: url, PREFECT_HOME: home}):
            yield url
        close_shared()


@dataclass
class Bench:
    """A folder of briefs, the sources that name it, and a store."""

    folder: Path
    database: str
    api: str

    @property
    def briefs(self) -> Path:
        return self.folder / "in"

    def run(self, sources: str, **given: Any) -> State[Any]:
        """Run `ingest` in this process."""
        return ingest(sources, **given, return_state=True)

    def count(self) -> dict[str, int]:
        return count_stored(self.database)


@pytest.fixture
def bench(api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    database = f"sqlite:///{tmp_path / 'records.db'}"
    monkeypatch.setenv("EXTRACT_DATABASE_URL", database)
    monkeypatch.setenv("EXTRACT_REVIEW_URL", "http://localhost:8765/")
    monkeypatch.setenv("EXTRACT_WORKERS", "1")
    return Bench(tmp_path, database, api)
