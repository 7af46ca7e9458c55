"""The extraction's scores on the project's own corpus do not fall below the floor kept with it."""

from __future__ import annotations

from pathlib import Path

from extract.evaluate.gold import Gold, Predicted, parse_predicted, read_gold
from extract.evaluate.scores import find_below, format_scores, read_floor, score_documents
from extract.export import document_json
from extract.pipeline import extract_document

CORPUS = Path(__file__).parents[1] / "corpus"


def extract_brief(gold: Gold) -> Predicted:
    return parse_predicted(document_json(extract_document(CORPUS / f"{gold.name}.pdf", published=gold.published)))


def test_no_score_is_below_its_floor() -> None:
    """The floor changes only with `extract evaluate corpus/gold --briefs corpus --floor … --update-floor`."""
    scores = score_documents(read_gold([CORPUS / "gold"]), extract_brief)
    below = find_below(scores, read_floor(CORPUS / "scores.json"))
    assert below == [], format_scores(scores)
