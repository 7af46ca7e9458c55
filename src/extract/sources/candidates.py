"""What passes from discovery to fetching and on: candidates, problems, files that are there to be read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from extract.errors import DamagedError, NotFoundError

State = Literal["new", "unchanged", "waiting", "failed"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A brief that was found: its address (http, https or file), in which source and where there, what the feed says of it.

    `published` is the day as the feed writes it, ISO 8601; "" where it says nothing.
    """

    url: str
    origin: str
    place: str
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be used, which did not stop the rest."""

    origin: str
    place: str
    code: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found in the sources; each address once, in the order of sources.yaml."""

    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """How asking for an address ended.

    `new`: bytes that were not known from there; `unchanged`: the bytes of last time; `waiting`: not asked, it failed often enough
    or the server wants to be left alone; `failed`: see `code`, `message`, `remedy`. The first two have a `sha256`, a `kind` and a
    `path` to read from (check the sha256: a file in a folder may change in between); `waiting` has them where bytes are known.
    """

    url: str
    state: State
    sha256: str = ""
    kind: str = ""
    charset: str = ""
    path: Path | None = None
    final_url: str = ""
    status: int | None = None
    code: str = ""
    message: str = ""
    remedy: str = ""
    attempts: int = 0


def read_fetched(fetched: Fetched) -> bytes:
    """Return the bytes that were fetched.

    Raises NotFoundError where they are not there any more, DamagedError where they are others: a file was changed meanwhile.
    """
    if fetched.path is None:
        raise NotFoundError(f"{fetched.url}: nothing was fetched", remedy="")
    try:
        data = fetched.path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"{fetched.path}: cannot be read: {error.strerror}", remedy="Fetch it again.") from error
    if hashlib.sha256(data).hexdigest() != fetched.sha256:
        raise DamagedError(f"{fetched.path}: changed since it was fetched", remedy="Fetch it again.")
    return data


def find_name(url: str) -> str:
    """Return what to call the brief at an address: the last part of its path, readable; it is shown and never a path.

    "https://a.jp/x/%E6%96%87.pdf?y" → "文.pdf"; "https://a.jp/" → "a.jp".
    """
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2], errors="replace") or parts.hostname or ""
    return re.sub(r"[/\\\x00]", "_", "".join(c if c.isprintable() else "_" for c in last))[-100:].lstrip(".") or "brief"
