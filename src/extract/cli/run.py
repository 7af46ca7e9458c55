"""Briefs in, measures out, without a store: `extract run`, `show` and `schema`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import (
    DateOption,
    DebugOption,
    File,
    Files,
    LangOption,
    PasswordOption,
    QuietOption,
    clean_exit,
    make_reading,
)
from extract.errors import UsageError
from extract.files import find_inputs, make_folder
from extract.runs import SOME_FAILED, Format, read_brief, run_briefs, tell, write_out

ABOUT_RUN = """Extract the measures of briefs.

Folders are searched through for .pdf .txt .md .html. The table goes to standard output unless --format says
otherwise; when that is no terminal, as tab-separated lines. json is one object for one brief, a list for several.
csv, xlsx and jsonl have one row a measure.

With --out, json writes DIR/NAME.json for each brief (NAME.pdf.json, NAME.txt.json where names collide), the others
write one file: DIR/measures.csv, .xlsx, .jsonl, .txt. --out without --format writes json and shows the table, but
not with --quiet. What was written is said on standard error.

One bad file never stops the others: its error and what to do about it go to standard error.

\b
Examples:
  extract run brief.pdf
  extract run briefs/ extra.txt --out results --format json --format xlsx
  extract run minutes.txt --date 2025-08-01 --lang ja
  curl -s URL | extract run - --format csv > measures.csv

Exit codes: 0 all briefs were read, 1 some failed, 2 the call is wrong, 130 interrupted.
"""


def run(
    files: Files,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write files to this folder.")] = None,
    formats: Annotated[list[Format] | None, typer.Option("--format", help="What to write; may be repeated.")] = None,
    date: DateOption = "",
    lang: LangOption = None,
    password: PasswordOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Extract the measures of briefs."""
    with clean_exit():
        wanted = _check_formats(formats or [], out)
        reading = make_reading(date, lang, password, debug)
        if out is not None:
            make_folder(out)
        raise typer.Exit(run_briefs(files, out, wanted, reading, quiet))


def show(
    file: File,
    date: DateOption = "",
    lang: LangOption = None,
    password: PasswordOption = None,
    debug: DebugOption = False,
) -> None:
    """Show a brief with its mentions marked, then its measures and the sentences that state them.

    In a terminal mentions are coloured by kind and a long brief is paged; elsewhere the value stands behind each
    mention in braces: 4月2日{2025-04-02}.
    """
    with clean_exit():
        reading = make_reading(date, lang, password, debug)
        inputs, errors = find_inputs([file])
        if len(inputs) > 1:
            raise UsageError(f"{file} is a folder", remedy="Name one file.")
        for error in errors:
            tell(error)
        brief = next((read_brief(item, reading) for item in inputs), None)
        if brief is None:
            raise typer.Exit(SOME_FAILED)
        from extract.show import print_brief

        print_brief(brief)


def schema() -> None:
    """Print the JSON Schema of what `extract run --format json` writes."""
    with clean_exit():
        from extract.export import dump_json
        from extract.schema import schema_json

        write_out(dump_json(schema_json()).encode())


def _check_formats(formats: Sequence[Format], out: Path | None) -> list[Format]:
    wanted = list(dict.fromkeys(formats))
    if out is None and Format.xlsx in wanted:
        raise UsageError("a workbook cannot go to standard output", remedy="Name a folder with --out.")
    if out is None and len(wanted) > 1:
        raise UsageError("several formats cannot go to standard output", remedy="Name a folder with --out.")
    return wanted
