"""Signing in with e-mail and password, proving it once more, and signing out."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from base.clock import now
from navigator.accounts import throttle
from navigator.accounts.permissions import Permission
from navigator.accounts.sign_in import SignInRefused, WrongPassword, check_password, folded
from navigator.accounts.throttle import Try
from navigator.accounts.totp import CodeRefused
from navigator.db import session
from navigator.web import csrf
from navigator.web.access import public, requires
from navigator.web.account_form import AccountForm, posted, posted_secret, with_missing
from navigator.web.auditing import note
from navigator.web.coming_in import come_in, count_try, lead_on, wanted
from navigator.web.partnership import current_partnership
from navigator.web.proving import prove
from navigator.web.signed_in import (
    clear_site_data,
    current_person,
    keep_out_of_stores,
    renew_key,
    sign_out,
)
from navigator.web.words import say

bp = Blueprint("sign_in", __name__)
bp.after_request(keep_out_of_stores)


@bp.get("/sign-in")
@public
def show() -> ResponseReturnValue:
    return _show(AccountForm())


@bp.post("/sign-in")
@csrf.protect.exempt  # type: ignore[untyped-decorator]  # checked below: what was typed is kept
@public
def submit() -> ResponseReturnValue:
    form = _read_posted()
    if form.errors:
        return _show(form)
    email = form.typed["email"]
    counted = count_try(Try.PASSWORD, folded(email))
    try:
        user = check_password(
            session(), email, posted_secret("password"), partnership_id=current_partnership().id
        )
    except SignInRefused as refusal:
        note("sign_in", facts={"step": "password"})
        return _show(form.refused(refusal, otherwise="email"))
    throttle.take_back(session(), counted)
    return come_in(user)


@bp.get("/sign-in/again")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def again() -> ResponseReturnValue:
    return _show_again(AccountForm())


@bp.post("/sign-in/again")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def prove_again() -> ResponseReturnValue:
    note("prove_again")
    try:
        prove()
    except (WrongPassword, CodeRefused) as refusal:
        session().rollback()
        return _show_again(AccountForm().refused(refusal, otherwise="current"))
    renew_key().proved_at = now()
    return lead_on()


@bp.post("/sign-out")
@public
def leave() -> ResponseReturnValue:
    if current_person():
        note("sign_out")
    sign_out()
    return clear_site_data(Response(status=303, headers={"Location": url_for("sign_in.left")}))


@bp.get("/signed-out")
@public
def left() -> ResponseReturnValue:
    if current_person():
        return redirect("/", code=303)
    return render_template("sign_in/left.html")


def _read_posted() -> AccountForm:
    form = posted("email")
    try:
        csrf.protect.protect()
    except CSRFError:
        return form.wrong("email", say("sign_in.too_old"))
    return with_missing(form, "password")


def _show(form: AccountForm) -> ResponseReturnValue:
    return render_template("sign_in/show.html", form=form, next=wanted()), form.status


def _show_again(form: AccountForm) -> ResponseReturnValue:
    return render_template("sign_in/again.html", form=form, next=wanted()), form.status
