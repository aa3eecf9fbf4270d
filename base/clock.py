"""The time. Only the edges (web, command line, jobs) read it; everything else is given it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    return datetime.now(UTC)


def london_date(moment: datetime) -> date:
    """The calendar day in London: what "today" means to everyone who uses this."""
    return moment.astimezone(LONDON).date()


def today() -> date:
    return london_date(now())
