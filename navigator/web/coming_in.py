"""What every way to sign in shares: a try is counted first, and what comes next depends on who."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import sign_ins, throttle
from navigator.accounts.models import User
from navigator.accounts.permissions import needs_second_factor
from navigator.accounts.throttle import Counted, Try
from navigator.db import separate_session, session
from navigator.web.auditing import note
from navigator.web.own_path import own_path
from navigator.web.signed_in import sign_in
from navigator.web.unsent import forget_of_others

HOME = "/"


def count_try(kind: Try, account: str) -> Counted:
    """
    Count a try and commit it, before it is looked at and anything is changed.

    :raises TooManyTries: if there were too many of late
    """
    session().rollback()  # a request holds one connection at a time, or many at once would wait
    with separate_session() as own, own.begin():
        return throttle.count_try(
            own, kind, account=account, address=request.remote_addr or "", at=now()
        )


def come_in(user: User) -> ResponseReturnValue:
    """Begin a sign-in of somebody whose password was right, and lead to what comes next."""
    has_app = user.totp_confirmed_at is not None
    roles = [held.role for held in sign_ins.current_memberships(user)]
    needs_app = needs_second_factor(roles) and not has_app
    sign_in(user, is_full=not (has_app or needs_app), at=now())
    forget_of_others(user.id)
    note("sign_in", object_kind="user", object_id=user.id, facts={"step": "password"})
    if has_app:
        return lead_to("second_factor.code")
    return lead_to("second_factor.set_up") if needs_app else lead_on()


def wanted() -> str:
    """Where they were on their way to: a page of this website, else the first."""
    return own_path(request.values.get("next", ""), otherwise=HOME)


def lead_on() -> ResponseReturnValue:
    return redirect(wanted(), code=303)


def lead_to(endpoint: str) -> ResponseReturnValue:
    """A page on the way, which knows where it leads."""
    on_to = wanted()
    return redirect(url_for(endpoint, next=None if on_to == HOME else on_to), code=303)
