"""
Passwords: how they are kept, and which are too easy to guess.

Kept as Argon2id with the library's parameters of the day; a hash of older parameters is renewed at
the next sign-in. Length and guessability count, composition does not, and none expires (ASVS 5.0,
6.2). The same letters typed on another keyboard are the same password (NFC); spaces count.
"""

import unicodedata
from collections.abc import Iterable
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from base.refusals import Invalid

SHORTEST = 10
LONGEST = 1_000
LOOKED_AT = 72
"""Characters that are judged: what is longer than this is not guessed by trying."""

FEWEST_GUESSES = 10**8

NOBODY = "nobody has this password"


class PasswordRefused(Invalid):
    """It is too easy to guess. The message says what to do instead."""


AT_ONCE = 4
"""A hash takes 64 MiB on purpose: so many are made at the same time, and the others wait."""


class _Hashing:
    hasher = PasswordHasher()
    gate = BoundedSemaphore(AT_ONCE)


def use_hasher(hasher: PasswordHasher) -> None:
    """Hash with other parameters from now on: a test need not be slow, and a server may be fast."""
    _Hashing.hasher = hasher


def hashed(password: str) -> str:
    with _Hashing.gate:
        return _Hashing.hasher.hash(_plain(password))


def is_right(password: str, kept: str | None) -> bool:
    """Takes as long for nobody (None) as for somebody: time must not tell who has an account."""
    try:
        with _Hashing.gate:
            _Hashing.hasher.verify(kept or _nobodys_hash(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    return _Hashing.hasher.check_needs_rehash(kept)


def check_choice(password: str, *, known: Iterable[str]) -> None:
    """
    Refuse a password that somebody could guess.

    :param known: what somebody who knows the person would try: e-mail, name, organisation
    :raises PasswordRefused: saying why
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise PasswordRefused(
            f"Use {SHORTEST} characters or more. Three words that do not belong together are easy "
            "to remember and hard to guess.",
            field="password",
        )
    if len(plain) > LONGEST:
        raise PasswordRefused(f"Use {LONGEST} characters or fewer.", field="password")
    words = [word for text in known for word in (text, *text.replace("@", " ").split())]
    if zxcvbn(plain[:LOOKED_AT], user_inputs=words)["guesses"] < FEWEST_GUESSES:
        raise PasswordRefused(
            "Somebody could guess this password. Use three words that do not belong together, and "
            "nothing of your name or e-mail address.",
            field="password",
        )


def _plain(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _nobodys_hash() -> str:
    """Of the parameters in use, so that it takes as long."""
    hasher = _Hashing.hasher
    if hasher not in _NOBODYS:
        _NOBODYS[hasher] = hasher.hash(NOBODY)
    return _NOBODYS[hasher]


_NOBODYS: dict[PasswordHasher, str] = {}
