"""Which addresses may be asked: URLs as they are written, and the network addresses behind them."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from urllib.parse import quote, urljoin

import httpx

from extract.sources.errors import RefusedError, TransferError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

# Longer ones are traps (calendars, sessions) or attacks; browsers and servers have trouble from here on.
LONGEST_URL = 2000
# What a browser drops wherever it stands in an address (WHATWG URL).
_DROPPED = re.compile(r"[\t\n\r]")
_HOST = re.compile(r"[a-z0-9_.:-]+", re.IGNORECASE)
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)

# IANA special-purpose registries (RFC 6890 and later): nothing there is a public web server. Listed here because what
# `ipaddress` calls global differs between releases of Python.
_CLOSED_4 = tuple(
    ipaddress.IPv4Network(n)
    for n in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Only 2000::/3 is handed out; of it these are no public hosts. 2002::/16 (6to4) and 2001::/32 (Teredo) hide IPv4 addresses.
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
# 64:ff9b::/96 (NAT64) leads to the IPv4 address in its last four bytes.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# What answers there hands out credentials of the machine. Some lie in public or private ranges that may be allowed.
_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")
)


def read_url(text: str, base: str = "", encoding: str = "utf-8") -> str:
    """Return an address as it is asked for: absolute, in ASCII, without its fragment.

    `base` is what a relative one is relative to; `encoding` is that of the page it stands in, which counts for its query only
    (WHATWG URL). Raises RefusedError for what is no http(s) URL, has credentials in it, is too long or names its host by a
    number in disguise. "文書.pdf" on "https://example.jp/a/" is accepted, "ftp://example.jp/" is not.
    """
    written = _DROPPED.sub("", text.strip())
    path, mark, query = written.partition("?")
    if mark and not query.isascii():
        query = quote(query, safe="%/:?#[]@!$&'()*+,;=", encoding=encoding, errors="xmlcharrefreplace")
    try:
        url = httpx.URL(urljoin(base, path.replace("\\", "/") + mark + query))
        url = url.copy_with(fragment=None)
        host = url.host
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedError(f"{_shorten(text)}: no address: {error}", remedy="Write it as https://HOST/PATH.") from error
    if url.scheme not in ("http", "https") or not host:
        raise RefusedError(f"{_shorten(text)}: not an http(s) address", remedy="Write it as https://HOST/PATH.")
    if url.userinfo:
        shown = _shorten(str(url.copy_with(userinfo=b"")))
        raise RefusedError(f"{shown}: has a user name or password in it", remedy="Write it without them.")
    if len(str(url)) > LONGEST_URL:
        raise RefusedError(f"{_shorten(text)}: longer than {LONGEST_URL} characters")
    _check_host(url)
    return str(url)


def _shorten(text: str) -> str:
    clean = "".join(c if c.isprintable() else "\ufffd" for c in text.strip())
    return clean if len(clean) <= 200 else clean[:200] + "…"


def _check_host(url: httpx.URL) -> None:
    """Raise RefusedError for what no host is called, and for 2130706433, 0x7f.1 and the like, which resolvers read as addresses."""
    if not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise RefusedError(f"{_shorten(str(url))}: no host can be called so", remedy="Write it as https://HOST/PATH.")
    label = url.host.rstrip(".").rpartition(".")[2]
    if ":" in url.host or not _NUMERIC.fullmatch(label):
        return
    try:
        ipaddress.IPv4Address(url.host)
    except ValueError as error:
        raise RefusedError(f"{url}: the host is a number in disguise") from error


def find_host(url: str) -> str:
    """Return the host of an address, small letters, ASCII; politeness is kept and robots.txt asked for by host."""
    return httpx.URL(url).raw_host.decode("ascii").rstrip(".")


def split_url(url: str) -> tuple[str, str]:
    """Return the root of an address's site and its path with the query: "http://a.jp:81/b?c" → ("http://a.jp:81", "/b?c")."""
    parsed = httpx.URL(url)
    path = parsed.raw_path.decode("ascii")
    return str(parsed.copy_with(raw_path=b"")).rstrip("/"), path


def check_address(address: Address, allowed: Sequence[Network]) -> None:
    """Raise RefusedError for a private, loopback, link-local, multicast, reserved or metadata address.

    `allowed` networks are not refused; metadata addresses always are. An IPv4 address inside an IPv6 one counts as itself.
    """
    inner = _unwrap(address)
    if inner in _METADATA:
        raise RefusedError(f"{inner} hands out credentials of this machine", remedy="It is never asked.")
    if any(inner.version == network.version and inner in network for network in allowed):
        return
    if isinstance(inner, ipaddress.IPv4Address):
        closed = any(inner in network for network in _CLOSED_4)
    else:
        closed = inner not in _OPEN_6 or any(inner in network for network in _CLOSED_6)
    if closed:
        raise RefusedError(f"{inner} is not an address of the public network")


def _unwrap(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def resolve_host(host: str, port: int) -> list[str]:
    """Return the network addresses of a host, in the order the system prefers; raises TransferError where there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TransferError(f"{host}: no such host: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def choose_addresses(host: str, port: int, allowed: Sequence[Network], resolve: Resolve = resolve_host) -> list[str]:
    """Return the addresses of a host that may be connected to; raises RefusedError where there are some and none may."""
    chosen: list[str] = []
    refusal: RefusedError | None = None
    for text in resolve(host, port):
        try:
            # A scope (%eth0) only goes with link-local addresses.
            check_address(ipaddress.ip_address(text.partition("%")[0]), allowed)
        except RefusedError as error:
            refusal = error
        else:
            chosen.append(text)
    if refusal is not None and not chosen:
        raise RefusedError(f"{host}: {refusal.message}", remedy=refusal.remedy)
    return chosen
