"""Signing in with an organisation's own account: off to its page, and back."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts.identity_providers import enabled_provider
from navigator.accounts.models import IdentityProvider, User
from navigator.accounts.single_sign_on import NotLetIn, Vouched, asks_for_our_code, let_in
from navigator.db import changing, session
from navigator.web.access import public
from navigator.web.auditing import note
from navigator.web.coming_in import wanted
from navigator.web.issuers import Failed, ProviderFailed
from navigator.web.own_path import own_path
from navigator.web.partnership import current_partnership
from navigator.web.signed_in import keep_out_of_stores, sign_in
from navigator.web.single_sign_on import NotBegun, Returned, leave_for, return_from
from navigator.web.unsent import forget_of_others
from navigator.web.words import label, say

bp = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/with/<uuid:organisation_id>")
bp.after_request(keep_out_of_stores)

STEP = "own_account"


@bp.get("")
@public
def leave(organisation_id: UUID) -> ResponseReturnValue:
    """A link and no form: the policy of our pages lets no form lead to another website."""
    provider = _provider(organisation_id)
    try:
        return redirect(leave_for(provider, on_to=wanted()), HTTPStatus.SEE_OTHER)
    except ProviderFailed as failure:
        return _failed(provider, failure.failed)


@bp.get("/back")
@public
@changing
def back(organisation_id: UUID) -> ResponseReturnValue:
    provider = _provider(organisation_id)
    try:
        returned = return_from(provider, request.args)
        user = let_in(session(), provider, _vouched(returned), at=now())
    except NotBegun:
        return _refused(provider, "not_begun", say("own_account.not_begun"))
    except ProviderFailed as failure:
        return _failed(provider, failure.failed)
    except NotLetIn as refusal:
        return _refused(provider, refusal.reason, str(refusal))
    return _come_in(provider, returned, user)


def _provider(organisation_id: UUID) -> IdentityProvider:
    """:raises ProviderNotFound: if nobody signs in there"""
    return enabled_provider(session(), organisation_id, partnership_id=current_partnership().id)


def _vouched(returned: Returned) -> Vouched:
    seen = returned.seen
    return Vouched(issuer=seen.issuer, subject=seen.subject, email=seen.email)


def _come_in(provider: IdentityProvider, returned: Returned, user: User) -> ResponseReturnValue:
    asks = asks_for_our_code(
        user,
        is_trusted=provider.trusts_its_second_factor,
        showed_second_factor=returned.seen.showed_second_factor,
    )
    sign_in(user, is_full=not asks, at=now())
    forget_of_others(user.id)
    note("sign_in", object_kind="user", object_id=user.id, facts={"step": STEP})
    on_to = own_path(returned.on_to, otherwise="/")
    if asks:
        has_app = user.totp_confirmed_at is not None
        page = "second_factor.code" if has_app else "second_factor.set_up"
        on_to = url_for(page, next=None if on_to == "/" else on_to)
    return redirect(on_to, HTTPStatus.SEE_OTHER)


def _failed(provider: IdentityProvider, failed: Failed) -> ResponseReturnValue:
    return _refused(provider, failed, label("own_account_failed", failed))


def _refused(provider: IdentityProvider, reason: str, sentence: str) -> ResponseReturnValue:
    """Nothing of it is kept but that it was refused, and why."""
    session().rollback()
    note(
        "sign_in",
        object_kind="identity_provider",
        object_id=provider.id,
        owner_id=provider.organisation_id,
        facts={"step": STEP, "reason": reason},
    )
    page = render_template("single_sign_on/refused.html", sentence=sentence, name=provider.name)
    return page, HTTPStatus.FORBIDDEN
