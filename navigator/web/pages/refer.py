"""Referring somebody: begun from a service, gone on with later, or thrown away."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import drafting
from navigator.referrals.models import Referral, ReferralDraft
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.named_services import named_services
from navigator.web.partnership import current_actor
from navigator.web.referring.prefill import prefilled
from navigator.web.referring.shown import ToService, shown, to_services
from navigator.web.signed_in import current_person
from navigator.web.unsent import unsent
from services_catalog.queries import ServiceNotFound

bp = Blueprint("refer", __name__, url_prefix="/refer")

SERVICE = "service_id"
DONE = ("saved", "deleted")
"""What the list of drafts can say was just done."""


@bp.get("")
@requires(Permission.MAKE_REFERRALS)
def drafts() -> ResponseReturnValue:
    note("see_drafts", object_kind="referral_draft", owner_id=current_actor().organisation_id)
    own = drafting.own_drafts(session(), reader=current_actor(), at=now())
    done = request.args.get("done", "")
    return render_template(
        "refer/drafts.html",
        drafts=[shown(draft) for draft in own],
        waiting=named_services(unsent().getlist(SERVICE)).services,
        done=done if done in DONE else "",
    )


@bp.post("")
@requires(Permission.MAKE_REFERRALS)
def start() -> ResponseReturnValue:
    ids = named_services(request.form.getlist(SERVICE)).ids
    if not ids:
        raise ServiceNotFound("We could not find that service.")
    services = to_services(ids)
    if not all(each.takes_it for each in services):
        return ask_to_ring(services)
    actor = current_actor()
    draft = drafting.start(session(), ids, prefilled(actor), actor=actor, at=now())
    note_draft(draft.id, act="begin_referral")
    return lead_to(draft, "agreement")


@bp.get("/<uuid:draft_id>/delete")
@requires(Permission.MAKE_REFERRALS)
def delete(draft_id: UUID) -> ResponseReturnValue:
    """Opening the page changes nothing: it asks."""
    draft = own_draft(draft_id, act="write_referral")
    if draft.sent_at:
        return lead_to_sent(draft_id)
    return render_template("refer/delete.html", shown=shown(draft))


@bp.post("/<uuid:draft_id>/delete")
@requires(Permission.MAKE_REFERRALS)
def forget(draft_id: UUID) -> ResponseReturnValue:
    """Said twice, it is as if it was said once."""
    note_draft(draft_id, act="delete_draft")
    try:
        draft = drafting.find_draft(session(), draft_id, reader=current_actor(), at=now())
    except drafting.DraftNotFound:
        return redirect(url_for("refer.drafts"), code=303)
    if draft.sent_at:
        return lead_to_sent(draft_id)
    drafting.forget(session(), draft)
    return redirect(url_for("refer.drafts", done="deleted"), code=303)


@bp.app_template_global()
def may_refer() -> str:
    """Whether it is "yes", "sign_in" for who may be somebody who does, or nothing."""
    person = current_person()
    if person is None:
        return "sign_in"
    return "yes" if person.may(Permission.MAKE_REFERRALS) else ""


@bp.app_template_global()
def way_to_refer(service_id: UUID) -> str:
    """The same; "paused" or "no" where they may, and the service takes none here now."""
    way = may_refer()
    return to_services([service_id])[0].online if way == "yes" else way


def own_draft(draft_id: UUID, *, act: str) -> ReferralDraft:
    """Return a draft of the person who asks; that they asked is recorded in any case."""
    note_draft(draft_id, act=act)
    return drafting.find_draft(session(), draft_id, reader=current_actor(), at=now())


def note_draft(draft_id: UUID, *, act: str) -> None:
    owner_id = current_actor().organisation_id
    note(act, object_kind="referral_draft", object_id=draft_id, owner_id=owner_id)


def note_referral(referral: Referral, *, act: str) -> None:
    owner_id = referral.sender_organisation_id
    note(act, object_kind="referral", object_id=referral.id, owner_id=owner_id)


def lead_to(draft: ReferralDraft, page: str) -> ResponseReturnValue:
    if page == "check":
        return redirect(url_for("refer.check", draft_id=draft.id), code=303)
    return redirect(url_for("refer.page", draft_id=draft.id, page=page), code=303)


def lead_to_sent(draft_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("refer.sent", draft_id=draft_id), code=303)


def ask_to_ring(services: Iterable[ToService]) -> ResponseReturnValue:
    """Nothing can be sent to some of them: they are to be rung. That it was said is recorded."""
    every = list(services)
    for each in every:
        if not each.takes_it:
            note("told_to_ring", object_kind="service", object_id=each.id)
    return render_template(
        "refer/ring.html",
        to_ring=[each for each in every if not each.takes_it],
        others=[each for each in every if each.takes_it],
    )
