"""Talking it through, in words: who can be rung now, who is back when, how long a call waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from base.clock import LONDON, london_date
from navigator.accounts.permissions import Role
from navigator.referrals.advice_calls import ListedCall
from navigator.referrals.advice_duty import (
    Adviser,
    Hours,
    back_at,
    on_duty,
    rings_by,
    working_hours_between,
)
from navigator.referrals.models import AdviceCall
from navigator.referrals.working_days import next_working_day
from navigator.web.filters import clock, day, hour, weekday
from navigator.web.words import label, say

DAYS_TO_CHOOSE = 30
"""Working days on which a next step can be due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAdviser:
    adviser: Adviser
    at: datetime

    @property
    def role(self) -> str:
        """What they are, and where."""
        return say(
            "advice.role", role=label("role", Role.ADVISER), organisation=self.adviser.organisation
        )

    @property
    def until(self) -> str:
        """Empty where they are not on duty."""
        ends = self.adviser.duty_ends(self.at)
        return say("advice.until", when=hour(ends)) if ends else ""

    @property
    def hours(self) -> list[str]:
        return [hours_said(each) for each in self.adviser.hours]

    @property
    def is_away(self) -> bool:
        return self.adviser.is_away(london_date(self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRoll:
    """Everybody who gives advice here, as somebody sees them who would talk something through."""

    advisers: Sequence[Adviser]
    at: datetime

    @property
    def is_empty(self) -> bool:
        return not self.advisers

    @property
    def all(self) -> list[ShownAdviser]:
        return [ShownAdviser(adviser=each, at=self.at) for each in self.advisers]

    @property
    def now(self) -> list[ShownAdviser]:
        return [
            ShownAdviser(adviser=each, at=self.at) for each in on_duty(self.advisers, at=self.at)
        ]

    @property
    def back(self) -> str:
        """When the next of them can be rung; empty where that is not in sight."""
        begins = back_at(self.advisers, at=self.at)
        return moment_said(begins, now=self.at) if begins else ""

    def rings_by(self, asked_at: datetime) -> str:
        return day_said(rings_by(self.advisers, asked_at=asked_at), today=london_date(self.at))

    def is_late(self, call: ListedCall) -> bool:
        """Whether nobody has rung by the day that was said."""
        if call.talked_at or call.closed_at:
            return False
        return london_date(self.at) > rings_by(self.advisers, asked_at=call.asked_at)

    def of(self, call: AdviceCall) -> ShownAdviser | None:
        """Who has taken a call; None where they are not on the roll any more."""
        found = (each for each in self.advisers if each.user_id == call.adviser_id)
        return next((ShownAdviser(adviser=each, at=self.at) for each in found), None)


def waited(call: ListedCall, *, at: datetime) -> str:
    """For how long a call has waited, in hours of working days."""
    hours = working_hours_between(call.asked_at, at)
    return say("advice.waited", count=hours) if hours else say("advice.waited_less")


def state_of(call: ListedCall | AdviceCall) -> str:
    """Its code."""
    if call.closed_at:
        return "over" if call.talked_at else "taken_back"
    if call.talked_at:
        return "decided"
    return "taken" if call.taken_at else "waiting"


def moment_said(moment: datetime, *, now: datetime) -> str:
    there = moment.astimezone(LONDON)
    return say(
        "advice.moment",
        day=day_said(there.date(), today=london_date(now)),
        hour=clock(there.time()),
    )


def day_said(named: date, *, today: date) -> str:
    if named == today:
        return say("advice.today")
    if named == today + timedelta(days=1):
        return say("advice.tomorrow")
    return full_day(named)


def full_day(named: date) -> str:
    return say("advice.day", weekday=weekday(named.weekday()), day=day(named))


def hours_said(hours: Hours) -> str:
    return say(
        "advice.hours",
        weekday=weekday(hours.weekday),
        opens=clock(hours.opens),
        closes=clock(hours.closes),
    )


def days_to_choose(today: date, *, also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """
    The working days from today on, each with its words.

    :param also: days (ISO) that were chosen before
    """
    days = {date.fromisoformat(each) for each in also if _is_day(each)}
    coming = today
    for _ in range(DAYS_TO_CHOOSE):
        coming = next_working_day(coming)
        days.add(coming)
    return [(each.isoformat(), full_day(each)) for each in sorted({today, *days})]


def _is_day(typed: str) -> bool:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return False
    return True
