"""What a referral is called aloud: nine signs that tell nothing; the last checks the rest."""

import re
import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""No 0 or 1, I, O or U: they are misheard and misread. There are 31, a prime."""

LENGTH = 8
SPACES = re.compile(r"[\s-]+")


def new_reference() -> str:
    """Like ``K7QX-93MD-4``: nearly forty bits of chance, so that a guess finds nothing."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}-{_check(drawn)}"


def read_reference(typed: str) -> str | None:
    """The reference as it is kept; None where what was typed cannot be one."""
    bare = SPACES.sub("", typed).upper()
    if len(bare) != LENGTH + 1 or not set(bare) <= set(SIGNS):
        return None
    drawn, check = bare[:LENGTH], bare[LENGTH]
    return f"{drawn[:4]}-{drawn[4:]}-{check}" if _check(drawn) == check else None


def _check(drawn: str) -> str:
    """A sum with a weight for each place, modulo a prime: one slip, or a swap, changes it."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(drawn, start=2))
    return SIGNS[total % len(SIGNS)]
