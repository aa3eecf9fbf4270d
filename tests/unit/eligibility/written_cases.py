"""The cases of cases.csv and the example services of services.toml, read into objects."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eligibility import UNSURE, BirthMonth, Level, Naming, Place, PlainNames, Situation
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
from services_catalog.codec import read_criteria

FOLDER = Path(__file__).parent / "cases"
ANY_DAY = date(2026, 10, 1)
TABLE = tomllib.loads((FOLDER / "services.toml").read_text(encoding="utf-8"))
SERVICES = {
    name: (tuple(told["says"]), read_criteria(told["rules"]))
    for name, told in TABLE["services"].items()
}
NAMES = PlainNames(
    {
        **{Naming(naming): names for naming, names in TABLE["names"].items()},
        Naming.PLACE: TABLE["names"]["place"]
        | {code: told["name"] for code, told in TABLE["places"].items()},
    }
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """``reasons`` are pairs of an answer and words of its sentence; "" means none expected."""

    service: str
    name: str
    day: date
    situation: Situation
    verdict: str
    reasons: tuple[tuple[str, str], ...]
    asks: frozenset[str]
    near_miss: str
    check: str

    def __str__(self):
        return f"{self.service}: {self.name}"


def cases():
    with (FOLDER / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file, strict=True)]


def _case(row):
    return Case(
        service=row["service"],
        name=row["case"],
        day=date.fromisoformat(row["day"]) if row["day"] else ANY_DAY,
        situation=Situation(**dict(_fact(said) for said in _split(row["situation"], ";"))),
        verdict=row["verdict"].replace(" ", "_"),
        reasons=tuple(tuple(said.split(": ", 1)) for said in _split(row["reasons"], " / ")),
        asks=frozenset(_split(row["ask"], "+")),
        near_miss=row["near_miss"],
        check=row["check"],
    )


def _split(text, between):
    return [part.strip() for part in text.split(between) if part.strip()]


def _fact(said):
    """Read "attendance below_50": the words before the value say which fact it is."""
    start = next(start for start in FACTS if said.startswith(f"{start} "))
    field, read = FACTS[start]
    return field, read(said.removeprefix(start).strip())


def _place(code):
    """A ward with all that is known of it; or a council, and then nothing else is known."""
    if code not in TABLE["places"]:
        assert code in TABLE["names"]["place"]
        return Place(authority=code)
    told = TABLE["places"][code]
    return Place(ward=code, authority=told["authority"], areas=frozenset(told["areas"]))


def _level(code):
    return UNSURE if code == UNSURE else Level(code)


def _codes(text):
    return frozenset() if text == "none" else frozenset(text.split())


def _yes_or_no(text):
    return {"yes": True, "no": False}[text]


FACTS = {
    "age": ("age", int),
    "born": ("birth_month", BirthMonth.parse),
    "year": ("school_year", int),
    "home": ("home", _place),
    "school": ("school", _place),
    "gp": ("gp", _place),
    "needs": ("needs", _codes),
    "strengths": ("strengths", _codes),
    "level": ("level", _level),
    "education": ("education", EducationStatus),
    "attendance": ("attendance", Attendance),
    "suspended": ("suspensions", int),
    "exclusion": ("exclusion", SchoolExclusion),
    "send areas": ("send_areas", _codes),
    "send": ("send", Send),
    "care": ("care", CareStatus),
    "social care": ("social_care", SocialCare),
    "speaks": ("languages", _codes),
    "access": ("access_needs", _codes),
    "gender": ("gender", Gender),
    "tried": ("tried", _codes),
    "asked by": ("sector", Sector),
    "young person agrees": ("young_person_agrees", _yes_or_no),
    "parent agrees": ("parent_agrees", _yes_or_no),
    "can travel": ("can_travel", _yes_or_no),
    "not safe": ("places_not_safe", _codes),
}
"""How a situation is written: the words, the field and how its value is read."""
