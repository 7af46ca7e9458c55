from __future__ import annotations

from store.writers import LEAST, run_writers


def test_every_correction_of_two_writers_is_there_in_order(url: str) -> None:
    """For a minute: bench/writers.py."""
    outcome = run_writers(url, 4)
    assert outcome.problems == ()
    assert outcome.found == outcome.acknowledged >= 2 * LEAST
    assert outcome.conflicts > 0
