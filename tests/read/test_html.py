"""Saved web pages: what is content, and the marks over it."""

from __future__ import annotations

import itertools

import pytest

from extract.errors import EmptyInputError, LimitError
from extract.model import Mark, Source
from extract.read import read_bytes
from extract.settings import Settings

LONG = "大臣は、対象となる品目の輸出について許可を要することとする措置を公表した。" * 3


def read(body: str, head: str = "", **limits: int) -> Source:
    page = f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_bytes(page.encode(), "a.html", settings=Settings(**limits))


def marked(source: Source, kind: str) -> list[str]:
    return [mark.span.of(source.text) for mark in source.marks if mark.kind == kind]


def labelled(source: Source, kind: str) -> list[tuple[str, str]]:
    return [(mark.label, mark.span.of(source.text)) for mark in source.marks if mark.kind == kind]


def cells(source: Source) -> list[tuple[int, int, int, int, int, bool, str]]:
    return [
        (m.table, m.row, m.column, m.row_span, m.column_span, m.header, m.span.of(source.text))
        for m in source.marks
        if m.kind == "cell"
    ]


def test_scripts_styles_and_hidden_elements_are_no_text() -> None:
    source = read(
        f"<article><h1>題</h1><p>{LONG}</p><script>var secret</script><style>.secret{{}}</style><noscript>secret</noscript>"
        '<template>secret</template><p hidden>secret</p><p style="color:red; display : none">secret</p>'
        '<span aria-hidden="true">secret</span><span class="sr-only">secret</span><!-- secret --><button>secret</button>'
        f"<p>{LONG}後</p></article>"
    )
    assert "secret" not in source.text
    assert source.text.endswith("後")


def test_navigation_is_not_content() -> None:
    links = "".join(f'<li><a href="/{i}">案内の{i}番</a></li>' for i in range(5))
    source = read(
        f"<header><nav><ul>{links}</ul></nav></header><div class='breadcrumb'><a href='/'>トップ</a> &gt; 記事</div>"
        f"<main><h1>輸出管理の強化</h1><p class='date'>2025年8月1日</p><p>{LONG}</p><div class='share-buttons'>共有する</div>"
        f"<p>{LONG}終わり</p><ul class='related-links'>{links}</ul></main><aside><h2>関連</h2><ul>{links}</ul></aside>"
        "<footer>著作権</footer>"
    )
    for word in ("案内", "トップ", "共有", "関連", "著作権"):
        assert word not in source.text
    assert source.text.startswith("輸出管理の強化\n\n2025年8月1日\n\n大臣は")
    assert source.issues == ()


def test_headings_have_levels() -> None:
    source = read(f"<article><h1>甲</h1><p>{LONG}</p><h2>乙</h2><p>{LONG}</p><h3>丙</h3><p>{LONG}</p></article>")
    assert [(m.level, m.span.of(source.text)) for m in source.marks if m.kind == "heading"] == [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
    ]
    assert len(marked(source, "paragraph")) == 3


def test_lists_nest() -> None:
    source = read(
        f"<article><p>{LONG}</p><ul><li>一<ul><li>一の一</li><li>一の二</li></ul></li><li><p>二</p><p>二の続き</p></li></ul></article>"
    )
    assert [(m.level, m.span.of(source.text)) for m in source.marks if m.kind == "list"] == [
        (1, "一"),
        (2, "一の一"),
        (2, "一の二"),
        (1, "二\n二の続き"),
    ]


def test_numbered_lists_have_their_numbers() -> None:
    source = read(f"<article><p>{LONG}</p><ol start=3><li>丙</li><li>丁</li></ol></article>")
    assert labelled(source, "list") == [("3", "丙"), ("4", "丁")]


