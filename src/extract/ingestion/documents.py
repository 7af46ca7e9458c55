"""One document: read within limits, stored once, or its failure noted and counted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError

from extract.errors import ExtractError
from extract.ingestion.items import Item, Outcome, State
from extract.store.attempts import is_set_aside
from extract.store.documents import read_file
from extract.store.engine import Store, StoreError
from extract.store.fetches import Failure, begin_attempt, forget_failure, note_failure, read_failure
from extract.store.fingerprint import add_given_date, drop_given
from extract.store.ingest import is_stored, store_prepared
from extract.store.versions import find_given_date, read_number
from extract.workers.jobs import Job, StartError, UnexpectedError
from extract.workers.pool import Pool


class ChangedError(ExtractError):
    """The file is not the one that was found."""

    code = "changed"
    remedy = "Nothing to do: it is read in the next run."


def check_item(store: Store, item: Item, fingerprint: str) -> Outcome | None:
    """Return how a document ended in an earlier run, None where there is work to do.

    A document that a date was given for by hand is read with it (`fingerprint` is that of the run, without).
    """
    return _check_given(store, item, add_given_date(fingerprint, find_given_date(store, item.source)))


def _check_given(store: Store, item: Item, fingerprint: str) -> Outcome | None:
    if is_stored(store, item.source, item.sha256, fingerprint):
        return Outcome(item.source, State.known, item.sha256)
    failure = read_failure(store, item.source, item.sha256, fingerprint)
    if failure is None or not is_set_aside(failure):
        return None
    return _tell(failure)


def ingest_item(store: Store, pool: Pool, item: Item, fingerprint: str) -> Outcome:
    """Read a document and store it; doing so again changes nothing.

    `fingerprint` is that of the run: what is stored under it is left alone, and failures are counted for it. What is read is
    stored under that of the process that read it, which differs where the user's lexicon changed meanwhile.
    What is wrong with the document is counted and returned. Raises StoreError where the database is out of reach and
    StartError where no process can be started: nothing is then known of the document, and it can be tried again.
    """
    date = find_given_date(store, item.source)
    fingerprint = add_given_date(fingerprint, date)
    before = _check_given(store, item, fingerprint)
    if before is not None:
        return before
    try:
        outcome = _read_and_store(store, pool, item, date)
    except ChangedError as error:
        return Outcome(item.source, State.waiting, item.sha256, code=error.code, message=error.message, remedy=error.remedy)
    except ExtractError as error:
        if not is_its_own(error):
            raise
        return _note(store, item, fingerprint, error)
    except Exception as error:  # noqa: BLE001 - the document boundary: what happens in one document is that document's error
        what = UnexpectedError(f"{item.name}: unexpected error: {type(error).__name__}: {error}")
        return _note(store, item, fingerprint, what)
    forget_failure(store, item.source, item.sha256, fingerprint)
    return outcome


def is_its_own(error: ExtractError) -> bool:
    """Say whether an error is the document's own, and not that of the database or of the machine."""
    if isinstance(error, StoreError):
        return isinstance(error.__cause__, DataError | IntegrityError)
    return not isinstance(error, StartError)


def _read_and_store(store: Store, pool: Pool, item: Item, date: str) -> Outcome:
    data = _read_bytes(store, item)
    prepared = pool.extract(Job(data, item.name, os.environ.get("EXTRACT_PASSWORD") or None, date))
    filed = store_prepared(store, prepared, data, item.source)
    return Outcome(
        item.source,
        State.stored if filed.new_run else State.known,
        item.sha256,
        filed.document,
        read_number(store, filed.version),
        filed.records,
        prepared.brief.document.pages,
        prepared.seconds,
        fingerprint=drop_given(prepared.fingerprint),
    )


def _read_bytes(store: Store, item: Item) -> bytes:
    """Return a document's bytes; raises ChangedError where they are no longer those that were found."""
    if not item.path:
        return read_file(store, item.version)[0]
    try:
        data = Path(item.path).read_bytes()
    except OSError as error:
        raise ChangedError(f"{item.path}: cannot be read any more: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != item.sha256:
        raise ChangedError(f"{item.path}: has changed since it was found")
    return data


def _note(store: Store, item: Item, fingerprint: str, error: ExtractError) -> Outcome:
    # Counted when it has failed: in a child of its own a document takes nothing with it, and a run that is killed is not its fault.
    note_failure(store, begin_attempt(store, item.source, item.sha256, fingerprint), error)
    failure = read_failure(store, item.source, item.sha256, fingerprint)
    assert failure is not None
    return _tell(failure)


def _tell(failure: Failure) -> Outcome:
    """Return what is known of a failure as the outcome of its document."""
    return Outcome(
        failure.source,
        State.set_aside if is_set_aside(failure) else State.failed,
        failure.sha256,
        code=failure.code,
        message=failure.error,
        remedy=failure.remedy,
        attempts=failure.attempts,
    )
