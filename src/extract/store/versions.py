"""Numbers of versions, and which of them a pipeline has not read yet."""

from __future__ import annotations

from sqlalchemy import exists, func, select

from extract.store.engine import Store
from extract.store.fingerprint import read_given_date
from extract.store.tables import documents, runs, versions


def list_unread(store: Store, fingerprint: str, limit: int = 0) -> list[tuple[int, str, str]]:
    """Return number, source and sha256 of the newest version of each document without a run of `fingerprint`; 0: all."""
    others = versions.alias()
    newest = select(func.max(others.c.number)).where(others.c.document == documents.c.id)
    dated = runs.c.fingerprint.startswith(f"{fingerprint}+date.", autoescape=True)
    read = exists().where(runs.c.version == versions.c.id, (runs.c.fingerprint == fingerprint) | dated)
    query = select(versions.c.id, documents.c.source, versions.c.sha256).join(documents)
    query = query.where(versions.c.number == newest.scalar_subquery(), ~read).order_by(versions.c.id)
    with store.reading() as connection:
        rows = connection.execute(query.limit(limit) if limit else query)
        return [(row.id, row.source, row.sha256) for row in rows]


def find_given_date(store: Store, source: str) -> str:
    """Return the date that was given by hand for the newest run over a source's newest version, "" where none was."""
    query = select(runs.c.fingerprint).join(versions, runs.c.version == versions.c.id).join(documents)
    query = query.where(documents.c.source == source).order_by(versions.c.number.desc(), runs.c.id.desc())
    with store.reading() as connection:
        return read_given_date(connection.execute(query.limit(1)).scalar() or "")


def read_number(store: Store, version: int) -> int:
    """Return which version of its document a version is, counted from 1."""
    with store.reading() as connection:
        number: int = connection.execute(select(versions.c.number).where(versions.c.id == version)).scalar_one()
    return number
