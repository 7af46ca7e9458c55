"""What passes between a pool and its children: documents to be read, what was found in them, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass

from extract.errors import ExtractError
from extract.model import Language
from extract.store.prepared import Prepared


class CrashedError(ExtractError):
    """The process that read the document died."""

    code = "crashed"
    remedy = "Open the file in a viewer and save it anew; if the machine ran out of memory, give it more or use fewer workers."


class UnexpectedError(ExtractError):
    """Something that the program does not foresee."""

    code = "unexpected"
    remedy = "Please report it, with the file if it may be shown."


class StartError(ExtractError):
    """No child could be started, which no document is to blame for."""

    code = "workers"
    remedy = "Look for what the process wrote to standard error, and at the memory that the machine has left."


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read: its bytes, and what else extract_document() may be given."""

    data: bytes
    name: str
    password: str | None = None
    published: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child says of a job. `spent`: it cannot be given another one."""

    found: Prepared | ExtractError
    spent: bool = False
