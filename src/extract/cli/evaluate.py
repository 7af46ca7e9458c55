"""Extractions scored against gold: `extract evaluate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import DatabaseOption, DebugOption, clean_exit
from extract.errors import NotFoundError, UsageError
from extract.files import Input, write_file
from extract.runs import SOME_FAILED, Reading, read_brief

if TYPE_CHECKING:
    from extract.evaluate.scores import Scores

ABOUT_EVALUATE = """Score extractions against gold: precision, recall and F1 with 95 % intervals over documents, a section a folder.

Records are aligned one to one with gold where their evidence overlaps, then compared slot by slot. Without --pred
the briefs are extracted first, each with the date in its gold file as the date of the brief. docs/gold.md describes gold files;
an unknown key or code in them is an error, a quote that its brief does not have is warned of.

\b
Examples:
  extract evaluate corpus/gold
  extract evaluate corpus/gold mine/gold --reader txt --errors
  extract evaluate mine/gold --pred outputs --reliability
  extract evaluate --reviewed
  extract evaluate --compare 0.1.0 0.2.0

With --reviewed what stands of the documents that reviewers marked as complete is gold, for each version of the pipeline
that the store has runs of; --compare says which records one version reads better or worse than another.

Exit codes: 0 scored, 1 below the floor or unreadable, 2 the call is wrong.
"""


class Ending(StrEnum):
    """Which file of a brief is read for scoring."""

    pdf = "pdf"
    txt = "txt"
    html = "html"


def evaluate(
    gold: Annotated[
        list[Path] | None, typer.Argument(metavar="GOLD...", help="Folders with NAME.records.yaml and NAME.mentions.yaml.")
    ] = None,
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
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Score the stored runs against documents that reviewers marked as complete.")
    ] = False,
    compare: Annotated[
        tuple[str, str], typer.Option("--compare", metavar="OLD NEW", help="Compare two versions in the store record by record.")
    ] = ("", ""),
    database: DatabaseOption = "",
    debug: DebugOption = False,
) -> None:
    """Score extractions against gold."""
    with clean_exit():
        if compare != ("", ""):
            _check_stored(gold, pred, briefs, floor)
            _compare(*compare, database)
            return
        if reviewed:
            _check_stored(gold, pred, briefs, floor)
            sets = _score_stored(database)
        else:
            _check_scoring(gold or [], pred, briefs, floor, update_floor)
            sets = {str(folder): _score(folder, pred, briefs, reader, Reading(debug=debug)) for folder in gold or []}
        _show_scores(sets, errors, reliability, as_json)
        if floor is not None and gold:
            _hold_floor(sets[str(gold[0])], floor, update_floor)


def _show_scores(sets: Mapping[str, Scores], errors: bool, reliability: bool, as_json: bool) -> None:
    from extract.evaluate import reliability as diagram
    from extract.evaluate import scores

    for name, found in sets.items():
        for line in scores.format_unplaced(name, found.misses):
            typer.echo(line, err=True)
    if errors:
        typer.echo("".join(scores.format_misses(s.misses) for s in sets.values()), nl=False)
    typer.echo(scores.dump_scores(sets) if as_json else scores.format_scores(sets), nl=False)
    if reliability:
        pooled = f"all {len(sets)} sets together\n" if len(sets) > 1 else ""
        judged = [j for s in sets.values() for j in s.judged]
        typer.echo("\n" + pooled + diagram.format_reliability(judged), nl=False, err=as_json)


def _hold_floor(found: Scores, floor: Path, update: bool) -> None:
    """Write the floor file, or end with exit code 1 where a score is below it."""
    from extract.evaluate import scores

    if update:
        write_file(floor, scores.dump_floor(found).encode())
    elif below := scores.find_below(found, scores.read_floor(floor)):
        for line in below:
            typer.echo(line, err=True)
        raise typer.Exit(SOME_FAILED)


def _check_stored(gold: Sequence[Path] | None, pred: Path | None, briefs: Path | None, floor: Path | None) -> None:
    if gold or pred is not None or briefs is not None or floor is not None:
        raise UsageError("--reviewed and --compare take what is in the store", remedy="Leave out GOLD, --pred, --briefs and --floor.")


def _score_stored(database: str) -> dict[str, Scores]:
    from extract.evaluate.reviewed import score_reviewed
    from extract.store.engine import open_store

    with open_store(database or None, make=False) as store:
        found = score_reviewed(store)
    if not found:
        raise NotFoundError("no document in the store is marked as complete", remedy="Mark one in the review pages: extract review")
    return found


def _compare(old: str, new: str, database: str) -> None:
    from extract.evaluate.reviewed import compare_runs, format_comparison
    from extract.store.engine import open_store

    with open_store(database or None, make=False) as store:
        typer.echo(format_comparison(compare_runs(store, old, new)), nl=False)


def _check_scoring(gold: Sequence[Path], pred: Path | None, briefs: Path | None, floor: Path | None, update: bool) -> None:
    if not gold:
        raise UsageError("nothing to score", remedy="Name a folder of gold, or score what reviewers made of the store with --reviewed.")
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
