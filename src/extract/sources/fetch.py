"""Addresses → bytes that are there to be read: asked for where that is due, kept, remembered however it ends."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from extract.content import find_kind
from extract.errors import EmptyInputError, ExtractError, UnsupportedError
from extract.settings import load_settings
from extract.sources.addresses import Resolve, read_url, resolve_host
from extract.sources.archive import Archive
from extract.sources.candidates import Fetched
from extract.sources.client import Answer, Client
from extract.sources.clock import Clock, SystemClock, write_time
from extract.sources.config import Rules
from extract.sources.errors import ContentError, SettlingError
from extract.sources.ledger import Ledger
from extract.sources.local import SCHEME, find_path, read_settled, read_stamp
from extract.sources.memory import FetchMemory, Remembered
from extract.sources.turns import Turns

_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# A validator is sent back as it came; what no header can hold is not kept.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")

# Names the kind of bytes, or raises UnsupportedError or EmptyInputError.
Sniff = Callable[[bytes, str], str]


class Fetcher:
    """Fetches addresses and reads files; threads may share it, and nothing that an address or a server does raises."""

    def __init__(
        self,
        rules: Rules,
        memory: FetchMemory,
        archive: Archive,
        *,
        clock: Clock | None = None,
        resolve: Resolve = resolve_host,
    ) -> None:
        self.rules, self.memory, self.archive = rules, memory, archive
        self.clock: Clock = clock or SystemClock()
        self._ledger = Ledger(memory, archive, self.clock)
        self._client = Client(rules, Turns(memory, self.clock, rules.max_wait), self.clock, resolve)
        self._limit = rules.max_bytes or load_settings().max_file_bytes

    def fetch(
        self, url: str, sniff: Sniff = find_kind, *, limit: int | None = None, recheck: float | None = None
    ) -> Fetched:
        """Ask for an address unless it is too early to; a file: address is read in place if the file has changed.

        `limit` is the most bytes (None: fetch.max_bytes), `recheck` for how many seconds an answer holds (None: fetch.recheck).
        """
        known = self.memory.recall(url) or Remembered(url)
        most = min(limit or self._limit, self._limit)
        if url.startswith(SCHEME):
            return self._fetch_file(known, sniff, most)
        now = self.clock.now()
        if known.next_at > write_time(now):
            return self._ledger.tell(known, "waiting")
        hold = self.rules.recheck if recheck is None else recheck
        if not known.code and known.checked_at > write_time(now - hold) and self.archive.holds(known.sha256):
            return self._ledger.tell(known, "unchanged")
        try:
            answer = self._client.get(read_url(url), most, lambda target: self._validators(known, target))
            return self._keep(answer, known, sniff)
        except ExtractError as error:
            return self._ledger.note_failure(error, known)

    def _validators(self, known: Remembered, target: str) -> Mapping[str, str]:
        """Return what asks whether the bytes still hold: only for the address that gave them, only while they are there."""
        if known.final_url != target or not self.archive.holds(known.sha256):
            return {}
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in pairs.items() if value}

    def _keep(self, answer: Answer, known: Remembered, sniff: Sniff) -> Fetched:
        if answer.status == 304:
            return self._ledger.note_same(known, 304)
        kind = _find_kind(sniff, answer.body, answer.url, answer.status)
        sha256 = self.archive.put(answer.body)
        at = write_time(self.clock.now())
        fresh = Remembered(
            known.url,
            sha256,
            kind,
            charset=_read_charset(answer.headers.get("content-type", "")),
            etag=_clean(answer.headers.get("etag", "")),
            last_modified=_clean(answer.headers.get("last-modified", "")),
            final_url=answer.url,
            fetched_at=at,
            status=answer.status,
            checked_at=at,
        )
        return self._ledger.note_bytes(fresh, known, len(answer.body))

    def _fetch_file(self, known: Remembered, sniff: Sniff, limit: int) -> Fetched:
        """Read a file unless it is as it was: also one that failed is not read again until it has changed."""
        path, now = find_path(known.url), self.clock.now()
        try:
            stamp = read_stamp(path)[0]
        except ExtractError as error:
            return self._ledger.note_failure(error, replace(known, etag="", next_at=""))
        if stamp == known.etag:
            return self._ledger.tell(known, "waiting" if known.code else "unchanged")
        try:
            data = read_settled(path, limit, self.rules.settle, now)
            kind = _find_kind(sniff, data, str(path), None)
        except SettlingError as error:
            return Fetched(known.url, "failed", code=error.code, message=error.message, remedy=error.remedy)
        except ExtractError as error:
            return self._ledger.note_failure(error, replace(known, etag=stamp, attempts=0))
        at, sha256 = write_time(now), hashlib.sha256(data).hexdigest()
        fresh = Remembered(known.url, sha256, kind, etag=stamp, final_url=known.url, fetched_at=at, checked_at=at)
        return self._ledger.note_bytes(fresh, known, len(data))


def _find_kind(sniff: Sniff, data: bytes, name: str, status: int | None) -> str:
    try:
        return sniff(data, name)
    except (UnsupportedError, EmptyInputError) as error:
        raise ContentError(error.message, status=status) from error


def _read_charset(content_type: str) -> str:
    """Return the charset of a Content-Type header: 'text/html; charset="EUC-JP"' → "EUC-JP"; "" where it names none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _clean(validator: str) -> str:
    return validator if _VALIDATOR.fullmatch(validator) else ""
