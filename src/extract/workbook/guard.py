"""Opens a workbook that came from anywhere: what is no plain xlsx of a sane size is refused before it is parsed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from extract.errors import ExtractError

# Far above what 10,000 records take; a bomb is far above that.
LARGEST_FILE, LARGEST_CONTENT, MOST_PARTS = 100 * 2**20, 500 * 2**20, 1000
_CHUNK = 2**20
# What begins a legacy or an encrypted workbook.
_OLE = b"\xd0\xcf\x11\xe0"
# Office writes neither, in no encoding; entities are how XML is made to grow or to read other files.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:]+)")


class WorkbookError(ExtractError):
    """A file that is no workbook of ours, or one that cannot be read safely."""

    code = "workbook"
    remedy = "Export the records anew, and make the changes in that workbook."


def open_workbook(data: bytes, name: str) -> Any:
    """Return the workbook (openpyxl, streaming); raises WorkbookError for what is no xlsx, too large, or carries macros.

    Nothing in it is computed or followed: formulas stay formulas, links stay links.
    """
    _check_bytes(data, name)
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, name)
        return load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except WorkbookError:
        raise
    # What openpyxl raises for a broken file is anything, and the file is the boundary here.
    except Exception as error:
        raise WorkbookError(f"{name}: the workbook is damaged: {type(error).__name__}: {error}") from error


def _check_bytes(data: bytes, name: str) -> None:
    if len(data) > LARGEST_FILE:
        raise WorkbookError(f"{name}: larger than {LARGEST_FILE >> 20} MB")
    if data.startswith(_OLE):
        remedy = "Save it as .xlsx without a password."
        raise WorkbookError(f"{name}: an old (.xls) or encrypted workbook", remedy=remedy)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise WorkbookError(f"{name}: not a workbook (.xlsx)", remedy="Give the file that `extract review export` wrote.")


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack every part once, piece by piece and no further than the limit; look for macros and entities."""
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise WorkbookError(f"{name}: {len(infos)} parts, more than a workbook has")
    left = LARGEST_CONTENT
    for info in infos:
        if info.filename.lower().endswith((".bin", ".vba")) and "vba" in info.filename.lower():
            raise WorkbookError(f"{name}: the workbook carries macros", remedy="Save it as .xlsx, without macros.")
        with archive.open(info) as part:
            before = b""
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise WorkbookError(f"{name}: unpacks to more than {LARGEST_CONTENT >> 20} MB")
                if info.filename.lower().endswith((".xml", ".rels")) and _DECLARATION.search(before + chunk):
                    raise WorkbookError(f"{name}: {info.filename} declares entities, which no spreadsheet does")
                before = chunk[-16:]


def find_merged(data: bytes, part: str) -> list[str]:
    """Return the ranges of merged cells in a sheet, `part` being its name in the archive (/xl/worksheets/sheet1.xml)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [ref.decode() for ref in _MERGED.findall(archive.read(part.lstrip("/")))]
