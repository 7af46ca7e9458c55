"""https: the certificate is checked against the name that was asked for, though the connection goes to a checked address."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from certificates import write_certificate
from extract.sources import network

from .site import PDF, Handler, Site, make_fetcher, open_site


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for briefs.example that vouches for itself, with its key."""
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    write_certificate(path, "briefs.example")
    return path


@pytest.fixture
def site(certificate: Path) -> Iterator[Site]:
    with open_site() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        yield server


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust the certificate as an own authority is trusted: by the environment."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    network._tls.cache_clear()
    yield
    network._tls.cache_clear()


def find_url(site: Site, host: str) -> str:
    return f"https://{host}:{site.server_address[1]}/a.pdf"


def lead(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_the_name(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    got = make_fetcher(tmp_path, resolve=lead).fetch(find_url(site, "briefs.example"))
    assert (got.state, got.message) == ("new", "")
    assert site.asked[-1][1]["Host"].startswith("briefs.example")


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    got = make_fetcher(tmp_path, resolve=lead, attempts=1, robots=False).fetch(find_url(site, "other.example"))
    assert (got.state, got.code) == ("failed", "transfer")
    assert "ertificate" in got.message
    assert site.asked == []


def test_a_certificate_that_nobody_vouches_for(site: Site, tmp_path: Path) -> None:
    site.serve("/a.pdf")
    got = make_fetcher(tmp_path, resolve=lead, attempts=1, robots=False).fetch(find_url(site, "briefs.example"))
    assert (got.state, got.code) == ("failed", "transfer")
    assert "ertificate" in got.message
    assert site.asked == []


@pytest.mark.usefixtures("trusted")
def test_no_redirect_leaves_https(site: Site, tmp_path: Path) -> None:
    site.act("/a.pdf", lambda h: h.give(302, b"", Location="http://briefs.example/b.pdf"))
    got = make_fetcher(tmp_path, resolve=lead).fetch(find_url(site, "briefs.example"))
    assert (got.state, got.code) == ("failed", "redirect")
    assert "https" in got.message


@pytest.mark.usefixtures("trusted")
def test_a_handshake_that_never_ends(tmp_path: Path, site: Site) -> None:
    """Plain http is spoken on the other side, by a server that waits."""

    def wait(handler: Handler) -> None:
        handler.server.over.wait(3)

    with open_site() as plain:
        plain.act("/a.pdf", wait)
        got = make_fetcher(tmp_path, resolve=lead, attempts=1, timeout=0.3, robots=False).fetch(find_url(plain, "briefs.example"))
    assert (got.state, got.code) == ("failed", "transfer")


@pytest.mark.usefixtures("trusted")
def test_a_body_cut_short_under_tls(site: Site, tmp_path: Path) -> None:
    def cut(handler: Handler) -> None:
        handler.start(Content_Length="1000")
        handler.wfile.write(PDF)
        handler.close_connection = True

    got = make_fetcher(tmp_path, resolve=lead, attempts=1).fetch(find_url(site, "briefs.example").replace("a.pdf", "b.pdf"))
    assert got.status == 404
    site.act("/a.pdf", cut)
    got = make_fetcher(tmp_path, resolve=lead, attempts=1).fetch(find_url(site, "briefs.example"))
    assert (got.state, got.code) == ("failed", "transfer")
