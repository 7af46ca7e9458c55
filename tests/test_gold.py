from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import DamagedError
from extract.evaluate.gold import read_gold
from extract.evaluate.notation import MENTION_KEYS, NOTE_KEYS, RECORD_KEYS, VALUE_KEYS, WAYS
from extract.titles import ACTION_NAMES, TYPE_NAMES

DOCS = Path(__file__).parents[1] / "docs"

QUOTE = "米国は四月二日に産業用ロボットの税率を下げた"
RIGHT = {
    "id": "r1",
    "measure_type": "tariff",
    "action": {"any": ["reduce", "ease"]},
    "imposing": ["US"],
    "target_jurisdictions": {"required": ["CN"], "optional": ["HK"]},
    "rates": [{"value": 34, "role": "from"}, {"value": "10", "comparator": "le"}],
    "rates_optional": [{"value": 5}],
    "quantities": {"any": [[{"value": 8, "unit": "カ国"}], []]},
    "evidence": [QUOTE],
}


def write_gold(folder: Path, *records: object, mentions: object = None) -> Path:
    folder.mkdir(exist_ok=True)
    document = {"id": "one", "published": "2031-04-05", "remark": "keys of the document are free"}
    (folder / "one.records.yaml").write_text(json.dumps({"document": document, "records": records}), encoding="utf-8")
    if mentions is not None:
        (folder / "one.mentions.yaml").write_text(json.dumps(mentions), encoding="utf-8")
    return folder


def write_brief(folder: Path, text: str) -> Path:
    record = {
        "measure_type": [{"text": "tariff", "value": "tariff"}],
        "action": [{"text": "impose", "value": "impose"}],
        "evidence": [{"quote": "Quite Another\nSentence Of This Brief"}],
    }
    folder.mkdir(exist_ok=True)
    data = {"document": {"text": text}, "records": [record]}
    (folder / "one.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_all_of_the_notation_is_read(tmp_path: Path) -> None:
    dates = [{"text": "4月", "value": "2031-04", "accept": ["2031-04-01"], "optional": True}]
    mentions = {"dates": dates, "entities": {"米国": ["GPE", "United States"]}, "footnotes": {"1": {"after": "下げた", "urls": 1}}}
    (gold,) = read_gold([write_gold(tmp_path, RIGHT, mentions=mentions)])
    assert gold.records is not None
    assert gold.records[0].said == (QUOTE,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure_typ": "tariff"}, "unknown key “measure_typ” (measure_type?)"),
        ({"measure_type": "tarif"}, "measure_type: unknown type “tarif” (tariff?)"),
        ({"measure_type": None}, "“measure_type” is missing"),
        ({"action": {"any": ["reduce", "eased"]}}, "action: unknown action “eased” (ease?)"),
        ({"action": {"anyof": ["reduce"]}}, "action: unknown key “anyof”"),
        ({"imposing": ["Japan"]}, "imposing: unknown jurisdiction “Japan”"),
        ({"imposing": [False]}, "put NO between quotes"),
        ({"rates": [{"value": 34, "rol": "from"}]}, "rates: unknown key “rol” (role?)"),
        ({"rates": [{"value": 34, "role": "until"}]}, "rates: unknown role “until”"),
        ({"rates": [{"role": "to"}]}, "rates: a value without “value”"),
        ({"rates_optional": ["much"]}, "rates_optional: “much” is no number"),
        ({"items": [{"optional": ["ロボット"]}]}, "items: unknown key “optional”"),
        ({"measure_type": {"value": ["tariff"]}}, "measure_type: unknown type “['tariff']”"),
        ({"effective_from": "soon"}, "effective_from: “soon” is no date"),
        ({"quantities": {"any": []}}, "“any” takes a list of readings"),
        ({"evidence": []}, "“evidence” is missing"),
    ],
)
def test_a_fault_of_gold_is_named_with_file_and_record(tmp_path: Path, change: dict[str, object], said: str) -> None:
    folder = write_gold(tmp_path, {**RIGHT, **change})
    with pytest.raises(DamagedError) as caught:
        read_gold([folder])
    assert caught.value.message.startswith(f"{folder / 'one.records.yaml'}: record r1: ")
    assert said in caught.value.message
    assert "docs/gold.md" in caught.value.remedy


