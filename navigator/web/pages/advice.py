"""Talk it through: ring somebody who is on duty now, or ask for a call back, and see what came."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import advice
from navigator.referrals.advice_calls import (
    CallCounts,
    count_calls,
    find_own_call,
    last_phone,
    named,
    own_calls,
)
from navigator.referrals.advice_roll import advisers
from navigator.referrals.models import AdviceCall
from navigator.web.access import public, requires
from navigator.web.advice_form import AskForm, read_ask
from navigator.web.advice_mail import tell_advisers
from navigator.web.alarm import whom_to_ring
from navigator.web.auditing import note
from navigator.web.named_services import named_services
from navigator.web.partnership import current_actor
from navigator.web.shown_advice import ShownRoll, state_of
from navigator.web.signed_in import current_person
from navigator.web.unsent import unsent
from services_catalog.models import Service

bp = Blueprint("advice", __name__, url_prefix="/advice")

ABOUT_A_SERVICE = "/services/<uuid:service_id>"
DONE = ("asked", "finished", "taken_back")
"""What the page of a call can say was just done."""


@bp.get("")
@bp.get(ABOUT_A_SERVICE)
@public
def show(service_id: UUID | None = None) -> ResponseReturnValue:
    person = current_person()
    may_ask = person is not None and person.may(Permission.ASK_ADVICE)
    phone = last_phone(session(), reader=current_actor()) if may_ask else ""
    return _show(read_ask(unsent(), phone=phone), _named(service_id))


@bp.post("")
@bp.post(ABOUT_A_SERVICE)
@requires(Permission.ASK_ADVICE)
def ask(service_id: UUID | None = None) -> ResponseReturnValue:
    """Sent twice, it is asked once."""
    form = read_ask(request.form)
    service = _named(service_id)
    wanted = form.as_ask(service.id if service else None)
    try:
        asked = advice.ask_for_call(session(), wanted, actor=current_actor(), at=now())
    except Invalid as refusal:
        return _show(form.refused(refusal, otherwise="phone"), service)
    _note("ask_advice", asked.call)
    if asked.is_new:
        tell_advisers(asked.call, current_roll().advisers, at=now())
    return _lead_to(asked.call, done="asked")


@bp.get("/calls")
@requires(Permission.ASK_ADVICE)
def calls() -> ResponseReturnValue:
    note("see_own_calls")
    found = own_calls(session(), reader=current_actor())
    return render_template("advice/calls.html", calls=found, state_of=state_of, roll=current_roll())


@bp.get("/calls/<uuid:call_id>")
@requires(Permission.ASK_ADVICE)
def call(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="see_advice_call")
    done, roll = request.args.get("done", ""), current_roll()
    return render_template(
        "advice/call.html",
        call=found,
        names=named(session(), found),
        state=state_of(found),
        adviser=roll.of(found),
        roll=roll,
        service=_named(found.service_id),
        done=done if done in DONE else "",
    )


@bp.post("/calls/<uuid:call_id>/finish")
@requires(Permission.ASK_ADVICE)
def finish(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="finish_advice_call")
    advice.finish_call(session(), found, actor=current_actor(), at=now())
    return _lead_to(found, done="finished")


@bp.post("/calls/<uuid:call_id>/take-back")
@requires(Permission.ASK_ADVICE)
def take_back(call_id: UUID) -> ResponseReturnValue:
    found = _find(call_id, act="take_back_advice_call")
    advice.take_back(session(), found, actor=current_actor(), at=now())
    return _lead_to(found, done="taken_back")


@bp.get("/roll")
@requires(Permission.REVIEW_REFERRALS)
def on_the_roll() -> ResponseReturnValue:
    """For a coordinator: who advises when, and how many calls wait. Not a word of them."""
    note("see_advice_roll")
    return render_template("advice/roll.html", roll=current_roll(), counts=_counts())


def current_roll() -> ShownRoll:
    at = now()
    return ShownRoll(advisers=advisers(session(), reader=current_actor(), at=at), at=at)


def _counts() -> CallCounts:
    at, reader = now(), current_actor()
    return count_calls(session(), current_roll().advisers, reader=reader, at=at)


def _show(form: AskForm, service: Service | None) -> ResponseReturnValue:
    page = render_template(
        "advice/show.html",
        form=form,
        roll=current_roll(),
        service=service,
        ring=whom_to_ring(),
        knows_numbers=current_actor().sees_professional,
    )
    return page, form.status


def _named(service_id: UUID | None) -> Service | None:
    """The one that it is about, where one is named that the reader may see."""
    return next(iter(named_services([service_id]).services), None) if service_id else None


def _find(call_id: UUID, *, act: str) -> AdviceCall:
    found = find_own_call(session(), call_id, reader=current_actor())
    _note(act, found)
    return found


def _note(act: str, found: AdviceCall) -> None:
    note(
        act,
        object_kind="advice_call",
        object_id=found.id,
        owner_id=found.caller_organisation_id,
    )


def _lead_to(found: AdviceCall, *, done: str) -> ResponseReturnValue:
    return redirect(url_for("advice.call", call_id=found.id, done=done), code=303)
