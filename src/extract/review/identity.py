"""Who the reviewer is: asked once, kept in the session."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from extract.errors import UsageError
from extract.review.answers import Refusal, render, session_of
from extract.review.options import Options, clean_name
from extract.review.sessions import name_session

router = APIRouter()


class Me(BaseModel):
    """What the form sends."""

    name: str


@router.get("/me")
def ask_name(request: Request, next: str = "/") -> Response:
    """Ask for the reviewer's name; `next` is the page to go on to."""
    return render(request, "me.html", onward=_own_page(next), settled=_is_settled(request))


@router.post("/api/me")
def keep_name(request: Request, me: Me) -> dict[str, str]:
    """Keep the reviewer's name in the session."""
    if _is_settled(request):
        raise Refusal(403, "refused.name")
    try:
        name = clean_name(me.name)
    except UsageError as error:
        raise Refusal(422, "invalid.name", "name") from error
    request.state.session = name_session(session_of(request), name)
    return {"name": name}


def ask_first(request: Request) -> Response | None:
    """Return the way to the form that asks for the reviewer's name, None where it is known."""
    if session_of(request).name:
        return None
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/me?{urlencode({'next': here})}", 303)


def _is_settled(request: Request) -> bool:
    """Say whether the server's start or the proxy has settled the name."""
    options: Options = request.app.state.options
    return bool(options.user or options.user_header)


def _own_page(address: str) -> str:
    """Return the address if it is a page of this server, else the queue's: "//elsewhere" leads away."""
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"


def reviewer_of(request: Request) -> str:
    """Return the reviewer's name for a change; refused while nobody has said who they are."""
    name = session_of(request).name
    if not name:
        raise Refusal(403, "invalid.who")
    return name
