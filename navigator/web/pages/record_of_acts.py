"""The record of acts, for an organisation's own administrator. Reading it is recorded too."""

import re
from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import LONDON, now
from navigator.accounts.people import organisation_for
from navigator.accounts.permissions import Permission
from navigator.accounts.queries import people_ever_in
from navigator.audit.queries import ActsWanted, acts_on_records_of
from navigator.db import session
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.csv_file import csv_answer
from navigator.web.partnership import current_actor
from navigator.web.shown_acts import KINDS, ShownAct, shown_acts
from navigator.web.words import say
from services_catalog.models import Organisation

bp = Blueprint("record_of_acts", __name__, url_prefix="/organisations/<uuid:organisation_id>")

PER_PAGE = 50
MOST_COPIED = 50_000
NUMBER = re.compile(r"[1-9][0-9]{0,17}")
ALLOWED: Mapping[str, bool] = {"yes": True, "no": False}


@bp.get("/record")
@requires(Permission.READ_RECORD_OF_ACTS)
def show(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, act=Permission.READ_RECORD_OF_ACTS)
    wanted = _wanted()
    # One more than is shown tells whether there are older ones.
    acts = _acts(organisation, wanted, limit=PER_PAGE + 1)
    older = acts[PER_PAGE - 1].number if len(acts) > PER_PAGE else None
    return render_template(
        "record/show.html",
        organisation=organisation,
        acts=acts[:PER_PAGE],
        wanted=wanted,
        people=people_ever_in(session(), organisation),
        kinds=KINDS,
        older=_address(organisation, wanted, before=older) if older else "",
        newest=_address(organisation, wanted) if wanted.before else "",
        most=MOST_COPIED,
    )


@bp.get("/record.csv")
@requires(Permission.READ_RECORD_OF_ACTS, proved=True)
def copy(organisation_id: UUID) -> Response:
    """All of it, whatever the page was narrowed to: a copy must not leave out what was not seen."""
    organisation = _find(organisation_id, act="copy_record_of_acts")
    acts = _acts(organisation, ActsWanted(), limit=MOST_COPIED)
    return csv_answer(
        f"{say('record.file')}-{now().astimezone(LONDON):%Y-%m-%d}",
        _header(),
        (_cells(act) for act in acts),
    )


def _find(organisation_id: UUID, *, act: str) -> Organisation:
    note(act, object_kind="record_of_acts", object_id=organisation_id, owner_id=organisation_id)
    return organisation_for(
        session(),
        organisation_id,
        actor=current_actor(),
        permission=Permission.READ_RECORD_OF_ACTS,
    )


def _acts(organisation: Organisation, wanted: ActsWanted, *, limit: int) -> list[ShownAct]:
    reader = current_actor()
    entries = acts_on_records_of(
        session(), organisation.id, reader=reader, wanted=wanted, limit=limit
    )
    return shown_acts(session(), entries, own=organisation, reader=reader)


def _wanted() -> ActsWanted:
    """What the address asks for. What cannot be read of it leaves that open."""
    given = request.args
    kind, before = given.get("kind", ""), given.get("before", "")
    return ActsWanted(
        user_id=given.get("person", type=UUID),
        object_kind=kind if kind in KINDS else None,
        allowed=ALLOWED.get(given.get("allowed", "")),
        before=int(before) if NUMBER.fullmatch(before) else None,
    )


def _address(organisation: Organisation, wanted: ActsWanted, *, before: int | None = None) -> str:
    said = {allowed: word for word, allowed in ALLOWED.items()}
    return url_for(
        "record_of_acts.show",
        organisation_id=organisation.id,
        person=wanted.user_id,
        kind=wanted.object_kind,
        allowed=None if wanted.allowed is None else said[wanted.allowed],
        before=before,
    )


def _header() -> list[str]:
    return [
        say("record.copy_number"),
        say("record.copy_moment"),
        say("record.who"),
        say("record.what"),
        say("record.thing"),
        say("record.copy_id"),
        say("record.allowed"),
        say("record.copy_request"),
    ]


def _cells(act: ShownAct) -> list[str]:
    moment = act.at.isoformat(timespec="seconds")
    named = (act.who, act.what, act.thing, act.object_id, act.allowed, act.request_id)
    return [str(act.number), moment, *named]
