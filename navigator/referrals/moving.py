"""
Make a move of the lifecycle: the one way in which a referral changes its status, holder or step.

The caller owns the transaction, has found the referral for the actor, and tells those whom the
answer names. Two who answer at once: the row's version lets one of them win.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from base.actor import Actor
from base.refusals import Conflict, Invalid, NotAllowed
from navigator.referrals import effects
from navigator.referrals.agreements import withdraw_answers
from navigator.referrals.attempts import check_attempts
from navigator.referrals.codes import Party, Side
from navigator.referrals.holding import who_may_hold
from navigator.referrals.lifecycle import ROWS, Also, Holder, Move, Note, Row
from navigator.referrals.linking import link_to
from navigator.referrals.models import Referral, ReferralEvent
from navigator.referrals.parts import sides_of
from navigator.referrals.rules import Rules, rules_of

LONGEST_NOTE = 20_000
NOTHING: Mapping[str, Any] = MappingProxyType({})
ANSWERED_MEANWHILE = (
    "Somebody has just answered this referral. Look at it as it is now, then choose."
)


class MoveNotPossible(Conflict):
    """It does not stand where this move begins, or somebody has moved it meanwhile."""


class MoveNotTheirs(NotAllowed):
    """The move is one of the other side's."""


class MoveIncomplete(Invalid):
    """Something must be said with it. ``field`` names what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    What somebody wants to do, as they said it.

    ``facts`` holds what ``lifecycle.Also`` asks for: ``expected_start`` and ``review_date`` are
    dates, ``alternative`` the id of a service or "none", ``service`` the id of a service,
    ``front_door_rung`` a moment, ``holder`` the id of a person. ``version`` is that of the referral
    as they saw it; None where a date has passed.
    """

    move: Move
    reason: str = ""
    note: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """
    The step that was made, and the sides that are to be told of it.

    ``linked`` is the referral to another service that it goes on as.
    """

    referral: Referral
    event: ReferralEvent
    row: Row
    linked: Referral | None = None


def make_move(
    session: Session, referral: Referral, step: Step, *, actor: Actor, at: datetime
) -> Moved:
    """
    :raises MoveNotPossible: if it does not stand where the move begins, or is no longer as they saw
    :raises MoveNotTheirs: if the move is not one of their side's
    :raises MoveIncomplete: naming what is missing
    :raises NoPlaceLeft: if the service counts its places, and all are taken
    :raises CannotBeSentTo: if the service that it is to go on to takes none online now
    """
    sides = sides_of(session, referral, actor=actor, at=at)
    return _make(session, referral, step, sides=sides, actor=actor, at=at)


def move_by_clock(
    session: Session, referral: Referral, step: Step, *, actor: Actor, at: datetime
) -> Moved:
    """The same for a date that has passed: ``actor`` is nobody, of that partnership."""
    clock = frozenset({Side.CLOCK})
    return _make(session, referral, step, sides=clock, actor=actor, at=at)


def _make(
    session: Session,
    referral: Referral,
    step: Step,
    *,
    sides: frozenset[Side],
    actor: Actor,
    at: datetime,
) -> Moved:
    row = ROWS[step.move]
    _check_possible(referral, step, row)
    side = _acting_side(session, row, sides, referral)
    rules = rules_of(session, referral.partnership_id)
    _check_complete(step, row)
    if Also.ATTEMPTS in row.also:
        check_attempts(session, referral, rules)
    if row.holder is Holder.NAMED and side is not Side.CLOCK:
        _check_holder(session, referral, step, side=side)
    event = _event(session, referral, step, side=side, actor=actor, at=at)
    to = effects.status_after(session, referral, row)
    effects.set_status(session, referral, to, at=at)
    if Also.PARTY in row.also:
        withdraw_answers(session, referral, Party(step.facts[Also.PARTY]), at=at)
    effects.set_holder(referral, row, side=side, actor=actor)
    effects.set_next_step(session, referral, row, rules=rules, at=at)
    effects.set_facts(referral, step.move, step.facts, at=at)
    event.to_status, event.holder_id = to, referral.holder_id
    flag_modified(referral, "status")  # a step that changes no column makes a new version as well
    session.add(event)
    _flush(session)
    linked = (
        _go_on(session, referral, step, event, rules=rules) if Also.SERVICE in row.also else None
    )
    return Moved(referral=referral, event=event, row=row, linked=linked)


