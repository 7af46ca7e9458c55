"""Answers that are slow, dripping, cut short, too large or packed."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .site import PDF, Handler, Site, make_fetcher

MEGABYTE = 1024 * 1024
# Real seconds: short, but far above what a request on this machine takes.
QUICK: dict[str, Any] = {"timeout": 0.4, "deadline": 0.8, "attempts": 1}


def cut(handler: Handler) -> None:
    handler.start(Content_Length="1000")
    handler.wfile.write(PDF)
    handler.close_connection = True


def cut_chunked(handler: Handler) -> None:
    handler.start(Transfer_Encoding="chunked")
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(PDF), PDF))
    handler.close_connection = True


def cut_in_a_chunk(handler: Handler) -> None:
    handler.start(Transfer_Encoding="chunked")
    handler.wfile.write(b"fff\r\n" + PDF)
    handler.close_connection = True


def cut_gzip(handler: Handler) -> None:
    handler.give(200, gzip.compress(PDF)[:-6], Content_Encoding="gzip")


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def talk_nonsense(handler: Handler) -> None:
    handler.wfile.write(b"what?\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize("act", [cut, cut_chunked, cut_in_a_chunk, cut_gzip, hang_up, talk_nonsense])
def test_a_broken_answer_is_an_error_and_no_document(site: Site, tmp_path: Path, act: Callable[[Handler], None]) -> None:
    url = site.act("/a.pdf", act)
    got = make_fetcher(tmp_path, robots=False).fetch(url)
    assert (got.state, got.code) == ("failed", "transfer")
    assert url in got.message
    assert len(site.paths()) == 3
    assert not (tmp_path / "downloads").exists()


def test_broken_then_whole(site: Site, tmp_path: Path) -> None:
    url = site.in_turn("/a.pdf", cut, lambda h: h.give(200, PDF))
    assert make_fetcher(tmp_path).fetch(url).state == "new"


def test_closed_at_the_end_is_whole(site: Site, tmp_path: Path) -> None:
    def act(handler: Handler) -> None:
        handler.start(Connection="close")
        handler.wfile.write(PDF)
        handler.close_connection = True

    assert make_fetcher(tmp_path).fetch(site.act("/a.pdf", act)).state == "new"


def say_nothing(handler: Handler) -> None:
    handler.server.over.wait(5)


def test_a_server_that_says_nothing(site: Site, tmp_path: Path) -> None:
    url = site.act("/a.pdf", say_nothing)
    began = time.monotonic()
    got = make_fetcher(tmp_path, **QUICK, robots=False).fetch(url)
    assert (got.state, got.code) == ("failed", "transfer")
    assert time.monotonic() - began < 2


def drip_body(handler: Handler) -> None:
    handler.start(Content_Length="100000")
    drip(handler, b"x" * 200)


def drip_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    drip(handler, b"x" * 200)


def drip_chunk_size(handler: Handler) -> None:
    """No data ever comes, so that nobody above the network would notice."""
    handler.start(Transfer_Encoding="chunked")
    handler.wfile.write(b"5;")
    drip(handler, b"x" * 200)


def drip(handler: Handler, data: bytes) -> None:
    for byte in data:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        if handler.server.over.wait(0.05):
            return


@pytest.mark.parametrize("act", [drip_body, drip_head, drip_chunk_size])
def test_a_server_that_drips(site: Site, tmp_path: Path, act: Callable[[Handler], None]) -> None:
    url = site.act("/a.pdf", act)
    began = time.monotonic()
    got = make_fetcher(tmp_path, **QUICK, robots=False).fetch(url)
    assert (got.state, got.code) == ("failed", "transfer")
    assert "0.8 seconds" in got.message
    assert 0.7 < time.monotonic() - began < 2


def endless(handler: Handler) -> None:
    handler.start(Connection="close")
    while not handler.server.over.is_set():
        handler.wfile.write(b"%PDF" * 10_000)


def endless_chunks(handler: Handler) -> None:
    handler.start(Transfer_Encoding="chunked")
    while not handler.server.over.is_set():
        handler.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def bomb(handler: Handler) -> None:
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(50)) + packer.flush()
    assert len(packed) < MEGABYTE // 8
    handler.give(200, packed, Content_Encoding="gzip")


def declared(handler: Handler) -> None:
    handler.start(Content_Length=str(10**9))


@pytest.mark.parametrize("act", [endless, endless_chunks, bomb, declared])
def test_too_large(site: Site, tmp_path: Path, act: Callable[[Handler], None]) -> None:
    got = make_fetcher(tmp_path, max_bytes=MEGABYTE).fetch(site.act("/a.pdf", act))
    assert (got.state, got.code) == ("failed", "too_large")
    assert "max_bytes" in got.remedy
    assert site.paths() == ["/a.pdf"]


def test_exactly_as_large_as_allowed(site: Site, tmp_path: Path) -> None:
    assert make_fetcher(tmp_path, max_bytes=len(PDF)).fetch(site.serve("/a.pdf")).state == "new"
    assert make_fetcher(tmp_path, max_bytes=len(PDF) - 1).fetch(site.url("/a.pdf")).code == "too_large"


@pytest.mark.parametrize("packed", [gzip.compress(PDF), gzip.compress(PDF[:50]) + gzip.compress(PDF[50:])])
def test_gzip_is_unpacked(site: Site, tmp_path: Path, packed: bytes) -> None:
    fetcher = make_fetcher(tmp_path)
    got = fetcher.fetch(site.serve("/a.pdf", packed, Content_Encoding="gzip"))
    assert fetcher.archive.read(got.sha256) == PDF
    assert site.asked[-1][1]["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("packing", ["br", "gzip, gzip", "zstd"])
def test_other_packings_were_not_asked_for(site: Site, tmp_path: Path, packing: str) -> None:
    got = make_fetcher(tmp_path).fetch(site.serve("/a.pdf", PDF, Content_Encoding=packing))
    assert (got.state, got.code) == ("failed", "content")


def test_gzip_that_is_none(site: Site, tmp_path: Path) -> None:
    got = make_fetcher(tmp_path).fetch(site.serve("/a.pdf", PDF, Content_Encoding="gzip"))
    assert (got.state, got.code) == ("failed", "content")
