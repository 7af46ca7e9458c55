"""The page that shows how good the extraction is, measured on the documents that reviewers marked as complete."""

from __future__ import annotations

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from extract.evaluate.plots import plot_measures, plot_reliability, plot_versions
from extract.evaluate.reviewed import Comparison, compare_runs, list_pipelines, score_reviewed
from extract.labels import measure_name
from extract.review.answers import Refusal, render, tongue_of
from extract.review.identity import ask_first
from extract.review.shelf import store_of

router = APIRouter()
# A comparison of many documents is read from its beginning; the command line prints all of it.
MOST_CHANGES = 200


@router.get("/evaluate")
def show_evaluation(request: Request, version: str = "", old: str = "", new: str = "") -> Response:
    """Show the scores of each version of the pipeline, and what differs between two of them record by record."""
    if (elsewhere := ask_first(request)) is not None:
        return elsewhere
    store, tongue = store_of(request), tongue_of(request)
    scores = score_reviewed(store)
    shown = version if version in scores else next(reversed(scores), "")
    plots = (plot_versions(scores, tongue), plot_measures({shown: scores[shown]} if shown else {}, tongue))
    return render(
        request,
        "evaluate.html",
        scores=scores,
        shown=shown,
        measure_name=lambda measure: measure_name(measure, tongue),
        # What plots.py draws is markup of its own making, in which all words are escaped.
        plots=[Markup(plot) for plot in plots if plot],
        reliability=Markup(plot_reliability(scores[shown].judged, tongue) if shown else ""),
        pipelines=list_pipelines(store),
        comparison=_compare(request, old, new),
        most=MOST_CHANGES,
    )


def _compare(request: Request, old: str, new: str) -> Comparison | None:
    """Return the comparison asked for, None where none is; refused for a version that is not in the store."""
    store = store_of(request)
    if not old or not new:
        return None
    if not {old, new} <= set(list_pipelines(store)):
        raise Refusal(404, "error.404")
    return compare_runs(store, old, new)
