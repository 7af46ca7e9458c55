"""Briefs into the store, one after the other: what is read, what is said of each; one bad brief never stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from extract.errors import ExtractError, UsageError
from extract.files import Input, find_inputs, read_file
from extract.plural import say_count
from extract.runs import OK, SOME_FAILED, Reading, Say, extract_input, say_error, show_progress, tell, try_brief
from extract.settings import load_settings
from extract.store.attempts import MOST_ATTEMPTS

if TYPE_CHECKING:
    from extract.store.engine import Store
    from extract.store.ingest import Filed
    from extract.store.prepared import Prepared

# What reads a brief: its bytes, ready to be stored.
Read = Callable[[Input, Reading, bytes], "Prepared"]


class SetAsideError(ExtractError):
    """The brief failed too often to be tried again before it, or the program, changes."""

    code = "set_aside"


def file_briefs(store: Store, named: Sequence[str], reading: Reading, quiet: bool) -> int:
    """Extract and store the briefs under the names given; return the exit code."""
    inputs, errors = find_inputs(named)
    failed = len(errors)
    with show_progress(len(inputs), quiet) as (say, step):
        for error in errors:
            tell(error, say)
        for item in inputs:
            step(item.label)
            line = try_brief(item, reading, _filing(store, item, reading), say)
            failed += line is None
            if line is not None and not quiet:
                _tell_done(line, say)
        step("")
    return SOME_FAILED if failed else OK


def _tell_done(line: str, say: Say) -> None:
    """Say what was stored: on standard output, around the progress bar where there is one."""
    typer.echo(line) if say is say_error else say(line)


def _filing(store: Store, item: Input, reading: Reading) -> Callable[[], str]:
    return lambda: describe_filed(item.name, file_brief(store, item, reading))


def file_brief(store: Store, item: Input, reading: Reading) -> Filed | None:
    """Extract and store one brief; None where this file was stored by this version of the pipeline already.

    Its source is the absolute path of the file, links followed, as a file: URI. Raises an ExtractError.
    """
    if item.path is None:
        raise UsageError(
            "standard input has no name that it could be stored under", remedy="Save it to a file and store that."
        )
    data = read_file(item.path, load_settings().max_file_bytes)
    source = item.path.resolve().as_uri()
    return file_bytes(store, item, source, data, keep_date(store, source, reading))


def keep_date(store: Store, source: str, reading: Reading) -> Reading:
    """Return how a brief is to be read: with the date given for it before, where none is given now."""
    from extract.store.versions import find_given_date

    return reading if reading.date else replace(reading, date=find_given_date(store, source))


def read_here(item: Input, reading: Reading, data: bytes) -> Prepared:
    """Extract a brief in this process, and make it ready to be stored."""
    from extract.store.fingerprint import make_fingerprint
    from extract.store.prepared import prepare

    extraction = extract_input(item, reading, data)
    return prepare(extraction, make_fingerprint(reading.date, _name_language(reading)))


def file_bytes(
    store: Store, item: Input, source: str, data: bytes, reading: Reading, read: Read = read_here
) -> Filed | None:
    """Extract and store the bytes of a brief that comes from `source` (file URI or URL); None where they are stored already."""
    from extract.store.ingest import is_stored, store_prepared

    if is_stored(store, source, hashlib.sha256(data).hexdigest(), find_fingerprint(reading)):
        return None
    return store_prepared(store, read(item, reading, data), data, source)


def find_fingerprint(reading: Reading) -> str:
    """Return what tells this way of extracting from others, as the lexicon file is now."""
    from extract.store.fingerprint import expect_fingerprint

    return expect_fingerprint(reading.date, _name_language(reading))


def _name_language(reading: Reading) -> str:
    return reading.lang.value if reading.lang else ""


def attempt_bytes(
    store: Store, item: Input, source: str, data: bytes, reading: Reading, most: int = MOST_ATTEMPTS, read: Read = read_here
) -> Filed | None:
    """Do as `file_bytes`, and count failures with their reasons in the store.

    Raises SetAsideError, without another attempt, for a brief that failed `most` times as it is and as the pipeline is.
    What the database or the machine does, and an interrupt, are no failures of the brief.
    """
    from extract.store import fetches
    from extract.store.engine import StoreError
    from extract.workers.jobs import StartError

    key = (source, hashlib.sha256(data).hexdigest(), find_fingerprint(reading))
    before = fetches.read_failure(store, *key)
    # An attempt that did not end may have met a power failure: it is made again.
    if before is not None and before.attempts >= (MOST_ATTEMPTS if before.code == fetches.UNFINISHED else most):
        raise SetAsideError(f"{item.name}: set aside: {before.error}", remedy=before.remedy)
    begun = fetches.begin_attempt(store, *key)
    try:
        filed = file_bytes(store, item, source, data, reading, read)
    except (StoreError, StartError, KeyboardInterrupt):
        fetches.withdraw_attempt(store, begun, before)
        raise
    except ExtractError as error:
        fetches.note_failure(store, begun, error)
        raise
    except Exception as error:
        fetches.note_failure(store, begun, ExtractError(f"unexpected error: {type(error).__name__}: {error}"))
        raise
    fetches.forget_failure(store, *key)
    return filed


def describe_filed(name: str, filed: Filed | None) -> str:
    """Return a line that says what storing a brief did."""
    if filed is None or not filed.new_run:
        return f"{name}: already stored"
    what = "new version" if filed.new_version else "extracted anew"
    line = f"{name}: document {filed.document}, {what}, {say_count(filed.records, 'record')}"
    if filed.given_date:
        line += f"; {filed.other_date}" if filed.other_date else f", dated {filed.given_date} as given by hand"
    if filed.carried:
        line += f", {say_count(filed.carried, 'correction')} carried over"
    if filed.lost:
        line += f", {say_count(filed.lost, 'correction')} without a place now (the review shows them)"
    return line
