"""Extractions scored against gold: `extract evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import DebugOption, clean_exit
from extract.errors import UsageError
from extract.files import Input, write_file
from extract.runs import SOME_FAILED, Reading, read_brief

if TYPE_CHECKING:
    from extract.evaluate.scores import Scores

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


class Ending(StrEnum):
    """Which file of a brief is read for scoring."""

    pdf = "pdf"
    txt = "txt"
    html = "html"


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
    with clean_exit():
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
