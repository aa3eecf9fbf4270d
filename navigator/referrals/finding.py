"""Find a referral by what it is called aloud."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.referrals.looking import may_be_looked_at
from navigator.referrals.models import Referral
from navigator.referrals.parts import ReferralNotFound, is_theirs
from navigator.referrals.references import read_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundId:
    """``owner_id``: the organisation that sent it. ``with_reason``: they must say why they look."""

    id: UUID
    owner_id: UUID
    with_reason: bool = False


def find_by_reference(session: Session, typed: str, *, reader: Actor, at: datetime) -> FoundId:
    """:raises ReferralNotFound: if it is no reference, of no referral, or not theirs to see"""
    reference = read_reference(typed)
    row = session.execute(
        select(
            Referral.id,
            Referral.sender_organisation_id,
            is_theirs(reader, at=at).label("is_theirs"),
        ).where(
            Referral.reference == reference,
            or_(is_theirs(reader, at=at), may_be_looked_at(reader)),
        )
    ).one_or_none()
    if row is None:
        raise ReferralNotFound("We could not find that referral.")
    return FoundId(id=row.id, owner_id=row.sender_organisation_id, with_reason=not row.is_theirs)
