"""What the JSON about the rules of a service takes and holds."""

from marshmallow import Schema, fields

from navigator.web.api.schemas import codes, text


class CriteriaOnSchema(Schema):
    error_messages = {  # noqa: RUF012  marshmallow reads it so
        "unknown": "There is no such parameter. /openapi.json lists those there are."
    }

    on = fields.Date(
        error_messages={"invalid": "Use a day such as 2026-03-01."},
        metadata={"description": "A past day: the rules in force at its end. Left out: now."},
    )


class RuleSchema(Schema):
    stored = fields.Dict(
        required=True,
        metadata={"description": "As it is kept; its kind is not_understood if it cannot be read."},
    )
    sentence = text("The rule as a sentence.")


class CriteriaSchema(Schema):
    """The rules of a service on a day. Who changed them is not said."""

    service_id = fields.UUID(required=True)
    on = fields.Date(required=True)
    is_set = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether somebody has set rules. Else they come from the listing."
        },
    )
    version = fields.Integer(required=True, allow_none=True)
    changed_at = fields.DateTime(required=True, allow_none=True)
    rules = fields.List(fields.Nested(RuleSchema), required=True)
    unread = codes("Kinds of rules that this version of the program cannot read.")
    guidance = text("What the service says beside its rules. It is never evaluated.")
    note = text("A sentence where there are no rules that were set; else empty.")
