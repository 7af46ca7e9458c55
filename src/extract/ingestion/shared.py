"""What a process has one of: its store and its pool of children, made when they are first needed.

In the flow's own process its threads share them; on a cluster each worker has its own.
"""

from __future__ import annotations

import atexit
import os
import threading

from extract.settings import load_settings
from extract.store.engine import Store, open_store
from extract.workers.pool import Pool

_LOCK = threading.Lock()
_stores: dict[str, Store] = {}
_pools: list[Pool] = []


def share_store() -> Store:
    """Return the store that EXTRACT_DATABASE_URL names now, opened once."""
    url = os.environ.get("EXTRACT_DATABASE_URL", "")
    with _LOCK:
        if url not in _stores:
            _stores[url] = open_store(url or None)
        return _stores[url]


def share_pool() -> Pool:
    """Return the pool of this process. It has as many children as threads ask for at once, at most one a core."""
    with _LOCK:
        if not _pools:
            _pools.append(Pool(count_cores()))
        return _pools[0]


def count_cores() -> int:
    """Return how many documents this process reads at once: EXTRACT_WORKERS, else the cores it may use."""
    given = load_settings().workers
    if given:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@atexit.register
def close_shared() -> None:
    """Close store and pool; they are made anew where they are needed again."""
    with _LOCK:
        for pool in _pools:
            pool.close()
        for store in _stores.values():
            store.close()
        _pools.clear()
        _stores.clear()
