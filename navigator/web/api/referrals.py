"""
``/api/v1/referrals``: send one, list them, read one, and make its moves.

With the key of a program, or from a page of ours. The rules, the words and the mails are those of
the pages.
"""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import RAISE

from base.clock import now, today
from base.refusals import Invalid
from eligibility import Situation
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import drafting
from navigator.referrals.codes import Side, Status
from navigator.referrals.content import Content
from navigator.referrals.lawful_basis import USUAL
from navigator.referrals.lifecycle import TABLE, Row
from navigator.referrals.listed import WantedList, list_referrals
from navigator.referrals.models import Referral
from navigator.referrals.moving import Moved, MoveNotPossible, make_move
from navigator.referrals.parts import find_referral
from navigator.referrals.sending import Sent, send_draft
from navigator.web import as_seen, csrf
from navigator.web.access import public, requires
from navigator.web.alarm import alarm_notice
from navigator.web.api import once, told_referral
from navigator.web.api.asked_move import placed, read_asked, row_of
from navigator.web.api.referral_answers import (
    MovedSchema,
    MovesSchema,
    ReferralSchema,
    ReferralsSchema,
    SentSchema,
)
from navigator.web.api.referral_schemas import (
    ListParameters,
    MoveSchema,
    ReferralToSendSchema,
    WholeReferral,
)
from navigator.web.api.schemas import ProblemSchema
from navigator.web.auditing import note
from navigator.web.found_referral import FoundReferral, found_referral
from navigator.web.partnership import current_actor
from navigator.web.referral_mail import tell
from navigator.web.referring.mails import tell_of
from navigator.web.safeguarding import alarms_raised
from navigator.web.shown_referral import shown_referral
from navigator.web.signed_in import signed_in_person
from services_catalog.models import Organisation

bp = Blueprint("api_referrals", __name__, url_prefix="/api/v1", description="Refer somebody.")

WRITTEN = ("wants", "going_well", "tried", "reach", "unsafe")
"""Where something may stand that means that somebody must be rung at once."""

BY_KEY: list[dict[str, list[str]]] = [{"key": []}]


