from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import runs
from extract.cli import app
from extract.errors import EncryptedError, ExtractError, NoTextLayerError
from extract.export import build_brief
from extract.files import Input, WriteError, find_inputs, label_inputs, make_folder, write_file
from extract.model import Extraction, Issue
from extract.report import COLUMNS
from extract.runs import Reading
from extract.schema import BriefPart
from extract.show import build_text
from extract.version import __version__
from samples import make_document, make_extraction

runner = CliRunner()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """Stand in for the pipeline: files whose names say so fail, all others are the sample brief; -> options used."""
    readings: list[Reading] = []

    def extract(item: Input, reading: Reading) -> Extraction:
        readings.append(reading)
        name = item.path.name if item.path is not None else sys.stdin.buffer.read().decode()
        if "locked" in name:
            raise EncryptedError(f"{name}: the password is missing")
        if "scan" in name:
            raise NoTextLayerError(f"{name} has 3 pages\nbut no characters")
        if "bug" in name:
            raise RecursionError("too deep")
        if "stop" in name:
            raise KeyboardInterrupt
        return make_extraction(name)

    monkeypatch.setattr(runs, "extract_input", extract)
    return readings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.pdf", "a.txt", "b.txt", "sub/c.MD", "sub/d.html", ".hidden.txt", ".git/e.txt", "sub/f.doc"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("x")
    return tmp_path / "in"


