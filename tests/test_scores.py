"""The extraction's scores on the project's own corpus do not fall below the floor kept with it."""

from __future__ import annotations

from corpus_runs import CORPUS, brief, gold
from extract.evaluate.gold import parse_predicted
from extract.evaluate.scores import find_below, format_scores, read_floor, score_documents


def test_no_score_is_below_its_floor() -> None:
    """The floor changes only with `extract evaluate corpus/gold --briefs corpus --floor … --update-floor`."""
    scores = score_documents(list(gold().values()), lambda g: parse_predicted(brief(f"{g.name}.pdf").to_json()))
    below = find_below(scores, read_floor(CORPUS / "scores.json"))
    assert below == [], format_scores({"corpus": scores})
