"""Tables: cells, spans, headers, captions, tables over pages; what is no table."""

from __future__ import annotations

import pytest

from extract.layout.types import PdfLayout
from extract.model import Block, Rect, TableGrid
from layout.sheets import Put, analyse, make_page, paragraph, texts

BODY = (
    "同国の商務当局は希少な鉱物の輸出について新たな許可制度を設け、来月から施行すると公表した。対象は十二の品目である。"
)


def ruled(
    left: float, top: float, widths: list[float], heights: list[float], merged: dict[tuple[int, int], int] | None = None
) -> TableGrid:
    """Return a grid; `merged` gives the number of columns that the cell at (row, column) spans."""
    xs = [left + sum(widths[:k]) for k in range(len(widths) + 1)]
    ys = [top + sum(heights[:k]) for k in range(len(heights) + 1)]
    cells: list[Rect] = []
    for row in range(len(heights)):
        column = 0
        while column < len(widths):
            span = (merged or {}).get((row, column), 1)
            cells.append((xs[column], ys[row], xs[column + span], ys[row + 1]))
            column += span
    return TableGrid((xs[0], ys[0], xs[-1], ys[-1]), tuple(cells))


def cells(layout: PdfLayout) -> dict[tuple[int, int], Block]:
    return {(b.cell.row, b.cell.column): b for b in layout.blocks if b.cell}


def table(
    top: float, rows: list[list[str]], widths: list[float], merged: dict[tuple[int, int], int] | None = None
) -> tuple[list[Put], TableGrid]:
    grid = ruled(80, top, widths, [24.0] * len(rows), merged)
    puts = [
        Put(84 + sum(widths[:c]), top + 24 * r + 16, text, 9)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]
    return puts, grid


def test_the_borders_of_tight_cells_part_their_texts() -> None:
    rows = [["品名", "税番", "旧税率", "新税率"], ["粗糖", "1701.13", "4%", "9%"], ["蜂蜜", "0409.00", "0%", "6%"]]
    widths = [21.0, 35.0, 30.0, 30.0]
    grid = ruled(80, 150, widths, [14.0] * 3)
    puts = [Put(81.5 + sum(widths[:c]), 150 + 14 * r + 11, text, 9) for r, row in enumerate(rows) for c, text in enumerate(row)]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=[grid]))
    assert [texts(layout)[k] for k, b in enumerate(layout.blocks) if b.kind == "table"] == [text for row in rows for text in row]


def test_rules_through_running_text_part_nothing() -> None:
    grid = ruled(80, 70, [100.0, 100.0, 100.0, 100.0], [24.0, 24.0])
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40)], grids=[grid]))
    assert not any(b.cell for b in layout.blocks)


ROWS = [
    ["", "甲国", "乙国"],
    ["関税", "税率を一割引き下げる", "報復を取りやめる"],
    ["輸出", "許可を一年猶予する", "同左とする"],
]
WIDTHS = [60.0, 150.0, 150.0]


def test_cells_with_headers_and_caption() -> None:
    puts, grid = table(150, ROWS, WIDTHS)
    layout = analyse(
        make_page([*paragraph(80, 80, BODY, 40), Put(80, 140, "図表1　合意の概要", 9), *puts], grids=[grid])
    )
    cell = cells(layout)[(1, 2)].cell
    assert cell is not None
    assert [layout.blocks[k].span.of(layout.text) for k in (*cell.row_headers, *cell.column_headers)] == [
        "関税",
        "乙国",
    ]
    assert cell.caption is not None
    assert layout.blocks[cell.caption].span.of(layout.text) == "図表1　合意の概要"


def test_a_spanning_cell_has_all_headers_above() -> None:
    rows = [
        ["", "甲国", "乙国"],
        ["関税", "双方が税率を一割ずつ引き下げる", ""],
        ["輸出", "許可を一年猶予する", "同左とする"],
    ]
    puts, grid = table(150, rows, WIDTHS, {(1, 1): 2})
    cell = cells(analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=[grid])))[(1, 1)].cell
    assert cell is not None
    assert (cell.column_span, len(cell.column_headers)) == (2, 2)