@pytest.mark.parametrize(
    ("mentions", "said"),
    [
        ({"date": []}, "unknown key “date” (dates?)"),
        ({"dates": 5}, "dates: no list"),
        ({"entities": ["a"]}, "entities: no mapping"),
        ({"footnotes": ["a"]}, "footnotes: no mapping"),
        ({"dates": [{"text": "4月"}]}, "dates: number 1 has no “text” and “value”"),
        ({"percentages": [{"text": "4%", "value": 4, "parst": []}]}, "percentages: “4%”: unknown key “parst” (parts?)"),
        ({"entities": {"米国": "United States"}}, "entities: “米国” is not followed by"),
        ({"footnotes": {"1": {"before": "x"}}}, "footnotes: “1” has no “after”"),
    ],
)
def test_a_fault_of_mentions_is_named(tmp_path: Path, mentions: object, said: str) -> None:
    with pytest.raises(DamagedError, match=r"one\.mentions\.yaml") as caught:
        read_gold([write_gold(tmp_path, RIGHT, mentions=mentions)])
    assert said in caught.value.message


def test_many_faults_are_counted(tmp_path: Path) -> None:
    wrong = [{**RIGHT, "id": f"r{n}", "action": "x"} for n in range(7)]
    with pytest.raises(DamagedError, match=r"record r4.*; 2 more$"):
        read_gold([write_gold(tmp_path, *wrong)])
    (tmp_path / "one.records.yaml").write_text("document: {}", encoding="utf-8")
    with pytest.raises(DamagedError, match="no list of records"):
        read_gold([tmp_path])


def test_quotes_that_the_brief_does_not_have_are_warned_of(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold", RIGHT, {**RIGHT, "id": "r2", "evidence": ["The Senate Lifted Its Own Duty On Cheese"]})
    pred = write_brief(tmp_path / "out", f"前文。\n{QUOTE[:12]}\n{QUOTE[12:]}。")
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--pred", str(pred)])
    head, line, remedy = result.stderr.splitlines()
    assert result.exit_code == 0
    assert head.startswith(f"{gold}: 1 quote of gold not in the brief")
    assert line == "  one: record r2: The Senate Lifted Its Own Duty On Cheese"
    assert "docs/gold.md" in remedy
    write_gold(gold, RIGHT)
    assert CliRunner().invoke(app, ["evaluate", str(gold), "--pred", str(pred)]).stderr == ""


def test_the_bars_of_a_markdown_table_do_not_count(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold", {**RIGHT, "evidence": ["| Sugar | 12% | May 1 |"]})
    pred = write_brief(tmp_path / "out", "Goods\nRate\nFrom\nSugar\n12%\nMay 1\n")
    assert CliRunner().invoke(app, ["evaluate", str(gold), "--pred", str(pred)]).stderr == ""


def test_errors_show_quotes_as_they_were_written(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold", {**RIGHT, "evidence": ["The Senate\n  Lifted It"]})
    pred = write_brief(tmp_path / "out", "The Senate Lifted It. Quite Another Sentence Of This Brief.")
    shown = CliRunner().invoke(app, ["evaluate", str(gold), "--pred", str(pred), "--errors"]).stdout
    assert "missed\tr1 tariff/reduce: The Senate Lifted It\n" in shown
    assert "spurious\ttariff/impose: Quite Another Sentence Of This Brief\n" in shown


def test_what_neither_gold_nor_prediction_has_gets_dashes(tmp_path: Path) -> None:
    gold, pred = write_gold(tmp_path / "gold", RIGHT), write_brief(tmp_path / "out", QUOTE)
    base = ["evaluate", str(gold), "--pred", str(pred), "--reliability"]
    shown = CliRunner().invoke(app, base).stdout
    lines = {line.split("  ")[0].strip(): line.split() for line in shown.splitlines()}
    assert lines["slot: hs"][2:] == ["–", "–", "–", "0", "0"]
    assert lines["slot: imposing"][2:5] == ["0.000", "0.000", "0.000"]
    assert "together" not in shown
    other = write_gold(tmp_path / "other", RIGHT)
    assert "\nall 2 sets together\nconfidence " in CliRunner().invoke(app, [*base[:2], str(other), *base[2:]]).stdout


def test_the_documents_name_every_key_and_code(tmp_path: Path) -> None:
    described = (DOCS / "gold.md").read_text(encoding="utf-8")
    for key in {*RECORD_KEYS, *MENTION_KEYS, *NOTE_KEYS, *VALUE_KEYS, *WAYS} - {"comparator"}:
        assert re.search(rf"[`{{]{key}[`:]", described), key
    codes = (DOCS / "json.md").read_text(encoding="utf-8")
    assert [code for code in (*TYPE_NAMES, *ACTION_NAMES) if f"`{code}`" not in codes] == []


def test_the_example_of_the_document_is_gold(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (DOCS / "gold.md").read_text(encoding="utf-8"), re.DOTALL)
    for kind, block in zip(("records", "mentions"), blocks, strict=True):
        (tmp_path / f"one.{kind}.yaml").write_text(block, encoding="utf-8")
    (gold,) = read_gold([tmp_path])
    assert gold.published == "2031-04-05"
    assert gold.mentions is not None
    assert gold.mentions.hs == frozenset()
