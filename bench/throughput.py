"""What a document costs: pages per core-hour, memory per worker, and what the flow adds to the work itself.

    python bench/throughput.py [--briefs corpus] [--documents 200] [--rounds 3]

Run from the project's folder with the extra `flows` installed. A Prefect server is started for the time unless PREFECT_API_URL
names one. The figures of docs/operations.md come from here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from extract.ingestion.documents import check_item, ingest_item  # noqa: E402
from extract.ingestion.gathering import fetch_all, open_fetcher  # noqa: E402
from extract.ingestion.items import Item, Outcome, State  # noqa: E402
from extract.ingestion.shared import close_shared, count_cores, share_pool, share_store  # noqa: E402
from extract.sources.config import load_sources  # noqa: E402
from extract.sources.discover import discover, group_by_host  # noqa: E402
from extract.store.fingerprint import expect_fingerprint  # noqa: E402

TEXT = "通商の動き {n}\n\n米国は2031年4月{day}日、輸入ロボットの関税を{rate}%から10%に引き下げた。\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading some briefs cost: wall and processor seconds, the most memory of a worker in bytes."""

    documents: int
    pages: int
    records: int
    wall: float
    processor: float
    memory: int


@dataclass(frozen=True, slots=True)
class Added:
    """What the flow adds to each document, in seconds: by the clock, and of this process's processor time."""

    wall: float
    processor: float


def write_texts(folder: Path, count: int) -> None:
    """Write small briefs that differ."""
    folder.mkdir(parents=True)
    for n in range(count):
        (folder / f"b{n}.txt").write_text(TEXT.format(n=n, day=1 + n % 28, rate=20 + n), encoding="utf-8")


def write_sources(folder: Path) -> str:
    """Write sources.yaml for the folder `in` beside it."""
    path = folder / "sources.yaml"
    path.write_text("sources:\n  - {name: bench, folder: in}\nfetch: {settle: 0}\n")
    return str(path)


def run_directly(sources: str) -> list[Outcome]:
    """Do what the flow does, without Prefect: discover, fetch, extract, store."""
    named = load_sources(Path(sources))
    store, pool, fingerprint = share_store(), share_pool(), expect_fingerprint()
    fetcher = open_fetcher(store, named)
    found = discover(named, fetcher)
    with ThreadPoolExecutor(count_cores() + 2) as threads:
        running = [
            threads.submit(ingest_item, store, pool, item, fingerprint)
            for item in fetch_all(list(group_by_host(found.candidates)), fetcher)
            if isinstance(item, Item) and check_item(store, item, fingerprint) is None
        ]
        return [future.result() for future in running]


def use_store(folder: Path) -> None:
    """Let everything from here on go into a new store."""
    os.environ["EXTRACT_DATABASE_URL"] = f"sqlite:///{folder / 'records.db'}"


def measure_overhead(folder: Path, count: int) -> Added:
    """Return what a flow over so many small briefs takes more than the same work called directly. The workers are warm in both.

    The processor time is that of this process, which finds, fetches, hands out and stores: neither that of the workers, which
    do the same in both, nor that of the server.
    """
    from flows.ingest import ingest

    times = []
    for how in ("direct", "flow"):
        place = folder / how
        write_texts(place / "in", count)
        sources = write_sources(place)
        use_store(place)
        share_store()
        started = time.perf_counter(), time.process_time()
        if how == "direct":
            stored = sum(o.state is State.stored for o in run_directly(sources))
        else:
            stored = int(str(ingest(sources, return_state=True).message).split()[0])
        times.append((time.perf_counter() - started[0], time.process_time() - started[1]))
        assert stored == count, (how, stored)
    (wall, processor), (flow_wall, flow_processor) = times
    return Added((flow_wall - wall) / count, (flow_processor - processor) / count)


def measure_reading(folder: Path, briefs: Path) -> Cost:
    """Read and store all briefs of a folder with warm workers, one a core."""
    place = folder / "reading"
    shutil.copytree(briefs, place / "in", ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".pdf")])
    use_store(place)
    share_store()
    before, own = read_children(), time.process_time()
    started = time.perf_counter()
    done = run_directly(write_sources(place))
    wall = time.perf_counter() - started
    after = read_children()
    processor = sum(a[0] for a in after.values()) - sum(b[0] for b in before.values()) + time.process_time() - own
    stored = [o for o in done if o.state is State.stored]
    pages, records = sum(o.pages or 0 for o in stored), sum(o.records for o in stored)
    return Cost(len(stored), pages, records, wall, processor, max(a[1] for a in after.values()))


def read_children() -> dict[int, tuple[float, int]]:
    """Return processor seconds and most memory (bytes) of the processes that this one started (Linux)."""
    found, ticks = {}, os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rsplit(")", 1)[1].split()
        if int(fields[1]) == os.getpid() and b"extract.workers" in (stat.parent / "cmdline").read_bytes():
            peak = next(line for line in (stat.parent / "status").read_text().splitlines() if line.startswith("VmHWM"))
            found[int(stat.parent.name)] = ((int(fields[11]) + int(fields[12])) / ticks, int(peak.split()[1]) * 1024)
    return found


def print_reading(cost: Cost) -> None:
    """Print what reading costs, and what follows for a million pages."""
    hour = 3600 * cost.pages / cost.processor
    print(f"{cost.documents} PDFs, {cost.pages} pages, {cost.records} records: {cost.wall:.1f} s, {cost.processor:.1f} s of processor time")
    print(f"{1000 * cost.processor / cost.pages:.0f} ms of processor time a page, {hour:,.0f} pages a core-hour")
    print(f"{1e6 / hour:,.0f} core-hours for a million pages")
    print(f"{cost.memory / 1e6:,.0f} MB: most memory of a worker")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--briefs", type=Path, default=ROOT / "corpus", help="folder of PDFs (%(default)s)")
    parser.add_argument("--documents", type=int, default=200, help="small briefs for the overhead of the flow (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of the overhead (%(default)s)")
    given = parser.parse_args()
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import run_server

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.callback(close_shared)
        started = time.perf_counter()
        write_texts(folder / "warm" / "in", 4 * count_cores())
        use_store(folder / "warm")
        run_directly(write_sources(folder / "warm"))
        print(f"{count_cores()} workers; from nothing to the first documents: {time.perf_counter() - started:.1f} s")
        print_reading(measure_reading(folder, given.briefs))
        if not PREFECT_API_URL.value():
            url = stack.enter_context(run_server(4297, "--no-ui", environment={"PREFECT_HOME": str(folder / "prefect")}))
            stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        rounds = [measure_overhead(folder / f"round{n}", given.documents) for n in range(given.rounds)]
        for added in rounds:
            print(f"{given.documents} documents: the flow adds {1000 * added.wall:.1f} ms a document, {1000 * added.processor:.1f} ms of processor time")
        wall, processor = (statistics.median(1000 * getattr(added, name) for added in rounds) for name in ("wall", "processor"))
        print(f"median {wall:.1f} ms a document, {processor:.1f} ms of processor time")


if __name__ == "__main__":
    main()
