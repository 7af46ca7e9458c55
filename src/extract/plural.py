"""Numbers of things in the English of messages."""

from __future__ import annotations


def say_count(number: float, thing: str) -> str:
    """Return a number with what it counts: (1, "record") → 1 record, (3, "record") → 3 records."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
