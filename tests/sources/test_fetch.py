"""Downloads from a real server: what is kept, what is remembered, what is asked again."""

from __future__ import annotations

import hashlib
from email.utils import formatdate
from pathlib import Path

import pytest

from extract.sources.memory import LocalMemory

from .site import PDF, FakeClock, Handler, Site, make_fetcher

OTHER = b"%PDF-1.7\nsomething else"


def memory(fetcher: object) -> LocalMemory:
    found = fetcher.memory  # type: ignore[attr-defined]
    assert isinstance(found, LocalMemory)
    return found


def test_a_document_is_kept_by_its_sha256(site: Site, tmp_path: Path) -> None:
    fetcher = make_fetcher(tmp_path)
    url = site.serve("/a.pdf", ETag='"1"')
    got = fetcher.fetch(url)
    assert (got.state, got.kind, got.status, got.final_url) == ("new", "pdf", 200, url)
    assert got.sha256 == hashlib.sha256(PDF).hexdigest()
    assert got.path is not None
    assert got.path.read_bytes() == PDF
    assert got.path.name == got.sha256
    assert fetcher.archive.read(got.sha256) == PDF
    assert [(d.url, d.sha256, d.size) for d in memory(fetcher).downloads] == [(url, got.sha256, len(PDF))]
    known = memory(fetcher).recall(url)
    assert known is not None
    assert (known.etag, known.status, known.attempts, known.code) == ('"1"', 200, 0, "")


def test_not_modified_by_etag(site: Site, tmp_path: Path) -> None:
    def act(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == 'W/"7"':
            handler.give(304)
        else:
            handler.give(200, PDF, ETag='W/"7"')

    fetcher, url = make_fetcher(tmp_path), site.act("/a.pdf", act)
    first, second = fetcher.fetch(url), fetcher.fetch(url)
    assert (second.state, second.status, second.sha256, second.path) == ("unchanged", 304, first.sha256, first.path)
    assert len(memory(fetcher).downloads) == 1


def test_not_modified_by_date(site: Site, tmp_path: Path) -> None:
    changed = formatdate(1_700_000_000, usegmt=True)

    def act(handler: Handler) -> None:
        same = handler.headers.get("If-Modified-Since") == changed
        handler.give(304) if same else handler.give(200, PDF, Last_Modified=changed)

    fetcher, url = make_fetcher(tmp_path), site.act("/a.pdf", act)
    assert [fetcher.fetch(url).state, fetcher.fetch(url).status] == ["new", 304]


def test_the_same_bytes_without_validators_are_unchanged(site: Site, tmp_path: Path) -> None:
    fetcher, url = make_fetcher(tmp_path), site.serve("/a.pdf")
    assert [fetcher.fetch(url).state, fetcher.fetch(url).state] == ["new", "unchanged"]
    assert "If-None-Match" not in site.asked[-1][1]


def test_changed_bytes_are_new(site: Site, tmp_path: Path) -> None:
    fetcher, url = make_fetcher(tmp_path), site.serve("/a.pdf", ETag='"1"')
    first = fetcher.fetch(url)
    site.serve("/a.pdf", OTHER, ETag='"2"')
    second = fetcher.fetch(url)
    assert (second.state, first.sha256 != second.sha256) == ("new", True)
    assert fetcher.archive.read(first.sha256) == PDF
    assert len(memory(fetcher).downloads) == 2


def test_lost_bytes_are_fetched_anew(site: Site, tmp_path: Path) -> None:
    """The server would say 304, and nobody would have the document."""
    fetcher, url = make_fetcher(tmp_path), site.serve("/a.pdf", ETag='"1"')
    first = fetcher.fetch(url)
    assert first.path is not None
    first.path.unlink()
    assert fetcher.fetch(url).status == 200
    assert "If-None-Match" not in site.asked[-1][1]
    assert first.path.read_bytes() == PDF


def test_304_that_nobody_asked_for(site: Site, tmp_path: Path) -> None:
    got = make_fetcher(tmp_path).fetch(site.serve("/a.pdf", b"", status=304))
    assert (got.state, got.code) == ("failed", "http_status")


@pytest.mark.parametrize("status", [404, 410, 403, 204, 206])
def test_what_asking_again_does_not_help(site: Site, tmp_path: Path, status: int) -> None:
    got = make_fetcher(tmp_path).fetch(site.serve("/a.pdf", b"", status=status))
    assert (got.state, got.code, got.status, got.attempts) == ("failed", "http_status", status, 1)
    assert str(status) in got.message
    assert got.remedy
    assert site.paths() == ["/a.pdf"]


def test_a_failure_keeps_what_was_known(site: Site, tmp_path: Path) -> None:
    fetcher, url = make_fetcher(tmp_path), site.serve("/a.pdf", ETag='"1"')
    first = fetcher.fetch(url)
    site.serve("/a.pdf", b"", status=404)
    assert fetcher.fetch(url).state == "failed"
    known = memory(fetcher).recall(url)
    assert known is not None
    assert (known.sha256, known.etag, known.status, known.code) == (first.sha256, '"1"', 404, "http_status")
    site.serve("/a.pdf", PDF)
    assert (fetcher.fetch(url).state, memory(fetcher).known[url].code) == ("unchanged", "")


def test_500_then_200(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    url = site.in_turn("/a.pdf", lambda h: h.give(500), lambda h: h.give(503), lambda h: h.give(200, PDF))
    assert make_fetcher(tmp_path, clock).fetch(url).state == "new"
    assert clock.slept == [1, 2]


def test_500_for_ever(site: Site, tmp_path: Path) -> None:
    fetcher, url = make_fetcher(tmp_path), site.serve("/a.pdf", b"", status=500)
    got = fetcher.fetch(url)
    assert (got.state, got.status, got.attempts) == ("failed", 500, 1)
    assert len(site.paths()) == 3


def test_later_runs_ask_ever_more_rarely(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock), site.serve("/a.pdf", b"", status=404)
    assert [fetcher.fetch(url).state for _ in range(5)] == ["failed", "failed", "failed", "waiting", "waiting"]
    assert len(site.paths()) == 3
    clock.ahead += 3601
    assert [fetcher.fetch(url).state for _ in range(2)] == ["failed", "waiting"]
    clock.ahead += 3601
    assert fetcher.fetch(url).state == "waiting"
    clock.ahead += 3601
    site.serve("/a.pdf")
    got = fetcher.fetch(url)
    assert (got.state, got.attempts) == ("new", 0)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(site: Site, tmp_path: Path, status: int) -> None:
    clock = FakeClock()
    url = site.in_turn("/a.pdf", lambda h: h.give(status, Retry_After="17"), lambda h: h.give(200, PDF))
    assert make_fetcher(tmp_path, clock).fetch(url).state == "new"
    assert clock.slept == [17]


def test_retry_after_as_a_date(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    when = formatdate(clock.now() + 30, usegmt=True)
    url = site.in_turn("/a.pdf", lambda h: h.give(429, Retry_After=when), lambda h: h.give(200, PDF))
    assert make_fetcher(tmp_path, clock).fetch(url).state == "new"
    assert 28 <= clock.slept[0] <= 31


def test_a_long_retry_after_is_left_to_later_runs(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock), site.serve("/a.pdf", b"", status=429, Retry_After="7200")
    assert [fetcher.fetch(url).state, fetcher.fetch(url).state] == ["failed", "waiting"]
    assert clock.slept == []
    clock.ahead += 7100
    assert fetcher.fetch(url).state == "waiting"
    clock.ahead += 101
    assert fetcher.fetch(url).state == "failed"


def test_nobody_is_left_alone_for_a_year(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock), site.serve("/a.pdf", b"", status=503, Retry_After="99999999")
    fetcher.fetch(url)
    clock.ahead += 86_401
    assert fetcher.fetch(url).state == "failed"


def test_an_answer_holds_for_a_while(site: Site, tmp_path: Path) -> None:
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock, recheck=600), site.serve("/a.pdf")
    assert [fetcher.fetch(url).state for _ in range(2)] == ["new", "unchanged"]
    assert len(site.paths()) == 1
    clock.ahead += 601
    fetcher.fetch(url)
    assert len(site.paths()) == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PDF, "pdf"),
        (b"<!doctype html><p>tariffs", "html"),
        ("関税を引き上げる。\n".encode("cp932"), "text"),
    ],
)
def test_the_bytes_decide_not_the_header_nor_the_name(site: Site, tmp_path: Path, body: bytes, kind: str) -> None:
    got = make_fetcher(tmp_path).fetch(site.serve("/a.zip", body, Content_Type="image/png"))
    assert (got.state, got.kind) == ("new", kind)


