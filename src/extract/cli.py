"""The command line: arguments, printing, progress and exit codes; everything heavy is imported when it is needed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.errors import ExtractError, UsageError
from extract.files import Input, find_inputs, make_folder, write_file
from extract.runs import INTERRUPTED, OK, SOME_FAILED, Format, Lang, Reading, read_brief, run_briefs, tell, write_out
from extract.version import __version__

if TYPE_CHECKING:
    from extract.evaluate.scores import Scores

ABOUT = """Turn trade-policy briefs (PDF, text, HTML; Japanese, English) into a table of measures.

\b
Examples:
  extract run brief.pdf                                 the table, in the terminal
  extract run briefs/ --out results --format xlsx       one workbook of a whole folder
  extract run brief.pdf --format json | jq .records     everything, for other programs
  extract show brief.pdf                                the brief with its mentions marked

Exit codes: 0 all briefs were read, 1 some failed, 2 the call is wrong, 130 interrupted.
"""
ABOUT_RUN = """Extract the measures of briefs.

Folders are searched through for .pdf .txt .md .html. The table goes to standard output unless --format says
otherwise; when that is no terminal, as tab-separated lines. json is one object for one brief, a list for several.
csv, xlsx and jsonl have one row a measure.

With --out, json writes DIR/NAME.json for each brief (NAME.pdf.json, NAME.txt.json where names collide), the others
write one file: DIR/measures.csv, .xlsx, .jsonl, .txt. --out without --format writes json and shows the table.

One bad file never stops the others: its error and what to do about it go to standard error.

\b
Examples:
  extract run brief.pdf
  extract run briefs/ extra.txt --out results --format json --format xlsx
  extract run minutes.txt --date 2025-08-01 --lang ja
  curl -s URL | extract run - --format csv > measures.csv

Exit codes: 0 all briefs were read, 1 some failed, 2 the call is wrong, 130 interrupted.
"""
ABOUT_EVALUATE = """Score extractions against gold: precision, recall and F1 with 95 % intervals over documents, a section a folder.

Records are aligned one to one with gold where their evidence overlaps, then compared slot by slot. Without --pred
the briefs are extracted first, each with the date in its gold file as the date of the brief.

\b
Examples:
  extract evaluate corpus/gold
  extract evaluate corpus/gold mine/gold --reader txt --errors
  extract evaluate mine/gold --pred outputs --reliability

Exit codes: 0 scored, 1 below the floor or unreadable, 2 the call is wrong.
"""

app = typer.Typer(
    name="extract",
    help=ABOUT,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Ending(StrEnum):
    """Which file of a brief is read for scoring."""

    pdf = "pdf"
    txt = "txt"
    html = "html"


Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, folders, or - for standard input.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")]
DateOption = Annotated[
    str, typer.Option("--date", metavar="EDTF", help="The date of the brief (2025-08-01, 2025-08 or 2025); overrides the one read.")
]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="The main language; found from the text if not given.")]
PasswordOption = Annotated[
    str | None, typer.Option("--password", envvar="EXTRACT_PASSWORD", help="Password of encrypted PDFs.")
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks and the warnings of libraries.")]


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """Say what the program is; `--version` ends it."""
    if version:
        typer.echo(f"extract {__version__}")
        raise typer.Exit(OK)


@app.command(help=ABOUT_RUN)
def run(
    files: Files,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write files to this folder.")] = None,
    formats: Annotated[list[Format] | None, typer.Option("--format", help="What to write; may be repeated.")] = None,
    date: DateOption = "",
    lang: LangOption = None,
    password: PasswordOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors are shown.")] = False,
    debug: DebugOption = False,
) -> None:
    """Extract the measures of briefs."""
    with _clean_exit():
        wanted = _check_formats(formats or [], out)
        _check_lexicon()
        reading = Reading(_check_date(date), lang, password, debug)
        if out is not None:
            make_folder(out)
        raise typer.Exit(run_briefs(files, out, wanted, reading, quiet))


@app.command()
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
    with _clean_exit():
        reading = Reading(_check_date(date), lang, password, debug)
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


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `extract run --format json` writes."""
    with _clean_exit():
        from extract.export import dump_json
        from extract.schema import schema_json

        write_out(dump_json(schema_json()).encode())


