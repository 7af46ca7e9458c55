from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from rich.console import Console

from extract.export import build_brief
from extract.report import (
    COLUMNS,
    MeasureRow,
    build_frame,
    build_rows,
    build_tables,
    choose_title,
    dump_csv,
    dump_jsonl,
    dump_tabs,
    dump_xlsx,
    format_confidence,
    format_parties,
    format_rates,
    format_time,
    join_lines,
    measure_width,
    neutralise,
)
from extract.schema import FillerPart
from samples import make_extraction


def make_row(**changes: object) -> MeasureRow:
    (row,) = build_rows(build_brief(make_extraction()))
    return replace(row, **changes)  # type: ignore[arg-type]


def rate(value: float | str, **more: object) -> FillerPart:
    return FillerPart.model_validate({"text": "x", "value": value, "rule": "test", "evidence": [], **more})


def test_a_row_shows_the_record() -> None:
    row = make_row()
    assert (row.brief, row.page, row.type, row.action, row.imposing) == ("brief", None, "tariff", "reduce", "US")
    assert (row.items, row.rates, row.date, row.notes) == ("輸入ロボット", "34%→10%", "2031-04-02", "1")
    assert row.quote.startswith("米国は2031年4月2日")
    assert build_rows(build_brief(make_extraction()), "brief.txt")[0].brief == "brief.txt"


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([rate(34, role="from", unit="%"), rate(10, role="to", unit="%")], "34%→10%"),
        ([rate(10, role="to", unit="%")], "→10%"),
        ([rate(145, role="from", unit="%")], "145%→"),
        ([rate(100, comparator="gt", unit="%"), rate(7.5, unit="%")], ">100%; 7.5%"),
        ([rate(1200, unit="metric tons")], "1,200 metric tons"),
        ([rate(28, unit="社"), rate(28, unit="社")], "28社"),
        ([], ""),
    ],
)
def test_rates_read_as_people_write_them(rates: list[FillerPart], expected: str) -> None:
    assert format_rates(rates) == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("協\n議", "協議"), ("協 \n 議", "協議"), ("the\nact", "the act"), ("税は\n10 %", "税は 10 %"), ("a  b", "a b")],
)
def test_lines_of_a_quote_are_joined(quote: str, expected: str) -> None:
    assert join_lines(quote) == expected


@pytest.mark.parametrize(
    ("imposing", "target", "expected"), [("US", "CN", "US → CN"), ("US", "", "US"), ("", "CN", "→ CN"), ("", "", "")]
)
def test_parties(imposing: str, target: str, expected: str) -> None:
    assert format_parties(make_row(imposing=imposing, target=target)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+81", "'+81"),
        ("-5%", "'-5%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\x00=1", "'=1"),
        ("5-3", "5-3"),
        ("→10%", "→10%"),
        ("あ\x0bい\x9b", "あい"),
        ("", ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str, expected: str) -> None:
    assert neutralise(cell) == expected


def test_csv_opens_in_excel_and_reads_back() -> None:
    data = dump_csv([make_row(quote='彼は"言う", と\n次', page=3), make_row(items="=cmd()")])
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(first) == COLUMNS
    assert (first["quote"], first["page"], first["from"]) == ('彼は"言う", と\n次', "3", "")
    assert (second["items"], second["page"]) == ("'=cmd()", "")


def test_xlsx_is_frozen_filtered_and_free_of_formulas() -> None:
    data = dump_xlsx([make_row(items="=1+1", entities="+x", quote="長" * 200, page=2)])
    sheet = load_workbook(io.BytesIO(data))["measures"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert sheet.auto_filter.ref.startswith("A1:")
    cells = {h.value: c for h, c in zip(sheet[1], sheet[2], strict=True)}
    assert tuple(cells) == COLUMNS
    assert (cells["items"].value, cells["items"].data_type) == ("'=1+1", "s")
    assert cells["page"].value == 2
    assert sheet.column_dimensions[cells["quote"].column_letter].width == 60
    assert sheet.column_dimensions["A"].width < 20


@pytest.mark.parametrize("dump", [dump_csv, dump_xlsx, dump_jsonl])
def test_the_same_rows_give_the_same_bytes(dump: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(dump)
    assert dump([make_row()]) == dump([make_row()])
    assert dump([make_row()]) != dump([make_row(items="別")])


def test_an_empty_table_still_has_its_columns() -> None:
    assert tuple(build_frame([]).columns) == COLUMNS
    assert dump_csv([]).decode("utf-8-sig").strip().split(",") == list(COLUMNS)
    assert dump_jsonl([]) == b""
    assert dump_tabs([]) == "\t".join(COLUMNS) + "\n"
    assert build_tables([]) == []
    assert load_workbook(io.BytesIO(dump_xlsx([])))["measures"].max_row == 1


def test_jsonl_is_one_object_a_record_with_nothing_neutralised() -> None:
    (line,) = dump_jsonl([make_row(items="=1+1")]).decode().splitlines()
    data = json.loads(line)
    assert tuple(data) == COLUMNS
    assert (data["items"], data["page"], data["confidence"]) == ("=1+1", None, 1.0)


def test_tab_separated_lines_hold_one_record_each() -> None:
    text = dump_tabs([make_row(items="a\tb\nc"), make_row()])
    lines = text.splitlines()
    assert len(lines) == 3
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}
    assert "a b c" in lines[1]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"date": "", "from_date": "2026-21"}, "from 2026 spring"),
        ({"date": "2025-24/2026-22", "until_date": "../2026-23"}, "2025 winter/2026 summer\nuntil ../2026 autumn"),
        ({"date": "2031-01-21; 2031-12"}, "2031-01-21; 2031-12"),
        ({"date": "2031-04-22/2031-04-24"}, "2031-04-22/2031-04-24"),
    ],
)
def test_seasons_are_named(given: dict[str, str], shown: str) -> None:
    assert format_time(make_row(**given)) == shown


