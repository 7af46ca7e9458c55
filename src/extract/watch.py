"""A folder, watched: new briefs are extracted and stored as they settle; `extract watch`.

The folder is listed again and again rather than watched by the operating system: what inotify and its kin report differs between
systems, and is nothing at all for files that another machine writes to a shared folder. A listing tells what is there,
also what came while nobody watched.

Briefs are read in a child process: one that hangs or dies ends there, and a changed lexicon is used without a new start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import ExtractError, NotFoundError, UsageError
from extract.files import Input
from extract.filing import Read, attempt_bytes, describe_filed, find_fingerprint, keep_date, read_here
from extract.runs import Reading, Say, say_error, tell, try_brief
from extract.sources.archive import Archive
from extract.sources.candidates import read_fetched
from extract.sources.clock import Clock, SystemClock
from extract.sources.config import Rules
from extract.sources.fetch import Fetcher
from extract.sources.folders import walk_files
from extract.sources.local import find_url, read_stamp
from extract.store.engine import Store, StoreError
from extract.store.fetches import StoredMemory, forget_failure, read_failure
from extract.store.ingest import find_same, has_document, is_stored
from extract.store.prepared import Prepared
from extract.workers.jobs import Job
from extract.workers.pool import Pool

# Listing never takes more than a tenth of the time, however many files there are.
SHARE = 10
# Seconds after the database failed, or no process could be started to read a brief.
REST = 30.0


@dataclass(frozen=True, slots=True)
class Watching:
    """How a folder is watched; `settle` and `every` are seconds.

    A file is taken when it has not changed for `settle`. `globs` are as in sources.yaml, `once` ends the watch when nothing
    is left to wait for, `retry` tries again what failed before.
    """

    settle: float = 5.0
    every: float = 2.0
    globs: Sequence[str] | None = None
    once: bool = False
    retry: bool = False
    reading: Reading = field(default_factory=Reading)


def read_in(pool: Pool) -> Read:
    """Return what reads briefs in the children of a pool."""

    def read(item: Input, reading: Reading, data: bytes) -> Prepared:
        name = item.path.name if item.path is not None else item.label
        return pool.extract(Job(data, name, reading.password, reading.date, reading.lang.value if reading.lang else None))

    return read


@dataclass(slots=True)
class Watch:
    """A watch that is going on: how files looked when last seen, which are done with as they look, and the counts."""

    store: Store
    folder: Path
    how: Watching
    say: Say = say_error
    tell_done: Callable[[str], None] = say_error
    clock: Clock = field(default_factory=SystemClock)
    read: Read = read_here
    stored: int = 0
    failed: int = 0
    _seen: dict[Path, tuple[str, float]] = field(default_factory=dict)
    _done: dict[Path, str] = field(default_factory=dict)
    _missing: bool = False
    _hampered: bool = False
    _fingerprint: str = ""

    def run(self) -> None:
        """Watch until interrupted; with `once` until nothing is left to wait for."""
        while True:
            began = self.clock.monotonic()
            self._notice_lexicon()
            ready, waiting = self.look()
            pause = max(self.how.every, SHARE * (self.clock.monotonic() - began))
            try:
                for path in ready:
                    waiting |= not self.take(path)
            except (StoreError, UsageError) as error:  # the lexicon file may be on its way too
                tell(error, self.say)
                self._hampered = waiting = True
            if self._hampered:
                pause, self._hampered = max(pause, REST), False
            if self.how.once and not waiting:
                return
            self.clock.sleep(pause)

    def _notice_lexicon(self) -> None:
        """Take up all files again when the lexicon has changed: they are read anew, as by a watch that begins."""
        try:
            now = find_fingerprint(self.how.reading)
        except ExtractError:  # it is being written; when it is next needed and not there, that is told
            return
        if now != self._fingerprint:
            self._fingerprint = now
            self._done.clear()

    def look(self) -> tuple[list[Path], bool]:
        """Return the files that have settled and are not done with, and whether others have yet to settle."""
        ready, seen, now = [], {}, self.clock.monotonic()
        for path in self._list():
            try:
                stamp = read_stamp(path)[0]
            except ExtractError:  # gone between listing and looking
                continue
            if self._done.get(path) == stamp:
                continue
            before, since = self._seen.get(path, ("", now))
            seen[path] = (stamp, since if before == stamp else now)
            if before == stamp and now - since >= self.how.settle:
                ready.append(path)
        self._seen = seen
        return ready, len(seen) > len(ready)

    def _list(self) -> list[Path]:
        """Return the files in the folder; a folder that is not there (a share that is not mounted) is told once and waited for."""
        try:
            found = list(walk_files(self.folder, self.how.globs))
        except NotFoundError as error:
            if not self._missing:
                tell(error, self.say)
            self._missing = True
            return []
        self._missing = False
        self._done = {path: self._done[path] for path in found if path in self._done}
        return found

    def take(self, path: Path) -> bool:
        """Store one file, or say why not; False where it has to be looked at again, else it is done with until it changes."""
        stamp, url = self._seen[path][0], find_url(path)
        # The file has settled by our own clock; nothing is downloaded, so the archive stays empty.
        rules = Rules(settle=0)
        got = Fetcher(rules, StoredMemory(self.store), Archive(self.folder), clock=self.clock).fetch(url)
        if got.code in ("settling", "not_found"):
            return False
        if got.sha256:
            try:
                data = read_fetched(got)
            except ExtractError:  # changed, or gone, since it was looked at
                return False
            if not self._file(path, url, data, got.sha256):
                return False
        else:
            self.failed += 1
            tell(ExtractError(got.message, remedy=got.remedy), self.say, str(path))
        self._done[path] = stamp
        return True

    def _file(self, path: Path, url: str, data: bytes, sha256: str) -> bool:
        """Extract and store the bytes of a file unless they are stored; False where the brief is not to blame for a failure."""
        how, name = keep_date(self.store, url, self.how.reading), str(path)
        fingerprint = find_fingerprint(how)
        if is_stored(self.store, url, sha256, fingerprint):
            return True
        same = find_same(self.store, sha256, fingerprint)
        # A file that was stored under its own name and changed is a new version, whatever else holds its new bytes.
        if same and not has_document(self.store, url):
            self.tell_done(f"{name}: passed over, stored already as {same[0]}")
            return True
        if self.how.retry:
            forget_failure(self.store, url, sha256, fingerprint)
        item = Input(path, name, path.stem)

        def work() -> str:
            # Once: a brief that failed fails again until it, or the program, changes.
            return describe_filed(name, attempt_bytes(self.store, item, url, data, how, most=1, read=self.read))

        line = try_brief(item, how, work, self.say)
        if line is None:
            known = read_failure(self.store, url, sha256, fingerprint)
            self.failed += known is not None
            self._hampered = known is None
            return known is not None
        self.stored += 1
        self.tell_done(line)
        return True
