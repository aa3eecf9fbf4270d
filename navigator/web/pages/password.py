"""Passwords: choose another when the old one is forgotten, or change it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import resets, throttle, tokens
from navigator.accounts.passwords import PasswordRefused
from navigator.accounts.permissions import Permission
from navigator.accounts.sign_in import WrongPassword, change_password, folded, reset_password
from navigator.accounts.throttle import Try
from navigator.accounts.tokens import TokenKind
from navigator.db import session
from navigator.web.access import public, requires
from navigator.web.account_form import AccountForm, posted, posted_secret, with_missing
from navigator.web.auditing import note
from navigator.web.coming_in import count_try
from navigator.web.mail import outside_link, send_mail
from navigator.web.partnership import current_partnership
from navigator.web.signed_in import (
    keep_out_of_stores,
    renew_key,
    signed_in_person,
    this_browser,
)

bp = Blueprint("password", __name__)
bp.after_request(keep_out_of_stores)


@bp.get("/password/forgot")
@public
def forgot() -> ResponseReturnValue:
    return _show_forgot(AccountForm())


@bp.post("/password/forgot")
@public
def ask() -> ResponseReturnValue:
    """Whoever asks gets the same answer; who has an account is told by mail alone."""
    form = with_missing(posted("email"))
    if form.errors:
        return _show_forgot(form)
    email = folded(form.typed["email"])
    count_try(Try.RESET, email)
    raw = resets.ask(session(), email, partnership_id=current_partnership().id, at=now())
    if raw is None:
        send_mail("no_account", email)
    else:
        send_mail("new_password", email, link=outside_link("password.choose", token=raw))
    note("ask_for_new_password")
    return redirect(url_for("password.asked"), code=303)


@bp.get("/password/asked")
@public
def asked() -> ResponseReturnValue:
    return render_template("sign_in/asked.html")


@bp.get("/password/choose/<token>")
@public
def choose(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing: whatever reads mail before people do opens it too."""
    tokens.look_at(
        session(),
        token,
        TokenKind.NEW_PASSWORD,
        partnership_id=current_partnership().id,
        at=now(),
    )
    return _show_choose(token, AccountForm())


@bp.post("/password/choose/<token>")
@public
def use(token: str) -> ResponseReturnValue:
    try:
        user = reset_password(
            session(),
            token,
            posted_secret("password"),
            partnership_id=current_partnership().id,
            at=now(),
        )
    except PasswordRefused as refusal:
        session().rollback()
        note("choose_new_password")
        return _show_choose(token, AccountForm().refused(refusal, otherwise="password"))
    note("choose_new_password", object_kind="user", object_id=user.id)
    send_mail("password_changed", user.email, link=outside_link("password.forgot"))
    return redirect(url_for("password.chosen"), code=303)


@bp.get("/password/chosen")
@public
def chosen() -> ResponseReturnValue:
    return render_template("sign_in/chosen.html")


@bp.get("/account/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    return _show_change(AccountForm())


@bp.post("/account/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def change() -> ResponseReturnValue:
    form = with_missing(AccountForm(), "current", "password")
    if form.errors:
        return _show_change(form)
    note("change_password", object_kind="user", object_id=signed_in_person().user.id)
    try:
        _change()
    except (WrongPassword, PasswordRefused) as refusal:
        session().rollback()
        return _show_change(form.refused(refusal, otherwise="password"))
    return redirect(url_for("account.show", done="password"), code=303)


def _change() -> None:
    user = signed_in_person().user
    counted = count_try(Try.PASSWORD, user.email)
    current, new = posted_secret("current"), posted_secret("password")
    change_password(session(), user, current=current, new=new, keep=this_browser(), at=now())
    throttle.take_back(session(), counted)
    renew_key()
    send_mail("password_changed", user.email, link=outside_link("password.forgot"))


def _show_forgot(form: AccountForm) -> ResponseReturnValue:
    return render_template("sign_in/forgot.html", form=form), form.status


def _show_choose(token: str, form: AccountForm) -> ResponseReturnValue:
    return render_template("sign_in/choose.html", form=form, token=token), form.status


def _show_change(form: AccountForm) -> ResponseReturnValue:
    return render_template("account/password.html", form=form), form.status
