"""What was agreed about a referral after it was sent: said anew, or taken back."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.agreeing import NotTheirsToRecord, check_recording, record_answer
from navigator.referrals.lifecycle import ROWS, Also, Move
from navigator.referrals.moving import MoveNotPossible, Step, make_move
from navigator.referrals.seen import Part
from navigator.web.access import requires
from navigator.web.account_form import posted, posted_lines
from navigator.web.agreement_form import AgreementForm, empty_agreement, read_agreement
from navigator.web.found_referral import FoundReferral, found_referral
from navigator.web.partnership import current_actor
from navigator.web.referral_mail import tell
from navigator.web.shown_agreement import shown_agreement
from navigator.web.shown_referral import shown_referral
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("referral_agreement", __name__, url_prefix="/referrals/<uuid:referral_id>")


@bp.get("/agreement")
@requires(Permission.SEE_REFERRALS)
def show(referral_id: UUID) -> ResponseReturnValue:
    found = _find(referral_id, act="see_agreement")
    kept = unsent()
    return _show(found, read_agreement(kept) if kept else empty_agreement())


@bp.post("/agreement")
@requires(Permission.SEE_REFERRALS)
def save(referral_id: UUID) -> ResponseReturnValue:
    found = _find(referral_id, act="record_agreement")
    form = read_agreement(request.form)
    try:
        moved = record_answer(
            session(), found.referral, form.answer(), actor=current_actor(), at=now()
        )
    except Invalid as refusal:
        return _show(found, form.refused(refusal, otherwise="answer"))
    if moved is not None:
        tell(moved)
    return _back(referral_id)


@bp.post("/agreement/withdraw")
@requires(Permission.SEE_REFERRALS)
def withdraw(referral_id: UUID) -> ResponseReturnValue:
    """Said twice, it is as if it was said once: nothing is agreed any more."""
    found = _find(referral_id, act="withdraw_agreement")
    check_recording(session(), found.referral, actor=current_actor(), at=now())
    step = Step(
        move=Move.WITHDRAW_AGREEMENT,
        note=posted_lines("note").typed["note"],
        facts={Also.PARTY: posted("party").typed["party"]},
    )
    try:
        tell(make_move(session(), found.referral, step, actor=current_actor(), at=now()))
    except (Invalid, MoveNotPossible) as refusal:
        session().rollback()
        return _show(found, empty_agreement().wrong("withdraw", str(refusal)))
    return _back(referral_id)


def _find(referral_id: UUID, *, act: str) -> FoundReferral:
    """:raises NotTheirsToRecord: where what was agreed is not theirs to see"""
    found = found_referral(referral_id, act=act)
    if not found.sees(Part.AGREEMENT):
        raise NotTheirsToRecord(say("agreement_after.not_yours"))
    return found


def _show(found: FoundReferral, form: AgreementForm) -> ResponseReturnValue:
    referral = found.referral
    page = render_template(
        "referrals/agreement.html",
        shown=shown_referral(found, current_actor().user_id),
        agreed=shown_agreement(found),
        form=form,
        can_withdraw=referral.status in ROWS[Move.WITHDRAW_AGREEMENT].from_,
    )
    return page, form.status


def _back(referral_id: UUID) -> ResponseReturnValue:
    address = url_for("referrals.show", referral_id=referral_id, done="agreed")
    return redirect(address, HTTPStatus.SEE_OTHER)
