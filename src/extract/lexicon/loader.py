"""Reads the YAML files of the lexicon, and the user's own file on top of them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from extract.errors import UsageError

USER_FILE = "EXTRACT_LEXICON"


def _parse(text: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)
    return data if isinstance(data, dict) else {}


def parse_user(text: str) -> dict[str, Any]:
    """Return what a user's lexicon file says; of several YAML documents in it (---) each is laid over those before."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    merged: dict[str, Any] = {}
    for data in yaml.load_all(text, Loader=loader):
        merged = _merge(merged, data if isinstance(data, dict) else {})
    return merged


@dataclass(frozen=True, slots=True)
class _UserFile:
    """What a user's file says, and the sha256 of the bytes that say so."""

    data: dict[str, Any]
    digest: str


def _parse_user_file(path: str) -> _UserFile:
    data = _read_bytes(path)
    try:
        return _UserFile(parse_user(data.decode()), hashlib.sha256(data).hexdigest())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"lexicon file cannot be read: {path}: {error}", remedy="Mend the YAML (UTF-8).") from error


# Words are built into tables and patterns all over the program: a process stays with what it read first, whatever becomes of the file.
_read_user = cache(_parse_user_file)


def _read_bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"lexicon file cannot be opened: {path}", remedy=f"Check the variable {USER_FILE}.") from error


def _merge(base: Any, extra: Any) -> Any:
    if isinstance(base, dict) and isinstance(extra, dict):
        return {**base, **{k: _merge(base[k], v) if k in base else v for k, v in extra.items()}}
    if isinstance(base, list) and isinstance(extra, list):
        return [*base, *extra]
    return extra


@cache
def _read_shipped(name: str) -> dict[str, Any]:
    return _parse(files("extract.lexicon").joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def read_lexicon(name: str) -> dict[str, Any]:
    """Return the shipped file `name`.yaml, with the section `name` of the user's file (EXTRACT_LEXICON) laid over it.

    Mappings merge key by key, lists are appended, anything else is replaced. Raises UsageError for a
    user's file that is missing or not YAML.
    """
    shipped = _read_shipped(name)
    path = os.environ.get(USER_FILE, "")
    if not path:
        return shipped
    merged = _merge(shipped, _read_user(path).data.get(name, {}))
    return merged if isinstance(merged, dict) else shipped


def find_user_lexicon() -> Path | None:
    """Return the user's lexicon file, None where none is named."""
    path = os.environ.get(USER_FILE, "")
    return Path(path) if path else None


def check_user_lexicon() -> None:
    """Read the user's lexicon file as it is now, if one is named, so that a bad one ends the call and not each brief in turn."""
    path = os.environ.get(USER_FILE, "")
    if path:
        _parse_user_file(path)


def read_digest() -> str:
    """Return the sha256 of the user's lexicon that this process reads briefs with: as the file was at first; "" without one."""
    path = os.environ.get(USER_FILE, "")
    return _read_user(path).digest if path else ""


def find_digest() -> str:
    """Return the sha256 of the user's lexicon file as it is now, which a process that starts would read; "" without one."""
    path = os.environ.get(USER_FILE, "")
    return hashlib.sha256(_read_bytes(path)).hexdigest() if path else ""
