"""What goes by itself once its time is over: answers for programs, mails of mornings."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, delete
from sqlalchemy.orm import Session

from navigator.referrals.models import IdempotencyKey, SentDigest

KEYS_KEPT = timedelta(days=7)
"""So long a program that asks again with the same key is answered the same."""

DIGESTS_KEPT = timedelta(days=60)


def forget_keys(session: Session, *, at: datetime) -> int:
    return _gone(session, delete(IdempotencyKey).where(IdempotencyKey.made_at <= at - KEYS_KEPT))


def forget_digests(session: Session, *, at: datetime) -> int:
    """That somebody was sent a mail long ago."""
    return _gone(session, delete(SentDigest).where(SentDigest.sent_at <= at - DIGESTS_KEPT))


def _gone(session: Session, statement: Delete) -> int:
    result: Any = session.execute(statement)
    return int(result.rowcount)
