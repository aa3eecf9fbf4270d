"""What stands where one thing was said in several ways."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eligibility.codes import CareStatus, EducationStatus, SchoolExclusion, Send, SocialCare

STRONGEST: Mapping[str, Sequence[object]] = MappingProxyType(
    {
        "exclusion": (
            SchoolExclusion.PERMANENT,
            SchoolExclusion.MANAGED_MOVE,
            SchoolExclusion.OFF_SITE_DIRECTION,
            SchoolExclusion.AT_RISK,
            SchoolExclusion.NONE,
        ),
        "send": (Send.EHCP, Send.SEN_SUPPORT, Send.WAITING, Send.SUSPECTED, Send.NONE),
        "care": (
            CareStatus.CARE_LEAVER,
            CareStatus.KINSHIP_CARE,
            CareStatus.IN_CARE,
            CareStatus.PREVIOUSLY_IN_CARE,
        ),
        "social_care": (
            SocialCare.STEPPING_DOWN,
            SocialCare.CHILD_PROTECTION,
            SocialCare.CHILD_IN_NEED,
            SocialCare.EARLY_HELP,
        ),
        "education": (
            EducationStatus.ALTERNATIVE_PROVISION,
            EducationStatus.PART_TIME_TIMETABLE,
            EducationStatus.ON_ROLL,
        ),
    }
)
"""Of several things said, the first of these stands. Anything else said in two ways is not read."""


def standing(name: str, values: Sequence[object]) -> Sequence[object]:
    """What was said in one way alone; of what may be said in several ways, the strongest."""
    several = set(values)
    if len(several) == 1 or isinstance(values[0], frozenset):
        return values
    order = STRONGEST.get(name, ())
    return (min(several, key=order.index),) if several.issubset(order) else ()


def joined(values: Sequence[object]) -> object:
    """Sets of codes together; of anything else, all say the same."""
    sets = [value for value in values if isinstance(value, frozenset)]
    return frozenset().union(*sets) if sets else values[0]
