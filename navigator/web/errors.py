"""Turn refusals and failures into responses: a page for people, problem details for programs."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType

from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from base.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from navigator.accounts.api_tokens import TokenNotGood
from navigator.accounts.throttle import TooManyTries
from navigator.audit.operations import ChainBroken
from navigator.db import changes_something
from navigator.referrals.idempotency import KeyTaken
from navigator.web.access import NotSignedIn
from navigator.web.as_seen import NotAsSeen, VersionNotSaid
from navigator.web.words import say, words

STATUSES: dict[type[Refusal], int] = {
    TokenNotGood: 401,
    NotSignedIn: 401,
    TooManyTries: 429,
    NotAsSeen: 412,
    VersionNotSaid: 428,
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
}
"""The first that fits counts."""

NONE: Mapping[str, str] = MappingProxyType({})

UNAVAILABLE = (OperationalError, PoolTimeout, ChainBroken)
"""What is wrong with the database, not with what was asked of it."""

ABOUT_ALL = "_schema"
"""Where a schema says what is wrong with all of what it was given."""

WHOLE = "body"

PROBLEM = "application/problem+json"
RETRY_AFTER_SECONDS = "10"

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, show_unavailable)
    app.register_error_handler(Exception, show_failure)


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    status = next(s for kind, s in STATUSES.items() if isinstance(refusal, kind))
    field = refusal.field if isinstance(refusal, Invalid) else None
    answer = respond(status, sentence=str(refusal), parameter=field)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooManyTries | KeyTaken):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    hidden = getattr(error, "original_exception", None)
    if isinstance(hidden, UNAVAILABLE):  # what fails at the commit comes in so
        return show_unavailable(hidden)
    if error.response is not None or (error.code or 0) < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if wrong := wrong_parameters(error):
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, wrong=wrong)
    answer = respond(error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def wrong_parameters(error: HTTPException) -> dict[str, str]:
    """A sentence for each parameter that the JSON's schema refused; empty for other errors."""
    messages = getattr(error, "data", {}).get("messages", {})
    return {
        name: sentences for place in messages for name, sentences in _by_name(messages[place], "")
    }


def _by_name(messages: object, name: str) -> Iterator[tuple[str, str]]:
    """What is inside a parameter is named after it: "situation.age"."""
    if not isinstance(messages, Mapping):
        said = messages if isinstance(messages, list) else [messages]
        yield name or WHOLE, " ".join(str(sentence) for sentence in said)
        return
    for part, found in messages.items():
        inside = "" if part == ABOUT_ALL else str(part)
        yield from _by_name(found, ".".join(filter(None, (name, inside))))


def show_unavailable(error: Exception) -> ResponseReturnValue:
    """The database does not answer: this page must not ask it anything."""
    log.error("database unavailable: %s", type(error).__name__)
    g.partnership = None
    sentence = say("error.not_saved") if changes_something() else ""
    answer = respond(HTTPStatus.SERVICE_UNAVAILABLE, sentence=sentence)
    answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer


def show_failure(error: Exception) -> ResponseReturnValue:
    """Nobody anticipated this. The log gets the traceback, the person gets a number to ring."""
    log.error("unanticipated failure", exc_info=error)
    return respond(HTTPStatus.INTERNAL_SERVER_ERROR)


def respond(status: int, *, sentence: str = "", parameter: str | None = None) -> Response:
    if request.path.startswith("/api/") or request.path == "/openapi.json":
        return problem(status, detail=sentence, parameter=parameter)
    known = status if f"error.title_{status}" in words() else _nearest_known(status)
    page = render_template(
        "errors/error.html",
        title=say(f"error.title_{known}"),
        sentence=sentence or say(f"error.text_{known}"),
    )
    return Response(page, status, mimetype="text/html")


def _nearest_known(status: int) -> int:
    fault_is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.INTERNAL_SERVER_ERROR if fault_is_ours else HTTPStatus.BAD_REQUEST


def problem(
    status: int, *, detail: str = "", parameter: str | None = None, wrong: Mapping[str, str] = NONE
) -> Response:
    """
    Problem details (RFC 9457).

    :param wrong: a sentence for each parameter that was wrong; the first is named on its own too
    """
    wrong = wrong or ({parameter: detail} if parameter else {})
    facts: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    if detail or wrong:
        facts["detail"] = detail or next(iter(wrong.values()))
    if wrong:
        facts["parameter"] = next(iter(wrong))
        facts["errors"] = [{"parameter": name, "detail": said} for name, said in wrong.items()]
    answer = jsonify(facts)
    answer.status_code = status
    answer.mimetype = PROBLEM
    return answer
