"""Which addresses are asked: as they are written, as names resolve, and after redirects."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.sources.addresses import LONGEST_URL, check_address, read_url, split_url
from extract.sources.errors import RefusedError

from .site import PDF, Handler, Site, make_fetcher


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("https://Example.ORG:443/a/../b.pdf#page=2", "", "https://example.org/b.pdf"),
        ("https://例え.jp/文書 1.pdf?q=関税", "", "https://xn--r8jz45g.jp/%E6%96%87%E6%9B%B8%201.pdf?q=%E9%96%A2%E7%A8%8E"),
        ("https://example.org/%E6%96%87", "", "https://example.org/%E6%96%87"),
        ("b.pdf", "https://example.org/a/index.html", "https://example.org/a/b.pdf"),
        ("../b.pdf", "https://example.org/a/c/", "https://example.org/a/b.pdf"),
        ("//other.org/b", "https://example.org/a", "https://other.org/b"),
        ("?page=2", "https://example.org/a?page=1", "https://example.org/a?page=2"),
        ("docs\\b.pdf", "https://example.org/a/", "https://example.org/a/docs/b.pdf"),
        (" https://example.org/a\n b ", "", "https://example.org/a%20b"),
        ("http://example.org\\@127.0.0.1/", "", "http://example.org/@127.0.0.1/"),
        ("http://93.184.216.34/a", "", "http://93.184.216.34/a"),
    ],
)
def test_addresses_as_they_are_asked_for(text: str, base: str, expected: str) -> None:
    assert read_url(text, base) == expected


def test_queries_keep_the_encoding_of_their_page() -> None:
    """As browsers do; the path is UTF-8 all the same."""
    assert read_url("/検?q=税", "http://a.jp/", "cp932") == "http://a.jp/%E6%A4%9C?q=%90%C5"


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "/a/b",
        "example.org/a",
        "",
        "http://",
        "http:///a",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://１２７.0.0.1/",
        "http://[::1/",
        "http://exa mple.org/",
        "http://exa%20mple.org/",
        "https://example.org/" + "a" * LONGEST_URL,
    ],
)
def test_addresses_that_are_not_asked(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_url(text)
    assert "secret" not in caught.value.message
    assert len(caught.value.message) < 400


def test_split_url() -> None:
    assert split_url("http://a.jp:81/b/c?d=e") == ("http://a.jp:81", "/b/c?d=e")
    assert split_url("https://a.jp") == ("https://a.jp", "/")


CLOSED = """127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.1.1 100.64.0.1 0.0.0.0 224.0.0.1
    239.1.1.1 240.0.0.1 255.255.255.255 198.18.0.1 192.0.2.1 203.0.113.9 :: ::1 fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 ff0e::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2001:0:1::1
    2001:db8::1 100::1 4000::1"""
METADATA = "169.254.169.254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 168.63.129.16 100.100.100.200 fd00:ec2::254"


@pytest.mark.parametrize("text", [*CLOSED.split(), *METADATA.split()])
def test_closed_networks(text: str) -> None:
    with pytest.raises(RefusedError):
        check_address(ipaddress.ip_address(text), ())


@pytest.mark.parametrize("text", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_open_networks(text: str) -> None:
    check_address(ipaddress.ip_address(text), ())


@pytest.mark.parametrize("text", METADATA.split())
def test_metadata_is_never_asked(text: str) -> None:
    allowed = [ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")]
    with pytest.raises(RefusedError, match="credentials"):
        check_address(ipaddress.ip_address(text), allowed)


def test_networks_can_be_allowed() -> None:
    check_address(ipaddress.ip_address("10.1.2.3"), [ipaddress.ip_network("10.1.0.0/16")])
    check_address(ipaddress.ip_address("::ffff:10.1.2.3"), [ipaddress.ip_network("10.1.0.0/16")])
    with pytest.raises(RefusedError):
        check_address(ipaddress.ip_address("10.2.2.3"), [ipaddress.ip_network("10.1.0.0/16")])


def test_this_machine_is_not_asked(site: Site, tmp_path: Path) -> None:
    got = make_fetcher(tmp_path, allow_addresses=()).fetch(site.serve("/a.pdf"))
    assert (got.state, got.code) == ("failed", "refused")
    assert "allow_addresses" in got.remedy
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::1]"])
def test_nor_under_another_name(site: Site, tmp_path: Path, host: str) -> None:
    site.serve("/a.pdf")
    got = make_fetcher(tmp_path, allow_addresses=()).fetch(f"http://{host}:{site.server_address[1]}/a.pdf")
    assert (got.state, got.code) == ("failed", "refused")
    assert site.asked == []


class Names:
    """A name server that is asked to count and to lie."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def test_a_name_is_resolved_once_a_request_and_that_address_is_asked(site: Site, tmp_path: Path) -> None:
    """A second look-up might answer differently (DNS rebinding): there is none."""
    site.serve("/a.pdf")
    names = Names(["127.0.0.1"], ["203.0.113.9"])
    fetcher = make_fetcher(tmp_path, resolve=names, robots=False)
    assert fetcher.fetch(f"http://briefs.example:{site.server_address[1]}/a.pdf").state == "new"
    assert names.asked == 1
    assert site.asked[0][1]["Host"].startswith("briefs.example:")


