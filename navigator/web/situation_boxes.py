"""The boxes that a situation is told in: what each is, what can be chosen, and what is in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from eligibility import UNSURE, Level, Naming, PlainNames
from eligibility.codes import (
    Attendance,
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
from navigator.web.levels import level_label
from navigator.web.situation_fields import NONE
from navigator.web.words import label, say, words
from services_catalog.codes import Access
from services_catalog.reference import need_groups, needs, strengths

PLAIN = PlainNames()

Choices = Callable[[], Mapping[str, str]]
"""Labels by code, in the order they are offered."""


class Kind(StrEnum):
    """SHORT: a few figures or letters. NEEDS: many, in groups, each of which can be opened."""

    SHORT = "short"
    TEXT = "text"
    ONE = "one"
    SEVERAL = "several"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    label: str
    id: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """``given`` is what stands in it: a text, or the codes chosen. ``id`` begins with ``row``."""

    name: str
    given: Sequence[str] = ()
    error: str = ""
    row: str = ""

    @property
    def id(self) -> str:
        return f"{self.row}-{self.name}" if self.row else self.name

    @property
    def kind(self) -> Kind:
        return KINDS[self.name][0]

    @property
    def label(self) -> str:
        return label("fact", self.name)

    @property
    def hint(self) -> str:
        return say(f"fact_hint.{self.name}") if f"fact_hint.{self.name}" in words() else ""

    @property
    def value(self) -> str:
        return self.given[0] if self.given else ""

    @property
    def is_filled(self) -> bool:
        return bool(self.value or self.error)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(self._choices(choices_of(self.name)))

    @property
    def groups(self) -> tuple[ChoiceGroup, ...]:
        """The needs, by what they are about."""
        return tuple(
            ChoiceGroup(
                label=name,
                choices=tuple(
                    self._choices({n.code: n.label for n in needs().values() if n.group == code})
                ),
            )
            for code, name in need_groups().items()
        )

    def _choices(self, offered: Mapping[str, str]) -> Iterable[Choice]:
        for code, name in offered.items():
            yield Choice(code=code, label=name, id=f"{self.id}-{code}", chosen=code in self.given)


def choices_of(name: str) -> Mapping[str, str]:
    """Labels by code of what can be chosen in a box; none where something is typed."""
    return KINDS[name][1]()


def _nothing() -> Mapping[str, str]:
    return {}


def _named(naming: Naming, codes: Iterable[str]) -> Choices:
    return lambda: {code: _capitalised(PLAIN.name(naming, code)) for code in codes}


def _levels() -> Mapping[str, str]:
    return {**{level: level_label(level) for level in Level}, UNSURE: say("answer.unsure")}


def _yes_or_no() -> Mapping[str, str]:
    return {"yes": say("answer.yes"), "no": say("answer.no")}


def _or_none(choices: Choices) -> Choices:
    return lambda: {**choices(), NONE: say("answer.none")}


def _strengths() -> Mapping[str, str]:
    return {strength.code: strength.label for strength in strengths().values()}


def _access() -> Mapping[str, str]:
    return {code: label("access", code) for code in Access}


def _needs() -> Mapping[str, str]:
    return {need.code: need.label for need in needs().values()}


def _capitalised(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


KINDS: Mapping[str, tuple[Kind, Choices]] = MappingProxyType(
    {
        "age": (Kind.SHORT, _nothing),
        "birth_month": (Kind.SHORT, _nothing),
        "school_year": (Kind.SHORT, _nothing),
        "home": (Kind.TEXT, _nothing),
        "school": (Kind.TEXT, _nothing),
        "gp": (Kind.TEXT, _nothing),
        "needs": (Kind.NEEDS, _needs),
        "strengths": (Kind.SEVERAL, _or_none(_strengths)),
        "level": (Kind.ONE, _levels),
        "education": (Kind.ONE, _named(Naming.EDUCATION, EducationStatus)),
        "attendance": (Kind.ONE, _named(Naming.ATTENDANCE, Attendance)),
        "suspensions": (Kind.SHORT, _nothing),
        "exclusion": (Kind.ONE, _named(Naming.EXCLUSION, SchoolExclusion)),
        "send": (Kind.ONE, _named(Naming.SEND, Send)),
        "send_areas": (Kind.SEVERAL, _or_none(_named(Naming.SEND_AREA, SendArea))),
        "care": (Kind.ONE, _named(Naming.CARE, CareStatus)),
        "social_care": (Kind.ONE, _named(Naming.SOCIAL_CARE, SocialCare)),
        "languages": (Kind.TEXT, _nothing),
        "access_needs": (Kind.SEVERAL, _or_none(_access)),
        "gender": (Kind.ONE, _named(Naming.GENDER, Gender)),
        "tried": (Kind.SEVERAL, _or_none(_named(Naming.TRIED, TriedStep))),
        "sector": (Kind.ONE, _named(Naming.SECTOR, Sector)),
        "young_person_agrees": (Kind.ONE, _yes_or_no),
        "parent_agrees": (Kind.ONE, _yes_or_no),
        "can_travel": (Kind.ONE, _yes_or_no),
        "places_not_safe": (Kind.TEXT, _nothing),
    }
)
