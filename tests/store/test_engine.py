"""What the database, its driver and the connections of a process can be in want of: a StoreError, by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from extract.store.engine import Store, StoreError


def test_a_process_that_has_no_connection_left_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    store = Store(create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.05), url)
    with store, store.reading():
        for way in (store.reading, store.writing):
            with pytest.raises(StoreError, match="all connections of this process are in use"), way():
                pass
    with store, store.writing():
        pass
