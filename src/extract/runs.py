"""A run over several briefs: what is read, kept, written and said; one bad brief never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from extract.errors import ExtractError
from extract.files import Input, find_inputs, write_file
from extract.plural import say_count

if TYPE_CHECKING:
    from extract.model import Extraction
    from extract.report import MeasureRow
    from extract.schema import BriefPart

OK, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
# The table in a file has no terminal to fit.
FILE_WIDTH = 160
Say = Callable[[str], None]
T = TypeVar("T")


def say_error(line: str) -> None:
    """Write a line to standard error."""
    typer.echo(line, err=True)


class Format(StrEnum):
    """What a run can write."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


class Lang(StrEnum):
    """Languages that can be given by hand."""

    ja = "ja"
    en = "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a brief is read: the options that go down to the pipeline."""

    date: str = ""
    lang: Lang | None = None
    password: str | None = None
    debug: bool = False


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    rows: list[MeasureRow] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    done: int = 0
    failed: int = 0


def run_briefs(files: Sequence[str], out: Path | None, wanted: Sequence[Format], reading: Reading, quiet: bool) -> int:
    """Read the briefs under the names given and write what is wanted of them; return the exit code."""
    inputs, errors = find_inputs(files)
    tally = Tally(failed=len(errors))
    with show_progress(len(inputs), quiet) as (say, step):
        for error in errors:
            tell(error, say)
        for item in inputs:
            step(item.label)
            brief = read_brief(item, reading, say)
            if brief is not None and not quiet:
                _note_date(brief, item, say)
            if brief is not None and _keep(brief, item, out, wanted, tally, say):
                tally.done += 1
            else:
                tally.failed += 1
        step("")
    if tally.done:
        _finish(out, wanted, tally, len(inputs) + len(errors), quiet)
    if tally.written and not quiet:
        say_error(f"Written to {out}: {_name_written(tally.written)}")
    if not quiet and (sys.stderr.isatty() or not tally.rows):  # an empty table must not pass for an empty brief
        failed = f", {tally.failed} failed" if tally.failed else ""
        say_error(f"{say_count(len(tally.rows), 'measure')} in {say_count(tally.done, 'brief')}{failed}")
    return SOME_FAILED if tally.failed else OK


def _note_date(brief: BriefPart, item: Input, say: Say) -> None:
    """Warn where a brief's own date was only inferred: its dates without a year were read against it."""
    if any(issue.code == "published_inferred" for issue in brief.issues):
        say(f"{item.label}: warning: the brief states no date of its own; {brief.document.published} was inferred from the dates it names")
        say("  Give the date with --date if it is another.")


def read_brief(item: Input, reading: Reading, say: Say = say_error) -> BriefPart | None:
    """Return what was found in one brief, or say what is wrong with it and return None."""

    def read() -> BriefPart:
        from extract.export import build_brief

        return build_brief(extract_input(item, reading))

    return try_brief(item, reading, read, say)


def try_brief(item: Input, reading: Reading, work: Callable[[], T], say: Say = say_error) -> T | None:
    """Return what `work` makes of one brief, or say what is wrong with it and return None."""
    silence(reading.debug)
    try:
        return work()
    except ExtractError as error:
        tell(error, say, item.name)
    except Exception as error:  # noqa: BLE001 - the document boundary: what happens in one brief is that brief's error
        if reading.debug:
            import traceback

            say(traceback.format_exc())
        what = f"{item.name}: unexpected error: {type(error).__name__}: {error}"
        tell(ExtractError(what, remedy="Please report it, with the traceback that --debug shows."), say)
    return None


def extract_input(item: Input, reading: Reading, data: bytes | None = None) -> Extraction:
    """Return everything found in one brief; `data` is its file where that was read already."""
    from extract.pipeline import extract_document

    if item.path is None and data is None:
        data = sys.stdin.buffer.read()
    return extract_document(
        item.path if data is None else None,
        data=data,
        name="" if data is None else item.label if item.path is None else item.path.name,
        password=reading.password,
        published=reading.date,
        language=reading.lang.value if reading.lang else None,
    )


