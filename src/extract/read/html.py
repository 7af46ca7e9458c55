"""Saved web pages: the main content as text, with marks for headings, lists, table cells and notes."""

from __future__ import annotations

import codecs
import hashlib
import re

from lxml import etree, html

from extract.errors import EmptyInputError, LimitError, UndecodableError
from extract.model import Issue, Source
from extract.read.encodings import decode_text
from extract.read.html_events import read_events
from extract.read.html_main import find_main, strip_never
from extract.read.html_meta import read_published, read_title
from extract.read.html_notes import all_text, find_notes
from extract.read.html_text import assemble
from extract.read.text import check_size
from extract.settings import Settings

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
# Formatting without meaning here. Old pages leave <font> and <b> open a hundred times over, which nests as deep.
_PLAIN_TAGS = (
    "font",
    "b",
    "i",
    "u",
    "big",
    "small",
    "strong",
    "em",
    "tt",
    "s",
    "strike",
    "center",
    "nobr",
    "wbr",
    "acronym",
)


def read_html(data: bytes, name: str, settings: Settings) -> Source:
    """Read the bytes of a saved web page.

    Raises EmptyInputError for a page without text, UndecodableError for what is no text, LimitError for a page that is
    too large or nested too deeply.
    """
    check_size(data, name, settings)
    page, encoding, issues = decode_html(data, name)
    tree = _parse(page, name, settings)
    published, title = read_published(tree), read_title(tree)
    strip_never(tree)
    body = tree.find("body")
    if body is None or not all_text(body).strip():
        raise EmptyInputError(f"{name}: the page holds no text")
    notes = find_notes(body)
    main, found = find_main(body, notes)
    text, marks = assemble(read_events(main, notes))
    if not text:
        raise EmptyInputError(f"{name}: the page holds no text")
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="html",
        text=text,
        marks=marks,
        encoding=encoding,
        title=title,
        published=published,
        issues=(*issues, *found),
    )


def decode_html(data: bytes, name: str) -> tuple[str, str, tuple[Issue, ...]]:
    """Return the page's source, its encoding, and an issue where the page states a wrong one.

    A byte order mark comes first, then <meta charset> or the XML declaration, then what reads best.
    """
    stated = _stated_encoding(data)
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
    label = (match[1] or match[2]).decode("ascii").lower()
    try:
        return codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return None


def _parse(page: str, name: str, settings: Settings) -> etree._Element:
    # As bytes: lxml refuses text with an XML declaration. NUL would end the page for libxml2.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    source = page.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except etree.ParserError as error:
        raise EmptyInputError(f"{name}: the page holds no text") from error
    etree.strip_tags(tree, *_PLAIN_TAGS)
    deepest = _depth(tree)
    if deepest > settings.max_html_depth:
        raise LimitError(
            f"{name}: elements are nested {deepest} deep, more than EXTRACT_MAX_HTML_DEPTH={settings.max_html_depth}"
        )
    return tree


def _depth(tree: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
