"""Who is away and who covers: for oneself, and for everybody by who looks after the people."""

from functools import partial
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now, today
from base.refusals import Invalid
from navigator.accounts.people import organisation_for
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import absences
from navigator.web.absence_form import AbsenceForm, read_absence
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.unsent import unsent
from services_catalog.models import Organisation

bp = Blueprint("absences", __name__)

DONE = ("said", "ended")
"""What a page can say was just done."""


@bp.get("/away")
@requires(Permission.SEE_REFERRALS)
def show() -> ResponseReturnValue:
    note("see_absences", object_kind="absence")
    return _show_own(read_absence(unsent()))


@bp.post("/away")
@requires(Permission.SEE_REFERRALS)
def say_away() -> ResponseReturnValue:
    note("say_away", object_kind="absence")
    form = read_absence(request.form).of(current_actor().user_id).with_missing()
    form = _say(form, _own_organisation())
    if form.errors:
        return _show_own(form)
    return redirect(url_for("absences.show", done="said"), code=303)


@bp.post("/away/<uuid:absence_id>/end")
@requires(Permission.SEE_REFERRALS)
def end(absence_id: UUID) -> ResponseReturnValue:
    note("end_absence", object_kind="absence", object_id=absence_id)
    actor, place = current_actor(), _own_organisation()
    absences.end_absence(session(), absence_id, place.id, user_id=actor.user_id)
    return redirect(url_for("absences.show", done="ended"), code=303)


@bp.get("/organisations/<uuid:organisation_id>/away")
@requires(Permission.SEE_PEOPLE)
def everybody(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, Permission.SEE_PEOPLE, act="see_absences")
    return _show_everybody(organisation, read_absence(unsent()))


@bp.post("/organisations/<uuid:organisation_id>/away")
@requires(Permission.CHANGE_PEOPLE)
def say_several(organisation_id: UUID) -> ResponseReturnValue:
    """Several people with the same days: school holidays, say."""
    organisation = _find(organisation_id, Permission.CHANGE_PEOPLE, act="say_away")
    form = _say(read_absence(request.form).with_missing(), organisation)
    if form.errors:
        return _show_everybody(organisation, form)
    return _lead_to_everybody(organisation, done="said")


@bp.post("/organisations/<uuid:organisation_id>/away/<uuid:absence_id>/end")
@requires(Permission.CHANGE_PEOPLE)
def end_for(organisation_id: UUID, absence_id: UUID) -> ResponseReturnValue:
    organisation = _find(
        organisation_id, Permission.CHANGE_PEOPLE, act="end_absence", absence_id=absence_id
    )
    absences.end_absence(session(), absence_id, organisation.id)
    return _lead_to_everybody(organisation, done="ended")


def _find(
    organisation_id: UUID, permission: Permission, *, act: str, absence_id: UUID | None = None
) -> Organisation:
    note(act, object_kind="absence", object_id=absence_id, owner_id=organisation_id)
    return organisation_for(
        session(), organisation_id, actor=current_actor(), permission=permission
    )


def _own_organisation() -> Organisation:
    return session().get_one(Organisation, current_actor().organisation_id)


def _say(form: AbsenceForm, organisation: Organisation) -> AbsenceForm:
    """Keep it, unless something is wrong; the form that comes back says what."""
    if form.errors:
        return form
    try:
        absences.say_away(session(), form.as_away(), organisation, actor=current_actor(), at=now())
    except Invalid as refusal:
        return form.refused(refusal, otherwise="first_day")
    return form


def _show_own(form: AbsenceForm) -> ResponseReturnValue:
    place, me = _own_organisation(), current_actor().user_id
    people = absences.who_may_be_away(session(), place)
    page = render_template(
        "absences/show.html",
        form=form,
        covers=form.covers(people, but=me),
        absences=absences.absences_in(session(), place.id, today=today(), user_id=me),
        covering=absences.coverings_of(session(), current_actor(), today=today()),
        end_at=_end_at,
        done=_done(),
    )
    return page, form.status


def _show_everybody(organisation: Organisation, form: AbsenceForm) -> ResponseReturnValue:
    people = absences.who_may_be_away(session(), organisation)
    page = render_template(
        "absences/everybody.html",
        organisation=organisation,
        form=form,
        people=form.choices(people),
        covers=form.covers(people),
        absences=absences.absences_in(session(), organisation.id, today=today()),
        end_at=partial(_end_for_at, organisation.id),
        done=_done(),
    )
    return page, form.status


def _lead_to_everybody(organisation: Organisation, *, done: str) -> ResponseReturnValue:
    address = url_for("absences.everybody", organisation_id=organisation.id, done=done)
    return redirect(address, code=303)


def _end_at(absence_id: UUID) -> str:
    return url_for("absences.end", absence_id=absence_id)


def _end_for_at(organisation_id: UUID, absence_id: UUID) -> str:
    return url_for("absences.end_for", organisation_id=organisation_id, absence_id=absence_id)


def _done() -> str:
    done = request.args.get("done", "")
    return done if done in DONE else ""
