"""One request over one connection: to an address that was checked, and within a time that ends.

The name is resolved here, once, and the connection goes to the address that was checked: a name server that answers
differently the second time (DNS rebinding) is never asked a second time. There is no pool: requests to a host are seconds
apart, and a connection that is never used again can neither be stale nor belong to somebody else's check.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from typing import Any

import httpcore
import httpx

from extract.sources.addresses import Network, Resolve, choose_addresses, resolve_host
from extract.sources.clock import Clock
from extract.sources.errors import FetchError, TransferError


class Deadline:
    """When a request must be over. `timeout` is how long the other side may say nothing; both in seconds."""

    def __init__(self, clock: Clock, total: float, timeout: float) -> None:
        self._clock, self._end, self._timeout, self._total = clock, clock.monotonic() + total, timeout, total

    def next_timeout(self) -> float:
        """Return how long the next step may take; raises TransferError when the time is over."""
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise TransferError(self.explain())
        return min(left, self._timeout)

    def explain(self) -> str:
        """Return which of the two limits was passed."""
        # The last step's timeout ends with the deadline, give or take what a clock tells.
        over = self._end - self._clock.monotonic() <= 0.01
        return f"not over after {self._total:g} seconds" if over else f"not a byte for {self._timeout:g} seconds"


class _Stream(httpcore.NetworkStream):
    """A connection each step of which keeps to the deadline, whatever timeout the layers above think of."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.next_timeout())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.next_timeout())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.next_timeout())
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, allowed: tuple[Network, ...], deadline: Deadline, resolve: Resolve = resolve_host) -> None:
        self._allowed, self.deadline, self._resolve = allowed, deadline, resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that may be connected to and answers."""
        failure: Exception | None = None
        for address in choose_addresses(host, port, self._allowed, self._resolve):
            try:
                limit = self.deadline.next_timeout()
                return _Stream(self._plain.connect_tcp(address, port, limit, None, socket_options or []), self.deadline)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
        raise TransferError(f"{host}: no connection: {failure or 'no address'}") from failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Refuse: no address leads to a socket of this machine."""
        raise NotImplementedError(path)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any, pool: httpcore.ConnectionPool) -> None:
        self._stream, self._pool = stream, pool

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()
        self._pool.close()


class _Transport(httpx.BaseTransport):
    def __init__(self, backend: GuardedBackend) -> None:
        self._backend = backend

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        pool = httpcore.ConnectionPool(ssl_context=_tls(), max_connections=1, network_backend=self._backend)
        url = request.url
        try:
            answer = pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                )
            )
        except BaseException:
            pool.close()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream, pool))


@cache
def _tls() -> ssl.SSLContext:
    # Certificates of an own authority: SSL_CERT_FILE, SSL_CERT_DIR.
    return httpx.create_ssl_context(trust_env=True)


@contextmanager
def open_response(url: str, headers: Mapping[str, str], backend: GuardedBackend) -> Iterator[httpx.Response]:
    """Give the answer to GET `url`, its body still unread; redirects are not followed, cookies and proxies not used.

    What goes wrong in the network, here or while the body is read, becomes a TransferError.
    """
    try:
        # Not through httpx.Client: it makes the next request of a redirect ready, and stumbles over what hostile servers write there.
        with closing(_Transport(backend).handle_request(httpx.Request("GET", url, headers=dict(headers)))) as response:
            yield response
    except FetchError as error:
        if url not in error.message:
            error.message = f"{url}: {error.message}"
            error.args = (error.message,)
        raise
    except httpcore.TimeoutException as error:
        raise TransferError(f"{url}: {backend.deadline.explain()}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.StreamError, OSError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise TransferError(f"{url}: {said}") from error
