"""Which encoding a text or a web page is in: marks first, then what decodes strictly and reads like a language.

Strict decoding alone decides little: almost any Shift_JIS file is "valid" in several Chinese encodings, and any
Western file is valid Shift_JIS as soon as its quotation marks happen to stand before letters. So every candidate that
decodes is judged by what it says: kana and common kanji, or Latin letters with typographic signs, speak for it;
half-width katakana in a row, private, unassigned and control characters speak against.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

import charset_normalizer

from extract.errors import UndecodableError
from extract.model import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Judged in this order; at equal merit the first wins. CP932 is Shift_JIS as Windows writes it (①, 髙, ～).
_CANDIDATES = ("cp932", "euc_jp", "cp1252", "gb18030", "big5hkscs")
# Enough to judge by, and quick for any file size.
_SAMPLE_CHARACTERS = 20_000
_LEAST_MERIT = 0.5
_LEAST_WIDE_MERIT = 0.8
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([BJI]|\$\(D)")
# Text never holds more control characters than this (form feeds, stray escapes).
_MOST_CONTROL = 0.01

_KANA = ("\u3041", "\u30ff")
_LATIN_SIGNS = frozenset("‘’“”–—…•€£§©®°·«»™")
# Where a page states its encoding.
_HEAD = 4096
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|encoding\s*=\s*["']([A-Za-z0-9_.-]+)""",
    re.IGNORECASE,
)
# What browsers read these labels as (WHATWG Encoding Standard): the names stand for the wider sets of Windows.
_LABELS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
# What Python also calls codecs and no browser takes for the encoding of a page.
_NO_CHARSETS = (
    "base64", "bz2", "hex", "idna", "mbcs", "oem", "punycode", "quopri", "raw-unicode-escape", "rot-13", "undefined",
    "unicode-escape", "utf-7", "uu", "zlib",
)  # fmt: skip


def decode_text(data: bytes, name: str) -> tuple[str, str]:
    r"""Return the text and the name of its encoding; a byte order mark is not part of the text.

    Raises UndecodableError where no candidate reads like a text: b"\x82\xa0\x82\xa2" is accepted (cp932), a JPEG is not.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _decode_marked(data, marked, name)
    for encoding in ("iso2022_jp", "utf-8") if _ISO_2022_JP.search(data) else ("utf-8",):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if _share_of_control(text) <= _MOST_CONTROL:
                return text, encoding
    return _guess_wide(data) or _decode_by_merit(data, name)


def decode_html(data: bytes, name: str, charset: str = "") -> tuple[str, str, tuple[Issue, ...]]:
    """Return the page's source, its encoding, and an issue where a wrong one is stated.

    A byte order mark comes first, then `charset` (what the server said, if it said something), then <meta charset> or the
    XML declaration, then what reads best.
    """
    stated = _find_codec(charset) or _stated_encoding(data)
    if stated is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (*decode_text(data, name), ())
    try:
        return data.decode(stated), stated, ()
    except UnicodeDecodeError as error:
        wrong = f"the page says it is in {stated}, but byte {error.start} is not"
    try:
        text, encoding = decode_text(data, name)
    except UndecodableError:
        # One broken byte (an advertisement cut in half) must not lose the page; what is lost is shown as U+FFFD.
        text, encoding = data.decode(stated, "replace"), stated
        if text.count("\ufffd") > max(10, len(text) // 1000):
            raise
    return text, encoding, (Issue("encoding_mismatch", f"{wrong}; read as {encoding}"),)


def _stated_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD])
    if match is None:
        return None
    return _find_codec((match[1] or match[2]).decode("ascii"))


def _find_codec(label: str) -> str | None:
    """Return the codec that browsers take a label for: "Shift_JIS" → "cp932"; None for an unknown one and for none."""
    label = label.lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return None
    return None if name.replace("_", "-") in _NO_CHARSETS else name


def _decode_marked(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"{name}: its byte order mark says {encoding}, but byte {error.start} is not") from error
    if encoding == "utf-16":
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    return text, encoding


def _guess_wide(data: bytes) -> tuple[str, str] | None:
    """Return text in UTF-16 without a mark. Anything even "decodes" so: only what reads very well is taken."""
    if len(data) < 4 or len(data) % 2:
        return None
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        merit = judge(text)
        if merit >= _LEAST_WIDE_MERIT and (best is None or merit > best[0]):
            best = (merit, text, encoding)
    return best and best[1:]


def _share_of_control(text: str) -> float:
    sample = text[:_SAMPLE_CHARACTERS]
    return sum((c < " " and c not in "\t\n\r\v\f\x1b") or c == "\x7f" for c in sample) / max(1, len(sample))


def _decode_by_merit(data: bytes, name: str) -> tuple[str, str]:
    readings = sorted(
        ((judge(text), -rank, text, encoding) for rank, (text, encoding) in enumerate(_readings(data))),
        key=lambda reading: reading[:2],
        reverse=True,
    )
    if not readings or readings[0][0] < _LEAST_MERIT or _share_of_control(readings[0][2]) > _MOST_CONTROL:
        raise UndecodableError(f"{name}: not text in any encoding that is recognised{_where_utf8_breaks(data)}")
    _, _, text, encoding = readings[0]
    return text, encoding


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield every strict decoding: the encodings of Japanese and English first, then what charset-normalizer proposes."""
    tried = set()
    for encoding in _CANDIDATES:
        tried.add(encoding)
        try:
            yield data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    guess = charset_normalizer.from_bytes(data[: 4 * _SAMPLE_CHARACTERS]).best()
    if guess is not None and guess.encoding not in tried:
        try:
            yield data.decode(guess.encoding), guess.encoding
        except UnicodeDecodeError:
            return


