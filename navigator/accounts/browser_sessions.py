"""Keep and end browser sessions. Callers own the transaction and pass in the time."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from navigator.accounts.models import BrowserSession

KEY_BYTES = 32
IDLE_LIMIT = timedelta(minutes=30)
"""After this long without a request, what was kept of somebody not signed in is gone."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when somebody was last here: reading must not write every time."""


def new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def read_facts(session: Session, key: str, *, partnership_id: UUID, at: datetime) -> dict[str, Any]:
    """What is kept under this key; empty where nothing is, or it was left idle too long."""
    kept = session.scalar(
        select(BrowserSession).where(
            BrowserSession.key_digest == digest(key),
            BrowserSession.partnership_id == partnership_id,
            BrowserSession.last_seen_at > at - IDLE_LIMIT,
        )
    )
    return dict(kept.facts) if kept else {}


def write_facts(
    session: Session, key: str, facts: dict[str, Any], *, partnership_id: UUID, at: datetime
) -> None:
    """Keep these facts under this key, and no others."""
    if not facts:
        session.execute(delete(BrowserSession).where(BrowserSession.key_digest == digest(key)))
    elif not _replace(session, key, facts, partnership_id=partnership_id, at=at):
        try:
            with session.begin_nested():
                _start(session, key, facts, partnership_id=partnership_id, at=at)
        except IntegrityError:  # another request of this browser was faster by a moment
            _replace(session, key, facts, partnership_id=partnership_id, at=at)


def touch(session: Session, key: str, *, partnership_id: UUID, at: datetime) -> bool:
    """Somebody is still here. Return whether that was written: once a minute is enough."""
    is_stale = (
        BrowserSession.key_digest == digest(key),
        BrowserSession.partnership_id == partnership_id,
        BrowserSession.last_seen_at > at - IDLE_LIMIT,
        BrowserSession.last_seen_at <= at - SEEN_EVERY,
    )
    if not session.scalar(select(exists().where(*is_stale))):
        return False
    session.execute(update(BrowserSession).where(*is_stale).values(last_seen_at=at))
    return True


def forget_idle(session: Session, *, at: datetime) -> int:
    """Delete every session left idle too long, and return how many there were."""
    result = session.execute(
        delete(BrowserSession).where(BrowserSession.last_seen_at <= at - IDLE_LIMIT)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def _replace(
    session: Session, key: str, facts: dict[str, Any], *, partnership_id: UUID, at: datetime
) -> bool:
    """Return whether there was something to replace."""
    result = session.execute(
        update(BrowserSession)
        .where(BrowserSession.key_digest == digest(key))
        .values(facts=facts, partnership_id=partnership_id, last_seen_at=at)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def _start(
    session: Session, key: str, facts: dict[str, Any], *, partnership_id: UUID, at: datetime
) -> None:
    session.add(
        BrowserSession(
            partnership_id=partnership_id,
            key_digest=digest(key),
            facts=facts,
            started_at=at,
            last_seen_at=at,
        )
    )
