"""Server time of the review application over 10,000 records: queue, search, and a record with the image of its page not yet made.

Briefs of corpus/ are stored again and again under other names until the store holds enough. Two times are taken from the
request to the last byte: the clock's, and the processor's of the server's process (with SQLite all there is), which other
programs do not disturb. Exits with 1 where the median of the processor's is above its limit (the issue's 150 ms for queue
and search, 200 ms for a record).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from extract.model import Extraction
from extract.pipeline import extract_document
from extract.review.app import create_app
from extract.review.options import Options
from extract.store.engine import Store, open_store
from extract.store.ingest import store_extraction
from extract.store.queue import Filter, find_records

ROOT = Path(__file__).parents[1]
QUEUE_LIMIT, RECORD_LIMIT = 0.150, 0.200
QUEUES = {
    "queue": "/",
    "queue, last page": "/?state=all&page=200",
    "queue, filtered": "/?type=tariff&jurisdiction=US&from=2025",
    "queue, by date": "/?sort=date&state=all",
    "search 関税": "/?q=関税",
    "search 米国 半導体": "/?q=米国 半導体",
    "search, nothing found": "/?q=ぬぬ",
    "queue as JSON": "/api/queue?limit=50",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """(Seconds of the clock, seconds of the processor) of each request of one kind, and what they may be at most."""

    name: str
    seconds: list[tuple[float, float]]
    limit: float

    def __str__(self) -> str:
        clock, processor = (1000 * statistics.median(times) for times in zip(*self.seconds, strict=True))
        return f"{self.name:28} {clock:7.1f} ms   processor {processor:6.1f} ms   limit {1000 * self.limit:.0f} ms"

    @property
    def kept(self) -> bool:
        """Say whether the median of the processor's time is within the limit."""
        return statistics.median(processor for _, processor in self.seconds) <= self.limit


def fill(store: Store, briefs: Sequence[tuple[Path, Extraction]], wanted: int) -> int:
    """Store the briefs under new names until there are `wanted` records; return how many there are."""
    count = number = 0
    while count < wanted:
        path, extraction = briefs[number % len(briefs)]
        number += 1
        count += store_extraction(store, extraction, path.read_bytes(), f"file:///briefs/{number}/{path.name}", "bench").records
    return count


def measure(app: FastAPI, paths: Sequence[str]) -> list[tuple[float, float]]:
    """Return the seconds of clock and processor that each request takes."""
    return asyncio.run(_measure(app, paths))


async def _measure(app: FastAPI, paths: Sequence[str]) -> list[tuple[float, float]]:
    found = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8765") as client:
        for path in paths:
            start = time.perf_counter(), time.process_time()
            answer = await client.get(path)
            found.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
    return found


def time_queues(store: Store, repeats: int) -> Iterator[Timing]:
    """Yield the times of the pages over many records, after one request that fills the caches of the process."""
    app = create_app(store, Options(user="bench"))
    for name, path in QUEUES.items():
        yield Timing(name, measure(app, [path] * (repeats + 1))[1:], QUEUE_LIMIT)


def time_records(store: Store, repeats: int) -> Timing:
    """Return the times of a record's page, its JSON, the lines and the image of its page together, each record in a brief not yet opened."""
    app = create_app(store, Options(user="bench"))
    measure(app, ["/"])
    seconds = []
    rows = find_records(store, Filter(sort="document"), 10_000).rows
    firsts = list({row.document: row for row in reversed(rows) if row.view.body.evidence[0].page}.values())[:repeats]
    for row in firsts:
        page = row.view.body.evidence[0].page
        address = f"{row.document}/{row.view.key}"
        # Each brief is stored once, so its version has the number of its document.
        version = f"versions/{row.document}/pages/{page}"
        asked = [f"/records/{address}", f"/api/records/{address}", f"/api/{version}", f"/{version}.png?scale=2"]
        clocks, processors = zip(*measure(app, asked), strict=True)
        seconds.append((sum(clocks), sum(processors)))
    return Timing("record with a new page image", seconds, RECORD_LIMIT)


def main() -> int:
    """Fill a store, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--database", help="a new database; SQLite in a temporary folder if not given")
    given = parser.parse_args()
    briefs = [(path, extract_document(path)) for path in sorted((ROOT / "corpus").glob("*.pdf"))]
    with tempfile.TemporaryDirectory() as folder, open_store(given.database or f"sqlite:///{folder}/records.db") as store:
        start = time.perf_counter()
        count = fill(store, briefs, given.records)
        print(f"{count} records stored in {time.perf_counter() - start:.0f} s")
        timings = [*time_queues(store, given.repeats), time_records(store, given.repeats)]
        print(*timings, sep="\n")
    return 0 if all(timing.kept for timing in timings) else 1


if __name__ == "__main__":
    sys.exit(main())
