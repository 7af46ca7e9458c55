"""Tables without ruling: what is one, where its rows begin, which cells head it."""

from __future__ import annotations

import pytest

from extract.layout.column_names import is_heading_row
from extract.layout.types import PdfLayout
from layout.sheets import Put, analyse, make_page, paragraph, texts

PROSE = "政府は輸出の許可に関する新しい基準を公表し、企業に対して取引先の確認を求めた。基準は来年から適用される見込みである。"


def put_rows(rows: list[list[str]], xs: list[float], foot: float = 200.0, step: float = 18.0) -> list[Put]:
    """Set rows of cells at the columns' left edges; a cell with line ends goes on below, nine tenths of `step` apart."""
    puts = []
    for row in rows:
        depth = max(cell.count("\n") for cell in row)
        for x, cell in zip(xs, row, strict=True):
            puts += [Put(x, foot + 14 * k, part) for k, part in enumerate(cell.split("\n")) if part]
        foot += step + 14 * depth
    return puts


def grid(layout: PdfLayout) -> list[list[str]]:
    rows: dict[tuple[int, int], list[str]] = {}
    for b in layout.blocks:
        if b.cell:
            rows.setdefault((b.cell.table, b.cell.row), []).append(b.span.of(layout.text).replace("\n", ""))
    return list(rows.values())


ROWS = [["国・地域", "措置", "税率", "発効日"], ["甲国", "報復関税", "34%", "4月10日"], ["乙国", "相殺関税", "8%", "5月2日"], ["丙国", "追加関税", "25%", "6月1日"]]


def test_rows_of_cells_that_line_up_are_a_table() -> None:
    layout = analyse(make_page([*paragraph(70, 100, PROSE, 40), *put_rows(ROWS, [70, 170, 280, 380]), *paragraph(70, 320, PROSE, 40)]))
    assert grid(layout) == ROWS
    heads = {b.span.of(layout.text) for b in layout.blocks if b.cell and b.cell.header and b.cell.row == 0}
    assert heads == set(ROWS[0])
    rate = next(b for b in layout.blocks if b.cell and b.span.of(layout.text) == "34%")
    assert rate.cell is not None
    assert [layout.blocks[h].span.of(layout.text) for h in rate.cell.column_headers] == ["税率"]


def test_cells_that_go_on_below_stay_in_their_row() -> None:
    rows = [
        ["年月", "内容"],
        ["2031年2月", "甲国は乙国からの輸入品に追加の関税を課すと\n発表した。"],
        ["2031年3月", "乙国は協議を求めた。"],
        ["2031年4月", "両国は関税を引き下げることで合意し、協議を\n続けることにした。"],
    ]
    layout = analyse(make_page([*paragraph(70, 100, PROSE, 40), *put_rows(rows, [70, 170], step=20)]))
    assert grid(layout) == [[cell.replace("\n", "") for cell in row] for row in rows]


def test_heads_may_span_columns() -> None:
    puts = [Put(70, 200, "品目"), Put(190, 200, "税率（従価、%）"), Put(330, 200, "数量")]
    body = [["", "2030年", "2031年", ""], ["鉄", "25", "50", "100"], ["銅", "10", "50", "80"], ["木材", "14", "35", "60"]]
    layout = analyse(make_page([*paragraph(70, 100, PROSE, 40), *puts, *put_rows(body, [70, 180, 250, 330], foot=218)]))
    rate = next(b for b in layout.blocks if b.cell and b.span.of(layout.text) == "35")
    assert rate.cell is not None
    assert [layout.blocks[h].span.of(layout.text) for h in rate.cell.column_headers] == ["税率（従価、%）", "2031年"]


@pytest.mark.parametrize(
    "puts",
    [
        # two columns of running text
        [*paragraph(70, 200, PROSE * 3, 20), *paragraph(310, 200, PROSE * 3, 20)],
        # a list: numbers beside texts
        [Put(x, 200 + 18 * k, t) for k, item in enumerate(["対象の拡大", "手続の簡素化", "罰則の強化", "経過措置"]) for x, t in ((70, f"{k + 1}"), (100, item))],
        # notes under each other
        [Put(x, 200 + 18 * k, t) for k, item in enumerate(["甲省の発表。", "乙通信の記事。", "丙紙の記事。"]) for x, t in ((70, f"*{k + 1}"), (100, item))],
        # date and sender of a letter
        [Put(400, 200, "2031年4月1日"), Put(70, 218, "関係各位"), Put(400, 218, "甲省通商局")],
    ],
)
def test_what_only_stands_side_by_side(puts: list[Put]) -> None:
    layout = analyse(make_page([*paragraph(70, 100, PROSE, 40), *puts, *paragraph(70, 500, PROSE, 40)]))
    assert texts(layout, "table") == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["国", "措置", "税率"], True),
        (["品目", "税率（%）", "発効日※1"], True),
        (["Country", "Tariff rate (percent)", "Effective date"], True),
        (["現行", "改正後"], True),
        (["年月", "内容"], True),
        (["甲国", "報復関税", "34%"], False),
        (["2031年", "2032年"], False),
        (["Japan", "15 percent", "August 7, 2031"], False),
        (["税率"], False),
        (["国は税率を", "引き上げた"], False),
    ],
)
def test_names_of_columns(cells: list[str], expected: bool) -> None:
    assert is_heading_row(cells) is expected
