"""Glyphs to lines: baselines, superscripts, vertical lines, what is not seen."""

from __future__ import annotations

import pytest

from layout.sheets import Put, analyse, make_page, texts

BODY = "政府は特定の化学品について輸出の許可を求める制度を改めると発表した。"


def superscripts(*puts: Put) -> list[str]:
    layout = analyse(make_page(puts))
    return [s.of(layout.text) for s in layout.superscripts]


@pytest.mark.parametrize("marker", ["1", "12", "＊3", "※2", "†", "[4]", "(注5)", "注1"])
def test_small_raised_characters_are_superscripts(marker: str) -> None:
    found = superscripts(
        Put(80, 100, "規制を強化した"), Put(153.5, 96, marker, 6), Put(153.5 + 6 * len(marker), 100, "。次に述べる。")
    )
    assert "".join(found) == marker


@pytest.mark.parametrize(
    ("foot", "size"),
    [(100, 6), (100, 10.5), (101.5, 6), (99.5, 9.5)],
    ids=["small on the baseline", "same size", "subscript", "slightly smaller"],
)
def test_what_is_not_a_superscript(foot: float, size: float) -> None:
    assert superscripts(Put(80, 100, "規制を強化した"), Put(153.5, foot, "12", size), Put(168, 100, "。次に。")) == []


def test_a_raised_bullet_is_no_superscript() -> None:
    assert superscripts(Put(80, 96, "●", 6), Put(88, 100, "対象を広げる")) == []


def test_superscripts_of_a_line_do_not_part_it() -> None:
    layout = analyse(make_page([Put(80, 100, "規制を"), Put(111.5, 93, "1", 6), Put(115, 100, "強化した。")]))
    assert texts(layout) == ["規制を1強化した。"]


def test_more_superscript_than_word() -> None:
    layout = analyse(
        make_page([Put(80, 100, BODY[:20]), Put(80, 118, "た"), Put(91, 113, "[12][注釈 3]", 7), Put(133, 118, "。")])
    )
    assert [s.of(layout.text) for s in layout.superscripts] == ["[12][注釈 3]"]
    assert texts(layout) == [BODY[:20] + "た[12][注釈 3]。"]


def test_fonts_with_other_descents_share_a_line() -> None:
    layout = analyse(
        make_page([Put(80, 100, "対象は"), Put(111.5, 101.6, "ABC", font="Times"), Put(127.3, 100, "とする。")])
    )
    assert layout.text == "対象はABCとする。\n"


def test_invisible_glyphs_are_left_out() -> None:
    layout = analyse(make_page([Put(80, 100, "見える文字。"), Put(80, 300, "隠れた文字", visible=False)]))
    assert layout.text == "見える文字。\n"


def test_vertical_lines_are_read_from_right_to_left() -> None:
    columns = ["申し上げることがございます。まことに", "恐れ入りますが、次のとおりご報告いた", "します。"]
    layout = analyse(make_page([Put(500 - 20 * k, 80, text, down=True) for k, text in enumerate(columns)]))
    assert layout.text.replace("\n", "") == "".join(columns)


def test_digits_in_a_column_are_not_vertical_writing() -> None:
    layout = analyse(make_page([Put(80, 100 + 12 * k, str(k)) for k in range(6)]))
    assert layout.text.split() == ["0", "1", "2", "3", "4", "5"]


def test_an_empty_source_has_an_empty_layout() -> None:
    layout = analyse(make_page([]))
    assert (layout.text, layout.blocks, layout.title) == ("", (), "")


def test_no_pages_at_all() -> None:
    assert analyse().text == ""
