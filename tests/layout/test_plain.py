"""Text files: what becomes one paragraph, what a heading, an item, a cell, a caption."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.layout.plain import analyse_plain
from extract.layout.plain_lines import columns, measure_wrapping, read_lines
from extract.layout.types import PdfLayout
from extract.model import Source


def lay_out(text: str) -> PdfLayout:
    return analyse_plain(Source(name="t", sha256="", reader="text", text=text))


def wrap(text: str, width: int = 60) -> str:
    """Break a text into lines of `width` columns, in the middle of words, as a PDF prints Japanese."""
    lines = [""]
    for char in text:
        if columns(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return "\n".join(lines)


def blocks(text: str) -> list[tuple[str, str]]:
    layout = lay_out(text)
    return [(block.kind, block.span.of(layout.text).replace("\n", "")) for block in layout.blocks]


FIRST = "商務部は先月、希少金属の輸出に許可を求める公告を出し、同じ日から施行した。対象は七品目で、再輸出も含まれると説明している。審査には四十五日を要する見込みである。"
SECOND = "これに対して財務省は、報復として追加関税を検討していると述べたが、税率や時期には触れなかった。業界団体は負担が重いとして見直しを求めている。"


def test_wrapped_paragraphs_are_joined_and_kept_apart() -> None:
    text = wrap(FIRST) + "\n" + wrap("　" + SECOND)
    assert [words for _, words in blocks(text)] == [FIRST, SECOND]


def test_one_paragraph_a_line_stays_apart() -> None:
    text = "関税を引き上げた。\n企業は反発した。\n政府は説明を続けている。"
    assert [kind for kind, _ in blocks(text)] == ["paragraph"] * 3


def test_blank_lines_inside_sentences() -> None:
    spaced = wrap(FIRST).replace("\n", "\n\n") + " \n\n \n\n" + wrap(SECOND).replace("\n", "\n\n") + " \n"
    assert [words for _, words in blocks(spaced)] == [FIRST, SECOND]


@pytest.mark.parametrize("page", ["\n\n3\n\n", "\n\n- 3 -\n\n", "\n\f", "\n\n3/12\n\n\f"])
def test_page_breaks_do_not_cut_a_sentence(page: str) -> None:
    lines = wrap(FIRST + FIRST).split("\n")
    text = "\n".join(lines[:2]) + page + "\n".join(lines[2:])
    assert [words for _, words in blocks(text)] == [FIRST + FIRST]


def test_a_number_in_a_table_is_no_page_number() -> None:
    assert "12" in lay_out("品目数\n12\n件").text


def test_a_box_that_cuts_a_sentence_is_moved_behind_it() -> None:
    lines = wrap(FIRST + SECOND).split("\n")
    box = "【要旨】\n◆ " + wrap("輸出許可の対象が広がった。影響は大きい") + " \n◆ " + wrap("追加関税が検討されている") + " \n"
    rest = "\n".join(lines[3:])
    found = blocks("\n".join(lines[:3]) + "\n" + box + rest)
    assert found[0] == ("paragraph", FIRST + SECOND)
    assert [kind for kind, _ in found[1:]] == ["heading", "box", "box"]


def test_a_list_after_its_introduction_is_no_interruption() -> None:
    text = wrap("両国が合意した措置の一覧は、会合のあとに公表された資料によれば以下のとおり") + "\n・関税の停止\n・規制の緩和\n" + wrap(SECOND)
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "list", "list", "paragraph"]


def test_comments_are_not_text() -> None:
    assert "secret" not in lay_out("One.\n\n<!-- secret\nlines -->\n\nTwo.").text


def test_markdown_nested_lists() -> None:
    text = """\
**A NEW DEAL:** The two governments published the terms of the deal
on Monday, after months of talks.

-   The first side will buy more grain, and it will do so over
    the next three years.
    -   Soybeans come first.

    <!-- -->

    -   Corn comes later.
