"""RSS and Atom: every form, damage, and what a feed must not be able to do."""

from __future__ import annotations

import time

import pytest

from extract.errors import UnsupportedError
from extract.sources.candidates import Discovery
from extract.sources.config import FeedEntry
from extract.sources.feeds import read_feed, sniff_feed

URL = "https://example.org/news/rss.xml"
ENTRY = FeedEntry(name="news", feed=URL)


def read(text: str | bytes, **more: object) -> Discovery:
    data = text if isinstance(text, bytes) else text.encode()
    return read_feed(data, URL, ENTRY.model_copy(update=more))


def rss(items: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>News</title><link>https://example.org/</link>{items}</channel></rss>'


def test_rss() -> None:
    found = read(
        rss(
            "<item><title>Duty on  widgets</title><link> https://example.org/a.pdf </link>"
            "<pubDate>Fri, 01 Aug 2025 23:30:00 -0400</pubDate></item>"
            "<item><title>関税</title><link>b/文書.html?x=1&amp;y=2#top</link></item>"
        )
    )
    assert found.problems == ()
    assert [(c.url, c.title, c.published) for c in found.candidates] == [
        ("https://example.org/a.pdf", "Duty on widgets", "2025-08-01"),
        ("https://example.org/news/b/%E6%96%87%E6%9B%B8.html?x=1&y=2", "関税", ""),
    ]
    assert {(c.origin, c.place) for c in found.candidates} == {("news", URL)}


def test_rss_of_other_kinds() -> None:
    """RSS 1.0 (RDF); links of other namespaces; permanent identifiers; enclosures."""
    found = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>t</title></channel>'
        '<item rdf:about="y"><title>A</title><link>https://example.org/a</link><dc:date>2025-08-01T10:00:00+09:00</dc:date></item></rdf:RDF>'
    )
    assert [(c.url, c.published) for c in found.candidates] == [("https://example.org/a", "2025-08-01")]
    found = read(
        rss(
            '<item xmlns:atom="http://www.w3.org/2005/Atom"><atom:link href="/self" rel="self"/><guid>https://example.org/b</guid></item>'
            '<item><guid isPermaLink="false">b-1</guid><enclosure url="/c.pdf" type="application/pdf"/></item>'
            '<item xmlns:m="http://search.yahoo.com/mrss/"><m:title>Picture</m:title><title>D</title><link>/d</link></item>'
        )
    )
    assert [(c.url, c.title) for c in found.candidates] == [
        ("https://example.org/b", ""),
        ("https://example.org/c.pdf", ""),
        ("https://example.org/d", "D"),
    ]


def test_atom() -> None:
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.org/x/"><title>F</title><link href="/"/>'
        '<entry><title type="html">Duty &lt;b&gt;up&lt;/b&gt; &amp;amp; down</title><link rel="edit" href="e"/>'
        '<link href="a.pdf"/><updated>2025-08-03T00:00:00Z</updated><published>2025-08-01T00:00:00Z</published></entry>'
        '<entry xml:base="y/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">B <i>c</i></div></title>'
        '<link rel="alternate" href="b.pdf"/><updated>2025-08-03T00:00:00Z</updated></entry></feed>'
    )
    assert [(c.url, c.title, c.published) for c in found.candidates] == [
        ("https://other.org/x/a.pdf", "Duty up & down", "2025-08-01"),
        ("https://other.org/x/y/b.pdf", "B c", "2025-08-03"),
    ]


def test_bad_entries_are_recorded_and_the_others_go_on() -> None:
    found = read(
        rss(
            "<item><title>no link</title></item>"
            "<item><title>script</title><link>javascript:alert(1)</link></item>"
            "<item><title>file</title><link>file:///etc/passwd</link></item>"
            "<item><title>credentials</title><link>https://u:secret@example.org/</link></item>"
            "<item><link>https://example.org/a</link><pubDate>last Tuesday</pubDate></item>"
            "<item/>"
            "<item><link>https://example.org/b</link></item><item><link>https://example.org/b#again</link></item>"
        )
    )
    assert [c.url for c in found.candidates] == ["https://example.org/a", "https://example.org/b"]
    assert [(p.code, p.place.rpartition(", ")[2]) for p in found.problems] == [
        ("bad_entry", "entry 1"),
        ("bad_entry", "entry 2"),
        ("bad_entry", "entry 3"),
        ("bad_entry", "entry 4"),
        ("bad_date", "entry 5"),
        ("bad_entry", "entry 6"),
    ]
    assert "secret" not in str(found.problems)


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>A & B</title><link>https://example.org/a</link></item>"),
        rss("<item><title>A&nbsp;B</title><link>https://example.org/a</link></item>"),
        rss("<item><title>A</title><link>https://example.org/a</link></item>").removesuffix("</channel></rss>"),
        "\n\n" + rss("<item><title>A</title><link>https://example.org/a</link></item>"),
        rss("<item><title>A\x0b</title><link>https://example.org/a</link></item>"),
    ],
)
def test_what_is_not_well_formed_is_read_as_far_as_it_goes(body: str) -> None:
    found = read(body)
    assert [c.url for c in found.candidates] == ["https://example.org/a"]
    assert [p.code for p in found.problems] == ["damaged_feed"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("UTF-16", "utf-16"), ("utf-8", "cp932"), ("utf-8", "euc_jp")],
)
def test_encodings(declared: str, encoding: str) -> None:
    items = "<item><title>日本の関税について</title><link>https://example.org/文書</link></item>"
    found = read(rss(items, f'<?xml version="1.0" encoding="{declared}"?>').encode(encoding))
    assert [(c.title, c.url) for c in found.candidates] == [
        ("日本の関税について", "https://example.org/%E6%96%87%E6%9B%B8")
    ]


def laughs(use: str) -> str:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>' + rss(use, "")


@pytest.mark.parametrize(
    "body",
    [
        laughs("<item><title>&l9;</title><link>https://example.org/a</link></item>"),
        laughs('<item x="&l9;"><title>A</title><link>https://example.org/a</link></item>'),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item><title>&x;</title><link>/a</link></item>", ""),
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>' + rss("<item><link>/a</link></item>", ""),
    ],
)
def test_entities_are_never_put_in_their_places(body: str) -> None:
    began = time.monotonic()
    with pytest.raises(UnsupportedError):
        read(body)
    assert time.monotonic() - began < 1


def test_deep_nesting_is_no_feed() -> None:
    with pytest.raises(UnsupportedError):
        sniff_feed(b"<a>" * 100_000, URL)


@pytest.mark.parametrize("body", [b"", b"<html><body>x</body></html>", b"%PDF-1.7", b"\x00" * 100, b"plain", b"<rss2/>"])
def test_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(UnsupportedError):
        sniff_feed(body, URL)


def test_an_empty_feed() -> None:
    assert read(rss("")) == Discovery()


def test_pattern_and_limit() -> None:
    items = "".join(f"<item><link>https://example.org/{n}.{'pdf' if n % 2 else 'html'}</link></item>" for n in range(10))
    found = read(rss(items), match=r"\.pdf$", limit=3)
    assert [c.url[-5:] for c in found.candidates] == ["1.pdf", "3.pdf", "5.pdf"]


def test_titles_have_an_end() -> None:
    found = read(rss(f"<item><title>{'x' * 10_000}</title><link>/a</link></item>"))
    assert len(found.candidates[0].title) == 500
