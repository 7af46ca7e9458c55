"""RSS (0.9 … 2.0) and Atom → candidates.

Read with lxml, which is there anyway, and not with feedparser: of a feed only link, title and date are wanted, and lxml lets us
say what to do about entities, damage and wrong encodings, each of which feedparser decides by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email.utils import parsedate_to_datetime

from lxml import etree, html

from extract.encodings import decode_text
from extract.errors import UndecodableError, UnsupportedError
from extract.sources.addresses import read_url
from extract.sources.candidates import Candidate, Discovery, Problem
from extract.sources.config import FeedEntry
from extract.sources.errors import RefusedError
from extract.sources.pages import LONGEST_TITLE

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HALVES = re.compile(r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5[5-7][0-9]{3});?", re.IGNORECASE)
_FEEDS = ("rss", "RDF", "feed")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")


def sniff_feed(data: bytes, name: str) -> str:
    """Return "feed" for RSS and Atom; raises UnsupportedError for anything else."""
    _parse(data, name)
    return "feed"


def read_feed(data: bytes, url: str, entry: FeedEntry) -> Discovery:
    """Return the entries of a feed as candidates, each address once, in the feed's order.

    Relative links are so to xml:base, else to `url`. A bad entry (without a link, with one that cannot be an address, with a date
    that is none) becomes a problem, and the others go on. Raises UnsupportedError for what is no feed.
    """
    root, damage = _parse(data, url)
    problems = [Problem(entry.name, url, "damaged_feed", damage)] if damage else []
    found: dict[str, Candidate] = {}
    wanted = re.compile(entry.match or "")
    for number, item in enumerate(_find_items(root), start=1):
        if len(found) == entry.limit:
            break
        place = f"{url}, entry {number}"
        title, link = _read_title(item), _read_link(item)
        try:
            if not link:
                raise RefusedError(f"{title or 'an entry'}: no link", remedy="")
            target = read_url(link, item.base or url)
        except (RefusedError, ValueError) as error:
            problems.append(Problem(entry.name, place, "bad_entry", str(error)))
            continue
        published, stated = _read_published(item)
        if stated and not published:
            problems.append(Problem(entry.name, place, "bad_date", f"{target}: no date: {stated[:80]!r}"))
        if wanted.search(target) and target not in found:
            found[target] = Candidate(target, entry.name, url, title, published)
    return Discovery(tuple(found.values()), tuple(problems))


def _parse(data: bytes, name: str) -> tuple[etree._Element, str]:
    """Return the root of a feed, and what is wrong with the feed as XML where it can be read nevertheless."""
    root, damage = _parse_xml(data, name)
    if root is None or _local(root) not in _FEEDS:
        raise UnsupportedError(
            f"{name}: neither RSS nor Atom", remedy="Name the feed itself, not the page it is linked from."
        )
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:  # type: ignore[attr-defined]
        raise UnsupportedError(f"{name}: a feed that declares entities, which no feed needs")
    return root, damage


def _parse_xml(data: bytes, name: str) -> tuple[etree._Element | None, str]:
    try:
        return etree.fromstring(data, _parser(recover=False), base_url=name), ""
    except etree.XMLSyntaxError as error:
        damage = f"not well-formed: {error.msg}"
    # Often only the encoding is not the one that is declared.
    try:
        text = decode_text(data, name)[0]
    except UndecodableError:
        text = data.decode("utf-8", "replace")
    # A reference to half a pair, repaired by libxml2, would be text that is none.
    repaired = _HALVES.sub("\ufffd", _DECLARATION.sub("", text).replace("\x00", "")).encode("utf-8", "replace")
    for recover in (False, True):
        with suppress(etree.XMLSyntaxError):
            return etree.fromstring(repaired, _parser(recover=recover), base_url=name), damage
    return None, damage


def _parser(*, recover: bool) -> etree.XMLParser:
    # Entities are never put in their places, nothing is loaded, and libxml2's own limits on depth and size stay on.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _name(element: etree._Element | None) -> tuple[str, str]:
    """Return an element's namespace and its name in it; a damaged feed has names that are none ("up0:"), which QName refuses."""
    tag = element.tag if element is not None and isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{"), name


def _local(element: etree._Element | None) -> str:
    return _name(element)[1]


def _find_items(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries: <item> of RSS, <entry> of Atom, in the namespace of the feed or of RSS 1.0."""
    name = "entry" if _local(root) == "feed" else "item"
    for element in root.iter("{*}" + name):
        if _local(element.getparent()) in (*_FEEDS, "channel"):
            yield element


def _children(item: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of that name in the entry's own namespace: not media:title, not atom:link of RSS."""
    own = _name(item)[0]
    for child in item:
        if _name(child) in [(own, name) for name in names]:
            yield child


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split()) if element is not None else ""


def _read_title(item: etree._Element) -> str:
    """Return the title as plain text; many feeds write HTML in it."""
    title = _text(next(_children(item, "title"), None))
    if re.search(r"<[a-zA-Z/]|&(?:\w+|#\d+);", title):
        with suppress(etree.ParserError, ValueError):
            title = _text(html.fromstring(f"<p>{title}</p>"))
    return title[:LONGEST_TITLE]


def _read_link(item: etree._Element) -> str:
    """Return where an entry leads: Atom's alternate link, RSS's link, its permanent identifier, its enclosure."""
    links = list(_children(item, "link"))
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    if text := next((t for link in links if (t := _text(link))), ""):
        return text
    for guid in _children(item, "guid"):
        if guid.get("isPermaLink", "true").lower() == "true" and _text(guid):
            return _text(guid)
    enclosures = [*_children(item, "enclosure"), *(link for link in links if link.get("rel") == "enclosure")]
    return next((str(e.get("url") or e.get("href")) for e in enclosures if e.get("url") or e.get("href")), "")


def _read_published(item: etree._Element) -> tuple[str, str]:
    """Return the day an entry was published, ISO 8601 as its publisher counts days, and what is stated; "" for none."""
    stated = {_local(child): _text(child) for child in reversed(item) if _local(child) in _DATES}
    texts = [stated[name] for name in _DATES if stated.get(name)]
    return next((day for text in texts if (day := _read_day(text))), ""), texts[0] if texts else ""


def _read_day(text: str) -> str:
    """Return the day of an ISO 8601 or an RFC 822 time; "" for what is neither."""
    with suppress(ValueError):
        return date.fromisoformat(text[:10]).isoformat()
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text).date().isoformat()
    return ""