def test_bullets_in_a_cell_keep_their_lines() -> None:
    puts, grid = table(150, ROWS, WIDTHS)
    extra = [Put(144, 190, "・税率の引下げ", 7), Put(144, 196.5, "・対象の縮小", 7)]
    layout = analyse(
        make_page([*paragraph(80, 80, BODY, 40), *[p for p in puts if p.text != ROWS[1][1]], *extra], grids=[grid])
    )
    assert cells(layout)[(1, 1)].span.of(layout.text) == "・税率の引下げ\n・対象の縮小"


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    first, grid_one = table(600, ROWS, WIDTHS)
    second, grid_two = table(80, [ROWS[0], ["投資", "審査を緩める", "上限を設ける"]], WIDTHS)
    layout = analyse(
        make_page([*paragraph(80, 80, BODY, 40), *first], 1, grids=[grid_one]), make_page(second, 2, grids=[grid_two])
    )
    found = cells(layout)
    assert {b.cell.table for b in found.values() if b.cell} == {0}
    assert texts(layout).count("甲国") == 1
    assert found[(3, 0)].span.of(layout.text) == "投資"
    assert [r.text for r in layout.running] == ["甲国", "乙国"]


def test_another_table_on_the_next_page_is_another_table() -> None:
    first, grid_one = table(600, ROWS, WIDTHS)
    second, grid_two = table(80, [["品目", "税率"], ["鋼材", "25%"]], [180.0, 180.0])
    layout = analyse(
        make_page([*paragraph(80, 80, BODY, 40), *first], 1, grids=[grid_one]), make_page(second, 2, grids=[grid_two])
    )
    assert {b.cell.table for b in layout.blocks if b.cell} == {0, 1}


def test_a_table_with_rules_between_rows_only() -> None:
    rows = [["品目", "税率", "施行日"], ["鋼材", "25%", "4月1日"], ["銅製品", "50%", "8月1日"]]
    puts, _ = table(150, rows, [120.0, 120.0, 120.0])
    rules = [(80.0, 150 + 24.0 * k, 440.0, 150.7 + 24.0 * k) for k in range(4)]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], rules=rules))
    assert cells(layout)[(2, 1)].span.of(layout.text) == "50%"


def test_a_table_without_rules() -> None:
    rows = [
        ["品目", "税率", "施行日"],
        ["鋼材", "25%", "4月1日"],
        ["銅製品", "50%", "8月1日"],
        ["木材", "10%", "10月14日"],
    ]
    puts, _ = table(150, rows, [120.0, 120.0, 120.0])
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts]))
    assert cells(layout)[(3, 2)].span.of(layout.text) == "10月14日"


def test_shading_behind_each_line_is_a_box() -> None:
    grid = ruled(80, 150, [300.0], [14.0] * 3)
    puts = [
        Put(84, 161 + 14 * k, text, 9)
        for k, text in enumerate(
            [
                "経済の規模は近隣の国々の中で最も大きく、",
                "輸出の八割が一つの国に向けられている。",
                "当局は分散を促している。",
            ]
        )
    ]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=[grid]))
    assert not cells(layout)
    assert [b.kind for b in layout.blocks] == ["paragraph", "box"]


def test_a_chart_s_grid_is_no_table() -> None:
    grid = ruled(80, 150, [60.0] * 6, [40.0] * 5)
    labels = [Put(60, 152 + 40 * k, f"{50 - 10 * k}", 8) for k in range(5)] + [
        Put(200, 230, "輸出額の推移（右目盛）と見通し", 8)
    ]
    assert not cells(analyse(make_page([*paragraph(80, 80, BODY, 40), *labels], grids=[grid])))


def test_a_spanning_header_is_divided_by_the_row_below() -> None:
    rows = [["品目", "税率", ""], ["", "旧", "新"], ["鋼材", "25%", "50%"], ["銅製品", "0%", "50%"]]
    puts, grid = table(150, rows, [100.0, 100.0, 100.0], {(0, 1): 2})
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=[grid]))
    cell = cells(layout)[(2, 2)].cell
    assert cell is not None
    assert [layout.blocks[k].span.of(layout.text) for k in cell.column_headers] == ["税率", "新"]


def test_a_source_line_under_a_table_note_is_a_caption() -> None:
    puts, grid = table(150, ROWS, WIDTHS)
    under = [Put(80, 240, "（注）甲国の分は暫定である。", 9), Put(80, 254, "（出所）各国の公表資料", 9)]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts, *under], grids=[grid]))
    assert [(b.kind, b.span.of(layout.text)) for b in layout.blocks[-2:]] == [
        ("note", "（注）甲国の分は暫定である。"),
        ("caption", "（出所）各国の公表資料"),
    ]


