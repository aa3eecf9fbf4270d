"""Rules that look at numbers, or at a plain yes or no: age, attendance, agreement, travel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from eligibility.ages import possible_ages
from eligibility.among import OneAmong
from eligibility.codes import Attendance
from eligibility.criterion import Answer, Asked, Leaf, NearMiss, NotACriterion
from eligibility.findings import Met
from eligibility.names import Names, Naming
from eligibility.situation import OLDEST, BirthMonth, Fact, Situation

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

NO_END = 999
"""Older than anyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBetween(Leaf):
    """
    Both ends are inclusive: 16 to 24 takes someone until the day they turn 25.

    An end that is None is open; one of the two is always there.
    """

    kind = "age_between"
    fact = Fact.AGE

    lowest: int | None = None
    highest: int | None = None

    def __post_init__(self) -> None:
        ends = [end for end in (self.lowest, self.highest) if end is not None]
        if not ends:
            raise NotACriterion("Enter the lowest age, the highest, or both.")
        if ends != sorted(ends) or not all(0 <= end <= OLDEST for end in ends):
            raise NotACriterion(f"Enter ages from 0 to {OLDEST}, the lowest first.")

    def met(self, situation: Situation, on: date) -> Met:
        """Where what was said contradicts itself, only what all of it agrees on is settled."""
        found = {self._met_by(*ages) for ages in possible_ages(situation, on=on)}
        return found.pop() if len(found) == 1 else Met.UNKNOWN

    def _met_by(self, youngest: int, oldest: int) -> Met:
        lowest, highest = self._ends()
        if oldest < lowest or youngest > highest:
            return Met.NO
        return Met.YES if lowest <= youngest and oldest <= highest else Met.UNKNOWN

    def _ends(self) -> tuple[int, int]:
        return self.lowest or 0, NO_END if self.highest is None else self.highest

    def who(self, names: Names) -> str:  # noqa: ARG002  numbers need no names
        if self.highest is None:
            return f"people aged {self.lowest} or over"
        if self.lowest is None:
            return f"people aged {self.highest} or under"
        if self.lowest == self.highest:
            return f"people aged {self.lowest}"
        return f"people aged {self.lowest} to {self.highest}"

    def told(self, asked: Asked) -> str:
        ranges = possible_ages(asked.situation, on=asked.on)
        if len(ranges) > 1:
            return "The age, birth month or school year you gave do not go together."
        for youngest, oldest in ranges:
            ages = f"{youngest}" if youngest == oldest else f"{youngest} or {oldest}"
            return f"This young person is {ages}."
        return ""

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        lowest, highest = self._ends()
        ages = (age for age in (lowest, highest, lowest - 1, highest + 1) if 0 <= age <= OLDEST)
        return tuple(Answer(fact=self.fact, fields={"age": age}) for age in ages)

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:
        """Nobody gets younger, so only an age that is still to come."""
        ranges = possible_ages(asked.situation, on=asked.on)
        if len(ranges) != 1:
            return ()
        lowest, highest = self._ends()
        return tuple(
            NearMiss(
                fact=self.fact,
                sentence=_when_they_turn(age, asked.situation.birth_month),
                situation=replace(asked.situation, age=age, birth_month=None, school_year=None),
            )
            for age in (lowest, highest + 1)
            if ranges[0][1] < age <= OLDEST
        )


def _when_they_turn(age: int, born: BirthMonth | None) -> str:
    if born is None:
        return f"When they turn {age}."
    return f"From {MONTH_NAMES[born.month - 1]} {born.year + age}, when they turn {age}."


JOINED_BANDS: Mapping[frozenset[str], str] = {
    frozenset(list(Attendance)[1:]): "below 95%",
    frozenset(list(Attendance)[2:]): "90% or less",
    frozenset(list(Attendance)[:2]): "more than 90%",
    frozenset(list(Attendance)[:3]): "more than 50%",
}
"""Bands that lie side by side, said as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceAmong(OneAmong):
    kind = "attendance_among"
    fact = Fact.ATTENDANCE
    naming = Naming.ATTENDANCE
    allowed = Attendance
    people = "people whose attendance is {any}"
    said = "This young person's attendance is {it}."

    def who(self, names: Names) -> str:
        joined = JOINED_BANDS.get(self.codes)
        return self.people.format(any=joined) if joined else OneAmong.who(self, names)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendedThisTerm(Leaf):
    kind = "suspended_this_term"
    fact = Fact.SUSPENSIONS

    at_least: int = 1

    def __post_init__(self) -> None:
        if self.at_least < 1:
            raise NotACriterion("Enter how many suspensions, from 1.")

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        if situation.suspensions is None:
            return Met.UNKNOWN
        return Met.YES if situation.suspensions >= self.at_least else Met.NO

    def who(self, names: Names) -> str:  # noqa: ARG002  numbers need no names
        return f"people suspended {_times(self.at_least)} or more this term"

    def told(self, asked: Asked) -> str:
        times = asked.situation.suspensions
        return "" if times is None else f"This young person was suspended {_times(times)}."

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        counts = (self.at_least, self.at_least - 1)
        return tuple(Answer(fact=self.fact, fields={self.fact: count}) for count in counts)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFact(Leaf):
    """The fact is a plain yes or no. ``if_so`` says what would have to change after a no."""

    people: ClassVar[str]
    said_yes: ClassVar[str]
    said_no: ClassVar[str]
    if_so: ClassVar[str]

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        value = getattr(situation, self.fact)
        if value is None:
            return Met.UNKNOWN
        return Met.YES if value else Met.NO

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        return tuple(Answer(fact=self.fact, fields={self.fact: value}) for value in (True, False))

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:
        agreed = asked.situation.filled({self.fact: True})
        return (NearMiss(fact=self.fact, sentence=self.if_so, situation=agreed),)

    def who(self, names: Names) -> str:  # noqa: ARG002  nothing to name
        return self.people

    def told(self, asked: Asked) -> str:
        value = getattr(asked.situation, self.fact)
        return "" if value is None else (self.said_yes if value else self.said_no)


class YoungPersonAgrees(TrueFact):
    __slots__ = ()
    kind = "young_person_agrees"
    fact = Fact.YOUNG_PERSON_AGREES
    people = "young people who agree to it"
    said_yes = "The young person agrees."
    said_no = "The young person does not agree."
    if_so = "If the young person agrees to it."


class ParentAgrees(TrueFact):
    __slots__ = ()
    kind = "parent_agrees"
    fact = Fact.PARENT_AGREES
    people = "young people whose parent or carer agrees to it"
    said_yes = "A parent or carer agrees."
    said_no = "A parent or carer does not agree."
    if_so = "If a parent or carer agrees to it."


class CanTravel(TrueFact):
    __slots__ = ()
    kind = "can_travel"
    fact = Fact.CAN_TRAVEL
    people = "people who can travel to it"
    said_yes = "This young person can travel."
    said_no = "This young person cannot travel."
    if_so = "If someone goes with them, or the service comes to them."
