from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.store.corrections import read_history, read_views
from extract.store.engine import Store
from store.briefs import do, filler
from workbook.sheets_by_hand import put


@pytest.fixture
def database(store: Store, tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path / 'records.db'}"]


def call(*args: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, ["review", *args], input=answer)


def test_export_correct_import(store: Store, database: list[str], tmp_path: Path) -> None:
    file = tmp_path / "check.xlsx"
    done = call("export", str(file), "--lang", "ja", *database)
    assert (done.exit_code, "3 records" in done.output) == (0, True)
    file.write_bytes(put(file.read_bytes(), (2, "date", "2031年4月9日")))
    asked = call("import", str(file), "--user", "tanaka", *database, answer="n\n")
    assert "発表日：2031-04-02 → 2031-04-09" in asked.output
    assert "1件の修正を書き込みますか" in asked.output
    assert (asked.exit_code, read_history(store, 1)) == (1, [])
    done = call("import", str(file), "--user", "tanaka", *database, answer="y\n")
    assert (done.exit_code, "1件の修正を書き込みました" in done.output) == (0, True)
    assert [(e.by, e.slot) for e in read_history(store, 1)] == [("tanaka", "date")]
    assert "書き込むものはありません" in call("import", str(file), "--yes", *database).output


def test_conflicts_and_misreadings_are_listed(store: Store, database: list[str], tmp_path: Path) -> None:
    file = tmp_path / "check.xlsx"
    call("export", str(file), *database)
    do(store, "change", read_views(store, 1)[0], by="sato", slot="date", new=[filler("2031-04-01")])
    file.write_bytes(put(file.read_bytes(), (2, "date", "2031-04-09"), (3, "date", "soon"), (3, "items", "銅")))
    done = call("import", str(file), "--yes", "--user", "tanaka", *database)
    assert done.exit_code == 1
    for words in ("sato at 2031-05-01T", "yours 2031-04-09, now 2031-04-01", "row 3 Date:", "changed Date", "1 correction written"):
        assert words in done.output, words
    mine = call("import", str(file), "--yes", "--keep-mine", "--user", "tanaka", *database)
    assert "Date: 2031-04-01 → 2031-04-09" in mine.output


def test_what_is_refused_is_told_by_the_names_of_the_columns(store: Store, database: list[str], tmp_path: Path) -> None:
    do(store, "accept", read_views(store, 1)[0])
    file = tmp_path / "check.xlsx"
    call("export", str(file), "--lang", "ja", *database)
    do(store, "change", read_views(store, 1)[2], by="佐藤", slot="effective_from", new=[filler("2031-06-01")])
    cells = (2, "action", None), (3, "hs", "12"), (3, "measure_type", None), (3, "state", "承認済み"), (4, "effective_from", "2031-07-01")
    file.write_bytes(put(file.read_bytes(), *cells))
    done = call("import", str(file), "--yes", *database)
    for words in (
        "2行目 行為：承認済みの記録の「行為」は空にできません",
        "3行目 HS番号：「12」はHS番号として読めません",
        "3行目 措置の種類：「措置の種類」が空のままでは承認できません",
        "適用開始：自分 2031-07-01、今 2031-06-01",
        "：適用開始を修正",
    ):
        assert words in done.output, (words, done.output)
    assert not re.search(r"[a-z]+_[a-z]+", done.output), done.output


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--type", "関税"], 2),
        (["--jurisdiction", "中国"], 1),
        (["--state", "accepted"], 0),
        (["--document", "1"], 3),
        (["--search", "希土類"], 1),
        (["--from", "2031-06-01"], 1),
    ],
)
def test_only_what_is_wanted_is_exported(store: Store, database: list[str], tmp_path: Path, options: list[str], count: int) -> None:
    done = call("export", str(tmp_path / "x.xlsx"), *options, *database)
    assert f"{count} record{'s' * (count != 1)} written" in done.output


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["export", "x.csv"], 2),
        (["export", "x.xlsx", "--state", "done"], 2),
        (["export", "x.xlsx", "--type", "no such"], 1),
        (["export", "x.xlsx", "--document", "99"], 1),
        (["import", "missing.xlsx"], 1),
    ],
)
def test_wrong_calls_end_clearly(database: list[str], tmp_path: Path, args: list[str], code: int) -> None:
    done = call(args[0], str(tmp_path / args[1]), *args[2:], *database)
    assert (done.exit_code, done.output != "", "Traceback" in done.output) == (code, True, False)
