"""Check what was written before it is sent, and choose which services it goes to."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Conflict, Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import drafting
from navigator.referrals.models import Referral, ReferralDraft
from navigator.web.access import requires
from navigator.web.alarm import alarm_of, whom_to_ring
from navigator.web.named_services import named_services
from navigator.web.pages.refer import (
    ask_to_ring,
    bp,
    lead_to,
    lead_to_sent,
    note_referral,
    own_draft,
)
from navigator.web.partnership import current_actor
from navigator.web.referring.form import version_in
from navigator.web.referring.shown import ShownDraft, shown, to_services
from navigator.web.safeguarding import alarms_raised
from navigator.web.shortlist import shortlisted
from navigator.web.signed_in import signed_in_person
from services_catalog.models import Service

NOTHING: Mapping[str, str] = {}


@bp.get("/<uuid:draft_id>/check")
@requires(Permission.MAKE_REFERRALS)
def check(draft_id: UUID) -> ResponseReturnValue:
    draft = own_draft(draft_id, act="write_referral")
    return lead_to_sent(draft_id) if draft.sent_at else show_check(draft)


@bp.post("/<uuid:draft_id>/services")
@requires(Permission.MAKE_REFERRALS)
def services(draft_id: UUID) -> ResponseReturnValue:
    """Send it to one service more, or to one less."""
    draft = own_draft(draft_id, act="write_referral")
    if draft.sent_at:
        return lead_to_sent(draft_id)
    wanted = _wanted(shown(draft).ids)
    if added := [id_ for id_ in wanted if str(id_) not in draft.service_ids]:
        refused = [each for each in to_services(added) if not each.takes_it]
        if refused:
            return ask_to_ring(refused)
    try:
        version = version_in(request.form)
        drafting.set_services(session(), draft, wanted, version=version, at=now())
    except (Invalid, Conflict) as refusal:
        return show_check(draft, sentence=str(refusal))
    return lead_to(draft, "agreement" if added else "check")


def show_check(
    draft: ReferralDraft, *, sentence: str = "", errors: Mapping[str, str] = NOTHING
) -> ResponseReturnValue:
    """
    :param sentence: why it was not done
    :param errors: what is missing, by the address of its box
    """
    open_ = shown(draft)
    page = render_template(
        "refer/check.html",
        shown=open_,
        sentence=sentence,
        errors=errors,
        missing=open_.missing,
        open_already=_open_already(open_),
        to_add=_to_add(open_),
        sender=signed_in_person(),
        ring=whom_to_ring(),
        **alarm_of(alarms_raised(open_.texts)),
    )
    if sentence:
        return page, HTTPStatus.CONFLICT
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _wanted(ids: tuple[UUID, ...]) -> list[UUID]:
    add = named_services(request.form.getlist("add")).ids
    gone = request.form.getlist("remove")
    return [id_ for id_ in (*ids, *add) if str(id_) not in gone]


def _open_already(open_: ShownDraft) -> list[Referral]:
    """Theirs to see alone; of anybody else's, the service and the prevention team are told."""
    found = drafting.open_and_theirs(
        session(), open_.content, open_.ids, reader=current_actor(), at=now()
    )
    for referral in found:
        note_referral(referral, act="see_referral")
    return found


def _to_add(open_: ShownDraft) -> list[Service]:
    """What is on their list, and not in it yet."""
    kept = [id_ for id_ in shortlisted() if id_ not in open_.ids]
    return list(named_services(kept).services)
