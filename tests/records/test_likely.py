"""What the wording of a sentence makes likely."""

from __future__ import annotations

import pytest

from extract.model import Language, Passage
from extract.records.likely import Likely, rate_wording
from extract.records.statements import Context
from extract.records.terms import find_terms
from extract.records.wording import Wording, read_wording
from extract.spans import OffsetMap, Span


def read(text: str, language: Language = "en") -> Wording:
    passage = Passage(0, text, OffsetMap.identity(len(text)), language, (), (Span(0, len(text)),))
    return read_wording(Context(0, passage, "paragraph", (), find_terms(text, language)), Span(0, len(text)))


def rate(text: str) -> Likely:
    likely = rate_wording(read(text), "en")
    assert likely is not None
    return likely


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Peru imposes duties on cotton.", "w:<state>"),
        ("Peru imposes duties on cotton.", "b:<state> impos"),
        ("Peru imposes duties on cotton.", "noun:tariff"),
        ("Imposing 25 duties", "w:#"),
        ("The duties", "begin:the duti"),
    ],
)
def test_words_become_traits_and_names_their_kind(text: str, trait: str) -> None:
    assert trait in read(text).traits
    assert "w:peru" not in read(text).traits


def test_acts_are_likelier_than_prose_about_them() -> None:
    act = rate("Peru imposed a duty of 12% on cotton from Egypt.")
    assert act.stated > 0.5 > rate("Cotton prices rose after the duty, analysts said.").stated
    assert max(act.types, key=lambda t: act.types[t]) == "tariff"
    assert sum(act.types.values()) == pytest.approx(1) == sum(act.actions.values())


def test_languages_without_weights_have_no_judgement() -> None:
    assert rate_wording(Wording(frozenset({"w:duty"})), "zh") is None
