"""
What somebody asks of their records: taken down, reviewed by a person, decided, answered.

Nothing is erased, put right or withheld by itself. Callers own the transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Conflict, Invalid, NotFound
from navigator.records.models import AskedAs, Outcome, RecordsRequest, RequestKind
from navigator.records.retention import add_months
from navigator.referrals.models import Referral, YoungPerson
from navigator.referrals.young_people import known_person

MONTHS_TO_ANSWER = 1
"""UK GDPR, Article 12(3): one month from when it came."""


class PersonNotFound(NotFound):
    """Nothing is held under that name and birth date, or that reference."""


class RequestNotFound(NotFound):
    """It is not there, or it is not of this partnership."""


class RequestRefused(Invalid):
    """Something is missing. ``field`` names it."""


class AlreadyDecided(Conflict):
    """Somebody has decided it meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asking:
    kind: RequestKind
    asked_as: AskedAs
    asked_by: str
    checked_how: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Decided:
    """``withheld`` names items of what was gathered, by their keys."""

    outcome: Outcome
    decision: str = ""
    withheld: Collection[str] = ()


def find_person(
    session: Session, *, name: str, birth_date: date | None, reader: Actor
) -> YoungPerson:
    """:raises PersonNotFound: unless both are given in full, and something is held"""
    found = known_person(
        session, name=name, birth_date=birth_date, partnership_id=reader.partnership_id
    )
    if found is None:
        raise PersonNotFound("We hold nothing under that name and birth date.")
    return found


def person_of_reference(session: Session, reference: str, *, reader: Actor) -> YoungPerson:
    """
    For somebody whose referral was sent with initials, or no whole birth date.

    :raises PersonNotFound: if no referral of the partnership is called so
    """
    found = session.scalar(
        select(YoungPerson)
        .join(Referral, Referral.young_person_id == YoungPerson.id)
        .where(
            Referral.reference == reference,
            Referral.partnership_id == reader.partnership_id,
            Referral.anonymised_at.is_(None),
        )
    )
    if found is None:
        raise PersonNotFound("We hold no referral with that reference.")
    return found


def take_down(
    session: Session, person: YoungPerson, asking: Asking, *, actor: Actor, at: datetime
) -> RecordsRequest:
    """:raises RequestRefused: if nobody says who asks and how that was checked"""
    for box in ("asked_by", "checked_how"):
        if not getattr(asking, box).strip():
            raise RequestRefused(MISSING[box], field=box)
    if asking.received_on > london_date(at):
        raise RequestRefused(
            "Enter the day on which it came: today or before.", field="received_on"
        )
    made = RecordsRequest(
        partnership_id=person.partnership_id,
        young_person_id=person.id,
        kind=asking.kind,
        asked_as=asking.asked_as,
        asked_by=asking.asked_by.strip(),
        checked_how=asking.checked_how.strip(),
        received_on=asking.received_on,
        due_on=add_months(asking.received_on, MONTHS_TO_ANSWER),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    session.add(made)
    session.flush()
    return made


MISSING = {
    "asked_by": "Say who asks: their name, and how to write to them.",
    "checked_how": "Say how you checked who they are, and that they may ask.",
    "decision": "Say why, in words that can be sent to who asked.",
}


def find_request(session: Session, id_: UUID, *, reader: Actor) -> RecordsRequest:
    """:raises RequestNotFound: if there is none in the reader's partnership"""
    found = session.scalar(
        select(RecordsRequest).where(
            RecordsRequest.id == id_, RecordsRequest.partnership_id == reader.partnership_id
        )
    )
    if found is None:
        raise RequestNotFound("We could not find that request.")
    return found


def open_requests(session: Session, *, reader: Actor) -> list[RecordsRequest]:
    """Those that nobody has closed yet, what is due first at the top."""
    return list(
        session.scalars(
            select(RecordsRequest)
            .where(
                RecordsRequest.partnership_id == reader.partnership_id,
                RecordsRequest.closed_at.is_(None),
            )
            .order_by(RecordsRequest.due_on, RecordsRequest.id)
        )
    )


def decide(
    session: Session,
    request: RecordsRequest,
    decided: Decided,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """
    Record what a person has decided. To leave something out, or to refuse, needs a reason.

    :raises RequestRefused: without that reason
    :raises AlreadyDecided: if somebody was faster
    """
    is_whole = decided.outcome is Outcome.DONE and not decided.withheld
    if not is_whole and not decided.decision.strip():
        raise RequestRefused(MISSING["decision"], field="decision")
    closed = session.execute(
        update(RecordsRequest)
        .where(RecordsRequest.id == request.id, RecordsRequest.closed_at.is_(None))
        .values(
            outcome=decided.outcome,
            decision=decided.decision.strip(),
            withheld=sorted(decided.withheld),
            reviewed_by_id=actor.user_id,
            reviewed_at=at,
            closed_at=at,
        )
        .execution_options(synchronize_session=False)
    )
    if not closed.rowcount:  # type: ignore[attr-defined]
        raise AlreadyDecided("Somebody has decided this already. Look at it as it is now.")
    session.refresh(request)
