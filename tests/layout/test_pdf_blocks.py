"""Lines to blocks: paragraphs, headings, lists, captions, boxes; sentences over pages and columns."""

from __future__ import annotations

import pytest

from extract.layout.outline import is_bracketed, is_caption, read_mark
from layout.sheets import Put, analyse, block, make_page, paragraph, texts

FIRST = (
    "同国の商務当局は希少な鉱物の輸出について新たな許可制度を設け、来月から施行すると公表した。対象は十二の品目である。"
)
SECOND = (
    "これに対して隣国の政府は遺憾の意を示し、世界貿易機関の紛争解決手続に訴える考えを明らかにした。協議は続いている。"
)
OPEN = "当局は申請のあった案件を順に審査しているが、書類の不備が多く、認可までに要する日数は平均して四十日を超え"
REST = "ており、企業からは手続の簡素化を求める声が上がっている。"


def test_indent_parts_paragraphs() -> None:
    layout = analyse(make_page([*paragraph(80, 100, FIRST, 30), *paragraph(80, 154, SECOND, 30)]))
    assert texts(layout, "paragraph") == [FIRST, SECOND]


def test_space_parts_paragraphs() -> None:
    layout = analyse(make_page([*paragraph(80, 100, FIRST, 30, indent=0), *paragraph(80, 175, SECOND, 30, indent=0)]))
    assert texts(layout, "paragraph") == [FIRST, SECOND]


def test_a_full_line_that_ends_a_sentence_does_not_part() -> None:
    text = "規則は公布の日から施行する。" * 2 + "経過措置も設ける。"
    layout = analyse(make_page(paragraph(80, 100, text, 14, indent=0)))
    assert texts(layout) == [text]


def test_a_right_aligned_date_stands_alone() -> None:
    layout = analyse(make_page([Put(330, 90, "2024年5月1日"), *paragraph(80, 108, FIRST, 30)]))
    assert texts(layout) == ["2024年5月1日", FIRST]


@pytest.mark.parametrize(
    ("text", "size", "font"),
    [
        ("今後の見通し", 14, "Mincho"),
        ("2. 今後の見通し", 10.5, "Mincho-Bold"),
        ("【要旨】", 10.5, "Mincho"),
        ("（協議の結果）", 10.5, "Mincho"),
        ("第2章　規制の枠組み", 10.5, "Mincho"),
        ("1.2 対象となる品目", 10.5, "Mincho"),
        ("Ⅱ　規制の枠組み", 10.5, "MS-Gothic"),
    ],
)
def test_headings(text: str, size: float, font: str) -> None:
    layout = analyse(make_page([Put(80, 80, text, size, font), *paragraph(80, 104, FIRST, 30)]))
    assert texts(layout, "heading") == [text]
    assert block(layout, FIRST[:6]).heading == 0


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("規制は強化された。", "Mincho-Bold"),
        ("2024年5月1日", "Mincho-Bold"),
        ("（注）速報値による", "Mincho"),
        ("5 月 14 日までに", "Mincho"),
    ],
)
def test_what_is_no_heading(text: str, font: str) -> None:
    layout = analyse(make_page([Put(80, 80, text, 10.5, font), *paragraph(80, 104, FIRST, 30)]))
    assert texts(layout, "heading") == []


def test_list_items_with_their_head_and_depth() -> None:
    layout = analyse(
        make_page(
            [
                *paragraph(80, 100, "次の措置を一時停止する。", 30),
                Put(90, 118, "⚫ 二十八社への輸出の禁止を停止する"),
                Put(111, 136, "・ うち十社は半年に限る"),
                Put(90, 154, "⚫ 船舶に対する料金の徴収を停止する"),
            ]
        )
    )
    items = [b for b in layout.blocks if b.kind == "list"]
    assert [(b.marker, b.level, b.list_head) for b in items] == [("⚫", 1, 0), ("・", 2, 1), ("⚫", 1, 0)]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("(1) 対象", "(1)"),
        ("（ア）対象", "（ア）"),
        ("① 対象", "①"),
        ("1. 概要", "1."),
        ("１．概要", "１．"),
        ("第3節　貿易", "第3節"),
        ("\uf0d8 対象", "\uf0d8"),
        ("➢ scope", "➢"),
        ("a) scope", "a)"),
        ("2 エンティティ", "2"),
        ("- scope", "-"),
        ("▽米国", "▽"),
    ],
)
def test_marks(line: str, mark: str) -> None:
    found = read_mark(line)
    assert found is not None
    assert found.text == mark


@pytest.mark.parametrize(
    "line", ["2025年4月", "3.5%の関税", "5 月 14 日", "△3.2%", "-5", "（対象外）", "一時停止", "Iran", "10 社"]
)
def test_no_marks(line: str) -> None:
    assert read_mark(line) is None


