from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import NotFoundError
from extract.evaluate.plots import plot_measures, plot_reliability, plot_versions
from extract.evaluate.reviewed import compare_runs, format_comparison, list_pipelines, score_reviewed
from extract.evaluate.tally import Count, Judged
from extract.store.corrections import read_views
from extract.store.engine import Store, open_store
from extract.store.fingerprint import drop_given
from samples import make_filler
from store.briefs import FIRST, change_slot, do, file_brief, filler, make_brief, mark

OTHER = "file:///briefs/other.txt"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two documents by version 1.0; the first corrected (a date, a spurious record) and marked as complete."""
    with open_store(f"sqlite:///{tmp_path / 'records.db'}", clock=lambda: "2031-06-06T00:00:00Z") as opened:
        file_brief(opened, make_brief())
        file_brief(opened, make_brief(), source=OTHER)
        first, second, _ = read_views(opened, 1)
        do(opened, "change", first, slot="date", new=[filler("2031-04-03", mark(opened, 1, "4月2日"))])
        do(opened, "delete", second)
        do(opened, "complete")
        yield opened


def test_runs_are_scored_against_what_stands(store: Store) -> None:
    scores = score_reviewed(store)
    assert list(scores) == ["1.0"]
    found = scores["1.0"].counts
    assert (found["records: detection"].hit, found["records: detection"].gold, found["records: detection"].predicted) == (2, 2, 3)
    assert (found["slot: date"].hit, found["slot: date"].gold, found["slot: date"].predicted) == (1, 2, 3)
    assert found["slot: items"].recall == 1.0
    assert scores["1.0"].documents == 1


def test_a_document_that_is_not_complete_is_no_gold(store: Store) -> None:
    do(store, "incomplete")
    assert score_reviewed(store) == {}


def test_versions_are_scored_apart_and_what_was_given_by_hand_is_no_version(store: Store) -> None:
    better = change_slot(make_brief(), 0, "date", (make_filler(1, FIRST, "2031年4月2日", "2031-04-03"),))
    file_brief(store, better, fingerprint="2.0+lex.0a1b2c3d+date.2031-06-05")
    scores = score_reviewed(store)
    assert list(scores) == list_pipelines(store) == ["1.0", "2.0+lex.0a1b2c3d"]
    assert scores["2.0+lex.0a1b2c3d"].f1("slot: date") > scores["1.0"].f1("slot: date")


@pytest.mark.parametrize(("fingerprint", "name"), [("1.0", "1.0"), ("1.0+date.2031-06-05+lang.ja", "1.0"), ("1.0+lex.aa", "1.0+lex.aa")])
def test_names_of_versions(fingerprint: str, name: str) -> None:
    assert drop_given(fingerprint) == name


def test_intervals_go_over_documents(store: Store) -> None:
    do(store, "complete", document=2)
    spread = score_reviewed(store)["1.0"].spreads["records: detection"]
    assert spread is not None
    assert spread.recall == (1.0, 1.0)
    assert spread.precision[0] < spread.precision[1] == 1.0


def test_two_versions_are_compared_record_by_record(store: Store) -> None:
    new = change_slot(make_brief(without=(2,)), 0, "date", (make_filler(1, FIRST, "2031年4月2日", "2031-04-03"),))
    new = change_slot(new, 1, "rates", ())
    file_brief(store, new, fingerprint="2.0")
    compared = compare_runs(store, "1.0", "2.0")
    assert (compared.documents, compared.complete) == (1, 1)
    verdicts = {(c.verdict, tuple(s.slot for s in c.slots)) for c in compared.changes}
    assert verdicts == {("better", ("date",)), ("worse", ("rates",)), ("gone", ())}
    text = format_comparison(compared)
    assert "date: 2031-04-02 → 2031-04-03" in text
    assert "(is 10%)" in text


def test_records_found_and_lost_are_told(store: Store) -> None:
    file_brief(store, make_brief(without=(1,)), fingerprint="2.0")
    assert [c.verdict for c in compare_runs(store, "1.0", "2.0").changes] == ["lost"]
    assert [c.verdict for c in compare_runs(store, "2.0", "1.0").changes] == ["found"]


def test_without_review_versions_are_compared_with_each_other(store: Store) -> None:
    file_brief(store, change_slot(make_brief(without=(3,)), 0, "items", ()), fingerprint="2.0", source=OTHER)
    compared = compare_runs(store, "1.0", "2.0")
    assert sorted(c.verdict for c in compared.changes) == ["changed", "only in old"]


def test_an_unknown_version_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        compare_runs(store, "1.0", "9.9")
    assert "1.0" in caught.value.remedy


def test_commands(store: Store, tmp_path: Path) -> None:
    def call(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["evaluate", *args, "--database", f"sqlite:///{tmp_path / 'records.db'}"])
        return done.exit_code, done.output

    assert "slot: date" in call("--reviewed")[1]
    assert '"p_interval"' in call("--reviewed", "--json")[1]
    file_brief(store, make_brief(), fingerprint="2.0")
    assert call("--compare", "1.0", "2.0") == (0, "1.0 → 2.0: 1 document, 1 of them reviewed\nNo record differs.\n")
    assert call("--compare", "1.0", "9")[0] == 1
    assert call("gold", "--reviewed")[0] == 2
    do(store, "incomplete")
    assert call("--reviewed")[0] == 1


# --- plots ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_plots_are_whole_and_need_no_style(store: Store, language: str) -> None:
    do(store, "complete", document=2)
    file_brief(store, make_brief(without=(1,)), fingerprint='2.0<&"')
    scores = score_reviewed(store)
    judged = [*scores["1.0"].judged, Judged(0.2, False), Judged(0.95, True)]
    for svg in (plot_measures(scores, language), plot_versions(scores, language), plot_reliability(judged, language)):
        root = ET.fromstring(svg)
        assert root.get("aria-label")
        assert "style=" not in svg
        assert "<script" not in svg
        width, height = (float(root.get(side, 0)) for side in ("width", "height"))
        places = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.-]+)" cy="([\d.-]+)"', svg)]
        assert places
        assert all(0 <= x <= width and 0 <= y <= height for x, y in places)


def test_a_plot_says_its_figures(store: Store) -> None:
    svg = plot_measures(score_reviewed(store), "en")
    assert "records found, 1.0: 0.800" in svg


def test_what_no_gold_speaks_of_has_no_dot(store: Store) -> None:
    scores = score_reviewed(store)["1.0"]
    assert "slot: hs" not in scores.counts or not scores.counts["slot: hs"].gold
    svg = plot_measures({"1.0": replace(scores, counts={**scores.counts, "slot: hs": Count(predicted=2)})}, "en")
    assert "HS code" not in svg
    assert "Items, 1.0: " in svg


def test_nothing_to_plot() -> None:
    assert (plot_measures({}, "en"), plot_versions({}, "ja"), plot_reliability([], "ja")) == ("", "", "")
