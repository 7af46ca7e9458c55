"""What of the flows is decided by settings: where tasks run, and what the summary links to."""

from __future__ import annotations

import os
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extract.ingestion.shared import count_cores

# Documents whose children are busy elsewhere: while one is stored, another is read.
SPARE_THREADS = 2


def read_dask_address() -> str:
    """Return the address of the Dask scheduler, "" where documents are read on this machine."""
    return os.environ.get("EXTRACT_DASK_ADDRESS", "").strip()


def make_runner() -> TaskRunner[Any]:
    """Return what runs the tasks: the workers of a Dask cluster (EXTRACT_DASK_ADDRESS), else threads of this process."""
    address = read_dask_address()
    if address:
        from prefect_dask.task_runners import DaskTaskRunner

        return DaskTaskRunner(address=address)
    return ThreadPoolTaskRunner(max_workers=count_cores() + SPARE_THREADS)


def read_review_url() -> str:
    """Return where the review application is reached (EXTRACT_REVIEW_URL); "" where nobody said."""
    return os.environ.get("EXTRACT_REVIEW_URL", "").strip()


def read_sources_path() -> str:
    """Return which file names the sources: EXTRACT_SOURCES, else sources.yaml."""
    return os.environ.get("EXTRACT_SOURCES", "").strip() or "sources.yaml"
