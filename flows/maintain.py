"""The flow that tidies up: what nobody needs any more goes, and the database looks at its tables anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger

from extract.ingestion.pruning import Pruned, optimise, prune
from extract.ingestion.shared import share_store
from extract.sources.config import load_sources
from flows.options import read_sources_path


@flow(name="maintain", persist_result=False)
def maintain(keep_days: float = 30, sources: str = "") -> Pruned:
    """Delete what has not been needed for `keep_days`: superseded downloads, remains of broken ones, old failures."""
    store = share_store()
    named = load_sources(Path(sources or read_sources_path()))
    pruned = prune(store, named.find_path(named.downloads), timedelta(days=keep_days), datetime.now(UTC))
    optimise(store)
    line = (
        f"{pruned.downloads} superseded downloads, {pruned.unfinished} unfinished ones and {pruned.failures} failures of "
        f"other versions deleted; {pruned.freed / 1e6:.1f} MB freed"
    )
    get_run_logger().info(line)
    create_markdown_artifact(f"# Maintenance\n\n{line}\n", key="maintain-summary", description=line)
    return pruned
