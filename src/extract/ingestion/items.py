"""What passes from step to step: documents to be read, and how each of them ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from extract.sources.candidates import Fetched
from extract.sources.local import SCHEME


class State(StrEnum):
    """How a document ended."""

    # It was extracted and stored.
    stored = "stored"
    # It is in the store as this version of the pipeline reads it.
    known = "known"
    # It could not be fetched or read; it is tried again in the next run.
    failed = "failed"
    # It failed so often that it is left alone until it or the version changes.
    set_aside = "set aside"
    # It is too early to ask for it again, or it is still being written.
    waiting = "waiting"
    # Something else was in the way (the database, the machine): no fault of the document's.
    interrupted = "interrupted"


@dataclass(frozen=True, slots=True)
class Item:
    """A document to be read: its source (URL, or file URI), the sha256 of its bytes, and where they are.

    `path` is a file; without one they are those of `version` in the store.
    """

    source: str
    sha256: str
    path: str = ""
    version: int = 0

    @property
    def name(self) -> str:
        """What messages and results call it: the last part of its source."""
        return find_name(self.source)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a document ended: where it is in the store, or why it is not.

    `version` counts from 1 within a document; `fingerprint` is that of the process that read it, in this run.
    """

    source: str
    state: State
    sha256: str = ""
    document: int = 0
    version: int = 0
    records: int = 0
    pages: int | None = None
    seconds: float = 0.0
    code: str = ""
    message: str = ""
    remedy: str = ""
    attempts: int = 0
    fingerprint: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return find_name(self.source)


def find_name(source: str) -> str:
    """Return the last part of a source: file:///in/%E9%80%9A%E5%95%86.pdf → 通商.pdf; its host where it has no path."""
    parts = urlsplit(source)
    return Path(unquote(parts.path)).name or parts.netloc or source


def describe_fetched(fetched: Fetched) -> Item | Outcome:
    """Return the document that asking for an address gave, or how that ended."""
    if fetched.path is not None and fetched.state in ("new", "unchanged"):
        return Item(fetched.url, fetched.sha256, str(fetched.path))
    state = State.waiting if fetched.state == "waiting" or fetched.code == "settling" else State.failed
    if state is State.waiting and fetched.code and fetched.url.startswith(SCHEME) and fetched.code != "settling":
        state = State.set_aside  # A file that cannot be read is not looked at again until it has changed.
    return Outcome(
        fetched.url, state, code=fetched.code, message=fetched.message, remedy=fetched.remedy, attempts=fetched.attempts
    )
