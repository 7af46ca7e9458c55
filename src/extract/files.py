"""Which files a run reads and what it calls its outputs; files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.errors import ExtractError, NotFoundError, UnsupportedError, UsageError

# What a folder is searched for; a file that is named is read whatever its ending.
ENDINGS = (".pdf", ".txt", ".md", ".html")
# What the process leaves out of the rights of files it makes: read once, because reading it sets it for a moment, for all threads.
_UMASK = os.umask(0o077)
os.umask(_UMASK)
STANDARD_INPUT = "-"


class WriteError(ExtractError):
    """An output could not be written."""

    code = "write"
    remedy = "Check that its folder exists, may be written to and has room."


@dataclass(frozen=True, slots=True)
class Input:
    """One brief to read: `path` is None for standard input, `name` is shown in messages, `label` names the outputs."""

    path: Path | None
    name: str
    label: str


def find_inputs(named: Iterable[str]) -> tuple[list[Input], list[ExtractError]]:
    """Return the briefs under the names given (files, folders, "-"), each once, and an error for each name without any.

    Folders are searched through, hidden ones apart, for the ENDINGS, in the order of their names.
    """
    found: dict[str, Input] = {}
    errors: list[ExtractError] = []
    for name in named:
        if name == STANDARD_INPUT:
            found.setdefault(STANDARD_INPUT, Input(None, "standard input", "stdin"))
            continue
        try:
            for path in _find_paths(Path(name)):
                found.setdefault(os.path.realpath(path), Input(path, str(path), path.stem))
        except NotFoundError as error:
            errors.append(error)
    return label_inputs(list(found.values())), errors


def _find_paths(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise NotFoundError(f"{path}: no such file or folder")
        return [path]
    files = []
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        files += [Path(folder, n) for n in names if n.lower().endswith(ENDINGS) and not n.startswith(".")]
    if not files:
        raise NotFoundError(
            f"{path}: no briefs in this folder", remedy=f"Folders are searched for {' '.join(ENDINGS)}; name other files."
        )
    return sorted(files)


def label_inputs(inputs: Sequence[Input]) -> list[Input]:
    """Return the inputs with labels that differ, also where file names do not tell capitals from small letters.

    The stem of the file name; the whole file name where stems collide (`a.pdf`, `a.txt`); with a number where the whole
    names collide too (`a.pdf`, `a.pdf.2`).
    """
    stems = Counter(i.label.casefold() for i in inputs)
    taken: set[str] = set()
    labelled = []
    for item in inputs:
        whole = item.path.name if item.path is not None else item.label
        label = base = whole if stems[item.label.casefold()] > 1 else item.label
        number = 1
        while label.casefold() in taken:
            number += 1
            label = f"{base}.{number}"
        taken.add(label.casefold())
        labelled.append(replace(item, label=label))
    return labelled


def read_file(path: Path, limit: int) -> bytes:
    """Return the file's bytes, at most one more than `limit`; raises NotFoundError, UnsupportedError for a folder."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise UnsupportedError(f"{path}: a folder, not a file", remedy="Name the files in it.") from error
    except OSError as error:
        remedy = "Check the path and its permissions."
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}", remedy=remedy) from error


def make_folder(folder: Path) -> None:
    """Make the folder for outputs; raises UsageError where a file stands in its place, WriteError where it cannot be made."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", remedy="Name a folder with --out.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot be made: {error.strerror}") from error


def write_file(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write the file whole or not at all: to a temporary file beside it, which then takes its name.

    `durable` waits until it is on the disk, so that it outlives a loss of power. Raises WriteError; an older file of that name
    then stands as it was.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        # mkstemp makes files for the owner alone; an output is as open as any file that the user makes.
        Path(temporary).chmod(0o666 & ~_UMASK)
        Path(temporary).replace(path)
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        Path(temporary).unlink(missing_ok=True) if temporary else None


def _sync_folder(folder: Path) -> None:
    # The new name is on the disk only when its folder is. Windows has no such call and does it by itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
