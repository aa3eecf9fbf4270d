"""
Look, with a reason, at a referral that is not theirs by their part in it.

For the administrator of the organisation that sent it, and for a coordinator. It lasts an hour, and
stands in the record of acts of the organisation that sent it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid
from navigator.accounts.permissions import Role
from navigator.referrals.models import ReasonedLook, Referral
from navigator.referrals.parts import ReferralNotFound

LASTS = timedelta(hours=1)
SHORTEST_REASON = 10
LONGEST_REASON = 2_000


class ReasonMissing(Invalid):
    """Nobody looks without saying why."""


def find_to_look(session: Session, id_: UUID, *, reader: Actor) -> Referral:
    """
    A referral that they could look at with a reason.

    :raises ReferralNotFound: if there is none, or they may not look even with a reason
    """
    found = session.scalar(select(Referral).where(Referral.id == id_, may_be_looked_at(reader)))
    if found is None:
        raise ReferralNotFound("We could not find that referral.")
    return found


def may_be_looked_at(reader: Actor) -> ColumnElement[bool]:
    """What is closed to named people is closed to their own administrator as well."""
    ways = []
    if Role.COORDINATOR in reader.roles:
        ways.append(Referral.partnership_id == reader.partnership_id)
    if Role.ADMINISTRATOR in reader.roles:
        ways.append(
            and_(
                Referral.sender_organisation_id == reader.organisation_id,
                Referral.named_only.is_(False),
            )
        )
    return and_(
        Referral.partnership_id == reader.partnership_id,
        Referral.anonymised_at.is_(None),
        or_(false(), *ways),
    )


def look(
    session: Session, referral: Referral, reason: str, *, actor: Actor, at: datetime
) -> ReasonedLook:
    """:raises ReasonMissing: if it is not said why, in a few words"""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing("Say why you need to see this, in a few words.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise ReasonMissing("Use fewer words: this is too long.", field="reason")
    made = ReasonedLook(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        user_id=actor.user_id,
        reason=reason.strip(),
        at=at,
        until=at + LASTS,
    )
    session.add(made)
    session.flush()
    return made


def owner_of(session: Session, id_: UUID, *, reader: Actor) -> UUID | None:
    """Whose record it stands in: the organisation that sent it. None where there is none."""
    return session.scalar(
        select(Referral.sender_organisation_id).where(
            Referral.id == id_, Referral.partnership_id == reader.partnership_id
        )
    )
