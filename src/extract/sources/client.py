"""GET with manners: in turn, as robots.txt allows, through checked redirects, again after a pause where that may help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract.sources import addresses
from extract.sources.body import read_body
from extract.sources.clock import Clock
from extract.sources.config import Rules
from extract.sources.errors import FetchError, RedirectError, StatusError, TransferError
from extract.sources.network import Deadline, GuardedBackend, open_response
from extract.sources.permissions import Permissions
from extract.sources.retries import find_backoff, read_retry_after
from extract.sources.robots import LARGEST
from extract.sources.turns import Turns
from extract.version import __version__

PRODUCT = "brief-extract"
_REDIRECTS = (301, 302, 303, 307, 308)
_GOOD = (200, 203)
_ACCEPT = "text/html, application/pdf, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5"

# What is sent to one address on the way to find out whether what is known still holds.
Validators = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer, or 304: `body` is whole and unpacked, `url` the address at the end of the redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def _no_validators(url: str) -> Mapping[str, str]:
    return {}


class Client:
    """Asks servers; threads may share it."""

    def __init__(self, rules: Rules, turns: Turns, clock: Clock, resolve: addresses.Resolve) -> None:
        self._rules, self._turns, self._clock, self._resolve = rules, turns, clock, resolve
        self._agent = f"{PRODUCT}/{__version__}" + (f" (+{rules.contact})" if rules.contact else "")
        self._permissions = Permissions(self._get_robots, PRODUCT, clock)

    def get(self, url: str, limit: int, validators: Validators = _no_validators) -> Answer:
        """Return a good answer to GET `url`, or 304 where `validators` were sent; raises FetchError."""
        return self._persist(lambda: self._follow(url, limit, validators, heed=self._rules.robots))

    def _get_robots(self, url: str) -> bytes:
        return self._persist(lambda: self._follow(url, LARGEST, _no_validators, heed=False)).body

    def _persist(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again, after growing pauses, as long as that may help."""
        attempt = 1
        while True:
            try:
                return ask()
            except FetchError as error:
                pause = max(error.wait, find_backoff(attempt, self._rules.backoff))
                if not error.transient or attempt >= self._rules.attempts or pause > self._rules.max_wait:
                    raise
            self._clock.sleep(pause)
            attempt += 1

    def _follow(self, url: str, limit: int, validators: Validators, *, heed: bool) -> Answer:
        """Return the answer at the end of the redirects from `url`; each address on the way is checked anew."""
        seen = {url}
        for _ in range(self._rules.max_redirects + 1):
            gap = max(self._permissions.check(url) if heed else 0.0, self._rules.delay)
            extra = validators(url)
            answer = self._request(url, extra, limit, gap)
            if answer.status not in _REDIRECTS:
                return self._check(answer, conditional=bool(extra))
            url = _read_location(answer)
            if url in seen:
                raise RedirectError(f"{answer.url}: redirected in a circle", status=answer.status)
            seen.add(url)
        raise RedirectError(f"{url}: redirected more than {self._rules.max_redirects} times")

    def _request(self, url: str, extra: Mapping[str, str], limit: int, gap: float) -> Answer:
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **extra,
        }
        host, answered = addresses.find_host(url), False
        with self._turns.take(host, gap):
            deadline = Deadline(self._clock, self._rules.deadline, self._rules.timeout)
            backend = GuardedBackend(tuple(self._rules.allow_addresses), deadline, self._resolve)
            try:
                with open_response(url, headers, backend) as response:
                    answered = True
                    self._turns.note(host, answered=True)
                    body = read_body(response, limit) if response.status_code in _GOOD else b""
                    return Answer(response.status_code, response.headers, body, url)
            except TransferError:
                if not answered:
                    self._turns.note(host, answered=False)
                raise

    def _check(self, answer: Answer, *, conditional: bool) -> Answer:
        if answer.status in _GOOD or (answer.status == 304 and conditional):
            return answer
        transient = answer.status >= 500 or answer.status in (408, 425, 429)
        wait = read_retry_after(answer.headers.get("retry-after", ""), self._clock.now()) if transient else 0.0
        if wait:
            # It means us, not this address: none of the host's addresses is asked meanwhile.
            self._turns.rest(addresses.find_host(answer.url), wait, f"it asked for {wait:.0f} seconds")
        message = f"{answer.url}: the server says {answer.status}"
        raise StatusError(message, status=answer.status, transient=transient, wait=wait)


def _read_location(answer: Answer) -> str:
    """Return where a redirect leads; from https it may not lead to http, where anybody on the way could change the document."""
    location = answer.headers.get("location", "")
    if not location.strip():
        raise RedirectError(f"{answer.url}: redirected without an address", status=answer.status)
    url = addresses.read_url(location, answer.url)
    if answer.url.startswith("https:") and url.startswith("http:"):
        raise RedirectError(f"{answer.url}: redirected from https to {url}", status=answer.status)
    return url
