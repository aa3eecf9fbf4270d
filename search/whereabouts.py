"""Where a young person lives, learns and has their GP, as terms of the index: three ways to fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eligibility import Place, Situation
from eligibility.criteria import Route
from search.asked import near_terms, serving_terms
from services_catalog.criteria_names import place_of
from services_catalog.places import Gazetteer, Home

HELD_IN = "held_in"
ANYWHERE = frozenset({"serves:everywhere", "serves:not_stated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """
    One place of a situation. ``code`` is what people are told: a ward, outward code or authority.

    ``near`` is empty where no more than the authority is known. All is empty where not even that
    is: then it may be anywhere.
    """

    route: Route
    code: str
    near: frozenset[str]
    serving: frozenset[str]
    authorities: frozenset[str]


def whereabouts(
    situation: Situation, home: Home | None, gazetteer: Gazetteer
) -> tuple[Whereabouts, ...]:
    """:param home: what the home of the situation was read from, where that is known"""
    return tuple(_known(situation, home, gazetteer))


def around(places: Sequence[Whereabouts]) -> tuple[frozenset[str], ...]:
    """
    What serves or is near anything in the authorities of these places, or may do: all that is
    required of a service to be looked at.

    Nothing where one of them may be anywhere, or none is known: then nothing can be left out.
    """
    if not places or not all(place.authorities for place in places):
        return ()
    codes = frozenset().union(*(place.authorities for place in places))
    return (
        frozenset(f"{kind}:{code}" for kind in ("around", "serves") for code in codes) | ANYWHERE,
    )


def held_in(wards: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{HELD_IN}:{ward}" for ward in wards)


def _known(situation: Situation, home: Home | None, gazetteer: Gazetteer) -> Iterator[Whereabouts]:
    for route in Route:
        place: Place | None = getattr(situation, route)
        if place is None:
            continue
        found = gazetteer.homes.get(place.ward or "")
        if route is Route.HOME and home and place_of(home, gazetteer) == place:
            found = home
        if found:
            yield _from_home(route, found, gazetteer)
        else:
            yield _from_place(route, place)


def _from_home(route: Route, home: Home, gazetteer: Gazetteer) -> Whereabouts:
    return Whereabouts(
        route=route,
        code=home.code,
        near=near_terms(home),
        serving=serving_terms(home, gazetteer),
        authorities=home.authorities,
    )


def _from_place(route: Route, place: Place) -> Whereabouts:
    """A place of which the gazetteer has no point."""
    authorities = frozenset({place.authority} if place.authority else ())
    wards = frozenset({place.ward} if place.ward else ())
    served = wards | authorities | (place.areas or frozenset())
    return Whereabouts(
        route=route,
        code=place.ward or place.authority or "",
        near=frozenset(),
        serving=frozenset(f"serves:{code}" for code in served),
        authorities=authorities,
    )
