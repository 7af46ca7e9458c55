"""Any file → Source: what kind it is, is decided by its content."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from extract.errors import EmptyInputError, LimitError, NotFoundError, UnsupportedError
from extract.model import Source
from extract.read.pdf import read_pdf
from extract.read.text import read_text
from extract.settings import Settings, load_settings

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


def read_source(path: Path, *, password: str | None = None, settings: Settings | None = None) -> Source:
    """Read a PDF, a text (UTF-8, UTF-16, Shift_JIS, EUC-JP) or a saved web page; the source's name is the file's name.

    Raises an ExtractError: NotFoundError, UnsupportedError (a folder, a Word file), EmptyInputError, EncryptedError,
    NoTextLayerError, DamagedError, UndecodableError, LimitError.
    """
    limits = settings or load_settings()
    try:
        with path.open("rb") as file:
            data = file.read(limits.max_file_bytes + 1)
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise UnsupportedError(f"{path}: a folder, not a file", remedy="Name the files in it.") from error
    except OSError as error:
        remedy = "Check the path and its permissions."
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}", remedy=remedy) from error
    return read_bytes(data, path.name, password=password, settings=limits)


def read_bytes(data: bytes, name: str, *, password: str | None = None, settings: Settings | None = None) -> Source:
    """Read what was given as bytes (standard input); `name` is what messages call it. Errors as for `read_source`."""
    limits = settings or load_settings()
    if not data:
        raise EmptyInputError(f"{name}: the file is empty")
    if len(data) > limits.max_file_bytes:
        raise LimitError(f"{name}: more than EXTRACT_MAX_FILE_BYTES={limits.max_file_bytes} bytes")
    if b"%PDF-" in data[:_HEAD]:
        return read_pdf(data, name, limits, password)
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedError(f"{name}: {kind}, which is not read")
    # Damage may have taken the header: pdfium then looks for objects, and says if there are none.
    if name.lower().endswith(".pdf"):
        return read_pdf(data, name, limits, password)
    if is_html(data, name):
        # trafilatura takes 0.3 s to import, which reading a PDF need not pay.
        from extract.read.html import read_html

        return read_html(data, name, limits)
    return read_text(data, name, limits)


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
