"""Who belongs to an organisation: for its own administrator, and for a coordinator."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Conflict, Invalid
from navigator.accounts import people, queries
from navigator.accounts.models import User
from navigator.accounts.permissions import Permission
from navigator.accounts.safeguarding_team import set_in_team
from navigator.accounts.sign_in import folded
from navigator.accounts.tokens import Invited, withdraw_invitation
from navigator.db import session
from navigator.referrals.leaving import Left, count_in_hands, hand_on_all, sides_lost
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.mail import outside_link, send_mail
from navigator.web.partnership import current_actor
from navigator.web.people_form import ROLES, PersonForm, read_person
from navigator.web.shown_person import ShownPerson
from navigator.web.unsent import unsent
from services_catalog.models import Organisation

bp = Blueprint("people", __name__, url_prefix="/organisations/<uuid:organisation_id>/people")

DONE = ("invited", "withdrawn", "saved", "left", "added")
"""What the page can say was just done."""


@bp.get("")
@requires(Permission.SEE_PEOPLE)
def show(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, Permission.SEE_PEOPLE)
    done = request.args.get("done", "")
    return render_template(
        "people/show.html",
        organisation=organisation,
        people=[_shown(user, organisation) for user in queries.people_of(session(), organisation)],
        invitations=queries.invitations_of(session(), organisation, at=now()),
        done=done if done in DONE else "",
    )


@bp.get("/invite")
@requires(Permission.INVITE_PEOPLE)
def invite(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _find(organisation_id, Permission.INVITE_PEOPLE, act="look_at_invite_form")
    return _show_invite(organisation, read_person(unsent()))


@bp.post("/invite")
@requires(Permission.INVITE_PEOPLE)
def send(organisation_id: UUID) -> ResponseReturnValue:
    """Inviting somebody again sends another link; the one before no longer works."""
    organisation = _find(organisation_id, Permission.INVITE_PEOPLE)
    form = read_person(request.form).with_missing()
    if form.errors:
        return _show_invite(organisation, form)
    try:
        _invite(organisation, form)
    except Invalid as refusal:
        return _show_invite(organisation, form.refused(refusal, otherwise="email"))
    return _lead_to_list(organisation, done="invited")


@bp.post("/invitations/<uuid:invitation_id>/withdraw")
@requires(Permission.INVITE_PEOPLE)
def withdraw(organisation_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    organisation = _find(
        organisation_id,
        Permission.INVITE_PEOPLE,
        act="withdraw_invitation",
        thing=("invitation", invitation_id),
    )
    withdraw_invitation(session(), invitation_id, organisation_id=organisation.id)
    return _lead_to_list(organisation, done="withdrawn")


@bp.get("/<uuid:user_id>")
@requires(Permission.SEE_PEOPLE)
def person(organisation_id: UUID, user_id: UUID) -> ResponseReturnValue:
    thing = ("user", user_id)
    organisation = _find(organisation_id, Permission.SEE_PEOPLE, act="see_person", thing=thing)
    shown = _shown(people.person_in(session(), user_id, organisation), organisation)
    kept = unsent()
    form = read_person(kept) if kept else shown.as_form
    return _show_person(organisation, shown, form)


@bp.post("/<uuid:user_id>")
@requires(Permission.CHANGE_PEOPLE)
def save(organisation_id: UUID, user_id: UUID) -> ResponseReturnValue:
    thing = ("user", user_id)
    organisation = _find(organisation_id, Permission.CHANGE_PEOPLE, thing=thing)
    shown = _shown(people.person_in(session(), user_id, organisation), organisation)
    form = read_person(request.form)
    try:
        _change(organisation, shown, form)
    except (Invalid, Conflict) as refusal:
        return _show_person(organisation, shown, form.wrong(ROLES, str(refusal)))
    return _lead_to_list(organisation, done="saved")


@bp.get("/<uuid:user_id>/leave")
@requires(Permission.CHANGE_PEOPLE)
def leave(organisation_id: UUID, user_id: UUID) -> ResponseReturnValue:
    """Opening the page changes nothing: it asks."""
    thing = ("user", user_id)
    organisation = _find(organisation_id, Permission.CHANGE_PEOPLE, act="see_person", thing=thing)
    shown = _shown(people.person_in(session(), user_id, organisation), organisation)
    return _show_leave(organisation, shown, PersonForm())


@bp.post("/<uuid:user_id>/leave")
@requires(Permission.CHANGE_PEOPLE)
def end(organisation_id: UUID, user_id: UUID) -> ResponseReturnValue:
    """Said twice, it is as if it was said once."""
    thing = ("user", user_id)
    organisation = _find(
        organisation_id, Permission.CHANGE_PEOPLE, act="end_membership", thing=thing
    )
    try:
        _end(organisation, user_id)
    except Conflict as refusal:
        shown = _shown(people.person_in(session(), user_id, organisation), organisation)
        return _show_leave(organisation, shown, PersonForm(errors={"leave": str(refusal)}))
    return _lead_to_list(organisation, done="left")


def _find(
    organisation_id: UUID,
    permission: Permission,
    *,
    act: str = "",
    thing: tuple[str, UUID] | None = None,
) -> Organisation:
    """
    Return an organisation that is theirs to look after; that they asked is recorded in any case.

    :param act: what is done, where it is more exact than the permission
    :param thing: what it is done to, if not to the organisation itself: its kind and its id
    """
    kind, id_ = thing or ("organisation", organisation_id)
    note(act or permission, object_kind=kind, object_id=id_, owner_id=organisation_id)
    return people.organisation_for(
        session(), organisation_id, actor=current_actor(), permission=permission
    )


def _invite(organisation: Organisation, form: PersonForm) -> None:
    invited = Invited(
        email=form.typed["email"],
        name=form.typed["name"],
        organisation_id=organisation.id,
        roles=tuple(form.roles),
        is_safeguarding=form.is_in_team,
    )
    raw = people.invite(session(), organisation, invited, actor=current_actor(), at=now())
    link = outside_link("invitation.show", token=raw)
    send_mail("invitation", folded(invited.email), organisation=organisation.name, link=link)


def _change(organisation: Organisation, shown: ShownPerson, form: PersonForm) -> None:
    """Roles that are not the actor's to give stay as they are."""
    roles = {*form.roles, *shown.fixed_roles}
    actor, at = current_actor(), now()
    if lost := sides_lost(shown.roles, roles):
        left = Left(user_id=shown.user.id, organisation_id=organisation.id, sides=lost)
        hand_on_all(session(), left, actor=actor, at=at)
    people.change_roles(session(), shown.user, organisation, roles, actor=actor, at=at)
    set_in_team(shown.user, organisation.id, is_in=form.is_in_team)


