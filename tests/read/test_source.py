"""What kind a file is, and files that are none of ours."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extract.content import is_html
from extract.errors import EmptyInputError, NotFoundError, UnsupportedError
from extract.read import read_bytes, read_source
from read.minipdf import make_pdf, show

PDF = make_pdf(show("Tariff", 50, 200))
PAGE = b"<!DOCTYPE html><html><body><p>Tariff</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (PDF, "a.pdf", "pdf"),
        (PDF, "a.txt", "pdf"),
        (PDF, "-", "pdf"),
        (b"\n\n junk before \n" + PDF, "a.pdf", "pdf"),
        (PAGE, "a.html", "html"),
        (PAGE, "a.txt", "html"),
        (b"\xef\xbb\xbf\n" + PAGE, "-", "html"),
        (PAGE.decode().encode("utf-16"), "a.htm", "html"),
        (b'<?xml version="1.0" encoding="utf-8"?>\n' + PAGE, "-", "html"),
        (b"<!-- saved from url -->\n<html><body>x</body></html>", "-", "html"),
        (b"<p>A fragment</p>", "a.html", "html"),
        (b"<p>A fragment</p>", "a.txt", "text"),
        (b"1 < 2 and <html> is a tag", "a.txt", "text"),
        (b"Tariff", "a.html", "text"),
        (b"Tariff", "a", "text"),
    ],
)
def test_kind_is_by_content(data: bytes, name: str, reader: str) -> None:
    assert read_bytes(data, name).reader == reader


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 30,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30,
        b"\x89PNG\r\n\x1a\n",
        b"{\\rtf1 text}",
        b"\xff\xd8\xff\xe0",
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_foreign_files(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedError, match="not read"):
        read_bytes(data, name)


def test_from_a_path(tmp_path: Path) -> None:
    file = tmp_path / "関税.pdf"
    file.write_bytes(PDF)
    source = read_source(file)
    assert source.name == "関税.pdf"
    assert source.sha256 == hashlib.sha256(PDF).hexdigest()


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_source(tmp_path / "none.pdf")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedError, match="folder"):
        read_source(tmp_path)


def test_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="cannot be read"):
        read_source(tmp_path / ("a" * 400))


def test_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"")
    with pytest.raises(EmptyInputError):
        read_source(file)


def test_limits_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"long text")
    monkeypatch.setenv("EXTRACT_MAX_TEXT_BYTES", "4")
    with pytest.raises(Exception, match="EXTRACT_MAX_TEXT_BYTES=4"):
        read_source(file)


def test_comments_at_the_head_cost_no_time() -> None:
    assert not is_html(b"<!-- a -->" * 400 + b"<p>x", "a.txt")
    assert is_html(b"<!-- a -->" * 300 + b"<html>", "a.txt")


@pytest.mark.parametrize(
    ("head", "expected"), [(b"<HTML>", True), (b"  <!doctype HTML>", True), (b"<htmlx>", False), (b"", False)]
)
def test_is_html(head: bytes, expected: bool) -> None:
    assert is_html(head, "a") is expected
