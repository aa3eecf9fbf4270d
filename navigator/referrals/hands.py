"""In whose hands a referral is on a day: one named person, or whoever covers for them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.accounts.models import User
from navigator.referrals.holding import is_open_to, organisation_on
from navigator.referrals.models import Absence, Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """``cover`` has it that day, while ``holder`` is away; None where nobody stands in."""

    holder: User
    cover: User | None

    @property
    def today(self) -> User:
        return self.cover or self.holder


def who_has(session: Session, referral: Referral, *, on: date) -> InHand:
    """The one person who has it. A cover who may not see it does not stand in."""
    side = referral.holder_side
    cover = select(User).join(Absence, Absence.cover_id == User.id)
    organisation_id = organisation_on(referral, side)
    if organisation_id is not None:
        cover = cover.where(Absence.organisation_id == organisation_id)
    found = session.scalar(
        cover.where(
            Absence.user_id == referral.holder_id,
            Absence.first_day <= on,
            Absence.last_day >= on,
            is_open_to(referral, side),
        )
        .order_by(Absence.made_at.desc())
        .limit(1)
    )
    return InHand(holder=session.get_one(User, referral.holder_id), cover=found)
