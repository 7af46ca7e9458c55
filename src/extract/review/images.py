"""Pages of stored PDFs as PNG images, made when they are asked for and kept while there is room."""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extract.errors import ExtractError, NotFoundError

Pixels = npt.NDArray[np.uint8]
Key = tuple[int, int, int]
# Posters and maps: more pixels than a screen shows at the highest zoom take seconds and hundreds of megabytes.
MOST_PIXELS = 24_000_000
# Level 1 takes a third of the time of the usual 6, for an image a tenth larger that travels no farther than this machine.
LEVEL = 1


class ImageError(ExtractError):
    """A page that cannot be drawn: its file is damaged or needs a password."""

    code = "image"
    remedy = "Start extract review with the PDF's password in EXTRACT_PASSWORD if it has one."


class PageImages:
    """Images by (version, page, scale), the most recently used ones within `room` bytes; the last file stays open.

    `read_file` gives the bytes of a version's file. Scale 1 is 72 dots an inch.
    """

    def __init__(self, read_file: Callable[[int], bytes], password: str | None, room: int) -> None:
        self._read_file = read_file
        self._password = password
        self._room = room
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._size = 0
        self._open: tuple[int, pdfium.PdfDocument] | None = None
        # pdfium keeps global state: two threads inside it at once corrupt memory.
        self._lock = Lock()

    def read(self, version: int, page: int, scale: int) -> bytes:
        """Return a page (from 1) as PNG; raises NotFoundError for a page that is not there, ImageError for one that cannot be drawn."""
        key = (version, page, scale)
        with self._lock:
            image = self._kept.pop(key, None)
            pixels = None if image is not None else self._draw(version, page, scale)
        if image is None and pixels is not None:
            image = encode_png(pixels)
        assert image is not None
        self._keep(key, image)
        return image

    def _keep(self, key: Key, image: bytes) -> None:
        with self._lock:
            if key not in self._kept:
                self._size += len(image)
            self._kept[key] = image
            while self._size > self._room and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])

    def _draw(self, version: int, page: int, scale: int) -> Pixels:
        try:
            document = self._find_document(version)
            if not 1 <= page <= len(document):
                raise NotFoundError(f"no page {page} in version {version}", remedy="Open the document from the queue.")
            sheet = document[page - 1]
            width, height = sheet.get_size()
            factor = min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            bitmap = sheet.render(scale=factor, rev_byteorder=True)
            pixels: Pixels = np.array(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
            sheet.close()
        except pdfium.PdfiumError as error:
            raise ImageError(f"page {page} of version {version} cannot be drawn: {error}") from error
        return pixels

    def _find_document(self, version: int) -> pdfium.PdfDocument:
        if self._open is None or self._open[0] != version:
            data = self._read_file(version)
            if self._open is not None:
                self._open[1].close()
                self._open = None
            self._open = (version, pdfium.PdfDocument(data, password=self._password))
        return self._open[1]


def encode_png(pixels: Pixels) -> bytes:
    """Return red, green, blue rows as PNG, in one channel where the page has no colour.

    Rows are not filtered: text on paper compresses as well without, in a third of the time.
    """
    height, width = pixels.shape[:2]
    red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    grey = np.array_equal(red, green) and np.array_equal(green, blue)
    flat = red if grey else pixels.reshape(height, 3 * width)
    rows = np.zeros((height, flat.shape[1] + 1), np.uint8)
    rows[:, 1:] = flat
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), LEVEL)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
