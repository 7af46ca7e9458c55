"""How typesetters print references and notes on a page: raised marks, notes in the margin, under tables, at the foot."""

from __future__ import annotations

import pytest

from extract.layout import analyse_layout
from extract.layout.glyphs import read_directions
from extract.layout.lines import build_lines, find_runs
from extract.model import Document, Page, Source
from layout.sheets import Put, make_page, paragraph

PROSE = "政府は輸出の許可に関する新しい基準を公表し、企業に対して取引先の確認を求めた。基準は来年から適用される見込みである。"


def read(*pages: Page) -> Document:
    return analyse_layout(Source("made.pdf", "", "pdf", tuple(pages)))


def links(document: Document) -> list[tuple[str, str]]:
    """Return (marker, note's text) of each reference."""
    return [
        (note.marker, note.span.of(document.text).replace("\n", "") if note.span else "") for note in document.notes for _ in note.references
    ]


def raised(x: float, foot: float, parts: list[tuple[str, str]]) -> list[Put]:
    """Set words each followed by a raised mark."""
    puts = []
    for word, mark in parts:
        puts += [Put(x, foot, word), Put(x + 10.5 * len(word), foot - 5, mark, 6)]
        x += 10.5 * len(word) + 6 * max(1, len(mark))
    return puts


def foot_notes(notes: list[str], foot: float = 760.0) -> list[Put]:
    return [Put(70, foot + 12 * k, note, 8) for k, note in enumerate(notes)]


@pytest.mark.parametrize(
    ("marks", "notes", "expected"),
    [
        (["(1)", "(2)"], ["(1) 甲省の資料。", "(2) 乙紙の記事。"], [("1", "甲省の資料。"), ("2", "乙紙の記事。")]),
        (["1/", "2/"], ["1/ 甲省の資料。", "2/ 乙紙の記事。"], [("1/", "甲省の資料。"), ("2/", "乙紙の記事。")]),
        (["12"], ["1 甲省の資料。", "2 乙紙の記事。"], [("1", "甲省の資料。"), ("2", "乙紙の記事。")]),
        (["i", "ii"], ["i 甲省の資料。", "ii 乙紙の記事。"], [("i", "甲省の資料。"), ("ii", "乙紙の記事。")]),
        (["a)", "b)"], ["a) 甲省の資料。", "b) 乙紙の記事。"], [("a", "甲省の資料。"), ("b", "乙紙の記事。")]),
    ],
)
def test_raised_marks_of_many_kinds(marks: list[str], notes: list[str], expected: list[tuple[str, str]]) -> None:
    words = raised(80, 100, [(word, mark) for word, mark in zip(["新しい関税", "古い関税"], marks, strict=False)])
    puts = [*words, *paragraph(70, 130, PROSE * 3, 40)]
    puts += [part for k, note in enumerate(notes) for part in _raised_head(70, 760 + 14 * k, note)]
    assert links(read(make_page(puts))) == expected


@pytest.mark.parametrize(
    ("marks", "markers"),
    [
        (["脚注1", "脚注2"], ["脚注1", "脚注2"]),
        (["註1", "註2"], ["註1", "註2"]),
        (["i", "ii", "iii"], ["i", "ii", "iii"]),
        (["†", "‡", "§", "¶"], ["†", "‡", "§", "¶"]),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_raised_marks_whose_notes_are_headed_on_the_line(marks: list[str], markers: list[str]) -> None:
    words = raised(80, 100, [(f"第{'一二三四'[k]}の関税を定め", mark) for k, mark in enumerate(marks)])
    notes = foot_notes([f"{mark} 第{'一二三四'[k]}の資料。" for k, mark in enumerate(marks)], 740)
    found = links(read(make_page([*words, *paragraph(70, 130, PROSE * 3, 40), *notes])))
    assert found == [(marker, f"第{'一二三四'[k]}の資料。") for k, marker in enumerate(markers)]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("甲国は関税を引き上げた①。乙国は引き下げた②。", 2),
        ("甲国は新しい関税（自動車①）を課し、乙国は対抗した②。", 2),
        ("甲国の措置は①関税、②割当である。", 0),
        ("次の二点に注意する。①税率、②期間。", 0),
        ("対象は、①自動車、②鉄鋼の二つである①。", 1),
    ],
)
def test_circled_numbers_refer_where_they_close_a_phrase(text: str, linked: int) -> None:
    notes = foot_notes(["① 甲省の資料による。", "② 乙紙の記事による。"])
    assert len([note for note in links(read(make_page([Put(80, 100, text), *paragraph(70, 130, PROSE * 3, 40), *notes]))) if note[1]]) == linked


