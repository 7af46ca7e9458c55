from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import filing
from extract.cli import app
from extract.errors import NoTextLayerError
from extract.files import Input
from extract.model import OTHER_DATE, Extraction, Issue
from extract.runs import Reading
from extract.store.corrections import read_views
from extract.store.documents import list_documents
from extract.store.engine import open_store
from store.briefs import ACTS, do, filler, make_brief


@pytest.fixture
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of briefs; in place of the pipeline each line of a file is an act."""

    def extract(item: Input, reading: Reading, data: bytes) -> Extraction:
        if b"scan" in data:
            raise NoTextLayerError("scan.pdf has 3 pages but no characters")
        return make_brief(data.decode().splitlines(), before=reading.date or "題")

    monkeypatch.setattr(filing, "extract_input", extract)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("\n".join(ACTS))
    (folder / "b.txt").write_text(ACTS[0])
    return folder


def call(url: str, *args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*map(str, args)], env={"EXTRACT_DATABASE_URL": url})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_briefs_are_stored_once(url: str, briefs: Path) -> None:
    code, out, err = call(url, "store", briefs)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{briefs}/a.txt: document 1, new version, 3 records",
        f"{briefs}/b.txt: document 2, new version, 1 record",
    ]
    assert call(url, "store", briefs)[1].splitlines() == [f"{briefs}/{n}.txt: already stored" for n in "ab"]
    assert "document 2, extracted anew, 1 record" in call(url, "store", briefs / "b.txt", "--date", "2031-06")[1]
    (briefs / "b.txt").write_text(ACTS[1])
    assert call(url, "store", briefs / "b.txt", "--quiet") == (0, "", "")
    with open_store(url) as store:
        assert [v.body.evidence[0].quote for v in read_views(store, 2)] == [ACTS[1]]


def test_a_date_that_was_given_stays_with_its_document(url: str, briefs: Path) -> None:
    brief = briefs / "b.txt"
    assert "1 record, dated 2031-06 as given by hand" in call(url, "store", brief, "--date", "2031-06")[1]
    assert call(url, "store", brief)[1] == f"{brief}: already stored\n"
    brief.write_text(ACTS[1])
    assert "new version, 1 record, dated 2031-06 as given by hand" in call(url, "store", briefs)[1]
    with open_store(url) as store:
        assert [document.title for document in list_documents(store)] == ["2031-06", "題"]
    assert "dated 2031-07-01 as given by hand" in call(url, "store", brief, "--date", "2031-07-01")[1]
    brief.write_text(ACTS[2])
    assert "dated 2031-07-01 as given by hand" in call(url, "store", brief)[1]


def test_a_given_date_that_the_brief_itself_contradicts_is_told(url: str, briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Issue(OTHER_DATE, "the brief states another date")
    monkeypatch.setattr(filing, "extract_input", lambda item, reading, data: replace(make_brief(), issues=(said,)))
    assert call(url, "store", briefs / "a.txt", "--date", "2031")[1].endswith("3 records; the brief states another date\n")


def test_one_source_has_one_name_whichever_way_it_is_called(url: str, briefs: Path) -> None:
    (briefs.parent / "link.txt").symlink_to(briefs / "a.txt")
    call(url, "store", briefs / "a.txt")
    assert "already stored" in call(url, "store", briefs / ".." / "link.txt")[1]
    (row,) = json.loads(call(url, "list", "--format", "json")[1])
    assert row["source"] == (briefs / "a.txt").resolve().as_uri()


def test_one_bad_file_never_stops_the_others(url: str, briefs: Path) -> None:
    (briefs / "a0.txt").write_text("scan")
    code, out, err = call(url, "store", briefs, briefs / "none.txt", "-")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert "no characters" in err
    assert "no such file" in err
    assert "standard input" in err


def test_lists_are_for_people_and_programs(url: str, briefs: Path) -> None:
    assert call(url, "list")[2].startswith("Nothing is stored yet")
    (briefs / "=1+1.txt").write_text(ACTS[0])
    call(url, "store", briefs)
    header, *rows = [line.split("\t") for line in call(url, "list")[1].splitlines()]
    assert dict(zip(header, rows[1], strict=True))["records"] == "3"
    table = list(csv.DictReader(io.StringIO(call(url, "list", "--format", "csv")[1].removeprefix("\ufeff"))))
    assert [row["name"] for row in table] == ["notice.txt"] * 3


def test_history_of_a_record_a_document_and_a_reviewer(url: str, briefs: Path) -> None:
    call(url, "store", briefs / "a.txt")
    with open_store(url) as store:
        first, second, _ = read_views(store, 1)
        do(store, "change", first, slot="rates", new=[filler(35, unit="%")], why="=訂正\t済")
        do(store, "accept", second, by="mori")
    rows = json.loads(call(url, "history", "1", "--format", "json")[1])
    assert [(r["by"], r["kind"], r["record"]) for r in rows] == [("mori", "accept", second.key), ("sato", "change", first.key)]
    (row,) = json.loads(call(url, "history", f"1/{first.key}", "--format", "json")[1])
    assert (row["old"], row["new"], row["slot"]) == ("34 %", "35 %", "rates")
    assert len(call(url, "history", "1", "--by", "mori")[1].splitlines()) == 2
    assert "=訂正 済" in call(url, "history", first.key)[1]
    assert "'=訂正" in call(url, "history", first.key, "--format", "csv")[1]


@pytest.mark.parametrize("name", ["9", "1/m-none", "m-none", "9" * 40, "1/" + "m" * 300])
def test_history_of_nothing_is_an_error(url: str, briefs: Path, name: str) -> None:
    call(url, "store", briefs / "a.txt")
    code, out, err = call(url, "history", name)
    assert (code, out) == (1, "")
    assert "extract list" in err


def test_a_key_that_may_be_several_is_not_guessed(url: str, briefs: Path) -> None:
    call(url, "store", briefs)
    with open_store(url) as store:
        key = read_views(store, 2)[0].key
    code, _, err = call(url, "history", key)
    assert code == 2
    assert f"1/{key}, 2/{key}" in err


@pytest.mark.parametrize("given", ["mysql://x/y", "nonsense", "sqlite://"])
def test_other_databases_are_wrong_calls(given: str) -> None:
    code, out, err = call(given, "list")
    assert (code, out) == (2, "")
    assert "sqlite:///PATH" in err


def test_passwords_are_never_shown() -> None:
    code, _, err = call("postgresql://me:secret@127.0.0.1:1/briefs", "list")
    assert code == 1
    assert "secret" not in err
    assert "***" in err


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be looked at as one" * 20)
    code, _, err = call(f"sqlite:///{tmp_path / 'x.db'}", "list")
    assert code == 1
    assert "x.db" in err.splitlines()[0]
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "args",
    [
        ["list"],
        ["history", "1"],
        ["evaluate", "--reviewed"],
        ["evaluate", "--compare", "1.0", "2.0"],
        ["learn"],
        ["review", "export", "x.xlsx"],
    ],
)
def test_what_only_reads_makes_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call("sqlite:///typo/records.db", *args)
    assert (code, out, list(tmp_path.iterdir())) == (1, "", [])
    assert "typo/records.db: nothing is stored there yet" in err
    assert "extract store FILE" in err
