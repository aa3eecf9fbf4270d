"""Play one scene: send it, then take its steps, each at its own moment in the past."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.audit.operations import Act
from navigator.referrals import drafting
from navigator.referrals.agreeing import NewAnswer, record_answer
from navigator.referrals.attempts import Attempt, record_attempt
from navigator.referrals.closing import close_to
from navigator.referrals.codes import Answer, AttemptKind, Capacity, Party, Side, Told
from navigator.referrals.exchange import say_to_the_others
from navigator.referrals.lifecycle import ROWS, Also, Move
from navigator.referrals.models import Referral
from navigator.referrals.moving import Step, make_move, move_by_clock
from navigator.referrals.sending import send_draft
from navigator.simulation.referring.cast import Cast, chance_of
from navigator.simulation.referring.days import moment
from navigator.simulation.referring.scenes import NO_OTHER, Done, Scene
from navigator.simulation.referring.writing import content_of

RANG_BEFORE = timedelta(minutes=20)
YESTERDAY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One step, with all it takes. ``at`` is its own moment."""

    session: Session
    cast: Cast
    scene: Scene
    done: Done
    at: datetime

    def actor(self, referral: Referral, side: str) -> Actor:
        if side == Side.RECEIVER:
            return self.cast.receiver(referral.receiver_organisation_id)
        if side == Side.COORDINATOR:
            return self.cast.coordinator()
        return self.cast.sender(self.scene.sender)

    def facts(self) -> Mapping[str, Any]:
        """What comes with a move, by what it asks for."""
        named: dict[str, Any] = {}
        row = ROWS[Move(self.done.do)]
        for also in row.also & {Also.ALTERNATIVE, Also.SERVICE}:
            named[also] = self._other()
        if self.done.in_days is not None:
            day = self.cast.today + timedelta(days=self.done.in_days)
            named |= dict.fromkeys(row.also & {Also.EXPECTED_START, Also.REVIEW_DATE}, day)
        if self.done.front_door:
            named[Also.FRONT_DOOR_RUNG] = self.at - RANG_BEFORE
        return named

    def _other(self) -> str:
        other = self.done.other
        return other if other == NO_OTHER else str(self.cast.service(other).id)


def play(session: Session, scene: Scene, cast: Cast) -> list[Act]:
    """
    Return what of it goes into the record.

    :raises Refusal: where somebody has changed the demonstration, and a step is not possible now
    """
    chance = chance_of(scene.name, scene.to, scene.sender)
    referral = _send(session, scene, cast, at=moment(cast.at, scene.sent, chance=chance))
    acts = [_act(cast, referral, "send_referral")]
    for nth, done in enumerate(scene.steps, start=1):
        at = moment(cast.at, done.ago, nth=nth, chance=chance)
        turn = Turn(session=session, cast=cast, scene=scene, done=done, at=at)
        acts.append(_act(cast, referral, ACTS.get(done.do, "move_referral"), done))
        referral = BESIDE.get(done.do, _move)(turn, referral)
    return acts


def leave_unsent(session: Session, scene: Scene, cast: Cast) -> list[Act]:
    """Written to the end yesterday: it can be sent now."""
    actor = cast.sender(scene.sender)
    at = moment(cast.at, YESTERDAY, chance=chance_of(scene.name))
    content, service = content_of(scene, cast, at=at), cast.service(scene.to)
    draft = drafting.start(session, [service.id], content, actor=actor, at=at)
    drafting.save(session, draft, content, version=draft.version, at=at)
    owner_id = draft.organisation_id
    return [cast.act("begin_referral", "referral_draft", draft.id, owner_id=owner_id)]


def _act(cast: Cast, referral: Referral, code: str, done: Done | None = None) -> Act:
    move = done.do if done and done.do in set(Move) else ""
    owner_id = referral.sender_organisation_id
    return cast.act(code, "referral", referral.id, owner_id=owner_id, move=move)


def _send(session: Session, scene: Scene, cast: Cast, *, at: datetime) -> Referral:
    actor = cast.sender(scene.sender)
    content = content_of(scene, cast, at=at)
    draft = drafting.start(session, [cast.service(scene.to).id], content, actor=actor, at=at)
    [referral] = send_draft(session, draft, actor=actor, at=at).referrals
    return referral


def _move(turn: Turn, referral: Referral) -> Referral:
    """Return what it goes on as: itself, or the referral to another service."""
    done = turn.done
    step = Step(move=Move(done.do), reason=done.reason, note=done.note, facts=turn.facts())
    row = ROWS[step.move]
    side = done.by or min(row.by)
    if side == Side.CLOCK:
        nobody = turn.cast.nobody()
        moved = move_by_clock(turn.session, referral, step, actor=nobody, at=turn.at)
    else:
        actor = turn.actor(referral, side)
        moved = make_move(turn.session, referral, step, actor=actor, at=turn.at)
    return moved.linked or referral


def _attempt(turn: Turn, referral: Referral) -> Referral:
    attempt = Attempt(
        kind=AttemptKind(turn.done.how),
        on=london_date(turn.at),
        reached=turn.done.reached,
        note=turn.done.note,
    )
    actor = turn.actor(referral, Side.RECEIVER)
    record_attempt(turn.session, referral, attempt, actor=actor, at=turn.at)
    return referral


def _message(turn: Turn, referral: Referral) -> Referral:
    actor = turn.actor(referral, turn.done.by)
    said, key = turn.done.note, f"demonstration {turn.at.isoformat()}"
    say_to_the_others(turn.session, referral, said, send_key=key, actor=actor, at=turn.at)
    return referral


def _agreed(turn: Turn, referral: Referral) -> Referral:
    """The young person agrees to the service that it has gone on to."""
    new = NewAnswer(
        party=Party.YOUNG_PERSON,
        answer=Answer.AGREES,
        capacity=Capacity.DECIDES_WITH_HELP,
        told_how=Told.FACE_TO_FACE,
    )
    actor = turn.actor(referral, Side.SENDER)
    record_answer(turn.session, referral, new, actor=actor, at=turn.at)
    return referral


def _close(turn: Turn, referral: Referral) -> Referral:
    close_to(turn.session, referral, (), actor=turn.actor(referral, Side.SENDER), at=turn.at)
    return referral


BESIDE: Mapping[str, Callable[[Turn, Referral], Referral]] = MappingProxyType(
    {
        "attempt": _attempt,
        "message": _message,
        "agreed": _agreed,
        "close": _close,
    }
)
"""What happens beside the moves."""

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "attempt": "record_attempt",
        "message": "write_message",
        "agreed": "record_agreement",
        "close": "close_referral",
    }
)
"""What each of these is called in the record; whatever is not here is a move."""
