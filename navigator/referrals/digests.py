"""
The one mail that somebody gets on a working morning: what is theirs to do, and what is new.

Counts by kind, and nothing else: it may lie in any inbox. It is gathered for a whole partnership at
once; whoever is away gets none, and their cover gets theirs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from base.clock import LONDON, london_date
from base.refusals import Conflict
from navigator.referrals.codes import Side
from navigator.referrals.escalation import ToWhom, is_current
from navigator.referrals.lifecycle import OPEN, ROWS, Move
from navigator.referrals.models import (
    Escalation,
    Referral,
    ReferralDraft,
    ReferralEvent,
    SentDigest,
)
from navigator.referrals.told import is_told
from navigator.referrals.turns import Held, Staff, staff_of
from navigator.referrals.working_days import is_working_day

OPENS, CLOSES = time(7), time(9)
"""In London. Who starts work finds it there; nobody is sent one at night."""

AT_MOST = timedelta(days=7)
"""What is new is new since the last mail, unless that was longer ago."""


class Kind(StrEnum):
    """What a line counts, in the order of the lines."""

    DRAFTS = "drafts"
    YOURS_AS_SENDER = "yours_as_sender"
    YOURS_AS_SERVICE = "yours_as_service"
    YOURS_AS_COORDINATOR = "yours_as_coordinator"
    LATE_WITH_SERVICE = "late_with_service"
    LATE_WITH_COORDINATORS = "late_with_coordinators"
    ANSWERED = "answered"
    LATE_FOR_TEAM = "late_for_team"
    LATE_FOR_SERVICE = "late_for_service"
    LATE_FOR_COORDINATORS = "late_for_coordinators"
    NOT_PLACED = "not_placed"


YOURS: Mapping[Side, Kind] = MappingProxyType(
    {
        Side.SENDER: Kind.YOURS_AS_SENDER,
        Side.RECEIVER: Kind.YOURS_AS_SERVICE,
        Side.COORDINATOR: Kind.YOURS_AS_COORDINATOR,
    }
)
LATE_WITH: Mapping[Side, Kind] = MappingProxyType(
    {Side.RECEIVER: Kind.LATE_WITH_SERVICE, Side.COORDINATOR: Kind.LATE_WITH_COORDINATORS}
)
ESCALATED: Mapping[str, Kind] = MappingProxyType(
    {
        ToWhom.TEAM: Kind.LATE_FOR_TEAM,
        ToWhom.SERVICE: Kind.LATE_FOR_SERVICE,
        ToWhom.COORDINATORS: Kind.LATE_FOR_COORDINATORS,
    }
)
TO_DO = frozenset(YOURS.values())
"""A reason for a mail every morning; everything else is one only on the first."""

ONLY_NEW = frozenset({Kind.ANSWERED})
"""Counted once; the rest as long as they are so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something for somebody, and since when it is so."""

    user_id: UUID
    kind: Kind
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """``counts`` in the order of the lines; never empty."""

    partnership_id: UUID
    user_id: UUID
    day: date
    counts: Mapping[Kind, int]


class DigestTaken(Conflict):
    """Somebody has had it. Nothing more can be done in this transaction."""


def is_time(at: datetime) -> bool:
    there = at.astimezone(LONDON)
    return is_working_day(there.date()) and OPENS <= there.time() < CLOSES


def digests_due(session: Session, partnership_id: UUID, *, at: datetime) -> list[Digest]:
    """One for everybody who has not had today's and for whom there is something."""
    day, by_person = london_date(at), defaultdict[UUID, list[Item]](list)
    for item in _items(session, partnership_id, at=at):
        by_person[item.user_id].append(item)
    last = _last_sent(session, partnership_id, at=at)
    return [
        Digest(partnership_id=partnership_id, user_id=user_id, day=day, counts=counts)
        for user_id, items in by_person.items()
        if london_date(since := last.get(user_id, at - AT_MOST)) < day
        and (counts := _counts(items, since=since))
    ]


def take(session: Session, digest: Digest, *, at: datetime) -> None:
    """
    Be the one who sends it, in the same transaction: of several that try, the row lets one.

    :raises DigestTaken: if another runner has sent it, or sends it now
    """
    session.add(
        SentDigest(
            user_id=digest.user_id,
            day=digest.day,
            partnership_id=digest.partnership_id,
            sent_at=at,
        )
    )
    try:
        session.flush()
    except IntegrityError:
        raise DigestTaken("They have had today's mail.") from None


def _counts(items: Iterable[Item], *, since: datetime) -> Mapping[Kind, int]:
    """Empty where nothing is theirs to do and nothing is new."""
    counted = [each for each in items if each.kind not in ONLY_NEW or each.since > since]
    if not any(each.kind in TO_DO or each.since > since for each in counted):
        return {}
    counts = Counter(each.kind for each in counted)
    return {kind: counts[kind] for kind in Kind if counts[kind]}


