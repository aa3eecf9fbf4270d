"""Record what somebody says of this service after it was sent, with what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Invalid, NotAllowed
from navigator.referrals import effects
from navigator.referrals.agreement import ADULT
from navigator.referrals.agreements import age_of, settle_story
from navigator.referrals.codes import Answer, Capacity, Party, Side, Told
from navigator.referrals.lifecycle import Also, Move
from navigator.referrals.models import Agreement, Referral
from navigator.referrals.moving import Moved, MoveNotPossible, Step, make_move
from navigator.referrals.parts import sides_of
from navigator.referrals.rules import rules_of
from navigator.referrals.seen import Part, parts_seen


class AnswerRefused(Invalid):
    """It cannot be an answer like this."""


class NotTheirsToRecord(NotAllowed):
    """They do not see what was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    party: Party
    answer: Answer
    why: str = ""
    capacity: Capacity | None = None
    told_how: Told | None = None
    until: date | None = None


def record_answer(
    session: Session, referral: Referral, new: NewAnswer, *, actor: Actor, at: datetime
) -> Moved | None:
    """
    Keep a new answer. Where nothing lets the story go any more, the agreement counts as withdrawn.

    Return that step, where it came to it.

    :raises NotTheirsToRecord: if they do not see what was agreed
    :raises AnswerRefused: if somebody cannot answer for them, or why is not said
    """
    check_recording(session, referral, actor=actor, at=at)
    _check(referral, new, on=london_date(at))
    went = referral.story_goes
    session.add(_kept(referral, new, actor=actor, at=at))
    session.flush()
    goes = settle_story(session, referral, at=at)
    if went and not goes:
        return _withdrawn(session, referral, new.party, actor=actor, at=at)
    if goes:
        rules = rules_of(session, referral.partnership_id)
        effects.restore_next_step(session, referral, rules=rules, at=at)
    session.flush()
    return None


def check_recording(session: Session, referral: Referral, *, actor: Actor, at: datetime) -> None:
    """A coordinator, and a service that sees codes alone, can record no agreement."""
    sides = sides_of(session, referral, actor=actor, at=at)
    is_a_side = bool(sides & {Side.SENDER, Side.RECEIVER})
    if not is_a_side or Part.AGREEMENT not in parts_seen(referral, sides):
        raise NotTheirsToRecord("Only those who work with this young person can record this.")


def _check(referral: Referral, new: NewAnswer, *, on: date) -> None:
    age = age_of(referral, on=on)
    if new.party is Party.PARENT and age is not None and age >= ADULT:
        raise AnswerRefused("At 18 only the young person can answer this.", field="party")
    if new.answer is Answer.NOT_ASKED and not new.why.strip():
        raise AnswerRefused("Say why they were not asked.", field="why")
    if new.until is not None and new.until < on:
        raise AnswerRefused("Enter a day from today on.", field="until")


def _kept(referral: Referral, new: NewAnswer, *, actor: Actor, at: datetime) -> Agreement:
    return Agreement(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        party=new.party,
        answer=new.answer,
        why=new.why.strip(),
        capacity=new.capacity,
        told_how=new.told_how,
        asked_on=london_date(at),
        until=new.until,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )


def _withdrawn(
    session: Session, referral: Referral, party: Party, *, actor: Actor, at: datetime
) -> Moved | None:
    step = Step(move=Move.WITHDRAW_AGREEMENT, facts={Also.PARTY: party})
    try:
        return make_move(session, referral, step, actor=actor, at=at)
    except MoveNotPossible:  # it has ended in a way that leaves nothing to settle
        return None
