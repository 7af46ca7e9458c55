from __future__ import annotations

import itertools
import json
import random
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.comparison.assignment import pair_best
from extract.comparison.matching import (
    GoldFiller,
    PredictedFiller,
    are_alike,
    are_near,
    match_date,
    match_filler,
    plain_name,
    read_number,
    share_evidence,
)
from extract.errors import DamagedError, NotFoundError
from extract.evaluate.gold import Predicted, parse_predicted, read_gold
from extract.evaluate.reliability import bin_records, calibration_error, format_reliability, ranking
from extract.evaluate.scores import (
    Scores,
    dump_floor,
    dump_scores,
    find_below,
    format_misses,
    format_scores,
    score_documents,
)
from extract.evaluate.sets import find_brief
from extract.evaluate.tally import Judged

RECORDS = """
document: {id: one, published: "2031-04-05", language: ja}
records:
- id: r1
  measure_type: tariff
  action: {any: [reduce, ease]}
  imposing: [US]
  items: [産業用ロボット, 蓄電池]
  rates: [{value: 34, role: from}, {value: 10, role: to}]
  date: "2031-04-02"
  authority: {optional: [通商局]}
  evidence: ["米国は四月二日に産業用ロボットと蓄電池の税率を下げた"]
- id: r2
  measure_type: guidance
  action: warn
  imposing: [JP]
  evidence: ["日本は輸出者に注意を促した"]
- id: r3
  optional: true
  measure_type: other
  action: propose
  imposing: [CN]
  evidence: ["中国は対応を検討するとした"]
"""
MENTIONS = """
dates:
- {text: "4月2日", value: "2031-04-02"}
- {text: "4月~5月", value: "2031-04/2031-05", parts: ["2031-04", "2031-05"]}
- {text: "近日", value: "2031-06", optional: true}
percentages: [{text: "34%", value: 34}]
eccn: ["3A090"]
entities: {通商局: [ORG, "The Trade Office, Inc."]}
footnotes: {"1": {after: "税率を下げた", urls: 1, date: "2031-04-03"}}
"""


def filler(value: object, **more: object) -> dict[str, object]:
    return {"text": str(value), "value": value, "rule": "t", "evidence": [], **more}


def perfect() -> dict[str, object]:
    return {
        "records": [
            {
                "measure_type": [filler("tariff")],
                "action": [filler("reduce")],
                "imposing": [filler("US")],
                "items": [filler("産業用ロボットと蓄電池", text="産業用ロボット、蓄電池")],
                "rates": [filler(34, role="from"), filler(10, role="to")],
                "date": [filler("2031-04-02")],
                "evidence": [{"quote": "米国は四月二日に産業用ロボットと蓄電池の税率を下げた。"}],
            },
            {
                "measure_type": [filler("guidance")],
                "action": [filler("warn")],
                "imposing": [filler("JP")],
                "evidence": [{"quote": "日本は輸出者に注意を促した"}],
            },
        ],
        "mentions": [
            {"kind": "date", "text": "４月２日", "value": "2031-04-02"},
            {"kind": "date", "text": "4月", "value": "2031-04"},
            {"kind": "date", "text": "5月", "value": "2031-05"},
            {"kind": "percentage", "text": "34%", "value": 34},
            {"kind": "eccn", "text": "3A090", "value": "3A090"},
            {"kind": "entity", "text": "通商 局", "value": "x", "name_en": "Trade Office (TO)"},
        ],
        "footnotes": [
            {
                "marker": "１",
                "references": [{"before": "電池の税率を下げた"}],
                "citations": [{"urls": ["https://example.org"], "date": "2031-04-03"}],
            }
        ],
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "one.records.yaml").write_text(RECORDS, encoding="utf-8")
    (folder / "one.mentions.yaml").write_text(MENTIONS, encoding="utf-8")
    return folder


def score(gold: Path, data: dict[str, object] | None) -> Scores:
    return score_documents(read_gold([gold]), lambda g: parse_predicted(data) if data is not None else None)


def counts(scores: Scores, measure: str) -> tuple[float, float, float]:
    count = scores.counts[measure]
    return count.hit, count.gold, count.predicted


def test_a_perfect_extraction_scores_one_everywhere(gold: Path) -> None:
    scores = score(gold, perfect())
    assert {m: c.f1 for m, c in scores.counts.items() if c.gold or c.predicted} == {
        m: 1.0 for m, c in scores.counts.items() if c.gold or c.predicted
    }
    assert scores.misses == ()
    assert counts(scores, "records: detection") == (2, 2, 2)
    assert counts(scores, "mentions: dates (value)") == (2, 2, 2)
    assert set(scores.intervals.values()) == {None}
    assert "hs" not in str(sorted(m for m in scores.counts if m.startswith("mentions")))


