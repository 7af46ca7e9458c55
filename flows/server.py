"""A Prefect server of one's own, for the time of a program."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from extract.errors import ExtractError

# Found by measuring: 14 s on an idle machine with two cores, several times that on a busy one.
START_SECONDS = 180.0
# Measured to be needed: telemetry writes into the same database, and collided there.
ENVIRONMENT = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


class ServerError(ExtractError):
    """The server did not start."""

    code = "server"
    remedy = "See what `prefect server start` says; the port may be taken (--port names another)."


@contextmanager
def run_server(port: int, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a server on this machine's own address; give the URL of its API once it answers. Raises ServerError."""
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), *options]
    process = subprocess.Popen(
        command, env={**os.environ, **ENVIRONMENT, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, url)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/health", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise ServerError(f"no Prefect server at {url}")
