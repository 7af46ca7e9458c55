"""Index pages: links by pattern, <base>, encodings."""

from __future__ import annotations

import pytest

from extract.errors import UnsupportedError
from extract.sources.candidates import Discovery
from extract.sources.config import PageEntry
from extract.sources.pages import find_links, sniff_page

URL = "https://example.org/press/index.html"


def find(source: str | bytes, match: str = r"\.pdf$", charset: str = "", **more: object) -> Discovery:
    data = source if isinstance(source, bytes) else source.encode()
    entry = PageEntry.model_validate({"name": "gazette", "page": URL, "match": match, **more})
    return find_links(data, URL, entry, charset)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>x</title>{head}</head><body>{body}</body></html>"


def test_links() -> None:
    found = find(
        page(
            '<a href="a.pdf">Duty <b>on</b>\n widgets</a><a href="/b.pdf#page=2"><img alt="Notice"></a><a href="c.html">c</a>'
            '<a href="a.pdf">again</a><a href=" https://other.org/d.pdf " title="D"></a><a name="x">y</a>'
            '<a href="javascript:open(\'x.pdf\')">j</a><a href="mailto:a@example.org?x.pdf">m</a><a href="#x.pdf">h</a>'
        )
    )
    assert [(c.url, c.title) for c in found.candidates] == [
        ("https://example.org/press/a.pdf", "Duty on widgets"),
        ("https://example.org/b.pdf", "Notice"),
        ("https://other.org/d.pdf", "D"),
    ]
    assert found.problems == ()
    assert {(c.origin, c.place, c.published) for c in found.candidates} == {("gazette", URL, "")}


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://files.example.org/2025/", "https://files.example.org/2025/a.pdf"),
        ("../docs/", "https://example.org/docs/a.pdf"),
        ("", "https://example.org/press/a.pdf"),
    ],
)
def test_base(base: str, expected: str) -> None:
    found = find(page('<a href="a.pdf">x</a>', f'<base href="{base}">'))
    assert [c.url for c in found.candidates] == [expected]


def test_a_base_that_is_none() -> None:
    found = find(page('<a href="a.pdf">x</a>', '<base href="file:///etc/">'))
    assert [c.url for c in found.candidates] == ["https://example.org/press/a.pdf"]
    assert [p.code for p in found.problems] == ["bad_base"]


def test_bad_links_are_recorded_where_they_are_wanted() -> None:
    found = find(page('<a href="ftp://example.org/a.pdf">a</a><a href="ftp://example.org/a.zip">b</a><a href="http://u:p@h/b.pdf">c</a><a href="d.pdf">d</a>'))
    assert [c.url for c in found.candidates] == ["https://example.org/press/d.pdf"]
    assert [p.code for p in found.problems] == ["bad_link", "bad_link"]


def test_text_and_limit() -> None:
    body = "".join(f'<a href="{n}.pdf">{"報道発表" if n % 2 else "採用情報"} {n}</a>' for n in range(10))
    found = find(page(body), text="報道", limit=2)
    assert [c.url[-5:] for c in found.candidates] == ["1.pdf", "3.pdf"]


@pytest.mark.parametrize(
    ("encoding", "stated", "charset"),
    [
        ("cp932", "shift_jis", ""),
        ("cp932", "", "Shift_JIS"),
        ("euc_jp", "", ""),
        ("utf-16", "", ""),
        ("cp932", "utf-8", ""),
        ("utf-8", "shift_jis", "utf-8"),
    ],
)
def test_encodings(encoding: str, stated: str, charset: str) -> None:
    head = f'<meta charset="{stated}">' if stated else ""
    found = find(page('<p>日本の関税について定める。</p><a href="文書.pdf">関税の引き上げ</a>', head).encode(encoding), charset=charset)
    assert [(c.url, c.title) for c in found.candidates] == [
        ("https://example.org/press/%E6%96%87%E6%9B%B8.pdf", "関税の引き上げ")
    ]


def test_queries_are_in_the_encoding_of_the_page() -> None:
    text = page('<p>日本の関税</p><a href="get.cgi?名=税.pdf">x</a>', '<meta charset="shift_jis">')
    found = find(text.encode("cp932"), match="get")
    assert [c.url for c in found.candidates] == ["https://example.org/press/get.cgi?%96%BC=%90%C5.pdf"]


def test_hostile_pages_end() -> None:
    found = find("<html>" + "<div>" * 50_000 + '<a href="a.pdf">x')
    assert len(found.candidates) <= 1
    assert len(find(page("".join(f'<a href="{n}.pdf">x</a>' for n in range(20_000)))).candidates) == 200


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"", b"words", b"\x89PNG", b"<?xml version='1.0'?><rss/>"])
def test_what_is_no_page(body: bytes) -> None:
    with pytest.raises(UnsupportedError):
        sniff_page(body, URL)


@pytest.mark.parametrize("body", [b"<html>", b"<!DOCTYPE html>", b"<ul><li><a href=x>"])
def test_what_is_a_page(body: bytes) -> None:
    assert sniff_page(body, URL) == "page"
