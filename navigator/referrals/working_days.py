"""Days on which somebody is at work: Monday to Friday, without the bank holidays of England."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
COUNTRY, NATION = "GB", "ENG"


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that is ``count`` working days after ``day``; 0 is that day, or the next at work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day = next_working_day(day)
    return day


def next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many come after ``first``, up to and with ``last``; negative if that is past."""
    if last < first:
        return -working_days_between(last, first)
    days = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(map(is_working_day, days))


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """:raises ValueError: for a year that the table of bank holidays does not reach"""
    kept = holidays.country_holidays(COUNTRY, subdiv=NATION, years=year)
    if not kept:
        raise ValueError(f"The bank holidays of {year} are not known: update the holidays package.")
    return frozenset(kept)
