"""Close a referral to named people of the side that sent it, and open it again."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.closing import (
    ReaderRefused,
    check_closing,
    close_to,
    could_read,
    open_again,
    readers_of,
)
from navigator.web.access import requires
from navigator.web.account_form import AccountForm
from navigator.web.found_referral import FoundReferral, found_referral
from navigator.web.partnership import current_actor
from navigator.web.search_form import readable
from navigator.web.shown_referral import shown_referral
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("referral_readers", __name__, url_prefix="/referrals/<uuid:referral_id>/readers")

READERS = "readers"


@bp.get("")
@requires(Permission.SEE_REFERRALS)
def show(referral_id: UUID) -> ResponseReturnValue:
    found = _find(referral_id, act="see_readers")
    chosen = set(unsent().getlist(READERS)) or set(map(str, readers_of(session(), found.referral)))
    return _show(found, AccountForm(), chosen)


@bp.post("")
@requires(Permission.SEE_REFERRALS)
def save(referral_id: UUID) -> ResponseReturnValue:
    found = _find(referral_id, act="close_referral")
    sent = readable(request.form)
    chosen = set(sent.getlist(READERS))
    try:
        close_to(session(), found.referral, _ids(chosen), actor=current_actor(), at=now())
    except Invalid as refusal:
        return _show(found, AccountForm().refused(refusal, otherwise=READERS), chosen)
    return _back(referral_id, done="closed")


@bp.post("/open")
@requires(Permission.SEE_REFERRALS)
def reopen(referral_id: UUID) -> ResponseReturnValue:
    """Said twice, it is as if it was said once."""
    found = _find(referral_id, act="open_referral_again")
    open_again(session(), found.referral, actor=current_actor(), at=now())
    return _back(referral_id, done="opened")


def _find(referral_id: UUID, *, act: str) -> FoundReferral:
    found = found_referral(referral_id, act=act)
    check_closing(session(), found.referral, actor=current_actor(), at=now())
    return found


def _ids(chosen: set[str]) -> set[UUID]:
    try:
        return {UUID(each) for each in chosen}
    except ValueError:
        raise ReaderRefused(say("readers.from_list"), field=READERS) from None


def _show(found: FoundReferral, form: AccountForm, chosen: set[str]) -> ResponseReturnValue:
    referral = found.referral
    always = {str(referral.sender_id), str(current_actor().user_id)}
    people = [(str(each.id), each.name) for each in could_read(session(), referral)]
    page = render_template(
        "referrals/readers.html",
        shown=shown_referral(found, current_actor().user_id),
        form=form,
        is_closed=referral.named_only,
        always=[name for id_, name in people if id_ in always],
        people=[(id_, name, id_ in chosen) for id_, name in people if id_ not in always],
    )
    return page, form.status


def _back(referral_id: UUID, *, done: str) -> ResponseReturnValue:
    address = url_for("referrals.show", referral_id=referral_id, done=done)
    return redirect(address, HTTPStatus.SEE_OTHER)
