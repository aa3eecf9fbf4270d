"""What the family pays, as far as words and amounts say it plainly."""

import re
from collections.abc import Iterable

from services_catalog.codes import Cost
from services_catalog.open_referral.fixes.text import said

FREE = re.compile(
    r"^(?:(?:it is |this is |all |completely )*free\b(?! (?:to|for) (?:under|over|members))"
    r"|no (?:charge|cost|fee)s?\b|(?:no|none|nil)\.?$|£?0(?:\.00?)?$)",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"£\s?\d|\d\s?p\b|\bper (?:session|hour|class|week|person|child)\b", re.IGNORECASE
)
SOME_FREE = re.compile(r"\bfree\b|£\s?0(?:\.00?)?\b|\bconcession", re.IGNORECASE)


def cost_of(words: str, amounts: Iterable[object] = ()) -> Cost:
    """Unknown unless the words or the amounts leave no doubt."""
    known = {amount for amount in map(_pounds, amounts) if amount is not None}
    if FREE.search(words) and not MONEY.search(words) and not any(known):
        return Cost.FREE
    if known:
        return _from_amounts(known)
    if MONEY.search(words):
        return Cost.VARIES if SOME_FREE.search(words) else Cost.CHARGE
    return Cost.UNKNOWN


def _from_amounts(amounts: set[float]) -> Cost:
    if amounts == {0.0}:
        return Cost.FREE
    return Cost.VARIES if 0.0 in amounts else Cost.CHARGE


def _pounds(value: object) -> float | None:
    try:
        return float(said(value)[:20].lstrip("£"))
    except ValueError:
        return None