def _go_on(
    session: Session, referral: Referral, step: Step, event: ReferralEvent, *, rules: Rules
) -> Referral:
    try:
        service_id = UUID(str(step.facts[Also.SERVICE]))
    except ValueError:
        raise MoveIncomplete(MISSING[Also.SERVICE], field=Also.SERVICE) from None
    return link_to(session, referral, service_id, event=event, rules=rules)


def _check_possible(referral: Referral, step: Step, row: Row) -> None:
    is_as_seen = step.version is None or step.version == referral.version
    if referral.status not in row.from_ or not is_as_seen:
        raise MoveNotPossible("This referral has changed. Look at it as it is now, then choose.")


def _acting_side(session: Session, row: Row, sides: frozenset[Side], referral: Referral) -> Side:
    acting = row.by & sides
    if not acting:
        _check_unmoved(session, referral)
        raise MoveNotTheirs("This step is for the other side to take.")
    return referral.holder_side if referral.holder_side in acting else min(acting)


def _check_unmoved(session: Session, referral: Referral) -> None:
    """A step of the other side since it was read may have taken it out of their sight."""
    now = session.scalar(select(Referral.version).where(Referral.id == referral.id))
    if now != referral.version:
        raise MoveNotPossible(ANSWERED_MEANWHILE)


def _check_holder(session: Session, referral: Referral, step: Step, *, side: Side) -> None:
    """Only the side that has it says who of its people does."""
    if side is not referral.holder_side:
        raise MoveNotTheirs("The other side has this referral now, so they choose who has it.")
    named = str(step.facts[Also.HOLDER])
    if named not in {str(user.id) for user in who_may_hold(session, referral, side)}:
        raise MoveIncomplete(MISSING[Also.HOLDER], field=Also.HOLDER)


def _check_complete(step: Step, row: Row) -> None:
    if row.reasons is not None and step.reason not in set(row.reasons):
        raise MoveIncomplete("Choose a reason.", field="reason")
    if row.reasons is None and step.reason:
        raise MoveIncomplete("This step has no reason to choose. Leave it out.", field="reason")
    if row.note is Note.REQUIRED and not step.note.strip():
        raise MoveIncomplete("Say in a few words what the other side needs to know.", field="note")
    if len(step.note) > LONGEST_NOTE:
        raise MoveIncomplete("Use fewer words: this is too long.", field="note")
    for also in sorted(row.also - {Also.ATTEMPTS}):
        if not step.facts.get(also):
            raise MoveIncomplete(MISSING[also], field=also)
    if Also.PARTY in row.also and step.facts[Also.PARTY] not in set(Party):
        raise MoveIncomplete(MISSING[Also.PARTY], field=Also.PARTY)


MISSING: Mapping[Also, str] = MappingProxyType(
    {
        Also.EXPECTED_START: "Say when you expect to start.",
        Also.ALTERNATIVE: "Choose another service that could help, or say that there is none.",
        Also.SERVICE: "Choose the service that it goes to.",
        Also.FRONT_DOOR_RUNG: "Ring the number first. Then say when you rang.",
        Also.REVIEW_DATE: "Say when you will look at it together again.",
        Also.PARTY: "Say who no longer agrees.",
        Also.HOLDER: "Choose who has it from now on.",
    }
)


def _event(
    session: Session, referral: Referral, step: Step, *, side: Side, actor: Actor, at: datetime
) -> ReferralEvent:
    last = session.scalar(
        select(func.max(ReferralEvent.number)).where(ReferralEvent.referral_id == referral.id)
    )
    return ReferralEvent(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        number=(last or 0) + 1,
        at=at,
        move=step.move,
        from_status=referral.status,
        seconds_before=max(0, int((at - referral.status_since).total_seconds())),
        side=side,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        reason=step.reason,
        note=step.note.strip(),
        facts={name: _plain(value) for name, value in step.facts.items()},
    )


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _flush(session: Session) -> None:
    try:
        session.flush()
    except StaleDataError:
        raise MoveNotPossible(ANSWERED_MEANWHILE) from None