def test_no_prediction_misses_everything(gold: Path) -> None:
    scores = score(gold, None)
    assert counts(scores, "records: all slots") == (0, 8 + 3, 0)
    assert counts(scores, "records: detection") == (0, 2, 0)
    assert [m.kind for m in scores.misses].count("absent") == 1
    assert "1 without prediction" in format_scores({"gold": scores})


def edit(data: dict[str, object], record: int, **changes: object) -> dict[str, object]:
    records = data["records"]
    assert isinstance(records, list)
    records[record] = {**records[record], **changes}
    return data


def test_wrong_evidence_is_worth_nothing(gold: Path) -> None:
    scores = score(gold, edit(perfect(), 0, evidence=[{"quote": "まったく別の段落にある文である。"}]))
    assert counts(scores, "records: detection") == (1, 2, 2)
    assert counts(scores, "slot: rates") == (0, 2, 2)
    assert {(m.kind, m.measure) for m in scores.misses} == {
        ("missed", "records: detection"),
        ("spurious", "records: detection"),
    }


def test_a_wrong_type_is_no_detection(gold: Path) -> None:
    scores = score(gold, edit(perfect(), 0, measure_type=[filler("sanction")]))
    assert counts(scores, "records: detection") == (1, 2, 2)
    assert counts(scores, "records: type+action+imposing") == (1, 2, 2)
    assert counts(scores, "slot: measure_type") == (1, 2, 2)


def test_halves_roles_and_spurious_fillers(gold: Path) -> None:
    rates = [filler(34), filler(10, role="from"), filler(99)]
    data = edit(perfect(), 0, date=[filler("2031-04")], rates=rates, authority=[filler("通商局")], agreement=[filler("某合意")])
    scores = score(gold, data)
    assert counts(scores, "slot: date") == (0.5, 1, 1)
    assert counts(scores, "slot: rates") == (0.5, 2, 3)
    assert counts(scores, "slot: authority") == (0, 0, 0)
    assert counts(scores, "slot: agreement") == (0, 0, 1)
    assert "r1: gold nothing, predicted 某合意" in format_misses(scores.misses)


def test_an_optional_record_takes_a_prediction_and_counts_nowhere(gold: Path) -> None:
    data = perfect()
    assert isinstance(data["records"], list)
    data["records"].append({"measure_type": [filler("other")], "evidence": [{"quote": "中国は対応を検討するとした"}]})
    assert counts(score(gold, data), "records: detection") == (2, 2, 2)
    data["records"].append(data["records"][-1])
    assert counts(score(gold, data), "records: detection") == (2, 2, 3)


def test_the_better_of_two_claims_wins(gold: Path) -> None:
    data = perfect()
    assert isinstance(data["records"], list)
    poor = {"measure_type": [filler("tariff")], "evidence": data["records"][0]["evidence"]}
    data["records"].insert(0, poor)
    scores = score(gold, data)
    assert counts(scores, "records: detection") == (2, 2, 3)
    assert counts(scores, "slot: items") == (2, 2, 2)


def test_mentions_and_notes_that_are_wrong(gold: Path) -> None:
    data = perfect()
    data["mentions"] = [
        {"kind": "date", "text": "9月", "value": "2031-04-02"},
        {"kind": "duration", "text": "近日", "value": "2031-06"},
        {"kind": "date", "text": "4月", "value": "2031-04"},
        {"kind": "eccn", "text": "3A091", "value": None},
    ]
    data["footnotes"] = [{"marker": "1", "references": [{"before": "別の場所"}], "citations": [{"urls": [], "date": "2031"}]}]
    scores = score(gold, data)
    assert counts(scores, "mentions: dates (value)") == (0, 2, 1)
    assert counts(scores, "mentions: eccn") == (0, 1, 1)
    assert counts(scores, "footnotes: reference placed") == (0, 1, 1)
    assert counts(scores, "footnotes: URLs") == (0, 1, 0)
    assert counts(scores, "footnotes: citation date") == (0, 1, 0)


