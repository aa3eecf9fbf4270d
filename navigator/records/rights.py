"""What a person has decided of somebody's records, done. Callers own the transaction."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.refusals import Conflict, Invalid
from navigator.records.anonymising import anonymise
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import OPEN
from navigator.referrals.models import Referral, YoungPerson
from navigator.referrals.young_people import name_person

CAN_BE_ERASED = (frozenset(Status) - OPEN) | {Status.DECLINED}


class NameMissing(Invalid):
    """Somebody must be called something."""


class CannotErase(Conflict):
    """Something is still open, or held by law."""


def correct(
    session: Session, person: YoungPerson, *, name: str, birth_date: date | None
) -> YoungPerson:
    """
    Put a name or birth date right.

    :raises NameMissing: without a name
    :raises SomebodyElse: if another of the partnership is known by just these
    """
    if not name.strip():
        raise NameMissing("Enter a name.", field="name")
    name_person(session, person, name=name.strip(), birth_date=birth_date)
    return person


def restrict(session: Session, person: YoungPerson, *, is_restricted: bool, at: datetime) -> int:
    """Keep every referral of theirs and use it no more, or use it again. Return how many."""
    changed = session.execute(
        update(Referral)
        .where(
            Referral.young_person_id == person.id,
            Referral.restricted_at.is_(None)
            if is_restricted
            else Referral.restricted_at.is_not(None),
        )
        .values(restricted_at=at if is_restricted else None, version=Referral.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return int(changed.rowcount)  # type: ignore[attr-defined]


def hold(session: Session, person: YoungPerson, *, is_held: bool, at: datetime) -> None:
    """A legal hold: nothing of theirs is erased, by anybody or by itself, until it is lifted."""
    session.execute(
        update(Referral)
        .where(Referral.young_person_id == person.id)
        .values(legal_hold_at=at if is_held else None, version=Referral.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def erase(session: Session, person: YoungPerson, *, at: datetime) -> int:
    """
    Anonymise all that is held on somebody; return how many referrals.

    :raises CannotErase: if one is still open, or there is a legal hold
    """
    theirs = list(
        session.scalars(
            select(Referral).where(
                Referral.young_person_id == person.id, Referral.anonymised_at.is_(None)
            )
        )
    )
    if any(each.legal_hold_at for each in theirs):
        raise CannotErase("There is a legal hold on this record. It must be lifted first.")
    if any(each.status not in CAN_BE_ERASED for each in theirs):
        raise CannotErase("A referral is still open. Ask who sent it to close it first.")
    return sum(anonymise(session, each.id, at=at) for each in theirs)
