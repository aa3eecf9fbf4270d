"""
Agreements that hold no longer, since their day has passed or the young person is 18 now.

Finding only reads, and takes a few too many. Doing looks at one, under the version of its row.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.referrals.agreement import ADULT
from navigator.referrals.agreements import may_go
from navigator.referrals.lifecycle import OPEN, Move
from navigator.referrals.models import Agreement, Referral
from navigator.referrals.moving import Moved, MoveNotPossible, Step, move_by_clock

YEAR = timedelta(days=365)
"""No longer than any: who may have had a birthday is looked at."""


def may_have_lapsed(session: Session, partnership_id: UUID, *, at: datetime) -> list[UUID]:
    """Open ones whose story goes to the service, with a day that has passed or an 18th birthday."""
    return list(
        session.scalars(
            select(Referral.id)
            .where(
                Referral.partnership_id == partnership_id,
                Referral.status.in_(OPEN),
                Referral.story_goes,
                Referral.anonymised_at.is_(None),
                or_(_is_past(london_date(at)), _may_be_18(at)),
            )
            .order_by(Referral.id)
        )
    )


def let_lapse(session: Session, id_: UUID, *, at: datetime) -> Moved | None:
    """Hide the story from the service. None where an agreement still holds, or it has moved on."""
    referral = session.get(Referral, id_)
    if referral is None or not referral.story_goes:
        return None
    if may_go(session, referral, on=london_date(at)):
        return None
    referral.story_goes = False  # the mail of the move must not say otherwise
    step = Step(move=Move.LET_AGREEMENT_LAPSE)
    nobody = Actor(partnership_id=referral.partnership_id)
    try:
        return move_by_clock(session, referral, step, actor=nobody, at=at)
    except MoveNotPossible:
        session.rollback()
        return None


def _is_past(today: date) -> ColumnElement[bool]:
    return exists().where(
        Agreement.referral_id == Referral.id,
        Agreement.withdrawn_at.is_(None),
        Agreement.until < today,
    )


def _may_be_18(at: datetime) -> ColumnElement[bool]:
    return or_(
        *(
            and_(Referral.age == age, Referral.sent_at <= at - YEAR * (ADULT - 1 - age))
            for age in range(ADULT)
        )
    )
