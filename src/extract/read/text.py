r"""Plain text and Markdown: decoded, line ends as \n, form feeds kept as page ends."""

from __future__ import annotations

import hashlib
import re

from extract.encodings import decode_text
from extract.errors import EmptyInputError, LimitError
from extract.model import Source
from extract.settings import Settings

# CR LF, CR, and the line and paragraph separators of Unicode; NEL comes from mainframes.
_LINE_ENDS = re.compile("\r\n|[\r\v\u0085\u2028\u2029]")
# Neither spreadsheets nor XML can hold them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read_text(data: bytes, name: str, settings: Settings) -> Source:
    """Read the bytes of a text file.

    Raises EmptyInputError for nothing but white space, UndecodableError for what is no text, LimitError for too much.
    """
    check_size(data, name, settings)
    text, encoding = decode_text(data, name)
    text = normalise_line_ends(text)
    if not text.strip(" \n\t\f\v\u3000\ufeff"):
        raise EmptyInputError(f"{name}: no characters in it")
    return Source(name=name, sha256=hashlib.sha256(data).hexdigest(), reader="text", text=text, encoding=encoding)


def normalise_line_ends(text: str) -> str:
    r"""Return `text` with every line end as \n; form feeds stay, other control characters become U+FFFD. "a\r\nb" → "a\nb"."""
    return _CONTROL.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def check_size(data: bytes, name: str, settings: Settings) -> None:
    """Raise EmptyInputError for no bytes at all, LimitError for more than a text may have."""
    if not data:
        raise EmptyInputError(f"{name}: the file is empty")
    if len(data) > settings.max_text_bytes:
        raise LimitError(f"{name}: {len(data)} bytes, more than EXTRACT_MAX_TEXT_BYTES={settings.max_text_bytes}")
