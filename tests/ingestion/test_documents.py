"""One document: stored once, its failure counted, and what is not its fault raised."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DataError, InternalError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from extract.ingestion import documents
from extract.ingestion.documents import ingest_item, is_its_own
from extract.ingestion.items import Item, Outcome, State
from extract.ingestion.pruning import optimise, prune
from extract.ingestion.stored import find_outdated
from extract.settings import Settings
from extract.sources.archive import Archive
from extract.sources.memory import Remembered
from extract.store.attempts import MOST_ATTEMPTS, retry_set_aside
from extract.store.documents import list_documents
from extract.store.engine import Store, StoreError, open_store
from extract.store.fetches import StoredMemory, list_failures
from extract.store.fingerprint import add_given_date
from extract.store.ingest import is_stored
from extract.store.prepared import Prepared
from extract.workers.jobs import Job, StartError
from extract.workers.pool import Pool
from store.briefs import file_brief, make_brief

FINGERPRINT = "9.9.9"


class Renamed(Pool):
    """A pool whose children are of another version of the pipeline; `published` is the date the last document was read with."""

    fingerprint = FINGERPRINT
    published = ""

    def extract(self, job: Job) -> Prepared:
        self.published = job.published
        return replace(super().extract(job), fingerprint=self.fingerprint)


@pytest.fixture(scope="module")
def opened_pool() -> Iterator[Renamed]:
    with Renamed(1, Settings(max_document_seconds=30.0), work="workers.faults:read") as opened:
        yield opened


@pytest.fixture
def pool(opened_pool: Renamed) -> Renamed:
    opened_pool.fingerprint = FINGERPRINT
    return opened_pool


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'records.db'}") as opened:
        yield opened


def write(folder: Path, text: str, name: str = "brief.txt") -> Item:
    path = folder / name
    path.write_text(text)
    return Item(path.as_uri(), hashlib.sha256(text.encode()).hexdigest(), str(path))


def test_a_document_is_stored_once(store: Store, pool: Pool, tmp_path: Path) -> None:
    item = write(tmp_path, "good")
    first = ingest_item(store, pool, item, FINGERPRINT)
    assert (first.state, first.document, first.version, first.records) == (State.stored, 1, 1, 1)
    assert ingest_item(store, pool, item, FINGERPRINT).state is State.known
    changed = ingest_item(store, pool, write(tmp_path, "good too"), FINGERPRINT)
    assert (changed.state, changed.document, changed.version) == (State.stored, 1, 2)


def test_a_document_is_stored_under_the_name_of_what_read_it(store: Store, pool: Renamed, tmp_path: Path) -> None:
    """The run began with one lexicon, the process that reads has another: the next run, which begins with that, has nothing to do."""
    item = write(tmp_path, "good")
    pool.fingerprint = "9.9.9+lex.12345678"
    outcome = ingest_item(store, pool, item, FINGERPRINT)
    assert (outcome.state, outcome.fingerprint) == (State.stored, "9.9.9+lex.12345678")
    assert not is_stored(store, item.source, item.sha256, FINGERPRINT)
    assert ingest_item(store, pool, item, "9.9.9+lex.12345678").state is State.known


def test_a_failure_is_counted_until_the_document_is_set_aside(store: Store, pool: Pool, tmp_path: Path) -> None:
    item = write(tmp_path, "empty")
    ends = [ingest_item(store, pool, item, FINGERPRINT) for _ in range(MOST_ATTEMPTS + 1)]
    assert [e.state for e in ends] == [State.failed, State.failed, State.set_aside, State.set_aside]
    assert [e.attempts for e in ends] == [1, 2, 3, 3]
    assert {(e.code, e.message) for e in ends} == {("empty", "brief.txt: nothing in it")}
    # Another version of the pipeline, and another file, begin anew.
    assert ingest_item(store, pool, item, "9.9.10").attempts == 1
    assert retry_set_aside(store) == 1
    assert ingest_item(store, pool, item, FINGERPRINT).attempts == 1
    assert ingest_item(store, pool, write(tmp_path, "break"), FINGERPRINT).attempts == 1


def test_what_was_read_after_all_is_no_failure_any_more(
    store: Store, pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = write(tmp_path, "good")
    with monkeypatch.context() as patch:
        patch.setattr(documents, "store_prepared", lambda *_: 1 / 0)
        failed = ingest_item(store, pool, item, FINGERPRINT)
    assert (failed.state, failed.code) == (State.failed, "unexpected")
    assert len(list_failures(store)) == 1
    assert ingest_item(store, pool, item, FINGERPRINT).state is State.stored
    assert list_failures(store) == []


@pytest.mark.parametrize(
    ("cause", "own"),
    [
        (OperationalError("s", {}, Exception("server closed the connection")), False),
        (OSError("no room"), False),
        (PoolTimeoutError("QueuePool limit reached"), False),
        (ProgrammingError("s", {}, Exception("permission denied for table runs")), False),
        (InternalError("s", {}, Exception("could not read block 3")), False),
        (DataError("s", {}, Exception("value too long")), True),
    ],
)
def test_the_database_is_to_blame_only_where_it_is_out_of_reach(cause: Exception, own: bool) -> None:
    error = StoreError("records.db: refused")
    error.__cause__ = cause
    assert is_its_own(error) is own
    assert not is_its_own(StartError("no process"))


def test_what_is_around_a_document_is_raised_and_not_counted(
    store: Store, tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = write(tmp_path, "good")
    with Pool(1, work="workers.faults:no_such_function") as broken, pytest.raises(StartError):
        ingest_item(store, broken, item, FINGERPRINT)
    lost = StoreError("records.db: gone")
    lost.__cause__ = OperationalError("s", {}, Exception("gone"))

    def refuse(*_: object) -> None:
        raise lost

    monkeypatch.setattr(documents, "store_prepared", refuse)
    with pytest.raises(StoreError):
        ingest_item(store, pool, item, FINGERPRINT)
    assert list_failures(store) == []


def test_a_file_that_changed_since_it_was_found_waits(store: Store, pool: Pool, tmp_path: Path) -> None:
    item = write(tmp_path, "good")
    write(tmp_path, "other bytes")
    assert ingest_item(store, pool, item, FINGERPRINT).state is State.waiting
    Path(item.path).unlink()
    assert ingest_item(store, pool, item, FINGERPRINT).state is State.waiting
    assert list_failures(store) == []
    assert list_documents(store) == []


def test_a_new_pipeline_reads_the_newest_version_of_each_document_from_the_store(
    store: Store, pool: Renamed, tmp_path: Path
) -> None:
    for text, name in (("good", "a.txt"), ("good again", "a.txt"), ("good", "b.txt")):
        assert ingest_item(store, pool, write(tmp_path, text, name), FINGERPRINT).state is State.stored
    assert list(find_outdated(store, FINGERPRINT)) == []
    for path in tmp_path.glob("*.txt"):
        path.unlink()
    items = list(find_outdated(store, "9.9.10"))
    assert [(i.name, i.sha256) for i in items if isinstance(i, Item)] == [
        ("a.txt", hashlib.sha256(b"good again").hexdigest()),
        ("b.txt", hashlib.sha256(b"good").hexdigest()),
    ]
    assert len(list(find_outdated(store, "9.9.10", 1))) == 1
    pool.fingerprint = "9.9.10"
    done = [ingest_item(store, pool, i, "9.9.10") for i in items if isinstance(i, Item)]
    assert [(d.state, d.version) for d in done] == [(State.stored, 2), (State.stored, 1)]
    assert list(find_outdated(store, "9.9.10")) == []
    assert all(isinstance(x, Item | Outcome) for x in items)


def test_a_date_given_by_hand_stays_with_a_document_that_is_read_anew(store: Store, pool: Renamed, tmp_path: Path) -> None:
    brief = make_brief()
    item = write(tmp_path, brief.document.text)
    pool.fingerprint = add_given_date(FINGERPRINT, "2031-04-05")
    file_brief(store, brief, pool.fingerprint, item.source)
    assert ingest_item(store, pool, item, FINGERPRINT).state is State.known
    assert list(find_outdated(store, FINGERPRINT)) == []
    outcome = ingest_item(store, pool, write(tmp_path, "米国は4月3日、輸入ロボットの関税を引き上げた。"), FINGERPRINT)
    assert (outcome.state, outcome.fingerprint) == (State.stored, FINGERPRINT)
    assert pool.published == "2031-04-05"


def test_pruning_keeps_what_is_asked_about_and_what_the_store_lacks(store: Store, pool: Pool, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "downloads")
    memory = StoredMemory(store)
    superseded, newest, unstored, young = (archive.put(t) for t in (b"good", b"good 2", b"good 3", b"good 4"))
    for number, sha256 in enumerate((superseded, newest, young)):
        url = f"https://example.org/{number}"
        assert ingest_item(store, pool, Item(url, sha256, str(archive.path(sha256))), FINGERPRINT).state is State.stored
    memory.remember(Remembered("https://example.org/1", newest))
    remains = archive.path(newest).parent / ".x.part"
    remains.write_bytes(b"half")
    now = datetime.now(UTC)
    old = (now - timedelta(days=40)).timestamp()
    for path in (*(archive.path(s) for s in (superseded, newest, unstored)), remains):
        os.utime(path, (old, old))
    done = prune(store, archive.folder, timedelta(days=30), now)
    assert (done.downloads, done.unfinished, done.freed) == (1, 1, len(b"good") + len(b"half"))
    assert [archive.holds(s) for s in (superseded, newest, unstored, young)] == [False, True, True, True]
    optimise(store)


def test_pruning_forgets_failures_of_other_versions_only(store: Store, pool: Pool, tmp_path: Path) -> None:
    from extract.store.fingerprint import expect_fingerprint

    for fingerprint in ("0.0.1", expect_fingerprint()):
        ingest_item(store, pool, write(tmp_path, "empty"), fingerprint)
    later = datetime.now(UTC) + timedelta(days=31)
    assert prune(store, tmp_path / "none", timedelta(days=30), later).failures == 1
    assert [f.fingerprint for f in list_failures(store)] == [expect_fingerprint()]
