"""Who can have a referral in their hands: people of the side that has it, who see it then."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import PERMITTED, Permission
from navigator.referrals.codes import Side
from navigator.referrals.models import Referral, ReferralReader

NEEDED: Mapping[Side, Permission] = MappingProxyType(
    {
        Side.SENDER: Permission.MAKE_REFERRALS,
        Side.RECEIVER: Permission.ANSWER_REFERRALS,
        Side.COORDINATOR: Permission.REVIEW_REFERRALS,
    }
)
"""What somebody must be allowed to do, to have a referral on this side."""


def who_may_hold(session: Session, referral: Referral, side: Side) -> list[User]:
    """
    Everybody of this side who could have it, by name.

    Where it is closed to named people, on the sender's side those alone.
    """
    return list(
        session.scalars(
            select(User)
            .where(
                User.partnership_id == referral.partnership_id,
                works_there(organisation_on(referral, side), side),
                is_open_to(referral, side),
            )
            .order_by(User.name, User.id)
        )
    )


def organisation_on(referral: Referral, side: Side) -> UUID | None:
    """None for the prevention team: whichever organisation its people belong to."""
    places = {
        Side.SENDER: referral.sender_organisation_id,
        Side.RECEIVER: referral.receiver_organisation_id,
    }
    return places.get(side)


def works_there(
    organisation_id: UUID | InstrumentedAttribute[UUID] | None, side: Side
) -> ColumnElement[bool]:
    """The condition on ``User``: can come in, and has a role there that lets them act so."""
    belongs = exists().where(
        Membership.user_id == User.id,
        Membership.ended_at.is_(None),
        Membership.role.in_(PERMITTED[NEEDED[side]].keys()),
    )
    if organisation_id is not None:
        belongs = belongs.where(Membership.organisation_id == organisation_id)
    return User.disabled_at.is_(None) & belongs


def is_open_to(referral: Referral, side: Side) -> ColumnElement[bool]:
    if side is not Side.SENDER or not referral.named_only:
        return true()
    is_named = exists().where(
        ReferralReader.referral_id == referral.id, ReferralReader.user_id == User.id
    )
    return or_(is_named, User.id == referral.sender_id)
