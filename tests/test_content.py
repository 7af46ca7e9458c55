"""What kind of file bytes are, and how a page's encoding is found."""

from __future__ import annotations

import pytest

from extract.content import find_kind
from extract.encodings import decode_html
from extract.errors import EmptyInputError, UnsupportedError


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>x", "html"),
        ('<?xml version="1.0"?><html>'.encode("utf-16"), "html"),
        ("関税を引き上げる。".encode("cp932"), "text"),
        (b"<p>a piece of a page is read as text", "text"),
        (b"plain words", "text"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert find_kind(data, "a.png") == kind


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", bytes(range(256)) * 4, b"\x00" * 50])
def test_what_is_no_brief(data: bytes) -> None:
    with pytest.raises(UnsupportedError, match=r"^a\.pdf: "):
        find_kind(data, "a.pdf")


def test_nothing() -> None:
    with pytest.raises(EmptyInputError):
        find_kind(b"", "a")


@pytest.mark.parametrize("label", ["hex", "base64", "rot13", "idna", "punycode", "unicode_escape", "raw-unicode-escape", "utf-7", "zip"])
def test_no_page_is_in_what_is_no_encoding(label: str) -> None:
    page = f'<html><meta charset="{label}"><p>関税 +AGE- \\u0041</p>'
    assert decode_html(page.encode(), "a", label)[:2] == (page, "utf-8")


@pytest.mark.parametrize(
    ("charset", "encoding"), [("Shift_JIS", "cp932"), ("", "euc_jp"), ("no-such-thing", "euc_jp"), ("EUC-JP", "euc_jp")]
)
def test_what_the_server_says_comes_before_what_the_page_says(charset: str, encoding: str) -> None:
    page = '<html><meta charset="euc-jp"><p>関税</p>'
    assert decode_html(page.encode(encoding), "a", charset)[:2] == (page, encoding)
