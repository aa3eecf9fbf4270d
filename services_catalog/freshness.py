"""How a listing's facts age. Every figure here is a partnership's choice, kept in one place."""

from datetime import date, timedelta

from services_catalog.codes import Freshness, Space

VERIFY_AFTER = timedelta(days=183)
"""A listing that names no verify-by date should be checked again half a year after it was."""

WITHDRAWN_AFTER = timedelta(days=365)
"""Past its verify-by date by more than this, a listing no longer appears in search."""

SPACE_LAPSES_AFTER = timedelta(days=30)
"""Space said longer ago than this is not confirmed. The last day counts."""


def freshness_on(day: date, *, verified_on: date | None, verify_by: date | None) -> Freshness:
    """A verify-by date without a check is *never*: a promise to look is not a look."""
    if verified_on is None:
        return Freshness.NEVER
    due = verify_by or verified_on + VERIFY_AFTER
    if day <= due:
        return Freshness.CURRENT
    return Freshness.OVERDUE if day <= due + WITHDRAWN_AFTER else Freshness.LONG_OVERDUE


def space_on(day: date, *, space: Space, said_on: date | None) -> Space:
    """What may still be said of space today. Without a date nothing may."""
    if said_on is None or day > said_on + SPACE_LAPSES_AFTER:
        return Space.NOT_CONFIRMED
    return space
