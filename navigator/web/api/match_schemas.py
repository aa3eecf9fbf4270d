"""What the JSON of results by fit takes and holds."""

from typing import Any

from marshmallow import Schema, fields, post_load

from eligibility import Met, Verdict
from eligibility.situation import Fact
from navigator.web.api.schemas import ListedServiceSchema, codes, text
from navigator.web.search_parameters import SearchParameters
from navigator.web.situation_schema import SituationSchema
from search.request import SearchRequest


class MatchParameters(SearchParameters):
    """A situation, and beside it what a search takes. Loads to ``situation`` and ``wanted``."""

    situation = fields.Nested(
        SituationSchema,
        required=True,
        error_messages={"required": "Send a situation. It may be an empty object."},
        metadata={"description": "What is known of a young person. Everything may be left out."},
    )

    @post_load
    def make_request(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401
        situation = data.pop("situation")
        return {
            "situation": situation,
            "wanted": SearchRequest(words=data.pop("q"), **data),
        }


class WhySchema(Schema):
    code = text("What kind of reason it is.")
    codes = codes("What it is about: needs, a place, words.")
    sentence = text("The same for a person to read.")


class FindingSchema(Schema):
    """What one rule says of the situation."""

    met = text(f"One of {', '.join(met.value for met in Met)}.")
    kind = text("The kind of rule.")
    part = text("for, exclusion or prerequisite.")
    sentence = text("The rule, and what was said or is not known.")
    asks = codes("The facts that would settle it; empty where only the service can.")
    way_on = text("What to do where it is not met or not known.")
    guidance = fields.Boolean(
        required=True, metadata={"description": "Whether it only guides, and turns nobody away."}
    )


class QuestionSchema(Schema):
    fact = fields.String(
        required=True,
        metadata={"description": "What to ask: a fact.", "enum": [str(fact) for fact in Fact]},
    )
    sentence = text("The question.")
    because = codes("The rules that need it, as sentences.")


class NearMissSchema(Schema):
    fact = text("The fact that would have to be another.")
    sentence = text("What small change would make it possible.")


class MatchedServiceSchema(ListedServiceSchema):
    """One service of a list, and how it fits."""

    verdict = text(f"One of {', '.join(Verdict)}.")
    why = fields.List(fields.Nested(WhySchema), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    questions = fields.List(
        fields.Nested(QuestionSchema),
        required=True,
        metadata={"description": "At most five, those that decide most first."},
    )
    near_miss = fields.Nested(NearMissSchema, required=True, allow_none=True)


class GroupsSchema(Schema):
    can_probably_help = fields.List(fields.Nested(MatchedServiceSchema), required=True)
    ask_first = fields.List(fields.Nested(MatchedServiceSchema), required=True)
    not_set_up = fields.List(
        fields.Nested(MatchedServiceSchema),
        required=True,
        metadata={"description": "The first few, on the first page alone."},
    )


class TotalsSchema(Schema):
    can_probably_help = fields.Integer(required=True)
    ask_first = fields.Integer(required=True)
    not_set_up = fields.Integer(required=True)


class MatchesSchema(Schema):
    """Services by how they fit. Pages run through the first two groups, best first."""

    total_items = fields.Integer(
        required=True, metadata={"description": "Those that can probably help, or to ask first."}
    )
    total_pages = fields.Integer(required=True)
    page_number = fields.Integer(required=True, metadata={"description": "The first is 1."})
    size = fields.Integer(
        required=True, metadata={"description": "Services of the first two groups on this page."}
    )
    first_page = fields.Boolean(required=True)
    last_page = fields.Boolean(required=True)
    empty = fields.Boolean(required=True)
    totals = fields.Nested(TotalsSchema, required=True)
    groups = fields.Nested(GroupsSchema, required=True)
    contradictions = codes("What to check in the situation, as sentences.")
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Integer()),
        required=True,
        metadata={"description": "Counts of the first two groups by facet and code."},
    )
    notices = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "Things to tell the person: a code and a sentence."},
    )
