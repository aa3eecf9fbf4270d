"""Young people who might ask: every ward, every age from 5 to 25, and a few ways things can be."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from eligibility import Level, Situation
from eligibility.codes import (
    Attendance,
    CareStatus,
    EducationStatus,
    SchoolExclusion,
    Sector,
    Send,
    SocialCare,
)
from services_catalog.criteria_names import place_of
from services_catalog.criteria_preview import Placed
from services_catalog.gazetteer import Gazetteer

AGES = range(5, 26)

WAYS: tuple[Mapping[str, object], ...] = (
    MappingProxyType({}),
    MappingProxyType(
        {
            "education": EducationStatus.ON_ROLL,
            "attendance": Attendance.BAND_50_TO_90,
            "suspensions": 2,
            "exclusion": SchoolExclusion.AT_RISK,
            "send": Send.WAITING,
            "needs": frozenset({"neurodiversity"}),
            "sector": Sector.EDUCATION,
        }
    ),
    MappingProxyType(
        {
            "education": EducationStatus.ON_ROLL,
            "attendance": Attendance.BAND_95_OR_MORE,
            "suspensions": 0,
            "send": Send.NONE,
            "care": CareStatus.NONE,
            "social_care": SocialCare.NONE,
            "needs": frozenset({"bereavement"}),
            "level": Level.EARLY_HELP,
            "sector": Sector.FAMILY,
            "young_person_agrees": True,
            "parent_agrees": True,
        }
    ),
    MappingProxyType(
        {
            "education": EducationStatus.ALTERNATIVE_PROVISION,
            "exclusion": SchoolExclusion.PERMANENT,
            "care": CareStatus.IN_CARE,
            "social_care": SocialCare.CHILD_PROTECTION,
            "needs": frozenset({"violence_seen"}),
            "sector": Sector.SOCIAL_CARE,
            "can_travel": False,
        }
    ),
)
"""Facts beside age and home; the first knows of none. Needs are codes of the table that ships."""


def situations(gazetteer: Gazetteer) -> Iterator[Placed]:
    """The same places always give the same situations, in the same order."""
    for code in sorted(gazetteer.wards):
        home = gazetteer.homes[code]
        place = place_of(home, gazetteer)
        for age in AGES:
            somebody = Situation(age=age, home=place)
            for facts in WAYS:
                yield Placed(situation=somebody.filled(facts), place=home.label)
