"""What is known of addresses that were asked before; the store keeps it for all machines, the tests in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Remembered:
    """One address and how asking for it ended. Times are ISO 8601 in UTC; "" and None mean: never, nothing.

    `sha256`, `kind`, `charset`, `etag`, `last_modified`, `final_url` and `fetched_at` belong to the last bytes that came;
    `status`, `checked_at`, `code`, `error` and `attempts` (failures in a row) to the last time it was asked; before `next_at` it is not
    asked again. For a file the etag is its size and time of change.
    """

    url: str
    sha256: str = ""
    kind: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    final_url: str = ""
    fetched_at: str = ""
    status: int | None = None
    checked_at: str = ""
    code: str = ""
    error: str = ""
    attempts: int = 0
    next_at: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes that came from an address at a time."""

    url: str
    final_url: str
    sha256: str
    kind: str
    size: int
    at: str


@dataclass(frozen=True, slots=True)
class Found:
    """An address that was found: in which source (`origin`), and there in which feed, page or folder (`place`)."""

    url: str
    origin: str
    place: str
    title: str
    published: str
    at: str


def find_farthest(gap: float) -> float:
    """Return how far ahead (seconds) the turns at a host can be taken; beyond it some machine's clock was wrong."""
    return max(600.0, 20 * gap)


class FetchMemory(Protocol):
    """Where several processes, on several machines, keep what they know of addresses."""

    def recall(self, url: str) -> Remembered | None:
        """Return what is known of an address."""

    def remember(self, known: Remembered, download: Download | None = None) -> None:
        """Replace what is known of an address, and add a line to the index of downloads: both or neither."""

    def note_found(self, found: Iterable[Found]) -> None:
        """Add lines to the index of what was found where; the first time counts."""

    def reserve(self, host: str, gap: float, now: float) -> float:
        """Return when (seconds since 1970) a request to `host` may begin, at least `gap` after the one before."""


@dataclass
class LocalMemory:
    """A memory that ends with the process; threads may share it."""

    known: dict[str, Remembered] = field(default_factory=dict)
    downloads: list[Download] = field(default_factory=list)
    found: dict[tuple[str, str, str], Found] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def recall(self, url: str) -> Remembered | None:
        """Return what is known of an address."""
        return self.known.get(url)

    def remember(self, known: Remembered, download: Download | None = None) -> None:
        """Replace what is known of an address, and add a line to the index of downloads."""
        self.known[known.url] = known
        if download is not None:
            self.downloads.append(download)

    def note_found(self, found: Iterable[Found]) -> None:
        """Add lines to the index of what was found where; the first time counts."""
        for item in found:
            self.found.setdefault((item.url, item.origin, item.place), item)

    def reserve(self, host: str, gap: float, now: float) -> float:
        """Return when a request to `host` may begin, at least `gap` after the one before."""
        with self._lock:
            free = self._free.get(host, 0.0)
            start = free if now <= free <= now + find_farthest(gap) else now
            self._free[host] = start + gap
            return start
