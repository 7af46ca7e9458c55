"""The body of an answer: whole, within its limit, unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from extract.sources.errors import ContentError, TooLargeError, TransferError

# How much is unpacked at a time: a bomb is noticed after this many bytes beyond the limit.
_STEP = 64 * 1024


def read_body(response: httpx.Response, limit: int) -> bytes:
    """Return the body, unpacked.

    Raises TooLargeError for more than `limit` bytes, before or after unpacking, TransferError for a body that breaks off,
    ContentError for a packing that was not asked for.
    """
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise TooLargeError(f"{declared} bytes, more than the {limit} allowed")
    packing = response.headers.get("content-encoding", "").strip().lower()
    raw = _limited(response.iter_raw(), limit)
    if packing in ("", "identity"):
        return b"".join(raw)
    if packing in ("gzip", "x-gzip"):
        return b"".join(_limited(_unpack(raw), limit))
    raise ContentError(f"the server packed it as {packing[:40]!r}, which was not asked for")


def _limited(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for part in parts:
        total += len(part)
        if total > limit:
            raise TooLargeError(f"more than the {limit} bytes allowed")
        yield part


def _unpack(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a gzip stream holds, never much of it at once; it may have several members (RFC 1952)."""
    member = zlib.decompressobj(wbits=31)
    begun = False
    try:
        for part in parts:
            rest = part
            while rest:
                if member.eof:
                    member = zlib.decompressobj(wbits=31)
                begun = True
                yield member.decompress(rest, _STEP)
                rest = member.unconsumed_tail or member.unused_data
    except zlib.error as error:
        raise ContentError("the server says it is packed with gzip, which it is not") from error
    # What is packed may be left inside although all input has been taken.
    while begun and not member.eof and (more := member.decompress(b"", _STEP)):
        yield more
    if begun and not member.eof:
        raise TransferError("the packed answer breaks off")
