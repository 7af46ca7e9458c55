"""The second reader: what pdfplumber makes of the same PDF, asked so that no text is lost silently.

Reading every page with pdfplumber costs some 130 ms a page, and pdfminer's interpreter alone, which it rests on, 77 ms,
most of it for splitting the page's content into tokens. What differs between readers is what their fonts make of the
shown strings (embedded CMaps, missing encodings). So each page's strings are found with one regular expression and put
through pdfminer's fonts, as pdfplumber would do: some 10 ms. Only where that count disagrees with pdfium's does
pdfplumber read the page in full.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pdfplumber
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name

# Without a handler of their own their complaints about every odd file would go to standard error.
for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

# Each beyond what briefs have; pdfminer's own parser takes seconds for a megabyte and cannot be interrupted.
_MOST_CONTENT = 1 << 20
_MOST_PACKED_OBJECTS = 5_000
_MOST_FORMS = 500
_DEEPEST_FORM = 6
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """The second reader could not answer, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class PlainCharacter:
    """A character as pdfplumber gives it: top-left coordinates of the page as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    upright: bool


class Witness:
    """pdfplumber over the bytes of one PDF, opened at the first question. Page numbers count from 1."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password
        self._opened: Any | Failure | None = None

    def count(self, number: int) -> int | Failure:
        """Return how many characters (no white space) pdfplumber's fonts would find on a page."""
        return self._ask(lambda pdf: _count_page(pdf, number))

    def characters(self, number: int) -> list[PlainCharacter] | Failure:
        """Return the characters that pdfplumber reads on a page."""
        return self._ask(lambda pdf: _read_page(pdf, number))

    def _ask(self, question: Callable[[Any], T]) -> T | Failure:
        # The third-party boundary: on damaged files pdfplumber and pdfminer raise PDFSyntaxError, PSException,
        # PdfminerException, PDFPasswordIncorrect, TypeError, KeyError, IndexError, ValueError, AssertionError,
        # struct.error, zlib.error, RecursionError, MemoryError … The document was read by pdfium, so none of them ends
        # the work; the caller records the failure as an issue of the page.
        try:
            if self._opened is None:
                self._opened = _open(self._data, self._password)
            if isinstance(self._opened, Failure):
                return self._opened
            return question(self._opened)
        except Exception as error:  # noqa: BLE001
            failure = Failure(f"{type(error).__name__}: {error}"[:200] if str(error) else type(error).__name__)
            if self._opened is None:
                self._opened = failure
            return failure


def _open(data: bytes, password: str | None) -> Any | Failure:
    packed = max((int(n) for n in re.findall(rb"/N\s+(\d{1,9})\b", data)), default=0)
    if packed > _MOST_PACKED_OBJECTS:
        return Failure(f"an object stream of {packed} objects, more than {_MOST_PACKED_OBJECTS}")
    return pdfplumber.open(io.BytesIO(data), password=password or "")


def _read_page(pdf: Any, number: int) -> list[PlainCharacter]:
    page = pdf.pages[number - 1]
    left, top = page.cropbox[:2]
    try:
        return [
            PlainCharacter(
                c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top,
                c["size"], c["fontname"], bool(c["upright"]),
            )
            for c in page.chars
            if not c["text"].startswith("(cid:")
        ]  # fmt: skip
    finally:
        # Without this each page keeps its objects: 3 GB for a thousand pages.
        page.close()


def _count_page(pdf: Any, number: int) -> int:
    page = pdf.pages[number - 1].page_obj
    content = b"\n".join(_data(item) for item in page.contents)
    return sum(_Counter(pdf.rsrcmgr, _MOST_FORMS).count(content, page.resources, 0))


def _data(item: Any) -> bytes:
    stream = resolve1(item)
    if not isinstance(stream, PDFStream):
        return b""
    raw = stream.get_rawdata()
    if raw is not None and len(raw) > _MOST_CONTENT:
        raise ValueError(f"a content stream of {len(raw)} bytes")
    data: bytes = stream.get_data()
    return data


# Strings of up to one level of nested brackets; possessive, so that a bracket that never closes costs one scan.
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.){0,4096}+\)){0,4096}+\)"
_TOKEN = re.compile(
    rb"(?P<string>" + _STRING + rb")"
    rb"|(?P<open><<)|(?P<close>>>)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>"
    rb"|/(?P<font>[^\s()<>\[\]{}/%]++)\s++[-+.0-9]++\s++Tf\b"
    rb"|(?P<end>\bET\b)",
    re.DOTALL,
)
_FONT = re.compile(rb"/([^\s()<>\[\]{}/%]++)\s++[-+.0-9]++\s++Tf\b")
_TEXT_BEGIN = re.compile(rb"\bBT\b")
_FORM = re.compile(rb"/([^\s()<>\[\]{}/%]++)\s++Do\b")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


class _Counter:
    """Counts the characters of one page; `forms` bounds how many forms are followed."""

    def __init__(self, fonts: Any, forms: int) -> None:
        self._fonts = fonts
        self._forms = forms

    def count(self, content: bytes, resources: Any, depth: int) -> Iterator[int]:
        """Yield the number of characters of each shown string, those of forms in their place."""
        known = resolve1(resources) or {}
        fonts = resolve1(known.get("Font")) or {}
        forms = resolve1(known.get("XObject")) or {}
        font: Any = None
        at = 0
        while begin := _TEXT_BEGIN.search(content, at):
            before = content[at : begin.start()]
            yield from self._count_forms(before, forms, known, depth)
            for chosen in _FONT.findall(before)[-1:]:
                font = self._font(fonts, chosen)
            at = len(content)
            nested = 0
            for token in _TOKEN.finditer(content, begin.end()):
                kind = token.lastgroup
                if kind == "end":
                    at = token.end()
                    break
                nested = max(0, nested + (kind == "open") - (kind == "close"))
                if kind == "font":
                    font = self._font(fonts, token["font"])
                elif kind in ("string", "hex") and font is not None and not nested:
                    yield _count_text(font, _decode(token))
        yield from self._count_forms(content[at:], forms, known, depth)

    def _count_forms(self, content: bytes, forms: Any, resources: Any, depth: int) -> Iterator[int]:
        for call in _FORM.finditer(content):
            form = resolve1(forms.get(_name(call[1])))
            if depth >= _DEEPEST_FORM or not isinstance(form, PDFStream):
                continue
            if form.get("Subtype") is None or literal_name(form.get("Subtype")) != "Form":
                continue
            self._forms -= 1
            if self._forms < 0:
                raise ValueError(f"more than {_MOST_FORMS} forms on a page")
            yield from self.count(_data(form), form.get("Resources", resources), depth + 1)

    def _font(self, fonts: Any, name: bytes) -> Any:
        found = fonts.get(_name(name))
        spec = resolve1(found)
        if not isinstance(spec, dict):
            return None
        return self._fonts.get_font(found.objid if isinstance(found, PDFObjRef) else None, spec)


def _name(raw: bytes) -> str:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8", "replace")


def _decode(token: re.Match[bytes]) -> bytes:
    if token.lastgroup == "hex":
        digits = b"".join(token["hex"].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    body = token["string"][1:-1]
    return _ESCAPE.sub(_unescape, body) if b"\\" in body else body


def _unescape(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 0xFF])
    return _ESCAPED.get(escape[2], escape[2])


def _count_text(font: Any, data: bytes) -> int:
    count = 0
    for cid in font.decode(data):
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            continue
        count += sum(not (c.isspace() or c in _INVISIBLE) for c in text)
    return count
