"""The review application: its parts put together."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from extract.errors import ExtractError
from extract.review import agreement, answers, changes, evaluation, identity, pages, reading
from extract.review.guard import Guard
from extract.review.options import Options, check_options
from extract.review.sessions import Signer
from extract.review.shelf import Shelf
from extract.store.engine import Store

STATIC = Path(__file__).parent / "static"


def create_app(store: Store, options: Options) -> FastAPI:
    """Return the application over an open store; raises UsageError where the options would leave it open to anybody."""
    check_options(options)
    # No pages of the framework's own: they load scripts from elsewhere.
    app = FastAPI(title="extract review", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store, app.state.options, app.state.shelf = store, options, Shelf(store, options)
    app.add_middleware(Guard, options=options, signer=Signer(options.token), refuse=answers.refuse)
    app.add_exception_handler(answers.Refusal, answers.answer_refusal)
    app.add_exception_handler(HTTPException, answers.answer_http)
    app.add_exception_handler(RequestValidationError, answers.answer_invalid)
    app.add_exception_handler(ExtractError, answers.answer_error)
    app.add_exception_handler(Exception, answers.answer_failure)
    app.mount("/static", _Static(directory=STATIC), name="static")
    for module in (identity, pages, agreement, evaluation, reading, changes):
        app.include_router(module.router)
    return app


class _Static(StaticFiles):
    """Scripts and styles: kept by the browser, asked for again each time, so that a new version is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its ETag."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response
