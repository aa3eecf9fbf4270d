"""
What becomes of referrals by itself, and the mails of the morning.

Each thing is found by a read, then done in a short transaction of its own under a condition: of
several runners one does it, and one that is killed leaves nothing half done.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Conflict
from navigator.audit.operations import Act, record
from navigator.jobs.runner import Job, Sessions
from navigator.referrals.by_date import (
    let_no_stand,
    mark_unplaced,
    noes_past_their_day,
    not_yet_placed,
)
from navigator.referrals.digests import Digest, digests_due, is_time, take
from navigator.referrals.escalation import Due, keep_rung, rungs_due
from navigator.referrals.lapsing import let_lapse, may_have_lapsed
from navigator.referrals.leaving import hand_on_strays
from navigator.referrals.moving import Moved
from navigator.referrals.rules import rules_of
from services_catalog.models import Partnership

Clock = Callable[[], datetime]
Thing = TypeVar("Thing")

TELLING = "telling"
"""Where an app keeps its ``Telling``."""

log = logging.getLogger(__name__)


class Telling(Protocol):
    """What the edge knows and this room does not: words, and addresses of pages."""

    def moved(self, session: Session, moved: Moved) -> None:
        """Put the mails of a move into the outbox."""

    def digest(self, session: Session, digest: Digest) -> None:
        """Put somebody's mail of the morning into the outbox."""


def referral_jobs(telling: Telling) -> tuple[Job, ...]:
    """In an order in which the mails of a morning know what has happened before."""
    return (
        Job(
            name="unreviewed noes",
            what="noes taken as they were, since nobody had looked at them",
            every=timedelta(minutes=5),
            work=lambda sessions, clock: _let_noes_stand(sessions, clock, telling),
        ),
        Job(
            name="agreements",
            what="agreements found that hold no longer",
            every=timedelta(hours=1),
            work=lambda sessions, clock: _let_agreements_lapse(sessions, clock, telling),
        ),
        Job(
            name="strays",
            what="referrals handed on that were in the hands of who has left",
            every=timedelta(hours=1),
            work=_hand_on_strays,
        ),
        Job(
            name="not yet placed",
            what="referrals found that no service has taken",
            every=timedelta(minutes=15),
            work=_mark_unplaced,
        ),
        Job(
            name="escalation",
            what="late steps brought to somebody further up",
            every=timedelta(minutes=15),
            work=_escalate,
        ),
        Job(
            name="digests",
            what="mails of the morning written",
            every=timedelta(minutes=5),
            work=lambda sessions, clock: _write_digests(sessions, clock, telling),
        ),
    )


def _let_noes_stand(sessions: Sessions, clock: Clock, telling: Telling) -> int:
    def found(session: Session, partnership_id: UUID) -> Iterable[UUID]:
        return noes_past_their_day(session, partnership_id, today=london_date(clock()))

    def do(session: Session, id_: UUID) -> bool:
        moved = let_no_stand(session, id_, at=clock())
        if moved is not None:
            telling.moved(session, moved)
            record(session, [_act(moved)])
        return moved is not None

    return _each(sessions, found, do)


def _let_agreements_lapse(sessions: Sessions, clock: Clock, telling: Telling) -> int:
    def found(session: Session, partnership_id: UUID) -> Iterable[UUID]:
        return may_have_lapsed(session, partnership_id, at=clock())

    def do(session: Session, id_: UUID) -> bool:
        moved = let_lapse(session, id_, at=clock())
        if moved is not None:
            telling.moved(session, moved)
            record(session, [_act(moved)])
        return moved is not None

    return _each(sessions, found, do)


def _hand_on_strays(sessions: Sessions, clock: Clock) -> int:
    def do(session: Session, partnership_id: UUID) -> int:
        nobody = Actor(partnership_id=partnership_id)
        return hand_on_strays(session, actor=nobody, at=clock())

    return _each(sessions, lambda _, partnership_id: (partnership_id,), do)


def _mark_unplaced(sessions: Sessions, clock: Clock) -> int:
    def found(session: Session, partnership_id: UUID) -> Iterable[UUID]:
        rules = rules_of(session, partnership_id)
        return not_yet_placed(session, partnership_id, rules=rules, at=clock())

    return _each(sessions, found, lambda session, id_: mark_unplaced(session, id_, at=clock()))


def _escalate(sessions: Sessions, clock: Clock) -> int:
    def found(session: Session, partnership_id: UUID) -> Iterable[Due]:
        return rungs_due(session, partnership_id, today=london_date(clock()))

    return _each(sessions, found, lambda session, due: keep_rung(session, due, at=clock()))


def _write_digests(sessions: Sessions, clock: Clock, telling: Telling) -> int:
    def found(session: Session, partnership_id: UUID) -> Iterable[Digest]:
        return digests_due(session, partnership_id, at=clock()) if is_time(clock()) else ()

    def do(session: Session, digest: Digest) -> bool:
        take(session, digest, at=clock())
        telling.digest(session, digest)
        return True

    return _each(sessions, found, do)


def _each(
    sessions: Sessions,
    found: Callable[[Session, UUID], Iterable[Thing]],
    do: Callable[[Session, Thing], int],
) -> int:
    """
    Do what is found in each partnership, each in a transaction of its own; return how many it was.

    What another runner does is left to it; what fails is left for the next turn, and stops nothing.
    """
    done, failed = 0, ""
    for thing in _found(sessions, found):
        try:
            with sessions() as session, session.begin():
                done += do(session, thing)
        except Conflict:
            continue
        except SQLAlchemyError as failure:
            failed = type(failure).__name__
    if failed:
        log.warning("not everything could be done: %s", failed)
    return done


def _found(sessions: Sessions, found: Callable[[Session, UUID], Iterable[Thing]]) -> list[Thing]:
    with sessions() as session:
        partnerships = session.scalars(select(Partnership.id).order_by(Partnership.id)).all()
        return [thing for id_ in partnerships for thing in found(session, id_)]


def _act(moved: Moved) -> Act:
    referral = moved.referral
    return Act(
        act="move_referral",
        at=moved.event.at,
        partnership_id=referral.partnership_id,
        object_kind="referral",
        object_id=referral.id,
        owner_id=referral.sender_organisation_id,
        facts={"move": moved.event.move},
    )
