"""Databases for the tests: SQLite in a file, and a PostgreSQL server of our own, started for the session."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
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
    """A server that listens on a socket in its own folder and on no network."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs
        self._numbers = count(1)
        # The server refuses to run as root; Debian's package brings a user for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the files of the databases."""
        if self._user is not None:
            os.chown(self._folder, pwd.getpwnam(self._user).pw_uid, -1)
        make: list[str | Path] = [self._programs / "initdb", "-D", self._folder / "data", "-U", "extract"]
        self._start([*make, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]).wait()

    def start(self) -> None:
        """Start it, also on the files of one that was killed."""
        options = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=80"]
        command: list[str | Path] = [self._programs / "postgres", "-D", self._folder / "data", "-k", self._folder, *options]
        self.process = self._start(command)
        _wait(self.process, self._folder / ".s.PGSQL.5432", self)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it at once; SIGKILL is what a power failure is to it (its own processes end when they notice)."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(timeout=30)

    def _start(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=nowhere, stderr=nowhere, user=self._user, cwd=self._folder)

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
    folder = Path(tempfile.mkdtemp(prefix="extract-pg-"))
    server = Server(folder, programs)
    try:
        server.make()
        server.start()
        server.run(f"CREATE DATABASE {SHARED}")
        open_store(server.url(SHARED)).close()
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()
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
