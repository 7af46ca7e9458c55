"""Writes accepted proposals into the user's lexicon file, behind what is there, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import yaml

from extract.errors import UsageError
from extract.files import write_file
from extract.learning.proposals import Proposal
from extract.lexicon.loader import USER_FILE, find_user_lexicon, parse_user


def choose_file(named: Path | None) -> Path | None:
    """Return the user's lexicon file: the one that is named, else that of EXTRACT_LEXICON; None without either."""
    return named if named is not None else find_user_lexicon()


def use_file(path: Path | None) -> None:
    """Let the lexicon be read with this file, if it is there: what it holds is not proposed again."""
    if path is not None and path.exists():
        os.environ[USER_FILE] = str(path)


def add_proposals(path: Path, proposals: Sequence[Proposal]) -> None:
    """Write proposals behind what the file holds, which stays as it is with its comments; the file is made if there is none.

    Each is a YAML document of its own, under a comment that names its corrections. Raises UsageError for a file that is no
    lexicon, WriteError where it cannot be written; it then stands as it was.
    """
    path = Path(os.path.realpath(path))
    text = extend_text(_read(path), proposals)
    try:
        parse_user(text)
    except yaml.YAMLError as error:
        raise UsageError(f"lexicon file cannot be read: {path}: {error}", remedy="Mend the YAML (UTF-8).") from error
    write_file(path, text.encode())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"lexicon file cannot be read: {path}: {error}", remedy="Check that it is a text file (UTF-8).") from error


def extend_text(text: str, proposals: Sequence[Proposal]) -> str:
    """Return a lexicon file's text with the proposals behind it."""
    parts = [text if not text or text.endswith("\n") else text + "\n"]
    for proposal in proposals:
        body = yaml.safe_dump(proposal.entry, allow_unicode=True, sort_keys=False, width=10_000)
        parts.append("---\n" + "".join(f"# {line}\n" for line in _describe(proposal)) + body)
    return "".join(parts)


def _describe(proposal: Proposal) -> list[str]:
    """Return the comment over an entry: what it is, and the corrections behind it."""
    lines = [f"extract learn: {proposal.kind} {proposal.word} ({proposal.means})"]
    lines += [f"  {s.document}/{s.record} in {s.name}: event {s.event} by {s.by}, {s.at}" for s in proposal.support]
    return ["".join(c if c.isprintable() else " " for c in line) for line in lines]
