"""What the desks share: conditions on a referral, and columns beside it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, case, exists, select

from base.actor import Actor
from navigator.referrals.escalation import ToWhom, is_current
from navigator.referrals.lifecycle import OPEN, Move
from navigator.referrals.models import Escalation, Referral, ReferralEvent

LATELY = timedelta(days=31)
"""How long what has ended can still be found on a desk."""


def is_open() -> ColumnElement[bool]:
    return Referral.status.in_(OPEN)


def ended_lately(at: datetime) -> ColumnElement[bool]:
    return Referral.status.not_in(OPEN) & (Referral.ended_at > at - LATELY)


def unknown_last(column: SQLColumnExpression[Any]) -> ColumnElement[int]:
    return case((column.is_(None), 1), else_=0)


def was_brought(reader: Actor) -> ColumnElement[bool]:
    """The list of ids goes first: there are few of them, and the rest is asked of those alone."""
    brought = select(Escalation.referral_id).where(
        Escalation.partnership_id == reader.partnership_id, Escalation.to == ToWhom.COORDINATORS
    )
    still = exists().where(
        Escalation.referral_id == Referral.id,
        Escalation.to == ToWhom.COORDINATORS,
        is_current(),
    )
    return Referral.id.in_(brought) & still


def reason_of_the_no() -> ColumnElement[str]:
    return (
        select(ReferralEvent.reason)
        .where(ReferralEvent.referral_id == Referral.id, ReferralEvent.move == Move.PROPOSE_DECLINE)
        .order_by(ReferralEvent.number.desc())
        .limit(1)
        .correlate(Referral)
        .scalar_subquery()
    )
