"""Yes and no, as feeds write them; None where nobody has said."""

from services_catalog.open_referral.fixes.text import said

YES = frozenset({"true", "t", "yes", "y", "1", "1.0"})
NO = frozenset({"false", "f", "no", "n", "0", "0.0"})


def flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = said(value)[:10].casefold()
    if word in YES:
        return True
    return False if word in NO else None
