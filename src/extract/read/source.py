"""Any file → Source: what kind it is, is decided by its content."""

from __future__ import annotations

from pathlib import Path

from extract.content import check_foreign, is_html, is_pdf
from extract.errors import EmptyInputError, LimitError
from extract.files import read_file
from extract.model import Source
from extract.read.pdf import read_pdf
from extract.read.text import read_text
from extract.settings import Settings, load_settings


def read_source(path: Path, *, password: str | None = None, settings: Settings | None = None) -> Source:
    """Read a PDF, a text (UTF-8, UTF-16, Shift_JIS, EUC-JP) or a saved web page; the source's name is the file's name.

    Raises an ExtractError: NotFoundError, UnsupportedError (a folder, a Word file), EmptyInputError, EncryptedError,
    NoTextLayerError, DamagedError, UndecodableError, LimitError.
    """
    limits = settings or load_settings()
    data = read_file(path, limits.max_file_bytes)
    return read_bytes(data, path.name, password=password, settings=limits)


def read_bytes(data: bytes, name: str, *, password: str | None = None, settings: Settings | None = None) -> Source:
    """Read what was given as bytes (standard input); `name` is what messages call it. Errors as for `read_source`."""
    limits = settings or load_settings()
    if not data:
        raise EmptyInputError(f"{name}: the file is empty")
    if len(data) > limits.max_file_bytes:
        raise LimitError(f"{name}: more than EXTRACT_MAX_FILE_BYTES={limits.max_file_bytes} bytes")
    if is_pdf(data):
        return read_pdf(data, name, limits, password)
    check_foreign(data, name)
    # Damage may have taken the header: pdfium then looks for objects, and says if there are none.
    if name.lower().endswith(".pdf"):
        return read_pdf(data, name, limits, password)
    if is_html(data, name):
        # trafilatura takes 0.3 s to import, which reading a PDF need not pay.
        from extract.read.html import read_html

        return read_html(data, name, limits)
    return read_text(data, name, limits)
