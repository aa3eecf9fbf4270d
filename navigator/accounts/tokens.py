"""
Links that open once: invitations and new passwords. Callers own the transaction.

What is in the link is 256 random bits; the database holds its digest alone. Opening a link changes
nothing; using it is one conditional update, so that of two at once one succeeds.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.refusals import NotFound
from navigator.accounts.models import SingleUseToken, User

TOKEN_BYTES = 32


class TokenKind(StrEnum):
    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105  the name of a kind


LIVES_FOR: Mapping[TokenKind, timedelta] = MappingProxyType(
    {TokenKind.INVITATION: timedelta(hours=48), TokenKind.NEW_PASSWORD: timedelta(hours=1)}
)


class LinkClosed(NotFound):
    """It was used, is too old, was replaced by a newer one, or never was."""

    def __init__(self) -> None:
        super().__init__(
            "This link no longer works: it may have been used, or be too old. Ask for a new one."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom an invitation is for, and to what: roles, and whether to the safeguarding team."""

    email: str
    name: str
    organisation_id: UUID
    roles: tuple[str, ...]
    is_safeguarding: bool = False


def make_reset(session: Session, user: User, *, at: datetime) -> str:
    """Return what goes into the link. Those made before no longer work."""
    return _reset_for(session, user.id, partnership_id=user.partnership_id, at=at)


def make_reset_for_nobody(session: Session, *, partnership_id: UUID, at: datetime) -> None:
    """Write as much as for somebody. Nobody ever sees what would be in the link."""
    _reset_for(session, None, partnership_id=partnership_id, at=at)


def _reset_for(
    session: Session, user_id: UUID | None, *, partnership_id: UUID, at: datetime
) -> str:
    session.execute(
        delete(SingleUseToken).where(
            SingleUseToken.user_id == (user_id or uuid4()),
            SingleUseToken.kind == TokenKind.NEW_PASSWORD,
        )
    )
    raw = _new()
    _add(
        session,
        raw,
        TokenKind.NEW_PASSWORD,
        at,
        partnership_id=partnership_id,
        user_id=user_id,
    )
    return raw


def make_invitation(
    session: Session, invited: Invited, *, partnership_id: UUID, by: UUID | None, at: datetime
) -> str:
    """Return what goes into the link. One made before, to the same place, no longer works."""
    session.execute(
        delete(SingleUseToken).where(
            SingleUseToken.partnership_id == partnership_id,
            SingleUseToken.kind == TokenKind.INVITATION,
            SingleUseToken.email == invited.email,
            SingleUseToken.organisation_id == invited.organisation_id,
        )
    )
    raw = _new()
    _add(
        session,
        raw,
        TokenKind.INVITATION,
        at,
        partnership_id=partnership_id,
        email=invited.email,
        name=invited.name,
        organisation_id=invited.organisation_id,
        roles=list(invited.roles),
        is_safeguarding=invited.is_safeguarding,
        made_by_id=by,
    )
    return raw


def look_at(
    session: Session, raw: str, kind: TokenKind, *, partnership_id: UUID, at: datetime
) -> SingleUseToken:
    """
    Return what a link is for, without using it.

    :raises LinkClosed: if it does not open anything
    """
    found = session.scalar(
        select(SingleUseToken).where(
            SingleUseToken.digest == digest(raw),
            SingleUseToken.kind == kind,
            SingleUseToken.partnership_id == partnership_id,
            SingleUseToken.used_at.is_(None),
            SingleUseToken.expires_at > at,
        )
    )
    if found is None:
        raise LinkClosed
    return found


def use(
    session: Session, raw: str, kind: TokenKind, *, partnership_id: UUID, at: datetime
) -> SingleUseToken:
    """
    Use a link, once.

    :raises LinkClosed: if it does not open anything, or somebody has just used it
    """
    found = look_at(session, raw, kind, partnership_id=partnership_id, at=at)
    take(session, found, at=at)
    return found


def take(session: Session, found: SingleUseToken, *, at: datetime) -> None:
    """
    Use what was found; of two who do so at once, one succeeds.

    :raises LinkClosed: if somebody has just used it
    """
    taken = session.execute(
        update(SingleUseToken)
        .where(SingleUseToken.id == found.id, SingleUseToken.used_at.is_(None))
        .values(used_at=at)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise LinkClosed


def withdraw_invitation(session: Session, id_: UUID, *, organisation_id: UUID) -> bool:
    """The link of an invitation opens nothing from now on; return whether there was one."""
    result = session.execute(
        delete(SingleUseToken).where(
            SingleUseToken.id == id_,
            SingleUseToken.organisation_id == organisation_id,
            SingleUseToken.kind == TokenKind.INVITATION,
            SingleUseToken.used_at.is_(None),
        )
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def forget_old(session: Session, *, at: datetime) -> int:
    """Delete those that are too old; return how many there were."""
    result = session.execute(delete(SingleUseToken).where(SingleUseToken.expires_at <= at))
    return int(result.rowcount)  # type: ignore[attr-defined]


def digest(raw: str) -> str:
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


def _new() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _add(session: Session, raw: str, kind: TokenKind, at: datetime, **facts: object) -> None:
    session.add(
        SingleUseToken(
            kind=kind, digest=digest(raw), made_at=at, expires_at=at + LIVES_FOR[kind], **facts
        )
    )
    session.flush()
