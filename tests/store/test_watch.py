"""A watched folder: each file once, when it has settled; what goes wrong is told, recorded and left alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from extract import filing
from extract.errors import NoTextLayerError
from extract.files import Input
from extract.filing import SetAsideError, attempt_bytes
from extract.model import Extraction
from extract.runs import Reading
from extract.store.documents import list_documents
from extract.store.engine import Store, StoreError, open_store
from extract.store.fetches import list_failures
from extract.store.tables import runs
from extract.version import __version__
from extract.watch import Watch, Watching, read_in
from extract.workers.pool import Pool
from sources.site import FakeClock
from store.briefs import ACTS, make_brief

ROOT = Path(__file__).parents[2]


@pytest.fixture
def extractions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was extracted; in place of the pipeline each line of a file is an act, and some files are bad."""
    names: list[str] = []

    def extract(item: Input, reading: Reading, data: bytes) -> Extraction:
        names.append(Path(item.name).name)
        if b"scan" in data:
            raise NoTextLayerError("no characters")
        if b"bug" in data:
            raise ZeroDivisionError("bug")
        if b"kill" in data:
            raise KeyboardInterrupt
        return make_brief(data.decode().splitlines())

    monkeypatch.setattr(filing, "extract_input", extract)
    return names


class Watched:
    """A watch whose clock is turned by hand; `said` and `done` are what it tells."""

    def __init__(self, store: Store, folder: Path, **how: Any) -> None:
        self.said: list[str] = []
        self.done: list[str] = []
        self.clock = FakeClock()
        self.watch = Watch(store, folder, Watching(**how), self.said.append, self.done.append, self.clock)

    def go(self, seconds: float = 6) -> list[str]:
        """Look, let time pass, look again and take what has settled; return the names of what was taken."""
        self.watch.look()
        self.clock.ahead += seconds
        ready, _ = self.watch.look()
        return [path.name for path in ready if self.watch.take(path)]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def names(store: Store) -> list[tuple[str, int]]:
    return [(document.source.rpartition("/")[2], document.versions) for document in list_documents(store)]


def test_each_file_once(store: Store, inbox: Path, extractions: list[str]) -> None:
    watched = Watched(store, inbox)
    (inbox / "a.txt").write_text(ACTS[0])
    assert watched.go() == ["a.txt"]
    assert watched.go() == []
    os.utime(inbox / "a.txt")
    assert watched.go() == ["a.txt"]
    (inbox / "sub").mkdir()
    shutil.copy(inbox / "a.txt", inbox / "sub" / "copy.txt")
    assert watched.go() == ["copy.txt"]
    assert extractions == ["a.txt"]
    assert names(store) == [("a.txt", 1)]
    assert "passed over" in watched.done[-1]
    (inbox / "a.txt").write_text(ACTS[1])
    assert watched.go() == ["a.txt"]
    assert names(store) == [("a.txt", 2)]
    assert (watched.watch.stored, watched.watch.failed, watched.said) == (2, 0, [])


def test_another_watch_goes_on_where_one_ended(store: Store, inbox: Path, extractions: list[str]) -> None:
    (inbox / "a.txt").write_text(ACTS[0])
    Watched(store, inbox).go()
    (inbox / "b.txt").write_text(ACTS[1])
    again = Watched(store, inbox)
    assert again.go() == ["a.txt", "b.txt"]
    assert extractions == ["a.txt", "b.txt"]
    assert len(again.done) == 1


def test_no_file_is_read_half_copied(store: Store, inbox: Path, extractions: list[str]) -> None:
    """Seconds count from the last change that was seen, by our own clock and not by the file's times."""
    watched, file = Watched(store, inbox, settle=5), inbox / "a.txt"
    for n in range(1, 4):
        file.write_text("".join(ACTS[:n]))
        os.utime(file, (1e9, 1e9))
        assert watched.go(3) == []
    assert watched.go(1) == []
    assert watched.go(2) == ["a.txt"]
    assert extractions == ["a.txt"]
    file.with_suffix(".txt.part").write_text("x")
    (inbox / ".b.txt").write_text("x")
    assert watched.go() == []


