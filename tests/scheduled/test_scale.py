"""From one machine to a cluster by settings alone: the same rows; and what the flow adds to each document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import dask.config
import pytest
import throughput
from sqlalchemy import NullPool, create_engine, text

from certificates import write_certificate
from databases import Server
from extract.ingestion import shared
from extract.store.engine import find_url
from extract.workers.pool import Pool
from scheduled.conftest import Bench
from scheduled.machinery import find_port, run_program, wait_until, write_briefs, write_sources

DOCUMENTS = 200
MOST_ADDED = 0.050
# Scheduler and workers import the flows before they take part: on a busy machine that takes longer than others wait for an answer.
PRELOAD = ("--preload", "flows.documents")


def read_rows(url: str) -> list[tuple[Any, ...]]:
    """Return all that is stored but for numbers and times, which depend on the order."""
    query = (
        "SELECT d.source, v.number, v.sha256, r.fingerprint, r.title, r.language, e.key, e.position, CAST(e.body AS TEXT) "
        "FROM documents d JOIN versions v ON v.document = d.id JOIN runs r ON r.version = v.id JOIN records e ON e.run = r.id"
    )
    engine = create_engine(find_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        rows = sorted(tuple(row) for row in connection.execute(text(query)))
    return rows


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Settings with which scheduler, workers and flow talk to holders of the certificate only."""
    path = tmp_path / "cluster.pem"
    write_certificate(path, "cluster.example")
    with dask.config.set({"distributed.comm.tls.ca-file": str(path), "distributed.comm.tls.client.cert": str(path)}):
        places = ("CA_FILE", "SCHEDULER__CERT", "WORKER__CERT", "CLIENT__CERT")
        yield {
            "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true",
            **{f"DASK_DISTRIBUTED__COMM__TLS__{place}": str(path) for place in places},
        }


@pytest.fixture
def cluster(bench: Bench, server: Server, tmp_path: Path, encrypted: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A Dask scheduler and two worker processes that encrypt what they say, and the PostgreSQL store that they share."""
    database = server.make_database()
    address = f"tls://127.0.0.1:{find_port()}"
    environment = {"EXTRACT_DATABASE_URL": database, "PREFECT_API_URL": bench.api, "PREFECT_HOME": str(tmp_path), "EXTRACT_WORKERS": "1"}
    environment |= encrypted
    with ExitStack() as stack:
        options = ("--host", "127.0.0.1", "--protocol", "tls", "--port", address.rsplit(":", 1)[1], "--no-dashboard", *PRELOAD)
        log = tmp_path / "scheduler.log"
        stack.enter_context(run_program("distributed.cli.dask_scheduler", *options, environment=environment, log=log))
        each = ("--nworkers", "2", "--nthreads", "1", "--memory-limit", "0", "--no-dashboard", *PRELOAD)
        log = tmp_path / "workers.log"
        workers = run_program("distributed.cli.dask_worker", address, *each, environment=environment, log=log)
        process = stack.enter_context(workers)
        wait_until(lambda: log.exists() and log.read_text().count("Registered to") >= 2, 240, "two workers", log, process)
        yield address, database


def test_a_cluster_stores_what_one_machine_does(
    bench: Bench, cluster: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    from flows.ingest import ingest
    from flows.options import make_runner

    write_briefs(bench.briefs, range(12))
    sources = write_sources(bench.folder, "  - {name: inbox, folder: in}")
    assert bench.run(sources).message == "12 stored (12 records)"

    address, database = cluster
    monkeypatch.setenv("EXTRACT_DATABASE_URL", database)
    monkeypatch.setenv("EXTRACT_DASK_ADDRESS", address)
    runner = make_runner()
    assert type(runner).__name__ == "DaskTaskRunner"
    end = ingest.with_options(task_runner=runner)(sources, return_state=True)
    assert (end.type.value, end.message) == ("COMPLETED", "12 stored (12 records)")
    assert read_rows(database) == read_rows(bench.database)
    with pytest.raises(OSError), Client(address.replace("tls:", "tcp:"), timeout=3, set_as_default=False):  # type: ignore[no-untyped-call]
        pass
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        started = client.run(count_started)
    assert sorted(started.values()) == [1, 1], "each worker loads the models once"


def count_started() -> int:
    """Return how many processes for reading a worker has started: each loads the models once."""
    from extract.ingestion import shared

    return sum(pool.started for pool in shared._pools)


def test_the_flow_adds_little_to_each_document(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flow run minus the same work called directly, 200 documents each, the best of at most three pairs.

    What is compared is the processor time of the process that runs the flow (tasks, futures, logs, requests), not time by the clock,
    which depends on what else the machine does. Where nothing else runs the two are close, because this process is what
    limits such a run; `make bench-flows` measures both. Waiting for the server is not in it: documents wait beside each other.
    """
    with Pool(1, work="workers.faults:read") as pool:
        monkeypatch.setattr(shared, "_pools", [pool])
        added = (throughput.measure_overhead(bench.folder / str(n), DOCUMENTS) for n in range(3))
        assert any(pair.processor < MOST_ADDED for pair in added)
