"""
Close old segments of the chain, and let their rows go once their time is over.

A segment is verified before it is sealed. Its seal keeps the digests at both ends, so that the
chain still holds, and still cannot be shortened unseen, when the rows are gone.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from base.refusals import Conflict
from navigator.audit.chain import GENESIS, SEAL_FIELDS, SEAL_PURPOSE, Digester
from navigator.audit.models import AuditEntry, AuditSeal
from navigator.audit.operations import moment
from navigator.audit.verification import verify
from navigator.secrets.columns import current_ring

BATCH = 5_000


class ChainFaulty(Conflict):
    """A chain with a fault is not sealed: that would hide it."""


def seal(session: Session, *, before: datetime, at: datetime) -> AuditSeal | None:
    """
    Seal every row older than ``before`` that no seal covers. None where there is none.

    :raises ChainFaulty: if the chain does not verify
    """
    found = verify(session)
    if found.fault:
        raise ChainFaulty(f"Row {found.fault.number}: {found.fault.sentence}")
    number, digest = _sealed_up_to(session)
    last = session.scalar(
        select(func.max(AuditEntry.number)).where(
            AuditEntry.number > number, AuditEntry.at < moment(before)
        )
    )
    if last is None:
        return None
    made = AuditSeal(
        first=number + 1,
        last=last,
        before=digest,
        after=session.scalars(select(AuditEntry.digest).where(AuditEntry.number == last)).one(),
        sealed_at=moment(at),
        key_id=current_ring().current,
    )
    row = {name: getattr(made, name) for name in SEAL_FIELDS}
    made.digest = Digester(current_ring(), SEAL_PURPOSE).digest(row, SEAL_FIELDS)
    session.add(made)
    session.flush()
    return made


def expire(session: Session, *, before: datetime, at: datetime) -> int:
    """
    Delete the rows of sealed segments that end before ``before``; return how many there were.

    The expiry is recorded first. Commits after each batch, and can be stopped and run again.
    """
    for made in session.scalars(select(AuditSeal).order_by(AuditSeal.first)).all():
        if made.expired_at:
            continue
        if _last_moment(session, made) >= moment(before):
            break  # a later segment must not go before an earlier one
        session.execute(
            update(AuditSeal)
            .where(AuditSeal.first == made.first)
            .values(expired_at=moment(at))
            .execution_options(synchronize_session=False)
        )
    session.commit()
    session.expire_all()
    return _delete_expired(session)


def _delete_expired(session: Session) -> int:
    gone = 0
    expired = session.scalars(select(AuditSeal).where(AuditSeal.expired_at != "")).all()
    for first, last in [(made.first, made.last) for made in expired]:
        for start in range(first, last + 1, BATCH):
            result = session.execute(
                delete(AuditEntry).where(
                    AuditEntry.number.between(start, min(start + BATCH - 1, last))
                )
            )
            gone += int(result.rowcount)  # type: ignore[attr-defined]
            session.commit()
    return gone


def _sealed_up_to(session: Session) -> tuple[int, str]:
    newest = session.scalar(select(AuditSeal).order_by(AuditSeal.first.desc()).limit(1))
    return (newest.last, newest.after) if newest else (0, GENESIS)


def _last_moment(session: Session, made: AuditSeal) -> str:
    found = session.scalar(select(AuditEntry.at).where(AuditEntry.number == made.last))
    return found or ""
