"""``/api/v1/services/{id}/criteria``: the rules of a service, in force now or on a past day."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import RAISE

from base.clock import today
from base.refusals import Invalid
from eligibility import Criterion, sentence_of
from navigator.db import session
from navigator.web.access import public
from navigator.web.api.criteria_schemas import CriteriaOnSchema, CriteriaSchema
from navigator.web.api.schemas import ProblemSchema
from navigator.web.finding import current_gazetteer
from navigator.web.partnership import current_actor
from navigator.web.shown_rules import rule_names
from navigator.web.words import say
from services_catalog.codec import stored_criteria
from services_catalog.criteria_queries import ServiceCriteria, criteria_of, criteria_on
from services_catalog.models import Service
from services_catalog.queries import get_service

bp = Blueprint(
    "api_criteria", __name__, url_prefix="/api/v1/services", description="Who a service is for."
)


class DayNotReached(Invalid):
    """Nobody knows which rules will be in force on a day to come."""


@bp.get("/<uuid:service_id>/criteria")
@public
@bp.arguments(CriteriaOnSchema(), location="query", unknown=RAISE)
@bp.response(HTTPStatus.OK, CriteriaSchema)
@bp.alt_response(HTTPStatus.NOT_FOUND, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
def criteria(given: dict[str, date], service_id: UUID) -> Response:
    """The rules of one service: those in force now, or at the end of a past day."""
    service = get_service(session(), service_id, reader=current_actor())
    on = given.get("on")
    found = _in_force(service, on)
    return jsonify({"service_id": str(service.id), "on": (on or today()).isoformat(), **found})


def _in_force(service: Service, on: date | None) -> dict[str, Any]:
    reader = current_actor()
    if on is not None and on > today():
        raise DayNotReached("Use a day up to today.", field="on")
    if on is None or on == today():
        return _said(criteria_of(session(), service, reader=reader))
    found = criteria_on(session(), service, on, reader=reader)
    return _said(found) if found else _said(ServiceCriteria(criteria=()), say("rules.none_then"))


def _said(found: ServiceCriteria, note: str = "") -> dict[str, Any]:
    return {
        "is_set": found.is_set,
        "version": found.version,
        "changed_at": found.changed_at.isoformat() if found.changed_at else None,
        "rules": _rules(found.criteria),
        "unread": list(found.unread),
        "guidance": found.guidance,
        "note": note or ("" if found.is_set else say("rules.from_listing")),
    }


def _rules(criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Each as it is kept, and as a sentence; one that cannot be read is "not_understood"."""
    names = rule_names(current_gazetteer())
    return [
        {"stored": stored, "sentence": sentence_of(criterion, names=names)}
        for criterion, stored in zip(criteria, stored_criteria(criteria, known=False), strict=True)
    ]