@pytest.mark.parametrize(
    "line",
    ["図表 1 対象品目", "【図表2】合意の概要", "（出所）各種報道", "Figure 1. Trade", "Source: Census", "表1-2　税率"],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    ["図表 1は対象品目を示す。", "資料を公表した。", "表明した。", "Sources say so.", "Table 1 shows the rates."],
)
def test_no_captions(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("【要旨】", True),
        ("（ロンドン協議）", True),
        ("（注）速報", False),
        ("（以上）", False),
        ("【要旨】本文", False),
    ],
)
def test_bracketed(line: str, whole: bool) -> None:
    assert is_bracketed(line) is whole


def test_two_columns_under_a_wide_title() -> None:
    title = Put(80, 70, "輸出管理をめぐる最近の動きについての報告", 18)
    left, right = paragraph(80, 110, FIRST + SECOND, 19), paragraph(310, 110, SECOND + FIRST, 19)
    puts = [title] + [p for pair in zip(left, right, strict=True) for p in pair]
    assert texts(analyse(make_page(puts))) == [title.text, FIRST + SECOND, SECOND + FIRST]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    opening = (FIRST + SECOND + OPEN)[: 19 * 8 - 1]
    closing = "には時間を要する。" + FIRST + SECOND
    left, right = paragraph(80, 110, opening, 19), paragraph(310, 110, closing, 19, indent=0)
    assert texts(analyse(make_page([*left, *right]))) == [opening + closing]


def pages_of(first: list[Put], second: list[Put]) -> list[str]:
    return texts(analyse(make_page(first, 1), make_page(second, 2)))


