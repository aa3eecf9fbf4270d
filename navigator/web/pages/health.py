"""Whether the service is there, for whatever watches it: no session, and no secrets."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from navigator.db import session
from navigator.web.access import public
from navigator.web.finding import current_index
from search.index import IndexUnavailable

bp = Blueprint("health", __name__, url_prefix="/health")

OK, FAILED, SLOWER = "ok", "failed", "slower"


@bp.after_request
def keep_nothing(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/live")
@public
def live() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status=OK)


@bp.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """
    Send people here, or do not. Without its index search is slower, and the service is ready.

    503 where the database does not answer.
    """
    found = {name: check() for name, check in CHECKS.items()}
    is_ready = FAILED not in found.values()
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    mode = "read_only" if current_app.config["NAVIGATOR"].read_only else "read_and_write"
    return jsonify(status=OK if is_ready else FAILED, mode=mode, **found), status


def _database() -> str:
    try:
        session().execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError:
        return FAILED
    return OK


def _index() -> str:
    try:
        current_index().codes("state", within=())
    except IndexUnavailable:
        return SLOWER
    return OK


CHECKS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"database": _database, "search_index": _index}
)
