"""What a run shows on the server's pages: progress while it goes on, then a table of documents and a summary."""

from __future__ import annotations

import time
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from extract.ingestion.report import Report, build_rows, write_summary
from flows.options import read_review_url

# Each update is a request to the server.
SECONDS_BETWEEN = 2.0


class Progress:
    """How much of what was found so far is done."""

    def __init__(self, name: str) -> None:
        self._expected = self._done = 0
        self._shown_at = time.monotonic()
        found = create_progress_artifact(0.0, key=f"{name}-progress", description="Documents that are done")
        self._artifact = UUID(str(found))

    def expect(self) -> None:
        """Count a document that was found."""
        self._expected += 1

    def advance(self) -> None:
        """Count a document that is done, and show it if the last time was a while ago."""
        self._done += 1
        if time.monotonic() - self._shown_at >= SECONDS_BETWEEN:
            self._show(100.0 * self._done / self._expected)

    def finish(self) -> None:
        """Show that all is done."""
        self._show(100.0)

    def _show(self, percent: float) -> None:
        self._shown_at = time.monotonic()
        description = f"{self._done} of {self._expected} documents that were found so far"
        update_progress_artifact(self._artifact, progress=percent, description=description)


def publish(report: Report, name: str) -> None:
    """Write the artifacts that stay: what the run did, its documents, and the way to the review."""
    review = read_review_url()
    create_markdown_artifact(write_summary(report, review), key=f"{name}-summary", description=report.describe())
    rows = build_rows(report)
    if rows:
        create_table_artifact(rows, key=f"{name}-documents", description="Documents of the run, what needs attention first")
    if review:
        create_link_artifact(review, link_text="Review queue", key="review-queue", description="Records to be reviewed")
