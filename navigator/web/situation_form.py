"""The form of a situation: what was typed, what of it can be used, and what to say of the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from eligibility import Situation
from navigator.web.search_form import Typed, readable
from navigator.web.situation import PLACES
from navigator.web.situation_boxes import KINDS, Box, Kind
from navigator.web.situation_fields import NONE, place_code
from navigator.web.situation_schema import SituationSchema
from navigator.web.words import label, words
from services_catalog.gazetteer import Gazetteer
from services_catalog.reference import languages

SEVERAL = frozenset(name for name, (kind, _) in KINDS.items() if kind in {Kind.SEVERAL, Kind.NEEDS})
FIRST_BOX = "age"

Given = Mapping[str, list[str]]
"""What stands in each box: a text, or the codes chosen."""

PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "them",
        ("age", "school_year", "home", "school"),
        ("birth_month", "gp", "gender", "languages", "care", "social_care"),
    ),
    (
        "going_on",
        ("needs", "attendance", "suspensions", "send"),
        ("education", "exclusion", "send_areas", "strengths"),
    ),
    (
        "help",
        ("level", "sector"),
        (
            "tried", "young_person_agrees", "parent_agrees", "access_needs", "can_travel",
            "places_not_safe",
        ),
    ),
)  # fmt: skip
"""The parts of the page: the boxes that are used most, and those that wait to be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    name: str
    first: tuple[Box, ...]
    more: tuple[Box, ...]

    @property
    def is_open(self) -> bool:
        return any(box.is_filled for box in self.more)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SituationForm:
    """
    ``errors`` are sentences by field. ``situation`` holds nothing while there are any; ``codes``
    are those of the places, as ``keep_situation`` takes them.
    """

    given: Given = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    situation: Situation = field(default_factory=Situation)
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def parts(self) -> list[Part]:
        return [
            Part(name=name, first=tuple(self._boxes(first)), more=tuple(self._boxes(more)))
            for name, first, more in PARTS
        ]

    @property
    def error_links(self) -> list[dict[str, str]]:
        return [
            {"text": sentence, "href": f"#{name if name in KINDS else FIRST_BOX}"}
            for name, sentence in self.errors.items()
        ]

    def _boxes(self, names: Iterable[str]) -> Iterable[Box]:
        for name in names:
            given = self.given.get(name, ())
            yield Box(name=name, given=tuple(given), error=self.errors.get(name, ""))


def read_told(typed: Typed, session: Session, gazetteer: Gazetteer) -> SituationForm:
    """Read the boxes that were sent. A full postcode becomes its ward, and is kept nowhere."""
    sent = readable(typed)
    given = {name: sent.getlist(name) for name in KINDS if name in sent}
    values = {name: sent if name in SEVERAL else sent[0] for name, sent in given.items()}
    schema = SituationSchema(gazetteer=gazetteer, session=session)
    try:
        situation = schema.load(values)
    except ValidationError as refused:
        errors = {name: _mistake(name) for name in KINDS if name in refused.messages_dict}
        return SituationForm(given=given, errors=errors)
    places = {name: sent[name].strip() for name in PLACES if sent.get(name, "").strip()}
    codes = {name: place_code(text, gazetteer, session) for name, text in places.items()}
    return SituationForm(given=given, situation=situation, codes=codes)


def boxes_filled(told: Mapping[str, Any], gazetteer: Gazetteer) -> Given:
    """What stands in the boxes for a situation that was told as plain JSON."""
    return {name: _filled(name, value, gazetteer) for name, value in told.items()}


def place_label(code: object, gazetteer: Gazetteer) -> str:
    """The name of a place, if it leads back to just that place; else its code."""
    if not isinstance(code, str):
        return ""
    named = gazetteer.homes[code].label if code in gazetteer.homes else ""
    named = named or gazetteer.authorities.get(code, "")
    try:
        return named if place_code(named, gazetteer) == code else code
    except ValidationError:
        return code


def _filled(name: str, value: Any, gazetteer: Gazetteer) -> list[str]:  # noqa: ANN401  plain JSON
    if name in PLACES:
        return [place_label(value, gazetteer)]
    if name == "places_not_safe":
        return [", ".join(place_label(code, gazetteer) for code in value) or NONE]
    if name == "languages":
        return [", ".join(languages()[code] for code in value) or NONE]
    if isinstance(value, list):
        return value or [NONE]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(value)]


def _mistake(name: str) -> str:
    return label("fact_mistake", name if f"fact_mistake.{name}" in words() else "other")
