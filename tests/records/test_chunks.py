"""Bunsetsu: postpositions, formal nouns and duties joined to the verb before them."""

from __future__ import annotations

import pytest

from extract.nlp import analyse
from extract.records.chunks import Chunk, read_sentence
from extract.spans import Span


def read_chunks(text: str) -> tuple[Chunk, ...]:
    doc = analyse([text], "ja")[0]
    return read_sentence(doc, Span(0, len(text))).chunks


@pytest.mark.parametrize(
    ("text", "particle"),
    [
        ("関税につきましては、見直した。", "については"),
        ("輸出者に対しまして、通知した。", "に対して"),
        ("法律に基づきまして、禁止した。", "に基づいて"),
        ("予算におきまして、計上した。", "において"),
        ("関税に関しまして、合意した。", "に関して"),
        ("法律に従いまして、禁止した。", "に従って"),
        ("判決を受けて、停止した。", "を受けて"),
    ],
)
def test_polite_postpositions_are_read_as_plain_ones(text: str, particle: str) -> None:
    first = read_chunks(text)[0]
    assert (first.particle, first.verb) == (particle, False)


@pytest.mark.parametrize(
    "text",
    [
        "関税が引き下げられたわけです。",
        "輸入を停止したところでございます。",
        "発動は見送られたままである。",
        "規制を強化したものである。",
        "許可を受けなければならない。",
        "貨物を輸出してはならない。",
    ],
)
def test_what_only_closes_a_verb_belongs_to_it(text: str) -> None:
    last = read_chunks(text)[-1]
    assert last.verb
    assert last.form == "final"
    assert len(read_chunks(text)) == 2


@pytest.mark.parametrize(
    "text",
    ["規制した国である。", "導入した措置である。", "停止した理由は不明だ。", "課した関税だ。", "発表したものを見た。"],
)
def test_full_nouns_stay_apart(text: str) -> None:
    last = read_chunks(text)[-1]
    assert last.content.of(text) not in {"規制", "導入", "停止", "課し", "発表"}


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("許可を受けなければならない。", False),
        ("届出をしなければならない。", False),
        ("貨物を輸出してはならない。", True),
        ("関税を課していない。", True),
        ("規制したわけではない。", True),
        ("関税を課した。", False),
    ],
)
def test_negation(text: str, negative: bool) -> None:
    assert read_chunks(text)[-1].negative is negative


def test_list_with_ni_kuwae_is_a_verb_and_company_is_not() -> None:
    assert any(c.verb and c.content.of("企業をリストに加え、輸出を禁じた。") == "加え" for c in read_chunks("企業をリストに加え、輸出を禁じた。"))
    assert not any(c.verb for c in read_chunks("鉄鋼に加え、銅に課税した。")[:1])
