"""robots.txt, gaps between requests, one request a host at a time, hosts that are down."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from extract.sources.memory import LocalMemory
from extract.sources.robots import Robots, read_robots
from extract.version import __version__

from .site import PDF, FakeClock, Site, make_fetcher


def robots(text: str) -> Robots:
    return read_robots(text.encode(), "brief-extract")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Brief-Extract/2.0\nDisallow: /a", "/a.pdf", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: brief-extract\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: brief-extract\nAllow:", "/a", True),
        ("User-agent: x\nUser-agent: brief-extract\nDisallow: /a\nUser-agent: y\nDisallow: /b", "/b", True),
        ("User-agent: brief-extract\nDisallow: /a\n\nUser-agent: brief-extract\nDisallow: /b", "/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?x", True),
        ("User-agent: *\nDisallow: /x*y*z", "/x1y2z3", False),
        ("User-agent: *\nDisallow: /x*y*z", "/x1z2y", True),
        ("User-agent: *\nDisallow: /*?", "/a?b", False),
        ("User-agent: *\nDisallow: /文", "/%E6%96%87.pdf", False),
        ("User-agent: *\nDisallow: /%7Ea", "/~a/b", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: * # all\r\nDisallow: /a # not this\r\n", "/a", False),
        ("\ufeffuser-AGENT:*\nDISALLOW:/a", "/a", False),
        ("Disallow: /\nUser-agent: *\nSitemap: x\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("<html>Not found</html>", "/a", True),
    ],
)
def test_robots(text: str, path: str, allowed: bool) -> None:
    assert robots(text).allows(path) is allowed


def test_patterns_cannot_be_slow() -> None:
    rules = robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "b$")
    began = time.monotonic()
    assert rules.allows("/" + "a" * 100_000)
    assert time.monotonic() - began < 1


def test_robots_delay() -> None:
    assert robots("User-agent: *\nCrawl-delay: 7.5").delay == 7.5
    assert robots("User-agent: *\nCrawl-delay: 99999").delay == 120
    assert robots("User-agent: *\nCrawl-delay: soon").delay == 0


def test_what_robots_forbids_is_not_asked(site: Site, tmp_path: Path) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private/")
    site.serve("/private/a.pdf")
    site.serve("/b.pdf")
    site.act("/c", lambda h: h.give(302, b"", Location="/private/a.pdf"))
    fetcher = make_fetcher(tmp_path)
    assert fetcher.fetch(site.url("/private/a.pdf")).code == "robots"
    assert fetcher.fetch(site.url("/b.pdf")).state == "new"
    assert fetcher.fetch(site.url("/c")).code == "robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/b.pdf", "/c"]
    assert make_fetcher(tmp_path, robots=False).fetch(site.url("/private/a.pdf")).state == "new"


def test_who_asks_says_so(site: Site, tmp_path: Path) -> None:
    make_fetcher(tmp_path, contact="https://example.org/about").fetch(site.serve("/a.pdf"))
    agents = {headers["User-Agent"] for _, headers in site.asked}
    assert agents == {f"brief-extract/{__version__} (+https://example.org/about)"}


def test_robots_that_cannot_be_read_forbids_for_a_while(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher = make_fetcher(tmp_path, clock)
    site.serve("/robots.txt", b"", status=500)
    for path in ("/a.pdf", "/b.pdf"):
        got = fetcher.fetch(site.serve(path))
        assert (got.state, got.code) == ("failed", "robots")
    assert site.paths() == []
    assert len(site.asked) == 3  # asked again after pauses, but not for each address
    site.serve("/robots.txt", b"")
    clock.ahead += 601
    assert fetcher.fetch(site.url("/a.pdf")).state == "new"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_allows_everything(site: Site, tmp_path: Path, status: int) -> None:
    site.serve("/robots.txt", b"", status=status)
    assert make_fetcher(tmp_path).fetch(site.serve("/a.pdf")).state == "new"


def test_robots_holds_a_day(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock), site.serve("/a.pdf")
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    clock.ahead += 86_401
    fetcher.fetch(url)
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


def test_gaps(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher = make_fetcher(tmp_path, clock, delay=5)
    for path in ("/a.pdf", "/b.pdf", "/c.pdf"):
        assert fetcher.fetch(site.serve(path)).state == "new"
    # robots.txt, then three documents: three gaps, minus what the requests themselves took
    assert len(clock.slept) == 3
    assert all(4 < s <= 5 for s in clock.slept)


def test_robots_may_ask_for_a_longer_gap(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 30")
    fetcher = make_fetcher(tmp_path, clock, delay=5)
    for path in ("/a.pdf", "/b.pdf"):
        fetcher.fetch(site.serve(path))
    assert [round(s) for s in clock.slept] == [5, 30]


def test_the_gap_is_kept_by_all_who_share_the_memory() -> None:
    memory = LocalMemory()
    assert [memory.reserve("a", 2, 100), memory.reserve("a", 2, 100.5), memory.reserve("b", 2, 100.5)] == [100, 102, 100.5]
    assert memory.reserve("a", 2, 200) == 200
    # Somebody's clock was a day ahead.
    memory.reserve("a", 2, 86_400)
    assert memory.reserve("a", 2, 300) == 300


def test_one_request_a_host_at_a_time(site: Site, tmp_path: Path) -> None:
    def act(handler: object) -> None:
        time.sleep(0.02)
        handler.give(200, PDF)  # type: ignore[attr-defined]

    fetcher = make_fetcher(tmp_path)
    urls = [site.act(f"/{n}.pdf", act) for n in range(8)]
    states: list[str] = []
    threads = [threading.Thread(target=lambda u=url: states.append(fetcher.fetch(u).state)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == ["new"] * 8
    assert site.most == 1


def test_a_host_that_is_down_does_not_hold_up_the_run(tmp_path: Path) -> None:
    clock = FakeClock()
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    # Nobody listens on port 1.
    fetcher = make_fetcher(tmp_path, clock, resolve=resolve, robots=False)
    codes = [fetcher.fetch(f"http://down.example:1/{n}").code for n in range(6)]
    assert codes == ["transfer", "transfer", *["host_down"] * 4]
    assert len(asked) == 6
    assert isinstance(fetcher.memory, LocalMemory)
    assert fetcher.memory.known["http://down.example:1/5"].attempts == 0
    clock.ahead += 301
    assert fetcher.fetch("http://down.example:1/9").code == "transfer"


def test_a_host_that_wants_to_be_left_alone_is(site: Site, tmp_path: Path) -> None:
    """Retry-After means whoever asks, not the address that was asked for."""
    clock = FakeClock()
    fetcher = make_fetcher(tmp_path, clock)
    site.serve("/a.pdf", b"", status=429, Retry_After="7200")
    assert fetcher.fetch(site.url("/a.pdf")).status == 429
    got = fetcher.fetch(site.serve("/b.pdf"))
    assert (got.code, got.attempts, "7200" in got.message) == ("host_down", 0, True)
    assert site.paths() == ["/a.pdf"]
    assert isinstance(fetcher.memory, LocalMemory)
    assert fetcher.memory.known[got.url].next_at
    clock.ahead += 7201
    assert fetcher.fetch(site.url("/b.pdf")).state == "new"


def test_others_wait_too_where_a_host_asks_for_little(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher = make_fetcher(tmp_path, clock, attempts=1)
    site.serve("/a.pdf", b"", status=503, Retry_After="20")
    fetcher.fetch(site.url("/a.pdf"))
    assert fetcher.fetch(site.serve("/b.pdf")).state == "new"
    assert [round(s) for s in clock.slept] == [20]


def test_broken_answers_do_not_make_a_host_down(site: Site, tmp_path: Path) -> None:
    def cut(handler: object) -> None:
        handler.start(Content_Length="1000")  # type: ignore[attr-defined]
        handler.close_connection = True  # type: ignore[attr-defined]

    fetcher = make_fetcher(tmp_path)
    for n in range(4):
        assert fetcher.fetch(site.act(f"/{n}.pdf", cut)).code == "transfer"
    assert fetcher.fetch(site.serve("/a.pdf")).state == "new"
