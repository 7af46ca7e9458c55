"""Who is on the other side: signed cookies, names of reviewers, and the token that every change must carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Session:
    """One browser: `id` is random, `name` the reviewer's ("" while unknown), `admitted` says that it showed the token."""

    id: str
    name: str = ""
    admitted: bool = False


def new_session() -> Session:
    """Return a session of a browser seen for the first time."""
    return Session(secrets.token_urlsafe(18))


def name_session(session: Session, name: str) -> Session:
    """Return the session of the same browser under a reviewer's name."""
    return replace(session, name=name)


class Signer:
    """Signs cookies and change tokens with a key.

    The key comes from the server's token, so that cookies outlive a restart and end with the token; without a token it
    is random and ends with the process.
    """

    def __init__(self, token: str = "") -> None:
        seed = token.encode() if token else secrets.token_bytes(32)
        self._key = hmac.digest(seed, b"extract review cookies", "sha256")

    def write_cookie(self, session: Session) -> str:
        """Return the session as a cookie's value: its JSON in base64 and the signature."""
        body = base64.urlsafe_b64encode(json.dumps(asdict(session)).encode()).decode().rstrip("=")
        return f"{body}.{self._sign('cookie', body)}"

    def read_cookie(self, value: str) -> Session | None:
        """Return the session in a cookie's value, None for one that this server did not sign."""
        body, _, signature = value.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("cookie", body).encode()):
            return None
        return Session(**json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))

    def csrf_token(self, session: Session) -> str:
        """Return what every change made from this session must carry."""
        return self._sign("change", session.id)

    def is_csrf_token(self, session: Session, given: str) -> bool:
        """Say whether `given` is the session's token; takes the same time whatever is given."""
        return hmac.compare_digest(self.csrf_token(session).encode(), given.encode())

    def _sign(self, purpose: str, text: str) -> str:
        digest = hmac.digest(self._key, f"{purpose}:{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_token(given: str, token: str) -> bool:
    """Say whether the token given is the server's; takes the same time whatever is given."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