def test_a_header_across_a_row_rules_until_the_next() -> None:
    rows = [
        ["月日", "国", "措置"],
        ["2018年", "", ""],
        ["3月", "甲国", "関税を課す"],
        ["2019年", "", ""],
        ["5月", "乙国", "報復する"],
    ]
    puts, grid = table(150, rows, [80.0, 80.0, 140.0], {(1, 0): 3, (3, 0): 3})
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=[grid]))
    headers = {}
    for place, found in cells(layout).items():
        assert found.cell is not None
        headers[place] = [layout.blocks[k].span.of(layout.text) for k in found.cell.column_headers]
    assert headers[(2, 2)] == ["措置", "2018年"]
    assert headers[(4, 2)] == ["措置", "2019年"]


def test_labels_on_the_baselines_of_their_texts_are_a_table() -> None:
    events = [
        ("2018年3月", "甲国は鋼材の輸入に追加の関税を課すと発表し、対象を順次広げる方針を示した。"),
        ("2018年4月", "乙国は農産物など百品目余りに報復の関税を課し、世界貿易機関に提訴した。"),
        ("2018年7月", "甲国は第一弾の措置を発動し、乙国も同じ日に同じ規模の措置を発動した。"),
    ]
    puts = []
    for k, (label, text) in enumerate(events):
        puts += [Put(80, 200.3 + 54 * k, label), *paragraph(190, 200 + 54 * k, text, 26, indent=0)]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts]))
    assert [cells(layout)[(k, 1)].span.of(layout.text).replace("\n", "") for k in range(3)] == [
        text for _, text in events
    ]
    assert cells(layout)[(1, 0)].span.of(layout.text) == "2018年4月"


def test_side_notes_beside_the_text_s_own_lines_are_no_table() -> None:
    body = [*paragraph(190, 200, BODY * 2, 26), *paragraph(190, 320, BODY * 2, 26)]
    layout = analyse(make_page([*body, Put(80, 209, "許可制", 9), Put(80, 329, "の導入", 9)]))
    assert not cells(layout)


def test_a_title_in_two_cells_is_no_table() -> None:
    puts, grid = table(100, [["図表2-1", "税率の推移"]], [60.0, 200.0])
    more, rows = table(140, ROWS, WIDTHS)
    layout = analyse(make_page([*puts, *more], grids=(grid, rows)))
    caption = texts(layout, "caption")
    assert caption == ["図表2-1税率の推移"]
    cell = cells(layout)[1, 1].cell
    assert cell is not None
    assert cell.caption == 0
    section, frame = table(100, [["3", "各国の対応"]], [30.0, 230.0])
    assert texts(analyse(make_page([*section, *paragraph(80, 150, BODY, 30)], grids=(frame,))), "heading") == ["3各国の対応"]


def test_one_row_of_figures_stays_a_table() -> None:
    puts, grid = table(100, [["2024年", "1,250"]], [60.0, 200.0])
    assert sorted(cells(analyse(make_page(puts, grids=(grid,))))) == [(0, 0), (0, 1)]


def test_a_first_row_that_states_something_heads_no_columns() -> None:
    rows = [
        ["会報の発行", "制度の改正や行事の案内を掲載"],
        ["見舞金", "入院した会員に対して一日当たり千円を支給し、申請は退院の日から三十日以内に行う"],
        ["助成", "会員が研修に参加する場合に旅費の半額を助成し、申請は事前に事務局へ行うものとする"],
    ]
    puts, grid = table(100, rows, [60.0, 400.0])
    cell = cells(analyse(make_page(puts, grids=(grid,))))[1, 1].cell
    assert cell is not None
    assert cell.column_headers == ()
    assert len(cell.row_headers) == 1


def cellwise(left: float, widths: list[float], heights: list[float], but: frozenset[tuple[int, int]] = frozenset()) -> list[Rect]:
    """Return a rule under each cell of each row, `but` those named (row, column): how browsers paint the lower borders of cells."""
    xs = [left + sum(widths[:k]) for k in range(len(widths) + 1)]
    return [(xs[c], y, xs[c + 1], y + 0.7) for r, y in enumerate(heights) for c in range(len(widths)) if (r, c) not in but]


WIDE = [60.0, 90.0, 90.0, 90.0]


