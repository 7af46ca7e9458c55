"""What may go: downloads that are in the store and that nobody asks about any more, remains of broken downloads, old failures.

Documents, versions, runs and corrections are never pruned: the store keeps them for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text

from extract.sources.clock import write_time
from extract.store.attempts import prune_failures
from extract.store.engine import Store
from extract.store.fingerprint import expect_fingerprint
from extract.store.tables import fetches, files

# A download that is still going on is younger than this.
UNFINISHED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many went, and how many bytes that freed."""

    downloads: int
    unfinished: int
    failures: int
    freed: int


def prune(store: Store, downloads: Path, keep: timedelta, now: datetime) -> Pruned:
    """Delete what has not been needed for `keep`."""
    before = now - keep
    gone = [_delete(path) for path in _find_superseded(store, downloads, before)]
    remains = [_delete(path) for path in _find_older(downloads, "**/.*.part", now - max(UNFINISHED, keep))]
    failed = prune_failures(store, expect_fingerprint(), write_time(before.timestamp()))
    return Pruned(len(gone), len(remains), failed, sum(gone) + sum(remains))


def optimise(store: Store) -> None:
    """Let the database look at its tables anew, so that it plans queries by what is in them now."""
    with store.writing() as connection:
        connection.execute(text("PRAGMA optimize" if store.engine.name == "sqlite" else "ANALYZE"))


def _find_superseded(store: Store, downloads: Path, before: datetime) -> list[Path]:
    """Return old downloads that the store holds and that are no longer the newest bytes of any address."""
    found = {path.name: path for path in _find_older(downloads, "??/*", before) if not path.name.startswith(".")}
    with store.reading() as connection:
        stored = set(connection.execute(select(files.c.sha256)).scalars())
        newest = set(connection.execute(select(fetches.c.sha256)).scalars())
    return [path for sha256, path in sorted(found.items()) if sha256 in stored and sha256 not in newest]


def _find_older(folder: Path, pattern: str, before: datetime) -> list[Path]:
    return [p for p in folder.glob(pattern) if p.is_file() and datetime.fromtimestamp(p.stat().st_mtime, UTC) < before]


def _delete(path: Path) -> int:
    size = path.stat().st_size
    path.unlink(missing_ok=True)
    return size
