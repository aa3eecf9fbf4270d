"""Who somebody is: e-mail and password, and passwords changed. Callers own the transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from base.refusals import Invalid
from navigator.accounts import api_tokens, passwords, sign_ins, tokens
from navigator.accounts.models import User
from navigator.accounts.tokens import TokenKind
from services_catalog.models import Partnership

LONGEST_EMAIL = 254


class SignInRefused(Invalid):
    """One sentence for every reason: which it was would tell who has an account."""

    def __init__(self) -> None:
        super().__init__(
            "The e-mail address or the password is not right. Check both, or choose a new "
            "password.",
            field="email",
        )


class WrongPassword(Invalid):
    """The password of the person who is signed in was typed wrong."""

    def __init__(self) -> None:
        super().__init__("That is not your password. Type it again.", field="current")


def folded(email: str) -> str:
    """An address as it is kept: without spaces around it, in lower case."""
    return email.strip().casefold()[:LONGEST_EMAIL]


def user_by_email(session: Session, email: str, *, partnership_id: UUID) -> User | None:
    return session.scalar(
        select(User)
        .where(User.partnership_id == partnership_id, User.email == folded(email))
        .options(selectinload(User.memberships))
    )


def check_password(session: Session, email: str, password: str, *, partnership_id: UUID) -> User:
    """
    Return whose e-mail and password these are; renew a hash of older parameters.

    It takes as long whether or not there is such an account.

    :raises SignInRefused: if they are nobody's who may come in
    """
    user = user_by_email(session, email, partnership_id=partnership_id)
    right = passwords.is_right(password, user.password_hash if user else None)
    if user is None or not right or not may_come_in(user):
        raise SignInRefused
    if user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hashed(password)
    return user


def may_come_in(user: User) -> bool:
    """Whether they are not disabled, and still belong somewhere."""
    return user.disabled_at is None and bool(sign_ins.current_memberships(user))


def change_password(
    session: Session, user: User, *, current: str, new: str, keep: str, at: datetime
) -> None:
    """
    Change the password of somebody who is signed in, and sign them out everywhere else.

    :param keep: the digest of the key of the browser that they change it in
    :raises WrongPassword: if ``current`` is not theirs
    :raises PasswordRefused: if ``new`` is easy to guess
    """
    if not passwords.is_right(current, user.password_hash):
        raise WrongPassword
    set_password(session, user, new, keep=keep, at=at)


def set_password(session: Session, user: User, new: str, *, at: datetime, keep: str = "") -> None:
    """
    Give somebody a password; every sign-in but one, and every key of a program, ends.

    :raises PasswordRefused: if it is easy to guess
    """
    partnership = session.get_one(Partnership, user.partnership_id)
    passwords.check_choice(
        new, known=[user.email, user.name, partnership.name, partnership.place, "navigator"]
    )
    user.password_hash, user.password_changed_at = passwords.hashed(new), at
    sign_ins.end_all(session, user.id, but=keep)
    api_tokens.revoke_all(session, user.id, at=at)


def reset_password(
    session: Session, raw: str, new: str, *, partnership_id: UUID, at: datetime
) -> User:
    """
    Use a link to choose another password. The second factor is asked for as before.

    :raises LinkClosed: if the link does not open anything
    :raises PasswordRefused: if the password is easy to guess; the link stays good
    """
    found = tokens.use(session, raw, TokenKind.NEW_PASSWORD, partnership_id=partnership_id, at=at)
    user = session.get_one(User, found.user_id)
    set_password(session, user, new, at=at)
    return user


def how_many_accounts(session: Session, *, partnership_id: UUID) -> int:
    found = session.scalar(
        select(func.count()).select_from(User).where(User.partnership_id == partnership_id)
    )
    return found or 0
