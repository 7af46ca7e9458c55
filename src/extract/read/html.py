"""Saved web pages: the main content as text, with marks for headings, lists, table cells and notes."""

from __future__ import annotations

import hashlib

from lxml import etree, html

from extract.encodings import decode_html
from extract.errors import EmptyInputError, LimitError
from extract.model import Source
from extract.read.html_events import read_events
from extract.read.html_main import find_main, strip_never
from extract.read.html_meta import read_published, read_title
from extract.read.html_notes import all_text, find_notes
from extract.read.html_text import assemble
from extract.read.text import check_size
from extract.settings import Settings

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