def test_table_with_spans() -> None:
    source = read(
        f"<article><p>{LONG}</p><table><caption>表1</caption><thead><tr><th rowspan=2>国</th><td colspan=2>税率</td></tr>"
        "<tr><th>旧</th><th>新</th></tr></thead><tbody><tr><th>日本</th><td>24%</td><td>15%</td></tr>"
        "<tr><td rowspan=9>韓国</td><td></td><td>甲<br>乙<p>丙</p></td></tr><tr><td>25%</td><td>15%</td></tr></tbody></table></article>"
    )
    assert cells(source) == [
        (0, 0, 0, 2, 1, True, "国"),
        (0, 0, 1, 1, 2, True, "税率"),
        (0, 1, 1, 1, 1, True, "旧"),
        (0, 1, 2, 1, 1, True, "新"),
        (0, 2, 0, 1, 1, True, "日本"),
        (0, 2, 1, 1, 1, False, "24%"),
        (0, 2, 2, 1, 1, False, "15%"),
        (0, 3, 0, 2, 1, False, "韓国"),
        (0, 3, 1, 1, 1, False, ""),
        (0, 3, 2, 1, 1, False, "甲\n乙\n丙"),
        (0, 4, 1, 1, 1, False, "25%"),
        (0, 4, 2, 1, 1, False, "15%"),
    ]
    assert marked(source, "caption") == ["表1"]


def test_absurd_spans_are_bounded() -> None:
    source = read(
        f"<article><p>{LONG}</p><table><tr><td colspan=999999999999>甲</td><td rowspan=99999>乙</td></tr><tr><td>丙</td></tr></table></article>"
    )
    assert [c[3:5] for c in cells(source)] == [(1, 1), (2, 1), (1, 1)]


def test_no_cell_is_lost_in_a_table_of_absurd_spans() -> None:
    rows = "".join(
        f"<tr><td rowspan=9000 colspan=150>甲{i}</td><td rowspan=9000 colspan=150>乙{i}</td></tr>" for i in range(30)
    )
    source = read(f"<article><p>{LONG}</p><table>{rows}</table></article>")
    assert [c[6] for c in cells(source)] == [f"{c}{i}" for i in range(30) for c in "甲乙"]


def test_layout_tables_are_no_tables() -> None:
    source = read(
        "<table><tr><td><a href=a>甲</a><br><a href=b>乙</a><br><a href=c>丙</a></td>"
        f"<td><h1>題</h1>{LONG}<table><tr><td>国</td><td>税率</td></tr><tr><td>日本</td><td>15%</td></tr></table></td></tr></table>"
    )
    assert [c[0:3] + c[6:] for c in cells(source)] == [
        (0, 0, 0, "国"),
        (0, 0, 1, "税率"),
        (0, 1, 0, "日本"),
        (0, 1, 1, "15%"),
    ]
    assert marked(source, "paragraph")[0] == LONG
    assert "甲" not in source.text


def test_linked_notes() -> None:
    source = read(
        f'<article><p>{LONG}<sup><a href="#fn1" id="r1">1</a></sup>続き<a href="#fn2" role="doc-noteref" id="r2">[2]</a>。</p>'
        f'<p>{LONG}</p></article><section class="footnotes"><ol><li id="fn1">第一の出典。<a href="#r1">↩</a></li>'
        '<li id="fn2"><p>第二の出典。 <a href="#r2" class="footnote-backref">戻る</a></p></li></ol></section>'
    )
    assert labelled(source, "note_reference") == [("1", "1"), ("2", "[2]")]
    assert labelled(source, "note") == [("1", "第一の出典。"), ("2", "第二の出典。")]
    assert "↩" not in source.text
    assert "戻る" not in source.text
    assert marked(source, "list") == []


def test_two_references_to_one_note() -> None:
    source = read(
        f'<main><p>{LONG}<sup id=r1><a href="#n1">[1]</a></sup></p><p>{LONG}<sup id=r2><a href="#n1">[1]</a></sup></p>'
        '<ol><li id="n1"><span class="mw-cite-backlink">^ <a href="#r1"><sup>a</sup></a> <a href="#r2"><sup>b</sup></a></span> 官報。</li></ol></main>'
    )
    assert labelled(source, "note_reference") == [("1", "[1]"), ("1", "[1]")]
    assert labelled(source, "note") == [("1", "官報。")]


def test_printed_markers_are_not_part_of_the_note() -> None:
    source = read(
        f'<main><p>{LONG}<a href="#n1" id="r1"><sup>注１</sup></a></p><p>{LONG}</p><p id="n1"><a href="#r1">[注1]</a> 財務省の公表による。</p></main>'
    )
    assert labelled(source, "note_reference") == [("注1", "注１")]
    assert labelled(source, "note") == [("注1", "財務省の公表による。")]


