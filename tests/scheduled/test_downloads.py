"""A real web server as source, whose answers are good, unchanged, missing, broken, slow or cut short: each ends as it should."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scheduled.conftest import Bench
from scheduled.machinery import write_sources
from sources.site import Handler, Site, open_site

TEXT = "通商の動き\n\n米国は2031年4月{day}日、輸入ロボットの関税を34%から10%に引き下げた。\n"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><title>good</title><link>{good}</link></item>
<item><title>no address</title></item>
<item><title>bad address</title><link>ftp://nowhere.invalid/x</link></item>
</channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def brief(day: int) -> bytes:
    return TEXT.format(day=day).encode()


def give_tagged(body: bytes, tag: str) -> object:
    """Return an act that answers 304 to whoever has these bytes already."""

    def act(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.give(304, ETag=tag)
        else:
            handler.give(200, body, Content_Type="text/plain; charset=utf-8", ETag=tag)

    return act


def cut_short(handler: Handler) -> None:
    handler.start(200, Content_Type="text/plain", Content_Length="100000")
    handler.wfile.write(brief(9))
    handler.close_connection = True


def go_slowly(handler: Handler) -> None:
    handler.start(200, Content_Type="text/plain", Content_Length="1000")
    handler.server.over.wait(20)


def list_urls(*urls: str) -> str:
    return "  - name: web\n    urls:\n" + "\n".join(f"      - {url}" for url in urls)


def test_each_answer_ends_as_it_should(bench: Bench, site: Site) -> None:
    tagged = site.act("/tagged.txt", give_tagged(brief(1), '"one"'))  # type: ignore[arg-type]
    urls = [
        tagged,
        site.url("/missing.txt"),
        site.serve("/broken.txt", b"", 500),
        site.act("/cut.txt", cut_short),
        site.act("/slow.txt", go_slowly),
        site.serve("/moved.txt", b"", 302, Location="/tagged.txt"),
    ]
    sources = write_sources(bench.folder, list_urls(*urls), timeout=1, deadline=3, robots="false")
    first = bench.run(sources)
    # What was moved is another address with the same bytes: a document of its own.
    assert (first.type.value, first.message) == ("COMPLETED", "4 failed, 2 stored (2 records)")
    assert bench.count() == {"documents": 2, "versions": 2, "runs": 2, "records": 2}

    before = len(site.asked)
    second = bench.run(sources)
    assert second.type.value == "COMPLETED"
    assert str(second.message).endswith("2 known")
    assert bench.count()["versions"] == 2
    asked = [headers for path, headers in site.asked[before:] if path == "/tagged.txt"]
    assert [h.get("If-None-Match") for h in asked] == ['"one"', '"one"']

    site.act("/tagged.txt", give_tagged(brief(2), '"two"'))  # type: ignore[arg-type]
    third = bench.run(sources)
    assert "2 stored (2 records)" in str(third.message)
    assert bench.count() == {"documents": 2, "versions": 4, "runs": 4, "records": 4}


def test_a_bad_entry_of_a_feed_is_a_problem_and_the_others_are_read(bench: Bench, site: Site) -> None:
    good = site.serve("/good.txt", brief(3), Content_Type="text/plain; charset=utf-8")
    feed = site.serve("/feed.xml", FEED.format(good=good).encode(), Content_Type="application/rss+xml")
    end = bench.run(write_sources(bench.folder, f"  - {{name: news, feed: {feed}}}", robots="false"))
    assert end.type.value == "COMPLETED"
    assert str(end.message).startswith("1 stored (1 record); ")
    assert str(end.message).endswith(" problems in sources")
    assert bench.count()["documents"] == 1
