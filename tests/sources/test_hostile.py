"""What strangers send: damaged in every way, it ends in an ExtractError or in something that can be used, never otherwise."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ExtractError
from extract.sources.addresses import read_url
from extract.sources.candidates import Discovery, find_name
from extract.sources.config import FeedEntry, PageEntry
from extract.sources.feeds import read_feed
from extract.sources.pages import find_links
from extract.sources.robots import read_robots

URL = "https://example.org/x/index"
FEED = FeedEntry(name="f", feed=URL)
PAGE = PageEntry(name="p", page=URL, match=".")
TOKENS: list[bytes | str] = [
    *b"< > & \" ' / : ; = # % ? @ [ ] \\ \x00 \xff".split(b" "),
    *["税", "&#x0;", "&#xD800;", "&#55296;", "<![CDATA[", "]]>", "<!--", "-->", "<link>a</link>", "<up0:b>", 'href="http://[::1"', "http://u:p@h:99999/"],
    'xml:base="http://["', 'xmlns=""', 'charset="hex"', 'charset="idna"', 'encoding="utf-7"', 'encoding="x"', "<base href=':'>",
    "9999-99-99", "Fri, 99 Aug 99999 99:99:99 +9999", "\ud800", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "&x;",
]  # fmt: skip
RSS = "<rss><channel><item><title>A &lt;b&gt;</title><link>a</link><pubDate>2031-01-01</pubDate></item></channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:base="y/"><title/><link href="a"/><updated>2031</updated></entry></feed>'
HTML = '<html><meta charset="shift_jis"><base href="/a/"><a href="b?c#d">e</a><area href="f"></html>'
ROBOTS = "User-agent: *\nDisallow: /*a$\nAllow: /%E6%2f\nCrawl-delay: 3\n"


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[str, ...]) -> bytes:
    data = draw(st.sampled_from(seeds)).encode()
    for _ in range(draw(st.integers(1, 5))):
        token = draw(st.sampled_from(TOKENS))
        at, cut = draw(st.integers(0, len(data))), draw(st.integers(0, 8))
        piece = token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")
        data = data[:at] + piece + data[at + cut :]
    return data


def check(found: Discovery) -> None:
    for candidate in found.candidates:
        assert candidate.url.startswith(("http://", "https://"))
        assert candidate.url.isascii()
        assert read_url(candidate.url) == candidate.url
        candidate.title.encode()
        assert "/" not in find_name(candidate.url)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(damaged((RSS, ATOM, "<?xml version='1.0' encoding='utf-8'?>" + RSS)))
def test_feeds(data: bytes) -> None:
    with suppress(ExtractError):
        check(read_feed(data, URL, FEED))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(damaged((HTML,)), st.sampled_from(["", "utf-8", "hex", "utf-7", "no such"]))
def test_pages(data: bytes, charset: str) -> None:
    with suppress(ExtractError):
        check(find_links(data, URL, PAGE, charset))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(damaged((ROBOTS,)), st.sampled_from(["/a", "/%E6%96%87?a=%", "/" + "a" * 500]))
def test_robots(data: bytes, path: str) -> None:
    assert read_robots(data, "brief-extract").allows(path) in (True, False)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "//", "/", "?", "http:", "http://a.jp/?"]))
def test_addresses(text: str, start: str) -> None:
    with suppress(ExtractError):
        url = read_url(start + text, URL)
        assert read_url(url) == url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.jp/x/%E6%96%87.pdf?y=/z", "文.pdf"),
        ("https://a.jp/", "a.jp"),
        ("https://a.jp/..%2f..%2fetc%2fpasswd", "_.._etc_passwd"),
        ("https://a.jp/%00%0a%5c", "___"),
        ("https://a.jp/" + "a" * 300 + ".pdf", "a" * 96 + ".pdf"),
        ("file:///tmp/a%20b.txt", "a b.txt"),
        ("https://a.jp/%ff", "\ufffd"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert find_name(url) == name
