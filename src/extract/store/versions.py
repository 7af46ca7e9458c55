"""Numbers of versions, and which of them a pipeline has not read yet."""

from __future__ import annotations

from sqlalchemy import exists, func, select

from extract.store.engine import Store
from extract.store.tables import documents, runs, versions


def list_unread(store: Store, fingerprint: str, limit: int = 0) -> list[tuple[int, str, str]]:
    """Return number, source and sha256 of the newest version of each document without a run of `fingerprint`; 0: all."""
    others = versions.alias()
    newest = select(func.max(others.c.number)).where(others.c.document == documents.c.id)
    read = exists().where(runs.c.version == versions.c.id, runs.c.fingerprint == fingerprint)
    query = select(versions.c.id, documents.c.source, versions.c.sha256).join(documents)
    query = query.where(versions.c.number == newest.scalar_subquery(), ~read).order_by(versions.c.id)
    with store.reading() as connection:
        rows = connection.execute(query.limit(limit) if limit else query)
        return [(row.id, row.source, row.sha256) for row in rows]


def read_number(store: Store, version: int) -> int:
    """Return which version of its document a version is, counted from 1."""
    with store.reading() as connection:
        number: int = connection.execute(select(versions.c.number).where(versions.c.id == version)).scalar_one()
    return number
