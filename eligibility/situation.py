"""
What is known of a young person, without a name. None always means: not asked.

Places come with what the gazetteer knows of them (authority, areas), so that this package needs
no map. Nothing of a situation is printed: its ``repr`` says which facts are known, never what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from eligibility.codes import (
    Attendance,
    CareStatus,
    EducationStatus,
    Gender,
    SchoolExclusion,
    Sector,
    Send,
    SocialCare,
)
from eligibility.levels import Level, NotSure

OLDEST = 120
NURSERY, LAST_SCHOOL_YEAR = -1, 14
"""School years as numbers: 0 is Reception, 14 a third year in a sixth form."""

MONTHS = 12
FIRST_YEAR, LAST_YEAR = 1900, 2200
WRITTEN_MONTH = "%04d-%02d"


class Fact(StrEnum):
    """Something that can be asked. Birth month and school year are other ways to say the age."""

    AGE = "age"
    HOME = "home"
    SCHOOL = "school"
    GP = "gp"
    EDUCATION = "education"
    NEEDS = "needs"
    STRENGTHS = "strengths"
    ATTENDANCE = "attendance"
    SUSPENSIONS = "suspensions"
    EXCLUSION = "exclusion"
    SEND = "send"
    SEND_AREAS = "send_areas"
    CARE = "care"
    SOCIAL_CARE = "social_care"
    GENDER = "gender"
    SECTOR = "sector"
    YOUNG_PERSON_AGREES = "young_person_agrees"
    PARENT_AGREES = "parent_agrees"
    TRIED = "tried"
    CAN_TRAVEL = "can_travel"
    LEVEL = "level"
    LANGUAGES = "languages"
    ACCESS = "access_needs"


@dataclass(frozen=True, slots=True, order=True)
class BirthMonth:
    """Finer than an age and still not a birth date. Written "2013-08"."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= MONTHS and FIRST_YEAR <= self.year <= LAST_YEAR):
            raise ValueError("Enter a birth month as year and month, like 2013-08.")

    @classmethod
    def parse(cls, written: str) -> Self:
        year, dash, month = written.partition("-")
        if not (dash and year.isdecimal() and month.isdecimal()):
            raise ValueError("Enter a birth month as year and month, like 2013-08.")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return WRITTEN_MONTH % (self.year, self.month)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Place:
    """
    Where someone lives, learns or is registered; ``areas`` are "scheme/area" codes of the ward.

    Each part may be known without the others. ``areas`` empty means: looked up, in none.
    """

    ward: str | None = None
    authority: str | None = None
    areas: frozenset[str] | None = None

    def __repr__(self) -> str:
        return _known(self)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Situation:
    """
    An empty set means: asked, and none. ``age`` is in whole years on the day of asking.

    ``suspensions`` counts this term. ``languages`` are those they can use. ``places_not_safe``
    are wards where they would not feel safe: it orders and marks results, and is never logged,
    printed or sent.
    """

    age: int | None = None
    birth_month: BirthMonth | None = None
    school_year: int | None = None
    home: Place | None = None
    school: Place | None = None
    gp: Place | None = None
    needs: frozenset[str] | None = None
    strengths: frozenset[str] | None = None
    level: Level | NotSure | None = None
    education: EducationStatus | None = None
    attendance: Attendance | None = None
    suspensions: int | None = None
    exclusion: SchoolExclusion | None = None
    send: Send | None = None
    send_areas: frozenset[str] | None = None
    care: CareStatus | None = None
    social_care: SocialCare | None = None
    languages: frozenset[str] | None = None
    access_needs: frozenset[str] | None = None
    gender: Gender | None = None
    tried: frozenset[str] | None = None
    sector: Sector | None = None
    young_person_agrees: bool | None = None
    parent_agrees: bool | None = None
    can_travel: bool | None = None
    places_not_safe: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= OLDEST:
            raise ValueError(f"Enter an age from 0 to {OLDEST}.")
        if self.school_year is not None and not NURSERY <= self.school_year <= LAST_SCHOOL_YEAR:
            raise ValueError(f"Enter a school year from {NURSERY} to {LAST_SCHOOL_YEAR}.")
        if self.suspensions is not None and self.suspensions < 0:
            raise ValueError("Enter how many times, from 0.")

    def __repr__(self) -> str:
        return _known(self)

    def filled(self, fields: Mapping[str, object]) -> "Situation":
        """The same with these answers, by name of the field."""
        changes: dict[str, Any] = dict(fields)
        return replace(self, **changes)

    def not_safe_among(self, wards: frozenset[str]) -> frozenset[str]:
        """Which of these wards they would not feel safe in, as far as they were asked."""
        return wards & (self.places_not_safe or frozenset())


def _known(facts: Place | Situation) -> str:
    known = (
        field.name
        for field in fields(facts)
        if field.name != "places_not_safe" and getattr(facts, field.name) is not None
    )
    return f"{type(facts).__name__}(knows: {', '.join(known) or 'nothing'})"