-   The second side will lower its duty.
"""
    layout = lay_out(text)
    found = [(b.kind, b.level, b.list_head) for b in layout.blocks]
    assert found == [("heading", 1, None), ("paragraph", 0, None), ("list", 1, 1), ("list", 2, 2), ("list", 2, 2), ("list", 1, 1)]
    assert layout.blocks[1].heading == 0
    assert "three years" in layout.blocks[2].span.of(layout.text)


@pytest.mark.parametrize("bullet", ["・", "⚫ ", "◆ ", "• ", "- ", "* ", "\uf06c ", "\uf09e ", "① ", "(1) ", "ア　"])
def test_bullets(bullet: str) -> None:
    layout = lay_out(f"次の措置を実施する。\n{bullet}関税を停止する。\n{bullet}許可を再開する。\n")
    assert [(b.kind, b.marker, b.list_head) for b in layout.blocks[1:]] == [("list", bullet.strip(), 0)] * 2


@pytest.mark.parametrize("line", ["3D991 等は対象である。", "10.5%に引き上げた。", "2025年4月に発表した。", "1,000社が対象だ。", "5 月に延長した。"])
def test_lines_that_begin_with_a_number_are_text(line: str) -> None:
    assert blocks(f"政府が発表した。\n{line}\n")[1] == ("paragraph", line)


def test_headings_nest_by_style_and_return() -> None:
    text = (
        "貿易協議の経過\n1. 経緯\n（第一回協議）\n" + FIRST + "\n（第二回協議）\n" + SECOND + "\n2. 見通し\n" + FIRST
    )
    layout = lay_out(text)
    found = [(b.span.of(layout.text), b.level, b.heading) for b in layout.blocks if b.kind == "heading"]
    assert found == [
        ("貿易協議の経過", 1, None),
        ("1. 経緯", 2, 0),
        ("（第一回協議）", 3, 1),
        ("（第二回協議）", 3, 1),
        ("2. 見通し", 2, 0),
    ]
    assert layout.title == "貿易協議の経過"


def test_numbered_lines_in_a_row_are_a_list() -> None:
    assert [kind for kind, _ in blocks("対象は次のとおり。\n1. 乗用車\n2. 鉄鋼\n3. 銅\n" + FIRST)] == ["paragraph", *["list"] * 3, "paragraph"]


def test_heading_glued_to_a_sentence_is_cut_off() -> None:
    found = blocks("協議を続けている。（2）　国際連携の推進\n会議を開いた。")
    assert found[1] == ("heading", "（2）　国際連携の推進")


def test_captions() -> None:
    text = "図表3-1　関税率の推移\n（出所）財務省資料より作成\n" + FIRST
    assert [kind for kind, _ in blocks(text)] == ["caption", "caption", "paragraph"]


def test_speaker_of_a_debate_is_a_paragraph() -> None:
    assert blocks("○山田太郎君　関税について伺います。\n")[0][0] == "paragraph"


def test_text_keeps_every_character_but_white_space() -> None:
    text = wrap(FIRST) + "\n\n・ｶﾞﾘｳﾑ\n・ﾚｱｱｰｽ\n\n" + wrap(SECOND)
    assert "".join(lay_out(text).text.split()) == "".join(text.split())


def test_blocks_are_ordered_and_disjoint() -> None:
    layout = lay_out("題\n\n" + wrap(FIRST) + "\n1. 見出し\n・甲\n・乙\n" + wrap(SECOND))
    spans = [b.span for b in layout.blocks]
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert len(layout.pages) == len(layout.text) == len(layout.boxes)


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [(wrap(FIRST), True), (FIRST + "\n" + SECOND, False), ("短い。\n行。\n三つ。", False), ("", False), ("一行", False)],
)
def test_wrapping_is_recognised(text: str, wrapped: bool) -> None:
    assert bool(measure_wrapping(read_lines(text)).width) is wrapped


@pytest.mark.parametrize("text", ["", " \n\n", "3", "\f\f", "<!-- x -->"])
def test_nothing_to_lay_out(text: str) -> None:
    assert lay_out(text).blocks == ()


def test_titles_of_lists_do_not_govern_the_text_after_them() -> None:
    text = "1. 経過\n【五月の協議】\n・関税を下げる\n【六月の協議】\n・許可を戻す\n\n" + FIRST + "\n" + SECOND
    layout = lay_out(text)
    assert [b.heading for b in layout.blocks] == [None, 0, 1, 0, 3, 0, 0]


def test_titles_of_paragraphs_govern_them() -> None:
    text = "1. 経過\n（五月の協議）\n" + FIRST + "\n\n（六月の協議）\n" + FIRST + "\n\n" + SECOND
    assert lay_out(text).blocks[-1].heading == 3


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        # Two columns of a newsletter with wider notes below them.
        ([*wrap(FIRST + SECOND, 46).split("\n"), "1 " + SECOND, "2 " + FIRST], 46),
        # A news page: headlines and paragraphs of one line each.
        (["鉄鋼の関税、来月にも引き上げへ＝商務長官", FIRST, "銅の輸出、許可制に移行＝業界は反発", SECOND + FIRST, "▽首脳会談は延期", "▽小麦の関税割当を拡大"], 0),
        (["- 鉄鋼の関税を引き上げると発表した（来月から）", "- 銅の輸出を許可制とすると発表した（同日から）", "- 業界は反発している（聞き取りによる）"], 0),
    ],
)
def test_the_measure_is_that_of_most_broken_lines(lines: list[str], width: int) -> None:
    found = measure_wrapping(read_lines("\n".join(lines))).width
    assert abs(found - width) <= 2


def test_headlines_stand_above_their_paragraphs() -> None:
    text = "\n\n".join(["経済短信", "2024年5月7日", "鉄鋼の関税、来月にも引き上げへ", FIRST, "銅の輸出、許可制に移行＝10月まで", SECOND])
    assert [kind for kind, _ in blocks(text)] == ["heading", "paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_signs_below_each_other_are_a_list_and_alone_a_heading() -> None:
    text = "\n\n".join([FIRST, "▽首脳会談は延期", "▽小麦の関税割当を拡大", SECOND])
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "list", "list", "paragraph"]
    assert ("heading", "▽首脳会談は延期") in blocks("\n\n".join([FIRST, "▽首脳会談は延期", SECOND]))


def test_numbered_titles_are_no_notes_of_the_same_numbers() -> None:
    body = wrap("審査の期間は公表されていない1。" + FIRST + "対象は広い2。" + SECOND)
    text = f"1 鉱物の輸出\n{body}\n2 関税の動き\n{wrap(SECOND)}\n1 同国商務部の説明による。\n2 業界紙の報道による。\n"
    kinds = [(kind, words[:8]) for kind, words in blocks(text)]
    assert ("heading", "1 鉱物の輸出") in kinds
    assert ("heading", "2 関税の動き") in kinds
    assert [words for kind, words in kinds if kind == "note"] == ["1 同国商務部の", "2 業界紙の報道"]


@pytest.mark.parametrize(
    "line", ["○山田委員　質問いたします。", "○政府参考人（佐藤一君）　お答えします。", "○高橋国務大臣　検討します。", "◯議長（鈴木花子君）　静粛に願います。"]
)
def test_speeches_are_paragraphs(line: str) -> None:
    assert blocks(f"会議録\n\n{line}\n\n{FIRST}")[1] == ("paragraph", line)


@pytest.mark.parametrize("line", ["○対象国　米国", "○ 追加関税の対象", "○輸出許可の要件を緩和する。", "○3社が応じた"])
def test_circles_before_items_are_lists(line: str) -> None:
    assert blocks(f"会議の概要について\n\n{FIRST}\n\n{line}\n{line}次点\n")[-2][0] == "list"


def test_closing_words_stand_alone() -> None:
    assert blocks(wrap(FIRST) + "\n以上\n")[-1] == ("paragraph", "以上")
    assert blocks("以上のとおり、" + FIRST)[0][0] == "paragraph"


def test_a_column_inside_a_sentence_follows_it() -> None:
    body = wrap(FIRST + SECOND)
    lines = body.split("\n")
    text = "\n".join([*lines[:3], "【コラム】審査の流れ", "・申請は電子で受け付ける", "・結果は四十日以内に通知する", *lines[3:]])
    found = blocks(text)
    assert found[0] == ("paragraph", FIRST + SECOND)
    assert found[1] == ("heading", "【コラム】審査の流れ")


def test_short_lines_beside_the_text_are_taken_out_of_the_sentence() -> None:
    whole = FIRST.replace("出し、", "出し1、") + SECOND
    lines = wrap(whole, 90).split("\n")
    text = "\n".join([*lines[:2], "許可制に移る", "希少金属の輸", "出と関税の動き", "1　同国商務部の発表による。", "", *lines[2:]])
    found = blocks(text)
    assert ("caption", "許可制に移る希少金属の輸出と関税の動き") in found
    assert found[0][1] == whole


def test_items_that_end_with_semicolons_end_with_a_full_stop() -> None:
    rows = [
        "The ministry said on Monday that the following rates will apply to the goods listed below:",
        "• aluminium foil: from 5 percent to 10 percent;",
        "• copper wire and copper rods of any kind: from zero to 25 percent, except for prior orders.",
        "The rate on steel pipes rose at the same time, although the ministry had earlier denied any",
        "such plan and the industry had asked for a delay of at least two years.",
    ]
    assert [kind for kind, _ in blocks("\n".join(rows))][-2:] == ["list", "paragraph"]