def test_several_notes_in_one_paragraph() -> None:
    source = read(
        f'<main><p>{LONG}<sup><a href="#n1">1</a></sup><sup><a href="#n2">2</a></sup></p><p>{LONG}</p>'
        '<p><a id="n1"></a>1 甲の資料。<br><a id="n2"></a>2 乙の資料。</p></main>'
    )
    assert [label for label, _ in labelled(source, "note_reference")] == ["1", "2"]
    assert labelled(source, "note") == [("1", "甲の資料。"), ("2", "乙の資料。")]


def test_notes_in_definition_lists() -> None:
    source = read(
        f'<main><p>{LONG}<sup><a href="#n1">*1</a></sup></p><p>{LONG}</p><dl><dt id="n1">*1</dt><dd>官報による。</dd></dl></main>'
    )
    assert labelled(source, "note") == [("*1", "官報による。")]


def test_whole_addresses_of_notes() -> None:
    source = read(
        f'<main><p>{LONG}<sup><a href="https://example.org/a.html#n1">1</a></sup></p><p>{LONG}</p><ol><li id="n1">官報。</li></ol></main>'
    )
    assert labelled(source, "note") == [("1", "官報。")]


@pytest.mark.parametrize(
    "body",
    [
        '<ul><li><a href="#s1">1</a></li></ul><h2 id="s1">概要</h2>',
        '<p>第<a href="#s1">1</a>節を見よ。</p><h2 id="s1">概要</h2>',
        '<p>図<a href="https://example.org/#f">1</a>を見よ。</p><p id="f">図</p>',
        '<p><a href="#f">後で述べる</a>。</p><p id="f">述べる。</p>',
        '<p><a href="#none">1</a></p>',
    ],
    ids=["contents", "heading", "other page", "words", "no target"],
)
def test_links_that_are_no_note_references(body: str) -> None:
    source = read(f"<main><p>{LONG}</p>{body}<p>{LONG}</p></main>")
    assert marked(source, "note_reference") == []
    assert marked(source, "note") == []


@pytest.mark.parametrize(
    ("before", "sup", "label"),
    [
        ("措置を公表した", "1", "1"),
        ("措置を公表した。", "12", "12"),
        ("the measure", "3", "3"),
        ("措置を公表した", "（注２）", "注2"),
        ("措置", "※", "※"),
        ("面積は10m", "2", ""),
        ("面積は10 km", "2", ""),
        ("10", "6", ""),
        ("CO", "2", ""),
        ("the 1", "st", ""),
        ("商標", "TM", ""),
        ("商標", "®", ""),
    ],
)
def test_raised_signs_without_links(before: str, sup: str, label: str) -> None:
    source = read(f"<main><p>{LONG}</p><p>{before}<sup>{sup}</sup>とした。</p></main>")
    assert [m[0] for m in labelled(source, "note_reference")] == ([label] if label else [])
    assert before + sup in source.text


def test_white_space() -> None:
    source = read(
        f"<main><p>{LONG}</p><p>  関税を\n   引き上げる\n措置  and\n an order </p><p>一<br>二<br><br>三</p><pre>a\n  b</pre></main>"
    )
    assert marked(source, "paragraph")[1:] == ["関税を引き上げる措置 and an order", "一\n二\n\n三", "a\n  b"]


def test_text_outside_of_elements_is_a_paragraph() -> None:
    source = read(f"<main>裸の文<b>太字</b>である。<p>{LONG}</p>後の文<div>中の文<p>{LONG}</p>尾の文</div></main>")
    assert [t for t in marked(source, "paragraph") if t != LONG] == ["裸の文太字である。", "後の文", "中の文", "尾の文"]


def test_readings_of_kanji_are_left_out() -> None:
    assert (
        "牽制する"
        in read(f"<main><p>{LONG}<ruby>牽<rp>(</rp><rt>けん</rt><rp>)</rp>制<rt>せい</rt></ruby>する。</p></main>").text
    )


def test_pages_of_no_known_shape_fall_back() -> None:
    source = read("<div><span>短い</span></div>")
    assert source.text == "短い"


