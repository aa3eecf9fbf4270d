"""
Who is signed in where: one row for each browser, and it ends when the row does.

Callers own the transaction. A change of password or roles, a disabled account and *sign out
everywhere* delete rows; the next request of a copied cookie finds none.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from base.actor import Actor
from navigator.accounts.models import Membership, SignIn, User
from navigator.accounts.permissions import ABSOLUTE_LIMIT, Role, idle_limit, sees_professional

SEEN_EVERY = timedelta(minutes=1)
PROVED_FOR = timedelta(minutes=10)
"""How long somebody who has just proved who they are need not do so again."""

LONGEST_BROWSER = 200


def start(
    session: Session,
    user: User,
    *,
    key_digest: str,
    is_full: bool,
    browser: str,
    at: datetime,
) -> SignIn:
    """
    Sign somebody in, in a browser whose session has a key that is new.

    They act for the organisation that they have belonged to longest.
    """
    organisations = organisations_of(user)
    made = SignIn(
        partnership_id=user.partnership_id,
        user_id=user.id,
        key_digest=key_digest,
        organisation_id=organisations[0] if organisations else None,
        is_full=is_full,
        browser=browser[:LONGEST_BROWSER],
        started_at=at,
        last_seen_at=at,
        proved_at=at,
    )
    if is_full:
        user.last_signed_in_at = at
    session.add(made)
    session.flush()
    return made


def find(session: Session, key_digest: str, *, partnership_id: UUID, at: datetime) -> SignIn | None:
    """
    Return the sign-in of a browser that has not ended.

    None where there is none, it has been idle or open too long, the account is disabled, or they
    no longer belong to the organisation that they acted for.
    """
    found = session.scalar(
        select(SignIn)
        .where(SignIn.key_digest == key_digest, SignIn.partnership_id == partnership_id)
        .options(
            joinedload(SignIn.user)
            .selectinload(User.memberships)
            .joinedload(Membership.organisation)
        )
    )
    if found is None or found.user.disabled_at or not is_open(found, at=at):
        return None
    return found if found.organisation_id in organisations_of(found.user) else None


def whose(session: Session, key_digest: str, *, partnership_id: UUID) -> UUID | None:
    """Whose sign-in this is or was, where it has ended by time alone."""
    return session.scalar(
        select(SignIn.user_id).where(
            SignIn.key_digest == key_digest, SignIn.partnership_id == partnership_id
        )
    )


def is_open(found: SignIn, *, at: datetime) -> bool:
    """Whether it has been neither idle nor open too long."""
    return at < ends_at(found)


def ends_at(found: SignIn, *, seen_at: datetime | None = None) -> datetime:
    """
    When it ends if nothing more is done.

    :param seen_at: when they were last here, where that is yet to be kept
    """
    idle = (seen_at or found.last_seen_at) + idle_limit(roles_in(found.user, found.organisation_id))
    return min(idle, found.started_at + ABSOLUTE_LIMIT)


def is_seen_anew(found: SignIn, *, at: datetime) -> bool:
    """Whether it needs to be kept that somebody is still here: once a minute is enough."""
    return at >= found.last_seen_at + SEEN_EVERY


def touch(session: Session, found: SignIn, *, at: datetime) -> bool:
    """Somebody is still here. Return whether that was kept."""
    if not is_seen_anew(found, at=at):
        return False
    session.execute(
        update(SignIn)
        .where(SignIn.id == found.id, SignIn.last_seen_at < at)
        .values(last_seen_at=at)
        .execution_options(synchronize_session=False)
    )
    return True


def actor_of(found: SignIn) -> Actor:
    """Who acts. Before the second factor they hold no role at all."""
    roles = roles_in(found.user, found.organisation_id) if found.is_full else frozenset()
    return Actor(
        partnership_id=found.partnership_id,
        user_id=found.user_id if found.is_full else None,
        organisation_id=found.organisation_id if found.is_full else None,
        roles=roles | {Role.SIGNED_IN} if found.is_full else frozenset(),
        sees_professional=sees_professional(roles),
    )


def roles_in(user: User, organisation_id: UUID | None) -> frozenset[str]:
    """The roles that somebody holds in an organisation now."""
    return frozenset(
        held.role for held in current_memberships(user) if held.organisation_id == organisation_id
    )


def current_memberships(user: User) -> list[Membership]:
    return [held for held in user.memberships if held.ended_at is None]


def organisations_of(user: User) -> list[UUID]:
    """All that somebody belongs to now, the one they have belonged to longest first."""
    return list(dict.fromkeys(held.organisation_id for held in current_memberships(user)))


def is_proved(found: SignIn, *, at: datetime) -> bool:
    """Whether they have proved who they are lately enough for what is asked of them twice."""
    return at < found.proved_at + PROVED_FOR


def end(session: Session, key_digest: str) -> None:
    session.execute(delete(SignIn).where(SignIn.key_digest == key_digest))


def end_all(session: Session, user_id: UUID, *, but: str = "") -> int:
    """
    Sign somebody out everywhere; return how many sign-ins there were.

    :param but: the digest of the one key that may stay
    """
    result = session.execute(
        delete(SignIn).where(SignIn.user_id == user_id, SignIn.key_digest != but)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def open_sign_ins(session: Session, user_id: UUID, *, at: datetime) -> list[SignIn]:
    """Those of one person that have not ended, the newest first."""
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.last_seen_at > at - ABSOLUTE_LIMIT)
        .options(joinedload(SignIn.user).selectinload(User.memberships))
        .order_by(SignIn.started_at.desc())
    )
    return [row for row in rows if is_open(row, at=at)]


def forget_ended(session: Session, *, at: datetime) -> int:
    """
    Delete those that ended by time long ago; return how many there were.

    Until then they still tell whose text it was that came too late (``whose``).
    """
    result = session.execute(delete(SignIn).where(SignIn.last_seen_at <= at - ABSOLUTE_LIMIT))
    return int(result.rowcount)  # type: ignore[attr-defined]
