"""How an organisation's people sign in with its own accounts: set up by its administrator."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid
from navigator.accounts.identity_providers import (
    SetUp,
    check_set_up,
    provider_of,
    put_provider,
    remove_provider,
)
from navigator.accounts.people import organisation_for
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.issuers import ProviderFailed
from navigator.web.outward_addresses import AddressRefused
from navigator.web.own_account_form import OwnAccountForm, form_of, read_own_account
from navigator.web.partnership import current_actor
from navigator.web.signed_in import this_browser
from navigator.web.single_sign_on import address_back, issuers
from navigator.web.unsent import unsent
from navigator.web.words import label, say
from services_catalog.models import Organisation

bp = Blueprint("own_account", __name__, url_prefix="/organisations/<uuid:organisation_id>/sign-in")

DONE = ("saved", "removed")


@bp.get("")
@requires(Permission.SET_UP_SIGN_IN, proved=True)
def show(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, "see_own_account")
    kept = unsent()
    found = provider_of(session(), organisation)
    return _show(organisation, read_own_account(kept) if kept else form_of(found))


@bp.post("")
@requires(Permission.SET_UP_SIGN_IN, proved=True)
def save(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, "set_up_own_account")
    form = read_own_account(request.form)
    try:
        _save(organisation, form.as_set_up())
    except Invalid as refusal:
        return _show(organisation, form.refused(refusal, otherwise="issuer"))
    return _lead_back(organisation, done="saved")


@bp.post("/remove")
@requires(Permission.SET_UP_SIGN_IN, proved=True)
def remove(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, "remove_own_account")
    remove_provider(session(), organisation, keep=this_browser())
    return _lead_back(organisation, done="removed")


def _find(organisation_id: UUID, act: str) -> Organisation:
    """Return an organisation that is theirs to look after; that they asked is recorded."""
    note(act, object_kind="organisation", object_id=organisation_id, owner_id=organisation_id)
    return organisation_for(
        session(), organisation_id, actor=current_actor(), permission=Permission.SET_UP_SIGN_IN
    )


def _save(organisation: Organisation, wanted: SetUp) -> None:
    """:raises Invalid: if it cannot be used; the issuer was asked"""
    check_set_up(wanted, before=provider_of(session(), organisation))
    issuers().adapter.check(wanted.issuer)
    if urlsplit(wanted.issuer).query:
        raise AddressRefused(say("own_account_set_up.no_query"))
    if wanted.enabled:
        _ask(wanted.issuer)
    put_provider(session(), organisation, wanted, keep=this_browser(), at=now())


def _ask(issuer: str) -> None:
    """:raises AddressRefused: if no provider answers there that calls itself so"""
    try:
        issuers().describe(issuer, at=now(), anew=True)
    except ProviderFailed as failure:
        raise AddressRefused(label("own_account_set_up", failure.failed)) from None


def _show(organisation: Organisation, form: OwnAccountForm) -> ResponseReturnValue:
    found = provider_of(session(), organisation)
    done = request.args.get("done", "")
    page = render_template(
        "single_sign_on/set_up.html",
        organisation=organisation,
        form=form,
        is_set_up=found is not None,
        has_secret=bool(found and found.client_secret),
        address_back=address_back(organisation.id),
        done=done if done in DONE else "",
    )
    return page, form.status


def _lead_back(organisation: Organisation, *, done: str) -> ResponseReturnValue:
    address = url_for("own_account.show", organisation_id=organisation.id, done=done)
    return redirect(address, code=303)
