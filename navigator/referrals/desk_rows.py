"""The rows of a desk: one page of referrals, in as many queries for few as for many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, select
from sqlalchemy.orm import Session, aliased, load_only

from base.actor import Actor
from base.clock import london_date
from navigator.accounts.models import User
from navigator.referrals.codes import NextStep, Side, Status
from navigator.referrals.models import Referral, YoungPerson
from navigator.referrals.parts import is_on_receiver_side, is_on_sender_side, is_theirs
from navigator.referrals.seen import Part, parts_seen
from navigator.referrals.told import is_told
from services_catalog.models import Organisation, Service

PER_PAGE = 25

LOADED = (
    Referral.reference,
    Referral.young_person_id,
    Referral.sender_id,
    Referral.sender_organisation_id,
    Referral.status,
    Referral.holder_id,
    Referral.holder_side,
    Referral.next_step,
    Referral.next_by,
    Referral.due_on,
    Referral.expected_start,
    Referral.urgency,
    Referral.age,
    Referral.feed_back,
    Referral.sent_at,
    Referral.accepted_at,
    Referral.ended_at,
    Referral.name_shown_at,
    Referral.story_goes,
    Referral.may_be_twice,
    Referral.bounces,
    Referral.unplaced_at,
)
"""None of them is locked: a page of rows unlocks nothing but the names that the reader may see."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DeskRow:
    """
    One referral on a desk.

    ``name`` is empty where the reader is to know it by its reference. ``status``, ``next_step`` and
    ``holder`` are None or empty where what became of it was not to go back to who sent it.
    ``for_whom``: the reader covers for them. ``reason``: why a service wants to say no.
    """

    id: UUID
    reference: str
    name: str
    service: str
    sender: str
    sender_organisation: str
    receiver_organisation: str
    status: Status | None
    next_step: NextStep | None
    next_by: Side | None
    due_on: date | None
    holder: str
    holder_organisation: str
    needs_reader: bool
    is_late: bool
    for_whom: str
    reason: str
    ended_on: date | None
    unplaced_on: date | None
    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """
    What a page of a desk is made of.

    ``needs``: whether the reader's side must do something now. ``order``: what comes first.
    ``covered``: names of those whom the reader covers for. ``reason``: a column beside each row.
    """

    where: tuple[ColumnElement[bool], ...]
    needs: ColumnElement[bool]
    order: tuple[SQLColumnExpression[Any], ...]
    covered: Mapping[UUID, str]
    reason: ColumnElement[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """``number`` is the page that there is: the last, where a later one was asked for."""

    rows: tuple[DeskRow, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return pages_of(self.total)


def pages_of(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def read_page(
    session: Session, listing: Listing, *, total: int, page: int, reader: Actor, at: datetime
) -> DeskPage:
    """
    One page of rows, in two queries: the rows, and the names that may be seen.

    :param total: how many there are, as it was just counted
    """
    number = min(page, pages_of(total))
    found = session.execute(
        _wanted(listing, reader=reader, at=at).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    ).all()
    names = _names(session, found)
    rows = tuple(_row(each, listing, names, today=london_date(at)) for each in found)
    return DeskPage(rows=rows, total=total, number=number)


def _wanted(listing: Listing, *, reader: Actor, at: datetime) -> Select[*tuple[Any, ...]]:
    sender, holder = aliased(User), aliased(User)
    here, there = aliased(Organisation), aliased(Organisation)
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Referral,
            Service.name.label("service"),
            sender.name.label("sender"),
            holder.name.label("holder"),
            here.name.label("sender_organisation"),
            there.name.label("receiver_organisation"),
            listing.needs.label("needs"),
            is_on_sender_side(reader, today=london_date(at)).label("is_sender"),
            is_on_receiver_side(reader).label("is_receiver"),
        )
        .join(Service, Service.id == Referral.service_id)
        .join(sender, sender.id == Referral.sender_id)
        .join(holder, holder.id == Referral.holder_id)
        .join(here, here.id == Referral.sender_organisation_id)
        .join(there, there.id == Referral.receiver_organisation_id)
        .where(is_theirs(reader, at=at), *listing.where)
        .options(load_only(*LOADED, raiseload=True))
        .order_by(*listing.order, Referral.sent_at, Referral.id)
    )
    if listing.reason is not None:
        wanted = wanted.add_columns(listing.reason.label("reason"))
    return wanted


def _sides(found: Any) -> frozenset[Side]:  # noqa: ANN401  a row with labels
    said = {Side.SENDER: found.is_sender, Side.RECEIVER: found.is_receiver}
    return frozenset(side for side in said if said[side])


def _names(session: Session, found: Sequence[Any]) -> Mapping[UUID, str]:
    """Of those whom the reader may know by name: nobody else's is unlocked."""
    ids = {
        each.Referral.young_person_id
        for each in found
        if Part.WHO in parts_seen(each.Referral, _sides(each))
    }
    rows = session.execute(
        select(YoungPerson.id, YoungPerson.name).where(YoungPerson.id.in_(sorted(ids)))
    )
    return {row.id: row.name for row in rows}


def _row(found: Any, listing: Listing, names: Mapping[UUID, str], *, today: date) -> DeskRow:  # noqa: ANN401
    referral: Referral = found.Referral
    sides = _sides(found)
    is_open_to_them = is_told(referral.status, referral.feed_back, sides)
    knows_name = Part.WHO in parts_seen(referral, sides)
    at_receiver = referral.holder_side is Side.RECEIVER
    return DeskRow(
        id=referral.id,
        reference=referral.reference,
        name=names.get(referral.young_person_id, "") if knows_name else "",
        service=found.service,
        sender=found.sender,
        sender_organisation=found.sender_organisation,
        receiver_organisation=found.receiver_organisation,
        status=referral.status if is_open_to_them else None,
        next_step=referral.next_step if is_open_to_them else None,
        next_by=referral.next_by,
        due_on=referral.due_on if is_open_to_them else None,
        holder=found.holder if is_open_to_them else "",
        holder_organisation=(
            found.receiver_organisation if at_receiver else found.sender_organisation
        ),
        needs_reader=bool(found.needs),
        is_late=referral.due_on is not None and referral.due_on < today,
        for_whom=_for_whom(referral, listing.covered),
        reason=getattr(found, "reason", "") or "",
        ended_on=london_date(referral.ended_at) if referral.ended_at else None,
        unplaced_on=london_date(referral.unplaced_at) if referral.unplaced_at else None,
        referral=referral,
    )


def _for_whom(referral: Referral, covered: Mapping[UUID, str]) -> str:
    at_hand = (referral.sender_id, referral.holder_id)
    return next((covered[user_id] for user_id in at_hand if user_id in covered), "")
