"""All sources together: what one of them cannot do, the others still do."""

from __future__ import annotations

from pathlib import Path

import yaml

from extract.sources.config import Sources
from extract.sources.discover import discover, group_by_host
from extract.sources.memory import LocalMemory

from .site import PDF, Handler, Site, make_fetcher


def build(folder: Path, *entries: dict[str, object]) -> Sources:
    return Sources.model_validate({"sources": list(entries), "base": folder})


def rss(*links: str) -> bytes:
    return ("<rss><channel>" + "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links) + "</channel></rss>").encode()


def test_every_kind_of_source(site: Site, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.pdf").write_bytes(PDF)
    sources = build(
        tmp_path,
        {"name": "inbox", "folder": "inbox"},
        {"name": "listed", "urls": [site.url("/b.pdf"), site.url("/b.pdf")]},
        {"name": "news", "feed": site.serve("/rss", rss("c.pdf", "/b.pdf"))},
        {"name": "gazette", "page": site.serve("/", b'<html><a href="d.pdf">D</a>'), "match": "pdf"},
    )
    fetcher = make_fetcher(tmp_path)
    found = discover(sources, fetcher)
    assert found.problems == ()
    assert [(c.origin, c.url.rpartition("/")[2]) for c in found.candidates] == [
        ("inbox", "a.pdf"),
        ("listed", "b.pdf"),
        ("news", "c.pdf"),
        ("gazette", "d.pdf"),
    ]
    assert isinstance(fetcher.memory, LocalMemory)
    # Found in two sources is found twice.
    assert sorted(f.origin for f in fetcher.memory.found.values() if f.url.endswith("b.pdf")) == ["listed", "news"]
    assert [len(group) for group in group_by_host(found.candidates)] == [1, 3]


def test_one_bad_source_does_not_stop_the_others(site: Site, tmp_path: Path) -> None:
    sources = build(
        tmp_path,
        {"name": "no folder", "folder": "nowhere"},
        {"name": "gone", "feed": site.url("/gone")},
        {"name": "no feed", "feed": site.serve("/page", b"<html>x")},
        {"name": "no page", "page": site.serve("/pdf"), "match": "x"},
        {"name": "news", "feed": site.serve("/rss", rss("c.pdf", "javascript:x"))},
    )
    found = discover(sources, make_fetcher(tmp_path))
    assert [c.url for c in found.candidates] == [site.url("/c.pdf")]
    codes = [(p.origin, p.code) for p in found.problems]
    assert codes[0] == ("no folder", "not_found")
    assert codes[-1] == ("news", "bad_entry")
    assert [origin for origin, _ in codes] == ["no folder", "gone", "no feed", "no page", "news"]
    assert all(p.message for p in found.problems)


def test_a_feed_that_has_not_changed_still_has_its_entries(site: Site, tmp_path: Path) -> None:
    def act(handler: Handler) -> None:
        handler.give(304) if handler.headers.get("If-None-Match") else handler.give(200, rss("c.pdf"), ETag='"1"')

    sources = build(tmp_path, {"name": "news", "feed": site.act("/rss", act)})
    fetcher = make_fetcher(tmp_path, recheck=600)
    first, second = discover(sources, fetcher), discover(sources, fetcher)
    assert first == second
    assert len(first.candidates) == 1
    assert len(site.paths()) == 2


def test_a_moved_feed_is_relative_to_where_it_is(site: Site, tmp_path: Path) -> None:
    site.act("/rss", lambda h: h.give(301, b"", Location="/new/rss"))
    site.serve("/new/rss", rss("c.pdf"))
    found = discover(build(tmp_path, {"name": "news", "feed": site.url("/rss")}), make_fetcher(tmp_path))
    assert [c.url for c in found.candidates] == [site.url("/new/c.pdf")]


def test_problems_have_an_end(site: Site, tmp_path: Path) -> None:
    feed = site.serve("/rss", rss(*["javascript:x"] * 500))
    found = discover(build(tmp_path, {"name": "news", "feed": feed}), make_fetcher(tmp_path))
    assert len(found.problems) == 51
    assert "450 more" in found.problems[-1].message


def test_the_model_reads_what_yaml_gives(tmp_path: Path) -> None:
    data = yaml.safe_load("sources: [{name: a, folder: .}]")
    assert build(tmp_path, *data["sources"]).sources[0].name == "a"
