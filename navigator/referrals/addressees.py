"""Who gets word of a referral on each side: always people, those who are there today."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.accounts.models import User
from navigator.referrals.codes import Side
from navigator.referrals.models import Referral
from navigator.referrals.turns import Held, staff_of


def addressees(session: Session, referral: Referral, side: Side, *, on: date) -> list[User]:
    """
    Those of a side to tell on that day, by name.

    The sender, or their cover; the service's person who has it, or all who can answer for it; every
    coordinator.
    """
    held = Held(
        id=referral.id,
        sender_id=referral.sender_id,
        sender_organisation_id=referral.sender_organisation_id,
        receiver_organisation_id=referral.receiver_organisation_id,
        holder_id=referral.holder_id,
        holder_side=referral.holder_side,
        named_only=referral.named_only,
    )
    staff = staff_of(session, referral.partnership_id, today=on)
    ids = staff.whose_turn(held, side)
    wanted = select(User).where(User.id.in_(ids)).order_by(User.name, User.id)
    return list(session.scalars(wanted))
