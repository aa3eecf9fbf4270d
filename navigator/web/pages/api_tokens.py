"""Keys for programs: those that somebody has made, a new one, and taking one back."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import api_tokens
from navigator.accounts.api_tokens import TokenRefused
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.unsent import unsent

bp = Blueprint("api_tokens", __name__, url_prefix="/account/keys")

LIVES = (30, 90, 365)
"""The days that a key can be made for."""


@bp.get("")
@requires(Permission.HOLD_API_TOKENS)
def show() -> ResponseReturnValue:
    waiting = unsent()
    return _show(AccountForm(typed={name: waiting.get(name, "") for name in ("name", "days")}))


@bp.post("")
@requires(Permission.HOLD_API_TOKENS, proved=True)
def make() -> ResponseReturnValue:
    form = posted("name", "days")
    note("make_api_token")
    try:
        key = api_tokens.make(
            session(),
            current_actor(),
            name=form.typed["name"],
            scopes=request.form.getlist("scopes"),
            days=_days(form.typed["days"]),
            at=now(),
        )
    except TokenRefused as refusal:
        return _show(form.refused(refusal, otherwise="name"))
    return render_template("account/key.html", key=key, name=form.typed["name"])


@bp.post("/<uuid:token_id>/revoke")
@requires(Permission.HOLD_API_TOKENS)
def revoke(token_id: UUID) -> ResponseReturnValue:
    note("revoke_api_token", object_kind="api_token", object_id=token_id)
    api_tokens.revoke(session(), token_id, actor=current_actor(), at=now())
    return redirect(url_for("api_tokens.show", done="revoked"), code=303)


def _days(typed: str) -> int:
    """What is no number of days is refused as one that is too small."""
    return int(typed) if typed in {str(days) for days in LIVES} else 0


def _show(form: AccountForm) -> ResponseReturnValue:
    page = render_template(
        "account/keys.html",
        form=form,
        keys=api_tokens.tokens_of(session(), current_actor()),
        scopes=api_tokens.scopes_for(current_actor()),
        lives=LIVES,
        done=request.args.get("done") == "revoked",
    )
    return page, form.status
