"""What the server answers: pages from templates, and errors as a page for people or as JSON for scripts."""

from __future__ import annotations

from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from extract.errors import ExtractError, NotFoundError
from extract.review import showing
from extract.review.guard import HEADERS
from extract.review.sessions import Session
from extract.review.words import FAMILY_OF, TONGUES, Tongue, Words, both, pick_tongue, read_words, script_words
from extract.typed import NotUnderstoodError

LANGUAGE_COOKIE = "extract_lang"
YEAR = 365 * 24 * 3600


class Refusal(Exception):
    """An answer that says no: status, key of the words that say why, the field it concerns ("" for none), values of the words."""

    def __init__(self, status: int, key: str, field: str = "", **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.field = field
        self.values = values


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("extract.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(family_of=FAMILY_OF)
    environment.filters.update(showing.FILTERS)
    return environment


def session_of(request: Request) -> Session:
    """Return the browser's session, which the guard has put there."""
    return cast("Session", request.state.session)


def tongue_of(request: Request) -> Tongue:
    """Return the language of the pages for this request."""
    return pick_tongue(
        request.query_params.get("lang", ""),
        request.cookies.get(LANGUAGE_COOKIE, ""),
        request.headers.get("accept-language", ""),
    )


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page. Templates know the words as `t`, the reviewer as `me`, and the address without `lang` as `here`."""
    tongue = tongue_of(request)
    html = _environment().get_template(template).render(
        t=Words(tongue),
        lang=tongue,
        me=session_of(request).name,
        csrf=request.state.csrf,
        shared=Markup(escape(script_words(tongue))),
        path=request.url.path,
        sought=request.query_params.get("q", "") if request.url.path == "/" else "",
        other_language=_with_language(request, TONGUES[1 - TONGUES.index(tongue)]),
        **values,
    )
    response = HTMLResponse(html, status)
    response.headers["Vary"] = "Cookie, Accept-Language"
    if request.query_params.get("lang") == tongue:
        response.set_cookie(LANGUAGE_COOKIE, tongue, max_age=YEAR, samesite="strict")
    return response


def _with_language(request: Request, tongue: Tongue) -> str:
    query = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    return "?" + urlencode([*query, ("lang", tongue)])


def wants_json(request: Request) -> bool:
    """Say whether the answer goes to a script."""
    return request.url.path.startswith("/api/")


def refuse(request: Request, status: int, key: str, field: str = "", **values: object) -> Response:
    """Return an error in the form the asker understands: {errors: [{field, message_ja, message_en}]} or a page."""
    if wants_json(request):
        return JSONResponse({"errors": [{"field": field, **both(key, **values)}]}, status)
    words = Words(tongue_of(request))
    remedy = words.get(f"{key}.do")
    return render(request, "error.html", status, message=words(key, **values), remedy=remedy)


def answer_refusal(request: Request, error: Exception) -> Response:
    """Answer a Refusal."""
    refusal = cast("Refusal", error)
    return refuse(request, refusal.status, refusal.key, refusal.field, **refusal.values)


def answer_http(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: no such page, a method that does not fit."""
    status = cast("HTTPException", error).status_code
    key = f"error.{status}"
    return refuse(request, status, key if key in read_words() else "error.404")


def answer_invalid(request: Request, error: Exception) -> Response:
    """Answer a request whose parts have the wrong form; what was sent is not repeated."""
    found = cast("RequestValidationError", error).errors()
    if not wants_json(request):
        return refuse(request, 404, "error.404")
    errors = [
        {"field": ".".join(str(p) for p in e["loc"][1:]), **both("invalid.json", detail=e["msg"])} for e in found
    ]
    return JSONResponse({"errors": errors}, 422)


def answer_error(request: Request, error: Exception) -> Response:
    """Answer an error of the store or of a value; messages that have no Japanese are given in English."""
    known = cast("ExtractError", error)
    if isinstance(known, NotFoundError):
        return refuse(request, 404, "error.404")
    if isinstance(known, NotUnderstoodError):
        said = {"field": known.slot, "message_ja": known.message_ja, "message_en": known.message_en}
        return JSONResponse({"errors": [said]}, 422)
    text = " ".join(part for part in (known.message, known.remedy) if part)
    if wants_json(request):
        return JSONResponse({"errors": [{"field": "", "message_ja": text, "message_en": text}]}, 422)
    return render(request, "error.html", 422, message=known.message, remedy=known.remedy)


def answer_failure(request: Request, error: Exception) -> Response:
    """Answer a fault of the program; the traceback goes to the server's log.

    This answer is made outside of the guard, so it brings the security headers itself.
    """
    response = refuse(request, 500, "error.500")
    response.headers.update(HEADERS)
    return response
