"""What is known of addresses and files that briefs come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from extract.store.migrations.guards import refuse_changes

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Make the tables of fetches, downloads, what was found where, hosts, and briefs that failed."""
    _make_fetches()
    _make_downloads()
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("free_at", sa.Double, nullable=False),
    )
    texts = ("code", "error", "remedy", "at")
    op.create_table(
        "failures",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("source", "sha256", "fingerprint")),
        sa.Column("attempts", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
    )
    refuse_changes(("downloads", "found"))


def _make_fetches() -> None:
    before = ("sha256", "kind", "charset", "etag", "last_modified", "final_url", "fetched_at")
    op.create_table(
        "fetches",
        sa.Column("url", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in before),
        sa.Column("status", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("checked_at", "code", "error")),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.Text, nullable=False),
    )


def _make_downloads() -> None:
    op.create_table(
        "downloads",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("url", "final_url", "sha256", "kind")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("ix_downloads_url_id", "downloads", ["url", "id"])
    op.create_index("ix_downloads_sha256", "downloads", ["sha256"])
    texts = ("url", "origin", "place", "title", "published", "at")
    op.create_table(
        "found",
        sa.Column("digest", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
    )
    op.create_index("ix_found_url", "found", ["url"])
