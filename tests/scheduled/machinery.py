"""Real servers, flows in this process and in processes of their own, and briefs for them: small texts."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import NullPool, create_engine, text

from extract.store.engine import find_url

# CI must not pass because something it needs was not there.
REQUIRED = os.environ.get("EXTRACT_REQUIRE_ALL") == "1"
Popen = subprocess.Popen[bytes]
ROOT = Path(__file__).parents[2]
# Seconds in which a server on a busy machine answers.
PATIENCE = 120
ITEMS = ("輸入ロボット", "太陽電池", "鋼材", "希土類磁石", "半導体製造装置", "医薬品")


def ready() -> bool:
    """Say whether Prefect is installed; where nothing may be skipped its absence is an error."""
    if importlib.util.find_spec("prefect") is None:
        if REQUIRED:
            raise RuntimeError("Prefect is not installed, and EXTRACT_REQUIRE_ALL=1 says that its tests must run")
        pytest.skip("Prefect is not installed (extra `flows`)", allow_module_level=True)
    return True


def write_briefs(folder: Path, numbers: range, year: int = 2031, sentences: int = 1) -> None:
    """Write briefs of one record each, b0.txt …; more sentences take longer to read."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        lines = [f"通商の動き {n}", ""]
        for i in range(sentences):
            lines += [f"米国は{year}年4月{1 + (n + i) % 28}日、{ITEMS[(n + i) % 6]}の関税を{20 + n + i}%から10%に引き下げた。", ""]
        (folder / f"b{n}.txt").write_text("\n".join(lines), encoding="utf-8")


def write_sources(folder: Path, entries: str, **fetch: object) -> str:
    """Write sources.yaml for a test; servers on this machine may be asked, and nobody waits."""
    rules = {"delay": 0, "settle": 0, "attempts": 1, "allow_addresses": '["127.0.0.0/8"]', **fetch}
    lines = ["sources:", entries.rstrip(), "fetch:", *(f"  {k}: {v}" for k, v in rules.items()), "downloads: downloads"]
    path = folder / "sources.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def count_stored(url: str) -> dict[str, int]:
    """Return how many documents, versions, runs and records a store holds, without the program's own help."""
    engine = create_engine(find_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in ("documents", "versions", "runs", "records")
        }
    return found


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_environment(**environment: str) -> dict[str, str]:
    """Return the environment of a program that finds what this process finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *(p for p in sys.path if p)]), **environment}


def run_prefect(api: str, home: Path, *arguments: str, module: str = "prefect") -> None:
    """Run a command of Prefect, or a module of ours, to its end from the project's folder; it must go well."""
    given = make_environment(PREFECT_API_URL=api, PREFECT_HOME=str(home), EXTRACT_HOME=str(ROOT))
    quiet = ("--no-prompt",) if module == "prefect" else ()
    command = [sys.executable, "-m", module, *quiet, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def run_program(*command: str, environment: Mapping[str, str], log: Path) -> Iterator[Popen]:
    """Run a program of the environment from the project's folder, its output into a file; at the end it is killed."""
    given = make_environment(**environment)
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=given, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            for child in [*find_children(process.pid), process.pid]:
                kill(child)
            process.wait()


def find_children(parent: int) -> list[int]:
    """Return the processes below one, the deepest first."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        below.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found: list[int] = []
    for child in below.get(parent, []):
        found += [*find_children(child), child]
    return found


def read_command(process: int) -> bytes:
    """Return the command line of a process; nothing for one that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, 9)


def wait_until(true: Callable[[], Any], seconds: float, what: str, log: Path | None = None, process: Popen | None = None) -> Any:
    """Wait until something holds and return it; fail with what was waited for, and what the log says."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        if process is not None and process.poll() is not None:
            what = f"{what}; the program ended"
            break
        time.sleep(0.2)
    tail = log.read_text(errors="replace")[-4000:] if log is not None and log.exists() else ""
    raise AssertionError(f"waited {seconds:g} s for {what}\n{tail}")


def ask(api: str, path: str, **body: object) -> Any:
    """Ask the Prefect server something with POST; again where its database is busy."""
    for _ in range(5):
        answer = httpx.post(f"{api}{path}", json=body, timeout=PATIENCE, trust_env=False)
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        time.sleep(1)
    answer.raise_for_status()
    return answer.json()
