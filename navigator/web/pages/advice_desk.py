"""The desk of somebody who gives advice: calls that wait, their own, what is to be followed up."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now, today
from base.refusals import Conflict, Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import advice, advice_calls
from navigator.referrals.advice_roll import advisers, duty_of, set_duty
from navigator.referrals.models import AdviceCall
from navigator.web.access import requires
from navigator.web.advice_form import (
    WEEKDAYS,
    DecidedForm,
    DutyForm,
    decided_of,
    form_of_duty,
    read_decided,
    read_duty,
    read_rung,
)
from navigator.web.advice_mail import tell_advisers, tell_caller
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.shown_advice import ShownRoll, days_to_choose, state_of, waited
from navigator.web.signed_in import signed_in_person
from navigator.web.unsent import unsent

bp = Blueprint("advice_desk", __name__, url_prefix="/advice/desk")

DONE = ("taken", "let_go", "decided", "finished", "saved")
"""What a page can say was just done."""


@bp.get("")
@requires(Permission.GIVE_ADVICE)
def show() -> ResponseReturnValue:
    note("see_advice_desk")
    return _show_desk()


@bp.get("/<uuid:call_id>")
@requires(Permission.GIVE_ADVICE)
def call(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="see_advice_call")
    kept = unsent()
    return _show_call(found, read_decided(kept) if kept else decided_of(found))


@bp.post("/<uuid:call_id>")
@requires(Permission.GIVE_ADVICE)
def decide(call_id: UUID) -> ResponseReturnValue:
    """Write down what was decided; sent again, it takes the place of what was there."""
    found = _find(call_id, act="record_advice")
    form = read_decided(request.form)
    decided, is_first = form.as_decided(), found.talked_at is None
    try:
        advice.record_call(session(), found, decided, actor=current_actor(), at=now())
    except Invalid as refusal:
        return _show_call(found, form.refused(refusal, otherwise="decided"))
    except Conflict as refusal:
        return _show_call(found, form.wrong("decided", str(refusal)), status=409)
    if is_first:
        tell_caller("advice_decided", found)
    return _lead_to_call(found, done="decided")


@bp.post("/<uuid:call_id>/take")
@requires(Permission.GIVE_ADVICE)
def take(call_id: UUID) -> ResponseReturnValue:
    """Of two who take the same call, one does; taken twice by the same, it is taken once."""
    found = _find(call_id, act="take_advice_call")
    actor = current_actor()
    if found.adviser_id != actor.user_id:
        advice.take_call(session(), found, actor=actor, at=now())
        tell_caller("advice_taken", found)
    return _lead_to_call(found, done="taken")


@bp.post("/<uuid:call_id>/let-go")
@requires(Permission.GIVE_ADVICE)
def let_go(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="let_advice_call_go")
    if found.adviser_id is not None:
        actor = current_actor()
        advice.let_go(session(), found, actor=actor)
        others = [each for each in _roll().advisers if each.user_id != actor.user_id]
        tell_advisers(found, others, at=now())
    return _lead_to_desk(done="let_go")


@bp.post("/<uuid:call_id>/finish")
@requires(Permission.GIVE_ADVICE)
def finish(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="finish_advice_call")
    advice.finish_call(session(), found, actor=current_actor(), at=now())
    return _lead_to_call(found, done="finished")


@bp.get("/rung")
@requires(Permission.GIVE_ADVICE)
def rung() -> ResponseReturnValue:
    """For a call that came in while on duty."""
    note("look_at_rung_form")
    return _show_rung(read_rung(unsent()))


@bp.post("/rung")
@requires(Permission.GIVE_ADVICE)
def write_down() -> ResponseReturnValue:
    form = read_rung(request.form)
    try:
        kept = advice.record_rung(
            session(),
            form.typed["email"],
            form.as_decided(),
            key=form.typed["key"],
            actor=current_actor(),
            at=now(),
        )
    except Invalid as refusal:
        return _show_rung(form.refused(refusal, otherwise="email"))
    _note("record_advice", kept.call)
    if kept.is_new:
        tell_caller("advice_decided", kept.call)
    return _lead_to_call(kept.call, done="decided")


@bp.get("/duty")
@requires(Permission.GIVE_ADVICE)
def duty() -> ResponseReturnValue:
    note("see_own_duty")
    kept, user_id = unsent(), signed_in_person().user.id
    return _show_duty(read_duty(kept) if kept else form_of_duty(duty_of(session(), user_id)))


@bp.post("/duty")
@requires(Permission.GIVE_ADVICE)
def save_duty() -> ResponseReturnValue:
    note("set_own_duty")
    form = read_duty(request.form)
    if form.errors:
        return _show_duty(form)
    try:
        set_duty(session(), form.as_duty(), actor=current_actor())
    except Invalid as refusal:
        return _show_duty(form.refused(refusal, otherwise="phone"))
    return _lead_to_desk(done="saved")


def _roll() -> ShownRoll:
    at = now()
    return ShownRoll(advisers=advisers(session(), reader=current_actor(), at=at), at=at)


def _find(call_id: UUID, *, act: str) -> AdviceCall:
    found = advice_calls.find_advised_call(session(), call_id, reader=current_actor(), at=now())
    _note(act, found)
    return found


def _note(act: str, found: AdviceCall) -> None:
    note(
        act,
        object_kind="advice_call",
        object_id=found.id,
        owner_id=found.caller_organisation_id,
    )


def _done() -> str:
    done = request.args.get("done", "")
    return done if done in DONE else ""


def _show_desk() -> ResponseReturnValue:
    reader, at = current_actor(), now()
    return render_template(
        "advice/desk.html",
        waiting=advice_calls.waiting_calls(session(), reader=reader, at=at),
        taken=advice_calls.taken_calls(session(), reader=reader),
        steps=advice_calls.calls_to_follow_up(session(), reader=reader),
        roll=_roll(),
        own=duty_of(session(), signed_in_person().user.id),
        today=today(),
        waited=lambda call: waited(call, at=at),
        done=_done(),
    )


def _show_call(found: AdviceCall, form: DecidedForm, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "advice/desk_call.html",
        call=found,
        names=advice_calls.named(session(), found),
        state=state_of(found),
        is_mine=found.adviser_id == current_actor().user_id,
        form=form,
        days=days_to_choose(today(), also=[form.typed["by_day"]]),
        roll=_roll(),
        done=_done(),
    )
    return page, status or form.status


def _show_rung(form: DecidedForm) -> ResponseReturnValue:
    days = days_to_choose(today(), also=[form.typed["by_day"]])
    return render_template("advice/rung.html", form=form, days=days), form.status


def _show_duty(form: DutyForm) -> ResponseReturnValue:
    return render_template("advice/duty.html", form=form, weekdays=WEEKDAYS), form.status


def _lead_to_call(found: AdviceCall, *, done: str) -> ResponseReturnValue:
    return redirect(url_for("advice_desk.call", call_id=found.id, done=done), code=303)


def _lead_to_desk(*, done: str) -> ResponseReturnValue:
    return redirect(url_for("advice_desk.show", done=done), code=303)