@app.command(help=ABOUT_EVALUATE)
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Folders with NAME.records.yaml and NAME.mentions.yaml.")],
    pred: Annotated[Path | None, typer.Option("--pred", metavar="DIR", help="Folder with document JSON, NAME.json, to be scored.")] = None,
    briefs: Annotated[
        Path | None,
        typer.Option("--briefs", metavar="DIR", help="Folder with the briefs; if not given, in, above or beside each GOLD."),
    ] = None,
    reader: Annotated[Ending, typer.Option("--reader", help="Which file of a brief to take where there are several.")] = Ending.pdf,
    errors: Annotated[bool, typer.Option("--errors", help="List everything missed, spurious or wrong.")] = False,
    reliability: Annotated[bool, typer.Option("--reliability", help="Show how many records are right by confidence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the scores as JSON.")] = False,
    floor: Annotated[Path | None, typer.Option("--floor", metavar="FILE", help="Exit 1 where an F1 is below this file's.")] = None,
    update_floor: Annotated[bool, typer.Option("--update-floor", help="Write the scores to the floor file instead.")] = False,
    debug: DebugOption = False,
) -> None:
    """Score extractions against gold."""
    with _clean_exit():
        from extract.evaluate import reliability as diagram
        from extract.evaluate import scores

        _check_scoring(gold, pred, briefs, floor, update_floor)
        sets = {str(folder): _score(folder, pred, briefs, reader, Reading(debug=debug)) for folder in gold}
        found = sets[str(gold[0])]
        if errors:
            typer.echo("".join(scores.format_misses(s.misses) for s in sets.values()), nl=False)
        typer.echo(scores.dump_scores(sets) if as_json else scores.format_scores(sets), nl=False)
        if reliability:
            typer.echo("\n" + diagram.format_reliability([j for s in sets.values() for j in s.judged]), nl=False, err=as_json)
        if floor is not None and update_floor:
            write_file(floor, scores.dump_floor(found).encode())
        elif floor is not None and (below := scores.find_below(found, scores.read_floor(floor))):
            for line in below:
                typer.echo(line, err=True)
            raise typer.Exit(SOME_FAILED)


def _check_scoring(gold: Sequence[Path], pred: Path | None, briefs: Path | None, floor: Path | None, update: bool) -> None:
    if pred is not None and briefs is not None:
        raise UsageError("--pred and --briefs exclude each other", remedy="Give at most one of them.")
    if update and floor is None:
        raise UsageError("no floor file to update", remedy="Name it with --floor.")
    if floor is not None and len(gold) > 1:
        raise UsageError("a floor belongs to one folder of gold", remedy="Name one GOLD.")


def _score(folder: Path, pred: Path | None, briefs: Path | None, reader: Ending, reading: Reading) -> Scores:
    from extract.evaluate.gold import Gold, Predicted, parse_predicted, read_gold
    from extract.evaluate.scores import score_documents, score_folder
    from extract.evaluate.sets import find_brief

    golds = read_gold([folder])
    if pred is not None:
        return score_folder(golds, pred)
    endings = list(dict.fromkeys([reader, *Ending]))
    paths = {gold.name: find_brief(folder, gold.name, endings, briefs) for gold in golds}
    if not any(paths.values()):
        raise UsageError(f"no brief for the gold in {folder}", remedy="Name their folder with --briefs.")

    def predict(gold: Gold) -> Predicted | None:
        path = paths[gold.name]
        if path is None:
            return None
        brief = read_brief(Input(path, str(path), gold.name), replace(reading, date=gold.published))
        return parse_predicted(brief.to_json()) if brief is not None else None

    return score_documents(golds, predict)


def _check_lexicon() -> None:
    """End the call where the user's lexicon file is bad; read here because `extract --help` needs no YAML."""
    from extract.lexicon.loader import check_user_lexicon

    check_user_lexicon()


def _check_formats(formats: Sequence[Format], out: Path | None) -> list[Format]:
    wanted = list(dict.fromkeys(formats))
    if out is None and Format.xlsx in wanted:
        raise UsageError("a workbook cannot go to standard output", remedy="Name a folder with --out.")
    if out is None and len(wanted) > 1:
        raise UsageError("several formats cannot go to standard output", remedy="Name a folder with --out.")
    return wanted


def _check_date(text: str) -> str:
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
def _clean_exit() -> Iterator[None]:
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


def main() -> None:
    """Run the command line; what a terminal's encoding cannot show becomes a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
