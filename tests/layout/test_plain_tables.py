"""Tables in text files: Markdown, tabs, and flattened rows."""

from __future__ import annotations

import pytest

from extract.layout.plain import analyse_plain
from extract.layout.types import PdfLayout
from extract.model import Source


def lay_out(text: str) -> PdfLayout:
    return analyse_plain(Source(name="t", sha256="", reader="text", text=text))


def cells(layout: PdfLayout) -> dict[tuple[int, int], str]:
    return {(b.cell.row, b.cell.column): b.span.of(layout.text) for b in layout.blocks if b.cell is not None}


FLAT = """\
合意の骨子を以下に示す。

 日本  豪州

関税 ・自動車の関税を５％引き
下げる

牛肉の関税を段階的に引き下げ、
十年目に撤廃する

輸出規制 半導体素材の審査を簡素
化する

重要鉱物の許可要件を一年間停止

検疫手
続

-- 果物の検疫を簡素化する

（出所）各国資料より作成
"""


def test_flattened_table() -> None:
    layout = lay_out(FLAT)
    found = cells(layout)
    assert found[0, 1] == "日本"
    assert found[0, 2] == "豪州"
    assert found[1, 0] == "関税"
    assert found[1, 1] == "・自動車の関税を５％引き\n下げる"
    assert found[2, 2] == "重要鉱物の許可要件を一年間停止"
    assert found[3, 0] == "検疫手\n続"
    assert found[3, 1] == "--"
    assert found[3, 2] == "果物の検疫を簡素化する"


def test_flattened_table_has_headers() -> None:
    layout = lay_out(FLAT)
    block = next(b for b in layout.blocks if b.cell is not None and (b.cell.row, b.cell.column) == (2, 2))
    assert block.cell is not None
    assert [layout.blocks[i].span.of(layout.text) for i in block.cell.column_headers] == ["豪州"]
    assert [layout.blocks[i].span.of(layout.text) for i in block.cell.row_headers] == ["輸出規制"]


def test_words_with_wide_gaps_are_no_table() -> None:
    assert cells(lay_out("日本  豪州\n両国は合意した。\n協議は続く。")) == {}


def test_markdown_table() -> None:
    layout = lay_out("表1 税率\n\n| 国 | 旧 | 新 |\n|---|---:|---|\n| 米国 | 10% | 25% |\n| EU | 5% | 15% |\n\n以上")
    assert cells(layout)[2, 2] == "15%"
    block = next(b for b in layout.blocks if b.cell is not None and (b.cell.row, b.cell.column) == (1, 1))
    assert block.cell is not None
    assert block.cell.caption == 0
    assert [layout.blocks[i].span.of(layout.text) for i in block.cell.column_headers] == ["旧"]


def test_tab_separated_rows() -> None:
    assert cells(lay_out("国\t税率\n米国\t25%\n中国\t10%\n"))[1, 1] == "25%"


def test_rows_without_outer_bars() -> None:
    found = cells(lay_out("Date | Country | Measure\n2025-04-02 | US | 10% tariff\n2025-04-04 | China | Export controls\n"))
    assert found[1, 2] == "10% tariff"
    assert found[2, 1] == "China"


def test_one_line_with_a_bar_is_text() -> None:
    assert cells(lay_out("| 関税 |\n本文である。")) == {}


CHRONICLE = (
    "輸出入に関する主な動き\n月日 国 措置の内容\n2021年\n4月5日 豪州 大麦の関税について世界貿易機関に提訴したと発表し、協議を要請した上で小委員会の設\n"
    "置を求めた2)\n〃 英国 鉄鋼の関税割当を見直し\n2022年\n7月上旬 韓国 半導体材料の検査を簡素化\n注　〃は同じ日を示す。\n"
    "2) 豪州政府の発表による。\n出所　各国の発表\n"
)


def test_a_chronology_is_a_table() -> None:
    layout = lay_out(CHRONICLE)
    found = cells(layout)
    assert found[0, 2] == "措置の内容"
    assert found[1, 0] == "2021年"
    assert found[2, 1] == "豪州"
    assert found[2, 2].endswith("小委員会の設\n置を求めた2)")
    assert found[3, 0] == "〃"
    assert found[5, 2] == "半導体材料の検査を簡素化"
    assert all("発表による" not in words for words in found.values())


def test_a_year_across_the_table_rules_until_the_next() -> None:
    layout = lay_out(CHRONICLE)

    def above(row: int, column: int) -> list[str]:
        cell = next(b.cell for b in layout.blocks if b.cell is not None and (b.cell.row, b.cell.column) == (row, column))
        return [layout.blocks[i].span.of(layout.text) for i in cell.column_headers]

    assert above(2, 2) == ["措置の内容", "2021年"]
    assert above(5, 2) == ["措置の内容", "2022年"]
    assert above(5, 0) == ["月日"]


def test_rows_that_share_their_first_cells_and_a_remark() -> None:
    found = cells(
        lay_out(
            "国 発表日 措置の概要 備考\nチリ 3月2日\n銅の輸出に許可を求め、申請の手引きを公表\n期間を延長 5月1日実\n施\n鉛の輸出税を新設\nペルー 4月3日 亜鉛の関税を撤廃 初年度のみ\n本文に戻る。"
        )
    )
    assert found[1, 2] == "銅の輸出に許可を求め、申請の手引きを公表\n期間を延長"
    assert found[1, 3] == "5月1日実\n施"
    assert found[2, 2] == "鉛の輸出税を新設"
    assert found[3, 3] == "初年度のみ"


@pytest.mark.parametrize(
    "text",
    [
        "日付 場所 議題\n会合は延期された。\n次回は未定である。",
        "国 税率 備考\n米国 10% なし\n中国 20% なし",
        "発表日 措置\n4月5日に発表した措置は次のとおりである。\n5月6日に続いて発表した。",
        "月日 国 措置の内容\n4月5日 豪州 提訴",
    ],
)
def test_what_only_looks_like_a_chronology(text: str) -> None:
    assert cells(lay_out(text)) == {}
