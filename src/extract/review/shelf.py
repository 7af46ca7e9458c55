"""What never changes once it is stored, kept at hand: texts with their geometry, notes of a run, page images."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar, cast

from fastapi import Request

from extract.review.images import PageImages
from extract.review.options import Options
from extract.store.documents import BriefRest, read_brief_rest, read_file
from extract.store.engine import Store
from extract.store.geometry import Geometry
from extract.store.standing import read_run_geometry

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")
# Briefs that reviewers have open at one time; a brief of 50 pages takes some 5 MB.
MOST_TEXTS = 16


class Recent(Generic[KeyT, ValueT]):
    """The `most` values used last; one that is not there is made."""

    def __init__(self, make: Callable[[KeyT], ValueT], most: int) -> None:
        self._make = make
        self._most = most
        self._kept: OrderedDict[KeyT, ValueT] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: KeyT) -> ValueT:
        """Return the value of a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = self._make(key)
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


class Shelf:
    """Everything of this kind for one store. Runs and versions are numbers in the store."""

    def __init__(self, store: Store, options: Options) -> None:
        self._store = store
        self.geometry = Recent(self._read_geometry, MOST_TEXTS)
        self.rest: Recent[int, BriefRest] = Recent(lambda run: read_brief_rest(store, run), MOST_TEXTS)
        self.images = PageImages(lambda version: read_file(store, version)[0], options.password, options.image_cache_bytes)

    def _read_geometry(self, run: int) -> Geometry:
        with self._store.reading() as connection:
            return read_run_geometry(connection, run)


def store_of(request: Request) -> Store:
    """Return the store of the application."""
    return cast("Store", request.app.state.store)


def shelf_of(request: Request) -> Shelf:
    """Return the shelf of the application."""
    return cast("Shelf", request.app.state.shelf)