# --- matching -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("商務部", "中国商務部", True),
        ("ﾌｧｰｳｪｲ", "ファーウェイ", True),
        ("通商法301条", "通商法232条", False),
        ("関税", "半導体に対する追加の関税措置", False),
        ("Entity List", "the Entity Lists", True),
        ("Entity List", "Unverified Parties", False),
        ("エンティティ・リスト", "エンティティリスト", True),
        ("", "x", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert are_alike(a, b) is same
    assert are_alike(b, a) is same


@pytest.mark.parametrize(
    ("gold", "predicted", "credit"),
    [
        ("2031-04-02", "2031-04-02", 1),
        ("2031-04-02", "2031-04", 0.5),
        ("2031", "2031-04", 0.5),
        ("2031-04-02", "2031-05", 0),
        ("2031-04-02/..", "2031-04-02", 0),
    ],
)
def test_dates(gold: str, predicted: str, credit: float) -> None:
    assert match_date(gold, predicted) == credit


@pytest.mark.parametrize(
    ("slot", "gold", "predicted", "credit"),
    [
        ("rates", GoldFiller("34", "from"), ("34", "from", ""), 1),
        ("rates", GoldFiller("34", "from"), ("34", "", ""), 0.5),
        ("rates", GoldFiller("34", "from"), ("34", "to", ""), 0),
        ("rates", GoldFiller("34"), ("34", "to", ""), 1),
        ("rates", GoldFiller("100", "", "gt"), ("100", "", ""), 0.5),
        ("rates", GoldFiller("100", "", "gt"), ("100", "", "gt"), 1),
        ("quantities", GoldFiller("1200", "to"), ("1,200社", "", ""), 1),
        ("quantities", GoldFiller("1200"), ("1201", "", ""), 0),
    ],
)
def test_numbers(slot: str, gold: GoldFiller, predicted: tuple[str, str, str], credit: float) -> None:
    amount, role, comparator = predicted
    assert match_filler(slot, gold, PredictedFiller((amount,), (), amount, amount, role, comparator)) == credit


@pytest.mark.parametrize(("text", "value"), [("1,200社", 1200), ("-3.5%", -3.5), ("５品目", 5), ("なし", None), ("", None)])
def test_read_number(text: str, value: float | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("gold", "predicted", "shared"),
    [
        (["一二三四五六七八九十"], ["前置き六七八九十"], True),
        (["一二三四五六七八九十"], ["前置きの文の中の七八九十"], False),
        (["一二三四五六七八九十"], ["一二三"], False),
        (["一二三"], ["一二三"], True),
        (["一二三四五六七八九十"], ["一二三四五六七八九十" * 40], False),
        ([], ["一"], False),
    ],
)
def test_evidence(gold: list[str], predicted: list[str], shared: bool) -> None:
    assert share_evidence(gold, predicted) is shared


def test_near_and_plain_names() -> None:
    assert are_near("4月2日", "2031年4月2日")
    assert not are_near("4月2日", "昨年末")
    assert plain_name("The Trade Office (TO), Inc.") == plain_name("Trade Office") == "tradeoffice"


def test_pairing_is_the_best_of_all() -> None:
    draw = random.Random(1)
    for _ in range(200):
        rows, columns = draw.randint(1, 4), draw.randint(1, 4)
        gain = [[draw.choice([0.0, 0.5, 1.0, draw.random()]) for _ in range(columns)] for _ in range(rows)]
        pairs = pair_best(gain)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
        padded = [[*row, *[0.0] * rows] for row in gain]
        best = max(sum(padded[i][j] for i, j in enumerate(p)) for p in itertools.permutations(range(columns + rows), rows))
        assert sum(gain[i][j] for i, j in pairs) == pytest.approx(best)
    assert pair_best([]) == pair_best([[], []]) == pair_best([[0.0]]) == []


# --- files, intervals, floor ------------------------------------------------------------------------------------------


def test_intervals_span_the_documents_and_are_the_same_every_time(gold: Path) -> None:
    for name in ("two", "three"):
        (gold / f"{name}.records.yaml").write_text(RECORDS, encoding="utf-8")
    golds = read_gold([gold])
    found = {"one": parse_predicted(perfect()), "two": Predicted(), "three": parse_predicted(perfect())}
    first, second = (score_documents(golds, lambda g: found[g.name]) for _ in range(2))
    interval = first.intervals["records: detection"]
    assert interval is not None
    assert interval[0] < first.f1("records: detection") < interval[1] <= 1
    assert first.intervals == second.intervals
    assert first.intervals["mentions: eccn"] is None


def test_floor(gold: Path) -> None:
    good, bad = score(gold, perfect()), score(gold, None)
    floor = json.loads(dump_floor(good))
    assert find_below(good, floor) == []
    assert "records: detection: 0.0000 is below 1.0000" in find_below(bad, floor)
    assert find_below(good, {"records: gone": 0.5}) == ["records: gone: 0.0000 is below 0.5000"]


def test_gold_that_is_missing_or_broken_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_gold([tmp_path])
    (tmp_path / "a.records.yaml").write_text("records: [", encoding="utf-8")
    with pytest.raises(DamagedError):
        read_gold([tmp_path])


def test_evaluate_command(gold: Path, tmp_path: Path) -> None:
    out, floor = tmp_path / "out", tmp_path / "floor.json"
    out.mkdir()
    (out / "one.json").write_text(json.dumps(perfect()), encoding="utf-8")
    runner = CliRunner()
    base = ["evaluate", str(gold), "--pred", str(out)]
    table = runner.invoke(app, base)
    assert table.exit_code == 0
    assert "records: all slots" in table.stdout
    data = json.loads(runner.invoke(app, [*base, "--json"]).stdout)
    assert data == json.loads(dump_scores({str(gold): score(gold, perfect())}))
    missing = runner.invoke(app, [*base, "--floor", str(floor)])
    assert (missing.exit_code, "--update-floor" in missing.stderr) == (1, True)
    assert runner.invoke(app, [*base, "--floor", str(floor), "--update-floor"]).exit_code == 0
    assert runner.invoke(app, [*base, "--floor", str(floor)]).exit_code == 0
    (out / "one.json").write_text("{}", encoding="utf-8")
    below = runner.invoke(app, [*base, "--floor", str(floor), "--errors"])
    assert below.exit_code == 1
    assert "is below" in below.stderr
    assert "one\trecords: detection\tmissed" in below.stdout
    (out / "one.json").write_text("[1]", encoding="utf-8")
    assert runner.invoke(app, base).exit_code == 1


def test_evaluate_shows_every_folder_in_one_table(gold: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    out.mkdir()
    shutil.copytree(gold, other)
    (out / "one.json").write_text(json.dumps(perfect()), encoding="utf-8")
    shown = CliRunner().invoke(app, ["evaluate", str(gold), str(other), "--pred", str(out), "--reliability"]).stdout
    assert shown.count("records: all slots") == 2
    assert f"{gold}: 1 document\n" in shown
    assert f"{other}: 1 document\n" in shown
    assert "calibration error" in shown


@pytest.mark.parametrize("place", ["gold", ".", "texts"])
def test_brief_is_found_in_above_or_beside_its_gold(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / place).mkdir(exist_ok=True)
    brief = tmp_path / place / "one.txt"
    brief.write_text("x", encoding="utf-8")
    found = find_brief(folder, "one", ["pdf", "txt"])
    assert found is not None
    assert found.samefile(brief)
    assert find_brief(folder, "two", ["pdf", "txt"]) is None
    assert find_brief(folder, "one", ["txt"], folder) == (brief if place == "gold" else None)


def judged(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence, right) for confidence, right in pairs]


def test_reliability_of_what_is_as_right_as_it_says() -> None:
    found = judged(*[(0.95, True)] * 19, (0.95, False), *[(0.25, True)], *[(0.25, False)] * 3)
    bins = bin_records(found)
    assert [(b.low, b.records) for b in bins] == [(0.2, 4), (0.9, 20)]
    assert calibration_error(bins) == pytest.approx(0)
    assert ranking(found) == pytest.approx((19 * (3 + 0.5) + 0.5 * 3) / (20 * 4))


def test_reliability_of_what_says_too_much() -> None:
    found = judged((1.0, True), (1.0, False))
    assert calibration_error(bin_records(found)) == pytest.approx(0.5)
    assert ranking(found) == pytest.approx(0.5)
    assert ranking(judged((1.0, True))) is None
    assert "calibration error 0.000" in format_reliability([])


def test_records_are_judged_by_type_action_and_actor(gold: Path) -> None:
    data = edit(perfect(), 0, action="suspend", confidence=0.4)
    assert [(j.confidence, j.right) for j in score(gold, data).judged if not j.right] == [(0.4, False)]


@pytest.mark.parametrize("args", [[], ["--pred", "x", "--briefs", "y"], ["--pred", "x", "--update-floor"], ["gold", "--floor", "x"]])
def test_evaluate_wrong_calls(gold: Path, args: list[str]) -> None:
    assert CliRunner().invoke(app, ["evaluate", str(gold), *args]).exit_code == 2
