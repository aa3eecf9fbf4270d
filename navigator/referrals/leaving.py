"""
Somebody leaves while referrals are in their hands: each goes to another named person at once.

On the sender's side to whoever covers for them, else to the safeguarding team, else to an
administrator who may refer. On the service's side to whoever covers, else to another of its people.
Where nobody is left on a side, it goes back to who sent it, or to the prevention team, and comes to
"not yet placed". Without anybody at all, they cannot leave yet. Callers own the transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, not_, or_, select, true
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Conflict
from navigator.accounts.models import User
from navigator.accounts.permissions import PERMITTED
from navigator.referrals.codes import Side
from navigator.referrals.effects import HOLDER_SIDE
from navigator.referrals.heirs import heirs_of
from navigator.referrals.holding import NEEDED, works_there
from navigator.referrals.lifecycle import OPEN, Also, Move
from navigator.referrals.models import Absence, Referral
from navigator.referrals.moving import Step, move_by_clock

EVERY_SIDE = (Side.SENDER, Side.RECEIVER, Side.COORDINATOR)
OTHER_SIDE = {Side.RECEIVER: Side.SENDER, Side.SENDER: Side.COORDINATOR}
"""Who has it where nobody is left on a side."""


class NobodyToHandTo(Conflict):
    """A referral would be in nobody's hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Who leaves which organisation, and on which sides they can no longer have a referral."""

    user_id: UUID
    organisation_id: UUID
    sides: tuple[Side, ...] = EVERY_SIDE


def sides_lost(before: Iterable[str], after: Iterable[str]) -> tuple[Side, ...]:
    """On which sides somebody could have a referral with the one roles, and not with the other."""
    held, kept = set(before), set(after)
    return tuple(
        side
        for side in EVERY_SIDE
        if held & PERMITTED[NEEDED[side]].keys() and not kept & PERMITTED[NEEDED[side]].keys()
    )


def hand_on_all(session: Session, left: Left, *, actor: Actor, at: datetime) -> int:
    """
    Give each open referral that somebody has or has sent to another person; return how many.

    Called before their membership ends, in the same transaction.

    :raises NobodyToHandTo: if there is nobody at all who could have one
    """
    in_hands = select(Referral).where(*_in_their_hands(left, actor))
    found = session.scalars(in_hands.order_by(Referral.sent_at, Referral.id)).all()
    handed = [_hand_on(session, referral, left, at=at) for referral in found]
    session.execute(
        delete(Absence).where(
            or_(Absence.user_id == left.user_id, Absence.cover_id == left.user_id),
            Absence.organisation_id == left.organisation_id,
        )
    )
    return sum(handed)


def count_in_hands(session: Session, left: Left, *, actor: Actor) -> int:
    """How many ``hand_on_all`` would give to others."""
    found = select(func.count(Referral.id)).where(*_in_their_hands(left, actor))
    return session.scalar(found) or 0


def hand_on_strays(session: Session, *, actor: Actor, at: datetime) -> int:
    """
    Hand on what somebody has who can no longer come in or act there, however that came about.

    Return how many. For a job that runs each day, so that nothing stays in the hands of who left.
    """
    found = 0
    for left in _strays(session, actor):
        found += hand_on_all(session, left, actor=actor, at=at)
    return found


def _in_their_hands(left: Left, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        Referral.partnership_id == actor.partnership_id,
        Referral.status.in_(OPEN),
        or_(*(_condition(left, side) for side in left.sides)),
    )


def _condition(left: Left, side: Side) -> ColumnElement[bool]:
    held = and_(Referral.holder_id == left.user_id, Referral.holder_side == side)
    if side is Side.COORDINATOR:
        return held
    if side is Side.RECEIVER:
        return and_(Referral.receiver_organisation_id == left.organisation_id, held)
    return and_(
        Referral.sender_organisation_id == left.organisation_id,
        or_(Referral.sender_id == left.user_id, held),
    )


def _hand_on(session: Session, referral: Referral, left: Left, *, at: datetime) -> bool:
    """
    Their part as the sender goes to somebody too: a no leads back to who sent it.

    Return whether anything has changed hands.
    """
    before = (referral.sender_id, referral.holder_id)
    had_it = referral.holder_id == left.user_id and referral.holder_side in left.sides
    if referral.sender_id == left.user_id and Side.SENDER in left.sides:
        side, heir = _heir(session, referral, Side.SENDER, left, today=london_date(at))
        if had_it and referral.holder_side is Side.SENDER:
            _reassign(session, referral, heir, side, at=at)
            had_it = False
        referral.sender_id = heir.id
        session.flush()
    if had_it:
        side, heir = _heir(session, referral, referral.holder_side, left, today=london_date(at))
        _reassign(session, referral, heir, side, at=at)
    return before != (referral.sender_id, referral.holder_id)


def _reassign(
    session: Session, referral: Referral, heir: User, side: Side, *, at: datetime
) -> None:
    facts: dict[str, Any] = {Also.HOLDER: heir.id}
    is_unplaced = side is not referral.holder_side
    if is_unplaced:
        facts[HOLDER_SIDE] = side
    nobody = Actor(partnership_id=referral.partnership_id)
    move_by_clock(session, referral, Step(move=Move.REASSIGN, facts=facts), actor=nobody, at=at)
    if is_unplaced:
        referral.unplaced_at = referral.unplaced_at or at
        session.flush()


def _heir(
    session: Session, referral: Referral, side: Side, left: Left, *, today: date
) -> tuple[Side, User]:
    """:raises NobodyToHandTo: if nobody is left on this side, nor on those it falls back to"""
    wanted: Side | None = side
    while wanted is not None:
        is_left = wanted in left.sides
        heirs = heirs_of(session, referral, wanted, leaver_id=left.user_id, today=today)
        for heir in heirs:
            if not (is_left and heir.id == left.user_id):
                return wanted, heir
        wanted = OTHER_SIDE.get(wanted)
    raise NobodyToHandTo(
        "They have referrals that nobody else here can take on. First invite somebody who can."
    )


def _strays(session: Session, actor: Actor) -> Iterable[Left]:
    """Who has, or has sent, something open on a side where they can no longer act."""
    sender, receiver = Referral.sender_organisation_id, Referral.receiver_organisation_id
    held_at = {Side.SENDER: sender, Side.RECEIVER: receiver, Side.COORDINATOR: None}
    pairs = [
        (side, Referral.holder_id, place, Referral.holder_side == side)
        for side, place in held_at.items()
    ]
    pairs.append((Side.SENDER, Referral.sender_id, sender, true()))
    for side, person, place, condition in pairs:
        rows = session.execute(
            select(person, sender if place is None else place)
            .join(User, User.id == person)
            .where(
                Referral.partnership_id == actor.partnership_id,
                Referral.status.in_(OPEN),
                condition,
                not_(works_there(place, side)),
            )
            .distinct()
        ).all()
        for user_id, organisation_id in rows:
            yield Left(user_id=user_id, organisation_id=organisation_id, sides=(side,))
