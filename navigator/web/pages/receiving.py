"""What a provider says of its services: whether they take referrals now, and how many places."""

import re
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import places, receiving
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.words import say
from services_catalog.models import Service

bp = Blueprint("receiving", __name__, url_prefix="/receiving")

DONE = ("paused", "taking", "places", "uncounted")
"""What the page can say was just done."""

BOX = "places"
NUMBER = re.compile(r"[0-9]{1,6}")


@bp.get("")
@requires(Permission.ANSWER_REFERRALS)
def show() -> ResponseReturnValue:
    note("see_receiving", object_kind="service")
    return _show(AccountForm())


@bp.post("/<uuid:service_id>/pause")
@requires(Permission.ANSWER_REFERRALS)
def pause(service_id: UUID) -> ResponseReturnValue:
    """Said twice, it is as if it was said once."""
    receiving.pause(
        session(), _own(service_id, act="pause_referrals"), actor=current_actor(), at=now()
    )
    return _lead_to_list(done="paused")


@bp.post("/<uuid:service_id>/take-again")
@requires(Permission.ANSWER_REFERRALS)
def take_again(service_id: UUID) -> ResponseReturnValue:
    receiving.take_again(session(), _own(service_id, act="take_referrals_again"))
    return _lead_to_list(done="taking")


@bp.post("/<uuid:service_id>/places")
@requires(Permission.ANSWER_REFERRALS)
def set_places(service_id: UUID) -> ResponseReturnValue:
    service = _own(service_id, act="set_places")
    form = posted(BOX)
    typed = form.typed[BOX].strip()
    try:
        if NUMBER.fullmatch(typed) is None:
            raise places.PlacesRefused(say("receiving.missing_places"), field=BOX)
        places.count_places(session(), service, int(typed))
    except Invalid as refusal:
        return _show(form.wrong(f"{BOX}-{service_id}", str(refusal)), wrong_id=service_id)
    return _lead_to_list(done="places")


@bp.post("/<uuid:service_id>/do-not-count")
@requires(Permission.ANSWER_REFERRALS)
def do_not_count(service_id: UUID) -> ResponseReturnValue:
    places.stop_counting(session(), _own(service_id, act="set_places"))
    return _lead_to_list(done="uncounted")


def _own(service_id: UUID, *, act: str) -> Service:
    actor = current_actor()
    note(act, object_kind="service", object_id=service_id, owner_id=actor.organisation_id)
    return receiving.own_service(session(), service_id, actor=actor)


def _show(form: AccountForm, *, wrong_id: UUID | None = None) -> ResponseReturnValue:
    done = request.args.get("done", "")
    page = render_template(
        "receiving/show.html",
        services=receiving.own_services(session(), current_actor()),
        form=form,
        wrong_id=wrong_id,
        done=done if done in DONE else "",
    )
    return page, form.status


def _lead_to_list(*, done: str) -> ResponseReturnValue:
    return redirect(url_for("receiving.show", done=done), code=303)
