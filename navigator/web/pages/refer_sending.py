"""Send what was written, once, and say what happens next."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Conflict, Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.models import ReferralDraft
from navigator.referrals.sending import referrals_of, send_draft
from navigator.web.access import requires
from navigator.web.alarm import whom_to_ring
from navigator.web.pages.refer import bp, lead_to, lead_to_sent, note_referral, own_draft
from navigator.web.pages.refer_check import show_check
from navigator.web.partnership import current_actor
from navigator.web.referring.form import version_in
from navigator.web.referring.mails import tell_of
from navigator.web.referring.shown import shown
from navigator.web.signed_in import signed_in_person
from navigator.web.words import say


@bp.post("/<uuid:draft_id>/send")
@requires(Permission.MAKE_REFERRALS)
def send(draft_id: UUID) -> ResponseReturnValue:
    """Sent again, by a second press or by going back, it leads to the same page."""
    draft = own_draft(draft_id, act="send_referral")
    if draft.sent_at:
        return lead_to_sent(draft_id)
    open_ = shown(draft)
    if missing := open_.missing:
        return show_check(draft, errors=missing)
    if draft.version != version_in(request.form):
        return show_check(draft, sentence=say("refer.changed"))
    try:
        _send(draft)
    except (Invalid, Conflict) as refusal:
        return show_check(draft, sentence=str(refusal))
    return lead_to_sent(draft_id)


@bp.get("/<uuid:draft_id>/sent")
@requires(Permission.MAKE_REFERRALS)
def sent(draft_id: UUID) -> ResponseReturnValue:
    draft = own_draft(draft_id, act="see_referral")
    if not draft.sent_at:
        return lead_to(draft, "check")
    referrals = referrals_of(session(), draft)
    for referral in referrals:
        note_referral(referral, act="see_referral")
    return render_template("refer/sent.html", referrals=referrals, ring=whom_to_ring())


def _send(draft: ReferralDraft) -> None:
    done = send_draft(session(), draft, actor=current_actor(), at=now())
    for referral in done.referrals:
        note_referral(referral, act="send_referral")
    if done.is_new:
        sender = signed_in_person().user.email
        tell_of(done.referrals, sender=sender, draft_id=str(draft.id))
