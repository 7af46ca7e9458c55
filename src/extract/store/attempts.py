"""When documents that could not be read are left alone, and how they are taken up again.

A failure (fetches.Failure) belongs to a source, its bytes and a pipeline version: when one of them changes, all begins anew.
"""

from __future__ import annotations

from sqlalchemy import delete

from extract.store.engine import Store
from extract.store.fetches import Failure
from extract.store.tables import failures

# The first attempt and two more.
MOST_ATTEMPTS = 3


def is_set_aside(failure: Failure | None) -> bool:
    """Say whether a document is left alone until the file or the pipeline changes."""
    return failure is not None and failure.attempts >= MOST_ATTEMPTS


def retry_set_aside(store: Store) -> int:
    """Let all documents that were set aside be tried again; return how many they are."""
    with store.writing() as connection:
        return connection.execute(delete(failures).where(failures.c.attempts >= MOST_ATTEMPTS)).rowcount


def prune_failures(store: Store, fingerprint: str, before: str) -> int:
    """Forget what other pipeline versions failed at before a time (ISO 8601, UTC); return how many that were."""
    old = delete(failures).where(failures.c.fingerprint != fingerprint, failures.c.at < before)
    with store.writing() as connection:
        return connection.execute(old).rowcount