def test_a_file_that_vanishes_or_changes_at_the_last_moment(store: Store, inbox: Path, extractions: list[str]) -> None:
    watched, file = Watched(store, inbox), inbox / "a.txt"
    file.write_text(ACTS[0])
    watched.watch.look()
    watched.clock.ahead += 6
    assert watched.watch.look() == ([file], False)
    file.unlink()
    assert not watched.watch.take(file)
    assert (watched.said, watched.watch.failed) == ([], 0)


@pytest.mark.parametrize(("text", "said"), [("scan", "no characters"), ("bug", "ZeroDivisionError")])
def test_a_bad_brief_is_recorded_and_left_alone(
    store: Store, inbox: Path, extractions: list[str], text: str, said: str
) -> None:
    file = inbox / "bad.txt"
    file.write_text(text)
    (inbox / "good.txt").write_text(ACTS[0])
    watched = Watched(store, inbox)
    assert watched.go() == ["bad.txt", "good.txt"]
    assert said in "".join(watched.said)
    (failure,) = list_failures(store)
    assert (failure.attempts, failure.source) == (1, file.as_uri())
    assert said in failure.error
    os.utime(file)
    again = Watched(store, inbox)
    again.go()
    assert extractions == ["bad.txt", "good.txt"]
    assert "set aside" in "".join(again.said)
    Watched(store, inbox, retry=True).go()
    assert extractions == ["bad.txt", "good.txt", "bad.txt"]
    file.write_text(ACTS[1])
    assert again.go() == ["bad.txt"]
    assert names(store) == [("good.txt", 1), ("bad.txt", 1)]


def test_what_is_no_brief_is_told_once(store: Store, inbox: Path, extractions: list[str]) -> None:
    (inbox / "a.pdf").write_bytes(b"PK\x03\x04")
    watched = Watched(store, inbox)
    assert (watched.go(), watched.go()) == (["a.pdf"], [])
    assert (len([line for line in watched.said if "zip" in line]), watched.watch.failed, extractions) == (1, 1, [])


def test_an_interrupt_is_no_failure(store: Store, inbox: Path, extractions: list[str]) -> None:
    (inbox / "a.txt").write_text("kill")
    with pytest.raises(KeyboardInterrupt):
        Watched(store, inbox).go()
    assert list_failures(store) == []


