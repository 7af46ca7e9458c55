"""A Prefect server that keeps its runs in PostgreSQL, as for more than one user: the schedule fires by itself."""

from __future__ import annotations

from pathlib import Path

from databases import Server
from flows.server import run_server
from scheduled.machinery import ask, count_stored, find_port, run_program, wait_until, write_briefs, write_sources


def test_the_schedule_fires_by_itself(server: Server, tmp_path: Path) -> None:
    runs = server.make_database().replace("postgresql:", "postgresql+asyncpg:")
    database = server.make_database()
    write_briefs(tmp_path / "in", range(3))
    sources = write_sources(tmp_path, "  - {name: inbox, folder: in}")
    home = {"PREFECT_HOME": str(tmp_path / "prefect")}
    with run_server(find_port(), "--no-ui", environment={**home, "PREFECT_API_DATABASE_CONNECTION_URL": runs}) as api:
        environment = {**home, "PREFECT_API_URL": api, "PREFECT_RUNNER_POLL_FREQUENCY": "2", "EXTRACT_DATABASE_URL": database}
        log = tmp_path / "serve.log"
        command = ("flows.serve", "--sources", sources, "--every", "15")
        with run_program(*command, environment={**environment, "EXTRACT_WORKERS": "1"}, log=log) as process:

            def said() -> set[str]:
                chosen = {"state": {"type": {"any_": ["COMPLETED"]}}}
                found = ask(api, "/flow_runs/filter", flow_runs=chosen)
                assert all(run["auto_scheduled"] for run in found)
                return {run["state"]["message"] for run in found}

            wait_until(lambda: "3 stored (3 records)" in said(), 240, "a run that nobody asked for", log, process)
    assert count_stored(database).items() >= {"documents": 3, "versions": 3, "runs": 3}.items()
