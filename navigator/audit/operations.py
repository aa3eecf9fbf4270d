"""Add to the record. The caller owns the transaction, and adds last, just before it commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from navigator.audit.chain import GENESIS, Digester, canonical
from navigator.audit.models import AuditEntry, AuditHead
from navigator.secrets.columns import current_ring

THE_ONE_ROW = 1
LONGEST = 200
NO_FACTS: Mapping[str, str] = MappingProxyType({})


class ChainBroken(Exception):
    """Nothing can be added to the record, so nothing that must be recorded may happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    What somebody did or read. Codes and ids alone: never a name, never what a record says.

    ``owner_id`` is the organisation whose record it was; None where nobody's. ``user_id`` is None
    for somebody who has not signed in, and for commands and jobs.
    """

    act: str
    at: datetime
    partnership_id: UUID | None = None
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    object_kind: str = ""
    object_id: UUID | None = None
    owner_id: UUID | None = None
    address: str = ""
    allowed: bool = True
    request_id: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)


def record(session: Session, acts: Sequence[Act]) -> None:
    """
    Add acts to the end of the chain, in this order.

    Whoever adds holds the end of the chain until they commit or roll back, so add last.

    :raises ChainBroken: if the chain has no end to add to
    """
    if not acts:
        return
    head = _take_the_end(session)
    digester, key_id = Digester(current_ring()), current_ring().current
    number, before, rows = head.number, head.digest, []
    for act in acts:
        number += 1
        row: dict[str, str | int] = _row(act) | {
            "number": number, "key_id": key_id, "previous": before
        }  # fmt: skip
        before = digester.digest(row)
        rows.append(row | {"digest": before})
    session.execute(insert(AuditEntry), rows)
    session.execute(
        update(AuditHead)
        .where(AuditHead.id == THE_ONE_ROW)
        .values(number=number, digest=before)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    number: int
    digest: str


def _take_the_end(session: Session) -> _End:
    """Lock the one row by writing to it: the next writer waits, then reads what we have left."""
    end = session.execute(
        update(AuditHead)
        .where(AuditHead.id == THE_ONE_ROW)
        .values(number=AuditHead.number)
        .returning(AuditHead.number, AuditHead.digest)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if end is None:
        raise ChainBroken("The record of acts has lost its end. Run: flask audit verify")
    return _End(number=end.number, digest=end.digest)


def head(session: Session) -> tuple[int, str]:
    """The number and digest of the last row: keep them elsewhere, and a lost tail will show."""
    found = session.execute(select(AuditHead.number, AuditHead.digest)).one_or_none()
    return (found.number, found.digest) if found else (0, GENESIS)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _row(act: Act) -> dict[str, str | int]:
    return {
        "at": moment(act.at),
        "partnership_id": _id(act.partnership_id),
        "user_id": _id(act.user_id),
        "organisation_id": _id(act.organisation_id),
        "act": act.act[:LONGEST],
        "object_kind": act.object_kind[:LONGEST],
        "object_id": _id(act.object_id),
        "owner_id": _id(act.owner_id),
        "address": act.address[:LONGEST],
        "allowed": "yes" if act.allowed else "no",
        "request_id": act.request_id[:LONGEST],
        "facts": canonical(act.facts),
    }


def _id(given: UUID | None) -> str:
    return given.hex if given else ""
