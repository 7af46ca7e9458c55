"""What the robots.txt of each site allows, read once a day."""

from __future__ import annotations

import threading
from collections.abc import Callable

from extract.sources.addresses import split_url
from extract.sources.clock import Clock
from extract.sources.errors import FetchError, RedirectError, RefusedError, RobotsError, StatusError
from extract.sources.robots import ALL, Robots, read_robots

# How long a robots.txt holds (RFC 9309 2.4), and one that could not be read.
HOLD, FAILED_HOLD = 86_400.0, 600.0


class Permissions:
    """The robots.txt files of one process; `read` fetches one by its address or raises FetchError."""

    def __init__(self, read: Callable[[str], bytes], agent: str, clock: Clock) -> None:
        self._read, self._agent, self._clock = read, agent, clock
        self._known: dict[str, tuple[float, Robots | FetchError]] = {}
        self._locks: dict[str, threading.Lock] = {}

    def check(self, url: str) -> float:
        """Return the gap between requests that the site asks for (0: none).

        Raises RobotsError where `url` is forbidden or the robots.txt cannot be read: then everything is (RFC 9309 2.3.1.4).
        """
        root, path = split_url(url)
        with self._locks.setdefault(root, threading.Lock()):
            until, found = self._known.get(root, (0.0, ALL))
            if until <= self._clock.monotonic():
                found = self._find(root)
                hold = FAILED_HOLD if isinstance(found, FetchError) else HOLD
                self._known[root] = (self._clock.monotonic() + hold, found)
        if isinstance(found, FetchError):
            raise type(found)(found.message, remedy=found.remedy)
        if not found.allows(path):
            raise RobotsError(f"{url}: forbidden by {root}/robots.txt")
        return found.delay

    def _find(self, root: str) -> Robots | FetchError:
        url = f"{root}/robots.txt"
        try:
            return read_robots(self._read(url), self._agent)
        except RefusedError as error:
            return RefusedError(error.message, remedy=error.remedy)
        except RedirectError:
            return ALL
        except FetchError as error:
            if (
                isinstance(error, StatusError)
                and error.status is not None
                and error.status < 500
                and not error.transient
            ):
                return ALL
            return RobotsError(f"robots.txt cannot be read: {error.message}", remedy=error.remedy)
