from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from extract.store.engine import StoreError, open_store
from extract.store.migrate import HEAD, read_revision, read_scripts
from extract.store.tables import metadata


def test_the_migrations_make_the_tables_that_the_program_knows(url: str) -> None:
    assert read_scripts().get_heads() == [HEAD]
    with open_store(url) as store, store.reading() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("passage_index")}
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata, **options})
        assert compare_metadata(context, metadata) == []


def test_a_new_database_gets_its_tables_once_though_many_start(bare_url: str) -> None:
    revisions: list[str | None] = []

    def start() -> None:
        with open_store(bare_url) as store, store.reading() as connection:
            revisions.append(read_revision(connection))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revisions == [HEAD] * 4


def test_a_database_of_a_newer_program_is_left_alone(url: str) -> None:
    with open_store(url) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


def test_the_default_is_a_file_in_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXTRACT_DATABASE_URL", raising=False)
    with open_store() as store:
        assert store.url == "sqlite:///outputs/records.db"
    assert (tmp_path / "outputs" / "records.db").exists()
    monkeypatch.setenv("EXTRACT_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    open_store().close()
    assert (tmp_path / "other.db").exists()


def test_sqlite_waits_for_other_writers_and_keeps_what_it_said_it_kept(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/a.db") as store, store.reading() as connection:
        said = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