@pytest.mark.parametrize("width", [80, 100])
def test_the_table_shows_confidence_and_marks_doubts(width: int) -> None:
    sure, unsure = make_row(confidence=0.83, issues=""), make_row(brief="b", confidence=0.414, issues="date: taken over")
    assert [format_confidence(row) for row in (sure, unsure)] == ["83%", "41%!"]
    out = io.StringIO()
    for table in build_tables([sure, unsure], width=width):
        Console(file=out, width=width, color_system=None).print(table)
    assert out.getvalue().count("! there is a doubt") == 1
    assert " 41%!" in out.getvalue()
    assert build_tables([sure])[0].caption is None


@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
def test_terminal_table_keeps_its_columns_in_line_with_japanese(width: int) -> None:
    row = make_row(
        page=12,
        type="investment_commitment",
        imposing="US; CN",
        target="JP; EU",
        items="半導体製造装置のうち露光に用いるもの; 産業用ロボット; 蓄電池とその部品",
        instrument="通商法の特例",
        from_date="2031-05-21/2031-05-31",
        until_date="2031-08-12",
    )
    out = io.StringIO()
    tables = build_tables([row, replace(row, brief="b", issues="when: unknown")], width=width)
    console = Console(file=out, width=width, color_system=None)
    for table in tables:
        console.print(table)
    lines = out.getvalue().splitlines()
    assert len(tables) == 2
    assert {measure_width(line.replace("→", "-").replace("─", "-")) for line in lines} == {width}
    shown = "".join(out.getvalue().split())
    assert "2031-05-31" in shown
    assert "until2031-08-12" in shown
    assert "…" not in out.getvalue()


@pytest.mark.parametrize(
    ("titles", "quote", "expected"),
    [
        (("関税", "tariff"), "税率を下げた", "関税"),
        (("関税", "tariff"), "cut the “rate” to 5 percent", "tariff"),
        (("", "tariff"), "税率を下げた", "tariff"),
        (("関税", ""), "cut the rate", "関税"),
    ],
)
def test_the_title_is_in_the_language_of_the_quote(titles: tuple[str, str], quote: str, expected: str) -> None:
    assert choose_title(*titles, quote) == expected


def test_a_row_without_object_shows_its_title() -> None:
    out = io.StringIO()
    (table,) = build_tables([make_row(items="", notes="")], width=120)
    Console(file=out, width=120, color_system=None).print(table)
    assert "米国、関税を引き下げ" in out.getvalue()


def test_markup_in_a_brief_is_text() -> None:
    out = io.StringIO()
    (table,) = build_tables([make_row(items="[red]赤[/red]")], width=120)
    Console(file=out, width=120, color_system=None).print(table)
    assert "[red]赤[/red]" in out.getvalue()
