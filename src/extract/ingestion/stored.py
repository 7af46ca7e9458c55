"""Documents of the store → documents to be read anew, for a new version of the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from extract.ingestion.documents import check_item
from extract.ingestion.items import Item, Outcome
from extract.store.engine import Store
from extract.store.versions import list_unread


def find_outdated(store: Store, fingerprint: str, limit: int = 0) -> Iterator[Item | Outcome]:
    """Yield the newest version of each document that the pipeline has not read, at most `limit` (0: all)."""
    for version, source, sha256 in list_unread(store, fingerprint, limit):
        item = Item(source, sha256, version=version)
        yield check_item(store, item, fingerprint) or item
