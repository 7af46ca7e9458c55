"""A child of a pool: loads the models once, then reads one document after another within its limits."""

from __future__ import annotations

import importlib
import logging
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import cast

from extract.errors import ExtractError, LimitError
from extract.lexicon.loader import read_digest
from extract.store.fingerprint import make_fingerprint
from extract.store.prepared import Prepared, prepare
from extract.workers.jobs import Answer, Job, UnexpectedError

Work = Callable[[Job], Prepared]
# What loads everything that documents need: a sentence of each language through the whole pipeline.
FIRST = "米国は2025年4月2日、関税を10%に引き上げた。\n\nOn 2 April 2025 the United States raised tariffs to 10%.\n"


def serve() -> None:
    """Read documents until the parent closes the connection; the command line says: connection, seconds, bytes, function."""
    handle, seconds, size, work = sys.argv[1:5]
    # The parent ends its children; an interrupt at the keyboard is its business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    connection: Connection[Answer | str, Job] = Connection(int(handle))
    try:
        read = _find(work)
        first = _try(read, Job(FIRST.encode(), "first.txt"), int(size))
        if isinstance(first.found, ExtractError):
            connection.send(first)
            return
        _limit_memory(int(size))
        # What it has loaded by now it reads everything with.
        connection.send(read_digest())
        while not _answer(connection, read, float(seconds), int(size)).spent:
            pass
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # The parent has closed the connection, or is gone.


def read_job(job: Job) -> Prepared:
    """Extract a document and make it ready to be stored."""
    from extract.pipeline import extract_document

    started = time.monotonic()
    extraction = extract_document(
        data=job.data, name=job.name, password=job.password, published=job.published, language=job.language
    )
    fingerprint = make_fingerprint(job.published, job.language or "")
    return replace(prepare(extraction, fingerprint), seconds=time.monotonic() - started)


def _find(name: str) -> Work:
    module, function = name.split(":")
    return cast(Work, getattr(importlib.import_module(module), function))


def _answer(connection: Connection[Answer | str, Job], read: Work, seconds: float, size: int) -> Answer:
    job = connection.recv()
    # The kernel ends what takes too long, even in a library that never returns and with no parent left to see to it.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    answer = _try(read, job, size)
    signal.setitimer(signal.ITIMER_REAL, 0)
    connection.send(answer)
    return answer


def _try(read: Work, job: Job, size: int) -> Answer:
    try:
        return Answer(read(job))
    except ExtractError as error:
        return Answer(error)
    except MemoryError:
        message = f"{job.name}: needs more than the {size >> 20} MiB allowed (EXTRACT_MAX_WORKER_BYTES)"
        return Answer(LimitError(message), spent=True)
    except Exception as error:  # noqa: BLE001 - the document boundary: what happens in one document is that document's error
        frame = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({frame.name}, {frame.filename}:{frame.lineno})"
        return Answer(UnexpectedError(f"{job.name}: unexpected error: {what}"))


def _limit_memory(size: int) -> None:
    """Refuse more memory than `size` from now on, where the system can (it is the data that counts, not mapped files)."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
