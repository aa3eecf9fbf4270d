"""``/openapi.json``, and the same as a page that a person can read."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from navigator.web.access import public

ABOUT = (
    "Find services for young people, see how they fit a situation and why, and read one whole. No "
    "key is needed for that. With a key of your own, sent as Authorization: Bearer, listings that "
    "are kept for people who work with young people are found too, and referrals can be sent and "
    "answered, as far as its maker may; one that is not good is refused (401). "
    "Lists use the paging envelope of Open Referral UK 3.0. What is sent of a "
    "situation is neither kept nor counted. Errors are problem details (RFC 9457) that name the "
    "parameter. To find services, never send a full postcode, a name or a birth date: none is "
    "needed. A referral that is refused (4xx) did nothing: put it right, and send it again."
)

METHODS = ("get", "post")
DONE = ("200", "201")
SPREAD = {"situation", "services", "young_person", "parent", "facts"}
"""What is listed field by field: it is what a program has to fill in."""

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
            "method": method.upper(),
            "address": address,
            "summary": call.get("summary", ""),
            "parameters": _parameters(described, call, facts),
            "fields": _fields(described, _answer(call)),
        }
        for address, facts in described["paths"].items()
        for method, call in facts.items()
        if method in METHODS
    ]


def _answer(call: dict[str, Any]) -> dict[str, Any]:
    """What is answered where all is well."""
    answers: dict[str, dict[str, Any]] = call["responses"]
    return next(answers[status] for status in DONE if status in answers)


def _parameters(
    described: dict[str, Any], call: dict[str, Any], facts: dict[str, Any]
) -> list[dict[str, str]]:
    """Those in the address, then the first level of a body; then what the body has inside."""
    given = [*call.get("parameters", []), *facts.get("parameters", [])]
    named = [{"name": it["name"], "meaning": it.get("description", "")} for it in given]
    return [*named, *_fields(described, call["requestBody"])] if "requestBody" in call else named


def _fields(described: dict[str, Any], holder: dict[str, Any]) -> list[dict[str, str]]:
    """The fields of a body by name, and those of a situation in it."""
    schema = holder["content"]["application/json"]["schema"]
    return list(_named(described, schema))


def _named(
    described: dict[str, Any], schema: dict[str, Any], inside: str = ""
) -> Iterator[dict[str, str]]:
    name = schema["$ref"].rpartition("/")[2]
    for field, facts in described["components"]["schemas"][name]["properties"].items():
        yield {"name": f"{inside}{field}", "meaning": facts.get("description", "")}
        if field in SPREAD and "$ref" in (parts := facts.get("items", facts)):
            yield from _named(described, parts, f"{inside}{field}.")
