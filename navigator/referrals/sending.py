"""
Send a draft: one referral for each service, each with its own agreement, none seeing the others.

Sent twice, at once or later, it is sent once. Callers own the transaction.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Conflict, Invalid
from navigator.referrals.codes import Answer, Basis, Capacity, Party, Side, Status, Told, Urgency
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.lifecycle import OPEN, ROWS, Move
from navigator.referrals.models import (
    Agreement,
    EqualityAnswers,
    Override,
    Referral,
    ReferralDraft,
    ReferralEvent,
)
from navigator.referrals.receiving import Online, online_services
from navigator.referrals.references import new_reference
from navigator.referrals.rules import rules_of
from navigator.referrals.timescales import Wait
from navigator.referrals.young_people import find_or_make
from services_catalog.models import Service


class DraftIncomplete(Invalid):
    """Something is still to be filled in. ``field`` names the first box."""


class CannotBeSentTo(Conflict):
    """A service takes no referrals online, or none just now: ring it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """``is_new`` is False where the draft had been sent already: nobody is told twice."""

    referrals: tuple[Referral, ...]
    is_new: bool


def send_draft(session: Session, draft: ReferralDraft, *, actor: Actor, at: datetime) -> Sent:
    """
    :raises DraftIncomplete: naming the first box that must be filled in
    :raises CannotBeSentTo: naming a service that cannot be sent anything now
    """
    if not _take(session, draft, at=at):
        return Sent(referrals=referrals_of(session, draft), is_new=False)
    content = Content.from_json(draft.content)
    service_ids = tuple(map(UUID, draft.service_ids))
    if missing := content.missing(service_ids, today=london_date(at)):
        raise DraftIncomplete("Something is still to be filled in.", field=missing[0])
    services = _services(session, service_ids, actor=actor, at=at)
    young_person = find_or_make(
        session,
        name=content.name,
        birth_date=content.born(),
        partnership_id=draft.partnership_id,
        at=at,
    )
    made = []
    for service in services:
        referral = _referral(content, service, draft, young_person.id, at=at)
        referral.may_be_twice = _is_open_already(session, referral)
        rules = rules_of(session, draft.partnership_id)
        referral.due_on = rules.due_on(Wait.ANSWER, referral.urgency, today=london_date(at))
        session.add(referral)
        session.flush()
        _add_what_belongs(session, referral, content, actor=actor, at=at)
        made.append(referral)
    draft.content = Content().to_json()
    session.flush()
    return Sent(referrals=tuple(made), is_new=True)


def referrals_of(session: Session, draft: ReferralDraft) -> tuple[Referral, ...]:
    """What a draft became."""
    return tuple(
        session.scalars(
            select(Referral)
            .where(Referral.draft_id == draft.id, Referral.partnership_id == draft.partnership_id)
            .order_by(Referral.reference)
        )
    )


def open_already(
    session: Session, *, young_person_id: UUID, service_id: UUID, partnership_id: UUID
) -> tuple[Referral, ...]:
    """Referrals of the same young person to the same service that have not ended."""
    return tuple(
        session.scalars(
            select(Referral).where(
                Referral.partnership_id == partnership_id,
                Referral.young_person_id == young_person_id,
                Referral.service_id == service_id,
                Referral.status.in_(OPEN),
            )
        )
    )


def _take(session: Session, draft: ReferralDraft, *, at: datetime) -> bool:
    """Of several that send the same draft, one does."""
    taken = session.execute(
        update(ReferralDraft)
        .where(ReferralDraft.id == draft.id, ReferralDraft.sent_at.is_(None))
        .values(sent_at=at)
        .execution_options(synchronize_session=False)
    )
    session.refresh(draft)
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _services(
    session: Session, ids: tuple[UUID, ...], *, actor: Actor, at: datetime
) -> list[Service]:
    found = online_services(session, ids, reader=actor, at=at)
    for id_ in ids:
        if found.get(id_, Online.NO) is not Online.YES:
            raise CannotBeSentTo(
                "One of these services takes no referrals here just now. Ring it, or leave it out."
            )
    return [session.get_one(Service, id_) for id_ in ids]


