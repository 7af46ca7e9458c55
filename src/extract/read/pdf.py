"""PDF: pages of characters with boxes, sizes and fonts, lines and ruled tables; read by pdfium, checked by pdfplumber."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2

from extract.errors import DamagedError, EncryptedError, ExtractError, LimitError, NoTextLayerError
from extract.model import Issue, Page, Source
from extract.read import pdfium
from extract.read.drawings import Drawings, read_drawings
from extract.read.frame import Frame
from extract.read.glyphs import REPLACEMENT, Glyphs, no_glyphs, read_glyphs
from extract.read.grids import find_grids
from extract.read.opinion import choose_text
from extract.read.seen import BoolArray, drop_doubles, find_visible, is_glyph, scan_share
from extract.read.witness import Witness
from extract.settings import Settings

# A page that pdfium cannot load still has its number; A4, in points.
_A4 = Frame(0.0, 0.0, 595.28, 841.89)
_SCAN_SHARE = 0.5


def read_pdf(data: bytes, name: str, settings: Settings, password: str | None = None) -> Source:
    """Read the bytes of a PDF; `name` is what messages call it.

    Raises EncryptedError (password missing or wrong), DamagedError (no PDF, or none that can be parsed),
    NoTextLayerError (pages, but not one character) and LimitError (pages, characters of a page, time).
    """
    started = time.monotonic()
    with pdfium.LOCK, _opened(data, name, password) as document:
        count = _count_pages(document, name, settings)
        witness = Witness(data, password)
        pages: list[Page] = []
        for number in range(1, count + 1):
            if time.monotonic() - started > settings.max_read_seconds:
                raise LimitError(
                    f"{name}: reading took more than EXTRACT_MAX_READ_SECONDS={settings.max_read_seconds:g} s "
                    f"({number - 1} of {count} pages read)"
                )
            pages.append(_read_page(document, number, witness, settings))
    if not any(_has_text(page) for page in pages):
        raise _no_text(name, pages)
    return Source(name=name, sha256=hashlib.sha256(data).hexdigest(), reader="pdf", pages=tuple(pages))


@contextmanager
def _opened(data: bytes, name: str, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise _why_not_opened(error.err_code, data, name, password) from error
    try:
        yield document
    finally:
        document.close()


def _why_not_opened(code: int | None, data: bytes, name: str, password: str | None) -> ExtractError:
    if code == pdfium.ERROR_PASSWORD:
        return EncryptedError(
            f"{name}: the PDF is encrypted and " + ("needs a password" if password is None else "the password is wrong")
        )
    # pdfium reports some broken or unknown kinds of encryption as no error at all.
    if code == pdfium.ERROR_SECURITY or (code == 0 and b"/Encrypt" in data):
        return EncryptedError(
            f"{name}: the PDF is encrypted in a way that is not supported",
            remedy="Save it without encryption first, for example: qpdf --decrypt IN.pdf OUT.pdf",
        )
    if b"%PDF-" not in data[:1024]:
        return DamagedError(f"{name}: not a PDF, or its beginning is lost")
    return DamagedError(f"{name}: the PDF is damaged and cannot be parsed")


def _count_pages(document: pypdfium2.PdfDocument, name: str, settings: Settings) -> int:
    count = len(document)
    if count <= 0:
        raise DamagedError(f"{name}: the PDF has no pages")
    if count > settings.max_pages:
        raise LimitError(f"{name}: {count} pages, more than EXTRACT_MAX_PAGES={settings.max_pages}")
    return count


def _read_page(document: pypdfium2.PdfDocument, number: int, witness: Witness, settings: Settings) -> Page:
    issues: tuple[Issue, ...] = ()
    try:
        frame, glyphs, drawings = _load_page(document, number, settings)
    except pypdfium2.PdfiumError as error:
        frame, glyphs, drawings = _A4, no_glyphs(), Drawings()
        issues = (Issue("page_unreadable", f"pdfium cannot load the page: {error}", page=number),)
    glyphs, disagreement = choose_text(glyphs, witness, number)
    visible, scanned = find_visible(glyphs, drawings, frame)
    kept = drop_doubles(glyphs, visible)
    return _build(
        number, frame, glyphs.take(kept), visible[kept], drawings, (*issues, *disagreement), scanned, settings
    )


def _load_page(document: pypdfium2.PdfDocument, number: int, settings: Settings) -> tuple[Frame, Glyphs, Drawings]:
    page = document[number - 1]
    try:
        frame = _frame_of(page)
        text_page = page.get_textpage()
        try:
            glyphs = read_glyphs(pdfium.address(text_page.raw), frame, settings.max_page_characters)
        finally:
            text_page.close()
        return frame, glyphs, read_drawings(pdfium.address(page.raw), frame, settings.max_page_objects)
    finally:
        page.close()


def _frame_of(page: pypdfium2.PdfPage) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def _build(
    number: int,
    frame: Frame,
    glyphs: Glyphs,
    visible: BoolArray,
    drawings: Drawings,
    issues: tuple[Issue, ...],
    scanned: bool,
    settings: Settings,
) -> Page:
    names = tuple(dict.fromkeys(run.font for run in glyphs.runs)) or ("",)
    fonts = np.array([*(names.index(run.font) for run in glyphs.runs), 0], dtype=np.int32)
    rules, crowded = _bound(drawings, settings.max_page_rules)
    grids = None if crowded else find_grids(rules, glyphs.boxes[is_glyph(glyphs) & visible])
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        text="".join(map(chr, glyphs.codes.tolist())),
        boxes=glyphs.boxes,
        sizes=glyphs.column(lambda run: run.size, 0),
        fonts=fonts[glyphs.run_of],
        font_names=names,
        upright=glyphs.column(lambda run: run.upright, True) > 0,
        visible=visible,
        rules=tuple(rules),
        grids=grids or (),
        issues=issues + _page_issues(number, frame, glyphs, drawings, scanned, grids is None),
    )


def _bound(drawings: Drawings, limit: int) -> tuple[list[tuple[float, float, float, float]], bool]:
    """Return the rules, of too many the longest, and whether there were too many."""
    if len(drawings.rules) <= limit:
        return drawings.rules, not drawings.complete
    longest = sorted(drawings.rules, key=lambda r: (-max(r[2] - r[0], r[3] - r[1]), r))[:limit]
    return longest, True


def _page_issues(
    number: int, frame: Frame, glyphs: Glyphs, drawings: Drawings, scanned: bool, crowded: bool
) -> tuple[Issue, ...]:
    issues = []
    if scanned:
        message = "the text is not painted: it is the text layer of a scan, as good as its recognition"
        issues.append(Issue("ocr_layer", message, page=number))
    if not is_glyph(glyphs).any() and scan_share(drawings.images, frame) >= _SCAN_SHARE:
        issues.append(Issue("no_text_layer", "the page is a picture without text", page=number))
    unknown = int((glyphs.codes == REPLACEMENT).sum())
    if unknown:
        message = f"{unknown} of {len(glyphs)} characters have no Unicode in the file (U+FFFD)"
        issues.append(Issue("unmapped_characters", message, page=number))
    if crowded:
        message = f"{len(drawings.rules)} lines or more on the page: not searched for tables"
        issues.append(Issue("tables_not_searched", message, page=number))
    return tuple(issues)


def _has_text(page: Page) -> bool:
    return any(not c.isspace() and ord(c) != REPLACEMENT for c in page.text)


def _no_text(name: str, pages: list[Page]) -> ExtractError:
    codes = [{issue.code for issue in page.issues} for page in pages]
    if all("page_unreadable" in found for found in codes):
        return DamagedError(f"{name}: none of the {len(pages)} pages can be read")
    if any("unmapped_characters" in found for found in codes):
        return NoTextLayerError(
            f"{name}: {len(pages)} pages, and no character has Unicode in the file: text cannot be taken out"
        )
    return NoTextLayerError(f"{name}: {len(pages)} pages without a single character: it is a scan or pure graphics")
