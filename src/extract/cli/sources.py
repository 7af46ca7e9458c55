"""What sources.yaml finds, and what of it could not be had: `extract sources`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import DatabaseOption, clean_exit
from extract.cli.store import FormatOption, Listing, write_listing
from extract.errors import ExtractError
from extract.plural import say_count
from extract.runs import OK, SOME_FAILED, say_error, tell, write_out

if TYPE_CHECKING:
    from extract.sources.candidates import Discovery

ABOUT_SOURCES = """Check sources.yaml and show what its sources hold now; nothing is stored, no brief is fetched.

Feeds and index pages are asked for, as politely as in a run. One line a brief, tab-separated: source, day, address, title.
What a source could not tell goes to standard error.

With --failures instead: what earlier runs could not fetch or read, how often that was tried, why, and when it is tried again
(`set aside`: when the file or the program changes, or `ingest` runs with retry=true). That stands in the store.

\b
Examples:
  extract sources
  extract sources mine.yaml --only "ministry news"
  extract sources --failures --format csv

Exit codes: 0 all sources could be looked through, 1 some could not, 2 the file is wrong.
"""


def sources(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the sources stand.")] = Path("sources.yaml"),
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="Only this source; may be repeated.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="Show what could not be fetched or read, instead.")] = False,
    database: DatabaseOption = "",
    form: FormatOption = Listing.table,
) -> None:
    """Check sources.yaml and show what its sources hold now."""
    with clean_exit():
        if failures:
            _show_failures(database, form)
            return
        found = _look(file, only or [])
        lines = [f"{c.origin}\t{c.published}\t{c.url}\t{c.title}\n" for c in found.candidates]
        write_out("".join(lines).encode("utf-8", "replace"))
        for problem in found.problems:
            tell(ExtractError(f"{problem.origin}: {problem.message}", remedy=problem.remedy))
        say_error(f"{say_count(len(found.candidates), 'brief')}, {say_count(len(found.problems), 'problem')}")
        raise typer.Exit(SOME_FAILED if found.problems else OK)


def _look(file: Path, only: list[str]) -> Discovery:
    import tempfile

    from extract.sources.archive import Archive
    from extract.sources.config import load_sources
    from extract.sources.discover import discover
    from extract.sources.errors import SourcesError
    from extract.sources.fetch import Fetcher
    from extract.sources.memory import LocalMemory

    loaded = load_sources(file)
    names = [entry.name for entry in loaded.sources]
    if unknown := [name for name in only if name not in names]:
        raise SourcesError(f"{file}: no source is named {unknown[0]!r}", remedy=f"It has: {', '.join(names)}.")
    if only:
        loaded = loaded.model_copy(update={"sources": [entry for entry in loaded.sources if entry.name in only]})
    with tempfile.TemporaryDirectory() as folder:
        return discover(loaded, Fetcher(loaded.fetch, LocalMemory(), Archive(Path(folder))))


def _show_failures(database: str, form: Listing) -> None:
    from extract.store.engine import open_store
    from extract.store.fetches import list_failing, list_failures
    from extract.store.listing import failure_table

    with open_store(database or None, make=False) as opened:
        write_listing(failure_table(list_failing(opened), list_failures(opened)), form, "Everything could be fetched and read.")
