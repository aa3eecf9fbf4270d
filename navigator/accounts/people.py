"""
Who belongs where: invitations, roles, leaving. Callers own the transaction.

An organisation's own administrator does this for their organisation, a coordinator for any of the
partnership. Whatever is taken from somebody is gone at their next request.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, selectinload

from base.actor import Actor
from base.refusals import Conflict, Invalid, NotAllowed, NotFound
from navigator.accounts import passwords, sign_ins, tokens
from navigator.accounts.models import Membership, SingleUseToken, User
from navigator.accounts.permissions import (
    GIVEN,
    ROLES,
    Permission,
    Relation,
    Role,
    relation_for,
)
from navigator.accounts.safeguarding_team import is_in_team, set_in_team
from navigator.accounts.sign_in import LONGEST_EMAIL, folded, set_password, user_by_email
from navigator.accounts.tokens import Invited, TokenKind
from services_catalog.models import Organisation

LONGEST_NAME = 100


class OrganisationNotFound(NotFound):
    """It is not there, or it is not theirs to look after."""


class PersonNotFound(NotFound):
    """They do not belong to that organisation, or it is not theirs to look after."""


class InvitationRefused(Invalid):
    """An invitation cannot go out like this. The message says what to change."""


class RoleNotTheirs(NotAllowed):
    """What a role may do reaches past the organisation, so a coordinator must give it."""


class LastAdministrator(Conflict):
    """Somebody must be left who can invite others."""


def organisation_for(
    session: Session, organisation_id: UUID, *, actor: Actor, permission: Permission
) -> Organisation:
    """
    Return an organisation that the actor may do this for.

    :raises OrganisationNotFound: if there is none, or it is not theirs
    """
    relation = relation_for(actor.roles, permission)
    wanted = select(Organisation).where(
        Organisation.id == organisation_id, Organisation.partnership_id == actor.partnership_id
    )
    if relation is not Relation.PARTNERSHIP:
        wanted = wanted.where(Organisation.id == actor.organisation_id)
    found = None if relation is None else session.scalar(wanted)
    if found is None:
        raise OrganisationNotFound("We could not find that organisation.")
    return found


def invite(
    session: Session, organisation: Organisation, invited: Invited, *, actor: Actor, at: datetime
) -> str:
    """
    Return what goes into the link of an invitation. That somebody has an account changes nothing.

    :raises InvitationRefused: if the address, the name or the roles cannot be used
    :raises RoleNotTheirs: if a role is not the actor's to give
    """
    _check_invited(invited)
    _check_can_be_held(invited.roles)
    _check_theirs(invited.roles, actor=actor)
    return tokens.make_invitation(
        session,
        replace(
            invited,
            email=folded(invited.email),
            name=invited.name.strip(),
            organisation_id=organisation.id,
        ),
        partnership_id=actor.partnership_id,
        by=actor.user_id,
        at=at,
    )


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """Those that the actor may give and take."""
    gives_all = relation_for(actor.roles, Permission.INVITE_PEOPLE) is Relation.PARTNERSHIP
    return tuple(role for role in GIVEN if gives_all or not ROLES[role].holds_everywhere)


def accept_invitation(
    session: Session, raw: str, *, password: str | None, partnership_id: UUID, at: datetime
) -> User:
    """
    Use an invitation: make the account where there is none, and let them belong.

    :param password: the one chosen, for somebody new; for somebody known, the one that they have.
        None where their organisation's own account has said who they are
    :raises LinkClosed: if the link does not open anything
    :raises PasswordRefused: if the password is easy to guess, or is not theirs; the link stays good
    """
    found = tokens.use(session, raw, TokenKind.INVITATION, partnership_id=partnership_id, at=at)
    user = user_by_email(session, found.email, partnership_id=partnership_id)
    user = user or invited_person(session, found, at=at)
    if password is not None:
        _prove_or_choose(session, user, password, at=at)
    join(session, user, found, at=at)
    return user


def invited_person(session: Session, found: SingleUseToken, *, at: datetime) -> User:
    """Make the account of somebody who has none yet."""
    made = User(
        partnership_id=found.partnership_id, email=found.email, name=found.name, created_at=at
    )
    session.add(made)
    session.flush()
    return made


def join(session: Session, user: User, found: SingleUseToken, *, at: datetime) -> None:
    """Let somebody belong as an invitation says that has been used."""
    organisation_id = UUID(str(found.organisation_id))
    add_roles(session, user, organisation_id, found.roles, at=at)
    if found.is_safeguarding:
        set_in_team(user, organisation_id, is_in=True)


def _prove_or_choose(session: Session, user: User, password: str, *, at: datetime) -> None:
    if user.password_hash is None:
        set_password(session, user, password, at=at)
    elif not passwords.is_right(password, user.password_hash):
        raise passwords.PasswordRefused(
            "You have an account here already: type its password.", field="password"
        )


def add_roles(
    session: Session, user: User, organisation_id: UUID, roles: Collection[str], *, at: datetime
) -> None:
    """Give somebody roles in an organisation; those they hold already stay as they are."""
    held = sign_ins.roles_in(user, organisation_id)
    for role in roles:
        if role not in held:
            user.memberships.append(
                Membership(
                    partnership_id=user.partnership_id,
                    organisation_id=organisation_id,
                    role=role,
                    started_at=at,
                )
            )
    session.flush()


def person_in(session: Session, user_id: UUID, organisation: Organisation) -> User:
    """
    Whoever belongs elsewhere is looked for exactly as somebody who is nowhere.

    :raises PersonNotFound: if they do not belong to it now
    """
    belongs = User.memberships.any(
        and_(Membership.organisation_id == organisation.id, Membership.ended_at.is_(None))
    )
    found = session.scalar(
        select(User)
        .where(User.id == user_id, User.partnership_id == organisation.partnership_id, belongs)
        .options(selectinload(User.memberships))
    )
    if found is None:
        raise PersonNotFound("We could not find that person.")
    return found


def change_roles(
    session: Session,
    user: User,
    organisation: Organisation,
    roles: Collection[str],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """
    Let somebody hold these roles in an organisation and no others. They sign in again.

    :raises InvitationRefused: if there is no role, or one that cannot be given
    :raises RoleNotTheirs: if a role that is given or taken is not the actor's to give
    :raises LastAdministrator: if nobody would be left who can invite others
    """
    held = sign_ins.roles_in(user, organisation.id)
    _check_can_be_held(roles)
    if changed := held ^ set(roles):
        _check_theirs(changed, actor=actor)
        was_in_team = is_in_team(user, organisation.id)
        _end(session, user, organisation, held - set(roles), at=at)
        add_roles(session, user, organisation.id, sorted(roles), at=at)
        set_in_team(user, organisation.id, is_in=was_in_team)
        sign_ins.end_all(session, user.id)


def end_membership(
    session: Session, user: User, organisation: Organisation, *, at: datetime
) -> None:
    """
    Somebody has left: their access ends at their next request.

    :raises LastAdministrator: if nobody would be left who can invite others
    """
    _end(session, user, organisation, sign_ins.roles_in(user, organisation.id), at=at)
    sign_ins.end_all(session, user.id)


def disable(session: Session, user: User, *, at: datetime) -> None:
    """Nobody comes in with this account, wherever they belong."""
    user.disabled_at = at
    sign_ins.end_all(session, user.id)


def _end(
    session: Session,
    user: User,
    organisation: Organisation,
    roles: Collection[str],
    *,
    at: datetime,
) -> None:
    if Role.ADMINISTRATOR in roles and not _others_administrate(session, user, organisation):
        raise LastAdministrator(
            "This is the only administrator. Make somebody else an administrator first."
        )
    for held in sign_ins.current_memberships(user):
        if held.organisation_id == organisation.id and held.role in roles:
            held.ended_at = at
    session.flush()


def _others_administrate(session: Session, user: User, organisation: Organisation) -> bool:
    others = session.scalar(
        select(Membership.id)
        .where(
            Membership.organisation_id == organisation.id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.ended_at.is_(None),
            Membership.user_id != user.id,
        )
        .limit(1)
    )
    return others is not None


def _check_can_be_held(roles: Collection[str]) -> None:
    if not roles or set(roles) - set(GIVEN):
        raise InvitationRefused("Choose what they do.", field="roles")


def _check_theirs(roles: Collection[str], *, actor: Actor) -> None:
    if set(roles) - set(roles_to_give(actor)):
        raise RoleNotTheirs("Only the prevention team can give that role. Ask them.")


def _check_invited(invited: Invited) -> None:
    name, _, host = invited.email.strip().partition("@")
    if not (name and "." in host and len(invited.email) <= LONGEST_EMAIL) or " " in host:
        raise InvitationRefused("Enter an e-mail address, like name@school.org.uk.", field="email")
    if not invited.name.strip() or len(invited.name) > LONGEST_NAME:
        raise InvitationRefused(
            f"Enter their name, in {LONGEST_NAME} characters or fewer.", field="name"
        )
