"""What is known of addresses, kept in the store: the same on both databases, and the same as in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from extract.errors import DamagedError, ExtractError
from extract.sources.memory import Download, FetchMemory, Found, LocalMemory, Remembered
from extract.store.engine import Store, StoreError, open_store
from extract.store.fetches import (
    StoredMemory,
    begin_attempt,
    forget_failure,
    list_failing,
    list_failures,
    note_failure,
    read_failure,
    withdraw_attempt,
)
from extract.store.tables import downloads, found, metadata
from sources.site import PDF, Site, make_fetcher, open_site

KNOWN = Remembered("https://a.example/", "ab", "pdf", "", '"1"', "", "https://b.example/", "2031-01-01T00:00:00.000Z", 200)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as server:
        yield server


@pytest.fixture(params=["local", "stored"])
def memory(request: pytest.FixtureRequest, store: Store) -> FetchMemory:
    return LocalMemory() if request.param == "local" else StoredMemory(store)


def test_what_is_remembered_is_recalled(memory: FetchMemory) -> None:
    assert memory.recall(KNOWN.url) is None
    memory.remember(KNOWN)
    assert memory.recall(KNOWN.url) == KNOWN
    failed = Remembered(KNOWN.url, code="transfer", error="broken", attempts=2, status=None)
    memory.remember(failed)
    assert memory.recall(KNOWN.url) == failed


def test_turns_at_a_host(memory: FetchMemory) -> None:
    turns = [memory.reserve("a", 2, 1e9), memory.reserve("a", 2, 1e9 + 0.5), memory.reserve("b", 2, 1e9), memory.reserve("a", 2, 1e9 + 100)]
    assert turns == [1e9, 1e9 + 2, 1e9, 1e9 + 100]
    memory.reserve("a", 2, 2e9)
    assert memory.reserve("a", 2, 1e9 + 200) == 1e9 + 200


def test_what_was_found_is_noted_once(store: Store) -> None:
    memory = StoredMemory(store)
    item = Found("https://a.example/", "news", "https://a.example/rss", "T\0", "2031-01-01", "1")
    memory.note_found([])
    memory.note_found([item, item])
    memory.note_found([Found(item.url, item.origin, item.place, "later", "", "2"), Found(item.url, "other", item.place, "", "", "2")])
    with store.reading() as connection:
        rows = connection.execute(select(found.c.origin, found.c.title, found.c.at).order_by(found.c.origin)).all()
    assert [tuple(row) for row in rows] == [("news", "T\ufffd", "1"), ("other", "", "2")]


def test_the_index_of_downloads_only_grows(store: Store) -> None:
    memory = StoredMemory(store)
    memory.remember(KNOWN, Download("a", "b", "c", "pdf", 3, "1"))
    memory.note_found([Found("a", "b", "c", "", "", "1")])
    for table in ("downloads", "found"):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET url = 'x'"):
            with pytest.raises(StoreError, match="append-only"), store.writing() as connection:
                connection.execute(text(change))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(downloads)).scalar() == 1


def test_many_take_turns(store: Store) -> None:
    """Eight threads, each with a connection of its own, as eight machines would have."""
    turns: list[float] = []

    def ask() -> None:
        turns.extend(StoredMemory(store).reserve("a", 2, 1e9) for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turns) == [1e9 + 2 * n for n in range(40)]


def test_a_second_run_by_another_process_does_nothing_new(url: str, site: Site, tmp_path: Path) -> None:
    address = site.serve("/a.pdf")
    for state in ("new", "unchanged"):
        with open_store(url) as store:
            assert make_fetcher(tmp_path, memory=StoredMemory(store)).fetch(address).state == state
    site.serve("/a.pdf", PDF + b"x")
    site.serve("/b.pdf", b"", status=404)
    with open_store(url) as store:
        fetcher = make_fetcher(tmp_path, memory=StoredMemory(store))
        assert fetcher.fetch(address).state == "new"
        assert fetcher.fetch(site.url("/b.pdf")).state == "failed"
        assert [(f.url, f.status) for f in list_failing(store)] == [(site.url("/b.pdf"), 404)]
        with store.reading() as connection:
            assert connection.execute(select(downloads.c.size).order_by(downloads.c.id)).scalars().all() == [len(PDF), len(PDF) + 1]


def test_failures_are_counted_for_each_file_and_pipeline(store: Store) -> None:
    key = ("file:///a.pdf", "ab", "0.1")
    assert read_failure(store, *key) is None
    begun = begin_attempt(store, *key)
    assert (begun.attempts, begun.code) == (1, "unfinished")
    note_failure(store, begun, DamagedError("a.pdf: broken\0"))
    before = read_failure(store, *key)
    assert before is not None
    assert (before.attempts, before.code, before.error) == (1, "damaged", "a.pdf: broken\ufffd")
    withdraw_attempt(store, begin_attempt(store, *key), before)
    assert read_failure(store, *key) == before
    note_failure(store, begin_attempt(store, *key), ExtractError("a.pdf: still broken", remedy="Mend it."))
    again = read_failure(store, *key)
    assert again is not None
    assert (again.attempts, again.code, again.error, again.remedy) == (2, "failed", "a.pdf: still broken", "Mend it.")
    begin_attempt(store, *key[:2], "0.2")
    withdraw_attempt(store, begin_attempt(store, "file:///b.pdf", "ef", "0.1"), None)
    assert read_failure(store, key[0], "cd", key[2]) is None
    assert [f.fingerprint for f in list_failures(store)] == ["0.2", "0.1"]
    forget_failure(store, *key)
    assert [f.fingerprint for f in list_failures(store)] == ["0.2"]


def test_a_database_of_the_first_release_gets_the_new_tables(url: str) -> None:
    names = ("fetches", "downloads", "found", "hosts", "failures")
    with open_store(url) as store, store.writing() as connection:
        for name in names:
            metadata.tables[name].drop(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with open_store(url) as store:
        StoredMemory(store).remember(KNOWN)
        assert StoredMemory(store).recall(KNOWN.url) == KNOWN