def _items(session: Session, partnership_id: UUID, *, at: datetime) -> Iterator[Item]:
    today = london_date(at)
    staff = staff_of(session, partnership_id, today=today)
    yield from _drafts(session, partnership_id, staff, at=at)
    yield from _steps(session, partnership_id, staff, today=today)
    yield from _answered(session, partnership_id, staff, at=at)
    yield from _escalated(session, partnership_id, staff)


def _drafts(
    session: Session, partnership_id: UUID, staff: Staff, *, at: datetime
) -> Iterator[Item]:
    """Nobody else sees a draft: nobody covers for it."""
    for draft in session.execute(
        select(ReferralDraft.user_id, ReferralDraft.organisation_id, ReferralDraft.saved_at).where(
            ReferralDraft.partnership_id == partnership_id,
            ReferralDraft.sent_at.is_(None),
            ReferralDraft.expires_at > at,
        )
    ):
        if draft.user_id in staff.there((draft.user_id,), draft.organisation_id):
            yield Item(user_id=draft.user_id, kind=Kind.DRAFTS, since=draft.saved_at)


def _steps(session: Session, partnership_id: UUID, staff: Staff, *, today: date) -> Iterator[Item]:
    rows = session.execute(
        _facts(partnership_id, Referral.next_by, Referral.due_on, Referral.unplaced_at).where(
            Referral.status.in_(OPEN)
        )
    )
    for row in rows:
        if row.unplaced_at is not None:
            yield from _each(staff.of_coordinators(), Kind.NOT_PLACED, row.unplaced_at)
        if row.next_by in YOURS and row.due_on is not None and row.due_on <= today:
            yield from _step_due(row, staff, today=today)


def _step_due(row: Row[Any], staff: Staff, *, today: date) -> Iterator[Item]:
    held = _held(row)
    turn = staff.whose_turn(held, row.next_by)
    yield from _each(turn, YOURS[row.next_by], _start_of(row.due_on))
    if row.due_on < today and row.next_by in LATE_WITH:
        others = staff.of_sender(held) - turn
        yield from _each(others, LATE_WITH[row.next_by], _start_of(row.due_on + timedelta(days=1)))


def _answered(
    session: Session, partnership_id: UUID, staff: Staff, *, at: datetime
) -> Iterator[Item]:
    """Each referral once, whatever was done to it; what goes back is as it was agreed."""
    rows = session.execute(
        _facts(
            partnership_id,
            ReferralEvent.move,
            ReferralEvent.to_status,
            ReferralEvent.at,
            Referral.feed_back,
        )
        .join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
        .where(ReferralEvent.at > at - AT_MOST, ReferralEvent.side != Side.SENDER)
        .order_by(ReferralEvent.at)
    )
    newest = {row.id: row for row in rows if _is_told(row)}
    for row in newest.values():
        yield from _each(staff.of_sender(_held(row)), Kind.ANSWERED, row.at)


def _is_told(row: Row[Any]) -> bool:
    tells = ROWS[Move(row.move)].tells
    return Side.SENDER in tells and is_told(row.to_status, row.feed_back, {Side.SENDER})


def _escalated(session: Session, partnership_id: UUID, staff: Staff) -> Iterator[Item]:
    rows = session.execute(
        _facts(partnership_id, Escalation.to, Escalation.at)
        .join(Escalation, Escalation.referral_id == Referral.id)
        .where(is_current())
    )
    for row in rows:
        yield from _each(told(staff, _held(row), row.to), ESCALATED[row.to], row.at)


def told(staff: Staff, held: Held, to: str) -> frozenset[UUID]:
    """Who hears of a rung."""
    if to == ToWhom.TEAM:
        return staff.team_for(held)
    return staff.answering(held) if to == ToWhom.SERVICE else staff.of_coordinators()


def _each(people: Iterable[UUID], kind: Kind, since: datetime) -> Iterator[Item]:
    return (Item(user_id=user_id, kind=kind, since=since) for user_id in people)


def _facts(
    partnership_id: UUID, *more: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    """Of what somebody may still look at."""
    held = (getattr(Referral, field.name) for field in fields(Held))
    return select(*held, *more).where(
        Referral.partnership_id == partnership_id,
        Referral.restricted_at.is_(None),
        Referral.anonymised_at.is_(None),
    )


def _held(row: Row[Any]) -> Held:
    return Held(**{field.name: getattr(row, field.name) for field in fields(Held)})


def _last_sent(session: Session, partnership_id: UUID, *, at: datetime) -> Mapping[UUID, datetime]:
    rows = session.execute(
        select(SentDigest.user_id, func.max(SentDigest.sent_at).label("sent_at"))
        .where(SentDigest.partnership_id == partnership_id, SentDigest.sent_at > at - AT_MOST)
        .group_by(SentDigest.user_id)
    )
    return {row.user_id: row.sent_at for row in rows}


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