def test_a_sentence_goes_on_over_the_page() -> None:
    per_line = -(-(len(OPEN) + 1) // 2)
    last = paragraph(80, 700, OPEN, per_line)
    assert pages_of([*paragraph(80, 100, FIRST, per_line), *last], paragraph(80, 100, REST, per_line, indent=0)) == [
        FIRST,
        OPEN + REST,
    ]


def test_a_new_paragraph_on_the_next_page_stays_apart() -> None:
    per_line = -(-(len(OPEN) + 1) // 2)
    assert pages_of(paragraph(80, 700, OPEN, per_line), paragraph(80, 100, SECOND, per_line)) == [OPEN, SECOND]


def test_a_box_between_follows_the_sentence() -> None:
    per_line = -(-(len(OPEN) + 1) // 2)
    frame = (70.0, 140.0, 80 + per_line * 10.5 + 10, 200.0)
    inside = [
        Put(90, 160, "・調査は九か月以内に終える決まりであるとされる"),
        Put(90, 178, "・結果は大統領に報告することとされている"),
    ]
    layout = analyse(
        make_page(
            [*paragraph(80, 100, OPEN, per_line), *inside, *paragraph(80, 230, REST, per_line, indent=0)], rules=[frame]
        )
    )
    assert texts(layout)[0] == OPEN + REST
    assert [b.kind for b in layout.blocks] == ["paragraph", "box", "box"]


def test_side_notes_are_captions_before_their_paragraph() -> None:
    body = [*paragraph(180, 100, FIRST + SECOND, 30), *paragraph(180, 200, SECOND + FIRST, 30)]
    side = [
        Put(70, 100, "許可制の導入", 9, "Gothic"),
        Put(70, 112, "と反発", 9, "Gothic"),
        Put(70, 200, "協議の行方", 9, "Gothic"),
    ]
    layout = analyse(make_page([*body, *side]))
    assert texts(layout) == ["許可制の導入と反発", FIRST + SECOND, "協議の行方", SECOND + FIRST]
    assert [b.kind for b in layout.blocks] == ["caption", "paragraph", "caption", "paragraph"]


def test_the_title_is_the_largest_heading_of_the_first_page() -> None:
    layout = analyse(
        make_page([Put(80, 60, "週報", 12), Put(80, 90, "希少鉱物の輸出管理", 20), *paragraph(80, 130, FIRST, 30)])
    )
    assert layout.title == "希少鉱物の輸出管理"


def test_labels_of_a_drawing_do_not_end_an_open_sentence() -> None:
    per_line = -(-(len(OPEN) + 1) // 2)
    chart = [Put(120, 90, "輸出額", 8), Put(300, 130, "輸入額", 8)]
    found = pages_of(paragraph(80, 700, OPEN, per_line), [*chart, *paragraph(80, 200, REST, per_line, indent=0)])
    assert found[0] == OPEN + REST


def test_latin_words_of_another_face_do_not_part_a_paragraph() -> None:
    puts = [
        Put(90.5, 100, "同局は希少な鉱物の輸出について、"),
        Put(258.5, 100, "Regulation 428/2009", font="Arial"),
        Put(80, 118, "Dual-Use Export Control List ", font="Arial"),
        Put(232.3, 118, "の改正を官報に公示し、施行した。"),
    ]
    assert len(texts(analyse(make_page(puts)))) == 1


def test_a_title_over_two_lines_is_one_heading() -> None:
    layout = analyse(
        make_page(
            [
                Put(80, 60, "希少鉱物をめぐる輸出管理の強化と", 18),
                Put(80, 86, "企業の対応", 18),
                *paragraph(80, 130, FIRST, 30),
            ]
        )
    )
    assert texts(layout, "heading") == ["希少鉱物をめぐる輸出管理の強化と企業の対応"]


def test_a_signature_in_brackets_at_the_end_is_no_heading() -> None:
    layout = analyse(make_page([*paragraph(80, 100, FIRST, 30), Put(330, 160, "（山田　太郎）")]))
    assert texts(layout, "heading") == []


def test_speakers_open_paragraphs() -> None:
    lines = [Put(80, 100, "○山田委員　質問をいたします。"), Put(80, 118, "○佐藤国務大臣　検討いたします。"), Put(80, 136, "○対象国　米国")]
    layout = analyse(make_page([*lines, *paragraph(80, 160, FIRST, 30)]))
    assert texts(layout, "paragraph")[:2] == ["○山田委員　質問をいたします。", "○佐藤国務大臣　検討いたします。"]
    assert texts(layout, "list") == ["○対象国　米国"]


def test_markdown_set_in_print() -> None:
    rows = ["## 税率", "| 国 | 旧 |", "|---|---|", "| 米国 | 10% |", "本文の中の | 記号は表ではない。"]
    layout = analyse(make_page([Put(80, 100 + 18 * k, row) for k, row in enumerate(rows)]))
    assert texts(layout, "heading") == ["## 税率"]
    assert texts(layout, "table") == ["国", "旧", "米国", "10%"]
    assert texts(layout, "paragraph") == [rows[-1]]
    assert block(layout, "10%").cell is not None
    assert "".join(line.text for line in layout.running).count("|") == 9


def test_a_date_and_a_sender_at_the_right_edge_stand_apart() -> None:
    layout = analyse(make_page([Put(343, 90, "2024年5月1日"), Put(321.5, 108, "通商資料室調査課"), *paragraph(80, 130, FIRST, 31)]))
    assert texts(layout)[:2] == ["2024年5月1日", "通商資料室調査課"]


def test_a_bracket_takes_its_word_to_the_next_line() -> None:
    left = "　当局は申請のあった案件のうち特に急を要するもの"
    right = "（HSコード番号の上四桁が同じもの）を審査している。"
    layout = analyse(make_page([Put(80, 100, left), Put(80, 118, right), *paragraph(80, 136, SECOND, 26, indent=1)]))
    assert texts(layout)[0].replace("\n", "") == (left + right).strip("　")


def test_explanations_between_bare_items_keep_the_list_together() -> None:
    rows = [
        Put(90.5, 100, "次の品目の輸出には許可を要することとした。"),
        Put(90.5, 118, "◆ 設計用ソフト"),
        *paragraph(80, 136, "対象は比較的古い製品に用いるものであり、先端品に用いるものは以前から規制の対象である。", 30),
        Put(90.5, 172, "◆ 燃料用の気体"),
        Put(90.5, 190, "◆ 原子力発電所の関連機器"),
        *paragraph(80, 208, FIRST, 30),
    ]
    layout = analyse(make_page(rows))
    items = [b for b in layout.blocks if b.kind == "list"]
    assert [b.level for b in items] == [1, 2, 1, 1]
    assert {b.list_head for b in items if b.level == 1} == {0}
    assert layout.blocks[-1].kind == "paragraph"


def test_a_full_line_of_large_type_goes_on_at_its_own_leading() -> None:
    title = ["輸出許可の見直しと各国の受け止め方に見る", "課題"]
    puts = [Put(80, 80, title[0], 21), Put(80, 116, title[1], 21), *paragraph(80, 160, FIRST * 3, 40)]
    assert [b.kind for b in analyse(make_page(puts)).blocks][:2] == ["heading", "paragraph"]
    apart = [Put(80, 80, "輸出許可の見直し", 21), Put(80, 116, "課題", 21), *paragraph(80, 160, FIRST * 3, 40)]
    assert [b.kind for b in analyse(make_page(apart)).blocks][:3] == ["heading", "heading", "paragraph"]


def test_running_text_indented_deep_is_no_letterhead() -> None:
    """The first line of a paragraph may be set in by two ems; letterheads are set against the right edge alone."""
    first = "外務省告示により輸出の禁止の対象として指定された"
    puts = [Put(121, 100, first), *paragraph(100, 118, "甲国の二十二の団体への輸出を禁止する措置を、来月から実施することとした。" * 2, 26, indent=0)]
    layout = analyse(make_page(puts))
    assert [b.kind for b in layout.blocks if first[:6] in b.span.of(layout.text)] == ["paragraph"]
    assert len(layout.blocks) == 1


@pytest.mark.parametrize(("tail", "kind"), [("る禁止措置", "heading"), ("る禁止措置を講じた。", "list")])
def test_a_numbered_heading_may_take_two_lines(tail: str, kind: str) -> None:
    puts = [Put(110.5, 100, "（２）甲国の二十二の特定団体への輸出に係"), Put(100, 118, tail)]
    puts += paragraph(100, 136, "外務省告示により対象として指定された団体への輸出を来月から禁止することとした。" * 3, 21)
    layout = analyse(make_page(puts))
    assert layout.blocks[0].kind == kind
