"""The store from the command line: `extract store`, `list` and `history`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from extract.cli.common import (
    DatabaseOption,
    DateOption,
    DebugOption,
    Files,
    LangOption,
    PasswordOption,
    QuietOption,
    clean_exit,
    make_reading,
)
from extract.runs import write_out

ABOUT_STORE = """Extract briefs and store them, for review and search.

The store is SQLite in outputs/records.db, or what --database or EXTRACT_DATABASE_URL names (sqlite:///PATH,
postgresql://USER@HOST/NAME). A file that this version has stored already is passed over. A changed file becomes a new
version of its document, a newer program extracts anew; corrections carry over to both. A date given with --date stays with
its document until another is given.

\b
Examples:
  extract store briefs/
  extract store minutes.txt --date 2025-08-01
  extract store briefs/ --database postgresql://analyst@localhost/briefs

Exit codes: 0 all briefs are stored, 1 some failed, 2 the call is wrong, 130 interrupted.
"""
ABOUT_HISTORY = """Show who changed what: of a record (12/m-96f23b09, or its key alone), or of a document (12).

The newest comes first. `extract list` shows the numbers of documents.

\b
Examples:
  extract history 12
  extract history 12/m-96f23b09
  extract history 12 --by sato
"""


class Listing(StrEnum):
    """How a list can be written."""

    table = "table"
    json = "json"
    csv = "csv"


FormatOption = Annotated[Listing, typer.Option("--format", help="How to write it.")]


def store(
    files: Files,
    database: DatabaseOption = "",
    date: DateOption = "",
    lang: LangOption = None,
    password: PasswordOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Extract briefs and store them."""
    with clean_exit():
        reading = make_reading(date, lang, password, debug)
        from extract.filing import file_briefs
        from extract.store.engine import open_store

        with open_store(database or None) as opened:
            code = file_briefs(opened, files, reading, quiet)
        raise typer.Exit(code)


def list_stored(database: DatabaseOption = "", form: FormatOption = Listing.table) -> None:
    """List the stored documents with their versions, records and the state of their review."""
    with clean_exit():
        from extract.store.documents import list_documents
        from extract.store.engine import open_store
        from extract.store.listing import document_table

        with open_store(database or None, make=False) as opened:
            write_listing(document_table(list_documents(opened)), form, "Nothing is stored yet; store briefs with: extract store FILE")


def history(
    what: Annotated[str, typer.Argument(metavar="RECORD|DOCUMENT", help="12/m-96f23b09, a key, or a document's number.")],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this reviewer did.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 100,
    database: DatabaseOption = "",
    form: FormatOption = Listing.table,
) -> None:
    """Show who changed what, the newest first."""
    with clean_exit():
        from extract.store.corrections import find_record, read_history
        from extract.store.engine import open_store
        from extract.store.listing import event_table

        with open_store(database or None, make=False) as opened:
            document, key = find_record(opened, what)
            write_listing(event_table(read_history(opened, document, key, by, limit=limit)), form, "Nobody has changed anything yet.")


def write_listing(rows: Sequence[dict[str, object]], form: Listing, nothing: str) -> None:
    """Write rows to standard output; where there are none say so to people, and write none to other programs."""
    from extract.store.listing import dump_listing

    if form is Listing.table and not rows:
        typer.echo(nothing, err=True)
    elif form is Listing.table and sys.stdout.isatty():
        _print_table(rows)
    else:
        text = dump_listing(rows, form.value)
        write_out(text.encode("utf-8-sig" if form is Listing.csv else "utf-8", errors="replace"))


def _print_table(rows: Sequence[dict[str, object]]) -> None:
    """Write rows to the terminal, without the columns that are empty throughout."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from extract.report import clean_cell

    table = Table(box=None, pad_edge=False)
    columns = [name for name in rows[0] if any(row[name] not in ("", None) for row in rows)]
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean_cell(row[name])) for name in columns))
    Console().print(table)
