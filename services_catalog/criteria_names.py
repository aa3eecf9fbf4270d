"""What the codes in rules are called here, and what a rule needs to know of a home. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from eligibility import Level, LevelScale, Naming, Place, PlainNames
from eligibility.levels import STEPS
from services_catalog.gazetteer import Gazetteer, Home
from services_catalog.reference import languages, needs, strengths

PLAIN = PlainNames()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueNames:
    """
    Places by the gazetteer; needs, strengths and languages by the tables that ship.

    ``access`` are the labels of access needs, which screens choose, and ``levels`` is the scale of
    need in the partnership's words; for everything else the names of ``eligibility`` stand.
    """

    gazetteer: Gazetteer
    access: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    levels: LevelScale = field(default_factory=LevelScale)

    def name(self, naming: Naming, code: str) -> str:
        match naming:
            case Naming.PLACE:
                return self._place(code)
            case Naming.ACCESS if code in self.access:
                return inside_a_sentence(self.access[code])
            case Naming.LEVEL if code in STEPS:
                return inside_a_sentence(self.levels[Level(code)].plain)
            case _ if naming in LABELS:
                return LABELS[naming](code) or PLAIN.name(naming, code)
            case _:
                return PLAIN.name(naming, code)

    def _place(self, code: str) -> str:
        places = self.gazetteer
        if ward := places.wards.get(code):
            return ward.name
        if area := places.areas.get(code):
            return area.name
        return places.authorities.get(code, code)


def inside_a_sentence(label: str) -> str:
    """A label without its capital, unless its first word is an abbreviation ("LGBT+")."""
    first = label.partition(" ")[0]
    return label if len(first) > 1 and first.isupper() else f"{label[:1].lower()}{label[1:]}"


def _need(code: str) -> str:
    return inside_a_sentence(needs()[code].label) if code in needs() else ""


def _strength(code: str) -> str:
    return inside_a_sentence(strengths()[code].label) if code in strengths() else ""


def _language(code: str) -> str:
    return languages().get(code, "")


LABELS: Mapping[Naming, Callable[[str], str]] = MappingProxyType(
    {Naming.NEED: _need, Naming.STRENGTH: _strength, Naming.LANGUAGE: _language}
)


def place_of(home: Home, gazetteer: Gazetteer) -> Place:
    """
    Return what is known of someone who lives there.

    An outward code may reach into several wards; then the ward and its areas are not known.
    """
    ward = _sole(home.wards)
    return Place(
        ward=ward,
        authority=_sole(home.authorities),
        areas=None if ward is None else _areas_of(ward, gazetteer),
    )


def _areas_of(ward: str, gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(area.code for area in gazetteer.areas.values() if ward in area.wards)


def _sole(codes: frozenset[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None
