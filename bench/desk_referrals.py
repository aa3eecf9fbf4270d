"""Referrals as a partnership would have them after some years, put into a database at once."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Role
from navigator.db import gather_statistics
from navigator.referrals.codes import Basis, DeclineReason, NextStep, Side, Status
from navigator.referrals.lifecycle import OPEN, TAKEN, Move
from navigator.referrals.models import Referral, ReferralEvent, YoungPerson
from navigator.referrals.references import new_reference
from services_catalog.models import Organisation, Partnership, Service

NOW = datetime.now(UTC)
SENDING, RECEIVING = 40, 20
PEOPLE, WORKERS, SERVICES = 6, 3, 3
BATCH = 1_000

SPREAD: dict[Status, int] = {
    Status.SUBMITTED: 8,
    Status.MORE_NEEDED: 2,
    Status.ACCEPTED: 6,
    Status.WAITING_LIST: 9,
    Status.STARTED: 22,
    Status.PAUSED: 2,
    Status.DECLINE_PROPOSED: 2,
    Status.DECLINED: 3,
    Status.STEPPING_UP: 1,
    Status.COMPLETED: 25,
    Status.ENDED_EARLY: 8,
    Status.WITHDRAWN: 7,
    Status.COULD_NOT_ENGAGE: 5,
}
"""In a hundred."""

NEXT: dict[Status, tuple[NextStep, Side]] = {
    Status.SUBMITTED: (NextStep.ANSWER, Side.RECEIVER),
    Status.MORE_NEEDED: (NextStep.SAY_MORE, Side.SENDER),
    Status.ACCEPTED: (NextStep.FIRST_CONTACT, Side.RECEIVER),
    Status.WAITING_LIST: (NextStep.SAY_WHEN, Side.RECEIVER),
    Status.STARTED: (NextStep.REVIEW, Side.RECEIVER),
    Status.PAUSED: (NextStep.CHECK_PAUSE, Side.RECEIVER),
    Status.DECLINE_PROPOSED: (NextStep.CHECK_DECLINE, Side.COORDINATOR),
    Status.DECLINED: (NextStep.FIND_ANOTHER, Side.SENDER),
    Status.STEPPING_UP: (NextStep.HEAR_FROM_SOCIAL_CARE, Side.SENDER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Somebody for each desk."""

    partnership_id: UUID
    senders: tuple[UUID, ...]
    leads: tuple[UUID, ...]
    workers: tuple[UUID, ...]
    coordinators: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: UUID
    people: tuple[UUID, ...]
    services: tuple[UUID, ...] = ()


def fill(session: Session, count: int) -> Readers:
    """Sixty organisations with their people, and so many referrals between them. It commits."""
    draw = random.Random(20)  # the same each time
    partnership = _partnership(session)
    owner = {"partnership_id": partnership.id}
    sending = [_place(session, owner, Role.PRACTITIONER, PEOPLE) for _ in range(SENDING)]
    receiving = [_place(session, owner, Role.PROVIDER, WORKERS) for _ in range(RECEIVING)]
    team = _place(session, owner, Role.COORDINATOR, 2)
    for start in range(0, count, BATCH):
        _put(session, draw, owner, sending, receiving, min(BATCH, count - start))
        session.commit()
    gather_statistics(session)
    session.commit()
    return Readers(
        partnership_id=partnership.id,
        senders=tuple(place.people[1] for place in sending),
        leads=tuple(place.people[0] for place in sending),
        workers=tuple(place.people[0] for place in receiving),
        coordinators=team.people,
    )


def _partnership(session: Session) -> Partnership:
    made = Partnership(
        name="Measured Partnership",
        place="Nowhere",
        front_door_name="Front Door",
        front_door_phone="0117 496 0001",
        front_door_hours="Always",
        out_of_hours_phone="0117 496 0002",
    )
    session.add(made)
    session.flush()
    return made


