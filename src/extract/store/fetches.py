"""What is known of addresses and files, shared by all machines that share the database; and briefs that failed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Row, Table, case, select
from sqlalchemy.dialects import postgresql, sqlite

from extract.errors import ExtractError
from extract.sources.memory import Download, Found, Remembered, find_farthest
from extract.store.engine import Store
from extract.store.rows import insert_new
from extract.store.tables import downloads, failures, fetches, found, hosts

# The code of an attempt that has begun and not ended.
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class StoredMemory:
    """The memory of sources (sources.memory.FetchMemory) in the store."""

    store: Store

    def recall(self, url: str) -> Remembered | None:
        """Return what is known of an address."""
        with self.store.reading() as connection:
            row = connection.execute(select(fetches).where(fetches.c.url == url)).first()
        return Remembered(**row._mapping) if row is not None else None

    def remember(self, known: Remembered, download: Download | None = None) -> None:
        """Replace what is known of an address, and add a line to the index of downloads: both or neither."""
        row = {name: _clean(value) if isinstance(value, str) else value for name, value in asdict(known).items()}
        insert = _upsert(self.store, fetches).values(**row)
        with self.store.writing() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=row))
            if download is not None:
                connection.execute(downloads.insert().values(**asdict(download)))

    def note_found(self, items: Iterable[Found]) -> None:
        """Add lines to the index of what was found where; the first time counts."""
        rows = []
        for item in items:
            digest = hashlib.sha256("\n".join((item.url, item.origin, item.place)).encode()).hexdigest()
            rows.append({"digest": digest, **{name: _clean(value) for name, value in asdict(item).items()}})
        if not rows:
            return
        with self.store.reading() as connection:
            known = set(
                connection.execute(select(found.c.digest).where(found.c.url.in_({r["url"] for r in rows}))).scalars()
            )
        with self.store.writing() as connection:
            for row in rows:
                if row["digest"] not in known:
                    insert_new(connection, found, row)

    def reserve(self, host: str, gap: float, now: float) -> float:
        """Return when a request to `host` may begin, at least `gap` after the one before, whoever makes it."""
        insert = _upsert(self.store, hosts).values(host=host, free_at=now + gap)
        ahead: ColumnElement[bool] = hosts.c.free_at.between(now, now + find_farthest(gap))
        update = insert.on_conflict_do_update(
            index_elements=["host"], set_={"free_at": case((ahead, hosts.c.free_at), else_=now) + gap}
        )
        with self.store.writing() as connection:
            free: float = connection.execute(update.returning(hosts.c.free_at)).scalar_one()
        return free - gap


@dataclass(frozen=True, slots=True)
class Failure:
    """A brief that could not be extracted: the file of a source, as the pipeline of a fingerprint reads it."""

    source: str
    sha256: str
    fingerprint: str
    attempts: int
    code: str
    error: str
    remedy: str
    at: str


def read_failure(store: Store, source: str, sha256: str, fingerprint: str) -> Failure | None:
    """Return how often and why this file could not be extracted; None where it was not tried, or went well."""
    with store.reading() as connection:
        row = connection.execute(select(failures).where(*_of(source, sha256, fingerprint))).first()
    return _build(row) if row is not None else None


def begin_attempt(store: Store, source: str, sha256: str, fingerprint: str) -> Failure:
    """Count an attempt before it is made: one that takes the whole program with it is then known to the next."""
    said = {"code": UNFINISHED, "error": "the program ended before it was done", "remedy": "", "at": store.clock()}
    key = {"source": source, "sha256": sha256, "fingerprint": fingerprint}
    insert = _upsert(store, failures).values(**key, attempts=1, **said)
    update = insert.on_conflict_do_update(index_elements=list(key), set_={"attempts": failures.c.attempts + 1, **said})
    with store.writing() as connection:
        return _build(connection.execute(update.returning(*failures.c)).one())


def note_failure(store: Store, begun: Failure, error: ExtractError) -> None:
    """Write down why an attempt failed."""
    said = {"code": error.code, "error": _clean(error.message), "remedy": _clean(error.remedy), "at": store.clock()}
    with store.writing() as connection:
        connection.execute(failures.update().where(*_of(begun.source, begun.sha256, begun.fingerprint)).values(**said))


def withdraw_attempt(store: Store, begun: Failure, before: Failure | None) -> None:
    """Let an attempt not count: it was broken off from outside. `before` is what was known before it began."""
    with store.writing() as connection:
        place = _of(begun.source, begun.sha256, begun.fingerprint)
        if before is None:
            connection.execute(failures.delete().where(*place))
        else:
            connection.execute(failures.update().where(*place).values(**asdict(before)))


def forget_failure(store: Store, source: str, sha256: str, fingerprint: str) -> None:
    """Forget failed attempts, after one that went well or because somebody wants another try."""
    with store.writing() as connection:
        connection.execute(failures.delete().where(*_of(source, sha256, fingerprint)))


def list_failures(store: Store) -> list[Failure]:
    """Return all briefs that could not be extracted, the last one first."""
    with store.reading() as connection:
        return [
            _build(row)
            for row in connection.execute(select(failures).order_by(failures.c.at.desc(), failures.c.source))
        ]


def list_failing(store: Store) -> list[Remembered]:
    """Return the addresses and files that could not be fetched when they were last asked for, in their order."""
    with store.reading() as connection:
        rows = connection.execute(select(fetches).where(fetches.c.code != "").order_by(fetches.c.url))
        return [Remembered(**row._mapping) for row in rows]


def _upsert(store: Store, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can be told what to do where the row is there."""
    return sqlite.insert(table) if store.engine.name == "sqlite" else postgresql.insert(table)


def _of(source: str, sha256: str, fingerprint: str) -> Sequence[ColumnElement[bool]]:
    return failures.c.source == source, failures.c.sha256 == sha256, failures.c.fingerprint == fingerprint


def _build(row: Row[tuple[object, ...]]) -> Failure:
    return Failure(**row._mapping)


def _clean(text: str) -> str:
    """Return text as PostgreSQL can keep it: without null characters and halves of pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
