"""Rules about places. Home, school and GP are separate ways to fit: a border shuts nobody out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from eligibility.criterion import Answer, Asked, Leaf, NearMiss, NotACriterion
from eligibility.findings import Met, any_met
from eligibility.names import Names, Naming
from eligibility.situation import Fact, Place, Situation
from eligibility.wording import either


class Route(StrEnum):
    """By which of their places someone may fit. The values are facts of a situation."""

    HOME = "home"
    SCHOOL = "school"
    GP = "gp"


LIVING = {
    Route.HOME: "live",
    Route.SCHOOL: "go to school",
    Route.GP: "have their GP",
}
TOLD = {
    Route.HOME: "This young person lives in {place}.",
    Route.SCHOOL: "The school is in {place}.",
    Route.GP: "The GP is in {place}.",
}
ELSEWHERE = Place(ward="", authority="", areas=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class InArea(Leaf):
    """
    One of the places is in one of the wards, authorities or areas ("scheme/area").

    One route is enough: with home and school, a child from across the border whose school is
    inside fits.
    """

    kind = "in_area"
    fact = Fact.HOME

    routes: frozenset[Route] = frozenset({Route.HOME})
    wards: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.routes:
            raise NotACriterion("Choose home, school or GP.")
        if not self._every():
            raise NotACriterion("Choose at least one ward, authority or area.")

    def _every(self) -> frozenset[str]:
        return self.wards | self.authorities | self.areas

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        return any_met([self._inside(getattr(situation, route)) for route in self.routes])

    def _inside(self, place: Place | None) -> Met:
        if place is None:
            return Met.UNKNOWN
        if place.ward in self.wards or place.authority in self.authorities:
            return Met.YES
        if place.areas is not None and not self.areas.isdisjoint(place.areas):
            return Met.YES
        return Met.UNKNOWN if self._could_be_inside(place) else Met.NO

    def _could_be_inside(self, place: Place) -> bool:
        """Some part of the place that the rule looks at is not known."""
        parts = (
            (self.wards, place.ward),
            (self.authorities, place.authority),
            (self.areas, place.areas),
        )
        return any(wanted and known is None for wanted, known in parts)

    def asks(self, situation: Situation) -> tuple[Fact, ...]:
        unsettled = (
            route
            for route in Route
            if route in self.routes and self._inside(getattr(situation, route)) is Met.UNKNOWN
        )
        return tuple(Fact(route) for route in unsettled)

    def who(self, names: Names) -> str:
        living = " or ".join(LIVING[route] for route in Route if route in self.routes)
        places = either(names.name(Naming.PLACE, code) for code in self._every())
        return f"people who {living} in {places}"

    def told(self, asked: Asked) -> str:
        return " ".join(TOLD[route].format(place=name) for route, name in self._named(asked))

    def _named(self, asked: Asked) -> Iterator[tuple[Route, str]]:
        for route in Route:
            place: Place | None = getattr(asked.situation, route)
            code = place and (place.ward or place.authority)
            if route in self.routes and code:
                yield route, asked.names.name(Naming.PLACE, code)

    def answers(self, situation: Situation) -> tuple[Answer, ...]:
        return tuple(
            Answer(fact=Fact(route), fields={route: place})
            for route in sorted(self.routes)
            for place in self._places(getattr(situation, route) or Place())
        )

    def _places(self, known: Place) -> Iterator[Place]:
        """A place inside, by each kind of area, and one outside; what is known stays."""
        for inside in self._insides():
            yield _filled(known, inside)
        yield _filled(known, ELSEWHERE)

    def _insides(self) -> Iterator[Place]:
        if self.wards:
            yield replace(ELSEWHERE, ward=min(self.wards))
        if self.authorities:
            yield replace(ELSEWHERE, authority=min(self.authorities))
        if self.areas:
            yield replace(ELSEWHERE, areas=frozenset({min(self.areas)}))

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:
        """If the service took one place more, or one that it cannot take."""
        return tuple(
            NearMiss(
                fact=Fact(route),
                sentence=f"If the service took {name}.",
                situation=asked.situation.filled({route: place}),
            )
            for route, name in self._named(asked)
            for place in self._as_if_taken(getattr(asked.situation, route))
        )

    def _as_if_taken(self, place: Place) -> Iterator[Place]:
        """The place as if inside, and as if outside. The rest of it stays, for other rules."""
        inside = next(self._insides())
        yield Place(
            ward=inside.ward or place.ward,
            authority=inside.authority or place.authority,
            areas=(place.areas or frozenset()) | (inside.areas or frozenset()),
        )
        yield Place(
            ward="" if place.ward in self.wards else place.ward,
            authority="" if place.authority in self.authorities else place.authority,
            areas=place.areas and place.areas - self.areas,
        )


def _filled(known: Place, other: Place) -> Place:
    return Place(
        ward=other.ward if known.ward is None else known.ward,
        authority=other.authority if known.authority is None else known.authority,
        areas=other.areas if known.areas is None else known.areas,
    )
