"""Ask for another password, when the old one is forgotten. Callers own the transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from navigator.accounts import tokens
from navigator.accounts.sign_in import may_come_in, user_by_email


def ask(session: Session, email: str, *, partnership_id: UUID, at: datetime) -> str | None:
    """
    Return what goes into the link; None where nobody may come in with this address and a password.

    As much is written in either case, so that the time it takes tells nothing.
    """
    user = user_by_email(session, email, partnership_id=partnership_id)
    if user is not None and user.password_hash and may_come_in(user):
        return tokens.make_reset(session, user, at=at)
    tokens.make_reset_for_nobody(session, partnership_id=partnership_id, at=at)
    return None
