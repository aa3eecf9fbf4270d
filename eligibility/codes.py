"""
The closed lists a situation is described with. Codes keep the field's terms.

Not having asked is None and never a member; "none" is an answer. Needs, strengths, languages,
access needs and places are lists of the catalogue and come in as plain codes.
"""

from enum import StrEnum
from typing import Final

PERSISTENT_ABSENCE: Final = 10
SEVERE_ABSENCE: Final = 50
GOOD_ATTENDANCE: Final = 95
WHOLE: Final = 100


class EducationStatus(StrEnum):
    """*Alternative provision* includes pupil referral units and hospital education."""

    ON_ROLL = "on_roll"
    PART_TIME_TIMETABLE = "part_time_timetable"
    ALTERNATIVE_PROVISION = "alternative_provision"
    MISSING_EDUCATION = "missing_education"
    HOME_EDUCATED = "home_educated"
    POST_16 = "post_16"
    NEET = "neet"


class Attendance(StrEnum):
    """
    Bands of the Department for Education's terms, from most to least.

    Someone is persistently absent at 10% absence or more and severely absent at 50% or more, so
    90% exactly is in the band below it and 50% exactly in the lowest.
    """

    BAND_95_OR_MORE = "95_or_more"
    BAND_90_TO_95 = "90_to_95"
    BAND_50_TO_90 = "50_to_90"
    BAND_BELOW_50 = "below_50"


def attendance_band(percent: float) -> Attendance:
    """:raises ValueError: if it is not a percentage"""
    if not 0 <= percent <= WHOLE:
        raise ValueError("Enter attendance as a percentage from 0 to 100.")
    if percent <= WHOLE - SEVERE_ABSENCE:
        return Attendance.BAND_BELOW_50
    if percent <= WHOLE - PERSISTENT_ABSENCE:
        return Attendance.BAND_50_TO_90
    return Attendance.BAND_90_TO_95 if percent < GOOD_ATTENDANCE else Attendance.BAND_95_OR_MORE


class SchoolExclusion(StrEnum):
    NONE = "none"
    AT_RISK = "at_risk"
    OFF_SITE_DIRECTION = "off_site_direction"
    MANAGED_MOVE = "managed_move"
    PERMANENT = "permanent"


class Send(StrEnum):
    """*Suspected*: nobody has started anything. *Waiting*: for an assessment or a plan."""

    NONE = "none"
    SUSPECTED = "suspected"
    WAITING = "waiting"
    SEN_SUPPORT = "sen_support"
    EHCP = "ehcp"


class SendArea(StrEnum):
    """The four areas of the SEND code of practice."""

    COMMUNICATION = "communication_interaction"
    LEARNING = "cognition_learning"
    FEELINGS = "social_emotional_mental_health"
    BODY_SENSES = "sensory_physical"


class CareStatus(StrEnum):
    NONE = "none"
    EDGE_OF_CARE = "edge_of_care"
    IN_CARE = "in_care"
    KINSHIP_CARE = "kinship_care"
    PREVIOUSLY_IN_CARE = "previously_in_care"
    CARE_LEAVER = "care_leaver"


class SocialCare(StrEnum):
    """*Stepping down*: social care is about to end its work."""

    NONE = "none"
    EARLY_HELP = "early_help"
    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"
    STEPPING_DOWN = "stepping_down"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    NON_BINARY = "non_binary"
    OTHER = "other"


class TriedStep(StrEnum):
    """What has been tried already, from the lightest."""

    SCHOOL_SUPPORT = "school_support"
    ATTENDANCE_PLAN = "attendance_plan"
    CLUB = "club"
    MENTORING = "mentoring"
    COUNSELLING = "counselling"
    PARENT_SUPPORT = "parent_support"
    SEN_SUPPORT = "sen_support"
    EARLY_HELP = "early_help"
    ALTERNATIVE_PROVISION = "alternative_provision"


class Sector(StrEnum):
    """Who is asking."""

    EDUCATION = "education"
    HEALTH = "health"
    POLICE = "police"
    SOCIAL_CARE = "social_care"
    YOUTH_JUSTICE = "youth_justice"
    VOLUNTARY = "voluntary"
    HOUSING = "housing"
    FAMILY = "family"
    YOUNG_PERSON = "young_person"
