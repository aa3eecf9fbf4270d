"""Keep and end browser sessions. Callers own the transaction and pass in the time."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from navigator.accounts.models import BrowserSession

KEY_BYTES = 32
IDLE_LIMIT = timedelta(minutes=30)
"""After this long without a request, what was kept of somebody not signed in is gone."""


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
    session.execute(delete(BrowserSession).where(BrowserSession.key_digest == digest(key)))
    if facts:
        session.add(
            BrowserSession(
                partnership_id=partnership_id,
                key_digest=digest(key),
                facts=facts,
                started_at=at,
                last_seen_at=at,
            )
        )


def forget_idle(session: Session, *, at: datetime) -> int:
    """Delete every session left idle too long, and return how many there were."""
    result = session.execute(
        delete(BrowserSession).where(BrowserSession.last_seen_at <= at - IDLE_LIMIT)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
