"""
Every kind of rule there is, by the name it is stored under.

To add one: write the class beside its like, its entry here and its table of cases in
``tests/unit/eligibility``. Its dataclass fields are what is stored.
"""

from collections.abc import Mapping
from types import MappingProxyType

from eligibility.among import (
    CareStatusAmong,
    EducationStatusAmong,
    GenderAmong,
    NeedAmong,
    ReferredBySector,
    SchoolExclusionAmong,
    SendAmong,
    SendAreaAmong,
    SocialCareAmong,
    StrengthAmong,
    Tried,
)
from eligibility.combined import (
    AllOf,
    AnyOf,
    Anyone,
    Discretion,
    Exclusion,
    Not,
    NotUnderstood,
    Prerequisite,
)
from eligibility.criterion import Criterion
from eligibility.guidance import AccessProvided, LevelAmong, SpeaksOneOf
from eligibility.person_criteria import (
    AgeBetween,
    AttendanceAmong,
    CanTravel,
    ParentAgrees,
    SuspendedThisTerm,
    YoungPersonAgrees,
)
from eligibility.place_criteria import InArea, Route

__all__ = [
    "CRITERIA",
    "KINDS",
    "AccessProvided",
    "AgeBetween",
    "AllOf",
    "AnyOf",
    "Anyone",
    "AttendanceAmong",
    "CanTravel",
    "CareStatusAmong",
    "Discretion",
    "EducationStatusAmong",
    "Exclusion",
    "GenderAmong",
    "InArea",
    "LevelAmong",
    "NeedAmong",
    "Not",
    "NotUnderstood",
    "ParentAgrees",
    "Prerequisite",
    "ReferredBySector",
    "Route",
    "SchoolExclusionAmong",
    "SendAmong",
    "SendAreaAmong",
    "SocialCareAmong",
    "SpeaksOneOf",
    "StrengthAmong",
    "SuspendedThisTerm",
    "Tried",
    "YoungPersonAgrees",
]

KINDS: tuple[type[Criterion], ...] = (
    AgeBetween,
    InArea,
    NeedAmong,
    StrengthAmong,
    LevelAmong,
    EducationStatusAmong,
    AttendanceAmong,
    SuspendedThisTerm,
    SchoolExclusionAmong,
    SendAmong,
    SendAreaAmong,
    CareStatusAmong,
    SocialCareAmong,
    SpeaksOneOf,
    AccessProvided,
    GenderAmong,
    Tried,
    ReferredBySector,
    YoungPersonAgrees,
    ParentAgrees,
    CanTravel,
    Anyone,
    AllOf,
    AnyOf,
    Not,
    Exclusion,
    Prerequisite,
    Discretion,
)

CRITERIA: Mapping[str, type[Criterion]] = MappingProxyType({kind.kind: kind for kind in KINDS})
"""``NotUnderstood`` is not among them: it stands for what was stored and cannot be read."""
