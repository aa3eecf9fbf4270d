"""What was agreed to this service so far, and whether its story may go there."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import london_date
from navigator.referrals.agreement import Said, is_agreed
from navigator.referrals.codes import Party
from navigator.referrals.models import Agreement, Override, Referral


def latest_answers(session: Session, referral: Referral, *, on: date) -> Mapping[Party, Agreement]:
    """What each said last, where it was not taken back and still holds on that day."""
    rows = session.scalars(
        select(Agreement)
        .where(Agreement.referral_id == referral.id)
        .order_by(Agreement.asked_on, Agreement.recorded_at)
    )
    last = {row.party: row for row in rows}
    return {
        party: row
        for party, row in last.items()
        if row.withdrawn_at is None and (row.until is None or row.until >= on)
    }


def age_of(referral: Referral, *, on: date) -> int | None:
    """In whole years on that day, where the birth date is known; else what it was when sent."""
    written = referral.young_person.birth_date
    if not written:
        return referral.age
    born = date.fromisoformat(written)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def settle_story(session: Session, referral: Referral, *, at: datetime) -> bool:
    """
    Let the story go to this service, or no longer: by what is agreed now, or by an override.

    Return whether it goes.
    """
    referral.story_goes = may_go(session, referral, on=london_date(at))
    return referral.story_goes


def may_go(session: Session, referral: Referral, *, on: date) -> bool:
    """Whether an agreement that holds on that day, or an override, names this service."""
    answers = latest_answers(session, referral, on=on)
    said = {party: Said(answer=row.answer, capacity=row.capacity) for party, row in answers.items()}
    is_overridden = select(Override.id).where(Override.referral_id == referral.id)
    return is_agreed(said, age=age_of(referral, on=on)) or bool(session.scalar(is_overridden))


def withdraw_answers(session: Session, referral: Referral, party: Party, *, at: datetime) -> None:
    """What this party had said holds no longer; what may be seen follows at once."""
    for row in session.scalars(
        select(Agreement).where(
            Agreement.referral_id == referral.id,
            Agreement.party == party,
            Agreement.withdrawn_at.is_(None),
        )
    ):
        row.withdrawn_at = at
    session.flush()
    settle_story(session, referral, at=at)
