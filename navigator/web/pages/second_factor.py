"""The second factor: the code that is asked for, the app that makes it, and recovery codes."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import throttle, totp
from navigator.accounts.models import SignIn, User
from navigator.accounts.permissions import Permission
from navigator.accounts.throttle import Try
from navigator.accounts.totp import CodeRefused
from navigator.db import session
from navigator.web.access import public, requires
from navigator.web.account_form import AccountForm, posted_secret
from navigator.web.auditing import note
from navigator.web.coming_in import count_try, lead_on, lead_to, wanted
from navigator.web.mail import send_mail
from navigator.web.new_app import NewApp, forget_new_app
from navigator.web.proving import take_code
from navigator.web.signed_in import (
    complete,
    half_signed_in,
    keep_out_of_stores,
    renew_key,
    signed_in_person,
)

bp = Blueprint("second_factor", __name__)
bp.after_request(keep_out_of_stores)


@bp.get("/sign-in/code")
@public
def code() -> ResponseReturnValue:
    half = half_signed_in()
    return _elsewhere(half) or _show_code(AccountForm())


@bp.post("/sign-in/code")
@public
def check_code() -> ResponseReturnValue:
    half = half_signed_in()
    if half is None or not _has_app(half):
        return _elsewhere(half) or lead_on()
    user_id = half.user_id
    try:
        kind = take_code(half.user)
    except CodeRefused as refusal:
        session().rollback()
        note("sign_in", object_kind="user", object_id=user_id, facts={"step": "code"})
        return _show_code(AccountForm().refused(refusal, otherwise="code"))
    complete(half, at=now())
    note("sign_in", object_kind="user", object_id=user_id, facts={"step": kind})
    return lead_on()


@bp.get("/sign-in/set-up")
@public
def set_up() -> ResponseReturnValue:
    half = half_signed_in()
    if half is None or _has_app(half):
        return _elsewhere(half) or lead_to("second_factor.code")
    return _show_app(half.user, AccountForm())


@bp.post("/sign-in/set-up")
@public
def finish_set_up() -> ResponseReturnValue:
    half = half_signed_in()
    if half is None or _has_app(half):
        return _elsewhere(half) or lead_to("second_factor.code")
    try:
        codes = _confirm(half.user)
    except CodeRefused as refusal:
        return _show_app(half.user, AccountForm().refused(refusal, otherwise="code"))
    complete(half, at=now())
    return _show_codes(codes)


@bp.get("/account/app")
@requires(Permission.MANAGE_OWN_ACCOUNT, proved=True)
def app() -> ResponseReturnValue:
    return _show_app(signed_in_person().user, AccountForm())


@bp.post("/account/app")
@requires(Permission.MANAGE_OWN_ACCOUNT, proved=True)
def change_app() -> ResponseReturnValue:
    user = signed_in_person().user
    try:
        codes = _confirm(user)
    except CodeRefused as refusal:
        return _show_app(user, AccountForm().refused(refusal, otherwise="code"))
    renew_key()
    send_mail("new_app", user.email)
    return _show_codes(codes)


@bp.get("/account/recovery-codes")
@requires(Permission.MANAGE_OWN_ACCOUNT, proved=True)
def recovery_codes() -> ResponseReturnValue:
    left = totp.recovery_codes_left(session(), signed_in_person().user)
    return render_template("account/recovery_codes.html", left=left)


@bp.post("/account/recovery-codes")
@requires(Permission.MANAGE_OWN_ACCOUNT, proved=True)
def make_recovery_codes() -> ResponseReturnValue:
    user = signed_in_person().user
    if user.totp_confirmed_at is None:
        return redirect(url_for("second_factor.app"), code=303)
    note("make_recovery_codes", object_kind="user", object_id=user.id)
    return _show_codes(totp.new_recovery_codes(session(), user))


def _confirm(user: User) -> list[str]:
    """:raises CodeRefused: if the code is not one of the app that was begun"""
    note("set_up_second_factor", object_kind="user", object_id=user.id)
    counted = count_try(Try.CODE, user.id.hex)
    codes = totp.confirm(
        session(), user, NewApp.begun(user.id).secret, posted_secret("code"), at=now()
    )
    throttle.take_back(session(), counted)
    forget_new_app()
    return codes


def _has_app(half: SignIn) -> bool:
    return half.user.totp_confirmed_at is not None


def _elsewhere(half: SignIn | None) -> ResponseReturnValue | None:
    """Where this is not the next thing to do."""
    if half is None:
        return lead_to("sign_in.show")
    return None if _has_app(half) else lead_to("second_factor.set_up")


def _show_code(form: AccountForm) -> ResponseReturnValue:
    return render_template("sign_in/code.html", form=form, next=wanted()), form.status


def _show_app(user: User, form: AccountForm) -> ResponseReturnValue:
    page = render_template(
        "sign_in/app.html",
        form=form,
        app=NewApp.begun(user.id),
        email=user.email,
        is_first=user.totp_confirmed_at is None,
        next=wanted(),
    )
    return page, form.status


def _show_codes(codes: Sequence[str]) -> ResponseReturnValue:
    """Once: whoever loads the page again gets no codes."""
    return render_template("sign_in/codes.html", codes=codes, next=wanted())
