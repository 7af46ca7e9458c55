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
    """The turns of one process; the gap is kept by the memory, for all processes that share it."""

    def __init__(self, memory: FetchMemory, clock: Clock) -> None:
        self._memory, self._clock = memory, clock
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._silences: defaultdict[str, int] = defaultdict(int)
        self._until: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def take(self, host: str, gap: float) -> Iterator[None]:
        """Wait for the turn to ask `host`, `gap` seconds after the last request began; it ends with the block."""
        self._check(host)
        with self._guard:
            lock = self._locks[host]
        with lock:
            self._check(host)
            now = self._clock.now()
            wait = self._memory.reserve(host, gap, now) - now
            if wait > 0:
                self._clock.sleep(wait)
            yield

    def _check(self, host: str) -> None:
        if self._until.get(host, 0.0) > self._clock.monotonic():
            raise HostDownError(f"{host}: left alone for a while after {MOST_SILENCES} requests without an answer")

    def note(self, host: str, *, answered: bool) -> None:
        """Say whether the host answered at all."""
        self._silences[host] = 0 if answered else self._silences[host] + 1
        if self._silences[host] >= MOST_SILENCES:
            self._silences[host] = 0
            self._until[host] = self._clock.monotonic() + REST
