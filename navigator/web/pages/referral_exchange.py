"""Messages between the sides of a referral, tries to reach somebody, contact facts put right."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from base.clock import now, today
from base.refusals import Invalid, NotFound
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.attempts import Attempt, record_attempt
from navigator.referrals.codes import AttemptKind, Side
from navigator.referrals.exchange import (
    CAN_BE_PUT_RIGHT,
    FactChanged,
    NotTheirsToSay,
    check_putting_right,
    put_right,
    say_to_the_others,
)
from navigator.referrals.seen import Part
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted_lines
from navigator.web.choices import choices_of
from navigator.web.day_boxes import DayUnreadable, boxes_of, read_day, typed_day
from navigator.web.found_referral import FoundReferral, found_referral
from navigator.web.partnership import current_actor
from navigator.web.referral_mail import tell_of_message
from navigator.web.referral_page import referral_page
from navigator.web.shown_referral import is_stopped, shown_referral
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("referral_exchange", __name__, url_prefix="/referrals/<uuid:referral_id>")

ON = "on"
ATTEMPT_BOXES = ("kind", "reached", "note", *boxes_of(ON))
LONGEST_KEY = 64
MOST_DIGITS = 9


class FactUnknown(NotFound):
    """There is no such contact fact."""


@bp.post("/messages")
@requires(Permission.SEE_REFERRALS)
def send(referral_id: UUID) -> ResponseReturnValue:
    """Sent twice, it is said once."""
    found = found_referral(referral_id, act="write_message")
    form = posted_lines("text", "send_key")
    key = form.typed["send_key"][:LONGEST_KEY]
    try:
        said = say_to_the_others(
            session(),
            found.referral,
            form.typed["text"],
            send_key=f"{current_actor().user_id} {key}",
            actor=current_actor(),
            at=now(),
        )
    except Invalid as refusal:
        return referral_page(found, form=form.refused(refusal, otherwise="text"))
    if said is not None:
        tell_of_message(found.referral, said)
    return _back(referral_id, done="said")


@bp.get("/attempts")
@requires(Permission.SEE_REFERRALS)
def try_again(referral_id: UUID) -> ResponseReturnValue:
    found = _to_be_reached(referral_id, act="look_at_attempt_form")
    kept = unsent()
    typed = {name: kept.get(name, "") for name in ATTEMPT_BOXES} if kept else _no_attempt()
    return _show_attempt(found, AccountForm(typed=typed))


@bp.post("/attempts")
@requires(Permission.SEE_REFERRALS)
def tried(referral_id: UUID) -> ResponseReturnValue:
    found = _to_be_reached(referral_id, act="record_attempt")
    form = posted_lines(*ATTEMPT_BOXES)
    try:
        record_attempt(session(), found.referral, _attempt(form), actor=current_actor(), at=now())
    except Invalid as refusal:
        return _show_attempt(found, form.refused(refusal, otherwise="kind"))
    return _back(referral_id, done="tried")


@bp.get("/put-right/<field>")
@requires(Permission.SEE_REFERRALS)
def fact(referral_id: UUID, field: str) -> ResponseReturnValue:
    found = _to_put_right(referral_id, field, act="look_at_fact_form")
    typed = {"text": unsent().get("text") or _as_it_is(found, field), "version": _version(found)}
    return _show_fact(found, field, AccountForm(typed=typed))


@bp.post("/put-right/<field>")
@requires(Permission.SEE_REFERRALS)
def save_fact(referral_id: UUID, field: str) -> ResponseReturnValue:
    found = _to_put_right(referral_id, field, act="put_right")
    form = posted_lines("text", "version")
    try:
        put_right(
            session(),
            found.referral,
            field,
            form.typed["text"],
            version=_number(form.typed["version"]),
            actor=current_actor(),
            at=now(),
        )
    except FactChanged as refusal:
        session().rollback()
        typed = {**form.typed, "version": _version(found)}
        page, _ = _show_fact(found, field, AccountForm(typed=typed).wrong("text", str(refusal)))
        return page, HTTPStatus.CONFLICT
    except Invalid as refusal:
        return _show_fact(found, field, form.refused(refusal, otherwise="text"))
    return _back(referral_id, done="put_right")


def _to_be_reached(referral_id: UUID, *, act: str) -> FoundReferral:
    """:raises NotTheirsToSay: unless they know how to reach the young person, and work with them"""
    found = found_referral(referral_id, act=act)
    if not (found.sees(Part.REACH) and found.sides & {Side.SENDER, Side.RECEIVER}):
        raise NotTheirsToSay(say("attempts.not_yours"))
    return found


def _to_put_right(referral_id: UUID, field: str, *, act: str) -> FoundReferral:
    if field not in CAN_BE_PUT_RIGHT:
        raise FactUnknown(say("put_right.unknown"))
    found = found_referral(referral_id, act=act, facts={"field": field})
    check_putting_right(session(), found.referral, field, actor=current_actor(), at=now())
    return found


def _attempt(form: AccountForm) -> Attempt:
    """:raises Invalid: naming the box"""
    if form.typed["kind"] not in set(AttemptKind):
        raise Invalid(say("attempts.missing_kind"), field="kind")
    if form.typed["reached"] not in {"yes", "no"}:
        raise Invalid(say("attempts.missing_reached"), field="reached")
    on: date | None = read_day(form.typed, ON)
    if on is None:
        raise DayUnreadable(say("day_boxes.unreadable"), field=ON)
    return Attempt(
        kind=AttemptKind(form.typed["kind"]),
        on=on,
        reached=form.typed["reached"] == "yes",
        note=form.typed["note"],
    )


def _no_attempt() -> dict[str, str]:
    return {**dict.fromkeys(ATTEMPT_BOXES, ""), **typed_day(ON, today())}


def _as_it_is(found: FoundReferral, field: str) -> str:
    """Empty where a number stands in it that nobody should see: then it is written anew."""
    if field != "call_back" and is_stopped(found.referral) and field != "must_not_know":
        return ""
    text: str = getattr(found.referral, field)
    return text


def _version(found: FoundReferral) -> str:
    return str(found.referral.version)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def _show_attempt(found: FoundReferral, form: AccountForm) -> ResponseReturnValue:
    page = render_template(
        "referrals/attempt.html",
        shown=shown_referral(found, current_actor().user_id),
        form=form,
        kinds=choices_of("attempt_kind", AttemptKind),
        results=choices_of("attempt_result", ("yes", "no")),
    )
    return page, form.status


def _show_fact(found: FoundReferral, field: str, form: AccountForm) -> tuple[str, int]:
    page = render_template(
        "referrals/put_right.html",
        shown=shown_referral(found, current_actor().user_id),
        field=field,
        form=form,
    )
    return page, form.status


def _back(referral_id: UUID, *, done: str) -> ResponseReturnValue:
    address = url_for("referrals.show", referral_id=referral_id, done=done)
    return redirect(address, HTTPStatus.SEE_OTHER)
