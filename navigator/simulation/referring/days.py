"""Moments before today, in working hours: the same for the same scene."""

from datetime import date, datetime, time, timedelta
from random import Random

from base.clock import LONDON, london_date
from navigator.referrals.working_days import is_working_day

MORNING = time(9, 10)
BETWEEN_STEPS = timedelta(minutes=35)
SPREAD = 30
"""Minutes over which mornings begin, so that not everything happens at once."""


def moment(at: datetime, ago: int, *, nth: int = 0, chance: Random) -> datetime:
    """So many working days before ``at``; the nth of a scene is later in the day. Never after."""
    begins = datetime.combine(working_days_before(london_date(at), ago), MORNING, tzinfo=LONDON)
    return min(at, begins + nth * BETWEEN_STEPS + timedelta(minutes=chance.randrange(SPREAD)))


def working_days_before(day: date, count: int) -> date:
    """0 is that day, or the last at work."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    for _ in range(count):
        day = working_days_before(day - timedelta(days=1), 0)
    return day
