"""Children that hang, die, swallow memory: each ends its own document and nothing else."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import EmptyInputError, ExtractError, LimitError
from extract.settings import Settings
from extract.store.fingerprint import expect_fingerprint
from extract.workers import pool as pools
from extract.workers.child import FIRST
from extract.workers.jobs import CrashedError, Job, StartError, UnexpectedError
from extract.workers.pool import Pool

SETTINGS = Settings(max_document_seconds=3.0, max_worker_bytes=512 * 1024**2)
WORK = "workers.faults:read"


def job(what: str, name: str = "brief.txt") -> Job:
    return Job(what.encode(), name)


@pytest.fixture(name="pool")
def open_pool() -> Iterator[Pool]:
    with Pool(2, SETTINGS, work=WORK) as opened:
        yield opened


def read(pool: Pool, what: str) -> int:
    """Return the number of the process that read a document."""
    return int(pool.extract(job(what)).brief.document.source.removesuffix(".txt"))


@pytest.mark.parametrize(
    ("what", "error", "said", "replaced"),
    [
        ("hang", LimitError, "brief.txt: took longer than the 3 seconds allowed (EXTRACT_MAX_DOCUMENT_SECONDS)", True),
        ("hang deaf", LimitError, "took longer", True),
        ("swallow", LimitError, "brief.txt: needs more than the 512 MiB allowed (EXTRACT_MAX_WORKER_BYTES)", True),
        ("die", CrashedError, "brief.txt: the process that read it was ended by SIGKILL", True),
        ("crash", CrashedError, "was ended by SIGABRT", True),
        ("leave", CrashedError, "ended with code 3", True),
        ("empty", EmptyInputError, "brief.txt: nothing in it", False),
        ("break", UnexpectedError, "brief.txt: unexpected error: ZeroDivisionError: by nothing (read, ", False),
    ],
)
def test_a_bad_document_is_its_own_error(pool: Pool, what: str, error: type[ExtractError], said: str, replaced: bool) -> None:
    before = read(pool, "good")
    with pytest.raises(error) as caught:
        pool.extract(job(what))
    assert said in caught.value.message
    assert caught.value.remedy
    after = read(pool, "good")
    assert (before != after) is replaced
    assert pool.started == 1 + replaced


def test_threads_share_children_and_one_that_dies_stops_no_other() -> None:
    whats = [*["good"] * 8, "die", *["good"] * 8, "hang", *["good"] * 8]

    def try_one(what: str) -> str:
        try:
            return str(read(pool, what))
        except ExtractError as error:
            return error.code

    with Pool(3, SETTINGS, work=WORK) as pool, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(try_one, whats))
        assert [(w, f) for w, f in zip(whats, found, strict=True) if not f.isdigit()] == [("die", "crashed"), ("hang", "limit")]
        assert pool.started <= 5
        # Never more at once than the pool's size: what was read is spread over three children and two replacements.
        assert len({f for f in found if f.isdigit()}) <= 5


def test_children_are_started_as_they_are_needed(pool: Pool) -> None:
    assert pool.started == 0
    assert read(pool, "good") == read(pool, "good")
    assert pool.started == 1


def test_a_child_is_replaced_after_many_documents(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MOST_DOCUMENTS", 2)
    first, second, third = (read(pool, "good") for _ in range(3))
    assert first == second != third


def test_a_child_killed_while_it_waits_costs_one_document(pool: Pool) -> None:
    os.kill(read(pool, "good"), signal.SIGKILL)
    with pytest.raises(CrashedError):
        read(pool, "good")
    assert read(pool, "good")


def test_no_child_is_nobodys_fault() -> None:
    with Pool(1, SETTINGS, work="workers.faults:no_such_function") as pool:
        for _ in range(2):  # the place is given back
            with pytest.raises(StartError, match="no process could be started"):
                pool.extract(job("good"))


@pytest.mark.parametrize("handles", range(5))
def test_a_machine_without_handles_is_to_blame_and_nothing_stays_open(pool: Pool, handles: int) -> None:
    """A connection takes two, starting a process some more for a while: whichever is refused, the next call goes well."""
    before = list_handles()
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The number of a new handle is the lowest that is free; the limit is on the number.
    free = sorted(set(range(max(before) + 10)) - before)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free[handles], limits[1]))
    try:
        with pytest.raises(StartError, match="no process could be started to read documents: Too many open files"):
            pool.extract(job("good"))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert list_handles() == before
    assert read(pool, "good")


def list_handles() -> set[int]:
    return {int(path.name) for path in Path("/proc/self/fd").iterdir() if path.exists()}


def test_a_machine_without_memory_is_to_blame(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    before = list_handles()
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", refuse)
        with pytest.raises(StartError, match="Cannot allocate memory"):
            pool.extract(job("good"))
    assert list_handles() == before


@pytest.fixture
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "words.yaml"
    path.write_text("suppressions: {names: [one]}\n")
    monkeypatch.setenv("EXTRACT_LEXICON", str(path))
    return path


def test_a_child_whose_lexicon_is_older_than_the_file_is_replaced(pool: Pool, lexicon: Path) -> None:
    first = pool.extract(job("good"))
    assert first.fingerprint == expect_fingerprint()
    assert pool.extract(job("good")).brief == first.brief  # by the same process
    lexicon.write_text("suppressions: {names: [two]}\n")
    second = pool.extract(job("good"))
    assert first.fingerprint != second.fingerprint == expect_fingerprint()
    assert pool.started == 2


def test_what_is_read_while_the_lexicon_changes_has_the_name_of_the_one_it_was_read_with(pool: Pool, lexicon: Path) -> None:
    begun = expect_fingerprint()
    assert pool.extract(job("change the lexicon")).fingerprint == begun != expect_fingerprint()
    assert pool.extract(job("good")).fingerprint == expect_fingerprint()


@pytest.mark.parametrize(("text", "said"), [(None, "words.yaml"), ("a: [", "lexicon file cannot be read: .*words.yaml")])
def test_a_lexicon_that_cannot_be_read_is_no_documents_fault(lexicon: Path, text: str | None, said: str) -> None:
    """The real work, which loads the lexicon: what is wrong with the file is said as it is."""
    if text is None:
        lexicon.unlink()
    else:
        lexicon.write_text(text)
    with Pool(1, SETTINGS) as pool, pytest.raises(StartError, match=said) as caught:
        pool.extract(job("米国"))
    assert caught.value.remedy in ("Check the variable EXTRACT_LEXICON.", "Mend the YAML (UTF-8).")


PARENT = """
import sys, threading
from extract.settings import Settings
from extract.workers.jobs import Job
from extract.workers.pool import Pool
pool = Pool(2, Settings(max_document_seconds=1.0), work="workers.faults:read")
print(pool.extract(Job(b"good", "a.txt")).brief.document.source.removesuffix(".txt"), flush=True)
threading.Thread(target=lambda: pool.extract(Job(b"hang", "b.txt"))).start()
"""


def test_children_end_with_their_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child whose parent is killed ends: at once if it waits, at its time if it hangs."""
    source = PARENT + "import time; time.sleep(600)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 1.0 + pools.GRACE_SECONDS + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_real_work_loads_the_models_once_and_reads() -> None:
    with Pool(1, replace(SETTINGS, max_document_seconds=60.0)) as pool:
        found = pool.extract(Job(FIRST.encode(), "first.txt"))
        assert [r.measure_type[0].value for r in found.brief.records][:1] == ["tariff"]
        started = time.monotonic()
        assert pool.extract(Job(FIRST.encode(), "first.txt")) == found
        assert time.monotonic() - started < 5  # loading takes far longer than reading
        with pytest.raises(ExtractError) as caught:
            pool.extract(Job(b"PK\x03\x04", "letter.docx"))
        assert (caught.value.code, "letter.docx" in caught.value.message) == ("unsupported", True)
        assert pool.started == 1
