"""What a move does to the row of a referral: status, places, holder, next step and its day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.referrals.codes import NextStep, Side, Status
from navigator.referrals.lifecycle import (
    AGREEMENT_IS_GONE,
    ASIDE,
    ENDED,
    ROWS,
    TAKEN,
    Also,
    Holder,
    Move,
    Row,
)
from navigator.referrals.models import Referral, ReferralEvent
from navigator.referrals.places import HOLDING_A_PLACE, give_place_back, take_place
from navigator.referrals.rules import Rules

STILL_HOLDING = frozenset({Status.STEPPING_UP, Status.STEPPING_DOWN})
NOT_A_WAY_IN = (*ASIDE, *(row.move for row in ROWS.values() if row.back))
"""Moves after which it stands where it stood before."""

HOLDER_SIDE = "holder_side"
"""Beside ``Also.HOLDER``: the side it goes over to, where nobody is left on the one that had it."""


def status_after(session: Session, referral: Referral, row: Row) -> Status:
    if row.back:
        return _before(session, referral).from_status
    return row.to or referral.status


def _before(session: Session, referral: Referral) -> ReferralEvent:
    """The step that led to where it stands."""
    return session.scalars(
        select(ReferralEvent)
        .where(
            ReferralEvent.referral_id == referral.id,
            ReferralEvent.to_status == referral.status,
            ReferralEvent.from_status != referral.status,
        )
        .order_by(ReferralEvent.number.desc())
        .limit(1)
    ).one()


def set_status(session: Session, referral: Referral, to: Status, *, at: datetime) -> None:
    if to in HOLDING_A_PLACE:
        take_place(session, referral)
    elif to not in STILL_HOLDING:
        give_place_back(session, referral)
    if to is not referral.status:
        referral.status_since = at
    referral.status = to
    if to in TAKEN:
        referral.accepted_at = referral.accepted_at or at
        referral.unplaced_at = None
    if to is Status.STARTED:
        referral.started_at = referral.started_at or at
    if to is Status.DECLINED:
        referral.bounces += 1
    referral.ended_at = (referral.ended_at or at) if to in ENDED else None


def set_holder(referral: Referral, row: Row, *, side: Side, actor: Actor) -> None:
    if row.holder is Holder.SENDER:
        referral.holder_id, referral.holder_side = referral.sender_id, Side.SENDER
    elif row.holder is Holder.MOVER and actor.user_id is not None:
        referral.holder_id, referral.holder_side = actor.user_id, side


def set_next_step(
    session: Session, referral: Referral, row: Row, *, rules: Rules, at: datetime
) -> None:
    if _leaves_next_step(referral, row):
        return
    today = london_date(at)
    if row.back:
        row = ROWS[Move(_into(session, referral))]
    referral.next_step = row.next_step
    referral.next_by = (row.next_by or referral.holder_side) if row.next_step else None
    referral.due_on = rules.due_on(row.wait, referral.urgency, today=today) if row.wait else None


def _leaves_next_step(referral: Referral, row: Row) -> bool:
    """An agreement that is gone must be settled, where it was needed and it has not ended."""
    if row.move in AGREEMENT_IS_GONE:
        return referral.story_goes or referral.status in ENDED
    return row.move in ASIDE


def restore_next_step(session: Session, referral: Referral, *, rules: Rules, at: datetime) -> None:
    """What was settled aside is settled: the step of where it stands comes next again."""
    if referral.next_step is NextStep.SETTLE_AGREEMENT:
        into = ROWS[Move(_into(session, referral))]
        set_next_step(session, referral, into, rules=rules, at=at)


def _into(session: Session, referral: Referral) -> str:
    """The move that first led to where it stands again."""
    return session.scalars(
        select(ReferralEvent.move)
        .where(
            ReferralEvent.referral_id == referral.id,
            ReferralEvent.to_status == referral.status,
            ReferralEvent.move.not_in(NOT_A_WAY_IN),
        )
        .order_by(ReferralEvent.number.desc())
        .limit(1)
    ).one()


def set_facts(referral: Referral, move: Move, facts: Mapping[str, Any], *, at: datetime) -> None:
    expected = facts.get(Also.EXPECTED_START)
    if isinstance(expected, date):
        referral.expected_start = expected
    review = facts.get(Also.REVIEW_DATE)
    if isinstance(review, date):
        referral.due_on, referral.next_step = review, NextStep.REVIEW
    if move is Move.LET_DECLINE_STAND:
        referral.unreviewed = True
    if move is Move.SHOW_NAME:
        referral.name_shown_at = referral.name_shown_at or at
    named = facts.get(Also.HOLDER)
    if named is not None:
        set_named_holder(referral, UUID(str(named)), side=facts.get(HOLDER_SIDE))


def set_named_holder(referral: Referral, user_id: UUID, *, side: Side | None) -> None:
    """
    On the sender's side whoever it is handed to stands for who sent it from now on.

    :param side: where it goes over to the other side; what this side was to do, that one is
    """
    if side is not None and side is not referral.holder_side:
        if referral.next_by is referral.holder_side:
            referral.next_by = side
        referral.holder_side = side
    referral.holder_id = user_id
    if referral.holder_side is Side.SENDER:
        referral.sender_id = user_id