def _raised_head(x: float, foot: float, note: str) -> list[Put]:
    head, _, rest = note.partition(" ")
    return [Put(x, foot - 3.5, head, 5), Put(x + 5 * len(head) / 2 + 4, foot, rest, 8)]


@pytest.mark.parametrize("text", ["面積は5", "R", "2.5×10"])
def test_powers_are_no_references(text: str) -> None:
    unit = {"面積は5": "km"}.get(text, "")
    puts = [Put(80, 100, text + unit), Put(80 + sum(10.5 if c > "⺀" else 5.25 for c in text + unit), 95, "2", 6)]
    document = read(make_page([*puts, *paragraph(70, 130, PROSE * 3, 40), *foot_notes(["1 甲省の資料。", "2 乙紙の記事。"])]))
    assert links(document) == []


def test_notes_in_the_margin() -> None:
    puts = [*raised(70, 100, [("甲国は輸出を許可制とした", "*1")]), *paragraph(70, 118, PROSE * 5, 26, indent=0)]
    puts += [Put(400, 100, "*1 対象は", 8), Put(400, 111, "二つの鉱物。", 8)]
    assert links(read(make_page(puts))) == [("*1", "対象は二つの鉱物。")]


def test_notes_counted_under_one_word() -> None:
    puts = [Put(80, 100, "甲国（注1）の関税は引き上げられ、乙国（注2）の関税は維持された。"), *paragraph(70, 130, PROSE * 3, 40)]
    puts += [Put(70, 300, "（注）１．旧植民地を含む。", 8), Put(94, 312, "２．暫定値による。", 8)]
    assert links(read(make_page(puts))) == [("注1", "旧植民地を含む。"), ("注2", "暫定値による。")]


def test_feet_that_are_alike_on_two_pages_are_notes() -> None:
    pages = []
    for number in (1, 2):
        notes = [part for k in (1, 2) for part in _raised_head(70, 770 + 14 * k, f"{2 * number - 2 + k} 同右、{7 * number + k}頁。")]
        marks = [(f"第{number}の措置を定めた", str(2 * number - 1)), ("これを改めた", str(2 * number))]
        pages.append(make_page([*raised(80, 150, marks), *paragraph(70, 180, PROSE * 6, 40), *notes], number))
    assert [marker for marker, text in links(read(*pages)) if text] == ["1", "2", "3", "4"]


def test_an_index_below_the_line_stays_in_it() -> None:
    page = make_page([Put(80, 100, "排出量はCO"), Put(132.5, 104, "2", 8), Put(136.5, 100, "換算で増えた。")])
    lines = build_lines(page, find_runs(read_directions(page)[0]))
    assert [line.text for line in lines] == ["排出量はCO2換算で増えた。"]


def test_a_marker_broken_at_the_end_of_a_line() -> None:
    head = "甲国の平均関税率は二割を超え、これまでで最も高い水準に達したとされる（注"
    puts = [Put(80.5, 100, head), Put(70, 118, "1）。影響は小さいとみられる。" + PROSE[:22]), *paragraph(70, 136, PROSE, 37, indent=0)]
    puts += [Put(70, 760, "（注1）甲省の資料。", 8)]
    assert links(read(make_page(puts))) == [("注1", "甲省の資料。")]
