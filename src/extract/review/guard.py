"""What stands before every request: who may ask, under which name of the server, how much, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.errors import UsageError
from extract.review.options import Options, clean_name, is_served_host
from extract.review.sessions import Session, Signer, is_token, new_session

SAFE_METHODS = frozenset({"GET", "HEAD"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Answers to a refusal: (request, status, key of the words that say why).
Refuse = Callable[[Request, int, str], Response]


class Guard:
    """Middleware around the whole application. Handlers find the browser's Session in `request.state.session`."""

    def __init__(self, app: ASGIApp, options: Options, signer: Signer, refuse: Refuse) -> None:
        self._app = app
        self._options = options
        self._signer = signer
        self._refuse = refuse
        # Cookies do not tell ports apart; two servers on one machine must not end each other's sessions.
        self._cookie_name = f"extract_{options.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        known = self._signer.read_cookie(request.cookies.get(self._cookie_name, ""))
        session = self._identify(request, known or new_session())
        state = scope.setdefault("state", {})
        state["session"], state["csrf"] = session, self._signer.csrf_token(session)
        reply = self._answer(send, state, known, secure=request.url.scheme == "https")
        response, body = await self._examine(request, session)
        if response is None:
            await self._app(scope, _replay(body, receive), reply)
        else:
            await response(scope, receive, reply)

    def _identify(self, request: Request, session: Session) -> Session:
        """Return the session with the name that the start of the server or the proxy has settled."""
        name = self._options.user
        if self._options.user_header and self._is_proxy(request):
            name = request.headers.get(self._options.user_header, "")
            # Headers travel as Latin-1; proxies write names in UTF-8.
            name = name.encode("latin-1", "replace").decode("utf-8", "replace")
        if not name:
            return session if not self._options.user_header else Session(session.id)
        try:
            return Session(session.id, clean_name(name), session.admitted)
        except UsageError:
            return Session(session.id)

    def _is_proxy(self, request: Request) -> bool:
        return request.client is not None and request.client.host in self._options.trusted_proxies

    async def _examine(self, request: Request, session: Session) -> tuple[Response | None, bytes]:
        """Return why the request is refused, or None and its body."""
        if not is_served_host(request.headers.get("host", ""), self._options):
            return self._refuse(request, 421, "refused.host"), b""
        refused = self._admit(request, session) or self._check_change(request, session)
        if refused is not None:
            return refused, b""
        body = await self._read_body(request)
        return (self._refuse(request, 413, "refused.size"), b"") if body is None else (None, body)

    def _admit(self, request: Request, session: Session) -> Response | None:
        """Let in who comes through the trusted proxy, or who has shown the token; a server with neither is on loopback."""
        options = self._options
        if options.user_header:
            if not self._is_proxy(request):
                return self._refuse(request, 403, "refused.proxy")
            return None if session.name else self._refuse(request, 403, "refused.nobody")
        if not options.token or session.admitted:
            return None
        given = request.query_params.get("token", "")
        if request.method in SAFE_METHODS and given and is_token(given, options.token):
            request.scope["state"]["session"] = Session(session.id, session.name, admitted=True)
            return RedirectResponse(_without_token(request), 303)
        return self._refuse(request, 401, "refused.token")

    def _check_change(self, request: Request, session: Session) -> Response | None:
        """Refuse a change that another site could have sent in the reviewer's name."""
        if request.method in SAFE_METHODS:
            return None
        origin = request.headers.get("origin")
        if _is_foreign(origin, request.headers["host"]) or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return self._refuse(request, 403, "refused.origin")
        if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != "application/json":
            return self._refuse(request, 415, "refused.type")
        if not self._signer.is_csrf_token(session, request.headers.get("x-csrf-token", "")):
            return self._refuse(request, 403, "refused.csrf")
        return None

    async def _read_body(self, request: Request) -> bytes | None:
        """Return the whole body, None where it is larger than allowed; no more than that is ever held."""
        limit = self._options.max_body_bytes
        told = request.headers.get("content-length", "0")
        if not told.isdigit() or int(told) > limit:
            return None
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > limit:
                return None
        return bytes(body)

    def _answer(self, send: Send, state: MutableMapping[str, Any], known: Session | None, *, secure: bool) -> Send:
        """Return a `send` that adds the security headers, and the cookie where the session is new or has changed."""

        async def reply(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if state["session"] != known:
                    headers.append("Set-Cookie", self._cookie(state["session"], secure))
            await send(message)

        return reply

    def _cookie(self, session: Session, secure: bool) -> str:
        value = self._signer.write_cookie(session)
        return f"{self._cookie_name}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


def _without_token(request: Request) -> str:
    """Return the address without the token, which must not stay in the history nor be sent on as a referrer.

    One slash at its start: two would lead to another site.
    """
    rest = request.url.remove_query_params("token")
    return "/" + rest.path.lstrip("/") + (f"?{rest.query}" if rest.query else "")


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body already read, then whatever follows (the end of the connection)."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _is_foreign(origin: str | None, host: str) -> bool:
    """Say whether a request comes from a page of another site; an Origin that cannot be read is one."""
    try:
        return origin is not None and urlsplit(origin).netloc.casefold() != host.casefold()
    except ValueError:
        return True