def test_rules_of_single_cells_part_rows_and_columns() -> None:
    """The names of the columns stand above the first rule; words broken inside a cell, some lower than others, stay one cell."""
    puts = [Put(84 + sum(WIDE[:c]), 162, name, 9) for c, name in enumerate(["国", "品目", "旧税率", "発効日"])]
    puts += [Put(84, 188, "甲国", 9), Put(144, 182, "電気自動車と蓄電", 9), Put(144, 194, "池", 9), Put(234, 188, "25%", 9), Put(324, 188, "4月1日", 9)]
    puts += [Put(84, 214, "乙国", 9), Put(144, 214, "鋼材", 9), Put(234, 214, "10%", 9), Put(324, 214, "8月1日", 9)]
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], rules=cellwise(80, WIDE, [168, 200, 222])))
    found = {key: b.span.of(layout.text).replace("\n", "") for key, b in cells(layout).items()}
    assert found[0, 2] == "旧税率"
    assert found[1, 1] == "電気自動車と蓄電池"
    assert (found[2, 0], found[2, 3]) == ("乙国", "8月1日")


def test_a_cell_without_a_rule_under_it_goes_on_in_the_next_row() -> None:
    rows = [["国", "品目", "旧税率", "新税率"], ["甲国", "鋼材", "25%", "50%"], ["", "銅製品", "10%", "30%"], ["乙国", "鋼材", "5%", "15%"]]
    puts, _ = table(150, rows, WIDE)
    rules = cellwise(80, WIDE, [174, 198, 222, 246], frozenset({(1, 0)}))
    found = cells(analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], rules=rules)))
    assert found[1, 0].cell is not None
    assert found[1, 0].cell.row_span == 2
    assert (3, 0) in found


def test_rows_between_the_rules_of_a_head_and_a_foot() -> None:
    rows = [["輸入国", "対象国", "品目", "税率"], ["甲国", "乙国", "鋼板", "12%"], ["丙国", "乙国", "車輪", "22.3%"], ["丁国", "戊国", "亜鉛", "9.8%"]]
    puts, _ = table(150, rows, WIDE)
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], rules=cellwise(80, WIDE, [150, 174, 246])))
    assert {key: b.span.of(layout.text) for key, b in cells(layout).items()}[2, 2] == "車輪"


def test_rules_of_cells_through_running_text_part_nothing() -> None:
    rules = cellwise(80, [100.0, 100.0, 100.0, 100.0], [60, 84, 108])
    assert not cells(analyse(make_page([*paragraph(80, 80, BODY * 3, 40)], rules=rules)))


@pytest.mark.parametrize("shaded", [(0, 2, 4), (0, 1, 3), (1, 3)])
def test_every_other_row_shaded(shaded: tuple[int, ...]) -> None:
    rows = [["国", "品目", "税率"], *[[f"{c}国", "鋼材", f"{k}%"] for k, c in enumerate("甲乙丙丁", 1)]]
    puts, grid = table(150, rows, [90.0, 90.0, 90.0])
    bands = [TableGrid((80, 150 + 24 * r, 350, 174 + 24 * r), tuple(c for c in grid.cells if round(c[1]) == 150 + 24 * r)) for r in shaded]
    found = cells(analyse(make_page([*paragraph(80, 80, BODY, 40), *puts], grids=bands)))
    assert {b.cell.table for b in found.values() if b.cell} == {0}
    assert len(found) >= 3 * (max(shaded) - min(shaded) + 1)


def test_shaded_bands_over_running_text_are_not_joined() -> None:
    bands = [ruled(80, top, [110.0, 110.0, 110.0], [16.0]) for top in (70, 102)]
    assert not cells(analyse(make_page([*paragraph(80, 80, BODY * 3, 40)], grids=bands)))


def test_a_name_set_downwards_heads_its_rows() -> None:
    rows = [["国", "品目", "税率"], ["", "鋼材", "25%"], ["", "銅製品", "50%"]]
    puts, _ = table(150, rows, [40.0, 120.0, 120.0])
    grid = TableGrid((80, 150, 360, 222), ((80, 150, 120, 174), (120, 150, 240, 174), (240, 150, 360, 174), (80, 174, 120, 222), *((120 + 120 * c, 174 + 24 * r, 240 + 120 * c, 198 + 24 * r) for r in range(2) for c in range(2))))
    down = Put(104, 180, "カナダ", 9, down=True)
    layout = analyse(make_page([*paragraph(80, 80, BODY, 40), *puts, down], grids=[grid]))
    found = cells(layout)[1, 0]
    assert (found.span.of(layout.text), found.cell and found.cell.row_span) == ("カナダ", 2)