def test_attempts_that_never_end_are_given_up(store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the process had been killed each time."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(filing, "extract_input", die)
    item = Input(inbox / "a.txt", "a.txt", "a")
    for _ in range(3):
        with pytest.raises(Killed):
            attempt_bytes(store, item, "file:///a.txt", b"x", Reading(), most=1)
    with pytest.raises(SetAsideError, match="ended before it was done"):
        attempt_bytes(store, item, "file:///a.txt", b"x", Reading(), most=1)


def test_a_brief_is_tried_again_twice(store: Store, inbox: Path, extractions: list[str]) -> None:
    item = Input(inbox / "a.txt", "a.txt", "a")
    for _ in range(3):
        with pytest.raises(NoTextLayerError):
            attempt_bytes(store, item, "https://a.example/a", b"scan", Reading())
    with pytest.raises(SetAsideError):
        attempt_bytes(store, item, "https://a.example/a", b"scan", Reading())
    with pytest.raises(NoTextLayerError):
        attempt_bytes(store, item, "https://a.example/a", b"scan", Reading(date="2031"))
    assert attempt_bytes(store, item, "https://a.example/a", ACTS[0].encode(), Reading()) is not None


def test_a_folder_that_goes_away_is_waited_for(store: Store, inbox: Path, extractions: list[str]) -> None:
    watched = Watched(store, inbox)
    inbox.rename(inbox.with_name("elsewhere"))
    assert (watched.go(), watched.go()) == ([], [])
    assert len([line for line in watched.said if "no such folder" in line]) == 1
    inbox.mkdir()
    (inbox / "a.txt").write_text(ACTS[0])
    assert watched.go() == ["a.txt"]


def test_a_database_that_fails_is_waited_for(
    store: Store, inbox: Path, extractions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(ACTS[0])
    watched = Watched(store, inbox, once=True)
    real, failures = Watch.take, [StoreError("the database has gone")]

    def take(self: Watch, path: Path) -> bool:
        if failures:
            raise failures.pop()
        return real(self, path)

    monkeypatch.setattr(Watch, "take", take)
    watched.watch.run()
    assert "the database has gone" in watched.said[0]
    assert max(watched.clock.slept) == 30
    assert (names(store), list_failures(store)) == ([("a.txt", 1)], [])


def test_a_changed_lexicon_is_used_without_a_new_start(
    store: Store, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Children read, as by the command: each document is stored under the lexicon it was read with, and read anew after a change."""
    words = tmp_path / "words.yaml"
    words.write_text("suppressions: {names: [one]}\n")
    monkeypatch.setenv("EXTRACT_LEXICON", str(words))
    (inbox / "a.txt").write_text("good")
    with Pool(1, work="workers.faults:read") as pool:
        watched = Watched(store, inbox, once=True, settle=0, every=0)
        watched.watch.read = read_in(pool)
        watched.watch.run()
        words.write_text("suppressions: {names: [two]}\n")
        watched.watch.run()
        watched.watch.run()
    with store.reading() as connection:
        found = connection.execute(select(runs.c.fingerprint).order_by(runs.c.id)).scalars().all()
    digests = [hashlib.sha256(f"suppressions: {{names: [{n}]}}\n".encode()).hexdigest()[:8] for n in ("one", "two")]
    assert found == [f"{__version__}+lex.{digest}" for digest in digests]
    assert watched.said == []


@pytest.mark.parametrize("text", [None, "a: ["], ids=["missing", "not YAML"])
def test_a_lexicon_that_cannot_be_read_is_waited_for(
    store: Store, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    words = tmp_path / "words.yaml"
    if text is not None:
        words.write_text(text)
    monkeypatch.setenv("EXTRACT_LEXICON", str(words))
    (inbox / "a.txt").write_text("good")

    class Mended(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if seconds >= 30:
                words.write_text("suppressions: {names: [one]}\n")

    with Pool(1, work="workers.faults:read") as pool:
        watched = Watched(store, inbox, once=True)
        watched.watch.clock, watched.watch.read = Mended(), read_in(pool)
        watched.watch.run()
    assert "words.yaml" in watched.said[0]
    assert (names(store), list_failures(store), watched.watch.failed) == ([("a.txt", 1)], [], 0)


def heed_interrupts() -> None:
    """A shell's background jobs, and all that they start, ignore Ctrl-C: these tests may run as one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(url: str, folder: Path, *options: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "EXTRACT_DATABASE_URL": url}
    command = [sys.executable, "-m", "extract.cli", "watch", str(folder), "--settle", "0.2", "--every", "0.1", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True, preexec_fn=heed_interrupts)


def wait_for(ready: Callable[[], bool]) -> None:
    for _ in range(600):
        if ready():
            return
        time.sleep(0.1)
    raise AssertionError("not in a minute")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_watches_until_it_is_told_to_end(tmp_path: Path, inbox: Path, migrated: Path, ending: int) -> None:
    shutil.copy(migrated, tmp_path / "records.db")
    url = f"sqlite:///{tmp_path / 'records.db'}"
    (inbox / "a.pdf").write_bytes(b"PK\x03\x04")
    process = start(url, inbox)
    assert process.stderr is not None
    assert "zip" in process.stderr.readline()
    process.send_signal(ending)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines()[-1] == "0 stored, 1 failed"
    assert "Traceback" not in err


def test_a_watch_that_is_killed_is_taken_up_by_the_next(tmp_path: Path, inbox: Path, migrated: Path) -> None:
    """The real pipeline: killed in the middle of a brief, started again; each brief is stored once."""
    shutil.copy(migrated, tmp_path / "records.db")
    url = f"sqlite:///{tmp_path / 'records.db'}"
    for n in range(3):
        (inbox / f"{n}.txt").write_text(f"米国は2031年5月1日、中国からの車両{n}に対する関税を25％に引き上げた。\n")
    process = start(url, inbox)
    with open_store(url) as store:
        wait_for(lambda: any(f.code == "unfinished" for f in list_failures(store)))
        process.kill()
        process.communicate()
        assert len(list_failures(store)) == 1
        again = start(url, inbox, "--once")
        out, err = again.communicate(timeout=120)
        assert (again.returncode, err.splitlines()[-1:]) == (0, [f"{len(out.splitlines())} stored"])
        assert sorted(names(store)) == [(f"{n}.txt", 1) for n in range(3)]
        assert list_failures(store) == []
        assert all(d.records == 1 for d in list_documents(store))
