from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.store.engine import Store, open_store
from store.briefs import file_brief, make_brief


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one brief of three records, and a clock that goes a second with each look."""
    seconds = iter(range(10**6))
    with open_store(f"sqlite:///{tmp_path / 'records.db'}", clock=lambda: f"2031-05-01T00:00:{next(seconds) % 60:02}Z") as opened:
        file_brief(opened, make_brief())
        yield opened
