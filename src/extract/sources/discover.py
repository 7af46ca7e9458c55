"""sources.yaml → candidates: every source is looked through, and one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Iterator

from extract.errors import ExtractError
from extract.sources.addresses import find_host
from extract.sources.candidates import Candidate, Discovery, Fetched, Problem
from extract.sources.clock import write_time
from extract.sources.config import FeedEntry, FolderEntry, PageEntry, Sources, UrlsEntry
from extract.sources.feeds import read_feed, sniff_feed
from extract.sources.fetch import Fetcher
from extract.sources.folders import find_files
from extract.sources.local import SCHEME
from extract.sources.memory import Found
from extract.sources.pages import find_links, sniff_page

# Feeds and index pages are text; a larger one is a mistake or an attack.
LARGEST_LISTING = 16 * 1024 * 1024
# More of the same from one source help nobody.
MOST_PROBLEMS = 50

Entry = FolderEntry | UrlsEntry | FeedEntry | PageEntry


def discover(sources: Sources, fetcher: Fetcher) -> Discovery:
    """Return what the sources hold now, each address once, and note it in the memory with where it was found."""
    found: dict[str, Candidate] = {}
    problems: list[Problem] = []
    for entry in sources.sources:
        here = discover_entry(entry, sources, fetcher)
        problems += here.problems
        at = write_time(fetcher.clock.now())
        fetcher.memory.note_found(Found(c.url, c.origin, c.place, c.title, c.published, at) for c in here.candidates)
        for candidate in here.candidates:
            found.setdefault(candidate.url, candidate)
    return Discovery(tuple(found.values()), tuple(problems))


def discover_entry(entry: Entry, sources: Sources, fetcher: Fetcher) -> Discovery:
    """Return what one source holds now; what is wrong with it as a whole is a problem too."""
    place = _find_place(entry)
    try:
        return _cap(_look(entry, sources, fetcher), entry.name, place)
    except ExtractError as error:
        return Discovery((), (Problem(entry.name, place, error.code, error.message, error.remedy),))


def _look(entry: Entry, sources: Sources, fetcher: Fetcher) -> Discovery:
    if isinstance(entry, FolderEntry):
        return find_files(sources.find_path(entry.folder), entry.glob, entry.name)
    if isinstance(entry, UrlsEntry):
        return Discovery(tuple(Candidate(url, entry.name, entry.name) for url in dict.fromkeys(entry.urls)))
    if isinstance(entry, FeedEntry):
        listing = fetcher.fetch(entry.feed, sniff_feed, limit=LARGEST_LISTING, recheck=0)
        return read_feed(_read(listing, fetcher), listing.final_url, entry)
    listing = fetcher.fetch(entry.page, sniff_page, limit=LARGEST_LISTING, recheck=0)
    return find_links(_read(listing, fetcher), listing.final_url, entry, listing.charset)


def _read(listing: Fetched, fetcher: Fetcher) -> bytes:
    """Return the bytes of a listing, also of one that has not changed: its candidates may still have to be fetched."""
    if listing.state not in ("new", "unchanged"):
        remedy = listing.remedy or "Nothing to do: it is asked again later."
        raise ExtractError(listing.message or f"{listing.url}: left alone", remedy=remedy)
    return fetcher.archive.read(listing.sha256)


def _find_place(entry: Entry) -> str:
    if isinstance(entry, FolderEntry):
        return entry.folder
    if isinstance(entry, UrlsEntry):
        return entry.name
    return entry.feed if isinstance(entry, FeedEntry) else entry.page


def _cap(found: Discovery, origin: str, place: str) -> Discovery:
    if len(found.problems) <= MOST_PROBLEMS:
        return found
    more = Problem(origin, place, "more", f"{place}: {len(found.problems) - MOST_PROBLEMS} more problems")
    return Discovery(found.candidates, (*found.problems[:MOST_PROBLEMS], more))


def group_by_host(candidates: tuple[Candidate, ...]) -> Iterator[tuple[Candidate, ...]]:
    """Yield the candidates host by host (files together): what is fetched one after the other, a group a task."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        host = "" if candidate.url.startswith(SCHEME) else find_host(candidate.url)
        groups.setdefault(host, []).append(candidate)
    yield from (tuple(group) for group in groups.values())
