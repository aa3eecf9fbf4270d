"""
The desks: what somebody has to do, what is late and who has it, in the same few queries however
many referrals there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import NotFound
from navigator.accounts.models import Membership
from navigator.referrals.absences import covered_by
from navigator.referrals.codes import Side, Status
from navigator.referrals.desk_conditions import (
    LATELY,
    ended_lately,
    is_open,
    reason_of_the_no,
    unknown_last,
    was_brought,
)
from navigator.referrals.desk_rows import DeskPage, Listing, read_page
from navigator.referrals.lifecycle import ANSWERABLE, OPEN, STEPPING
from navigator.referrals.models import Referral, ReferralReader
from navigator.referrals.parts import RECEIVER_SEES, is_theirs

Conditions = tuple[ColumnElement[bool], ...]


class Step(StrEnum):
    """Whose step comes next."""

    OURS = "ours"
    OTHERS = "others"


class Part(StrEnum):
    """The parts that a desk is laid out in. The first of a desk is the one it opens with."""

    OPEN = "open"
    NEW = "new"
    WAITING = "waiting"
    WORKING = "working"
    PENDING_NO = "pending_no"
    NOES = "noes"
    UNPLACED = "unplaced"
    BROUGHT = "brought"
    TWICE = "twice"
    ENDED = "ended"


RECEIVED: Mapping[Part, frozenset[Status]] = MappingProxyType(
    {
        Part.NEW: ANSWERABLE | {Status.MORE_NEEDED},
        Part.WAITING: frozenset({Status.WAITING_LIST}),
        Part.WORKING: frozenset({Status.ACCEPTED, Status.STARTED, Status.PAUSED}) | STEPPING,
        Part.PENDING_NO: frozenset({Status.DECLINE_PROPOSED}),
        Part.ENDED: RECEIVER_SEES - OPEN,
    }
)
"""A provider's desk: what stands where in each of its parts."""


class NotInTheTeam(NotFound):
    """What belongs to a whole organisation is for its safeguarding team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to see of a desk. ``step`` None: whosever it is."""

    part: Part
    step: Step | None = None
    is_late: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``counts`` by part; ``needs`` and ``late`` count what is open in the part that is shown."""

    page: DeskPage
    counts: Mapping[Part, int]
    needs: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The conditions of a desk: of each part, of what needs the reader, and what comes first."""

    parts: Mapping[Part, ColumnElement[bool]]
    needs: ColumnElement[bool]
    order: tuple[SQLColumnExpression[Any], ...]
    covered: Mapping[UUID, str]
    reason: ColumnElement[str] | None = None


def mine(session: Session, wanted: Wanted, *, reader: Actor, at: datetime) -> Desk:
    """What the reader has or sent, or somebody whom they cover for; what needs them first."""
    covered = covered_by(session, reader, today=london_date(at))
    us = [id_ for id_ in (reader.user_id, *covered) if id_ is not None]
    sent_by_us = and_(
        Referral.sender_organisation_id == reader.organisation_id, Referral.sender_id.in_(us)
    )
    held_by_us = Referral.holder_id.in_(us)
    named = Referral.id.in_(_open_to_by_name(session, reader))
    needs = or_(
        and_(held_by_us, Referral.next_by == Referral.holder_side),
        and_(sent_by_us, Referral.next_by == Side.SENDER),
    )
    ours = or_(sent_by_us, held_by_us, named)
    layout = Layout(
        parts={Part.OPEN: ours & is_open(), Part.ENDED: ours & ended_lately(at)},
        needs=needs,
        order=_most_pressing(needs, today=london_date(at)),
        covered=covered,
    )
    return _desk(session, layout, wanted, reader=reader, at=at)


def ours(session: Session, wanted: Wanted, *, reader: Actor, at: datetime) -> Desk:
    """
    What an organisation has sent, for its safeguarding team; not what is closed to named people.

    :raises NotInTheTeam: for everybody else
    """
    if not is_in_safeguarding_team(session, reader):
        raise NotInTheTeam("This page is for your organisation's safeguarding team.")
    all_of_it = and_(
        Referral.sender_organisation_id == reader.organisation_id, Referral.named_only.is_(False)
    )
    needs = Referral.next_by == Side.SENDER
    layout = Layout(
        parts={Part.OPEN: all_of_it & is_open(), Part.ENDED: all_of_it & ended_lately(at)},
        needs=needs,
        order=_most_pressing(needs, today=london_date(at)),
        covered={},
    )
    return _desk(session, layout, wanted, reader=reader, at=at)


