"""Databases for the tests: SQLite in a file, and a PostgreSQL server of our own, started for the session."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from extract.store.engine import open_store
from extract.store.migrate import HEAD
from extract.store.tables import metadata

# CI must not pass because something it needs was not there.
REQUIRED = os.environ.get("EXTRACT_REQUIRE_ALL") == "1"
SHARED = "shared"


def find_server() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, None without one."""
    folders = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    named = shutil.which("postgres")
    folders += [Path(named).resolve().parent] if named else []
    return max(folders, key=lambda p: [int(n) for n in p.parts if n.isdigit()], default=None)


class Server:
    """A running server that listens on a socket in its own folder and on no network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://extract@/{database}?host={self._folder}"

    def make_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def empty_database(self) -> str:
        """Return the URL of a database that has the tables and nothing in them: always the same one, which is the quickest."""
        names = ", ".join(table.name for table in metadata.sorted_tables)
        # As a replica would: the triggers that keep what is stored from being deleted do not fire.
        clear = f"TRUNCATE {names}, passage_index RESTART IDENTITY; UPDATE alembic_version SET version_num = '{HEAD}'"
        self.run(f"SET session_replication_role = replica; {clear}", SHARED)
        return self.url(SHARED)

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run statements without a transaction around them."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql.SQL(statement))


@contextmanager
def run_server() -> Iterator[Server]:
    """Start a server in a new folder; a session without PostgreSQL skips, or fails where nothing may be skipped."""
    programs = find_server()
    if programs is None:
        if REQUIRED:
            pytest.fail("PostgreSQL is not installed, and EXTRACT_REQUIRE_ALL=1 says that its tests must run")
        pytest.skip("PostgreSQL is not installed")
    # The server refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="extract-pg-"))
    if user is not None:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "user": user, "cwd": folder}
    make = [programs / "initdb", "-D", data, "-U", "extract", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(make, check=True, **quiet)  # type: ignore[call-overload]
    options = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=40"]
    process = subprocess.Popen([programs / "postgres", "-D", data, "-k", folder, *options], **quiet)  # type: ignore[call-overload]
    try:
        server = Server(folder)
        _wait(process, folder / ".s.PGSQL.5432", server)
        server.run(f"CREATE DATABASE {SHARED}")
        open_store(server.url(SHARED)).close()
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], socket: Path, server: Server) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        if socket.exists():
            try:
                server.run("SELECT 1")
            except psycopg.OperationalError:  # still starting
                time.sleep(0.05)
                continue
            return
        time.sleep(0.05)
    pytest.fail("the PostgreSQL server did not start")
