"""Read the chain from its start, or from its last expired segment, and find the first fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.audit.chain import (
    FIELDS,
    GENESIS,
    SEAL_FIELDS,
    SEAL_PURPOSE,
    Digester,
    Fault,
    check_rows,
)
from navigator.audit.models import AuditEntry, AuditSeal
from navigator.audit.operations import head
from navigator.secrets.columns import current_ring
from navigator.secrets.key_ring import CannotUnlock, KeyRing

BATCH = 10_000
COLUMNS = [getattr(AuditEntry, name) for name in (*FIELDS, "digest")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """``fault`` is None where every row from ``first`` to ``last`` is as it was written."""

    rows: int
    last: int
    digest: str
    fault: Fault | None = None


Progress = Callable[[int], None]


def verify(
    session: Session,
    *,
    kept: tuple[int, str] | None = None,
    progress: Progress | None = None,
) -> Verified:
    """
    Verify every seal and every row that is there.

    :param kept: a number and digest that were kept elsewhere: rows lost since then are found
    :param progress: told how many rows have been read, now and then
    """
    try:
        return _verify(session, current_ring(), kept, progress or (lambda _: None))
    except CannotUnlock as missing:
        fault = Fault(number=0, sentence=str(missing))
        return Verified(rows=0, last=0, digest=GENESIS, fault=fault)


def _verify(
    session: Session, ring: KeyRing, kept: tuple[int, str] | None, progress: Progress
) -> Verified:
    start = _after_expired(session, ring)
    if isinstance(start, Fault):
        return Verified(rows=0, last=start.number, digest=GENESIS, fault=start)
    number, digest = first, _ = start
    met = kept is None or kept == start
    for found in check_rows(_rows(session, number), ring=ring, number=number, before=digest):
        if isinstance(found, Fault):
            return Verified(rows=number - first, last=number, digest=digest, fault=found)
        number, digest = found
        met = met or found == kept
        if (number - first) % BATCH == 0:
            progress(number - first)
    fault = _lost_tail(session, number, digest) or (None if met else _not_met(kept, number))
    return Verified(rows=number - first, last=number, digest=digest, fault=fault)


def _lost_tail(session: Session, number: int, digest: str) -> Fault | None:
    if head(session) == (number, digest):
        return None
    return Fault(number=number + 1, sentence="The end of the chain is missing or was changed.")


def _not_met(kept: tuple[int, str] | None, number: int) -> Fault:
    where = kept[0] if kept else 0
    if where > number:
        return Fault(number=number + 1, sentence=f"The rows up to {where} are missing.")
    return Fault(number=where, sentence="It is not the row whose digest was kept.")


def _after_expired(session: Session, ring: KeyRing) -> tuple[int, str] | Fault:
    """Where the rows that are still there begin: after the last segment that has expired."""
    digester = Digester(ring, SEAL_PURPOSE)
    number, digest = 0, GENESIS
    for seal in session.scalars(select(AuditSeal).order_by(AuditSeal.first)):
        row = {name: getattr(seal, name) for name in SEAL_FIELDS}
        if digester.digest(row, SEAL_FIELDS) != seal.digest:
            return Fault(number=seal.first, sentence="The seal that starts here was changed.")
        if not seal.expired_at:
            continue
        if (seal.first, seal.before) != (number + 1, digest):
            return Fault(number=number + 1, sentence="A sealed segment is missing here.")
        number, digest = seal.last, seal.after
    return number, digest


def _rows(session: Session, after: int) -> Iterator[tuple[Any, ...]]:
    """In batches by number: memory stays flat, whatever the length of the chain."""
    while True:
        wanted = (
            select(*COLUMNS)
            .where(AuditEntry.number > after)
            .order_by(AuditEntry.number)
            .limit(BATCH)
        )
        rows = session.connection().execute(wanted).all()
        yield from (tuple(row) for row in rows)
        if len(rows) < BATCH:
            return
        after = rows[-1][0]
