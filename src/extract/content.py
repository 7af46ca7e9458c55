"""What kind of file bytes are: decided by the bytes, not by what anybody says of them."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from extract.encodings import decode_text
from extract.errors import EmptyInputError, UndecodableError, UnsupportedError

Kind = Literal["pdf", "html", "text"]

# PDF readers accept a header within the first 1,024 bytes (PDF 1.7, implementation note 13).
_HEAD = 1024
# Possessive: a head of nothing but comments must not be tried in every division into comments.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"\s*<(?:!--|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
_FOREIGN = (
    (b"PK\x03\x04", "a zip archive (Word, Excel, PowerPoint or an e-book)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
)


def find_kind(data: bytes, name: str) -> Kind:
    r"""Return what the bytes are, without a look at their name (`name` is what messages call them).

    Raises EmptyInputError for none, UnsupportedError for what is no PDF, no web page and no text in any encoding that is
    recognised. b"%PDF-1.7" is accepted, b"PK\x03\x04" is not.
    """
    if not data:
        raise EmptyInputError(f"{name}: the file is empty")
    if is_pdf(data):
        return "pdf"
    check_foreign(data, name)
    if is_html(data, ""):
        return "html"
    try:
        decode_text(data, name)
    except UndecodableError as error:
        raise UnsupportedError(f"{name}: neither a PDF nor a web page nor text") from error
    return "text"


def is_pdf(data: bytes) -> bool:
    """Say whether bytes begin as a PDF does."""
    return b"%PDF-" in data[:_HEAD]


def check_foreign(data: bytes, name: str) -> None:
    """Raise UnsupportedError for what is known to be something else: an archive, an Office file, a picture."""
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedError(f"{name}: {kind}, which is not read")


def is_html(data: bytes, name: str) -> bool:
    """Say whether bytes are a web page: they begin as one, or are named so and begin with a tag."""
    head = _first_characters(data)
    if _HTML.match(head):
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml", ".mhtml")) and bool(_FRAGMENT.match(head))


def _first_characters(data: bytes) -> str:
    start = data[: 4 * _HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if start.startswith(mark):
            return start[2:].decode(encoding, "replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