def call(*args: object, stdin: str | None = None) -> tuple[int, str, str]:
    result = runner.invoke(app, [str(a) for a in args], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# --- start ---------------------------------------------------------------------------------------------------------


def test_help_answers_within_half_a_second_of_cpu() -> None:
    """The best of three, so that a busy machine does not decide."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-m", "extract.cli", "--help"], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert "Exit codes: 0" in " ".join(done.stdout.split())
    assert min(times) < 0.5


def test_help_imports_nothing_heavy() -> None:
    heavy = ("prefect", "spacy", "pandas", "numpy", "ginza", "pdfplumber", "pydantic", "sqlalchemy")
    code = f"import sys, extract.cli; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("command", [[], ["run"], ["show"], ["schema"], ["store"], ["list"], ["history"], ["evaluate"]])
def test_every_command_has_help(command: list[str]) -> None:
    code, out, _ = call(*command, "--help")
    assert code == 0
    assert "Usage:" in out


def test_version() -> None:
    assert call("--version") == (0, f"extract {__version__}\n", "")


def test_schema_is_json_schema() -> None:
    code, out, _ = call("schema")
    assert code == 0
    assert "MeasureRecord" not in out
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


# --- run -----------------------------------------------------------------------------------------------------------


def test_piped_table_is_tab_separated(seen: list[Reading], folder: Path) -> None:
    code, out, err = call("run", folder / "b.txt")
    header, row = out.splitlines()
    assert (code, err) == (0, "")
    assert header.split("\t") == list(COLUMNS)
    assert row.split("\t")[0] == "b"
    assert "\x1b" not in out


def test_an_inferred_date_is_warned_of(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    doubt = Issue("published_inferred", "the document states no date of its own", candidates=("2031-04-05",))
    monkeypatch.setattr(runs, "extract_input", lambda item, reading: replace(make_extraction("b.txt"), issues=(doubt,)))
    code, _, err = call("run", folder / "b.txt")
    assert code == 0
    assert err.splitlines() == ["b: warning: the brief states no date of its own; 2031-04-05 was inferred from the dates it names", "  Give the date with --date if it is another."]
    assert call("run", folder / "b.txt", "--quiet")[2] == ""


def test_json_of_one_brief_is_an_object_of_several_a_list(seen: list[Reading], folder: Path) -> None:
    _, one, _ = call("run", folder / "b.txt", "--format", "json")
    assert BriefPart.model_validate_json(one).document.source == "b.txt"
    code, several, _ = call("run", folder, "--format", "json")
    assert code == 0
    assert [d["document"]["source"] for d in json.loads(several)] == ["a.pdf", "a.txt", "b.txt", "c.MD", "d.html"]


def test_csv_and_jsonl_go_to_standard_output(seen: list[Reading], folder: Path) -> None:
    _, out, _ = call("run", folder, "--format", "csv")
    assert out.startswith("\ufeffbrief,page")
    assert len(out.splitlines()) == 6
    _, out, _ = call("run", folder, "--format", "jsonl")
    assert [json.loads(line)["brief"] for line in out.splitlines()] == ["a.pdf", "a.txt", "b", "c", "d"]


def test_out_writes_json_per_brief_and_one_file_of_the_others(seen: list[Reading], folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "results"
    formats = [arg for f in ("json", "csv", "xlsx", "jsonl", "table") for arg in ("--format", f)]
    code, text, err = call("run", folder, "--out", out, *formats)
    assert (code, text) == (0, "")
    assert err == f"Written to {out}: 5 JSON files, measures.csv, measures.xlsx, measures.jsonl, measures.txt\n"
    assert sorted(p.name for p in out.iterdir()) == [
        "a.pdf.json",
        "a.txt.json",
        "b.json",
        "c.json",
        "d.json",
        "measures.csv",
        "measures.jsonl",
        "measures.txt",
        "measures.xlsx",
    ]
    assert "輸入ロボット" in (out / "measures.txt").read_text(encoding="utf-8")
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    call("run", folder, "--out", out, *formats)
    assert first == {p.name: p.read_bytes() for p in out.iterdir()}


def test_out_without_format_writes_json_and_shows_the_table(seen: list[Reading], folder: Path, tmp_path: Path) -> None:
    code, text, _ = call("run", folder / "b.txt", "--out", tmp_path / "o")
    assert code == 0
    assert text.startswith("brief\tpage")
    assert [p.name for p in (tmp_path / "o").iterdir()] == ["b.json"]


def test_quietly_a_run_says_nothing_but_errors(seen: list[Reading], folder: Path, tmp_path: Path) -> None:
    assert call("run", folder / "b.txt", "--out", tmp_path / "o", "-q") == (0, "", "")
    assert [p.name for p in (tmp_path / "o").iterdir()] == ["b.json"]
    assert call("run", folder / "b.txt", "--out", tmp_path / "p")[2] == f"Written to {tmp_path / 'p'}: b.json\n"
    (folder / "locked.pdf").write_text("x")
    code, text, err = call("run", folder / "locked.pdf", folder / "b.txt", "--out", tmp_path / "o", "--format", "csv", "-q")
    assert (code, text, "password" in err, "Written" in err) == (1, "", True, False)
    assert call("run", folder / "b.txt", "-q")[1].startswith("brief\tpage")  # without --out the table is what was asked for


@pytest.mark.parametrize("command", ["run", "list", "history"])
def test_a_format_that_there_is_not_is_refused_in_plain_words(command: str) -> None:
    code, _, err = call(command, *([] if command == "list" else ["x"]), "--format", "xml")
    assert (code, "Value error" in err) == (2, False)
    assert "Invalid value for '--format': 'xml' is not one of 'table', 'json'" in err


def test_standard_input(seen: list[Reading], tmp_path: Path) -> None:
    code, out, _ = call("run", "-", "--format", "json", stdin="piped.txt")
    assert (code, json.loads(out)["document"]["source"]) == (0, "piped.txt")
    assert call("run", "-", "--out", tmp_path, stdin="x")[0] == 0
    assert (tmp_path / "stdin.json").exists()
    code, _, err = call("run", "-", stdin="locked")
    assert (code, err.splitlines()[0]) == (1, "standard input: locked: the password is missing")


def test_options_go_down_to_the_pipeline(seen: list[Reading], folder: Path) -> None:
    call("run", folder / "b.txt", "--date", "2025-08", "--lang", "en", "--password", "p")
    assert seen == [Reading("2025-08", runs.Lang.en, "p", False)]


def test_one_bad_file_never_stops_the_others(seen: list[Reading], folder: Path, tmp_path: Path) -> None:
    for name in ("locked.pdf", "scan.pdf", "bug.pdf"):
        (folder / name).write_text("x")
    code, out, err = call("run", folder, tmp_path / "none.pdf", "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 5
    lines = err.splitlines()
    assert lines[0] == f"{tmp_path / 'none.pdf'}: no such file or folder"
    errors = {lines[i].split(":")[0]: (lines[i], lines[i + 1]) for i in range(0, len(lines), 2)}
    assert len(errors) == 4
    assert errors[str(folder / "locked.pdf")][1] == "  Give the password with --password."
    assert "ocrmypdf" in errors[str(folder / "scan.pdf")][1]
    assert "unexpected error: RecursionError: too deep" in errors[str(folder / "bug.pdf")][0]
    assert "Traceback" not in err


def test_debug_shows_the_traceback(seen: list[Reading], folder: Path) -> None:
    (folder / "bug.pdf").write_text("x")
    assert "Traceback" in call("run", folder / "bug.pdf", "--debug")[2]


def test_all_failed_writes_nothing(seen: list[Reading], folder: Path, tmp_path: Path) -> None:
    (folder / "scan.pdf").write_text("x")
    code, out, _ = call("run", folder / "scan.pdf", "--format", "csv")
    assert (code, out) == (1, "")


def test_an_interrupt_ends_with_one_line(seen: list[Reading], folder: Path) -> None:
    (folder / "stop.pdf").write_text("x")
    assert call("run", folder / "stop.pdf") == (130, "", "Interrupted.\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--format", "xlsx"], "--out"),
        (["--format", "csv", "--format", "json"], "--out"),
        (["--date", "2025-13"], "2025-08-01"),
        (["--date", "yesterday"], "2025-08-01"),
        (["--date", "2025-8-1"], "2025-08-01"),
        (["--format", "pdf"], "--format"),
        (["--lang", "fr"], "--lang"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_calls_exit_with_two(seen: list[Reading], folder: Path, args: list[str], said: str) -> None:
    code, out, err = call("run", folder, *args)
    assert (code, out) == (2, "")
    assert said in err
    assert seen == []


def test_out_that_is_a_file_is_a_wrong_call(seen: list[Reading], folder: Path) -> None:
    code, _, err = call("run", folder, "--out", folder / "b.txt")
    assert (code, len(err.splitlines())) == (2, 2)


def test_no_arguments_is_a_wrong_call() -> None:
    assert call("run")[0] == 2


def test_an_empty_folder_is_an_error(seen: list[Reading], tmp_path: Path) -> None:
    code, _, err = call("run", tmp_path)
    assert code == 1
    assert err.startswith(f"{tmp_path}: no briefs")


# --- show ----------------------------------------------------------------------------------------------------------


def test_show_marks_mentions_and_lists_the_measures(seen: list[Reading], folder: Path) -> None:
    code, out, _ = call("show", folder / "b.txt")
    assert code == 0
    assert "2031年4月2日{2031-04-02}" in out
    assert "34%{34}" in out
    assert "1. 米国、関税を引き下げ · tariff/reduce · imposing: US" in out
    assert "\x1b" not in out


def test_a_brief_does_not_steer_the_terminal() -> None:
    text = make_document([("paragraph", "関税\x1b]0;x\x07\x9b2Jを課す")])
    extraction = replace(make_extraction(), document=text, passages=(), mentions=(), records=(), citations={})
    view = build_text(build_brief(extraction), colour=True).plain
    assert "関税" in view
    assert all(c.isprintable() or c == "\n" for c in view)


def test_show_takes_one_file(seen: list[Reading], folder: Path) -> None:
    assert call("show", folder)[0] == 2
    assert call("show", folder / "none.pdf")[0] == 1


# --- files ---------------------------------------------------------------------------------------------------------


def test_folders_are_searched_in_order_without_hidden_and_foreign_files(folder: Path) -> None:
    inputs, errors = find_inputs([str(folder), str(folder / "a.pdf"), str(folder / ".." / "in" / "b.txt")])
    assert errors == []
    assert [i.name for i in inputs] == [str(folder / n) for n in ("a.pdf", "a.txt", "b.txt", "sub/c.MD", "sub/d.html")]


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["x/a.pdf", "x/b.pdf"], ["a", "b"]),
        (["x/a.pdf", "x/a.txt", "x/b.pdf"], ["a.pdf", "a.txt", "b"]),
        (["x/a.pdf", "y/a.pdf", "z/a.pdf"], ["a.pdf", "a.pdf.2", "a.pdf.3"]),
        (["x/A.pdf", "x/a.txt"], ["A.pdf", "a.txt"]),
        (["x/a.pdf", "x/a.txt", "x/a.pdf.md"], ["a.pdf", "a.txt", "a.pdf.2"]),
    ],
)
def test_labels_differ(names: list[str], labels: list[str]) -> None:
    inputs = [Input(Path(n), n, Path(n).stem) for n in names]
    assert [i.label for i in label_inputs(inputs)] == labels


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_file(target, b"old")
    (tmp_path / "plain").write_bytes(b"")
    assert target.stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "plain").unlink()

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(WriteError, match="No space left"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_outputs_that_cannot_be_written_are_typed_errors(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError):
        write_file(tmp_path / "missing" / "a.json", b"x")
    with pytest.raises(ExtractError) as caught:
        make_folder(tmp_path / "file")
    assert caught.value.exit_code == 2
    with pytest.raises(WriteError):
        make_folder(tmp_path / "file" / "below")


def test_a_bad_lexicon_is_a_wrong_call(seen: list[Reading], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACT_LEXICON", str(folder / "nope.yaml"))
    code, out, err = call("run", folder / "a.txt", folder / "b.txt")
    assert (code, out) == (2, "")
    assert err.count("lexicon file cannot be opened") == 1
    assert not seen


def test_no_measures_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("本日は晴天である。\n", encoding="utf-8")
    code, _, err = call("run", tmp_path / "plain.txt")
    assert code == 0
    assert "0 measures in 1 brief" in err
    assert "0 measures" not in call("run", "--quiet", tmp_path / "plain.txt")[2]
