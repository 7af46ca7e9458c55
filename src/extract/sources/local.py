"""Files of this machine, or of a shared folder, by their file: address; they are read where they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from extract.errors import NotFoundError
from extract.sources.errors import ContentError, SettlingError, TooLargeError

SCHEME = "file:"


def find_url(path: Path) -> str:
    """Return the file: address of a path, through all links: one file has one address."""
    return Path(os.path.realpath(path)).as_uri()


def find_path(url: str) -> Path:
    """Return the path that a file: address stands for."""
    return Path(url2pathname(urlsplit(url).path))


def read_stamp(path: Path) -> tuple[str, int, float]:
    """Return what changes when a file does (size and times, as one string), its size, and when it was last written.

    Raises NotFoundError where there is no file, ContentError for what is none (a folder, a pipe).
    """
    try:
        found = path.stat()
    except OSError as error:
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(found.st_mode):
        raise ContentError(f"{path}: not a file", remedy="Name files, or the folder they are in.")
    # A copy that sets an old time of writing still changes the other time, that of the last change of data or name.
    written = max(found.st_mtime, found.st_ctime) if os.name == "posix" else found.st_mtime
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}", found.st_size, written


def read_settled(path: Path, limit: int, settle: float, now: float) -> bytes:
    """Return the bytes of a file that nobody has written to for `settle` seconds and that does not change while it is read.

    Raises SettlingError for one that is still being written, TooLargeError, NotFoundError, ContentError.
    """
    before, size, written = read_stamp(path)
    if size > limit:
        raise TooLargeError(f"{path}: {size} bytes, more than the {limit} allowed")
    # A time in the near future is that of a server whose clock is a little ahead.
    if abs(now - written) < settle:
        raise SettlingError(f"{path}: written to within the last {settle:g} seconds")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}", remedy="Check its permissions.") from error
    if read_stamp(path)[0] != before or len(data) != size:
        raise SettlingError(f"{path}: changed while it was read")
    return data
