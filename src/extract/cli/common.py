"""What the commands share: options, checks of what was given, and how a command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from extract.errors import ExtractError, UsageError
from extract.runs import INTERRUPTED, OK, Lang, Reading, tell

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, folders, or - for standard input.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")]
DateOption = Annotated[
    str, typer.Option("--date", metavar="EDTF", help="The date of the brief (2025-08-01, 2025-08 or 2025); overrides the one read.")
]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="The main language; found from the text if not given.")]
PasswordOption = Annotated[
    str | None, typer.Option("--password", envvar="EXTRACT_PASSWORD", help="Password of encrypted PDFs.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing of what went well; errors are shown.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks and the warnings of libraries.")]
DatabaseOption = Annotated[
    str,
    typer.Option("--database", metavar="URL", help="The store, if not EXTRACT_DATABASE_URL or outputs/records.db."),
]


def make_reading(date: str, lang: Lang | None, password: str | None, debug: bool) -> Reading:
    """Return how briefs are to be read; raises UsageError for a date or a lexicon file that cannot be."""
    check_lexicon()
    return Reading(check_date(date), lang, password, debug)


def check_lexicon() -> None:
    """End the call where the user's lexicon file is bad; read here because `extract --help` needs no YAML."""
    from extract.lexicon.loader import check_user_lexicon

    check_user_lexicon()


def check_date(text: str) -> str:
    """Return the date as given; raises UsageError unless it is a year, a month or a day of the calendar."""
    parts = text.split("-")
    padded = "-".join([*parts, "01", "01"][:3])
    try:
        if text:
            date.fromisoformat(padded)
            if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]):
                raise ValueError(text)
    except ValueError as error:
        raise UsageError(f"--date {text} is not a date", remedy="Give it as 2025-08-01, 2025-08 or 2025.") from error
    return text


@contextmanager
def clean_exit() -> Iterator[None]:
    """End a command without a traceback: a typed error by its code, an interrupt by 130, a closed pipe without a word."""
    try:
        yield
    except ExtractError as error:
        tell(error)
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        typer.echo("Interrupted.", err=True)
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        # The reader has gone (extract … | head); what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(OK) from error
