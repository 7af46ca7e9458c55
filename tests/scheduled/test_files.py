"""prefect.yaml, Dockerfile and compose file: they agree with the program and with themselves (no engine runs here)."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.deployments import INGEST_CRON, MAINTAIN_CRON, TIME_ZONE, Times, build_deployments
from flows.zombies import ENDINGS, HEARTBEAT, HEARTBEAT_SECONDS, NAME, build_automation, install
from scheduled.machinery import ROOT, ask, make_environment, run_prefect

KNOWN = {"FROM", "RUN", "COPY", "WORKDIR", "USER", "ENV", "ENTRYPOINT", "CMD"}


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def read_dockerfile() -> list[tuple[str, str]]:
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8")).replace("\\\n", " ")
    return [(head, rest.strip()) for head, _, rest in (line.partition(" ") for line in text.splitlines() if line.strip())]


def test_prefect_yaml_says_what_serve_does() -> None:
    made = {d.entrypoint and d.entrypoint.rsplit("flows/", 1)[1]: d for d in build_deployments(Times())}
    written = {d["entrypoint"].removeprefix("flows/"): d for d in read_yaml("prefect.yaml")["deployments"]}
    assert set(made) == set(written) == {"ingest.py:ingest", "reprocess.py:reprocess", "maintain.py:maintain"}
    crons = {"ingest.py:ingest": INGEST_CRON, "maintain.py:maintain": MAINTAIN_CRON}
    for name, deployment in written.items():
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
        limit = made[name].concurrency_limit
        assert (limit, made[name].concurrency_options.collision_strategy.value) == (1, "ENQUEUE")  # type: ignore[union-attr]
        schedules = [(s["cron"], s["timezone"]) for s in deployment.get("schedules", [])]
        assert schedules == ([(crons[name], TIME_ZONE)] if name in crons else [])
        ours = [(s.schedule.cron, s.schedule.timezone) for s in made[name].schedules or []]  # type: ignore[union-attr]
        assert ours == schedules
        assert deployment["work_pool"]["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == str(HEARTBEAT_SECONDS)


def test_a_server_takes_prefect_yaml_as_it_is(api: str, tmp_path: Path) -> None:
    run_prefect(api, tmp_path, "work-pool", "create", "briefs", "--type", "process", "--overwrite")
    run_prefect(api, tmp_path, "deploy", "--all")
    found = {d["entrypoint"]: d for d in ask(api, "/deployments/filter", deployments={"name": {"any_": ["briefs"]}})}
    ingest = found["flows/ingest.py:ingest"]
    assert [s["schedule"] for s in ingest["schedules"]] == [{"cron": INGEST_CRON, "timezone": TIME_ZONE, "day_or": True}]
    assert ingest["global_concurrency_limit"]["limit"] == 1
    assert ingest["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    assert ingest["pull_steps"] == [{"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}]


def test_the_automation_is_installed_once_however_often(api: str) -> None:
    with temporary_settings({PREFECT_API_URL: api}):
        install(75)
        assert install() == f"installed: {NAME}"
        (before,) = [a for a in ask(api, "/automations/filter") if a["name"] == NAME]
        # Written anew it would forget the heartbeats that it waits for the next of.
        assert install() == f"in place: {NAME}"
    found = [a for a in ask(api, "/automations/filter") if a["name"] == NAME]
    assert found == [before]
    assert len(found) == 1
    assert (found[0]["trigger"]["after"], found[0]["trigger"]["within"]) == ([HEARTBEAT], 3.0 * HEARTBEAT_SECONDS)
    assert found[0]["enabled"] is True
    assert {f"prefect.flow-run.{e}" for e in ENDINGS} | {HEARTBEAT} == set(found[0]["trigger"]["expect"])
    assert found[0]["actions"][0]["state"] == "CRASHED"
    assert build_automation().trigger.posture.value == "Proactive"  # type: ignore[union-attr]


def test_dockerfile_copies_what_is_there_and_runs_as_nobody_special() -> None:
    lines = read_dockerfile()
    assert {head for head, _ in lines} <= KNOWN
    assert lines[0][0] == "FROM"
    assert re.fullmatch(r"python:3\.1[123]-slim-\w+", lines[0][1])
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for head, rest in lines:
        if head == "COPY":
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert source.split("/")[0] in allowed, source
    heads = [head for head, _ in lines]
    assert heads.index("USER") < heads.index("CMD")
    assert ("USER", "extract") in lines
    command = yaml.safe_load(dict(lines)["CMD"])
    assert command[:2] == ["python", "-m"]
    assert importlib.util.find_spec(command[2]) is not None
    given = dict(pair.split("=", 1) for head, rest in lines if head == "ENV" for pair in shlex.split(rest))
    assert given["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == str(HEARTBEAT_SECONDS)
    assert given["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_compose_names_only_what_it_declares() -> None:
    compose = read_yaml("deploy/compose.yaml")
    services = compose["services"]
    for name, service in services.items():
        assert re.fullmatch(r"brief-extract|[\w/-]+:[\w.-]+", service["image"]), name
        assert not service["image"].endswith(":latest")
        for other, condition in service.get("depends_on", {}).items():
            assert other in services
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in services[other], other
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (ROOT / "deploy" / source).exists(), volume
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), "nothing but this machine reaches what asks for no password"


def test_compose_runs_programs_and_options_that_there_are() -> None:
    services = read_yaml("deploy/compose.yaml")["services"]
    script = services["deploy"]["command"][2]
    for module in re.findall(r"python -m (\S+)", script):
        assert importlib.util.find_spec(module) is not None
    from extract.cli import app

    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    names |= {str(group.name or group.typer_instance.info.name) for group in app.registered_groups if group.typer_instance}
    for name, service in services.items():
        if service.get("command", [""])[0] == "extract":
            assert service["command"][1] in names, name
    secrets = [v for s in services.values() for v in map(str, (s.get("environment") or {}).values()) if "PASSWORD" in v or "TOKEN" in v]
    assert secrets
    assert all(":?" in secret for secret in secrets)


def test_serve_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.serve", "--help"], cwd=ROOT, capture_output=True, text=True, check=True,
        env=make_environment(),
    )  # fmt: skip
    assert "--time-zone" in done.stdout
    assert TIME_ZONE in done.stdout


def test_serve_says_what_is_wrong_with_the_sources(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from flows.serve import main

    assert main(["--sources", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml: cannot be read" in capsys.readouterr().err
