"""The task that every document is, and the loop that hands documents out and takes their outcomes in."""

from __future__ import annotations

from collections.abc import Iterable
from queue import SimpleQueue

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger

from extract.ingestion.documents import ingest_item
from extract.ingestion.items import Item, Outcome, State
from extract.ingestion.report import Report
from extract.ingestion.shared import share_pool, share_store
from flows.artifacts import Progress

# Documents that were handed out and have not come back: enough for any cluster, and no million futures.
MOST_UNDER_WAY = 1000
# The database may be away for a restart; longer than that, and the next run takes up what is left.
RETRY_SECONDS = (5, 30)


@task(
    name="document",
    task_run_name="{item.name}",
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=list(RETRY_SECONDS),
    # The store knows what was done; a cache would only know what was done once.
    cache_policy=NO_CACHE,
    persist_result=False,
)
def process_document(item: Item, fingerprint: str) -> Outcome:
    """Read and store one document; what is wrong with it is its outcome, and what is wrong around it is retried."""
    outcome = ingest_item(share_store(), share_pool(), item, fingerprint)
    tell(outcome)
    return outcome


def tell(outcome: Outcome) -> None:
    """Write a line about a document to the log of the run."""
    logger = get_run_logger()
    if outcome.state is State.stored:
        where = f"document {outcome.document}, version {outcome.version}"
        logger.info("%s: %s, %d records, %.1f s", outcome.name, where, outcome.records, outcome.seconds)
    elif outcome.state is State.set_aside:
        logger.error("%s: set aside after %d attempts: %s %s", outcome.name, outcome.attempts, outcome.message, outcome.remedy)
    elif outcome.state in (State.failed, State.interrupted):
        logger.warning("%s: %s: %s %s", outcome.name, outcome.state, outcome.message, outcome.remedy)
    else:
        logger.debug("%s: %s", outcome.name, outcome.state)


def run_documents(arrivals: Iterable[Item | Outcome], report: Report, progress: Progress) -> None:
    """Hand out documents as they arrive, and add how each ended to the report.

    What is wrong around the documents (the database is away) ends the handing out, not what is under way: `report.stopped`.
    """
    done: SimpleQueue[tuple[Item, PrefectFuture[Outcome]]] = SimpleQueue()
    under_way = 0
    try:
        for arrived in arrivals:
            if isinstance(arrived, Outcome):
                report.add(arrived)
                if arrived.state is not State.set_aside:  # That was told when it happened; the summary says it each time.
                    tell(arrived)
                continue
            future = process_document.submit(arrived, report.fingerprint)
            future.add_done_callback(lambda f, item=arrived: done.put((item, f)))  # type: ignore[misc]
            under_way += 1
            progress.expect()
            while under_way >= MOST_UNDER_WAY or not done.empty():
                under_way -= 1
                _take_in(*done.get(), report, progress)
    except Exception as error:  # noqa: BLE001 - the run's boundary: it says what it did, and what ended it
        get_run_logger().exception("no more documents are handed out")
        report.stopped = " ".join(str(error).split()) or type(error).__name__
    for _ in range(under_way):
        _take_in(*done.get(), report, progress)


def _take_in(item: Item, future: PrefectFuture[Outcome], report: Report, progress: Progress) -> None:
    try:
        found: object = future.result(raise_on_failure=False)
    except Exception as error:  # noqa: BLE001 - the cluster is gone: the next run takes up what it had
        found = error
    if not isinstance(found, Outcome):
        message = " ".join(str(found).split()) or type(found).__name__
        found = Outcome(item.source, State.interrupted, item.sha256, code="interrupted", message=message)
        tell(found)
    report.add(found)
    progress.advance()
