"""The flow that runs on a schedule: discover → fetch → extract → store → report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextvars import copy_context
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from extract.ingestion.documents import check_item
from extract.ingestion.gathering import HandOn, fetch_all, fetch_group, find_place, open_fetcher
from extract.ingestion.items import Item, Outcome
from extract.ingestion.items import State as Ending
from extract.ingestion.report import Report
from extract.ingestion.shared import share_store
from extract.lexicon.loader import check_user_lexicon
from extract.sources.candidates import Candidate, Discovery
from extract.sources.config import Sources, load_sources
from extract.sources.discover import discover, group_by_host
from extract.sources.fetch import Fetcher
from extract.store.attempts import retry_set_aside
from extract.store.engine import Store
from extract.store.fingerprint import expect_fingerprint
from flows.artifacts import Progress, publish
from flows.documents import run_documents
from flows.options import make_runner, read_sources_path


@flow(name="ingest", task_runner=make_runner(), persist_result=False)
def ingest(sources: str = "", retry: bool = False) -> State[dict[str, int]]:
    """Bring the store up to date with the sources.

    `sources` is the file that names them (EXTRACT_SOURCES, else sources.yaml); `retry` takes up again what was set aside.
    """
    logger = get_run_logger()
    check_user_lexicon()
    named = load_sources(Path(sources or read_sources_path()))
    store = share_store()
    if retry:
        logger.info("%d documents that were set aside are tried again", retry_set_aside(store))
    fetcher = open_fetcher(store, named)
    report = Report(expect_fingerprint())
    progress = Progress("ingest")
    run_documents(_find_work(named, fetcher, store, report), report, progress)
    progress.finish()
    return finish(report, "ingest")


def finish(report: Report, name: str) -> State[dict[str, int]]:
    """Publish what a run did and return the state it ends in: failed only where something around the documents was wrong."""
    publish(report, name)
    line = report.describe()
    get_run_logger().info(line)
    if report.counts[Ending.interrupted] or report.stopped:
        return Failed(message=f"{line}. The next run takes up what is left.")
    return Completed(message=line, data=report.count())


@task(name="discover", cache_policy=NO_CACHE, persist_result=False)
def discover_all(sources: Sources, fetcher: Fetcher) -> Discovery:
    """Look through all sources; what is wrong with one does not stop the others."""
    logger = get_run_logger()
    found = discover(sources, fetcher)
    for problem in found.problems:
        logger.warning("%s: %s %s", problem.origin, problem.message, problem.remedy)
    logger.info("%d documents in %d sources", len(found.candidates), len(sources.sources))
    return found


@task(name="fetch", task_run_name="fetch from {place}", cache_policy=NO_CACHE, persist_result=False)
def fetch_host(place: str, group: Sequence[Candidate], fetcher: Fetcher, hand_on: HandOn) -> None:
    """Fetch what was found on one host, politely, one after the other."""
    fetch_group(group, fetcher, hand_on)


def _find_work(sources: Sources, fetcher: Fetcher, store: Store, report: Report) -> Iterator[Item | Outcome]:
    """Yield what there is to do: documents that were found, fetched, and are not in the store yet."""
    found = discover_all(sources, fetcher)
    report.problems += found.problems
    context = copy_context()

    def fetch(group: Sequence[Candidate], fetcher: Fetcher, hand_on: HandOn) -> None:
        # In a thread of its own, which knows the flow run only by a copy of what this one knows.
        context.copy().run(fetch_host, find_place(group[0].url), group, fetcher, hand_on)

    for arrived in fetch_all(list(group_by_host(found.candidates)), fetcher, fetch):
        yield arrived if isinstance(arrived, Outcome) else check_item(store, arrived, report.fingerprint) or arrived