def received(session: Session, wanted: Wanted, *, reader: Actor, at: datetime) -> Desk:
    """What has come to the services of the reader's organisation: new, waiting, in work, ended."""
    theirs = Referral.receiver_organisation_id == reader.organisation_id
    parts = {part: theirs & Referral.status.in_(statuses) for part, statuses in RECEIVED.items()}
    parts[Part.ENDED] = parts[Part.ENDED] & (Referral.ended_at > at - LATELY)
    layout = Layout(
        parts=parts,
        needs=Referral.next_by == Side.RECEIVER,
        order=_order_received(wanted.part),
        covered={},
    )
    return _desk(session, layout, wanted, reader=reader, at=at)


def review(session: Session, wanted: Wanted, *, reader: Actor, at: datetime) -> Desk:
    """
    For the prevention team: noes to look at, what is not yet placed, what is so late that it was
    brought to them, possible duplicates.
    """
    here = Referral.partnership_id == reader.partnership_id
    layout = Layout(
        parts={
            Part.NOES: here & (Referral.status == Status.DECLINE_PROPOSED),
            Part.UNPLACED: here & Referral.unplaced_at.is_not(None) & is_open(),
            Part.BROUGHT: here & was_brought(reader) & is_open(),
            Part.TWICE: here & Referral.may_be_twice & is_open(),
        },
        needs=Referral.next_by == Side.COORDINATOR,
        order=(unknown_last(Referral.due_on), Referral.due_on),
        covered={},
        reason=reason_of_the_no(),
    )
    return _desk(session, layout, wanted, reader=reader, at=at)


def is_in_safeguarding_team(session: Session, reader: Actor) -> bool:
    """Of the organisation that they act for."""
    held = select(Membership.id).where(
        Membership.user_id == reader.user_id,
        Membership.organisation_id == reader.organisation_id,
        Membership.is_safeguarding,
        Membership.ended_at.is_(None),
    )
    return session.scalar(held.limit(1)) is not None


def _desk(session: Session, layout: Layout, wanted: Wanted, *, reader: Actor, at: datetime) -> Desk:
    shown = layout.parts[wanted.part]
    late = Referral.due_on < london_date(at)
    chosen = (shown, *_chosen(wanted, needs=layout.needs, late=late))
    asked: dict[str, Conditions] = {part: (each,) for part, each in layout.parts.items()}
    asked |= {"needs": (shown, layout.needs), "late": (shown, late)}
    if len(chosen) > 1:
        asked["chosen"] = chosen
    counts = _counts(session, asked, reader=reader, at=at)
    listing = Listing(
        where=chosen,
        needs=layout.needs,
        order=layout.order if wanted.part is not Part.ENDED else (Referral.ended_at.desc(),),
        covered=layout.covered,
        reason=layout.reason,
    )
    page = read_page(
        session,
        listing,
        total=counts.get("chosen", counts[wanted.part]),
        page=wanted.page,
        reader=reader,
        at=at,
    )
    return Desk(
        page=page,
        counts={part: counts[part] for part in layout.parts},
        needs=counts["needs"],
        late=counts["late"],
    )


def _counts(
    session: Session,
    wanted: Mapping[str, Conditions],
    *,
    reader: Actor,
    at: datetime,
) -> Mapping[str, int]:
    """One query for all of them; each is counted by itself, so that each can use its own index."""
    theirs = is_theirs(reader, at=at)
    row = session.execute(
        select(
            *(
                select(func.count(Referral.id)).where(theirs, *where).scalar_subquery().label(name)
                for name, where in wanted.items()
            )
        )
    ).one()
    return dict(row._mapping)  # noqa: SLF001


def _chosen(
    wanted: Wanted, *, needs: ColumnElement[bool], late: ColumnElement[bool]
) -> Iterable[ColumnElement[bool]]:
    if wanted.step is Step.OURS:
        yield needs
    elif wanted.step is Step.OTHERS:
        yield func.coalesce(needs, False).is_(False)
    if wanted.is_late:
        yield late


def _open_to_by_name(session: Session, reader: Actor) -> Sequence[UUID]:
    """Read by themselves: as a part of the greater query they keep PostgreSQL off its indexes."""
    return session.scalars(
        select(ReferralReader.referral_id).where(ReferralReader.user_id == reader.user_id)
    ).all()


def _most_pressing(
    needs: ColumnElement[bool], *, today: date
) -> tuple[SQLColumnExpression[Any], ...]:
    """What needs the reader, then what is late, then the rest; each by the day it is due."""
    rank = case((needs, 0), (Referral.due_on < today, 1), else_=2)
    return (rank, unknown_last(Referral.due_on), Referral.due_on)


def _order_received(part: Part) -> tuple[SQLColumnExpression[Any], ...]:
    if part is Part.WAITING:
        return (unknown_last(Referral.expected_start), Referral.expected_start, Referral.due_on)
    return (unknown_last(Referral.due_on), Referral.due_on)
