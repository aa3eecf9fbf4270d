"""Read the record: who looked at, or did something to, what belongs to an organisation."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from base.actor import Actor
from navigator.audit.models import AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsWanted:
    """
    Which acts: those of one person, on one kind of thing, allowed or refused. None leaves it open.

    ``user_id`` is somebody who acted for the organisation itself. ``before``: only rows with a
    lower number; None starts at the newest.
    """

    user_id: UUID | None = None
    object_kind: str | None = None
    allowed: bool | None = None
    before: int | None = None


ALL = ActsWanted()


def acts_on_records_of(
    session: Session,
    organisation_id: UUID,
    *,
    reader: Actor,
    limit: int,
    wanted: ActsWanted = ALL,
) -> list[AuditEntry]:
    """Return what was done with records of an organisation, or in its name, the newest first."""
    # Each half has its own index, in the order of the numbers: neither reads more than it returns.
    halves = [
        _newest(column, organisation_id, reader=reader, limit=limit, wanted=wanted)
        for column in (AuditEntry.owner_id, AuditEntry.organisation_id)
    ]
    numbers = union(*(select(half.subquery().c.number) for half in halves)).subquery()
    return list(
        session.scalars(
            select(AuditEntry)
            .where(AuditEntry.number.in_(select(numbers.c.number)))
            .order_by(AuditEntry.number.desc())
            .limit(limit)
        )
    )


def _newest(
    column: InstrumentedAttribute[str],
    organisation_id: UUID,
    *,
    reader: Actor,
    limit: int,
    wanted: ActsWanted,
) -> Select[int]:
    return (
        select(AuditEntry.number)
        .where(
            AuditEntry.partnership_id == reader.partnership_id.hex,
            column == organisation_id.hex,
            *_conditions(organisation_id, wanted),
        )
        .order_by(AuditEntry.number.desc())
        .limit(limit)
    )


def _conditions(organisation_id: UUID, wanted: ActsWanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.user_id is not None:
        conditions.append(AuditEntry.user_id == wanted.user_id.hex)
        conditions.append(AuditEntry.organisation_id == organisation_id.hex)
    if wanted.object_kind is not None:
        conditions.append(AuditEntry.object_kind == wanted.object_kind)
    if wanted.allowed is not None:
        conditions.append(AuditEntry.allowed == ("yes" if wanted.allowed else "no"))
    if wanted.before is not None:
        conditions.append(AuditEntry.number < wanted.before)
    return conditions
