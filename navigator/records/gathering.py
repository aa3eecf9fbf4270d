"""
All that is held on one young person, table by table, as the data map says.

A new column about a young person is part of it as soon as it has its place in the map; a new table
must be tied to a person here, and a test names those that are not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from base.orm import Base
from navigator.audit.models import AuditEntry
from navigator.records.data_map import GATHERED, About, data_map
from navigator.records.models import RecordsRequest
from navigator.referrals.models import (
    AdviceCall,
    Agreement,
    ContactAttempt,
    EqualityAnswers,
    Override,
    ReasonedLook,
    Referral,
    ReferralDraft,
    ReferralEvent,
    ReferralMessage,
    ReferralReader,
    YoungPerson,
)
from navigator.referrals.models.drafts import IdempotencyKey
from navigator.referrals.models.escalation import Escalation
from navigator.referrals.young_people import folded_name

Value = str | int | bool | list[Any] | dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Item:
    """One row. ``key`` names it for who reviews: the table and the row's id."""

    key: str
    table: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Look:
    """Somebody looked at a referral, or at all of it, or changed it."""

    at: str
    act: str
    organisation_id: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Gathered:
    young_person_id: UUID
    items: tuple[Item, ...]
    looks: tuple[Look, ...]


def _of_referrals(column: Any) -> Callable[[YoungPerson], ColumnElement[bool]]:  # noqa: ANN401
    def condition(person: YoungPerson) -> ColumnElement[bool]:
        theirs = select(Referral.id).where(Referral.young_person_id == person.id)
        found: ColumnElement[bool] = column.in_(theirs)
        return found

    return condition


TIES: Mapping[type[Base], Callable[[YoungPerson], ColumnElement[bool]]] = MappingProxyType(
    {
        YoungPerson: lambda person: YoungPerson.id == person.id,
        Referral: lambda person: Referral.young_person_id == person.id,
        Agreement: _of_referrals(Agreement.referral_id),
        Override: _of_referrals(Override.referral_id),
        EqualityAnswers: _of_referrals(EqualityAnswers.referral_id),
        ReferralEvent: _of_referrals(ReferralEvent.referral_id),
        ReferralMessage: _of_referrals(ReferralMessage.referral_id),
        ContactAttempt: _of_referrals(ContactAttempt.referral_id),
        ReferralReader: _of_referrals(ReferralReader.referral_id),
        ReasonedLook: _of_referrals(ReasonedLook.referral_id),
        Escalation: _of_referrals(Escalation.referral_id),
        RecordsRequest: lambda person: RecordsRequest.young_person_id == person.id,
    }
)
"""How a row is tied to somebody."""

NOT_TIED: Mapping[type[Base], str] = MappingProxyType(
    {
        AdviceCall: "is tied to nobody: calls in whose words the name stands are shown to review",
        ReferralDraft: "is its writer's alone until it is sent, and is gone after 30 days",
        IdempotencyKey: "repeats an answer about a referral for a week; the referral is shown",
    }
)
"""Tables about young people that are left out, and why."""


def gather(session: Session, person: YoungPerson) -> Gathered:
    """Everything, in the order of the tables and of time. The caller notes that it was read."""
    items = [item for model in TIES for item in _rows(session, model, TIES[model](person))]
    items += _calls_that_name(session, person)
    return Gathered(
        young_person_id=person.id,
        items=tuple(items),
        looks=tuple(_looks(session, person)),
    )


def tables_about_young_people() -> frozenset[str]:
    return frozenset(
        name for name, mapped in data_map().items() if mapped.about is About.YOUNG_PERSON
    )


def _rows(session: Session, model: type[Base], theirs: ColumnElement[bool]) -> Iterator[Item]:
    for row in session.scalars(select(model).where(theirs)):
        yield _item(row)


def _item(row: Base) -> Item:
    table = _table(type(row))
    shown = data_map()[table.name].of_kinds(*GATHERED)
    keys = [str(getattr(row, column.key)) for column in table.primary_key]
    return Item(
        key=":".join((table.name, *keys)),
        table=table.name,
        values={name: _plain(getattr(row, name)) for name in shown},
    )


def _calls_that_name(session: Session, person: YoungPerson) -> Iterator[Item]:
    """Calls are tied to nobody; those that name them in full are for the reviewer to look at."""
    name = folded_name(person.name)
    if name is None:
        return
    wanted = set(name.split())
    calls = select(AdviceCall).where(AdviceCall.partnership_id == person.partnership_id)
    for call in session.scalars(calls):
        said = folded_name(f"{call.about} {call.decided} {call.next_step}") or ""
        if wanted <= set(said.split()):
            yield _item(call)


def _looks(session: Session, person: YoungPerson) -> Iterator[Look]:
    referrals = session.scalars(select(Referral.id).where(Referral.young_person_id == person.id))
    ids = [person.id, *referrals]
    rows = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.partnership_id == person.partnership_id.hex,
            AuditEntry.object_id.in_([id_.hex for id_ in ids]),
        )
        .order_by(AuditEntry.number)
    )
    for row in rows:
        yield Look(
            at=row.at,
            act=row.act,
            organisation_id=row.organisation_id,
            allowed=row.allowed == "yes",
        )


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  no model here maps anything else
    return table


def _plain(value: Any) -> Value:  # noqa: ANN401
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
