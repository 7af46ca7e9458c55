"""The command line: arguments, printing, progress and exit codes; everything heavy is imported when it is needed."""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from extract.cli.evaluate import ABOUT_EVALUATE, evaluate
from extract.cli.learn import ABOUT_LEARN, learn
from extract.cli.review import review_app
from extract.cli.run import ABOUT_RUN, run, schema, show
from extract.cli.sources import ABOUT_SOURCES, sources
from extract.cli.store import ABOUT_HISTORY, ABOUT_STORE, history, list_stored, store
from extract.cli.watch import ABOUT_WATCH, watch
from extract.cli.workbook import ABOUT_EXPORT, ABOUT_IMPORT, export_records, import_records
from extract.runs import OK
from extract.version import __version__

ABOUT = """Turn trade-policy briefs (PDF, text, HTML; Japanese, English) into a table of measures.

\b
Examples:
  extract run brief.pdf                                 the table, in the terminal
  extract run briefs/ --out results --format xlsx       one workbook of a whole folder
  extract run brief.pdf --format json | jq .records     everything, for other programs
  extract show brief.pdf                                the brief with its mentions marked
  extract store briefs/                                 keep them, to be reviewed and corrected
  extract watch inbox                                   keep whatever comes

Exit codes: 0 all briefs were read, 1 some failed, 2 the call is wrong, 130 interrupted.
"""


class Commands(TyperGroup):
    """The commands, whose complaints of a wrong value are put for people."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run a command; what pydantic puts before the reason of a bad value is left out."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="extract",
    cls=Commands,
    help=ABOUT,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """Say what the program is; `--version` ends it."""
    if version:
        typer.echo(f"extract {__version__}")
        raise typer.Exit(OK)


app.command(help=ABOUT_RUN)(run)
app.command()(show)
app.command()(schema)
app.command(help=ABOUT_STORE)(store)
app.command(name="list")(list_stored)
app.command(help=ABOUT_HISTORY)(history)
app.command(help=ABOUT_WATCH)(watch)
app.command(help=ABOUT_SOURCES)(sources)
app.command(help=ABOUT_EVALUATE)(evaluate)
app.command(help=ABOUT_LEARN)(learn)
review_app.command("export", help=ABOUT_EXPORT)(export_records)
review_app.command("import", help=ABOUT_IMPORT)(import_records)
app.add_typer(review_app, name="review")


def main() -> None:
    """Run the command line; what a terminal's encoding cannot show becomes a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    app()
