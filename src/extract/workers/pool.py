"""The children of a process, as it sees them: started when they are needed, given documents, and buried.

A child is an interpreter of its own. It is no fork, because threads hold locks; and not started by multiprocessing, which
would import the program's main module (Prefect and all) into each child, and refuses to start any within a worker of Dask.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from typing import Self

from extract.errors import ExtractError, LimitError
from extract.lexicon.loader import find_digest
from extract.settings import Settings, load_settings
from extract.store.prepared import Prepared
from extract.workers.jobs import Answer, CrashedError, Job, StartError

# A child that has not loaded its models by then never will.
START_SECONDS = 180.0
# What a child has beyond its time before the kernel ends it, should its parent have gone.
GRACE_SECONDS = 15.0
# Every new word stays in a model's vocabulary; a child that has read so many documents is replaced.
MOST_DOCUMENTS = 1000
# Each child has a core; libraries that start threads of their own would only be in each other's way.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
START = "from extract.workers.child import serve; serve()"
WORK = "extract.workers.child:read_job"


class Pool:
    """Children that wait for documents; threads share it, and each call of `extract` has a child to itself.

    It holds as many children as were ever needed at once, at most `size`; `started` counts all that were ever started. A child
    that has read another lexicon than the user's file now holds is replaced.
    `work` is the function that children call, module:name.
    """

    def __init__(self, size: int, settings: Settings | None = None, *, work: str = WORK) -> None:
        self.started = 0
        self._settings = settings or load_settings()
        self._work = work
        self._places = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._free: list[_Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def extract(self, job: Job) -> Prepared:
        """Return what was found in a document.

        Raises the document's own ExtractError, LimitError where it took too long or too much memory, CrashedError where
        its child died; StartError where there is no child to read it.
        """
        with self._places:
            child = self._take()
            try:
                return child.extract(job, self._settings.max_document_seconds)
            finally:
                self._give_back(child)

    def close(self) -> None:
        """End the children that wait."""
        with self._lock:
            children, self._free = self._free, []
        for child in children:
            child.kill()

    def _take(self) -> _Child:
        try:
            lexicon = find_digest()
        except ExtractError as error:
            raise StartError(f"no process can be started to read documents: {error.message}", remedy=error.remedy) from error
        with self._lock:
            outdated = [child for child in self._free if child.lexicon != lexicon]
            self._free = [child for child in self._free if child.lexicon == lexicon]
            # The one that came back last: others may never be needed.
            child = self._free.pop() if self._free else None
            self.started += child is None
        for other in outdated:
            other.kill()
        return child or _Child(self._settings, self._work)

    def _give_back(self, child: _Child) -> None:
        if child.spent or child.documents >= MOST_DOCUMENTS:
            child.kill()
            return
        with self._lock:
            self._free.append(child)


class _Child:
    """One child. `spent` says that it cannot be given another document; `lexicon` is the digest of the user's lexicon it has."""

    def __init__(self, settings: Settings, work: str) -> None:
        self.documents = 0
        self.spent = False
        self._connection: Connection[Job, Answer | str]
        try:
            self._connection, theirs = Pipe()
        except OSError as error:
            raise _blame_machine(error) from error
        with theirs:
            orders = (theirs.fileno(), settings.max_document_seconds + GRACE_SECONDS, settings.max_worker_bytes, work)
            try:
                self._process = _start(theirs.fileno(), *map(str, orders))
            except OSError as error:
                self._connection.close()
                raise _blame_machine(error) from error
        self.lexicon = self._wait_for_start()

    def extract(self, job: Job, seconds: float) -> Prepared:
        """Let the child read a document."""
        self.documents += 1
        self.spent = True  # unless it answers
        try:
            self._connection.send(job)
        except OSError as error:
            raise self._bury(job.name) from error
        answer = self._receive(job.name, seconds)
        assert isinstance(answer, Answer)
        self.spent = answer.spent
        if isinstance(answer.found, ExtractError):
            raise answer.found
        return answer.found

    def kill(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._connection.close()

    def _wait_for_start(self) -> str:
        """Return which lexicon the child has, once it can read."""
        try:
            ready = self._receive("the start", START_SECONDS)
        except ExtractError as error:
            self.kill()
            raise StartError(f"no process could be started to read documents: {error.message}") from error
        except BaseException:  # an interrupt: nobody will have heard of this child
            self.kill()
            raise
        if isinstance(ready, str):
            return ready
        self.kill()
        assert isinstance(ready.found, ExtractError)
        said = ready.found
        raise StartError(f"no process could be started to read documents: {said.message}", remedy=said.remedy)

    def _receive(self, name: str, seconds: float) -> Answer | str:
        try:
            if not self._connection.poll(seconds):
                limit = f"{name}: took longer than the {seconds:g} seconds allowed (EXTRACT_MAX_DOCUMENT_SECONDS)"
                raise LimitError(limit)
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._bury(name) from error

    def _bury(self, name: str) -> CrashedError:
        """Return what is said of the document that a child died of."""
        self._process.kill()  # It has closed the connection: whatever it still does, nobody hears of it.
        code = self._process.wait()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return CrashedError(f"{name}: the process that read it {how}")


def _start(handle: int, *orders: str) -> subprocess.Popen[bytes]:
    """Start a child that has its end of the connection under `handle`."""
    return subprocess.Popen(
        [sys.executable, "-c", START, *orders],
        pass_fds=[handle],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**ONE_THREAD, **os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )


def _blame_machine(error: OSError) -> StartError:
    """Return what is said where the machine has no process, file handle or memory left."""
    return StartError(f"no process could be started to read documents: {error.strerror or error}")