def test_each_request_is_checked_anew(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = make_fetcher(tmp_path, resolve=names, robots=False)
    url = f"http://briefs.example:{site.server_address[1]}/a.pdf"
    assert [fetcher.fetch(url).state, fetcher.fetch(url).code] == ["new", "refused"]


def test_of_several_addresses_only_open_ones_are_asked(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    names = Names(["10.0.0.1", "fe80::1%eth0", "127.0.0.1"])
    got = make_fetcher(tmp_path, resolve=names, robots=False).fetch(f"http://briefs.example:{site.server_address[1]}/a.pdf")
    assert got.state == "new"


def test_the_next_address_is_asked_where_one_does_not_answer(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    names = Names(["127.0.0.2", "127.0.0.1"])
    got = make_fetcher(tmp_path, resolve=names, robots=False).fetch(f"http://briefs.example:{site.server_address[1]}/a.pdf")
    assert got.state == "new"


def test_a_host_that_is_not_there(tmp_path: Path) -> None:
    got = make_fetcher(tmp_path).fetch("http://no-such-host.invalid/a.pdf")
    assert (got.state, "no such host" in got.message) == ("failed", True)


def redirect(to: str, status: int = 302) -> object:
    return lambda handler: handler.give(status, b"", Location=to)


def test_redirects_are_followed(site: Site, tmp_path: Path) -> None:
    site.act("/a", redirect("b/c", 301))  # type: ignore[arg-type]
    site.act("/b/c", redirect("../d.pdf", 308))  # type: ignore[arg-type]
    site.serve("/d.pdf", ETag='"1"')
    fetcher = make_fetcher(tmp_path)
    got = fetcher.fetch(site.url("/a"))
    assert (got.state, got.url, got.final_url) == ("new", site.url("/a"), site.url("/d.pdf"))
    fetcher.fetch(site.url("/a"))
    asked = [(path, "If-None-Match" in headers) for path, headers in site.asked if path != "/robots.txt"]
    assert asked[3:] == [("/a", False), ("/b/c", False), ("/d.pdf", True)]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("file:///etc/passwd", "refused"),
        ("ftp://example.org/", "refused"),
        ("http://user:pw@127.0.0.1/", "refused"),
        ("http://169.254.169.254/latest/", "refused"),
        ("http://10.0.0.1/", "refused"),
        ("http://[::ffff:10.0.0.1]/", "refused"),
        ("http://3232235777/", "refused"),
        ("/loop", "redirect"),
        ("", "redirect"),
        ("tent-Length: 0", "refused"),
        ("http://[::1", "refused"),
    ],
)
def test_redirects_that_are_not_followed(site: Site, tmp_path: Path, to: str, code: str) -> None:
    got = make_fetcher(tmp_path).fetch(site.act("/loop", redirect(to)))  # type: ignore[arg-type]
    assert (got.state, got.code) == ("failed", code)
    assert site.paths() == ["/loop"]


def test_redirects_to_this_machine(site: Site, tmp_path: Path) -> None:
    """A public server that sends us to ourselves: here 127.0.0.9 plays the public one."""
    site.act("/a", redirect(site.url("/secret")))  # type: ignore[arg-type]
    site.serve("/secret")
    names = {"public.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    fetcher = make_fetcher(tmp_path, allow_addresses=("127.0.0.1/32",), resolve=lambda host, port: names[host], robots=False)
    url = f"http://public.example:{site.server_address[1]}/a"
    assert fetcher.fetch(url).state == "new"
    names["127.0.0.1"] = ["127.0.0.2"]
    assert fetcher.fetch(url).code == "refused"


def test_redirects_have_an_end(site: Site, tmp_path: Path) -> None:
    def act(handler: Handler) -> None:
        number = int(handler.path.partition("=")[2] or 0)
        handler.give(302, b"", Location=f"/a?n={number + 1}")

    got = make_fetcher(tmp_path, max_redirects=3).fetch(site.act("/a", act))
    assert (got.state, got.code) == ("failed", "redirect")
    assert len(site.paths()) == 4


def test_credentials_and_cookies_are_not_carried(site: Site, tmp_path: Path) -> None:
    site.act("/a", lambda h: h.give(302, b"", Location="/b", Set_Cookie="id=1"))
    site.serve("/b", PDF)
    make_fetcher(tmp_path).fetch(site.url("/a"))
    assert not {"Cookie", "Authorization"} & {name for _, headers in site.asked for name in headers}
