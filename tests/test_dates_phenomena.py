"""The sentences of bench/dates_phenomena.yaml, which bench/dates.py also gives to other libraries: our own F1 does not fall."""

from __future__ import annotations

import pytest
from dates import Text, read_phenomena, run_ours, score, settle, total

from extract.comparison.matching import fold
from extract.values import edtf

# The least value F1 by language; the same run gives the best peer 0.57 and 0.67.
FLOOR = {"ja": 0.99, "en": 0.99}


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return read_phenomena()


@pytest.mark.parametrize("language", sorted(FLOOR))
def test_dates_of_the_phenomena(texts: list[Text], language: str) -> None:
    tallies = [run_ours(t) for t in texts if t.language == language]
    assert total(tallies).f1 >= FLOOR[language], [m for t in tallies for m in t.misses]


def test_every_phenomenon_has_sentences(texts: list[Text]) -> None:
    sizes = {name: sum(t.phenomenon == name for t in texts) for name in {t.phenomenon for t in texts}}
    assert len(sizes) == 25
    assert min(sizes.values()) >= 6
    assert sum(not t.gold for t in texts) >= 20


def test_what_is_expected_stands_in_the_text(texts: list[Text]) -> None:
    def plain(text: str) -> str:
        return fold(text).replace("~", "〜")

    assert [(t.name, g.text) for t in texts for g in t.gold if plain(g.text) not in plain("".join(p.text for p in t.passages))] == []


def test_what_is_expected_is_a_value(texts: list[Text]) -> None:
    values = [v for t in texts for g in t.gold for v in (g.value, *g.accept)]
    assert [v for v in values if edtf.read_edtf(v) is None and not v.startswith("P")] == []


@pytest.mark.parametrize(
    ("found", "hits"),
    [
        ([("5月下旬", "2025-05-21/2025-05-31")], 0),
        ([("4月2日", "2025-04-02")], 1),
        ([("4月2日以降", "2025-04-02/..")], 1),
        ([("8月12日", "2025-04-02")], 0),
        ([("4月2日", "2025-04-02"), ("4月2日", "2025-04-02")], 1),
    ],
)
def test_a_hit_needs_value_and_place(found: list[tuple[str, str]], hits: int) -> None:
    text = next(t for t in read_phenomena() if t.name == "letter-spaced and mixed-width 2")
    count = total([score(text, found)])
    assert (count.hit, count.predicted) == (hits, len(found))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("2025-04/2025-07", "2025-04-01/2025-07-31", True), ("P1Y6M", "P18M", True), ("P2W", "P14D", True), ("2025", "2025-01", False), ("P1M", "P30D", False)],
)
def test_values_are_compared_by_the_days_they_span(one: str, other: str, same: bool) -> None:
    assert (settle(one) == settle(other)) is same
