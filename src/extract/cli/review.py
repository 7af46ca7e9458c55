"""The command `review`: the server of the review pages."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import clean_exit
from extract.errors import ExtractError, UsageError
from extract.review.options import Options, check_options, clean_name, is_loopback

if TYPE_CHECKING:
    import socket

ABOUT_REVIEW = """Review stored measures in the browser: read them beside their brief, correct and accept them.

The server listens on this machine alone. --host opens it to the network and then needs --token, or a reverse
proxy that says in a header who has logged in (--user-header, --trusted-proxy); put TLS in front of it there.

\b
Examples:
  extract store briefs/ && extract review --open
  extract review --database postgresql://review@db/briefs --user 山田
  EXTRACT_REVIEW_TOKEN=… extract review --host 0.0.0.0 --allow-host review.example.org
  extract review --host 0.0.0.0 --user-header X-Remote-User --trusted-proxy 10.0.0.5

Exit codes: 0 stopped, 1 the store or the port cannot be used, 2 the call is wrong, 130 interrupted.
"""

DatabaseOption = Annotated[
    str, typer.Option("--database", envvar="EXTRACT_DATABASE_URL", metavar="URL", help="The store; outputs/records.db if not given.")
]
review_app = typer.Typer(help=ABOUT_REVIEW, rich_markup_mode=None, invoke_without_command=True, add_completion=False)


@review_app.callback()
def review(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8765,
    database: DatabaseOption = "",
    user: Annotated[str, typer.Option("--user", metavar="NAME", help="Your name; asked in the browser if not given.")] = "",
    token: Annotated[
        str, typer.Option("--token", envvar="EXTRACT_REVIEW_TOKEN", help="What browsers must show once: /?token=…")
    ] = "",
    user_header: Annotated[str, typer.Option("--user-header", metavar="NAME", help="Header in which the proxy names the user.")] = "",
    trusted_proxy: Annotated[
        list[str] | None, typer.Option("--trusted-proxy", metavar="IP", help="Address of the proxy; may be repeated.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="Another name of this server; may be repeated.")
    ] = None,
    password: Annotated[str | None, typer.Option("--password", envvar="EXTRACT_PASSWORD", help="Password of encrypted PDFs.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
) -> None:
    """Review stored measures in the browser."""
    if context.invoked_subcommand is not None:
        return
    with clean_exit():
        options = Options(
            host=host,
            port=port,
            user=clean_name(user) if user else "",
            token=token,
            user_header=user_header,
            trusted_proxies=tuple(trusted_proxy or ()),
            hosts=tuple(allow_host or ()),
            password=password,
        )
        _serve(check_options(options), database, open_browser=open_)


def _serve(options: Options, database: str, *, open_browser: bool) -> None:
    """Run the server until it is stopped."""
    import dataclasses

    import uvicorn

    from extract.cli.common import check_lexicon
    from extract.review.app import create_app
    from extract.store.engine import open_store

    check_lexicon()
    with _listen(options) as listening, open_store(database or None, make=False) as store:
        options = dataclasses.replace(options, port=listening.getsockname()[1])
        address = _address(options)
        # A log keeps what is printed: the token is for a terminal only.
        shown = address if sys.stderr.isatty() else address.partition("?")[0]
        typer.echo(f"Review pages at {shown}  (Ctrl+C stops)", err=True)
        if open_browser:
            typer.launch(address)
        # The proxy's own headers are not believed: the peer's address is what decides whether it is the trusted proxy.
        config = uvicorn.Config(
            create_app(store, options), proxy_headers=False, server_header=False, log_level="warning", lifespan="off"
        )
        uvicorn.Server(config).run(sockets=[listening])


def _listen(options: Options) -> socket.socket:
    """Return a socket that listens where the options say.

    Raises UsageError for an address that is not ours, ExtractError for a port that is taken or not allowed.
    """
    import socket

    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((options.host, options.port))
    except OSError as error:
        listening.close()
        kind = ExtractError if error.errno in (errno.EADDRINUSE, errno.EACCES) else UsageError
        raise kind(
            f"cannot listen on {options.host} port {options.port}: {error.strerror}", remedy="Give another --host or --port."
        ) from error
    return listening


def _address(options: Options) -> str:
    """Return the address to open; with the token, which only whoever starts the server sees."""
    host = options.host if is_loopback(options.host) or not options.hosts else options.hosts[0]
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{options.port}/" + (f"?token={options.token}" if options.token else "")
