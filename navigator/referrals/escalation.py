"""
Who else hears of a step that is late: a table of ladders, and each rung only once.

A rung is kept as a row of its own before anybody is told, so that of several runners one keeps it.
The mails of the morning read those rows (``digests``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, load_only

from base.clock import london_date
from base.refusals import Conflict
from navigator.referrals.codes import NextStep, Side
from navigator.referrals.lifecycle import OPEN
from navigator.referrals.models import Escalation, Referral
from navigator.referrals.working_days import working_days_between


class ToWhom(StrEnum):
    """*Team*: the safeguarding team of who sent it. *Service*: all who can answer for it."""

    TEAM = "team"
    SERVICE = "service"
    COORDINATORS = "coordinators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """After so many working days past the day that a step was due on, tell these."""

    days_late: int
    to: ToWhom


Ladder = tuple[Rung, ...]


class RungTaken(Conflict):
    """Another runner tells them. Nothing more can be done in this transaction."""


BY_SIDE: Mapping[Side, Ladder] = MappingProxyType(
    {
        Side.SENDER: (
            Rung(days_late=3, to=ToWhom.TEAM),
            Rung(days_late=5, to=ToWhom.COORDINATORS),
        ),
        Side.RECEIVER: (
            Rung(days_late=3, to=ToWhom.COORDINATORS),
            Rung(days_late=5, to=ToWhom.TEAM),
        ),
        Side.COORDINATOR: (Rung(days_late=3, to=ToWhom.TEAM),),
    }
)
"""By whose step it is. The sender themselves see what is late from its first day."""

BY_STEP: Mapping[NextStep, Ladder] = MappingProxyType(
    {
        NextStep.HEAR_FROM_SOCIAL_CARE: (
            Rung(days_late=1, to=ToWhom.TEAM),
            Rung(days_late=2, to=ToWhom.COORDINATORS),
        ),
        NextStep.REVIEW: (
            Rung(days_late=3, to=ToWhom.SERVICE),
            Rung(days_late=10, to=ToWhom.COORDINATORS),
        ),
    }
)
"""Steps with a ladder of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A rung that has been reached and not been told."""

    referral_id: UUID
    partnership_id: UUID
    step: NextStep
    due_on: date
    to: ToWhom


def ladder_of(step: NextStep, by: Side) -> Ladder:
    return BY_STEP.get(step, BY_SIDE.get(by, ()))


def rungs_due(session: Session, partnership_id: UUID, *, today: date) -> list[Due]:
    told = {
        (row.referral_id, row.step, row.due_on, row.to)
        for row in session.scalars(
            select(Escalation)
            .join(Referral, Referral.id == Escalation.referral_id)
            .where(Escalation.partnership_id == partnership_id, is_current())
        )
    }
    return [
        due
        for due in _reached(session, partnership_id, today=today)
        if (due.referral_id, due.step, due.due_on, due.to) not in told
    ]


def keep_rung(session: Session, due: Due, *, at: datetime) -> bool:
    """
    Return whether the step is still late; if it is, the rung is kept.

    :raises RungTaken: if another runner has just kept it
    """
    is_so = exists().where(
        Referral.id == due.referral_id,
        Referral.next_step == due.step,
        Referral.due_on == due.due_on,
        Referral.due_on < london_date(at),
    )
    if not session.scalar(select(is_so)):
        return False
    session.add(
        Escalation(
            partnership_id=due.partnership_id,
            referral_id=due.referral_id,
            step=due.step,
            due_on=due.due_on,
            to=due.to,
            at=at,
        )
    )
    try:
        session.flush()
    except IntegrityError:
        raise RungTaken("They have just been told.") from None
    return True


def is_current() -> ColumnElement[bool]:
    """Whether the step that an ``Escalation`` tells of is still the next of its ``Referral``."""
    return and_(
        Escalation.step == Referral.next_step,
        Escalation.due_on == Referral.due_on,
        Referral.status.in_(OPEN),
    )


def _reached(session: Session, partnership_id: UUID, *, today: date) -> Iterator[Due]:
    late = session.scalars(
        select(Referral)
        .where(
            Referral.partnership_id == partnership_id,
            Referral.status.in_(OPEN),
            Referral.restricted_at.is_(None),
            Referral.anonymised_at.is_(None),
            Referral.due_on < today,
        )
        .options(
            load_only(
                Referral.partnership_id, Referral.next_step, Referral.next_by, Referral.due_on
            )
        )
    )
    for referral in late:
        yield from _rungs(referral, today=today)


def _rungs(referral: Referral, *, today: date) -> Iterator[Due]:
    step, by, due_on = referral.next_step, referral.next_by, referral.due_on
    if step is None or by is None or due_on is None:
        return
    days_late = working_days_between(due_on, today)
    for rung in ladder_of(step, by):
        if days_late >= rung.days_late:
            yield Due(
                referral_id=referral.id,
                partnership_id=referral.partnership_id,
                step=step,
                due_on=due_on,
                to=rung.to,
            )
