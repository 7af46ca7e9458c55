"""Brings the tables of a database to the state that this version of the program knows."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from extract.store.engine import Store, StoreError

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

# The newest migration; a test holds it against the folder, which only a migration needs to read.
HEAD = "0002"
# The lock under which one of several programs that start at once migrates (any number that nobody else uses).
LOCK = 7_268_201


def migrate(store: Store) -> None:
    """Run the migrations that the database lacks, all in one transaction; raises StoreError for one that is newer."""
    with store.reading() as connection:
        if read_revision(connection) == HEAD:
            return
    with store.writing() as connection:
        if store.engine.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _upgrade(connection, store.url)


def read_revision(connection: Connection) -> str | None:
    """Return the number of the newest migration that was run, None for a database without our tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def read_scripts() -> ScriptDirectory:
    """Return the migrations that are shipped."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(files("extract.store") / "migrations"))


def _upgrade(connection: Connection, url: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    scripts = read_scripts()
    found = read_revision(connection)
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"{url} was written by a newer version of the program (its tables are {found}, known are up to {HEAD})",
            remedy="Update the program.",
        )
    with EnvironmentContext(
        Config(), scripts, fn=lambda revision, _: scripts._upgrade_revs("head", revision), destination_rev="head"
    ) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
