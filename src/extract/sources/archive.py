"""Downloads by their sha256, in a folder: written whole or not at all, never changed, the same bytes kept once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from extract.errors import DamagedError, NotFoundError
from extract.files import write_file

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of downloads. Several processes may write to it; on several machines it is a shared folder."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep bytes and return their sha256; when this returns they are on the disk."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        # A name with other bytes under it can only come from a damaged disk: such a file is written anew.
        if not path.exists() or path.stat().st_size != len(data):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, data, durable=True)
        return sha256

    def path(self, sha256: str) -> Path:
        """Return where bytes are kept; raises ValueError for what is no sha256, so that no name leads out of the folder."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Say whether bytes are kept under a sha256 ("": no)."""
        return bool(sha256) and self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Return the bytes; raises NotFoundError where they are not kept, DamagedError where they have changed."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise NotFoundError(f"{path}: not among the downloads", remedy="Fetch it again.") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedError(f"{path}: its bytes have changed", remedy="Delete the file; it is then fetched again.")
        return data
