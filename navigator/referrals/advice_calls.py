"""
Read calls for advice. A caller sees their own, an adviser those that wait and their own.

A coordinator learns how many there are, and how many are late: never a word of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from base.actor import Actor
from base.clock import london_date
from base.refusals import NotFound
from navigator.accounts.models import User
from navigator.referrals.advice_duty import Adviser, rings_by
from navigator.referrals.advice_roll import is_adviser
from navigator.referrals.models import Absence, AdviceCall
from services_catalog.models import Organisation, Service

MOST_LISTED = 100
_Caller, _Adviser = aliased(User), aliased(User)


class CallNotFound(NotFound):
    """It is not there, or it is not theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCall:
    """One call in a list: when and who, and none of what was written in it."""

    id: UUID
    asked_at: datetime
    taken_at: datetime | None
    talked_at: datetime | None
    closed_at: datetime | None
    follow_up_on: date | None
    next_by_side: str
    caller: str
    organisation: str
    adviser: str | None
    service: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCounts:
    """``late``: nobody has rung by the day that was said. ``steps_late``: their day is past."""

    waiting: int
    taken: int
    late: int
    steps: int
    steps_late: int


def find_own_call(session: Session, id_: UUID, *, reader: Actor) -> AdviceCall:
    """
    One that the reader asked for.

    :raises CallNotFound: if there is none, or it is not theirs
    """
    return _one(session, id_, belongs_to_caller(reader))


def find_advised_call(session: Session, id_: UUID, *, reader: Actor, at: datetime) -> AdviceCall:
    """
    One that waits, or that the reader has taken.

    :raises CallNotFound: if there is none, or it is not theirs
    """
    waits = is_to_take(reader, today=london_date(at))
    return _one(session, id_, or_(belongs_to_adviser(reader), waits))


def named(session: Session, call: AdviceCall) -> ListedCall:
    """A call that was found, with the names of those it is about."""
    row = session.execute(_columns().where(AdviceCall.id == call.id)).one()
    return ListedCall(**row._mapping)  # noqa: SLF001


def own_calls(session: Session, *, reader: Actor) -> list[ListedCall]:
    """Those that the reader asked for, the newest first."""
    return _listed(session, belongs_to_caller(reader), AdviceCall.asked_at.desc())


def waiting_calls(session: Session, *, reader: Actor, at: datetime) -> list[ListedCall]:
    """Those that nobody rings back yet, the oldest first."""
    waits = is_to_take(reader, today=london_date(at))
    return _listed(session, waits, AdviceCall.asked_at)


def taken_calls(session: Session, *, reader: Actor) -> list[ListedCall]:
    """Those that the reader has taken and has still to ring, the oldest first."""
    to_ring = AdviceCall.talked_at.is_(None) & AdviceCall.closed_at.is_(None)
    return _listed(session, belongs_to_adviser(reader) & to_ring, AdviceCall.asked_at)


def calls_to_follow_up(session: Session, *, reader: Actor) -> list[ListedCall]:
    """Those of the reader with a next step that is not done, the earliest day first."""
    talked = AdviceCall.talked_at.is_not(None) & AdviceCall.closed_at.is_(None)
    return _listed(session, belongs_to_adviser(reader) & talked, AdviceCall.follow_up_on)


def last_phone(session: Session, *, reader: Actor) -> str:
    """The number on which the reader was last to be rung; empty where they never were."""
    return (
        session.scalar(
            select(AdviceCall.phone)
            .where(belongs_to_caller(reader), AdviceCall.phone != "")
            .order_by(AdviceCall.asked_at.desc())
            .limit(1)
        )
        or ""
    )


def count_calls(
    session: Session, roll: Iterable[Adviser], *, reader: Actor, at: datetime
) -> CallCounts:
    """What a coordinator may know of the calls of the partnership that are not over."""
    rows = session.execute(
        select(
            AdviceCall.asked_at,
            AdviceCall.adviser_id,
            AdviceCall.talked_at,
            AdviceCall.follow_up_on,
        ).where(AdviceCall.partnership_id == reader.partnership_id, AdviceCall.closed_at.is_(None))
    ).all()
    advisers, today = tuple(roll), london_date(at)
    to_ring = [row for row in rows if row.talked_at is None]
    steps = [row for row in rows if row.talked_at is not None]
    return CallCounts(
        waiting=sum(row.adviser_id is None for row in to_ring),
        taken=sum(row.adviser_id is not None for row in to_ring),
        late=sum(today > rings_by(advisers, asked_at=row.asked_at) for row in to_ring),
        steps=len(steps),
        steps_late=sum(row.follow_up_on is not None and row.follow_up_on < today for row in steps),
    )


def belongs_to_caller(reader: Actor) -> ColumnElement[bool]:
    """What somebody asked for belongs to the organisation they asked it in."""
    return and_(
        AdviceCall.partnership_id == reader.partnership_id,
        AdviceCall.caller_id == reader.user_id,
        AdviceCall.caller_organisation_id == reader.organisation_id,
    )


def belongs_to_adviser(reader: Actor) -> ColumnElement[bool]:
    return and_(
        AdviceCall.partnership_id == reader.partnership_id,
        AdviceCall.adviser_id == reader.user_id,
    )


def is_to_take(reader: Actor, *, today: date) -> ColumnElement[bool]:
    """
    Whether a call waits for this adviser: nobody has taken it, or who has taken it is away today,
    or advises no more. Nobody advises themselves.
    """
    is_away = exists().where(
        Absence.user_id == AdviceCall.adviser_id,
        Absence.first_day <= today,
        Absence.last_day >= today,
    )
    gone = not_(is_adviser(AdviceCall.adviser_id, reader.partnership_id))
    has_nobody = or_(AdviceCall.adviser_id.is_(None), gone, is_away)
    return and_(
        AdviceCall.partnership_id == reader.partnership_id,
        AdviceCall.caller_id != reader.user_id,
        AdviceCall.closed_at.is_(None),
        AdviceCall.talked_at.is_(None),
        has_nobody,
        or_(AdviceCall.adviser_id.is_(None), AdviceCall.adviser_id != reader.user_id),
    )


def _one(session: Session, id_: UUID, condition: ColumnElement[bool]) -> AdviceCall:
    found = session.scalar(select(AdviceCall).where(AdviceCall.id == id_, condition))
    if found is None:
        raise CallNotFound(
            "We could not find that call. Somebody else may have taken it, or it was taken back."
        )
    return found


def _listed(
    session: Session,
    condition: ColumnElement[bool],
    first: InstrumentedAttribute[Any] | ColumnElement[Any],
) -> list[ListedCall]:
    rows = session.execute(
        _columns().where(condition).order_by(first, AdviceCall.id).limit(MOST_LISTED)
    )
    return [ListedCall(**row._mapping) for row in rows]  # noqa: SLF001


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AdviceCall.id,
            AdviceCall.asked_at,
            AdviceCall.taken_at,
            AdviceCall.talked_at,
            AdviceCall.closed_at,
            AdviceCall.follow_up_on,
            AdviceCall.next_by_side,
            _Caller.name.label("caller"),
            Organisation.name.label("organisation"),
            _Adviser.name.label("adviser"),
            Service.name.label("service"),
        )
        .join(_Caller, _Caller.id == AdviceCall.caller_id)
        .join(Organisation, Organisation.id == AdviceCall.caller_organisation_id)
        .outerjoin(_Adviser, _Adviser.id == AdviceCall.adviser_id)
        .outerjoin(
            Service,
            and_(
                Service.id == AdviceCall.service_id,
                Service.partnership_id == AdviceCall.partnership_id,
            ),
        )
    )
