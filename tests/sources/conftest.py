"""The server that the tests of sources talk to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .site import Site, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as server:
        yield server
