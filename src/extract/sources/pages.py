"""Index pages → candidates: the links whose address (and text) fit a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from extract.content import is_html
from extract.encodings import decode_html
from extract.errors import UndecodableError, UnsupportedError
from extract.sources.addresses import read_url
from extract.sources.candidates import Candidate, Discovery, Problem
from extract.sources.config import PageEntry
from extract.sources.errors import RefusedError

# Longer ones are no titles.
LONGEST_TITLE = 500
# Links that are meant for the browser, not for a program that fetches.
_OTHER_SCHEMES = re.compile(r"\s*(?:javascript|mailto|tel|data|sms|about|blob|#)", re.IGNORECASE)


def sniff_page(data: bytes, name: str) -> str:
    """Return "page" for a web page; raises UnsupportedError for anything else."""
    if not is_html(data, "index.html"):
        raise UnsupportedError(f"{name}: not a web page")
    return "page"


def find_links(data: bytes, url: str, entry: PageEntry, charset: str = "") -> Discovery:
    """Return the links of a page that fit, each address once, in the page's order; relative ones are so to its <base>.

    `charset` is what the server said. A link that cannot be an address becomes a problem, and the others go on.
    """
    text, encoding, _ = decode_html(data, url, charset)
    tree = _parse(text, url)
    base, problems = _find_base(tree, url, entry)
    found: dict[str, Candidate] = {}
    address, words = re.compile(entry.match), re.compile(entry.text or "")
    for href, title in _read_links(tree):
        if len(found) == entry.limit:
            break
        try:
            target = read_url(href, base, encoding)
        except RefusedError as error:
            if address.search(href):
                problems.append(Problem(entry.name, url, "bad_link", error.message, error.remedy))
            continue
        if address.search(target) and words.search(title) and target not in found:
            found[target] = Candidate(target, entry.name, url, title[:LONGEST_TITLE])
    return Discovery(tuple(found.values()), tuple(problems))


def _parse(text: str, url: str) -> etree._Element:
    # As bytes: lxml refuses text with an XML declaration. NUL would end the page for libxml2.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise UndecodableError(f"{url}: the page holds nothing") from error


def _find_base(tree: etree._Element, url: str, entry: PageEntry) -> tuple[str, list[Problem]]:
    for element in tree.iter("base"):
        if href := element.get("href"):
            try:
                return read_url(href, url), []
            except RefusedError as error:
                return url, [Problem(entry.name, url, "bad_base", error.message, error.remedy)]
    return url, []


def _read_links(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each link; a picture's text is its alternative text."""
    for element in tree.iter("a", "area"):
        href = element.get("href")
        if href and not _OTHER_SCHEMES.match(href):
            words = " ".join("".join(str(t) for t in element.itertext()).split()) or element.get("title") or ""
            yield href, words or next((i.get("alt") or "" for i in element.iter("img")), element.get("alt") or "")
