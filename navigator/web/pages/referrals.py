"""One referral: where it stands, who has it now, what comes next, and each step of it."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid, NotFound
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.lifecycle import ROWS, Move, Row
from navigator.referrals.looking import find_to_look, look
from navigator.referrals.models import Referral
from navigator.referrals.moving import MoveNotPossible, MoveNotTheirs, make_move
from navigator.referrals.parts import ReferralNotFound, find_referral, looks_with_reason
from navigator.referrals.places import NoPlaceLeft
from navigator.referrals.sending import CannotBeSentTo
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.found_referral import FoundReferral, found_referral, note_act, seen_by
from navigator.web.partnership import current_actor
from navigator.web.referral_mail import tell
from navigator.web.referral_move_form import MoveForm, empty_move, read_move
from navigator.web.referral_page import referral_page
from navigator.web.shown_referral import shown_referral
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("referrals", __name__, url_prefix="/referrals/<uuid:referral_id>")


class MoveUnknown(NotFound):
    """There is no such move."""


@bp.get("")
@requires(Permission.SEE_REFERRALS)
def show(referral_id: UUID) -> ResponseReturnValue:
    return referral_page(found_referral(referral_id, act="see_referral"))


@bp.get("/moves/<move>")
@requires(Permission.SEE_REFERRALS)
def move(referral_id: UUID, move: str) -> ResponseReturnValue:
    """Opening the page changes nothing: it asks."""
    row = _row(move)
    found = found_referral(referral_id, act="look_at_move", facts={"move": row.move})
    _check_offered(found, row)
    form = read_move(row, unsent()) if unsent() else empty_move(row, found.referral.version)
    return _show_move(found, form)


@bp.post("/moves/<move>")
@requires(Permission.SEE_REFERRALS)
def make(referral_id: UUID, move: str) -> ResponseReturnValue:
    row = _row(move)
    found = found_referral(referral_id, act="move_referral", facts={"move": row.move})
    form = read_move(row, request.form)
    try:
        moved = make_move(session(), found.referral, form.step(), actor=current_actor(), at=now())
    except MoveNotPossible as refusal:
        session().rollback()
        return _already(found, form) or _show_changed(referral_id, form, str(refusal))
    except Invalid as refusal:
        session().rollback()
        return _show_move(found, form.refused(refusal, otherwise="note"))
    except (NoPlaceLeft, CannotBeSentTo) as refusal:
        session().rollback()
        return _show_move(found, form.wrong("move", str(refusal)))
    tell(moved)
    return redirect(_after(moved.referral), HTTPStatus.SEE_OTHER)


@bp.get("/done")
@requires(Permission.SEE_REFERRALS)
def done(referral_id: UUID) -> ResponseReturnValue:
    """For who has passed it on and sees it no more: it says nothing of it."""
    note_act(referral_id, act="see_that_it_is_done")
    return render_template("referrals/done.html")


@bp.get("/with-reason")
@requires(Permission.LOOK_WITH_REASON)
def with_reason(referral_id: UUID) -> ResponseReturnValue:
    """The page itself, for as long as a reason that was given holds; else the form that asks."""
    note_act(referral_id, act=Permission.LOOK_WITH_REASON, facts={"step": "look"})
    reader = current_actor()
    referral = find_to_look(session(), referral_id, reader=reader)
    if looks_with_reason(session(), referral, reader=reader, at=now()):
        return referral_page(seen_by(referral, reader))
    return _ask_for_reason(referral, AccountForm(typed={"reason": unsent().get("reason", "")}))


@bp.post("/with-reason")
@requires(Permission.LOOK_WITH_REASON)
def give_reason(referral_id: UUID) -> ResponseReturnValue:
    note_act(referral_id, act=Permission.LOOK_WITH_REASON, facts={"step": "reason"})
    actor = current_actor()
    referral = find_to_look(session(), referral_id, reader=actor)
    form = posted("reason")
    try:
        look(session(), referral, form.typed["reason"], actor=actor, at=now())
    except Invalid as refusal:
        return _ask_for_reason(referral, form.refused(refusal, otherwise="reason"))
    return redirect(url_for("referrals.with_reason", referral_id=referral_id), HTTPStatus.SEE_OTHER)


def _row(move: str) -> Row:
    if move not in set(Move):
        raise MoveUnknown(say("referral.no_such_step"))
    return ROWS[Move(move)]


def _check_offered(found: FoundReferral, row: Row) -> None:
    """:raises MoveNotPossible: or MoveNotTheirs: where a form would lead nowhere"""
    if not row.by & found.sides:
        raise MoveNotTheirs(say("referral.step_not_yours"))
    if found.referral.status not in row.from_:
        raise MoveNotPossible(say("referral.step_not_now"))


def _already(found: FoundReferral, form: MoveForm) -> ResponseReturnValue | None:
    """The same person has made the same move, and sent it twice."""
    last = found.referral.events[-1]
    is_same = (last.move, last.user_id) == (form.row.move, current_actor().user_id)
    if not is_same or form.version >= found.referral.version:
        return None
    address = url_for("referrals.show", referral_id=found.referral.id, done="already")
    return redirect(address, HTTPStatus.SEE_OTHER)


def _show_changed(referral_id: UUID, form: MoveForm, sentence: str) -> ResponseReturnValue:
    """The referral as it is now, and what was typed still in its box."""
    found = found_referral(referral_id, act="see_referral")
    referral = found.referral
    typed = {**form.typed, "version": str(referral.version)}
    changed = MoveForm(row=form.row, typed=typed, changed=True)
    if form.row.by & found.sides and referral.status in form.row.from_:
        return _show_move(found, changed.wrong("move", sentence))
    return referral_page(found, form=changed.wrong("changed", sentence))


def _show_move(found: FoundReferral, form: MoveForm) -> ResponseReturnValue:
    page = render_template(
        "referrals/move.html",
        shown=shown_referral(found, current_actor().user_id),
        form=form,
        reasons=form.reasons(),
        services=form.services(found.referral) if _asks_for_service(form) else [],
        holders=form.holders(found.referral) if form.asks("holder") else [],
        parties=form.parties(found.referral) if form.asks("party") else [],
    )
    return page, form.status


def _asks_for_service(form: MoveForm) -> bool:
    return form.asks("service") or form.asks("alternative")


def _ask_for_reason(referral: Referral, form: AccountForm) -> ResponseReturnValue:
    page = render_template("referrals/with_reason.html", referral_id=referral.id, form=form)
    return page, form.status


def _after(referral: Referral) -> str:
    """Its page; or, where they no longer see it, one that says that it is done."""
    try:
        find_referral(session(), referral.id, reader=current_actor(), at=now())
    except ReferralNotFound:
        return url_for("referrals.done", referral_id=referral.id)
    return url_for("referrals.show", referral_id=referral.id, done="moved")
