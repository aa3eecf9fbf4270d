"""Somebody's own account: who they are here, where they are signed in, and for whom they act."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import sign_ins, totp
from navigator.accounts.models import User
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.browsers import browser_name
from navigator.web.signed_in import (
    NotTheirOrganisation,
    clear_site_data,
    sign_out,
    signed_in_person,
    stay,
    switch,
    this_browser,
)

bp = Blueprint("account", __name__, url_prefix="/account")

DONE = ("password", "organisation")
"""What the page can say was just done."""


@bp.get("")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    user = signed_in_person().user
    done = request.args.get("done", "")
    return render_template(
        "account/show.html",
        user=user,
        belongs=belongs_to(user),
        open_in=sign_ins.open_sign_ins(session(), user.id, at=now()),
        this_browser=this_browser(),
        browser_name=browser_name,
        codes_left=totp.recovery_codes_left(session(), user),
        done=done if done in DONE else "",
    )


@bp.post("/organisation")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def switch_organisation() -> ResponseReturnValue:
    wanted = _organisation_of(request.form.get("organisation", ""))
    note("switch_organisation", object_kind="organisation", object_id=wanted)
    switch(wanted)
    return redirect(url_for("account.show", done="organisation"), code=303)


@bp.post("/sign-out-everywhere")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    user = signed_in_person().user
    note("sign_out_everywhere", object_kind="user", object_id=user.id)
    sign_ins.end_all(session(), user.id)
    sign_out()
    return clear_site_data(Response(status=303, headers={"Location": url_for("sign_in.left")}))


@bp.post("/stay")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def stay_signed_in() -> ResponseReturnValue:
    """For the script that warns before a session ends."""
    return jsonify(seconds=stay())


def belongs_to(user: User) -> Mapping[tuple[UUID, str], list[str]]:
    """The roles that somebody holds now, by organisation: its id and its name."""
    held: dict[tuple[UUID, str], list[str]] = {}
    for each in sign_ins.current_memberships(user):
        held.setdefault((each.organisation_id, each.organisation.name), []).append(each.role)
    return MappingProxyType(held)


def _organisation_of(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise NotTheirOrganisation("You do not belong to that organisation.") from None
