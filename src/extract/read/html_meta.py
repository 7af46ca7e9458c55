"""What a web page states about itself: its title and the day it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element as Element

from extract.read.html_notes import text_of

# Names of <meta> that state publication; "date" of Dublin Core comes last, it may be that of a revision.
_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "datepublished",
    "pubdate",
    "publishdate",
    "dcterms.date",
    "dc.date",
    "date",
)
_JSON_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DAY = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年\s?(\d{1,2})月\s?(\d{1,2})日|(\d{2})(\d{2})(?!\d))")


def read_day(stated: str) -> str:
    """Return a stated day as ISO 8601: "2025/8/1 10:00" → "2025-08-01"; "" for what is no day ("Aug 1")."""
    match = _DAY.search(stated)
    if match is None:
        return ""
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def read_published(tree: Element) -> str:
    """Return the day of publication that the page's metadata state, as ISO 8601; "" where they state none."""
    for stated in _stated_days(tree):
        if day := read_day(stated):
            return day
    return ""


def _stated_days(tree: Element) -> Iterator[str]:
    metas = [(_meta_name(meta), meta.get("content") or "") for meta in tree.iter("meta")]
    for wanted in _PUBLISHED_META:
        yield from (content for name, content in metas if name == wanted)
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield from _JSON_PUBLISHED.findall(script.text or "")
    for element in tree.iter():
        if (element.get("itemprop") or "") == "datePublished" or (
            element.tag == "time" and element.get("pubdate") is not None
        ):
            yield element.get("content") or element.get("datetime") or text_of(element)
    # Several <time> of different days are a list of news, not the page's own.
    days = {read_day(time.get("datetime") or "") for time in tree.iter("time")} - {""}
    if len(days) == 1:
        yield days.pop()


def _meta_name(meta: Element) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def read_title(tree: Element) -> str:
    """Return the page's title: its only main heading, else what it states for sharing, else that of the window."""
    headings = [text_of(h) for h in tree.iter("h1") if text_of(h)]
    if len(headings) == 1:
        return headings[0]
    for meta in tree.iter("meta"):
        if (
            _meta_name(meta) in ("og:title", "citation_title", "dcterms.title", "dc.title")
            and (meta.get("content") or "").strip()
        ):
            return " ".join((meta.get("content") or "").split())
    title = next(tree.iter("title"), None)
    return text_of(title) if title is not None else ""
