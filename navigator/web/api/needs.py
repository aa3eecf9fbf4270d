"""``/api/v1/needs``: the vocabulary of needs."""

from http import HTTPStatus

from flask import Response, jsonify
from flask_smorest import Blueprint

from navigator.web.access import public
from navigator.web.api.schemas import NeedsSchema
from services_catalog import reference

bp = Blueprint("api_needs", __name__, url_prefix="/api/v1", description="The needs vocabulary.")


@bp.get("/needs")
@public
@bp.response(HTTPStatus.OK, NeedsSchema)
def needs() -> Response:
    """Every need a service can be for, in the order screens show them."""
    return jsonify(
        {
            "contents": [
                {
                    "code": need.code,
                    "group": need.group,
                    "label": need.label,
                    "meaning": need.meaning,
                }
                for need in reference.needs().values()
            ]
        }
    )
