"""An invitation: what it is to, and one button to accept it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import people, sign_ins, throttle, tokens
from navigator.accounts.models import SingleUseToken, User
from navigator.accounts.passwords import PasswordRefused
from navigator.accounts.sign_in import user_by_email
from navigator.accounts.throttle import Try
from navigator.accounts.tokens import LinkClosed, TokenKind
from navigator.db import session
from navigator.web.access import public
from navigator.web.account_form import AccountForm, posted_secret
from navigator.web.auditing import note
from navigator.web.coming_in import come_in, count_try
from navigator.web.partnership import current_partnership
from navigator.web.signed_in import keep_out_of_stores
from services_catalog.models import Organisation

bp = Blueprint("invitation", __name__, url_prefix="/invitation")
bp.after_request(keep_out_of_stores)


@bp.get("/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    return _show(token, AccountForm())


@bp.post("/<token>")
@public
def accept(token: str) -> ResponseReturnValue:
    """Somebody new chooses a password; somebody known shows that it is them by theirs."""
    found = _look_at(token)
    counted = count_try(Try.PASSWORD, found.email)
    note("accept_invitation", object_kind="invitation", owner_id=found.organisation_id)
    try:
        user = _accept(token)
    except PasswordRefused as refusal:
        session().rollback()
        return _show(token, AccountForm().refused(refusal, otherwise="password"))
    throttle.take_back(session(), counted)
    sign_ins.end_all(session(), user.id)
    return come_in(user)


def _accept(token: str) -> User:
    """:raises LinkClosed: also for an account that is disabled"""
    user = people.accept_invitation(
        session(),
        token,
        password=posted_secret("password"),
        partnership_id=current_partnership().id,
        at=now(),
    )
    if user.disabled_at is not None:
        raise LinkClosed
    return user


def _look_at(token: str) -> SingleUseToken:
    return tokens.look_at(
        session(),
        token,
        TokenKind.INVITATION,
        partnership_id=current_partnership().id,
        at=now(),
    )


def _show(token: str, form: AccountForm) -> ResponseReturnValue:
    found = _look_at(token)
    known = user_by_email(session(), found.email, partnership_id=found.partnership_id)
    page = render_template(
        "sign_in/invitation.html",
        form=form,
        token=token,
        invited=found,
        organisation=session().get_one(Organisation, found.organisation_id).name,
        is_known=known is not None and known.password_hash is not None,
    )
    return page, form.status