@pytest.mark.parametrize(
    ("body", "said"), [(b"PK\x03\x04zip", "zip"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"", "empty"), (bytes(range(256)), "neither")]
)
def test_what_is_no_brief_is_refused(site: Site, tmp_path: Path, body: bytes, said: str) -> None:
    fetcher = make_fetcher(tmp_path)
    got = fetcher.fetch(site.serve("/a.pdf", body, Content_Type="application/pdf"))
    assert (got.state, got.code, got.status, got.sha256) == ("failed", "content", 200, "")
    assert said in got.message
    assert list((tmp_path / "downloads").rglob("*")) == []


def test_hostile_names_and_headers_lead_nowhere(site: Site, tmp_path: Path) -> None:
    url = site.serve("/..%2f..%2fetc%2fpasswd", PDF, Content_Disposition='attachment; filename="../../x.pdf"', ETag="\x01" * 3)
    fetcher = make_fetcher(tmp_path)
    got = fetcher.fetch(url)
    if got.state == "new":  # the header may be refused as a whole; nothing but the archive may have been written
        assert memory(fetcher).known[url].etag == ""
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert all(p.parent.parent == tmp_path / "downloads" for p in written)


def test_an_address_that_cannot_be(tmp_path: Path) -> None:
    got = make_fetcher(tmp_path).fetch("ftp://example.org/a.pdf")
    assert (got.state, got.code) == ("failed", "refused")


def test_non_ascii_addresses(site: Site, tmp_path: Path) -> None:
    site.serve("/%E6%96%87%E6%9B%B8.pdf")
    assert make_fetcher(tmp_path).fetch(site.url("/文書.pdf")).state == "new"
    assert site.paths() == ["/%E6%96%87%E6%9B%B8.pdf"]
