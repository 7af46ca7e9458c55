"""Runs that are killed in the middle, on a schedule: the next one stores what is missing, each document exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from databases import Server
from scheduled.machinery import (
    Popen,
    ask,
    count_stored,
    find_children,
    kill,
    read_command,
    run_program,
    wait_until,
    write_briefs,
    write_sources,
)

DOCUMENTS = 40
ALL = {"documents": DOCUMENTS, "versions": DOCUMENTS, "runs": DOCUMENTS}
NOTHING_TO_DO = f"{DOCUMENTS} known"
# Seconds between two runs that are due.
EVERY = 20

# It takes minutes until the server misses a heartbeat.
LONG = pytest.mark.skipif(os.environ.get("EXTRACT_LONG") != "1", reason="takes minutes; EXTRACT_LONG=1 runs it")


@dataclass
class Scene:
    """A deployment on a schedule over 40 briefs, the program that serves it, and the store that it fills."""

    name: str
    api: str
    database: str
    folder: Path
    stack: ExitStack = field(default_factory=ExitStack)
    process: Popen | None = None

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def start(self) -> None:
        """Start the program, also where it was killed before."""
        self.stack.close()
        environment = {
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_RUNNER_POLL_FREQUENCY": "5",
            "EXTRACT_DATABASE_URL": self.database,
            "EXTRACT_WORKERS": "1",
        }
        command = ("flows.serve", "--sources", str(self.folder / "sources.yaml"), "--every", str(EVERY), "--name", self.name)
        self.process = self.stack.enter_context(run_program(*command, environment=environment, log=self.log))

    def close(self) -> None:
        """End it all: what is not deleted would go on being due."""
        self.stack.close()
        for deployment in ask(self.api, "/deployments/filter", deployments={"name": {"any_": [self.name]}}):
            httpx.delete(f"{self.api}/deployments/{deployment['id']}", timeout=60, trust_env=False)

    def kill(self, *, program: bool, flow: bool) -> None:
        """Kill the program that starts runs, the processes of its runs, or both. What reads documents ends by itself."""
        assert self.process is not None
        flows = [p for p in find_children(self.process.pid) if b"engine" in read_command(p)]
        assert flows, "no process of a flow run"
        for process in (*([self.process.pid] if program else ()), *(flows if flow else ())):
            kill(process)

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """Return the runs of the deployment that are in one of the states."""
        chosen = {"state": {"type": {"any_": list(states)}}}
        found: list[dict[str, Any]] = ask(
            self.api, "/flow_runs/filter", deployments={"name": {"any_": [self.name]}}, flow_runs=chosen
        )
        return found

    def count(self) -> int:
        """Return how many documents are stored; 0 where there is no table or no database yet."""
        try:
            return count_stored(self.database)["documents"]
        except Exception:  # noqa: BLE001 - whatever is in the way of counting, it is waited for
            return 0

    def wait(self, true: Callable[[], Any], what: str, seconds: float = 300) -> Any:
        return wait_until(true, seconds, f"{self.name}: {what}; {self.count()} documents are stored", self.log, self.process)

    def wait_for(self, documents: int) -> dict[str, Any]:
        """Wait until so many documents are stored by a run that is not over, and return the run."""
        self.wait(lambda: self.count() >= documents, f"{documents} documents")
        assert self.count() < DOCUMENTS, "the run was over before it could be killed"
        (found,) = self.runs("RUNNING")
        return found

    def wait_for_all(self) -> None:
        """Wait for a run that finds nothing to do; each document must then be stored exactly once."""
        self.wait(lambda: any(r["state"]["message"] == NOTHING_TO_DO for r in self.runs("COMPLETED")), "a run with nothing to do")
        assert count_stored(self.database).items() >= ALL.items()


@pytest.fixture(scope="module")
def make_scene(api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Scene]]:
    with ExitStack() as stack:

        def make(name: str, database: str) -> Scene:
            folder = tmp_path_factory.mktemp(name)
            write_briefs(folder / "in", range(DOCUMENTS), sentences=12)
            write_sources(folder, "  - {name: inbox, folder: in}")
            scene = Scene(name, api, database or f"sqlite:///{folder / 'records.db'}", folder)
            stack.callback(scene.close)
            scene.start()
            return scene

        yield make


def test_flow_process_and_database_are_killed_one_after_the_other(server: Server, make_scene: Callable[[str, str], Scene]) -> None:
    scene = make_scene("flow-and-database-killed", server.make_database())
    first = scene.wait_for(4)
    assert first["auto_scheduled"]
    scene.kill(program=False, flow=True)
    scene.wait(lambda: [r["id"] for r in scene.runs("CRASHED")] == [first["id"]], "the killed run to be marked as crashed")

    second = scene.wait_for(15)
    assert second["id"] != first["id"]
    assert second["auto_scheduled"]
    server.stop(signal.SIGKILL)
    server.start()
    scene.wait_for_all()


@LONG
@pytest.mark.parametrize("flow", [False, True], ids=["program", "program-and-flow"])
def test_the_program_that_starts_runs_is_killed(make_scene: Callable[[str, str], Scene], flow: bool) -> None:
    """Nobody is left to say that the run is dead: the server marks it for want of a heartbeat, and the next one stores the rest."""
    scene = make_scene(f"program-killed-{flow}", "")
    scene.wait_for(5)
    scene.kill(program=True, flow=flow)
    scene.start()
    scene.wait_for_all()
