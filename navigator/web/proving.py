"""Prove once more who is signed in: with their password, or a code where they have none."""

from base.clock import now
from navigator.accounts import passwords, throttle, totp
from navigator.accounts.models import User
from navigator.accounts.sign_in import WrongPassword
from navigator.accounts.throttle import Try
from navigator.db import session
from navigator.web.account_form import posted_secret
from navigator.web.coming_in import count_try
from navigator.web.signed_in import signed_in_person


def prove() -> None:
    """
    Take what was typed in the box "current" (a password) or "code".

    :raises WrongPassword: if it is not their password
    :raises CodeRefused: if it is no code of theirs
    :raises TooManyTries: if there were too many of late
    """
    user = signed_in_person().user
    if user.password_hash is None:
        take_code(user)
        return
    counted = count_try(Try.PASSWORD, user.email)
    if not passwords.is_right(posted_secret("current"), user.password_hash):
        raise WrongPassword
    throttle.take_back(session(), counted)


def take_code(user: User) -> str:
    """
    Take a code of somebody's app, or a recovery code; return which it was.

    :raises CodeRefused: if it is neither
    :raises TooManyTries: if there were too many of late
    """
    counted = count_try(Try.CODE, user.id.hex)
    typed = posted_secret("code")
    is_from_app = "".join(typed.split()).isdecimal()
    check = totp.check_code if is_from_app else totp.check_recovery_code
    check(session(), user, typed, at=now())
    throttle.take_back(session(), counted)
    return "app" if is_from_app else "recovery"
