"""
Whose a referral is: who may see it, and from which side they act.

One condition serves every query, so that what is not theirs is not found. Sender's side: who sent
it, whoever of them has it now, who covers for them today, the safeguarding team of their
organisation; where it is closed to named people, those alone. The service's side: its own people
with the provider's role, as long as the service has anything to do with it. The coordinator: what
waits for them, and what they opened with a reason. What is restricted is open to nobody without
such a reason.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import NotFound
from navigator.accounts.models import Membership
from navigator.accounts.permissions import Role
from navigator.referrals.codes import Side, Status
from navigator.referrals.escalation import ToWhom, is_current
from navigator.referrals.lifecycle import OPEN
from navigator.referrals.models import Absence, Escalation, ReasonedLook, Referral, ReferralReader

RECEIVER_SEES = frozenset(
    {
        Status.SUBMITTED,
        Status.REOPENED,
        Status.MORE_NEEDED,
        Status.ACCEPTED,
        Status.WAITING_LIST,
        Status.STARTED,
        Status.PAUSED,
        Status.DECLINE_PROPOSED,
        Status.STEPPING_UP,
        Status.STEPPING_DOWN,
        Status.COMPLETED,
        Status.ENDED_EARLY,
        Status.COULD_NOT_ENGAGE,
        Status.STEPPED_UP,
        Status.STEPPED_DOWN,
    }
)
"""After its no, and after it was taken from them, the service sees nothing more of it."""

FOR_THE_COORDINATOR = frozenset({Status.DECLINE_PROPOSED, Status.DECLINED})


class ReferralNotFound(NotFound):
    """It is not there, or it is not theirs."""


def is_theirs(reader: Actor, *, at: datetime) -> ColumnElement[bool]:
    """The condition on ``Referral`` that every query for this reader has."""
    return and_(
        Referral.partnership_id == reader.partnership_id,
        Referral.anonymised_at.is_(None),
        or_(
            and_(
                Referral.restricted_at.is_(None),
                or_(
                    is_on_sender_side(reader, today=london_date(at)),
                    is_on_receiver_side(reader),
                    waits_for_coordinator(reader),
                ),
            ),
            was_opened_with_reason(reader, at=at),
        ),
    )


def is_on_sender_side(reader: Actor, *, today: date) -> ColumnElement[bool]:
    if reader.user_id is None or reader.organisation_id is None:
        return false()
    me = reader.user_id
    is_named = exists().where(
        ReferralReader.referral_id == Referral.id, ReferralReader.user_id == me
    )
    open_to_side = or_(
        Referral.sender_id == me,
        and_(Referral.holder_id == me, Referral.holder_side == Side.SENDER),
        _covers_for_sender(me, today=today),
        _in_the_team(me, reader.organisation_id),
    )
    return and_(
        Referral.sender_organisation_id == reader.organisation_id,
        or_(is_named, and_(Referral.named_only.is_(False), open_to_side)),
    )


def is_on_receiver_side(reader: Actor) -> ColumnElement[bool]:
    if reader.organisation_id is None or Role.PROVIDER not in reader.roles:
        return false()
    return and_(
        Referral.receiver_organisation_id == reader.organisation_id,
        Referral.status.in_(RECEIVER_SEES),
    )


def waits_for_coordinator(reader: Actor) -> ColumnElement[bool]:
    if Role.COORDINATOR not in reader.roles:
        return false()
    return or_(
        Referral.status.in_(FOR_THE_COORDINATOR),
        and_(
            Referral.status.in_(OPEN),
            or_(Referral.unplaced_at.is_not(None), Referral.may_be_twice),
        ),
        exists().where(
            Escalation.referral_id == Referral.id,
            Escalation.to == ToWhom.COORDINATORS,
            is_current(),
        ),
    )


def was_opened_with_reason(reader: Actor, *, at: datetime) -> ColumnElement[bool]:
    if reader.user_id is None:
        return false()
    return exists().where(
        ReasonedLook.referral_id == Referral.id,
        ReasonedLook.user_id == reader.user_id,
        ReasonedLook.until > at,
    )


def find_referral(session: Session, id_: UUID, *, reader: Actor, at: datetime) -> Referral:
    """:raises ReferralNotFound: if there is none, or it is not theirs to see"""
    found = session.scalar(select(Referral).where(Referral.id == id_, is_theirs(reader, at=at)))
    if found is None:
        raise ReferralNotFound("We could not find that referral.")
    return found


def sides_of(
    session: Session, referral: Referral, *, actor: Actor, at: datetime
) -> frozenset[Side]:
    """From which sides somebody may act on a referral that they see; none: they may only look."""
    by_side = {
        Side.SENDER: is_on_sender_side(actor, today=london_date(at)),
        Side.RECEIVER: is_on_receiver_side(actor),
        Side.COORDINATOR: waits_for_coordinator(actor),
    }
    row = session.execute(
        select(*(condition.label(side) for side, condition in by_side.items())).where(
            Referral.id == referral.id
        )
    ).one()
    return frozenset(side for side in by_side if row._mapping[side])  # noqa: SLF001


def looks_with_reason(session: Session, referral: Referral, *, reader: Actor, at: datetime) -> bool:
    opened = select(was_opened_with_reason(reader, at=at)).where(Referral.id == referral.id)
    return bool(session.scalar(opened))


def _covers_for_sender(me: UUID, *, today: date) -> ColumnElement[bool]:
    return exists().where(
        Absence.user_id == Referral.sender_id,
        Absence.organisation_id == Referral.sender_organisation_id,
        Absence.cover_id == me,
        Absence.first_day <= today,
        Absence.last_day >= today,
    )


def _in_the_team(me: UUID, organisation_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == me,
        Membership.organisation_id == organisation_id,
        Membership.is_safeguarding,
        Membership.ended_at.is_(None),
    )
