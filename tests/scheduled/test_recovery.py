"""Runs over 40 briefs that are killed in the middle: after the next scheduled run each is stored exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from databases import Server
from scheduled.machinery import (
    PATIENCE,
    ROOT,
    Popen,
    ask,
    count_stored,
    find_children,
    kill,
    read_command,
    run_prefect,
    run_program,
    wait_until,
    write_briefs,
    write_sources,
)

DOCUMENTS = 40
SENTENCES = 3
ALL = {"documents": DOCUMENTS, "versions": DOCUMENTS, "runs": DOCUMENTS, "records": DOCUMENTS * SENTENCES}
# Seconds between two runs that are due: the test says when the first of them is.
EVERY = 3600
# A run is killed when so many documents are stored.
SOME = 4

# It takes minutes until the server misses a heartbeat.
LONG = pytest.mark.skipif(os.environ.get("EXTRACT_LONG") != "1", reason="takes minutes; EXTRACT_LONG=1 runs it")


@dataclass
class Scene:
    """A deployment on a schedule over 40 briefs, the program that starts its runs, and the store that they fill."""

    name: str
    api: str
    database: str
    folder: Path
    command: Sequence[str]
    stack: ExitStack = field(default_factory=ExitStack)
    process: Popen | None = None
    flows: set[int] = field(default_factory=set)

    @property
    def log(self) -> Path:
        return self.folder / "program.log"

    def start(self) -> None:
        """Start the program, also where it was killed before, as systemd or Docker would."""
        self.stack.close()
        before = self.find_deployment().get("updated", "")
        environment = {
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "EXTRACT_DATABASE_URL": self.database,
            "EXTRACT_SOURCES": str(self.folder / "sources.yaml"),
            "EXTRACT_WORKERS": "1",
        }
        self.process = self.stack.enter_context(run_program(*self.command, environment=environment, log=self.log))
        if "flows.serve" in self.command:
            self.wait(lambda: self.find_deployment().get("updated", "") != before, "the program to write its deployment")
        self.make_due()

    def find_deployment(self) -> dict[str, Any]:
        """Return the deployment of `ingest` as the server knows it."""
        found = ask(self.api, "/deployments/filter", deployments={"name": {"any_": [self.name]}}, flows={"name": {"any_": ["ingest"]}})
        return dict(found[0]) if found else {}

    def make_due(self) -> None:
        """Move the schedule so that a run is due soon: waiting for it would take longer, and more would come than are needed."""
        deployment = self.find_deployment()
        (schedule,) = deployment["schedules"]
        url = f"{self.api}/deployments/{deployment['id']}/schedules/{schedule['id']}"
        since = datetime.now(UTC)
        for pause in (10, 20, 40, 80, 160):  # a server that is busy plans the run when its time has passed, which is not made up for
            moved = {"interval": EVERY, "anchor_date": (datetime.now(UTC) + timedelta(seconds=pause)).isoformat()}
            httpx.patch(url, json={"schedule": moved}, timeout=PATIENCE, trust_env=False)
            with suppress(AssertionError):
                wait_until(lambda: self.find_due(since), pause + 5, "a run to be planned")
                return
        raise AssertionError("no run is planned")

    def find_due(self, since: datetime) -> bool:
        """Say whether a run is planned, or has begun, that was due after a time and within minutes of it."""
        times = [datetime.fromisoformat(run["expected_start_time"]) for run in self.runs("SCHEDULED", "PENDING", "RUNNING")]
        return any(since < time < since + timedelta(seconds=EVERY / 2) for time in times)

    def close(self) -> None:
        """End it all: what is not deleted would go on being due."""
        self.stack.close()
        for process in self.flows:
            if b"prefect" in read_command(process):
                kill(process)
        for deployment in ask(self.api, "/deployments/filter", deployments={"name": {"any_": [self.name]}}):
            httpx.delete(f"{self.api}/deployments/{deployment['id']}", timeout=PATIENCE, trust_env=False)

    def kill(self, *, program: bool, flow: bool) -> None:
        """Kill the program that starts runs, the processes of its runs, or both. What reads documents ends by itself."""
        assert self.process is not None
        flows = {p for p in find_children(self.process.pid) if b"engine" in read_command(p)}
        assert flows, f"no process of a flow run: {[read_command(p) for p in find_children(self.process.pid)]}"
        self.flows |= flows
        for process in (*([self.process.pid] if program else ()), *(flows if flow else ())):
            kill(process)

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """Return the runs of the deployment that are in one of the states."""
        found: list[dict[str, Any]] = ask(
            self.api,
            "/flow_runs/filter",
            deployments={"name": {"any_": [self.name]}},
            flow_runs={"state": {"type": {"any_": list(states)}}},
        )
        return found

    def count(self) -> int:
        """Return how many documents are stored; 0 where there is no table or no database yet."""
        try:
            return count_stored(self.database)["documents"]
        except Exception:  # noqa: BLE001 - whatever is in the way of counting, it is waited for
            return 0

    def wait(self, true: Callable[[], Any], what: str, seconds: float = 600) -> Any:
        return wait_until(true, seconds, f"{self.name}: {what}; {self.count()} documents are stored", self.log)

    def wait_for(self, documents: int) -> dict[str, Any]:
        """Wait until so many documents are stored by a run that is not over, and return the run."""
        self.wait(lambda: self.count() >= documents, f"{documents} documents")
        assert self.count() < DOCUMENTS, "the run was over before it could be killed"
        (found,) = self.runs("RUNNING")
        assert found["auto_scheduled"]
        return found

    def wait_for_all(self, *earlier: dict[str, Any]) -> None:
        """Wait for the next scheduled run to be through; each document must then be stored exactly once."""
        ids = {run["id"] for run in earlier}
        (found, *_) = self.wait(lambda: [r for r in self.runs("COMPLETED") if r["id"] not in ids], "the next run")
        assert found["auto_scheduled"]
        assert count_stored(self.database) == ALL

    def read_state(self, run: dict[str, Any]) -> str:
        """Return how a run ended."""
        return next((r["state"]["type"] for r in self.runs("COMPLETED", "FAILED", "CRASHED", "RUNNING") if r["id"] == run["id"]), "")


def make_command(name: str, api: str, folder: Path, sources: str) -> Sequence[str]:
    """Return what starts the runs: `flows.serve`, or ("worker …") a worker whose deployment is made here."""
    if not name.startswith("worker"):
        return ("flows.serve", "--sources", sources, "--every", str(EVERY), "--name", name)
    deploy(name, api, folder)
    return ("prefect", "worker", "start", "--pool", name, "--type", "process")


def deploy(name: str, api: str, folder: Path) -> None:
    """Deploy `ingest` as prefect.yaml says, but for a work pool of this name and to run every few seconds."""
    given = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    (ingest,) = [d for d in given["deployments"] if d["entrypoint"] == "flows/ingest.py:ingest"]
    ingest["work_pool"]["name"] = name
    given["deployments"] = [{**ingest, "name": name, "schedules": [{"interval": EVERY}]}]
    file = folder / "prefect.yaml"
    file.write_text(yaml.safe_dump(given), encoding="utf-8")
    ask(api, "/work_pools/", name=name, type="process")
    run_prefect(api, folder, "deploy", "--all", "--prefect-file", str(file))
    run_prefect(api, folder, module="flows.zombies")


MakeScene = Callable[..., Scene]


@pytest.fixture
def make_scene(api: str, tmp_path: Path) -> Iterator[MakeScene]:
    with ExitStack() as stack:

        def make(name: str, database: str = "") -> Scene:
            write_briefs(tmp_path / "in", range(DOCUMENTS), sentences=SENTENCES)
            sources = write_sources(tmp_path, "  - {name: inbox, folder: in}")
            command = make_command(name, api, tmp_path, sources)
            scene = Scene(name, api, database or f"sqlite:///{tmp_path / 'records.db'}", tmp_path, command)
            stack.callback(scene.close)
            scene.start()
            return scene

        yield make


def test_the_process_of_a_run_then_the_database_are_killed(server: Server, make_scene: MakeScene) -> None:
    scene = make_scene("flow-then-database", server.make_database())
    first = scene.wait_for(SOME)
    scene.kill(program=False, flow=True)
    scene.make_due()
    scene.wait(lambda: [r["id"] for r in scene.runs("CRASHED")] == [first["id"]], "the killed run to be marked as crashed")

    second = scene.wait_for(SOME + 10)
    assert second["id"] != first["id"]
    server.stop(signal.SIGKILL)
    server.start()
    # The documents that it took with it are tried again within the run; had that failed, the next one would take them up.
    scene.wait(lambda: scene.read_state(second) in ("COMPLETED", "FAILED"), "the run that lost its database to end")
    scene.make_due()
    scene.wait_for_all(second)


@LONG
@pytest.mark.parametrize("flow", [False, True], ids=["alone", "with-the-process-of-its-run"])
@pytest.mark.parametrize("name", ["program", "worker"])
def test_what_starts_runs_is_killed(make_scene: MakeScene, name: str, flow: bool) -> None:
    """`flows.serve`, or a worker of a work pool. The process of its run, where it is left, may come to its end or not.

    Where nobody is left to say that the run is dead, the server marks it for want of a heartbeat; the next one stores the rest.
    """
    scene = make_scene(f"{name}-killed-{flow}")
    first = scene.wait_for(SOME)
    scene.kill(program=True, flow=flow)
    scene.start()
    scene.wait_for_all(first)
    assert scene.read_state(first) in (("CRASHED",) if flow else ("CRASHED", "COMPLETED"))
