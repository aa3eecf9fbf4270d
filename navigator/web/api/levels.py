"""``/api/v1/levels``: the levels of need, in the words of the partnership."""

from http import HTTPStatus

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from navigator.web.access import public
from navigator.web.api.schemas import text
from navigator.web.levels import current_levels

bp = Blueprint("api_levels", __name__, url_prefix="/api/v1", description="The levels of need.")


class WordingSchema(Schema):
    provider = text("Whose wording it is; empty where it is everyone's.")
    wording = text("What they call it.")


class LevelSchema(Schema):
    code = text("What ``level`` takes.")
    step = fields.Integer(
        required=True, metadata={"description": "Its place on the scale, 1 for least help."}
    )
    label = text("What screens say.")
    official = text("The field's term; may be empty.")
    meaning = text("What it is for.")
    wordings = fields.List(fields.Nested(WordingSchema), required=True)


class LevelsSchema(Schema):
    contents = fields.List(fields.Nested(LevelSchema), required=True)


@bp.get("/levels")
@public
@bp.response(HTTPStatus.OK, LevelsSchema)
def levels() -> Response:
    """Every level of need, from least to most help. A level guides; it turns nobody away."""
    known = current_levels()
    return jsonify(
        {
            "contents": [
                {
                    "code": level.level,
                    "step": level.step,
                    "label": level.plain,
                    "official": level.official,
                    "meaning": level.meaning,
                    "wordings": [
                        {"provider": each.provider, "wording": each.wording}
                        for each in known.wordings
                        if each.level is level.level
                    ],
                }
                for level in known.scale.levels
            ]
        }
    )
