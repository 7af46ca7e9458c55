"""Named limits with their reasons; each can be set by an environment variable EXTRACT_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from extract.errors import UsageError

PREFIX = "EXTRACT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one run. Sizes are bytes, times seconds.

    `Settings(max_pages=10)` sets one; `load_settings()` takes what the environment says on top of these values.
    """

    # Briefs are a few megabytes; white papers of ministries reach some 60 MB.
    max_file_bytes: int = 128 * 1024 * 1024
    # A text of 16 MiB is 5 million kana, fifty thick books; beyond it somebody fed a log or a dump.
    max_text_bytes: int = 16 * 1024 * 1024
    # The thickest white papers have some 700 pages.
    max_pages: int = 2000
    # A tightly set gazette page holds about 10,000 characters; generated junk holds millions.
    max_page_characters: int = 60_000
    # Reading takes some 20 ms a page; a document that needs this long is a trap or needs splitting.
    max_read_seconds: float = 120.0
    # Maps and charts have tens of thousands of lines, tables hundreds; more are not looked at for tables.
    max_page_rules: int = 4000
    # Page objects (paths, images) and path segments that are looked at on one page.
    max_page_objects: int = 100_000
    # One document in a child process, from its bytes to its records; a white paper of 700 pages takes some three minutes.
    max_document_seconds: float = 900.0
    # Documents that are read at once, each in a child process; 0: one a core.
    workers: int = 0
    # Data of one child process beyond which it is refused more; the models take a sixth of it.
    max_worker_bytes: int = 4 * 1024 * 1024 * 1024
    # Deeper element trees are not written by people; parsers recurse over them.
    max_html_depth: int = 200


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings with what `environment` (None: the process's own) says in EXTRACT_* variables.

    Raises UsageError for a value that is not a positive number. EXTRACT_MAX_PAGES=10 is accepted, "ten" is not.
    """
    given = os.environ if environment is None else environment
    values: dict[str, float] = {}
    for item in fields(Settings):
        raw = given.get(PREFIX + item.name.upper())
        if raw is not None:
            values[item.name] = _positive(PREFIX + item.name.upper(), raw, whole=item.type == "int")
    return Settings(**values)  # type: ignore[arg-type]


def _positive(name: str, raw: str, *, whole: bool) -> float:
    try:
        value = int(raw) if whole else float(raw)
    except ValueError as error:
        raise UsageError(f"{name}={raw!r} is not a number", remedy=f"Set {name} to a positive number.") from error
    if not 0 < value < float("inf"):
        raise UsageError(f"{name}={raw!r} is not a positive number", remedy=f"Set {name} to a positive number.")
    return value
