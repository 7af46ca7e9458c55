"""Whose turn it is to ask a host: one request at a time, a gap between any two, and a rest for hosts that are down."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from extract.sources.clock import Clock
from extract.sources.errors import HostDownError
from extract.sources.memory import FetchMemory

# So many times in a row no answer at all: the host is left alone for REST seconds, so that a source with hundreds of
# addresses on a host that is down does not hold up the run for hours.
MOST_SILENCES = 6
REST = 300.0


class Turns:
    """The turns of one process; the gap is kept by the memory, for all processes that share it.

    `patience` is how many seconds somebody waits for a host that rests.
    """

    def __init__(self, memory: FetchMemory, clock: Clock, patience: float) -> None:
        self._memory, self._clock, self._patience = memory, clock, patience
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._silences: defaultdict[str, int] = defaultdict(int)
        self._rests: dict[str, tuple[float, str]] = {}
        self._guard = threading.Lock()

    @contextmanager
    def take(self, host: str, gap: float) -> Iterator[None]:
        """Wait for the turn to ask `host`, `gap` seconds after the last request began; it ends with the block.

        Raises HostDownError for a host that rests for longer than anybody waits.
        """
        self._wait_for(host)
        with self._guard:
            lock = self._locks[host]
        with lock:
            self._wait_for(host)
            now = self._clock.now()
            wait = self._memory.reserve(host, gap, now) - now
            if wait > 0:
                self._clock.sleep(wait)
            yield

    def _wait_for(self, host: str) -> None:
        until, reason = self._rests.get(host, (0.0, ""))
        left = until - self._clock.monotonic()
        if left > self._patience:
            error = HostDownError(f"{host}: left alone for a while: {reason}")
            error.wait = left
            raise error
        if left > 0:
            self._clock.sleep(left)

    def rest(self, host: str, seconds: float, reason: str) -> None:
        """Leave a host alone for some time."""
        until = self._clock.monotonic() + seconds
        if until > self._rests.get(host, (0.0, ""))[0]:
            self._rests[host] = (until, reason)

    def note(self, host: str, *, answered: bool) -> None:
        """Say whether the host answered at all."""
        self._silences[host] = 0 if answered else self._silences[host] + 1
        if self._silences[host] >= MOST_SILENCES:
            self._silences[host] = 0
            self.rest(host, REST, f"{MOST_SILENCES} requests without an answer")
