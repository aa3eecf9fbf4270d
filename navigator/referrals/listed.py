"""Every referral that is somebody's to see, page by page: for programs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, false, func, not_, or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.referrals.codes import Side, Status
from navigator.referrals.desk_rows import DeskPage, Listing, read_page
from navigator.referrals.models import Referral
from navigator.referrals.parts import (
    is_on_receiver_side,
    is_on_sender_side,
    is_theirs,
    waits_for_coordinator,
)
from navigator.referrals.told import GOES_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedList:
    """``side`` None: from whichever side they see it. ``statuses`` empty: wherever it stands."""

    side: Side | None = None
    statuses: Collection[Status] = ()
    page: int = 1


def list_referrals(
    session: Session, wanted: WantedList, *, reader: Actor, at: datetime
) -> DeskPage:
    """The newest first; in as many queries for few as for many."""
    where = tuple(_conditions(wanted, reader=reader, at=at))
    counted = select(func.count(Referral.id)).where(is_theirs(reader, at=at), *where)
    return read_page(
        session,
        Listing(where=where, needs=false(), order=(Referral.sent_at.desc(),), covered={}),
        total=session.scalar(counted) or 0,
        page=wanted.page,
        reader=reader,
        at=at,
    )


def _conditions(
    wanted: WantedList, *, reader: Actor, at: datetime
) -> Iterator[ColumnElement[bool]]:
    by_side = {
        Side.SENDER: is_on_sender_side(reader, today=london_date(at)),
        Side.RECEIVER: is_on_receiver_side(reader),
        Side.COORDINATOR: waits_for_coordinator(reader),
    }
    if wanted.side is not None:
        yield by_side[wanted.side]
    if wanted.statuses:
        yield Referral.status.in_(wanted.statuses)
        only_sent_it = and_(by_side[Side.SENDER], not_(by_side[Side.RECEIVER]))
        yield or_(not_(only_sent_it), may_be_told())


def may_be_told() -> ColumnElement[bool]:
    """Whether who sent it may know where it stands: ``told.is_told``, for the database."""
    feed_back = cast(Referral.feed_back, String)
    agreed = (
        and_(Referral.status == status, feed_back.contains(f'"{code}"', autoescape=True))
        for status, code in GOES_BACK.items()
    )
    return or_(Referral.status.not_in(GOES_BACK), *agreed)
