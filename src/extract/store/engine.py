"""The way into the database: which one, how it is opened, and how its transactions begin and end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from extract.errors import ExtractError, NotFoundError, UsageError

ENVIRONMENT = "EXTRACT_DATABASE_URL"
DEFAULT_PATH = Path("outputs") / "records.db"
# How long a writer waits for another before it gives up, in seconds.
PATIENCE = 30
# What PostgreSQL calls a number that is larger than any key.
OUT_OF_RANGE = "22003"


class StoreError(ExtractError):
    """The database cannot be reached, is not one of ours, or refused."""

    code = "store"
    remedy = f"Check the database given with --database or {ENVIRONMENT}, and that it may be written to."


def read_clock() -> str:
    """Return the time now, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Store:
    """An open database. `url` is without password; `clock` gives the times that are written."""

    engine: Engine
    url: str
    clock: Callable[[], str] = read_clock

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is at its first query, whatever others write meanwhile."""
        isolation = {"isolation_level": "REPEATABLE READ"} if self.engine.name == "postgresql" else {}
        with clear_errors(self.url), self.engine.connect().execution_options(**isolation) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept at the end, or none."""
        with clear_errors(self.url), self.engine.execution_options(writing=True).begin() as connection:
            yield connection


def open_store(url: str | None = None, clock: Callable[[], str] = read_clock, *, make: bool = True) -> Store:
    """Open the database at `url` (None: EXTRACT_DATABASE_URL, else SQLite in outputs/records.db) and bring its tables up to date.

    A new SQLite file is made where there is none, unless `make` is False: then raises NotFoundError, and makes nothing. Raises
    UsageError for a URL of another kind, StoreError where the database cannot be reached or was written by a newer version
    of the program.
    """
    from extract.store.migrate import migrate

    target = find_url(url)
    shown = target.render_as_string(hide_password=True)
    if not make and target.get_backend_name() == "sqlite" and not Path(target.database or "").exists():
        raise NotFoundError(
            f"{shown}: nothing is stored there yet", remedy="Check the path, or store briefs first with: extract store FILE…"
        )
    with clear_errors(shown):
        engine = _connect(target)
    store = Store(engine, shown, clock)
    try:
        migrate(store)
    except ExtractError:
        store.close()
        raise
    return store


def find_url(url: str | None) -> URL:
    """Return the URL of the database; postgresql:// means psycopg."""
    text = url or os.environ.get(ENVIRONMENT, "")
    if not text:
        return URL.create("sqlite", database=str(DEFAULT_PATH))
    try:
        parsed = make_url(text)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(
            "the database is not given as a URL", remedy="Write sqlite:///PATH or postgresql://…"
        ) from error
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    raise UsageError(f"not a database to store in: {backend}", remedy="Write sqlite:///PATH or postgresql://…")


def _connect(url: URL) -> Engine:
    options: dict[str, Any] = {"json_serializer": dump_value}
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **options)


def dump_value(value: object) -> str:
    """Return JSON as it is kept in a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver must not begin transactions by itself: it would begin them late, and never around a change of tables.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={PATIENCE * 1000}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that had read first would be refused when another wrote in between.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def clear_errors(url: str) -> Iterator[None]:
    """Turn what the database or its driver says into a StoreError that names the database, without its password."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == OUT_OF_RANGE:
            raise _no_such_number() from error
        said = " ".join(str(error.orig).split()) or type(error.orig).__name__
        raise StoreError(f"{url}: {said}") from error
    except OverflowError as error:
        raise _no_such_number() from error
    except PoolTimeoutError as error:
        raise StoreError(f"{url}: all connections of this process are in use") from error
    except OSError as error:
        raise StoreError(f"{url}: {error.strerror}") from error


def _no_such_number() -> NotFoundError:
    return NotFoundError("no such number in the store", remedy="List what is stored with: extract list")
