"""How the review server is run: where it listens and whom it trusts."""

from __future__ import annotations

import ipaddress
import unicodedata
from dataclasses import dataclass

from extract.errors import UsageError

LONGEST_NAME = 80
# A token that can be guessed is no lock: 16 characters of a password manager hold some 95 bits.
SHORTEST_TOKEN = 16
_LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain"})


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one review server.

    `user` is the reviewer's name where one person works at this machine ("": asked in the browser). `user_header` is the
    header in which a reverse proxy names who has logged in; it counts only in requests from `trusted_proxies`.
    `hosts` are names, beside those of this machine, by which the server may be addressed. `password` opens
    encrypted PDFs. Sizes are bytes.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    user: str = ""
    token: str = ""
    user_header: str = ""
    trusted_proxies: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    password: str | None = None
    # A correction is some kilobytes; the largest record of the corpus takes 40.
    max_body_bytes: int = 1024 * 1024
    # Page images kept ready, about 150 kB each.
    image_cache_bytes: int = 64 * 1024 * 1024


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine alone: "127.0.0.1", "::1", "localhost"; not "0.0.0.0", ""."""
    if host.casefold() in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def clean_name(name: str) -> str:
    r"""Return a reviewer's name without white space at its ends, in NFC.

    Raises UsageError for one that is empty, too long, or holds characters that cannot be shown (line ends, marks
    of direction). "山田 花子" and "O'Brien" are names, "a\nb" is none.
    """
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise UsageError(
            "this is no reviewer's name", remedy=f"Give 1 to {LONGEST_NAME} characters without line ends or control characters."
        )
    return plain


def check_options(options: Options) -> Options:
    """Return the options with the user's name cleaned; raises UsageError for what would leave the server open to anybody."""
    if options.user_header and not options.trusted_proxies:
        raise UsageError("--user-header needs --trusted-proxy", remedy="Name the address from which the proxy connects.")
    if options.trusted_proxies and not options.user_header:
        raise UsageError("--trusted-proxy needs --user-header", remedy="Name the header in which the proxy gives the user.")
    for address in options.trusted_proxies:
        _check_address(address)
    if options.token and len(options.token) < SHORTEST_TOKEN:
        raise UsageError("the token is too short", remedy=f"Give at least {SHORTEST_TOKEN} characters that nobody guesses.")
    if not is_loopback(options.host) and not options.token and not options.user_header:
        raise UsageError(
            f"--host {options.host} can be reached by others",
            remedy="Give --token, or --user-header and --trusted-proxy behind a reverse proxy that asks who somebody is.",
        )
    if options.user:
        clean_name(options.user)
    return options


def _check_address(address: str) -> None:
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise UsageError(f"--trusted-proxy {address} is no IP address", remedy="Give it as 10.0.0.5 or fd00::5.") from error


def is_served_host(host: str, options: Options) -> bool:
    """Say whether a Host header names this server, so that no foreign name can be pointed at it (DNS rebinding).

    A server on loopback answers to loopback names alone; one on the network also to addresses, which cannot be rebound,
    and to the names it was given.
    """
    name = _split_port(host)
    if is_loopback(name) or name.casefold() in {h.casefold() for h in options.hosts}:
        return True
    if is_loopback(options.host):
        return False
    return name.casefold() == options.host.casefold() or _is_address(name)


def _split_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
