"""``/openapi.json``, and the same as a page that a person can read."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from navigator.web.access import public

ABOUT = (
    "Find services for young people, and read one whole. No key is needed. Lists use the paging "
    "envelope of Open Referral UK 3.0. Errors are problem details (RFC 9457) that name the "
    "parameter. Never send a full postcode, a name or a birth date: none is needed."
)

bp = Blueprint("documentation", __name__)


@bp.get("/openapi.json")
@public
def openapi() -> Response:
    return jsonify(description())


@bp.get("/api")
@public
def page() -> ResponseReturnValue:
    return render_template("api/documentation.html", about=ABOUT, calls=calls(description()))


def description() -> dict[str, Any]:
    described: dict[str, Any] = current_app.extensions["api"].spec.to_dict()
    return described


def calls(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Each call with its parameters and what it returns, in the order they were declared."""
    return [
        {
            "address": address,
            "summary": facts["get"].get("summary", ""),
            "parameters": [_parameter(given) for given in facts["get"].get("parameters", [])]
            + [_parameter(given) for given in facts.get("parameters", [])],
            "fields": _fields(described, facts["get"]),
        }
        for address, facts in described["paths"].items()
    ]


def _parameter(given: dict[str, Any]) -> dict[str, str]:
    return {"name": given["name"], "meaning": given.get("description", "")}


def _fields(described: dict[str, Any], call: dict[str, Any]) -> list[dict[str, str]]:
    """The first level of what comes back, by name."""
    schema = call["responses"]["200"]["content"]["application/json"]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    properties = described["components"]["schemas"][name]["properties"]
    return [
        {"name": field, "meaning": facts.get("description", "")}
        for field, facts in properties.items()
    ]
