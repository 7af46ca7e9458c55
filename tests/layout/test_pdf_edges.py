"""Running heads, page numbers, and notes at the foot."""

from __future__ import annotations

import pytest

from extract.layout.running import is_page_number
from layout.sheets import Put, analyse, make_page, paragraph, texts

BODY = (
    "同国の商務当局は希少な鉱物の輸出について新たな許可制度を設け、来月から施行すると公表した。対象は十二の品目である。"
)
RULE = (80.0, 640.0, 220.0, 640.7)


def test_running_heads_and_page_numbers_are_kept_out() -> None:
    pages = [
        make_page([Put(80, 40, "月刊　通商の動き"), *paragraph(80, 120, BODY, 30), Put(290, 820, f"- {n + 3} -")], n)
        for n in (1, 2, 3)
    ]
    layout = analyse(*pages)
    assert texts(layout) == [BODY] * 3
    assert "".join(r.text for r in layout.running if r.page == 2) == "月刊通商の動き-5-"


def test_a_first_line_that_does_not_repeat_stays() -> None:
    heads = ["許可制の導入をめぐる動き", "関税の引き上げと報復"]
    layout = analyse(
        *[make_page([Put(80, 60, head), *paragraph(80, 200, BODY, 30)], n) for n, head in enumerate(heads, 1)]
    )
    assert layout.running == ()


def test_a_number_that_does_not_count_pages_stays() -> None:
    layout = analyse(
        *[
            make_page([*paragraph(80, 120, BODY, 30), Put(290, 820, value)], n)
            for n, value in enumerate(["40", "17", "95"], 1)
        ]
    )
    assert layout.running == ()


@pytest.mark.parametrize("plain", ["3", "-3-", "3/12", "page3of12", "iv", "p.3", "12頁"])
def test_page_numbers(plain: str) -> None:
    assert is_page_number(plain)


@pytest.mark.parametrize("plain", ["3.1", "7)", "第3条", "2025年", "3社", ""])
def test_no_page_numbers(plain: str) -> None:
    assert not is_page_number(plain)


@pytest.mark.parametrize(
    ("first", "second", "markers"),
    [
        ("1 Trade Office, Notice 7.", "2 同上。", ["1", "2"]),
        ("＊1 通商局告示第七号。", "＊2 同上。", ["＊1", "＊2"]),
        ("※1 通商局告示第七号。", "※2 同上。", ["※1", "※2"]),
        ("（注1）通商局告示第七号。", "（注2）同上。", ["（注1）", "（注2）"]),
        ("[1] 通商局告示第七号。", "[2] 同上。", ["[1]", "[2]"]),
        ("1）通商局告示第七号。", "2）同上。", ["1）", "2）"]),
    ],
)
def test_notes_at_the_foot(first: str, second: str, markers: list[str]) -> None:
    puts = [
        *paragraph(80, 120, BODY, 30),
        Put(80, 660, first, 8),
        Put(80, 672, "継続の行。", 8),
        Put(80, 684, second, 8),
    ]
    layout = analyse(make_page(puts, rules=[RULE]))
    assert [b.marker for b in layout.blocks if b.kind == "note"] == markers
    assert texts(layout, "note") == [first + "継続の行。", second]


def test_notes_with_raised_markers() -> None:
    puts = [
        *paragraph(80, 120, BODY, 30),
        Put(80, 656, "1", 5),
        Put(84, 660, "通商局告示。", 8),
        Put(80, 668, "2", 5),
        Put(84, 672, "同上。", 8),
    ]
    layout = analyse(make_page(puts))
    assert texts(layout, "note") == ["1通商局告示。", "2同上。"]


def test_a_year_at_a_note_line_s_head_begins_no_note() -> None:
    puts = [
        *paragraph(80, 120, BODY, 30),
        Put(80, 660, "3 通商局告示第七号、", 8),
        Put(80, 672, "30 社への聞き取りによる。", 8),
    ]
    assert len(texts(analyse(make_page(puts)), "note")) == 1


def test_a_superscript_at_a_line_s_head_points_to_a_note() -> None:
    puts = [
        Put(80, 100, "対象となる品目の範囲は告示により順次に拡大されてきた"),
        Put(80, 114, "1", 6),
        Put(84, 118, "が、基準は変わっていない。"),
    ]
    layout = analyse(make_page([*puts, *paragraph(80, 140, BODY, 24)]))
    assert texts(layout, "note") == []


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    one = make_page(
        [*paragraph(80, 120, BODY, 30), Put(80, 680, "1 この点については別に述べるとおり、制度の", 8)], 1, [RULE]
    )
    two = make_page(
        [*paragraph(80, 120, BODY, 30), Put(80, 680, "趣旨に照らして判断されるものと解される。", 8)],
        2,
        [(80.0, 668.0, 220.0, 668.7)],
    )
    assert texts(analyse(one, two), "note") == [
        "1 この点については別に述べるとおり、制度の趣旨に照らして判断されるものと解される。"
    ]


def test_small_type_without_a_marker_is_no_note() -> None:
    layout = analyse(
        make_page([*paragraph(80, 120, BODY, 30), Put(80, 680, "本資料は情報の提供のみを目的とする。", 8)])
    )
    assert texts(layout, "note") == []


def justified(x: float, foot: float, words: list[str], width: float) -> list[Put]:
    """Set words in one line that reaches from edge to edge, the spaces wide."""
    space = (width - sum(len(w) * 5.25 for w in words)) / (len(words) - 1)
    puts = []
    for word in words:
        puts.append(Put(x, foot, word))
        x += len(word) * 5.25 + space
    return puts


def test_wide_spaces_below_each_other_in_justified_text_are_no_gutter() -> None:
    plain = "The notice describes restrictions on maritime services of operators and of the owners"
    width = len(plain) * 5.25
    first = ["transport", "services", "of", "the", "operators", "who", "use", "vessels", "built", "in", "any", "port"]
    second = ["transport", "service", "for", "the", "operators", "that", "use", "cranes", "built", "in", "any", "ports"]
    puts = [Put(70, 100, plain), *justified(70, 116, first, width), *justified(70, 132, second, width), Put(70, 148, plain)]
    layout = analyse(make_page(puts))
    assert len(layout.blocks) == 1
    assert [line.split()[0] for line in layout.text.split("\n")[:4]] == ["The", "transport", "transport", "The"]