def _referral(
    content: Content, service: Service, draft: ReferralDraft, young_person_id: UUID, *, at: datetime
) -> Referral:
    row = ROWS[Move.SEND]
    return Referral(
        partnership_id=draft.partnership_id,
        reference=new_reference(),
        draft_id=draft.id,
        young_person_id=young_person_id,
        service_id=service.id,
        sender_id=draft.user_id,
        sender_organisation_id=draft.organisation_id,
        receiver_organisation_id=service.organisation_id,
        status=row.to,
        status_since=at,
        holder_id=draft.user_id,
        holder_side=Side.SENDER,
        next_step=row.next_step,
        next_by=row.next_by,
        urgency=Urgency(content.urgency) if content.urgency else None,
        age=content.age_on(london_date(at)),
        ward_code=content.home or None,
        lsoa_code=content.lsoa or None,
        needs=list(content.needs),
        strengths=list(content.strengths),
        level=content.level or None,
        basis=Basis(content.basis or Basis.PUBLIC_TASK),
        feed_back=list(content.feed_back),
        school=content.school,
        wants=content.wants,
        going_well=content.going_well,
        tried=content.tried,
        reach=content.reach,
        must_not_know=content.must_not_know,
        must_not_contact=content.must_not_contact,
        unsafe=content.unsafe,
        meeting_may_be_unsafe=bool(content.unsafe.strip()),
        call_back=content.call_back,
        sent_at=at,
    )


def _is_open_already(session: Session, referral: Referral) -> bool:
    return bool(
        open_already(
            session,
            young_person_id=referral.young_person_id,
            service_id=referral.service_id,
            partnership_id=referral.partnership_id,
        )
    )


def _add_what_belongs(
    session: Session, referral: Referral, content: Content, *, actor: Actor, at: datetime
) -> None:
    session.add(
        ReferralEvent(
            partnership_id=referral.partnership_id,
            referral_id=referral.id,
            number=1,
            at=at,
            move=Move.SEND,
            from_status=Status.DRAFT,
            to_status=referral.status,
            seconds_before=0,
            side=Side.SENDER,
            user_id=actor.user_id,
            organisation_id=actor.organisation_id,
            holder_id=referral.holder_id,
        )
    )
    each = content.for_service(referral.service_id)
    add_agreements(session, referral, each, actor=actor, at=at)
    if content.equality:
        session.add(
            EqualityAnswers(
                partnership_id=referral.partnership_id,
                referral_id=referral.id,
                answers=json.dumps(dict(content.equality)),
            )
        )


def add_agreements(
    session: Session, referral: Referral, each: ForService, *, actor: Actor, at: datetime
) -> None:
    """Keep what each said of this service, and the override where there is one."""
    asked = {Party.YOUNG_PERSON: each.young_person, Party.PARENT: each.parent}
    for party, said in asked.items():
        if said.answer:
            session.add(_agreement(referral, party, said, each, actor=actor, at=at))
    if each.override_reason:
        session.add(
            Override(
                partnership_id=referral.partnership_id,
                referral_id=referral.id,
                reason=each.override_reason,
                why=each.override_why,
                rung_at=datetime.fromisoformat(each.rung_at) if each.rung_at else None,
                taken_by=each.taken_by,
                recorded_by_id=actor.user_id,
                recorded_at=at,
            )
        )


def _agreement(
    referral: Referral, party: Party, said: Asked, each: ForService, *, actor: Actor, at: datetime
) -> Agreement:
    return Agreement(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        party=party,
        answer=Answer(said.answer),
        why=said.why,
        capacity=Capacity(said.capacity) if said.capacity else None,
        told_how=Told(said.told_how) if said.told_how else None,
        asked_on=london_date(at),
        until=date.fromisoformat(each.until) if each.until else None,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