def _place(session: Session, owner: dict[str, UUID], role: Role, people: int) -> Place:
    """The first of its people is in its safeguarding team."""
    organisation = Organisation(
        **owner, name=f"Organisation {uuid4().hex[:6]}", feed="measured", source_id=uuid4().hex
    )
    session.add(organisation)
    session.flush()
    users = [
        User(**owner, email=f"{uuid4().hex}@example.org", name="Measured Person", created_at=NOW)
        for _ in range(people)
    ]
    session.add_all(users)
    session.flush()
    session.add_all(
        Membership(
            **owner,
            user_id=user.id,
            organisation_id=organisation.id,
            role=role,
            is_safeguarding=user is users[0],
            started_at=NOW,
        )
        for user in users
    )
    services = [
        Service(
            **owner,
            organisation_id=organisation.id,
            name=f"Service {number}",
            feed="measured",
            source_id=uuid4().hex,
            changed_at=NOW,
        )
        for number in range(SERVICES if role is Role.PROVIDER else 0)
    ]
    session.add_all(services)
    session.flush()
    return Place(
        id=organisation.id,
        people=tuple(user.id for user in users),
        services=tuple(service.id for service in services),
    )


def _put(
    session: Session,
    draw: random.Random,
    owner: dict[str, UUID],
    sending: list[Place],
    receiving: list[Place],
    count: int,
) -> None:
    people = [
        owner | {"id": uuid4(), "name": "Robin Invented", "birth_date": "2012-03-04"}
        for _ in range(count)
    ]
    session.execute(insert(YoungPerson), [each | {"made_at": NOW} for each in people])
    statuses = draw.choices(list(SPREAD), weights=list(SPREAD.values()), k=count)
    referrals = [
        owner
        | {"young_person_id": person["id"]}
        | _referral(draw, draw.choice(sending), draw.choice(receiving), status)
        for person, status in zip(people, statuses, strict=True)
    ]
    session.execute(insert(Referral), referrals)
    session.execute(insert(ReferralEvent), [owner | _event(draw, each) for each in referrals])


def _referral(
    draw: random.Random, sender: Place, receiver: Place, status: Status
) -> dict[str, Any]:
    sent_at = NOW - timedelta(days=draw.randint(0, 900 if status not in OPEN else 60))
    step, side = NEXT.get(status, (None, None))
    by_receiver = status in TAKEN
    sender_id, worker_id = draw.choice(sender.people), draw.choice(receiver.people)
    is_open = status in OPEN
    return _words() | {
        "id": uuid4(),
        "reference": new_reference(),
        "service_id": draw.choice(receiver.services),
        "sender_id": sender_id,
        "sender_organisation_id": sender.id,
        "receiver_organisation_id": receiver.id,
        "status": status,
        "status_since": sent_at,
        "holder_id": worker_id if by_receiver else sender_id,
        "holder_side": Side.RECEIVER if by_receiver else Side.SENDER,
        "next_step": step,
        "next_by": side,
        "due_on": (NOW + timedelta(days=draw.randint(-10, 30))).date() if is_open else None,
        "expected_start": (NOW + timedelta(days=draw.randint(5, 90))).date(),
        "age": draw.randint(6, 18),
        "sent_at": sent_at,
        "accepted_at": sent_at if by_receiver else None,
        "ended_at": None if is_open else min(NOW, sent_at + timedelta(days=draw.randint(1, 90))),
        "may_be_twice": draw.random() < 0.01,  # noqa: PLR2004  one in a hundred
        "unplaced_at": NOW if status is Status.DECLINED and draw.random() < 0.5 else None,  # noqa: PLR2004
    }


def _words() -> dict[str, Any]:
    """As long as people write; every box is locked, as ever."""
    text = "They would like somewhere to go after school. " * 6
    return {
        "school": "Example School",
        "wants": text,
        "going_well": text,
        "tried": text,
        "reach": "Ring before six.",
        "must_not_know": "",
        "unsafe": "",
        "call_back": "07700 900123",
        "needs": ["trauma"],
        "strengths": ["sport"],
        "basis": Basis.PUBLIC_TASK,
        "feed_back": ["accepted", "waiting", "started", "ended"],
    }


def _event(draw: random.Random, referral: dict[str, Any]) -> dict[str, Any]:
    """The step that led to where it stands; of a no that is not checked yet, with its reason."""
    is_no = referral["status"] is Status.DECLINE_PROPOSED
    return {
        "referral_id": referral["id"],
        "number": 1,
        "at": referral["sent_at"],
        "move": Move.PROPOSE_DECLINE if is_no else Move.SEND,
        "from_status": Status.SUBMITTED,
        "to_status": referral["status"],
        "seconds_before": 0,
        "side": Side.SENDER,
        "reason": draw.choice(list(DeclineReason)) if is_no else "",
        "holder_id": referral["holder_id"],
    }
