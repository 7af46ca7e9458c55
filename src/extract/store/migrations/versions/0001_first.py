"""The first released tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from extract.store.migrations.guards import refuse_changes

revision = "0001"
down_revision: str | None = None

APPEND_ONLY = ("files", "versions", "texts", "runs", "records", "evidence", "users", "events")

# Pairs of characters are made by the program (store/search.py); what each database is given is words between blanks, or the
# text form of its own type. FTS5's "ascii" keeps every other character as part of a word.
INDEX_SQLITE = "CREATE VIRTUAL TABLE passage_index USING fts5(grams, tokenize = 'ascii')"
INDEX_POSTGRESQL = (
    "CREATE TABLE passage_index (id integer PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, grams tsvector NOT NULL)",
    "CREATE INDEX ix_passage_index_grams ON passage_index USING gin (grams)",
)


def upgrade() -> None:
    """Make all tables, the index of what is searched, and the triggers that keep what is stored from being changed."""
    _make_documents()
    _make_runs()
    _make_events()
    _make_projection()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(INDEX_SQLITE)
    else:
        for statement in INDEX_POSTGRESQL:
            op.execute(statement)
    refuse_changes(APPEND_ONLY)


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("reviewers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("source", name=op.f("uq_documents_source")),
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_versions_document")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_versions_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("document", "number", name=op.f("uq_versions_document_number")),
    )
    op.create_index(op.f("ix_versions_document_sha256"), "versions", ["document", "sha256"])
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_texts_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("version", "digest", name=op.f("uq_texts_version_digest")),
    )


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("schema_version", sa.Text(), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("rest", sa.JSON(), nullable=False),
        sa.Column("stored_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["texts.id"], name=op.f("fk_runs_text")),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name=op.f("fk_runs_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("version", "fingerprint", name=op.f("uq_runs_version_fingerprint")),
    )
    op.create_table(
        "records",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_records_run")),
        sa.PrimaryKeyConstraint("run", "key", name=op.f("pk_records")),
    )
    op.create_table(
        "evidence",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("filler", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("rects", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_evidence_run")),
        sa.PrimaryKeyConstraint("run", "key", "slot", "filler", "position", name=op.f("pk_evidence")),
    )


def _make_events() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("run", sa.Integer(), nullable=True),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("rest", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.name"], name=op.f("fk_events_by")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_events_document")),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_events_run")),
        sa.ForeignKeyConstraint(["undoes"], ["events.id"], name=op.f("fk_events_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_events_by_id"), "events", ["by", "id"], unique=False)
    op.create_index(op.f("ix_events_document_id"), "events", ["document", "id"], unique=False)


def _make_projection() -> None:
    op.create_table(
        "current",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recheck", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_current_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_current")),
        sa.UniqueConstraint("document", "key", name=op.f("uq_current_document_key")),
    )
    order = ["rank", "confidence", "document", "position"]
    op.create_index(op.f("ix_current_rank_confidence_document_position"), "current", order, unique=False)
    op.create_table(
        "views",
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["current.id"], name=op.f("fk_views_record")),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_views")),
    )
    op.create_table(
        "facets",
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["current.id"], name=op.f("fk_facets_record")),
        sa.PrimaryKeyConstraint("record", "slot", "value", name=op.f("pk_facets")),
    )
    op.create_index(op.f("ix_facets_slot_value_record"), "facets", ["slot", "value", "record"], unique=False)
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_passages_document")),
        sa.ForeignKeyConstraint(["record"], ["current.id"], name=op.f("fk_passages_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_document"), "passages", ["document"], unique=False)
    op.create_index(op.f("ix_passages_record"), "passages", ["record"], unique=False)
