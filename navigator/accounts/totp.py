"""
The second factor: codes of six digits from an app (TOTP, RFC 6238), and recovery codes.

A code works once: the time step of the last one used is kept, and only a later one is taken. The
step before and after are taken too, since clocks differ. Callers own the transaction.
"""

import secrets
from datetime import datetime
from uuid import uuid4

import pyotp
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from base.refusals import Invalid
from navigator.accounts.models import RecoveryCode, User
from navigator.secrets.columns import current_ring

STEP_SECONDS = 30
STEPS = (-1, 0, 1)
RECOVERY_CODES = 10
PURPOSE = "recovery_code.digest"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are easily taken for another."""


class CodeRefused(Invalid):
    """It is not the code of this moment, or it has been used."""

    def __init__(self) -> None:
        super().__init__(
            "That code is not right, or it has been used. Wait for the next one, then type it.",
            field="code",
        )


def new_secret() -> str:
    return pyotp.random_base32()


def address_for_app(secret: str, *, email: str, service: str) -> str:
    """What an app reads from the square code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=service)


def confirm(session: Session, user: User, secret: str, code: str, *, at: datetime) -> list[str]:
    """
    Begin to ask for a second factor, once a first code has shown that the app has the secret.

    Return the recovery codes: this is the only time that anybody sees them.

    :raises CodeRefused: if the code is not one of this secret
    """
    step = _step_of(secret, code, after=0, at=at)
    user.totp_secret, user.totp_step, user.totp_confirmed_at = secret, step, at
    return new_recovery_codes(session, user)


def check_code(session: Session, user: User, code: str, *, at: datetime) -> None:
    """
    Take a code. Of two that use the same one at once, one is refused.

    :raises CodeRefused: if it is not the code of this moment, or has been used
    """
    if user.totp_secret is None or user.totp_confirmed_at is None:
        raise CodeRefused
    step = _step_of(user.totp_secret, code, after=user.totp_step, at=at)
    taken = session.execute(
        update(User)
        .where(User.id == user.id, User.totp_step < step)
        .values(totp_step=step)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise CodeRefused


def new_recovery_codes(session: Session, user: User) -> list[str]:
    """Make new ones; the older no longer work."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    session.execute(
        insert(RecoveryCode),
        [
            {
                "id": uuid4(),
                "partnership_id": user.partnership_id,
                "user_id": user.id,
                "digest": current_ring().digest(_plain(code), purpose=PURPOSE),
            }
            for code in codes
        ],
    )
    return codes


def check_recovery_code(session: Session, user: User, code: str, *, at: datetime) -> None:
    """:raises CodeRefused: if it is none of theirs, or has been used"""
    taken = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.digest.in_(current_ring().digests(_plain(code), purpose=PURPOSE)),
        )
        .values(used_at=at)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise CodeRefused


def recovery_codes_left(session: Session, user: User) -> int:
    unused = select(RecoveryCode.id).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return len(session.scalars(unused).all())


def _step_of(secret: str, code: str, *, after: int, at: datetime) -> int:
    digits = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    maker = pyotp.TOTP(secret)
    for step in (now + by for by in STEPS):
        right = maker.generate_otp(step)
        if step > after and digits.isascii() and secrets.compare_digest(right, digits):
            return step
    raise CodeRefused


def _recovery_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _plain(code: str) -> str:
    return "".join(letter for letter in code.lower() if letter.isalnum())
