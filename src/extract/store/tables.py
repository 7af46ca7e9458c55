"""The tables, as SQLAlchemy Core knows them; migrations/ makes them, and a test compares the two.

What is stored is append-only (triggers refuse anything else): files, versions, texts, runs, records, evidence, users, events.
Derived from it, and made anew with every change: the last columns of documents, current, views, facets, passages and their index.
What is known of where briefs come from: fetches, hosts and failures, which change, downloads and found, which only grow.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

APPEND_ONLY = ("files", "versions", "texts", "runs", "records", "evidence", "users", "events")

# A brief by where it comes from. `run` … `reviewers` are derived: what its newest run and its events say.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("stored_at", Text, nullable=False),
    Column("run", Integer),
    Column("complete", Boolean, nullable=False, default=False),
    Column("reviewers", JSON, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("stored_at", Text, nullable=False),
    Index(None, "document", "sha256"),
    UniqueConstraint("document", "number"),
)

# What was read from a version. Another pipeline may read the same file differently, so a version may have several texts.
texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False),
    Column("digest", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("geometry", LargeBinary, nullable=False),
    UniqueConstraint("version", "digest"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False),
    Column("text", ForeignKey("texts.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("schema_version", Text, nullable=False),
    Column("pipeline_version", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("pages", Integer),
    Column("reader", Text, nullable=False),
    Column("rest", JSON, nullable=False),
    Column("stored_at", Text, nullable=False),
    UniqueConstraint("version", "fingerprint"),
)

# Records without their evidence, which stands in a table of its own.
records = Table(
    "records",
    metadata,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)

# `slot` is "evidence" for the statements of the record; `filler` is the filler's index in its slot.
evidence = Table(
    "evidence",
    metadata,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("filler", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("block", Text, nullable=False),
    Column("rects", JSON, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("since", Text, nullable=False),
)

# `rest` holds what only some kinds of event have (corrections.events).
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("record", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("by", ForeignKey("users.name"), nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("undoes", ForeignKey("events.id")),
    Column("run", ForeignKey("runs.id")),
    Column("text_sha256", Text, nullable=False),
    Column("rest", JSON, nullable=False),
    Index(None, "document", "id"),
    Index(None, "by", "id"),
    sqlite_autoincrement=True,
)

# What stands of each record, for everybody (track ""): the queue reads only this. `rank` is 0 for what should be looked at first.
current = Table(
    "current",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("recheck", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("issues", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    UniqueConstraint("document", "key"),
    Index(None, "rank", "confidence", "document", "position"),
)

# The views themselves (RecordView), apart from what is searched and sorted, which is a thirtieth of their size.
views = Table(
    "views",
    metadata,
    Column("record", ForeignKey("current.id"), primary_key=True),
    Column("view", JSON, nullable=False),
)

facets = Table(
    "facets",
    metadata,
    Column("record", ForeignKey("current.id"), primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Index(None, "slot", "value", "record"),
)

# What is searched: one passage a record (`record` is current.id), and the pieces of a document's newest text (`record` null).
# The index over them is made by each database's own means (search).
passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("record", ForeignKey("current.id")),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "document"),
    Index(None, "record"),
)

# What is known of addresses that were asked (sources.memory says what each column means); a file: address is a file.
fetches = Table(
    "fetches",
    metadata,
    Column("url", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("charset", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("status", Integer),
    Column("checked_at", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text, nullable=False),
)

# Which bytes came from where and when.
downloads = Table(
    "downloads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "url", "id"),
    Index(None, "sha256"),
)

# Which address was found in which source, and when first. `digest` is of the three together, which are too long for an index.
found = Table(
    "found",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "url"),
)

# When the next request to a host may begin, in seconds since 1970.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("free_at", Double, nullable=False),
)

# Briefs that could not be extracted, each as one pipeline reads it: after some attempts they are set aside.
failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("at", Text, nullable=False),
)
