"""``/api/v1/services``: the search, and one service whole."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import RAISE, ValidationError

from base.clock import today
from base.refusals import Invalid
from navigator.db import session
from navigator.web.access import public
from navigator.web.api.listed import KeptFacts, whole_service
from navigator.web.api.paging import beside, paging
from navigator.web.api.schemas import PageSchema, ProblemSchema, ServiceSchema
from navigator.web.finding import current_gazetteer, search_for
from navigator.web.partnership import current_actor
from navigator.web.reasons import reason_sentence
from navigator.web.search_parameters import SearchParameters, known_home
from search.request import SearchRequest
from search.results import SearchResults
from services_catalog.queries import get_service

bp = Blueprint("api_services", __name__, url_prefix="/api/v1", description="Find services.")

kept_facts = KeptFacts()


class HomeNotUsable(Invalid):
    """The home asked for is a full postcode, or no place that is known here."""


@bp.get("/services")
@public
@bp.arguments(SearchParameters(), location="query", unknown=RAISE)
@bp.response(HTTPStatus.OK, PageSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
def search(wanted: SearchRequest) -> Response:
    """Services that fit what is asked for, best first."""
    return jsonify(envelope(search_for(replace(wanted, home=usable_home(wanted.home)))))


@bp.get("/services/<uuid:service_id>")
@public
@bp.response(HTTPStatus.OK, ServiceSchema)
@bp.alt_response(HTTPStatus.NOT_FOUND, schema=ProblemSchema)
def show(service_id: UUID) -> Response:
    """One service, with everything that is known of it."""
    service = get_service(session(), service_id, reader=current_actor())
    return jsonify(whole_service(service, today=today(), gazetteer=current_gazetteer()))


def usable_home(home: str) -> str:
    """
    The code of a home.

    :raises HomeNotUsable: if it is a full postcode, or no place that is known here
    """
    try:
        return known_home(home, current_gazetteer())
    except ValidationError as refused:
        raise HomeNotUsable(refused.messages[0], field="home") from None


def envelope(results: SearchResults) -> dict[str, Any]:
    """The page of Open Referral UK 3.0, with facets and notices beside it."""
    on, gazetteer = today(), current_gazetteer()
    contents = [
        kept_facts.of(found.service, today=on, gazetteer=gazetteer)
        | {"why": [reason_sentence(reason, gazetteer) for reason in found.reasons]}
        for found in results.results
    ]
    return {**paging(results), "contents": contents, **beside(results)}
