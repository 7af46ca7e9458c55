"""A folder, watched: `extract watch`."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import (
    DatabaseOption,
    DateOption,
    DebugOption,
    LangOption,
    PasswordOption,
    QuietOption,
    clean_exit,
    make_reading,
)
from extract.errors import NotFoundError
from extract.runs import OK, SOME_FAILED, say_error

ABOUT_WATCH = """Watch a folder: extract and store each brief that comes or changes, until interrupted (Ctrl-C).

A file is taken when it has not changed for --settle seconds, so that none is read half-copied. The same bytes are stored once,
under whatever name they come again. A brief that fails is told with its reason and left alone until it, or the program, changes.

\b
Examples:
  extract watch ~/briefs
  extract watch inbox --glob '**/*.pdf' --database postgresql://analyst@localhost/briefs
  extract watch inbox --once                            what is there now, then end

Exit codes: 0 ended by Ctrl-C or --once, 1 some failed (--once), 2 the call is wrong.
"""


def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; the folders in it are watched too.")],
    glob: Annotated[
        list[str] | None,
        typer.Option(
            "--glob",
            metavar="PATTERN",
            help="Which files, by their path below FOLDER; if not given .pdf .txt .md .html.",
        ),
    ] = None,
    settle: Annotated[
        float,
        typer.Option("--settle", min=0, max=3600, metavar="SECONDS", help="How long a file must not have changed."),
    ] = 5.0,
    every: Annotated[
        float, typer.Option("--every", min=0.1, max=3600, metavar="SECONDS", help="How often to look.")
    ] = 2.0,
    once: Annotated[bool, typer.Option("--once", help="End when all that is there now is done with.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before.")] = False,
    database: DatabaseOption = "",
    date: DateOption = "",
    lang: LangOption = None,
    password: PasswordOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Watch a folder: extract and store each brief that comes or changes."""
    with clean_exit():
        if not folder.is_dir():
            raise NotFoundError(f"{folder}: no such folder", remedy="Correct its name, or make it.")
        reading = make_reading(date, lang, password, debug)
        from extract.store.engine import open_store
        from extract.watch import Watch, Watching, read_in
        from extract.workers.pool import Pool

        how = Watching(settle, every, glob or None, once, retry, reading)
        with open_store(database or None) as opened, Pool(1) as pool:
            watching = Watch(opened, folder, how, tell_done=(lambda line: None) if quiet else typer.echo, read=read_in(pool))
            _run(watching.run)
        if not quiet:
            failed = f", {watching.failed} failed" if watching.failed else ""
            say_error(f"{watching.stored} stored{failed}")
        raise typer.Exit(SOME_FAILED if once and watching.failed else OK)


def _run(watch_on: Callable[[], None]) -> None:
    """Watch until Ctrl-C, or until the system asks the program to end: what is being extracted is then not stored."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            watch_on()
    finally:
        signal.signal(signal.SIGTERM, before)
