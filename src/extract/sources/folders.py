"""Files in a folder → candidates."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.errors import NotFoundError
from extract.files import ENDINGS
from extract.sources.addresses import LONGEST_URL
from extract.sources.candidates import Candidate, Discovery, Problem
from extract.sources.local import find_url

# What programs call files that they are still writing.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp")


def find_files(folder: Path, globs: Sequence[str] | None, origin: str) -> Discovery:
    """Return the files in a folder and below it, in the order of their paths, hidden and unfinished ones apart.

    `globs` are tried on the path below the folder, capitals and small letters alike: * is anything but /, **/ any folders,
    ? one character; without them the endings of briefs count. Links to files are followed, links to folders are not.
    A file whose address is longer than any database indexes becomes a problem. Raises NotFoundError where there is no such folder.
    """
    found: dict[str, Candidate] = {}
    problems = []
    for path in walk_files(folder, globs):
        url = find_url(path)
        if len(url) > LONGEST_URL:
            problems.append(Problem(origin, str(folder), "long_name", f"{path}: the name is too long", "Shorten it."))
        else:
            found.setdefault(url, Candidate(url, origin, str(folder)))
    return Discovery(tuple(found.values()), tuple(problems))


def walk_files(folder: Path, globs: Sequence[str] | None) -> Iterator[Path]:
    """Yield the files of `find_files` as paths; raises NotFoundError where there is no such folder."""
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: no such folder", remedy="Correct its name, or make it.")
    patterns = [re.compile(_translate(glob), re.IGNORECASE) for glob in globs or ()]
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if any(p.fullmatch(name) for p in patterns) if patterns else name.lower().endswith(ENDINGS):
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith((".", "~$")) and not name.lower().endswith(_UNFINISHED) and path.is_file():
                yield path


def _translate(glob: str) -> str:
    r"""Return a glob as a regular expression: "**/*.pdf" → "(?:.*/)?[^/]*\.pdf"."""
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    return "".join(signs.get(piece, re.escape(piece)) for piece in pieces)
