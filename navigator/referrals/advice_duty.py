"""
When somebody who gives advice can be rung: hours in London on working days. Pure.

On a bank holiday, and while they are away, nobody is on duty, whatever the weekday says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from base.clock import LONDON, london_date
from navigator.referrals.working_days import add_working_days, is_working_day

LOOKED_AHEAD = timedelta(days=60)
"""Who is not back by then is not said to be back at all."""

RINGS_WITHIN = 1
"""Working days after the day on which a call is asked for. Practice, not law."""

DAY_BEGINS, DAY_ENDS = time(9), time(17)
"""The hours of a working day in which a call that waits is counted as waiting."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hours:
    """On a weekday (0 is Monday), from ``opens`` to the minute before ``closes``."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Both days are included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """Somebody who is named to those who ring: who they are and what they know."""

    user_id: UUID
    name: str
    organisation: str
    phone: str = ""
    experience: str = ""
    hours: tuple[Hours, ...] = ()
    away: tuple[Away, ...] = ()

    def duty_ends(self, at: datetime) -> datetime | None:
        """When the duty that they are on now ends; None where they are on none."""
        spans = self._spans(london_date(at), london_date(at))
        return next((ends for begins, ends in spans if begins <= at < ends), None)

    def next_duty(self, at: datetime) -> datetime | None:
        """When their next duty begins after ``at``; None where that is not in sight."""
        today = london_date(at)
        spans = self._spans(today, today + LOOKED_AHEAD)
        return next((begins for begins, _ in spans if begins > at), None)

    def is_away(self, day: date) -> bool:
        return any(each.first_day <= day <= each.last_day for each in self.away)

    def _spans(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        for day in _days(first, last):
            if is_working_day(day) and not self.is_away(day):
                for each in sorted(self.hours):
                    if each.weekday == day.weekday():
                        yield _moment(day, each.opens), _moment(day, each.closes)


def on_duty(advisers: Iterable[Adviser], *, at: datetime) -> list[Adviser]:
    """Who can be rung now."""
    return [each for each in advisers if each.duty_ends(at) is not None]


def back_at(advisers: Iterable[Adviser], *, at: datetime) -> datetime | None:
    """When the next of them can be rung; None where that is not in sight."""
    return min((begins for each in advisers if (begins := each.next_duty(at))), default=None)


def rings_by(advisers: Iterable[Adviser], *, asked_at: datetime) -> date:
    """
    The last day on which a call that is asked for now is rung back.

    Where nobody has duty until later, it is the day of the first duty.
    """
    asked_on = london_date(asked_at)
    usual = add_working_days(asked_on, RINGS_WITHIN)
    begins = back_at(advisers, at=asked_at)
    return max(usual, london_date(begins)) if begins else usual


def working_hours_between(first: datetime, last: datetime) -> int:
    """Whole hours of working days, nine to five, that have passed in between."""
    passed = timedelta()
    for day in _days(london_date(first), london_date(last)):
        if is_working_day(day):
            begins, ends = _moment(day, DAY_BEGINS), _moment(day, DAY_ENDS)
            passed += max(timedelta(), min(ends, last) - max(begins, first))
    return passed // timedelta(hours=1)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _moment(day: date, clock: time) -> datetime:
    """In UTC: two moments in London an hour apart need not be an hour apart by its clocks."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)