def _where_utf8_breaks(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A single bad byte in a UTF-8 file is the usual case: say where it is.
        return f" (as UTF-8 it breaks at byte {error.start})" if error.start > 100 else ""
    return ""


def judge(text: str) -> float:
    """Return how much a text reads like one, at most 1, from its characters beyond ASCII; 1 for plain ASCII."""
    sample = text[:_SAMPLE_CHARACTERS]
    total = merit = 0.0
    for i, character in enumerate(sample):
        if " " <= character <= "~" or character in "\t\n\r\f\u3000\xa0":
            continue
        total += 1
        merit += _merit(character, sample[i - 1] if i else " ", sample[i + 1] if i + 1 < len(sample) else " ")
    if total:
        return merit / total
    return 1.0


def _merit(character: str, before: str, after: str) -> float:
    """Return the merit of one character beyond ASCII between its neighbours, −4 … 1."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return -4.0
    if _KANA[0] <= character <= _KANA[1] or "！" <= character <= "～" or "、" <= character <= "〟":
        return 1.0
    if "\uff61" <= character <= "\uff9f":
        # Half-width katakana make words; among other characters they are EUC-JP or Latin read as Shift_JIS.
        return 0.6 if "\uff61" <= before <= "\uff9f" or "\uff61" <= after <= "\uff9f" else -1.0
    if "\u4e00" <= character <= "\u9fff":
        return _merit_of_kanji(character, before, after)
    if character in _LATIN_SIGNS:
        return 0.9
    if category in ("Lu", "Ll") and character < "\u0250":
        # In words of Latin languages most letters are plain; a row of accented ones is something else misread.
        return 0.8 if before < "\x80" and after < "\x80" else -0.5
    return 0.3


def _merit_of_kanji(character: str, before: str, after: str) -> float:
    if before.isascii() and after.isascii() and (before.isalpha() or after.isalpha()):
        # One kanji inside a Latin word: a quotation mark and a letter read as two bytes.
        return -1.0
    # Level 1 of JIS X 0208 are the 2,965 kanji in use; Chinese misreadings scatter over all of Unicode.
    return 0.9 if _is_common(character) else 0.2


def _is_common(character: str) -> bool:
    try:
        pair = character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(pair) == 2 and 0xB0 <= pair[0] <= 0xCF
