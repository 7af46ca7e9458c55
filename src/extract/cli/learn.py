"""`extract learn`: words that reviewers' corrections speak for, into the user's lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import DatabaseOption, clean_exit
from extract.errors import NotFoundError, UsageError
from extract.runs import say_error

if TYPE_CHECKING:
    from extract.learning.proposals import Proposal

ABOUT_LEARN = """Propose lexicon entries from what reviewers corrected, and take the good ones into your lexicon file.

Proposed are new forms of known names (alias), names that were missed (name), words that are no name or no goods
(suppression), and the nouns and verbs of measures that were missed (noun, operator); each with the corrections that speak
for it. Only corrections count on records that were accepted or in documents that are complete.

Accepted entries go behind what the file holds, and are used from the next run on (with EXTRACT_LEXICON naming the file).

\b
Examples:
  extract learn
  extract learn --accept 3f2a1c --accept 90bd12 --lexicon my-words.yaml
  extract learn --all --support 2

Exit codes: 0 listed or written, 1 the store or the file cannot be used, 2 the call is wrong.
"""
MEANINGS = {
    "alias": "names {}",
    "name": "new among the {}",
    "suppression": "never among the {}",
    "noun": "names a measure: {}",
    "operator": "does: {}",
}
NOTHING = "Nothing to learn yet: proposals come from corrections of accepted records and complete documents."
QUOTE = 70


def learn(
    accept: Annotated[list[str] | None, typer.Option("--accept", metavar="ID", help="Take this proposal; may be repeated.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Take all proposals.")] = False,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", metavar="FILE", help="Your lexicon file; that of EXTRACT_LEXICON if not given.")
    ] = None,
    support: Annotated[int, typer.Option("--support", min=1, help="Only proposals with so many corrections.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="List as JSON.")] = False,
    database: DatabaseOption = "",
) -> None:
    """Propose lexicon entries from corrections, and take the good ones in."""
    with clean_exit():
        from extract.learning.lexicon_file import add_proposals, choose_file, use_file
        from extract.learning.proposals import find_proposals
        from extract.store.engine import open_store

        file = choose_file(lexicon)
        if (accept or every) and file is None:
            raise UsageError("no lexicon file to write into", remedy="Name one with --lexicon or EXTRACT_LEXICON.")
        use_file(file)
        with open_store(database or None, make=False) as store:
            proposals = [p for p in find_proposals(store) if len(p.support) >= support]
        if not accept and not every:
            _list(proposals, as_json)
            return
        chosen = proposals if every else [_find(wanted, proposals) for wanted in accept or []]
        if not chosen or file is None:
            say_error(NOTHING)
            return
        add_proposals(file, chosen)
        say_error(f"{len(chosen)} entries written to {file}; they are used from the next run on.")


def _find(wanted: str, proposals: Sequence[Proposal]) -> Proposal:
    found = next((p for p in proposals if p.id == wanted), None)
    if found is None:
        raise NotFoundError(f"no proposal {wanted}", remedy="List them with: extract learn")
    return found


def _list(proposals: Sequence[Proposal], as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        from extract.export import dump_json

        typer.echo(dump_json([asdict(p) for p in proposals]), nl=False)
        return
    for proposal in proposals:
        count = len(proposal.support)
        means = MEANINGS[proposal.kind].format(proposal.means)
        typer.echo(f"{proposal.id}  {proposal.kind:11} {_plain(proposal.word)}  ({means})  {count} correction{'s' if count > 1 else ''}")
        for s in proposal.support:
            typer.echo(f"          {s.document}/{s.record} #{s.event} {_plain(s.by)} {s.at[:10]} {_plain(s.name)}: {_plain(s.quote)[:QUOTE]}")
    if not proposals:
        say_error(NOTHING)


def _plain(text: str) -> str:
    """Return a text on one line that cannot steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
