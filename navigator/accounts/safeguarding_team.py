"""An organisation's safeguarding team: those of its people who look after worries about a child."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.accounts.models import Membership, User
from navigator.accounts.sign_ins import current_memberships
from services_catalog.models import Organisation


def is_in_team(user: User, organisation_id: UUID) -> bool:
    return any(held.is_safeguarding for held in _held(user, organisation_id))


def set_in_team(user: User, organisation_id: UUID, *, is_in: bool) -> None:
    """Let somebody who belongs to an organisation take part in its team, or no longer."""
    for held in _held(user, organisation_id):
        held.is_safeguarding = is_in


def team_of(session: Session, organisation: Organisation) -> list[User]:
    """By name."""
    return list(
        session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == organisation.id,
                Membership.ended_at.is_(None),
                Membership.is_safeguarding,
            )
            .distinct()
            .order_by(User.name, User.id)
        )
    )


def _held(user: User, organisation_id: UUID) -> list[Membership]:
    return [held for held in current_memberships(user) if held.organisation_id == organisation_id]
