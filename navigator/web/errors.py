"""Turn refusals and failures into responses: a page for people, problem details for programs."""

import logging
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from base.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal

STATUSES: dict[type[Refusal], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 422}

PROBLEM = "application/problem+json"
RETRY_AFTER_SECONDS = "10"

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(OperationalError, show_unavailable)
    app.register_error_handler(PoolTimeout, show_unavailable)
    app.register_error_handler(Exception, show_failure)


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    status = next(s for kind, s in STATUSES.items() if isinstance(refusal, kind))
    field = refusal.field if isinstance(refusal, Invalid) else None
    return respond(status, sentence=str(refusal), parameter=field)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 0) < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    answer = respond(error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def show_unavailable(error: DBAPIError | PoolTimeout) -> ResponseReturnValue:
    """The database does not answer: this page must not ask it anything."""
    log.error("database unavailable: %s", type(error).__name__)
    g.partnership = None
    answer = respond(HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer


def show_failure(error: Exception) -> ResponseReturnValue:
    """Nobody anticipated this. The log gets the traceback, the person gets a number to ring."""
    log.error("unanticipated failure", exc_info=error)
    return respond(HTTPStatus.INTERNAL_SERVER_ERROR)


def respond(status: int, *, sentence: str = "", parameter: str | None = None) -> Response:
    if request.path.startswith("/api/") or request.path == "/openapi.json":
        return problem(status, detail=sentence, parameter=parameter)
    page = render_template("errors/error.html", status=status, sentence=sentence)
    return Response(page, status, mimetype="text/html")


def problem(status: int, *, detail: str = "", parameter: str | None = None) -> Response:
    """Problem details (RFC 9457); ``parameter`` names the one that was wrong."""
    facts: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    if detail:
        facts["detail"] = detail
    if parameter:
        facts["parameter"] = parameter
    answer = jsonify(facts)
    answer.status_code = status
    answer.mimetype = PROBLEM
    return answer