def _end(organisation: Organisation, user_id: UUID) -> None:
    try:
        user = people.person_in(session(), user_id, organisation)
    except people.PersonNotFound:
        if not queries.has_left(session(), user_id, organisation):
            raise
    else:
        left = Left(user_id=user.id, organisation_id=organisation.id)
        hand_on_all(session(), left, actor=current_actor(), at=now())
        people.end_membership(session(), user, organisation, at=now())


def _lead_to_list(organisation: Organisation, *, done: str) -> ResponseReturnValue:
    return redirect(url_for("people.show", organisation_id=organisation.id, done=done), code=303)


def _shown(user: User, organisation: Organisation) -> ShownPerson:
    return ShownPerson(user=user, organisation_id=organisation.id, actor=current_actor())


def _show_invite(organisation: Organisation, form: PersonForm) -> ResponseReturnValue:
    page = render_template(
        "people/invite.html",
        organisation=organisation,
        form=form,
        choices=form.choices(current_actor()),
    )
    return page, form.status


def _show_person(
    organisation: Organisation, shown: ShownPerson, form: PersonForm
) -> ResponseReturnValue:
    page = render_template(
        "people/person.html",
        organisation=organisation,
        shown=shown,
        form=form,
        choices=form.choices(current_actor()),
    )
    return page, form.status


def _show_leave(
    organisation: Organisation, shown: ShownPerson, form: PersonForm
) -> ResponseReturnValue:
    left = Left(user_id=shown.user.id, organisation_id=organisation.id)
    page = render_template(
        "people/leave.html",
        organisation=organisation,
        shown=shown,
        form=form,
        in_hands=count_in_hands(session(), left, actor=current_actor()),
    )
    return page, form.status
