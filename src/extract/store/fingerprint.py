"""What tells runs over one file apart: the pipeline's version, the user's lexicon, and what was given by hand."""

from __future__ import annotations

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
