"""The flow that reads what is in the store with a new version of the pipeline; corrections carry over."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger

from extract.ingestion.report import Report
from extract.ingestion.shared import share_store
from extract.ingestion.stored import find_outdated
from extract.lexicon.loader import check_user_lexicon
from extract.store.fingerprint import expect_fingerprint
from flows.artifacts import Progress
from flows.documents import run_documents
from flows.ingest import finish
from flows.options import make_runner


@flow(name="reprocess", task_runner=make_runner(), persist_result=False)
def reprocess(limit: int = 0) -> State[dict[str, int]]:
    """Read the newest version of each document anew where this pipeline has not read it yet; at most `limit` (0: all)."""
    check_user_lexicon()
    report = Report(expect_fingerprint())
    get_run_logger().info("Documents that pipeline %s has not read", report.fingerprint)
    progress = Progress("reprocess")
    run_documents(find_outdated(share_store(), report.fingerprint, limit), report, progress)
    progress.finish()
    return finish(report, "reprocess")
