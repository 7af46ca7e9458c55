"""A real HTTP server on this machine that behaves as told, and a clock that does not wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from extract.sources.archive import Archive
from extract.sources.clock import SystemClock
from extract.sources.config import Rules
from extract.sources.fetch import Fetcher
from extract.sources.memory import FetchMemory, LocalMemory

PDF = b"%PDF-1.7\n" + b"x" * 200
Act = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the act that stands for the path."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        act = self.server.acts.get(self.path.partition("?")[0])
        self.server.begin()
        try:
            if act is None:
                self.give(404)
            else:
                act(self)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            self.server.end()

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; names of headers with _ for -."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def start(self, status: int = 200, **headers: str) -> None:
        """Send the head of an answer whose body follows in pieces."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class Site(ThreadingHTTPServer):
    """`acts` by path; `asked` is what was asked for, with headers; `most` how many requests were under way at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts: dict[str, Act] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self.most = self._now = 0
        self._guard = threading.Lock()

    def begin(self) -> None:
        with self._guard:
            self._now += 1
            self.most = max(self.most, self._now)

    def end(self) -> None:
        with self._guard:
            self._now -= 1

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def serve(self, path: str, body: bytes = PDF, status: int = 200, **headers: str) -> str:
        """Let a path always give the same answer; return its address."""
        self.acts[path] = lambda handler: handler.give(status, body, **headers)
        return self.url(path)

    def act(self, path: str, act: Act) -> str:
        self.acts[path] = act
        return self.url(path)

    def in_turn(self, path: str, *acts: Act) -> str:
        """Let a path answer differently each time, the last answer from then on."""
        left = list(acts)
        self.acts[path] = lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)
        return self.url(path)

    def paths(self) -> list[str]:
        """Return what was asked for, robots.txt apart."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def open_site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=lambda: site.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        site.shutdown()
        site.server_close()
        thread.join()


class FakeClock(SystemClock):
    """A clock that jumps ahead instead of waiting; `slept` is how long it would have waited."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return super().now() + self.ahead

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ahead += seconds


LOCAL = ("127.0.0.0/8",)


def make_fetcher(
    folder: Path, clock: FakeClock | None = None, resolve: Any = None, memory: FetchMemory | None = None, **rules: Any
) -> Fetcher:
    """Return a fetcher that may ask this machine and does not wait between requests."""
    told = Rules.model_validate({"delay": 0, "allow_addresses": LOCAL, "settle": 0, **rules})
    more = {"resolve": resolve} if resolve is not None else {}
    return Fetcher(told, memory or LocalMemory(), Archive(folder / "downloads"), clock=clock or FakeClock(), **more)
