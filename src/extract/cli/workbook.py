"""`extract review export` and `extract review import`: correcting records in a spreadsheet."""

from __future__ import annotations

import getpass
import os
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import DatabaseOption, clean_exit
from extract.errors import NotFoundError, UsageError
from extract.files import write_file
from extract.plural import say_count
from extract.runs import SOME_FAILED, Lang, say_error

if TYPE_CHECKING:
    from extract.corrections.events import Event
    from extract.workbook.apply import Outcome
    from extract.workbook.plan import Plan, Step

ABOUT_EXPORT = """Write records into a workbook for correction in Excel or LibreOffice.

One row a record; drop-down lists, examples beside each cell, and a sheet that explains it. Correct the white cells, save,
and take the file in with `extract review import`.

\b
Examples:
  extract review export check.xlsx
  extract review export check.xlsx --document 12 --state open
  extract review export tariffs.xlsx --type tariff --search 米国

Exit codes: 0 written, 1 the store or the file cannot be used, 2 the call is wrong.
"""
ABOUT_IMPORT = """Take corrections in from a workbook that `extract review export` wrote.

Shows what will change and asks before it writes. Cells that are not understood, and changes that somebody else was quicker
with, are listed with who and when; the others are written. Rows that were removed delete nothing: set State to Deleted.

\b
Examples:
  extract review import check.xlsx
  extract review import check.xlsx --yes --user Sato

Exit codes: 0 all is written, 1 something was left, 2 the call is wrong.
"""

FileArgument = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook.")]


def export_records(
    file: FileArgument,
    documents: Annotated[list[int] | None, typer.Option("--document", metavar="N", help="Only this document; may be repeated.")] = None,
    states: Annotated[list[str] | None, typer.Option("--state", help="open, accepted, deleted or recheck; may be repeated. Open and accepted if not given.")] = None,
    types: Annotated[list[str] | None, typer.Option("--type", help="Only this type of measure; may be repeated.")] = None,
    jurisdictions: Annotated[list[str] | None, typer.Option("--jurisdiction", help="Only measures by or on this jurisdiction; may be repeated.")] = None,
    entity: Annotated[str, typer.Option("--entity", help="Only measures that name this company, person or agency.")] = "",
    date_from: Annotated[str, typer.Option("--from", metavar="DAY", help="Only measures with a date from this day on (2025-08-01).")] = "",
    date_to: Annotated[str, typer.Option("--to", metavar="DAY", help="Only measures with a date up to this day.")] = "",
    search: Annotated[str, typer.Option("--search", metavar="WORDS", help="Only measures with all these words.")] = "",
    issues: Annotated[bool, typer.Option("--issues", help="Only doubtful ones.")] = False,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language of headings and names; that of the terminal if not given.")] = None,
    database: DatabaseOption = "",
) -> None:
    """Write records into a workbook for correction."""
    with clean_exit():
        from extract.store.documents import list_documents
        from extract.store.engine import open_store
        from extract.store.queue import Filter, find_records
        from extract.typed import read_typed
        from extract.workbook.export import Exported, build_workbook

        if file.suffix.lower() != ".xlsx":
            raise UsageError(f"{file} does not end with .xlsx", remedy="Name a workbook, for example check.xlsx.")
        wanted = Filter(
            types=tuple(str(f.value) for text in types or () for f in read_typed("measure_type", text)),
            jurisdictions=tuple(str(f.value) for text in jurisdictions or () for f in read_typed("imposing", text)),
            entity=entity,
            date_from=date_from,
            date_to=date_to,
            states=_check_states(states or ["open", "accepted"]),
            search=search,
            issues_only=issues,
            sort="document",
        )
        with open_store(database or None, make=False) as store:
            rows = {row.id: row for row in list_documents(store)}
            _check_documents(documents or [], rows)
            found = find_records(store, wanted, limit=1_000_000).rows
            records = [Exported(rows[r.document], r.view) for r in found if not documents or r.document in documents]
            write_file(file, build_workbook(records, (lang or _guess_language()).value))
        say_error(f"{say_count(len(records), 'record')} written to {file}")


def _check_states(states: list[str]) -> tuple[str, ...]:
    unknown = [s for s in states if s not in ("open", "accepted", "deleted", "recheck")]
    if unknown:
        raise UsageError(f"--state {unknown[0]} is no state", remedy="Give open, accepted, deleted or recheck.")
    return tuple(states)


