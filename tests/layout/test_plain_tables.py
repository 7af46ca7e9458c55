"""Tables in text files: Markdown, tabs, and flattened rows."""

from __future__ import annotations

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


def test_one_line_with_a_bar_is_text() -> None:
    assert cells(lay_out("| 関税 |\n本文である。")) == {}