def _keep(
    brief: BriefPart, item: Input, out: Path | None, wanted: Sequence[Format], tally: Tally, say: Say
) -> bool:
    """Write or remember what is wanted of one brief; say whether that went well."""
    from extract.export import dump_json
    from extract.report import build_rows

    tally.rows += build_rows(brief, item.label)
    if Format.json not in wanted and (wanted or out is None):
        return True
    text = dump_json(brief.to_json())
    if out is None:
        tally.texts.append(text)
        return True
    try:
        _write(out, f"{item.label}.json", text.encode(), tally)
    except ExtractError as error:
        tell(error, say)
        return False
    return True


def _write(out: Path, name: str, data: bytes, tally: Tally) -> None:
    write_file(out / name, data)
    tally.written.append(name)


def _name_written(names: Sequence[str]) -> str:
    """Return the files that a run wrote, those of the briefs counted where there are several."""
    briefs, tables = ([name for name in names if name.endswith(".json") == one] for one in (True, False))
    return ", ".join([*(briefs if len(briefs) < 2 else [say_count(len(briefs), "JSON file")]), *tables])


def _finish(out: Path | None, wanted: Sequence[Format], tally: Tally, named: int, quiet: bool) -> None:
    """Write what holds the measures of all briefs; quietly, no table beside the files that were asked for."""
    from extract import report

    dumps = {Format.csv: report.dump_csv, Format.xlsx: report.dump_xlsx, Format.jsonl: report.dump_jsonl}
    if not wanted and (out is None or not quiet):
        print_table(tally.rows)
    for form in wanted:
        if form is Format.json and out is None:
            write_out(_join_json(tally.texts, named).encode())
        elif form is Format.table and out is None:
            print_table(tally.rows)
        elif form is Format.table and out is not None:
            _write(out, "measures.txt", _table_text(tally.rows).encode(), tally)
        elif form in dumps:
            data = dumps[form](tally.rows)
            write_out(data) if out is None else _write(out, f"measures.{form}", data, tally)


def _join_json(texts: Sequence[str], named: int) -> str:
    """Return the object of the only brief that was named, a list for several."""
    return texts[0] if named == 1 else "[\n" + ",\n".join(t.rstrip("\n") for t in texts) + "\n]\n"


def print_table(rows: Sequence[MeasureRow]) -> None:
    """Write the table to standard output: for people in a terminal, else tab-separated for other programs."""
    from rich.console import Console

    from extract.report import build_tables, dump_tabs

    console = Console()
    if not console.is_terminal:
        write_out(dump_tabs(rows).encode("utf-8", errors="replace"))
        return
    for table in build_tables(rows, width=console.width):
        console.print(table)
    if not rows:
        typer.echo("No measures found.")


def _table_text(rows: Sequence[MeasureRow]) -> str:
    import io

    from rich.console import Console

    from extract.report import build_tables

    text = io.StringIO()
    console = Console(file=text, width=FILE_WIDTH, color_system=None, force_terminal=False)
    for table in build_tables(rows, width=FILE_WIDTH):
        console.print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


@contextmanager
def show_progress(total: int, quiet: bool) -> Iterator[tuple[Say, Callable[[str], None]]]:
    """Give (say, step): how to write a line to standard error, and what to call before each file."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield say_error, lambda label: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        advances = iter([0] + [1] * total)

        def say(line: str) -> None:
            console.print(line, markup=False, highlight=False, soft_wrap=True)

        yield say, lambda label: bar.update(task, description=label, advance=next(advances))


def tell(error: ExtractError, say: Say = say_error, name: str = "") -> None:
    """Write an error as one line that names the file, and its remedy as another."""
    message = " ".join(error.message.split())
    # The pipeline knows the file's name, the caller the path by which it was named.
    short = Path(name).name
    message = name + message.removeprefix(short) if short and message.startswith(f"{short}:") else message
    line = message if name in message else f"{name}: {message}"
    say("".join(c if c.isprintable() else "\ufffd" for c in line))
    if error.remedy:
        say(f"  {error.remedy}")


def silence(debug: bool) -> None:
    """Keep what libraries log and warn about off standard error, where each line is an error with its remedy."""
    if debug:
        return
    import logging
    import warnings

    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")


def write_out(data: bytes) -> None:
    """Write bytes to standard output, after what is already on its way."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
