"""References and notes: what points to a note, what only looks like it, and what is left over."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pytest

from extract.layout import analyse_layout
from extract.layout.note_marks import plain_marker, read_body_mark
from extract.layout.notes import link_notes
from extract.model import Block, Document, NoteReference, Source
from extract.spans import Span


def reference_before(text: str, reference: NoteReference, markers: list[Span]) -> str:
    """Return what stands before a reference, the other markers left out."""
    kept = "".join(c for i, c in enumerate(text[: reference.span.start]) if not any(m.start <= i < m.end for m in markers))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", kept))[-20:]


def read(text: str) -> Document:
    return analyse_layout(Source(name="t", sha256="", reader="text", text=text))


def links(document: Document) -> list[tuple[str, str]]:
    """Return (marker, last eight characters before it) of every reference that found its note."""
    markers = sorted(ref.span for note in document.notes for ref in note.references)
    return [
        (note.marker, reference_before(document.text, ref, markers)[-8:]) for note in document.notes if note.span for ref in note.references
    ]


def codes(document: Document) -> list[tuple[str, str]]:
    return [(issue.code, re.findall(r"Note (\S+)", issue.message)[0]) for issue in document.issues]


@pytest.mark.parametrize(
    ("reference", "body", "marker"),
    [
        ("１", "１　", "1"),
        (" 1", "1 ", "1"),
        ("1", "1 ", "1"),
        ("¹", "¹ ", "1"),
        ("¹", "1 ", "1"),
        ("＊1", "＊1 ", "*1"),
        ("*1", "*1 ", "*1"),
        ("※1", "※1　", "※1"),
        ("（注1）", "（注1）", "注1"),
        ("(注１)", "(注１) ", "注1"),
        ("注1）", "注1）", "注1"),
        ("（注1）", "注1：", "注1"),
        ("[1]", "[1] ", "1"),
        ("[1]", "1. ", "1"),
        ("[^1]", "[^1]: ", "1"),
        ("〔注1〕", "〔注1〕", "注1"),
        ("[注釈 1]", "[注釈 1] ", "注釈1"),
    ],
)
def test_ways_of_printing_a_marker(reference: str, body: str, marker: str) -> None:
    document = read(f"政府は鉄鋼の関税を引き上げた{reference}。業界は反発している。\n\n{body}財務省「関税改定について」2025年5月1日。\n")
    assert links(document) == [(marker, "関税を引き上げた")]
    assert document.notes[0].span is not None
    assert document.notes[0].span.of(document.text).startswith("財務省")
    assert document.issues == ()


ROW = "\n\n1 甲新聞の報道。\n2 乙通信の報道。\n3 丙省の公表資料。\n4 丁研究所の報告。\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "税率を上げた 1。審査を始めた 2、許可を出した 3しており、見直した 4。",
        "対象（ガリウム 1、ゲルマニウム 2、黒鉛 3が規制対象）を示した 4。",
        "第 3 回協議で 10 月 2 日に決めた 1。表 2 に示す 2。4 社が対象だ 3。規則 301 条による 4。",
        "会社 1社が応じた 1。約 2 年後に見直す 2。計 3 件のうち 3、4 割が承認された 4。",
        "10%とする1。20%とした2。認める3。示した4。",
        "H20 の輸出を 2 か国に認めた 1｡ Part 740 の 3 節 2､ 一般禁止事項 4 に当たる 3｡ 電気ｶﾞｽ 4",
    ],
)
def test_a_row_of_numbers_finds_its_references(sentence: str) -> None:
    document = read(sentence + ROW)
    assert [marker for marker, _ in links(document)] == ["1", "2", "3", "4"]
    assert document.issues == ()


@pytest.mark.parametrize(
    "text",
    [
        "第 3 回協議は 5 月 10 日に開かれた。表 1、図 2、別表第 3 を参照。",
        "通商法 301 条により 25 %の関税を課す。税率は 2 倍になる。",
        "面積は 10 km² で、質量は 10³ である。",
        "一般禁止事項 10、附則 1 にある。令和 7、平成 30。",
        "南 アジア の 7 、 発足 し た 3 。 経済 的 な 統合 4 。 加盟 国 の うち 5 。",
        "1. 概要\n対象は 2 品目 1 種である。\n2. 見通し\n協議を続ける。",
    ],
)
def test_what_only_looks_like_a_reference(text: str) -> None:
    document = read(text)
    assert document.notes == ()
    assert document.issues == ()


def test_several_references_to_one_note() -> None:
    document = read("関税を課した[1]。規制も強めた[2]。さらに広げた[1]。\n\n[1] 甲新聞\n[2] 乙通信\n")
    assert [marker for marker, _ in links(document)] == ["1", "1", "2"]


def test_reference_without_note_is_kept() -> None:
    document = read("税率を上げた 1。審査を始めた 2。許可を出した 3。\n\n1 甲新聞の報道。\n2 乙通信の報道。\n")
    assert [(note.marker, note.span is None) for note in document.notes] == [("1", False), ("2", False), ("3", True)]
    assert codes(document) == [("reference_without_note", "3")]


def test_references_without_any_notes() -> None:
    document = read("輸出管理を強化した 1。\n審査を求める動き 3 と連動する。\n管理を段階的に広げた 4。\n")
    assert [note.marker for note in document.notes] == ["1", "3", "4"]
    assert {code for code, _ in codes(document)} == {"reference_without_note"}


def test_note_without_reference_is_kept() -> None:
    document = read("税率を上げた（注1）。\n\n（注1）甲新聞\n（注2）乙通信\n")
    assert codes(document) == [("note_without_reference", "注2")]


def test_numbers_start_again_in_each_chapter() -> None:
    document = read("税率を上げた 1。許可を出した 2。\n\n1 甲新聞。\n2 乙通信。\n\n審査を始めた 1。見直した 2。\n\n1 丙省資料。\n2 丁報告。\n")
    found = {(m, before): note.span.of(document.text) for note in document.notes if note.span for m, before in links(document)[:1]}
    assert len(found) == 1
    texts = [note.span.of(document.text) for note in document.notes if note.span and note.references]
    assert sorted(texts) == ["丁報告。", "丙省資料。", "乙通信。", "甲新聞。"]
    assert document.issues == ()


def test_a_note_goes_on_over_lines_and_addresses() -> None:
    document = read(
        "税率を上げた 1。許可を出した 2。\n\n1 甲新聞「関税引き上げの背景」2025 年 5 月 1 日､\nhttps://example.org/news/2025-\n05-01-tariff\n"
        "2 乙通信「許可」2025年6月1日\nhttps://example.org/b\n"
    )
    spans = [note.span for note in document.notes]
    assert all(span is not None for span in spans)
    assert [span.of(document.text).endswith(end) for span, end in zip(spans, ("tariff", "/b"), strict=True) if span] == [True, True]


def test_references_inside_notes() -> None:
    text = "義務を課した[注釈 1]。\n\n注釈\n1. ^ 経緯には異論もある[1]。\n\n出典\n1. ^ a b 甲新聞\n"
    blocks = (
        Block("paragraph", Span(0, 13)),
        Block("heading", Span(15, 17)),
        Block("list", Span(18, 36), heading=1),
        Block("heading", Span(38, 40)),
        Block("list", Span(41, 53), heading=3),
    )
    assert [block.span.of(text)[:2] for block in blocks] == ["義務", "注釈", "1.", "出典", "1."]
    notes, issues = link_notes(text, blocks)
    found = {note.marker: (note.span.of(text), len(note.references)) for note in notes if note.span}
    assert found == {"注釈1": ("経緯には異論もある[1]。", 1), "1": ("甲新聞", 1)}
    assert issues == ()


@pytest.mark.parametrize(("word", "raised", "number"), [("た", "1", 1), ("km", "2", 0), ("10", "3", 0), ("た", "＊1", 1), ("た", "st", 0)])
def test_raised_runs(word: str, raised: str, number: int) -> None:
    text = f"関税を課し{word}{raised}。\n1 甲新聞 2 乙"
    body = text.index("\n") + 1
    lead = text.index(raised, 5)
    blocks = (Block("paragraph", Span(0, body - 1)), Block("note", Span(body, len(text)), marker=raised if "＊" in raised else "1"))
    notes, _ = link_notes(text, blocks, [Span(lead, lead + len(raised))])
    assert sum(len(note.references) for note in notes if note.span) == number


def test_two_markers_side_by_side() -> None:
    text = "関税を課した＊1＊2。\n＊1 甲\n＊2 乙"
    blocks = (Block("paragraph", Span(0, 11)), Block("note", Span(12, 16)), Block("note", Span(17, 21)))
    notes, _ = link_notes(text, blocks)
    markers = sorted(ref.span for note in notes for ref in note.references)
    assert [(n.marker, reference_before(text, n.references[0], markers)) for n in notes] == [("*1", "関税を課した"), ("*2", "関税を課した")]


@pytest.mark.parametrize(
    ("line", "marker"),
    [("1 Reuters", "1"), ("１　甲", "1"), ("＊12 甲", "*12"), ("5 月 10 日に", None), ("3D991 等は", None), ("28 の企業", "28"), ("90 日間", None), ("7月", None)],
)
def test_body_marks(line: str, marker: str | None) -> None:
    mark = read_body_mark(line)
    assert (mark.marker if mark else None) == marker


@pytest.mark.parametrize(("printed", "marker"), [("＊1", "*1"), ("[注釈 1]", "注釈1"), ("１", "1"), ("（注３）", "注3"), ("¹²", "12"), ("[^a]", "a")])
def test_plain_marker(printed: str, marker: str) -> None:
    assert plain_marker(printed) == marker


def test_two_rows_of_markers_in_one_document() -> None:
    text = "課税した[1]。止めた1。\n1 甲の説明\n[1] 乙の論文"
    blocks = (Block("paragraph", Span(0, 13)), Block("note", Span(14, 20)), Block("note", Span(21, len(text))))
    notes, issues = link_notes(text, blocks, [Span(11, 12)])
    assert [(note.span.of(text), len(note.references)) for note in notes if note.span] == [("乙の論文", 1), ("甲の説明", 1)]
    assert issues == ()


@pytest.mark.parametrize(("mark", "marker"), [("※", "※"), ("＊", "*"), ("（注）", "注"), ("ii", "ii")])
def test_markers_without_a_number(mark: str, marker: str) -> None:
    text = f"税率{mark}を改めた。\n{mark} 暫定税率を含む。"
    head = len(f"税率{mark}を改めた。")
    blocks = (Block("paragraph", Span(0, head)), Block("note", Span(head + 1, len(text)), marker=mark))
    notes, _ = link_notes(text, blocks, [Span(2, 2 + len(mark))] if mark == "ii" else [])
    assert [(note.marker, [ref.span.start for ref in note.references]) for note in notes] == [(marker, [2])]


def test_a_marker_that_strayed_from_its_line_is_a_reference() -> None:
    text = "税率を改めた。\n＊1\n＊1 暫定税率を含む。"
    blocks = (Block("paragraph", Span(0, 7)), Block("note", Span(8, 10), marker="＊1"), Block("note", Span(11, len(text)), marker="＊1"))
    notes, issues = link_notes(text, blocks)
    assert [len(note.references) for note in notes] == [1]
    assert issues == ()


def test_notes_set_as_paragraphs() -> None:
    text = "課税した[1]。止めた[2]。\n[1] 甲の説明\n[2] 乙の論文"
    blocks = (Block("paragraph", Span(0, 15)), Block("paragraph", Span(16, 24)), Block("list", Span(25, len(text))))
    notes, _ = link_notes(text, blocks)
    assert [(note.marker, note.block, len(note.references)) for note in notes] == [("1", 1, 1), ("2", 2, 1)]


def test_a_row_that_starts_again_on_each_page_is_linked_on_its_page() -> None:
    text = "甲した1。\n乙した1。\n1 子の注\n1 丑の注"
    blocks = (Block("paragraph", Span(0, 5)), Block("paragraph", Span(6, 11)), Block("note", Span(12, 17)), Block("note", Span(18, 23)))
    pages = np.array([1] * 6 + [2] * 6 + [1] * 6 + [2] * 5, dtype=np.int32)
    notes, _ = link_notes(text, blocks, [Span(3, 4), Span(9, 10)], pages)
    assert [(n.span.of(text), n.references[0].span.start) for n in notes if n.span] == [("子の注", 3), ("丑の注", 9)]


ENGLISH = "\n\n1 Ministry of Trade, Notice, May 2, 2025.\n2 Reuters, New duties, May 3, 2025.\n3 Agency, Rule, May 4, 2025.\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry added ten firms to its list.1 The list, which is public,2 grows fast. Exporters “must wait.”3",
        "The ministry added ten firms to its list. 1 The list has 20 rows. 2 Exporters (see No. 4) complain.3",
        "Duties rose (“the Duties”).1 Section 301 of the act;2 see also Art. 5. Fig.2 shows them.3 In 2024 they fell.",
    ],
)
def test_english_markers_stand_behind_the_full_stop(sentence: str) -> None:
    assert [marker for marker, _ in links(read(sentence + ENGLISH))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ratio was 3.1 In version 2.0 it rose; see vol.1 of the study. No.2 is new. 3 firms left.",
        "Prices rose by 1 percent. 2 firms complained, and 3 withdrew.",
    ],
)
def test_english_numbers_are_no_markers(sentence: str) -> None:
    assert links(read(sentence + "\n\nThe text goes on without any notes, and nobody minds it.")) == []


def test_half_brackets_refer_and_items_do_not() -> None:
    notes = "\n\n1) 財務省の公告による。\n2) 商務省の規則による。\n"
    assert [marker for marker, _ in links(read("鉄鋼に25%の関税を発動1)。銅の輸出を許可制に移行2)" + notes))] == ["1", "2"]
    assert links(read("次の1)から2)までの条件（第1)を除く）を満たす。" + notes)) == []


def test_text_that_broke_off_goes_on_behind_the_notes() -> None:
    row = "当局は申請のあった案件を順に審査しており、書類の不備が多いと説明していることから、認可には"
    text = f"{row}\n{row}\n時間がかかると指摘し＊1、\n＊1　商務部の説明による。ただし、推計の幅は大きく、\n\n手続を見直すと述べた。{row[:32]}\n{row}長い。\n"
    document = read(text)
    assert links(document)[0][0] == "*1"
    assert document.notes[0].span is not None
    assert "手続" not in document.notes[0].span.of(document.text)
    assert document.blocks[0].span.of(document.text).replace("\n", "").endswith("指摘し＊1、手続を見直すと述べた。" + row[:32] + row + "長い。")
