"""How asking for an address ended: remembered, and told to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.errors import ExtractError
from extract.sources.archive import Archive
from extract.sources.candidates import Fetched, State
from extract.sources.clock import Clock, write_time
from extract.sources.errors import FetchError
from extract.sources.local import SCHEME, find_path
from extract.sources.memory import Download, FetchMemory, Remembered
from extract.sources.retries import find_next_run


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes the memory. Bytes are kept before they are remembered: what is remembered is there."""

    memory: FetchMemory
    archive: Archive
    clock: Clock

    def note_bytes(self, fresh: Remembered, known: Remembered, size: int) -> Fetched:
        """Remember bytes that came; `known` is what was known before."""
        if fresh.sha256 == known.sha256:
            self.memory.remember(fresh)
            return self.tell(fresh, "unchanged")
        line = Download(fresh.url, fresh.final_url, fresh.sha256, fresh.kind, size, fresh.fetched_at)
        self.memory.remember(fresh, line)
        return self.tell(fresh, "new")

    def note_same(self, known: Remembered, status: int) -> Fetched:
        """Remember that the bytes are still those that are known."""
        at = write_time(self.clock.now())
        fresh = replace(known, status=status, checked_at=at, code="", error="", attempts=0, next_at="")
        self.memory.remember(fresh)
        return self.tell(fresh, "unchanged")

    def note_failure(self, error: ExtractError, known: Remembered) -> Fetched:
        """Remember a failure, beside the bytes that may be known from before, and when to ask again."""
        now, wait, attempts, status = self.clock.now(), 0.0, known.attempts, None
        if not isinstance(error, FetchError) or error.counts:
            attempts += 1
            wait = find_next_run(attempts, 0.0)
        if isinstance(error, FetchError):
            wait, status = max(wait, error.wait), error.status
        failed = replace(
            known,
            status=status,
            checked_at=write_time(now),
            code=error.code,
            error=error.message,
            attempts=attempts,
            next_at=write_time(now + wait) if wait else "",
        )
        self.memory.remember(failed)
        return replace(self.tell(failed, "failed"), remedy=error.remedy)

    def tell(self, known: Remembered, state: State) -> Fetched:
        """Return what is remembered as the answer to whoever asked; a failure has no bytes."""
        told = Fetched(
            known.url, state, status=known.status, code=known.code, message=known.error, attempts=known.attempts
        )
        if state == "failed" or not known.sha256:
            return told
        path = find_path(known.url) if known.url.startswith(SCHEME) else self.archive.path(known.sha256)
        return replace(
            told, sha256=known.sha256, kind=known.kind, charset=known.charset, path=path, final_url=known.final_url
        )
