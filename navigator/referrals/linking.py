"""
A referral that goes on to another service: a new one, linked to the one before.

It begins with codes alone: the story goes where an agreement or an override names that service.
What would make meeting unsafe is not carried on; that somebody must not know is.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Invalid
from navigator.referrals.codes import Side, Status
from navigator.referrals.lifecycle import ROWS, Move
from navigator.referrals.models import Referral, ReferralEvent, ReferralReader
from navigator.referrals.receiving import Online, online_services
from navigator.referrals.references import new_reference
from navigator.referrals.rules import Rules
from navigator.referrals.sending import CannotBeSentTo, open_already
from navigator.referrals.timescales import Wait
from services_catalog.models import Service

CARRIED = (
    "partnership_id",
    "young_person_id",
    "sender_id",
    "sender_organisation_id",
    "urgency",
    "age",
    "ward_code",
    "lsoa_code",
    "needs",
    "strengths",
    "level",
    "basis",
    "feed_back",
    "school",
    "wants",
    "going_well",
    "tried",
    "reach",
    "must_not_know",
    "must_not_contact",
    "call_back",
    "named_only",
)


class SameService(Invalid):
    """It is with that service already."""


def link_to(
    session: Session, referral: Referral, service_id: UUID, *, event: ReferralEvent, rules: Rules
) -> Referral:
    """
    Send what has just been moved on to another service, in the hands of whoever sent it.

    :param event: the move that leads there
    :raises CannotBeSentTo: if that service takes no referrals online, or none just now
    """
    service = _service(session, referral, service_id, event)
    row = ROWS[Move.SEND]
    carried = {name: getattr(referral, name) for name in CARRIED}
    due_on = rules.due_on(Wait.ANSWER, referral.urgency, today=london_date(event.at))
    made = Referral(
        **carried,
        reference=new_reference(),
        previous_id=referral.id,
        service_id=service.id,
        receiver_organisation_id=service.organisation_id,
        status=row.to,
        status_since=event.at,
        holder_id=referral.sender_id,
        holder_side=Side.SENDER,
        next_step=row.next_step,
        next_by=row.next_by,
        due_on=due_on,
        sent_at=event.at,
        unsafe="",
        story_goes=False,
        may_be_twice=_is_there_already(session, referral, service),
        bounces=referral.bounces + (event.from_status is Status.DECLINE_PROPOSED),
    )
    session.add(made)
    session.flush()
    _copy_readers(session, referral, made)
    session.add(_sent(made, event))
    session.flush()
    return made


def _service(
    session: Session, referral: Referral, service_id: UUID, event: ReferralEvent
) -> Service:
    if service_id == referral.service_id:
        raise SameService("Choose another service than the one it was sent to.", field="service")
    reader = Actor(partnership_id=referral.partnership_id)
    found = online_services(session, (service_id,), reader=reader, at=event.at)
    if found.get(service_id, Online.NO) is not Online.YES:
        raise CannotBeSentTo("That service takes no referrals here just now. Choose another one.")
    return session.get_one(Service, service_id)


def _is_there_already(session: Session, referral: Referral, service: Service) -> bool:
    return bool(
        open_already(
            session,
            young_person_id=referral.young_person_id,
            service_id=service.id,
            partnership_id=referral.partnership_id,
        )
    )


def _copy_readers(session: Session, referral: Referral, made: Referral) -> None:
    """What was closed to named people stays so."""
    readers = select(ReferralReader.user_id).where(ReferralReader.referral_id == referral.id)
    session.add_all(
        ReferralReader(referral_id=made.id, user_id=id_, partnership_id=made.partnership_id)
        for id_ in session.scalars(readers)
    )


def _sent(made: Referral, event: ReferralEvent) -> ReferralEvent:
    return ReferralEvent(
        partnership_id=made.partnership_id,
        referral_id=made.id,
        number=1,
        at=event.at,
        move=Move.SEND,
        from_status=Status.DRAFT,
        to_status=made.status,
        seconds_before=0,
        side=event.side,
        user_id=event.user_id,
        organisation_id=event.organisation_id,
        holder_id=made.holder_id,
    )
