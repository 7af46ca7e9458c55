"""What tells runs over one file apart: the pipeline's version, the user's lexicon, and what was given by hand."""

from __future__ import annotations

import re

from extract.lexicon.loader import find_digest, read_digest
from extract.version import __version__


def make_fingerprint(date: str = "", lang: str = "") -> str:
    """Return the fingerprint of what this process reads: with the lexicon it has, whatever became of the file since."""
    return _join(read_digest(), date, lang)


def expect_fingerprint(date: str = "", lang: str = "") -> str:
    """Return the fingerprint of what a process that starts now would read: with the lexicon file as it is now."""
    return _join(find_digest(), date, lang)


def _join(digest: str, date: str, lang: str) -> str:
    parts = [__version__]
    parts += [f"lex.{digest[:8]}"] if digest else []
    parts += [f"{name}.{value}" for name, value in (("date", date), ("lang", lang)) if value]
    return "+".join(parts)


_GIVEN_DATE = re.compile(r"\+date\.([^+]*)")
_BY_HAND = re.compile(r"\+(?:date|lang)\.[^+]*")


def read_given_date(fingerprint: str) -> str:
    """Return the date that was given by hand for a run, "" where none was."""
    found = _GIVEN_DATE.search(fingerprint)
    return found[1] if found else ""


def add_given_date(fingerprint: str, date: str) -> str:
    """Return the fingerprint of a pipeline to which nothing was given, with a date that is."""
    return f"{fingerprint}+date.{date}" if date else fingerprint


def drop_given(fingerprint: str) -> str:
    """Return the pipeline's part of a fingerprint: without the date and language given by hand for one document."""
    return _BY_HAND.sub("", fingerprint)
