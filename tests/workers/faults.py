"""What a child may do to its parent, by the text of the document: a stand-in for the extraction."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from extract.errors import EmptyInputError
from extract.store.fingerprint import make_fingerprint
from extract.store.prepared import Prepared, prepare
from extract.workers.jobs import Job
from samples import make_extraction


def read(job: Job) -> Prepared:
    """Do what the document says, or return an extraction that names the process."""
    what = job.data.decode()
    if what == "hang":
        time.sleep(3600)
    elif what == "hang deaf":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        time.sleep(3600)
    elif what == "swallow":
        hoard = [bytearray(64 * 1024 * 1024) for _ in range(100)]
        raise AssertionError(len(hoard))
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "crash":
        os.abort()
    elif what == "leave":
        os._exit(3)
    elif what == "empty":
        raise EmptyInputError(f"{job.name}: nothing in it")
    elif what == "break":
        raise ZeroDivisionError("by nothing")
    elif what == "change the lexicon":
        Path(os.environ["EXTRACT_LEXICON"]).write_text("suppressions: {names: [changed while a document was read]}\n")
    return prepare(make_extraction(f"{os.getpid()}.txt"), make_fingerprint())