def _check_documents(wanted: list[int], known: Container[int]) -> None:
    for number in wanted:
        if number not in known:
            raise NotFoundError(f"no document {number} in the store", remedy="List what is stored with: extract list")


def _guess_language() -> Lang:
    spoken = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return Lang.ja if spoken.startswith("ja") else Lang.en


def import_records(
    file: FileArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    user: Annotated[str, typer.Option("--user", metavar="NAME", help="Who corrects; the login name if not given.")] = "",
    keep_mine: Annotated[bool, typer.Option("--keep-mine", help="Write also what somebody else has changed since the export.")] = False,
    database: DatabaseOption = "",
) -> None:
    """Take corrections in from a workbook."""
    with clean_exit():
        from extract.store.engine import open_store
        from extract.workbook.apply import apply_plan
        from extract.workbook.plan import make_plan
        from extract.workbook.sheets import read_sheet

        sheet = read_sheet(_read_bytes(file), file.name)
        with open_store(database or None, make=False) as store:
            plan = make_plan(store, sheet, user or getpass.getuser())
            tell = _Telling(plan.language)
            _show_plan(plan, keep_mine, tell)
            todo = [step for step in plan.steps if keep_mine or step.conflict is None]
            left = bool(plan.problems) or len(todo) < len(plan.steps)
            if not todo:
                typer.echo(tell("nothing"))
                raise typer.Exit(SOME_FAILED if left else 0)
            if not yes and not typer.confirm(tell("ask", n=len(todo))):
                typer.echo(tell("stopped"))
                raise typer.Exit(SOME_FAILED)
            outcome = apply_plan(store, plan, keep_mine)
        _show_outcome(outcome, plan, tell)
        raise typer.Exit(SOME_FAILED if left or outcome.refused or outcome.conflicts else 0)


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotFoundError(f"{file}: {error.strerror}") from error


class _Telling:
    """What is told of a workbook, in its language; the columns by what stands over them."""

    def __init__(self, language: str) -> None:
        from extract.workbook.columns import make_columns

        self._language = language
        self._headings = {column.key: column.heading(language) for column in make_columns()}

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        from extract.labels import say

        return say("import", key, self._language, **values)

    def step(self, key: str, step: Step) -> str:
        """Return the words of a key with what a step would change."""
        column = self("record") if step.draft.kind == "add" else self._headings[step.column]
        now, new = (_plain(text) or self("empty") for text in (step.now, step.new))
        return self(key, row=step.row, name=step.name, column=column, now=now, new=new)

    def problem(self, row: int, column: str, message: str) -> str:
        """Return a line on what cannot be taken in, or was not written."""
        return self("problem", row=row, column=self._headings.get(column, ""), message=_plain(message))

    def event(self, event: Event) -> str:
        """Return a line on what somebody did."""
        from extract.labels import say

        what = say("events", event.kind, self._language, slot=self._headings.get(event.slot, event.slot))
        return self("theirs", by=_plain(event.by), at=event.at, what=what)


def _show_plan(plan: Plan, keep_mine: bool, tell: _Telling) -> None:
    """Write what will change, a record after the other, then what is left and why."""
    last = ""
    for step in plan.steps:
        if step.conflict is not None and not keep_mine:
            continue
        head = tell("row", row=step.row, name=step.name)
        if head != last:
            typer.echo(head)
        last = head
        typer.echo(tell.step("change", step))
    if plan.problems:
        say_error(tell("problems"))
    for problem in plan.problems:
        message = problem.message_ja if plan.language == "ja" else problem.message_en
        say_error(tell.problem(problem.row, problem.column, message))
    if plan.conflicts and not keep_mine:
        say_error(tell("conflicts"))
        _show_conflicts(plan.conflicts, tell)
    if plan.absent:
        say_error(tell("absent", n=plan.absent))


def _show_conflicts(steps: list[Step], tell: _Telling) -> None:
    for step in steps:
        say_error(tell.step("conflict", step))
        for event in step.conflict.theirs if step.conflict is not None else ():
            say_error(tell.event(event))


def _show_outcome(outcome: Outcome, plan: Plan, tell: _Telling) -> None:
    fresh = [step for step in outcome.conflicts if step.row not in {s.row for s in plan.conflicts}]
    if fresh:
        say_error(tell("late"))
        _show_conflicts(fresh, tell)
    for step, reason in outcome.refused:
        say_error(tell.problem(step.row, step.column, reason))
    typer.echo(tell("written", n=len(outcome.written)))


def _plain(text: str) -> str:
    """Return a text on one line that cannot steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
