"""Sources → documents: what is found is fetched host by host, several hosts at once, and handed on as it arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from extract.ingestion.items import Item, Outcome, describe_fetched
from extract.sources.addresses import find_host
from extract.sources.archive import Archive
from extract.sources.candidates import Candidate
from extract.sources.config import Sources
from extract.sources.fetch import Fetcher
from extract.sources.local import SCHEME
from extract.store.engine import Store
from extract.store.fetches import StoredMemory

# Each host waits for its own turns; more of them at once cost little.
MOST_HOSTS = 8

HandOn = Callable[[Item | Outcome], None]
# How a group is fetched: a caller may wrap that (in a task of Prefect, say).
Fetch = Callable[[Sequence[Candidate], Fetcher, HandOn], None]


def open_fetcher(store: Store, sources: Sources) -> Fetcher:
    """Return what fetches: it remembers addresses in the store, and keeps downloads in the folder that sources.yaml names."""
    return Fetcher(sources.fetch, StoredMemory(store), Archive(sources.find_path(sources.downloads)))


def fetch_group(group: Sequence[Candidate], fetcher: Fetcher, hand_on: HandOn) -> None:
    """Fetch the candidates of one host, one after the other; hand on what each of them gave."""
    for candidate in group:
        hand_on(describe_fetched(fetcher.fetch(candidate.url)))


def find_place(url: str) -> str:
    """Return what is asked for an address: its host; "folders" for a file."""
    return "folders" if url.startswith(SCHEME) else find_host(url)


def fetch_all(
    groups: Sequence[Sequence[Candidate]], fetcher: Fetcher, fetch: Fetch = fetch_group
) -> Iterator[Item | Outcome]:
    """Yield documents, and how others ended, as they arrive; raises at the end what `fetch` raised first."""
    arrivals: SimpleQueue[Item | Outcome | None] = SimpleQueue()
    with ThreadPoolExecutor(MOST_HOSTS, thread_name_prefix="fetch") as threads:
        running = [_start(threads, fetch, group, fetcher, arrivals) for group in groups]
        left = len(running)
        while left:
            arrived = arrivals.get()
            if arrived is None:
                left -= 1
            else:
                yield arrived
    for future in running:
        future.result()


def _start(
    threads: ThreadPoolExecutor,
    fetch: Fetch,
    group: Sequence[Candidate],
    fetcher: Fetcher,
    arrivals: SimpleQueue[Item | Outcome | None],
) -> Future[None]:
    future = threads.submit(fetch, group, fetcher, arrivals.put)
    # However it ends, this is the last that is heard of the group.
    future.add_done_callback(lambda _: arrivals.put(None))
    return future
