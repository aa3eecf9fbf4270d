"""
How old someone may be, from an age, a birth month or a school year.

Each of the three says between which two days they were born. That way the ends of an age range
are right to the day, whichever of them is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from eligibility.situation import MONTHS, BirthMonth, Situation

FEBRUARY, LEAP_DAY = 2, 29
SCHOOL_YEAR_STARTS = 9
AGE_AT_START_OF_RECEPTION = 4
DAY = timedelta(days=1)


def age_on(day: date, *, born: date) -> int:
    """Whole years lived. Someone born on 29 February turns a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday)


@dataclass(frozen=True, slots=True)
class Born:
    """On one of these days, both ends included."""

    earliest: date
    latest: date

    @classmethod
    def aged(cls, age: int, *, on: date) -> Self:
        return cls(_birthday(age + 1, on) + DAY, _birthday(age, on))

    @classmethod
    def in_month(cls, month: BirthMonth) -> Self:
        following = _first_of(month.year + month.month // MONTHS, month.month % MONTHS + 1)
        return cls(_first_of(month.year, month.month), following - DAY)

    @classmethod
    def in_school_year(cls, year: int, *, on: date) -> Self:
        """England's school years run from 1 September to 31 August, by age at the start."""
        started = on.year - (on.month < SCHOOL_YEAR_STARTS)
        turned = started - year - AGE_AT_START_OF_RECEPTION
        return cls(
            _first_of(turned - 1, SCHOOL_YEAR_STARTS), _first_of(turned, SCHOOL_YEAR_STARTS) - DAY
        )

    def ages(self, *, on: date) -> tuple[int, int]:
        """The youngest and the oldest that they may be on that day."""
        return age_on(on, born=self.latest), age_on(on, born=self.earliest)

    def both(self, other: "Born") -> "Born | None":
        """None where the two cannot both be true."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Born(earliest, latest) if earliest <= latest else None


def possible_ages(situation: Situation, *, on: date) -> tuple[tuple[int, int], ...]:
    """
    The youngest and oldest they may be: nothing if not asked, one range if all that is known
    agrees, and one for each thing said where they contradict each other.
    """
    if situation.birth_month is None and situation.school_year is None:
        return () if situation.age is None else ((situation.age, situation.age),)
    said = tuple(_said(situation, on))
    agreed: Born | None = said[0]
    for born in said[1:]:
        agreed = agreed and agreed.both(born)
    return tuple(born.ages(on=on) for born in ((agreed,) if agreed else said))


def _said(situation: Situation, on: date) -> Iterator[Born]:
    if situation.age is not None:
        yield Born.aged(situation.age, on=on)
    if situation.birth_month is not None:
        yield Born.in_month(situation.birth_month)
    if situation.school_year is not None:
        yield Born.in_school_year(situation.school_year, on=on)


def _birthday(age: int, on: date) -> date:
    """The latest day of birth of someone who is ``age`` or more."""
    year = on.year - age
    if (on.month, on.day) == (FEBRUARY, LEAP_DAY) and not _is_leap(year):
        return date(year, FEBRUARY, LEAP_DAY - 1)
    return on.replace(year=year)


def _is_leap(year: int) -> bool:
    return (_first_of(year, FEBRUARY + 1) - DAY).day == LEAP_DAY


def _first_of(year: int, month: int) -> date:
    return date(year, month, 1)
