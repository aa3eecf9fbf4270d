"""Dates and moments. A moment without a time zone is taken as London's."""

from datetime import date, datetime, timedelta

from base.clock import LONDON, london_date
from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said

FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y%m%d")
"""As written in Britain: the day comes first."""

EARLIEST = date(1990, 1, 1)
ONE_DAY = timedelta(days=1)


def day(value: object) -> Fixed[date | None]:
    """The calendar day in London of a date or a moment; None where there is none."""
    text = said(value)
    if not text:
        return Fixed(None)
    found = _iso(text[:40]) or _british(text[:40])
    if found is None or found < EARLIEST:
        return Fixed(None, Code.DATE_NOT_USABLE, shortened(text))
    return Fixed(found)


def past_day(value: object, *, on: date) -> Fixed[date | None]:
    """A day on which something was done: today or before. ``on`` is today."""
    found = day(value)
    if found.value is not None and found.value > on:
        return Fixed(None, Code.DATE_IN_FUTURE, shortened(value))
    return found


def moment(text: str) -> datetime | None:
    """An aware moment; None where the text is none."""
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=LONDON)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    found = moment(text)
    if found is None or found.date() < EARLIEST:
        return None  # so near the first or last year, a change of zone would overflow
    return found.date() if found.date() > date.max - ONE_DAY else london_date(found)


def _british(text: str) -> date | None:
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=LONDON).date()
        except ValueError:
            continue
    return None
