"""Addresses in running text, also where a line end breaks them or Japanese text is glued to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.spans import Span

_START = re.compile(r"https?://|(?<![\w.@/])www\.(?=[a-z0-9])", re.IGNORECASE)
_RUN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_BREAK = re.compile(r"[ \t　]*\n[ \t　]*")
_PATH_LIKE = re.compile(r"[A-Za-z0-9%][\w%.~/=&?+#:,;@-]*")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?=[/:?#]|$)")
_HARD_END = "-/_=&?%+#~:"


@dataclass(frozen=True, slots=True)
class UrlHit:
    """An address: `url` with line breaks undone, `span` of what is printed."""

    url: str
    span: Span


def find_urls(text: str) -> list[UrlHit]:
    """Return the addresses in `text`, in order, without the punctuation that only ends the sentence.

    An address goes on over a line end after `-`, `/` and the like, or where the next line is plainly the rest of a path
    (`…/us/Sand⏎box/page.html`); a hyphen at the line's end belongs to it. Japanese text ends it.
    """
    hits: list[UrlHit] = []
    at = 0
    while (start := _START.search(text, at)) is not None:
        url, end = _read(text, start.start())
        at = max(end, start.end())
        if re.search(r"[A-Za-z0-9]\.[A-Za-z]|localhost", url):
            hits.append(UrlHit(url, Span(start.start(), end)))
    return hits


def _read(text: str, start: int) -> tuple[str, int]:
    found = _RUN.match(text, start)
    assert found is not None
    url, end = found.group(), found.end()
    # A second address glued to the first begins a new one.
    second = re.search(r"(?<=.)https?://", url)
    if second and not re.search(r"[=/]$", url[: second.start()]):
        return _strip(url[: second.start()], start + second.start())
    while (gap := _BREAK.match(text, end)) is not None:
        more = _RUN.match(text, gap.end())
        if more is not None and re.fullmatch(r"https?://", url) and _HOST.match(more.group()):
            url, end = url + more.group(), more.end()
            continue
        if more is None or not _goes_on(url, more.group(), text[more.end() : more.end() + 1]):
            break
        url, end = url + more.group(), more.end()
    return _strip(url, end)


def _goes_on(url: str, token: str, following: str) -> bool:
    """Say whether the first word of the next line goes on with the address."""
    if _START.match(token) or not _PATH_LIKE.match(token) or len(url) < 12:
        return False
    path = bool(re.search(r"[/=&%_]|[A-Za-z0-9]-[A-Za-z0-9]|\.(?:html?|pdf|php|aspx?|jsp|cgi|xlsx?|docx?|shtml)\b|[A-Za-z]\d|\d[A-Za-z]", token))
    if url[-1] in "-_=&%+":
        return True
    if url[-1] in _HARD_END:
        return path or following in ("", "\n")
    if url[-1] in ".,;)":
        return url[-1] == "." and bool(re.match(r"(?:html?|pdf|php|aspx?|jsp|com|org|gov|go|co|jp|eu)\b", token))
    return bool(re.search(r"\.(?:html?|pdf|php|aspx?|jsp|cgi|shtml)\b", token) or re.search(r"/.*/|-.*-", token)) and not re.search(
        r"\.(?:html?|pdf|php|aspx?|jsp|shtml)$", url
    )


def _strip(url: str, end: int) -> tuple[str, int]:
    """Take off punctuation that ends the sentence, and a closing bracket that was opened before the address."""
    while url:
        last = url[-1]
        if last in ".,;:!?'\"" or (last in ")]" and url.count(last) > url.count("(" if last == ")" else "[")):
            url, end = url[:-1], end - 1
        else:
            break
    return url, end