def test_fallback_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr("trafilatura.bare_extraction", nothing)
    source = read(f"<nav><a href=a>案内</a></nav><article><h1>題</h1><p>{LONG}</p></article>")
    assert source.text == f"題\n\n{LONG}"
    assert [issue.code for issue in source.issues] == ["main_content_fallback"]


def test_failure_of_trafilatura_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("odd tree")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    source = read(f"<article><p>{LONG}</p></article>")
    assert source.text == LONG
    assert "trafilatura failed: ValueError" in source.issues[0].message


@pytest.mark.parametrize(
    ("charset", "encoding", "named"),
    [
        ("Shift_JIS", "cp932", "cp932"),
        ("x-sjis", "cp932", "cp932"),
        ("EUC-JP", "euc_jp", "euc_jp"),
        ("utf-8", "utf-8", "utf-8"),
        ("iso-2022-jp", "iso2022_jp", "iso2022_jp"),
    ],
)
def test_stated_encodings(charset: str, encoding: str, named: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body><p>{LONG}</p></body></html>'
    source = read_bytes(page.encode(encoding), "a.html")
    assert (source.text, source.encoding, source.issues) == (LONG, named, ())


def test_wrongly_stated_encoding() -> None:
    page = f"<html><head><meta charset=utf-8></head><body><p>{LONG}</p></body></html>".encode("cp932")
    source = read_bytes(page, "a.html")
    assert (source.text, source.encoding) == (LONG, "cp932")
    assert [issue.code for issue in source.issues] == ["encoding_mismatch"]


def test_one_broken_byte_does_not_lose_the_page() -> None:
    page = f"<html><head><meta charset=utf-8></head><body><p>{LONG}\udcff</p></body></html>".encode(
        "utf-8", "surrogateescape"
    )
    source = read_bytes(page, "a.html")
    assert source.text == LONG + "\ufffd"
    assert [issue.code for issue in source.issues] == ["encoding_mismatch"]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_byte_order_mark_comes_before_meta(mark: bytes) -> None:
    page = f"<html><head><meta charset=Shift_JIS></head><body><p>{LONG}</p></body></html>"
    data = mark + page.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be")
    assert read_bytes(data, "a.html").text == LONG


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>", "<p hidden>x</p>", "<img src=a.png>"])
def test_pages_without_text(body: str) -> None:
    with pytest.raises(EmptyInputError):
        read(body)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_HTML_DEPTH=200"):
        read("<div>" * 1000 + LONG + "</div>" * 1000)
    with pytest.raises(LimitError):
        read("<div>" * 100_000 + LONG)


def test_unclosed_formatting_is_no_depth() -> None:
    assert read("<p>" + "<font size=2><b>" * 400 + LONG + "</p>").text == LONG


def test_deep_but_allowed_nesting() -> None:
    assert read("<div>" * 190 + LONG + "</div>" * 190).text == LONG


def test_html_limit() -> None:
    with pytest.raises(LimitError):
        read(LONG, max_text_bytes=100)


def test_large_page_is_read_without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.html_main._LARGEST", 500)
    source = read(f"<main><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></main>")
    assert source.text.count(LONG) == 4
    assert [issue.code for issue in source.issues] == ["main_content_fallback"]


def test_marks_are_ordered_and_within_the_text() -> None:
    source = read(
        f'<main><h1>題</h1><p>{LONG}<sup><a href="#n">1</a></sup></p><ul><li>甲<ol><li>乙</ol></ul>'
        f"<table><tr><td>a<td>b<tr><td>c<td>d</table><p>{LONG}</p><p id=n>官報。</p></main>"
    )
    spans = [mark.span for mark in source.marks]
    assert all(span.end <= len(source.text) for span in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    blocks: list[Mark] = [m for m in source.marks if m.kind not in ("note_reference", "box")]
    assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(blocks))
    covered = {i for m in blocks for i in range(m.span.start, m.span.end)}
    assert all(c.isspace() for i, c in enumerate(source.text) if i not in covered)


def test_control_characters_are_dropped() -> None:
    source = read(f"<main><p>{LONG}\x01&#2;\x7f</p><p hidden>x</p>\x0e<p>後\x1b</p></main>")
    assert source.text == f"{LONG}\n\n後"
