"""The desks of referrals: one's own, an organisation's, a provider's, the prevention team's."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts import throttle
from navigator.accounts.permissions import Permission
from navigator.accounts.throttle import Try
from navigator.db import session
from navigator.referrals import desks
from navigator.referrals.desk_rows import DeskRow
from navigator.referrals.desks import Desk, Part, Wanted
from navigator.referrals.finding import find_by_reference
from navigator.referrals.parts import ReferralNotFound
from navigator.referrals.receiving import OwnService, own_services
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.auditing import note
from navigator.web.coming_in import count_try
from navigator.web.partnership import current_actor
from navigator.web.search_form import readable
from navigator.web.shown_desk import ShownDesk, read_wanted
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("desks", __name__, url_prefix="/referrals")

BOX = "reference"
OPEN_OR_ENDED = (Part.OPEN, Part.ENDED)
REVIEWED = (Part.NOES, Part.UNPLACED, Part.BROUGHT, Part.TWICE)
Reading = Callable[..., Desk]


@bp.get("")
@requires(Permission.SEE_REFERRALS)
def mine() -> ResponseReturnValue:
    return _show("mine", desks.mine, OPEN_OR_ENDED)


@bp.get("/ours")
@requires(Permission.SEE_REFERRALS)
def ours() -> ResponseReturnValue:
    return _show("ours", desks.ours, OPEN_OR_ENDED)


@bp.get("/received")
@requires(Permission.ANSWER_REFERRALS)
def received() -> ResponseReturnValue:
    counted = [
        each
        for each in own_services(session(), current_actor())
        if each.is_paused or each.places is not None
    ]
    return _show("received", desks.received, tuple(desks.RECEIVED), services=counted)


@bp.get("/review")
@requires(Permission.REVIEW_REFERRALS)
def review() -> ResponseReturnValue:
    return _show("review", desks.review, REVIEWED)


@bp.get("/find")
@requires(Permission.SEE_REFERRALS)
def find() -> ResponseReturnValue:
    note("look_at_find_form", object_kind="referral")
    return _show_find(AccountForm(typed={BOX: unsent().get(BOX, "")}))


@bp.post("/find")
@requires(Permission.SEE_REFERRALS)
def look_up() -> ResponseReturnValue:
    """Not theirs, not there and no reference at all are answered alike; too many slow them down."""
    form = posted(BOX)
    if not form.typed[BOX].strip():
        return _show_find(form.wrong(BOX, say("desk_find.missing")))
    counted = count_try(Try.REFERENCE, str(current_actor().user_id))
    try:
        found = find_by_reference(session(), form.typed[BOX], reader=current_actor(), at=now())
    except ReferralNotFound:
        note("find_referral", object_kind="referral", allowed=False)
        return _show_find(form.wrong(BOX, say("desk_find.none")), status=HTTPStatus.NOT_FOUND)
    throttle.take_back(session(), counted)
    note("find_referral", object_kind="referral", object_id=found.id, owner_id=found.owner_id)
    page = "referrals.with_reason" if found.with_reason else "referrals.show"
    return redirect(url_for(page, referral_id=found.id), code=303)


def _show(
    name: str, read: Reading, parts: tuple[Part, ...], services: list[OwnService] | None = None
) -> ResponseReturnValue:
    wanted: Wanted = read_wanted(readable(request.args), parts)
    reader = current_actor()
    note("see_desk", object_kind="referral", facts={"desk": name, "part": wanted.part})
    desk = read(session(), wanted, reader=reader, at=now())
    _note_names(desk.page.rows)
    return render_template(
        "desks/show.html",
        shown=ShownDesk(name=name, desk=desk, wanted=wanted),
        services=services or (),
    )


def _note_names(rows: tuple[DeskRow, ...]) -> None:
    """Whoever reads a name on a desk has seen that young person's referral."""
    for row in rows:
        if row.name:
            owner_id: UUID = row.referral.sender_organisation_id
            note("see_on_desk", object_kind="referral", object_id=row.id, owner_id=owner_id)


def _show_find(form: AccountForm, *, status: int | None = None) -> ResponseReturnValue:
    return render_template("desks/find.html", form=form), status or form.status