@bp.post("/referrals")
@csrf.protect.exempt  # ``once`` asks for the token where it is needed
@requires(Permission.MAKE_REFERRALS)
@once.for_each_key
@bp.doc(security=BY_KEY, parameters=[once.DESCRIBED])
@bp.arguments(ReferralToSendSchema(), unknown=RAISE)
@bp.response(HTTPStatus.CREATED, SentSchema)
@bp.alt_response(HTTPStatus.UNAUTHORIZED, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.FORBIDDEN, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.CONFLICT, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
def send(given: WholeReferral) -> Response:
    """Refer somebody to one service or several: a referral each, none seeing the others."""
    actor, at = current_actor(), now()
    content = _with_basis(given.content)
    theirs = drafting.open_and_theirs(session(), content, given.service_ids, reader=actor, at=at)
    draft = drafting.make(session(), given.service_ids, content, actor=actor, at=at)
    sent = send_draft(session(), draft, actor=actor, at=at)
    for referral in theirs:
        _note("see_referral", referral)
    for referral in sent.referrals:
        _note("send_referral", referral)
    tell_of(sent.referrals, sender=signed_in_person().user.email, draft_id=str(draft.id))
    answer = jsonify(_sent(sent, theirs, content))
    answer.status_code = HTTPStatus.CREATED
    return answer


@bp.get("/referrals")
@requires(Permission.SEE_REFERRALS)
@bp.doc(security=BY_KEY)
@bp.arguments(ListParameters(), location="query", unknown=RAISE)
@bp.response(HTTPStatus.OK, ReferralsSchema)
@bp.alt_response(HTTPStatus.UNAUTHORIZED, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.FORBIDDEN, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
def list_(given: Mapping[str, Any]) -> Response:
    """Referrals that are yours to see, the newest first: codes alone, never whom they are about."""
    actor = current_actor()
    note("list_referrals", object_kind="referral", owner_id=actor.organisation_id)
    wanted = WantedList(
        side=Side(given["side"]) if given["side"] else None,
        statuses=[Status(code) for code in given["status"]],
        page=given["page"],
    )
    return jsonify(told_referral.listed(list_referrals(session(), wanted, reader=actor, at=now())))


@bp.get("/referrals/<uuid:referral_id>")
@requires(Permission.SEE_REFERRALS)
@bp.doc(security=BY_KEY)
@bp.response(HTTPStatus.OK, ReferralSchema)
@bp.alt_response(HTTPStatus.NOT_MODIFIED, description="You have it already (If-None-Match).")
@bp.alt_response(HTTPStatus.UNAUTHORIZED, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.FORBIDDEN, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.NOT_FOUND, schema=ProblemSchema)
def show(referral_id: UUID) -> Response:
    """One referral, with the parts of it that you may see. Its ETag is what a move asks for."""
    found = found_referral(referral_id, act="see_referral")
    shown = shown_referral(found, current_actor().user_id)
    answer = jsonify(told_referral.whole(found, shown))
    return as_seen.tagged(answer, found.referral.version)


@bp.post("/referrals/<uuid:referral_id>/moves/<move>")
@csrf.protect.exempt  # ``once`` asks for the token where it is needed
@requires(Permission.MAKE_REFERRALS)
@once.for_each_key
@bp.doc(security=BY_KEY, parameters=[once.DESCRIBED, as_seen.DESCRIBED])
@bp.arguments(MoveSchema(), unknown=RAISE)
@bp.response(HTTPStatus.OK, MovedSchema)
@bp.alt_response(HTTPStatus.UNAUTHORIZED, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.FORBIDDEN, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.NOT_FOUND, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.CONFLICT, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.PRECONDITION_FAILED, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.UNPROCESSABLE_ENTITY, schema=ProblemSchema)
@bp.alt_response(HTTPStatus.PRECONDITION_REQUIRED, schema=ProblemSchema)
def move(given: Mapping[str, Any], referral_id: UUID, move: str) -> Response:
    """Make a move, such as accept: /api/v1/referral-moves says who may, from where, with what."""
    row = row_of(move)
    found = found_referral(referral_id, act="move_referral", facts={"move": row.move})
    seen = as_seen.version_seen()
    as_seen.check_as_seen(found.referral.version, seen=seen)
    moved = _moved(found, row, given, seen=seen)
    tell(moved)
    return jsonify(told_referral.after(moved, found.sides))


@bp.get("/referral-moves")
@public
@bp.response(HTTPStatus.OK, MovesSchema)
def moves() -> Response:
    """Every move of a referral: who may make it, from where to where, and what comes with it."""
    return jsonify({"contents": [told_referral.row_of_table(row) for row in TABLE]})


def _moved(found: FoundReferral, row: Row, given: Mapping[str, Any], *, seen: int) -> Moved:
    actor, at = current_actor(), now()
    try:
        step = read_asked(row, given, version=seen)
        return make_move(session(), found.referral, step, actor=actor, at=at)
    except Invalid as refusal:
        raise placed(refusal) from None
    except MoveNotPossible:
        session().rollback()
        again = find_referral(session(), found.referral.id, reader=actor, at=at)
        as_seen.check_as_seen(again.version, seen=seen)
        raise


def _with_basis(content: Content) -> Content:
    """Where none is named, the usual one of the organisation that they act for."""
    if content.basis:
        return content
    organisation = session().get_one(Organisation, current_actor().organisation_id)
    return replace(content, basis=USUAL[organisation.kind])


def _sent(sent: Sent, theirs: list[Referral], content: Content) -> dict[str, Any]:
    alarms = alarms_raised("\n".join(getattr(content, name) for name in WRITTEN))
    alarm = alarm_notice(alarms, Situation(age=content.age_on(today())))
    return {
        "referrals": [_sent_one(each) for each in sent.referrals],
        "open_already": [{"id": str(each.id), "reference": each.reference} for each in theirs],
        "notices": [alarm] if alarm else [],
    }


def _sent_one(referral: Referral) -> dict[str, Any]:
    return {
        "id": str(referral.id),
        "reference": referral.reference,
        "service_id": str(referral.service_id),
        "status": referral.status,
        "version": referral.version,
        "answer_by": referral.due_on and referral.due_on.isoformat(),
    }


def _note(act: str, referral: Referral) -> None:
    owner_id = referral.sender_organisation_id
    note(act, object_kind="referral", object_id=referral.id, owner_id=owner_id)
