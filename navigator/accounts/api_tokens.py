"""
Keys for programs. Callers own the transaction.

A key acts for one person in one organisation, within its scopes, and for no longer than that person
could: who leaves, is disabled or chooses another password takes their keys with them.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from base.actor import Actor
from base.refusals import Invalid, NotAllowed, NotFound
from navigator.accounts.models import ApiToken, User
from navigator.accounts.permissions import Permission, Role, relation_for, sees_professional
from navigator.accounts.sign_ins import roles_in
from navigator.accounts.tokens import TOKEN_BYTES, digest

PREFIX = "pn_"
"""So that a key that is lost in a text can be found by its looks."""

SCOPES = (Permission.FIND_SERVICES, Permission.SEE_REFERRALS, Permission.MAKE_REFERRALS)
"""What a program may be let do."""

LONGEST_LIFE = timedelta(days=366)
LONGEST_NAME = 60
USED_EVERY = timedelta(minutes=1)


class TokenRefused(Invalid):
    """A key cannot be made like this. The message says what to change."""


class NoSuchToken(NotFound):
    """It is not there, or it is somebody else's."""


class TokenNotGood(NotAllowed):
    """It was revoked, is too old, never was, or whoever it acts for has lost their place."""


def make(
    session: Session,
    actor: Actor,
    *,
    name: str,
    scopes: Collection[str],
    days: int,
    at: datetime,
) -> str:
    """
    Return a new key: this is the only time that anybody sees it.

    :raises TokenRefused: if it has no name or scope, or would live too long
    """
    if actor.user_id is None or actor.organisation_id is None:
        raise TokenRefused("Sign in, and choose the organisation that the key is for.")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise TokenRefused(
            f"Say what the key is for, in {LONGEST_NAME} characters or fewer.", field="name"
        )
    if not scopes or set(scopes) - set(scopes_for(actor)):
        raise TokenRefused("Choose what the key may do.", field="scopes")
    if not 1 <= days <= LONGEST_LIFE.days:
        raise TokenRefused(f"Choose from 1 to {LONGEST_LIFE.days} days.", field="days")
    raw = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        ApiToken(
            partnership_id=actor.partnership_id,
            user_id=actor.user_id,
            organisation_id=actor.organisation_id,
            name=name.strip(),
            digest=digest(raw),
            scopes=sorted(scopes),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
    )
    session.flush()
    return raw


def scopes_for(actor: Actor) -> tuple[Permission, ...]:
    """What a key of theirs may be for: nothing that they may not do themselves."""
    return tuple(each for each in SCOPES if relation_for(actor.roles, each) is not None)


def find(session: Session, raw: str, *, partnership_id: UUID, at: datetime) -> ApiToken:
    """:raises TokenNotGood: whatever is wrong with it"""
    found = session.scalar(
        select(ApiToken)
        .where(
            ApiToken.digest == digest(raw),
            ApiToken.partnership_id == partnership_id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > at,
        )
        .options(joinedload(ApiToken.user).selectinload(User.memberships))
    )
    if found is None or found.user.disabled_at or not _roles(found):
        raise TokenNotGood("This key is not good. Make a new one, or leave it out.")
    return found


def actor_of(found: ApiToken) -> Actor:
    roles = _roles(found)
    return Actor(
        partnership_id=found.partnership_id,
        user_id=found.user_id,
        organisation_id=found.organisation_id,
        roles=roles | {Role.SIGNED_IN},
        sees_professional=sees_professional(roles),
    )


def touch(session: Session, found: ApiToken, *, at: datetime) -> bool:
    """Keep when it was last used, once a minute; return whether that needs to be kept."""
    if found.last_used_at is not None and at < found.last_used_at + USED_EVERY:
        return False
    session.execute(
        update(ApiToken)
        .where(ApiToken.id == found.id)
        .values(last_used_at=at)
        .execution_options(synchronize_session=False)
    )
    return True


def tokens_of(session: Session, actor: Actor) -> list[ApiToken]:
    """Those that somebody has made and not revoked, the newest first."""
    return list(
        session.scalars(
            select(ApiToken)
            .where(
                ApiToken.user_id == actor.user_id,
                ApiToken.partnership_id == actor.partnership_id,
                ApiToken.revoked_at.is_(None),
            )
            .order_by(ApiToken.made_at.desc())
        )
    )


def revoke(session: Session, token_id: UUID, *, actor: Actor, at: datetime) -> None:
    """:raises NoSuchToken: if it is not theirs"""
    done = session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == token_id,
            ApiToken.user_id == actor.user_id,
            ApiToken.partnership_id == actor.partnership_id,
            ApiToken.revoked_at.is_(None),
        )
        .values(revoked_at=at)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise NoSuchToken("There is no such key.")


def revoke_all(session: Session, user_id: UUID, *, at: datetime) -> None:
    session.execute(
        update(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def _roles(found: ApiToken) -> frozenset[str]:
    return roles_in(found.user, found.organisation_id)
