"""Ages: whole years, both ends inclusive, None where nobody has said."""

import math

from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said

OLDEST_STATED = 99
"""What directories write for *no upper end*: this, or anything above it."""

OLDEST_EVER = 120
NOT_STATED = -1


def lowest_age(value: object) -> Fixed[int | None]:
    """A lowest age of 0 is a statement; of -1 or nothing it is not."""
    return _age(value)


def highest_age(value: object) -> Fixed[int | None]:
    """A highest age of 99 or more has no meaning but *no upper end*."""
    found = _age(value)
    if found.value is None or found.value < OLDEST_STATED:
        return found
    return Fixed(None)


def in_order(lowest: int | None, highest: int | None) -> Fixed[tuple[int | None, int | None]]:
    """
    Swap ends that are the wrong way round.

    A highest age of 0 above which the lowest stands is a blank that a form filled with 0.
    """
    if lowest is None or highest is None or lowest <= highest:
        return Fixed((lowest, highest))
    if highest == 0:
        return Fixed((lowest, None), Code.AGE_NOT_USABLE, "0")
    return Fixed((highest, lowest), Code.AGES_SWAPPED, f"{lowest} to {highest}")


def _age(value: object) -> Fixed[int | None]:
    text = said(value)
    if not text:
        return Fixed(None)
    try:
        years = float(text[:20])
    except ValueError:
        return Fixed(None, Code.AGE_NOT_USABLE, shortened(text))
    if years == NOT_STATED:
        return Fixed(None, Code.AGE_NOT_STATED, "-1")
    if not math.isfinite(years) or not 0 <= years <= OLDEST_EVER:
        return Fixed(None, Code.AGE_NOT_USABLE, shortened(text))
    return Fixed(int(years))
