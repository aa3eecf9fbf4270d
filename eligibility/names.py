"""What codes are called: our own names here, those of the catalogue through ``Names``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from eligibility.codes import Attendance
from eligibility.levels import LEVELS


class Naming(StrEnum):
    """Which list a code belongs to."""

    PLACE = "place"
    NEED = "need"
    STRENGTH = "strength"
    LEVEL = "level"
    LANGUAGE = "language"
    ACCESS = "access"
    EDUCATION = "education"
    ATTENDANCE = "attendance"
    EXCLUSION = "exclusion"
    SEND = "send"
    SEND_AREA = "send_area"
    CARE = "care"
    SOCIAL_CARE = "social_care"
    GENDER = "gender"
    TRIED = "tried"
    SECTOR = "sector"


class Names(Protocol):
    def name(self, naming: Naming, code: str) -> str:
        """What people read for a code. Never fails: a code without a name is its own name."""
        ...


OWN_NAMES: Mapping[Naming, Mapping[str, str]] = {
    Naming.LEVEL: {entry.level: entry.plain.lower() for entry in LEVELS},
    Naming.EDUCATION: {
        "on_roll": "on a school roll",
        "part_time_timetable": "on a part-time timetable",
        "alternative_provision": "in alternative provision",
        "missing_education": "on no school roll (missing education)",
        "home_educated": "taught at home",
        "post_16": "in a sixth form, college or training",
        "neet": "not in education, work or training",
    },
    Naming.ATTENDANCE: {
        Attendance.BAND_95_OR_MORE: "95% or more",
        Attendance.BAND_90_TO_95: "between 90% and 95%",
        Attendance.BAND_50_TO_90: "between 50% and 90%",
        Attendance.BAND_BELOW_50: "50% or less",
    },
    Naming.EXCLUSION: {
        "none": "not close to being excluded",
        "at_risk": "close to being excluded",
        "off_site_direction": "sent to another school for a time (off-site direction)",
        "managed_move": "moving school by agreement (managed move)",
        "permanent": "permanently excluded",
    },
    Naming.SEND: {
        "none": "no special educational needs",
        "suspected": "special educational needs that nobody has looked into yet",
        "waiting": "a wait for an assessment or a plan",
        "sen_support": "SEN support at school",
        "ehcp": "an education, health and care plan (EHCP)",
    },
    Naming.SEND_AREA: {
        "communication_interaction": "talking and being with others",
        "cognition_learning": "thinking and learning",
        "social_emotional_mental_health": "feelings and behaviour",
        "sensory_physical": "seeing, hearing, moving or physical needs",
    },
    Naming.CARE: {
        "none": "not in care",
        "edge_of_care": "close to coming into care",
        "in_care": "in care",
        "kinship_care": "living with relatives or friends instead (kinship care)",
        "previously_in_care": "out of care again",
        "care_leaver": "a care leaver",
    },
    Naming.SOCIAL_CARE: {
        "none": "no early help and no social worker",
        "early_help": "early help",
        "child_in_need": "a child in need plan",
        "child_protection": "a child protection plan",
        "stepping_down": "a social worker who is about to stop",
    },
    Naming.GENDER: {
        "female": "a girl or young woman",
        "male": "a boy or young man",
        "non_binary": "non-binary",
        "other": "of another gender",
    },
    Naming.TRIED: {
        "school_support": "support from school",
        "attendance_plan": "an attendance plan",
        "club": "a club",
        "mentoring": "mentoring",
        "counselling": "counselling",
        "parent_support": "support for parents",
        "sen_support": "SEN support",
        "early_help": "early help",
        "alternative_provision": "alternative provision",
    },
    Naming.SECTOR: {
        "education": "a school or college",
        "health": "a health worker",
        "police": "the police",
        "social_care": "social care",
        "youth_justice": "youth justice",
        "voluntary": "a charity or community group",
        "housing": "a housing worker",
        "family": "a family member",
        "young_person": "the young person themselves",
    },
}


@dataclass(frozen=True, slots=True)
class PlainNames:
    """Names from tables; then our own; then the code with its underscores as spaces."""

    tables: Mapping[Naming, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, naming: Naming, code: str) -> str:
        for tables in (self.tables, OWN_NAMES):
            if found := tables.get(naming, {}).get(code):
                return found
        return code.replace("_", " ")
