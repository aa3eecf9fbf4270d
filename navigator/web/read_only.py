"""
Read-only mode: everything can be read and found, nothing is changed, and people are told why.

For upkeep of the database, or while its disk is full. What was typed comes back with the answer.
"""

from http import HTTPStatus

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from navigator.db import changes_something
from navigator.web.errors import respond
from navigator.web.words import say

ONLY_ASKS = frozenset({"search.search", "match.match"})
"""Views that are sent something and change nothing."""

RETRY_AFTER_SECONDS = "600"


def init_app(app: Flask) -> None:
    app.before_request(_refuse_changes)


def is_read_only() -> bool:
    """Whether nothing may be changed now."""
    on: bool = current_app.config["NAVIGATOR"].read_only
    return on


def _refuse_changes() -> ResponseReturnValue | None:
    if not (is_read_only() and changes_something()) or request.endpoint in ONLY_ASKS:
        return None
    answer = respond(HTTPStatus.SERVICE_UNAVAILABLE, sentence=say("error.read_only"))
    answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer
