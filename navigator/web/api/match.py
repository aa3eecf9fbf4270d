"""
``/api/v1/match``: services by how they fit a situation, with reasons.

What is sent is neither kept nor counted, and no cookie is read.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import RAISE

from base.clock import today
from eligibility import Assessment, Finding, NearMiss, Question, Situation, contradictions
from navigator.web import csrf
from navigator.web.access import public
from navigator.web.api.match_schemas import MatchesSchema, MatchParameters
from navigator.web.api.paging import beside, paging
from navigator.web.api.schemas import ProblemSchema
from navigator.web.api.services import kept_facts, usable_home
from navigator.web.finding import current_gazetteer, match_for
from navigator.web.reasons import reason_sentence
from navigator.web.shown_match import ShownMatch, shown_groups
from search.request import SearchRequest
from search.results import Matches, Reason

bp = Blueprint("api_match", __name__, url_prefix="/api/v1", description="Find what fits.")


@bp.post("/match")
@csrf.protect.exempt  # it reads no cookie, and keeps nothing
@public
@bp.arguments(MatchParameters(), unknown=RAISE)
@bp.response(HTTPStatus.OK, MatchesSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
def match(given: dict[str, Any]) -> Response:
    """Services by how they fit a situation, with reasons and what to ask."""
    wanted: SearchRequest = given["wanted"]
    situation: Situation = given["situation"]
    found = match_for(replace(wanted, home=usable_home(wanted.home)), situation)
    answer = jsonify(envelope(found))
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def envelope(found: Matches) -> dict[str, Any]:
    groups = shown_groups(found, today=today(), gazetteer=current_gazetteer())
    return {
        **paging(found),
        "totals": {group.verdict: group.count for group in groups},
        "groups": {group.verdict: [_matched(each) for each in group.matches] for group in groups},
        "contradictions": list(contradictions(found.situation, on=today())),
        **beside(found),
    }


def _matched(match: ShownMatch) -> dict[str, Any]:
    facts = kept_facts.of(match.service, today=today(), gazetteer=current_gazetteer())
    return {
        **facts,
        "why": [_why(reason) for reason in match.shown.reasons],
        **_assessed(match.assessment),
    }


def _why(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.kind,
        "codes": list(reason.codes),
        "sentence": reason_sentence(reason, current_gazetteer()),
    }


def _assessed(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict,
        "findings": [_finding(finding) for finding in assessment.reasons],
        "questions": [_question(question) for question in assessment.questions],
        "near_miss": assessment.near_miss and _near(assessment.near_miss),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "met": finding.met.value,
        "kind": finding.kind,
        "part": finding.part,
        "sentence": finding.sentence,
        "asks": list(finding.asks),
        "way_on": finding.way_on,
        "guidance": finding.guidance,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "fact": question.fact,
        "sentence": question.sentence,
        "because": list(question.because),
    }


def _near(near: NearMiss) -> dict[str, Any]:
    """Not the situation that would do: it is what was sent, and all else in it is private."""
    return {"fact": near.fact, "sentence": near.sentence}
