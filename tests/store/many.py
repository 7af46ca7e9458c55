"""A store of many records, made by copying a few inside the database: for measuring, not for looking at."""

from __future__ import annotations

from sqlalchemy import Connection, text

from extract.store.engine import Store
from extract.store.tables import current

# The numbers of the copies.
COPIES = "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < :times)"


def multiply_records(store: Store, times: int) -> int:
    """Copy every record of the queue `times` times with its facets and what is searched; return how many there are then."""
    with store.writing() as connection:
        most = connection.execute(text("SELECT max(id) FROM current")).scalar_one()
        places = connection.execute(text("SELECT max(id) FROM passages")).scalar_one()
        plain = [c.name for c in current.columns if c.name not in ("id", "key", "position", "confidence")]
        names = ", ".join(plain)
        _copy(connection, times, f"current (id, key, position, confidence, {names}) SELECT id + n * {most}, key || '-' || n, position + n, confidence * n / :times, {names} FROM current, copy")
        _copy(connection, times, f"views (record, view) SELECT record + n * {most}, view FROM views, copy")
        _copy(connection, times, f"facets (record, slot, value) SELECT record + n * {most}, slot, value FROM facets, copy")
        _copy(
            connection,
            times,
            f"passages (id, document, record, start, text) SELECT id + n * {places}, document, record + n * {most}, start, text "
            "FROM passages, copy WHERE record IS NOT NULL",
        )
        row = "rowid" if store.engine.name == "sqlite" else "id"
        of_records = f"{row} IN (SELECT id FROM passages WHERE record IS NOT NULL AND record <= {most})"
        _copy(connection, times, f"passage_index ({row}, grams) SELECT {row} + n * {places}, grams FROM passage_index, copy WHERE {of_records}")
        # As PostgreSQL does by itself after some minutes.
        connection.execute(text("ANALYZE"))
        return int(connection.execute(text("SELECT count(*) FROM current")).scalar_one())


def _copy(connection: Connection, times: int, statement: str) -> None:
    into, _, query = statement.partition(" SELECT ")
    # Written so that both databases read it: PostgreSQL wants the query's WITH behind INTO, SQLite takes it there too.
    connection.execute(text(f"INSERT INTO {into} {COPIES} SELECT {query}"), {"times": times})
