"""A browser without a window: asks the application, keeps cookies, and sends the token that changes need."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import httpx
from fastapi import FastAPI

HOST = "127.0.0.1:8765"


class Browser:
    """One browser at `peer`; `headers` go with every request."""

    def __init__(self, app: FastAPI, *, host: str = HOST, peer: str = "127.0.0.1", headers: Mapping[str, str | bytes] | None = None) -> None:
        self._app = app
        self._host = host
        self._peer = peer
        self._headers = dict(headers or {})
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request and return its answer, redirects not followed."""
        return asyncio.run(self._ask(method, path, more))

    async def _ask(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False, client=(self._peer, 50000))
        headers = {**self._headers, **more.pop("headers", {})}
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{self._host}", cookies=self.cookies) as client:
            answer = await client.request(method, path, headers=headers, **more)
            self.cookies = client.cookies
            return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Read something."""
        return self.ask("GET", path, **more)

    def read(self, path: str, **more: Any) -> Any:
        """Return the JSON of an answer that must be good."""
        answer = self.get(path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self) -> str:
        """Return the token that the pages give to their scripts."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/me").text)
        assert found is not None
        return found[1]

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """Send a change as the scripts of the pages do."""
        return self.ask("POST", path, json=body, headers={"X-CSRF-Token": self.token(), **headers})

    def name(self, name: str) -> Browser:
        """Say who is sitting here."""
        assert self.post("/api/me", {"name": name}).status_code == 200
        return self
