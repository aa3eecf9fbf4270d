"""Rules that compare what was said with a list of codes: most of what services ask about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from eligibility.codes import (
    CareStatus,
    EducationStatus,
    Gender,
    SchoolExclusion,
    Sector,
    Send,
    SendArea,
    SocialCare,
    TriedStep,
)
from eligibility.criterion import Answer, Asked, Leaf, NearMiss, NotACriterion
from eligibility.findings import Met
from eligibility.names import Names, Naming
from eligibility.situation import Fact, Situation
from eligibility.wording import either, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Among(Leaf):
    """
    ``codes`` are those the service takes; ``allowed`` is the closed list they must be from.

    Where it is None, the list belongs to the catalogue, which checks it.
    """

    naming: ClassVar[Naming]
    allowed: ClassVar[type[StrEnum] | None] = None
    people: ClassVar[str]
    said: ClassVar[str]

    codes: frozenset[str]

    def __post_init__(self) -> None:
        check_codes(self.codes, allowed=self.allowed)

    def who(self, names: Names) -> str:
        return self.people.format(any=either(names.name(self.naming, code) for code in self.codes))


def check_codes(codes: frozenset[str], *, allowed: type[StrEnum] | None) -> None:
    """:raises NotACriterion: if there is no code, or one that the list does not have"""
    if not codes:
        raise NotACriterion("Choose at least one.")
    unknown = [] if allowed is None else sorted(codes.difference(allowed))
    if unknown:
        raise NotACriterion(f"Not in the list: {', '.join(unknown)}.")


class OneAmong(Among):
    """The fact has one value."""

    __slots__ = ()

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        value = getattr(situation, self.fact)
        if value is None:
            return Met.UNKNOWN
        return Met.YES if value in self.codes else Met.NO

    def told(self, asked: Asked) -> str:
        value = getattr(asked.situation, self.fact)
        return "" if value is None else self.said.format(it=asked.names.name(self.naming, value))

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        others = sorted(set(self.allowed or ()) - self.codes)[:1]
        values = [*sorted(self.codes)[:1], *others]
        return tuple(Answer(fact=self.fact, fields={self.fact: value}) for value in values)


class AnyAmong(Among):
    """The fact is a set of values; one that both have is enough."""

    __slots__ = ()

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        values = getattr(situation, self.fact)
        if values is None:
            return Met.UNKNOWN
        return Met.NO if self.codes.isdisjoint(values) else Met.YES

    def told(self, asked: Asked) -> str:
        values = getattr(asked.situation, self.fact)
        if values is None:
            return ""
        return self.said.format(it=listed(asked.names.name(self.naming, code) for code in values))

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        some = frozenset(sorted(self.codes)[:1])
        return tuple(
            Answer(fact=self.fact, fields={self.fact: value}) for value in (some, frozenset())
        )


class NeedAmong(AnyAmong):
    __slots__ = ()
    kind = "need_among"
    fact = Fact.NEEDS
    naming = Naming.NEED
    people = "people with any of these needs: {any}"
    said = "You said: {it}."


class StrengthAmong(AnyAmong):
    __slots__ = ()
    kind = "strength_among"
    fact = Fact.STRENGTHS
    naming = Naming.STRENGTH
    people = "people with any of these strengths: {any}"
    said = "You said: {it}."


class EducationStatusAmong(OneAmong):
    __slots__ = ()
    kind = "education_status_among"
    fact = Fact.EDUCATION
    naming = Naming.EDUCATION
    allowed = EducationStatus
    people = "people who are {any}"
    said = "This young person is {it}."


class SchoolExclusionAmong(OneAmong):
    __slots__ = ()
    kind = "school_exclusion_among"
    fact = Fact.EXCLUSION
    naming = Naming.EXCLUSION
    allowed = SchoolExclusion
    people = "people who are {any}"
    said = "This young person is {it}."


class SendAmong(OneAmong):
    __slots__ = ()
    kind = "send_among"
    fact = Fact.SEND
    naming = Naming.SEND
    allowed = Send
    people = "people with {any}"
    said = "You said: {it}."


class SendAreaAmong(AnyAmong):
    __slots__ = ()
    kind = "send_area_among"
    fact = Fact.SEND_AREAS
    naming = Naming.SEND_AREA
    allowed = SendArea
    people = "people who need extra help with {any}"
    said = "You said: {it}."


class CareStatusAmong(OneAmong):
    __slots__ = ()
    kind = "care_status_among"
    fact = Fact.CARE
    naming = Naming.CARE
    allowed = CareStatus
    people = "people who are {any}"
    said = "This young person is {it}."


class SocialCareAmong(OneAmong):
    __slots__ = ()
    kind = "social_care_among"
    fact = Fact.SOCIAL_CARE
    naming = Naming.SOCIAL_CARE
    allowed = SocialCare
    people = "people with {any}"
    said = "You said: {it}."


class GenderAmong(OneAmong):
    __slots__ = ()
    kind = "gender_among"
    fact = Fact.GENDER
    naming = Naming.GENDER
    allowed = Gender
    people = "people who are {any}"
    said = "This young person is {it}."


class Tried(AnyAmong):
    """One of these has been tried already."""

    __slots__ = ()
    kind = "tried"
    fact = Fact.TRIED
    naming = Naming.TRIED
    allowed = TriedStep
    people = "people who have already tried {any}"
    said = "Tried so far: {it}."

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:
        tried = asked.situation.tried or frozenset()
        named = either(asked.names.name(self.naming, code) for code in self.codes)
        return (
            NearMiss(
                fact=self.fact,
                sentence=f"Once they have tried {named}.",
                situation=asked.situation.filled({self.fact: tried | self.codes}),
            ),
        )


class ReferredBySector(OneAmong):
    __slots__ = ()
    kind = "referred_by_sector"
    fact = Fact.SECTOR
    naming = Naming.SECTOR
    allowed = Sector
    people = "people referred by {any}"
    said = "You ask as {it}."

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:
        named = either(asked.names.name(self.naming, code) for code in self.codes)
        return (
            NearMiss(
                fact=self.fact,
                sentence=f"If the one who asks is {named}.",
                situation=asked.situation.filled({self.fact: Sector(min(self.codes))}),
            ),
        )
