"""Where an invented service happens, whom it serves, and how its building can be used."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import cos, radians
from random import Random

from navigator.simulation.source_tables import Kind, Provider, Row, Venue, venues
from navigator.simulation.wording import take_turn
from services_catalog.codes import Access, AreaKind, Delivery
from services_catalog.listing import ListedArea, ListedLocation
from services_catalog.reference.tables import read_table

BRISTOL = "E06000023"
SOUTH_GLOUCESTERSHIRE = "E06000025"
OUR_AREAS = "three_areas"
WHOLE_PLACE = "Bristol"
"""What a listing without a neighbourhood calls the place it is in."""

FURTHEST_FROM_CENTRE_KM = 0.2
KM_IN_A_DEGREE = 111.2

REMOTE = {"online": {Delivery.ONLINE}, "phone": {Delivery.PHONE}}
BUILDING_ACCESS = (
    Access.STEP_FREE,
    Access.ACCESSIBLE_TOILET,
    Access.HEARING_LOOP,
    Access.QUIET_SPACE,
)
ONLY_IN_PERSON = frozenset({*BUILDING_ACCESS, Access.TRAVEL_HELP})
OFTEN = {Access.STEP_FREE: 60, Access.ACCESSIBLE_TOILET: 45, Access.HEARING_LOOP: 12}
"""How many buildings in a hundred have it."""

SAYS_ACCESS_IN_A_HUNDRED = 80


def delivery_of(row: Row, kind: Kind) -> frozenset[str]:
    if row.where in REMOTE:
        return frozenset(REMOTE[row.where])
    if row.where == "city":
        return frozenset(kind.delivery) - {Delivery.LOCATION} or frozenset({Delivery.OUTREACH})
    return frozenset(kind.delivery)


def venue_of(row: Row, provider: Provider) -> Venue | None:
    """Return the organisation's own rooms where it has some there; None where it has no place."""
    if row.where not in venues():
        return None
    there = venues()[row.where]
    if provider.base == row.where and provider.premises:
        return replace(there[0], name=provider.premises, address=provider.address)
    return take_turn(there, row.turn)


def locations_of(row: Row, kind: Kind, provider: Provider) -> tuple[ListedLocation, ...]:
    venue = venue_of(row, provider)
    if venue is None or Delivery.LOCATION not in kind.delivery:
        return ()
    latitude, longitude = _point(venue)
    shown = not row.marks & {"hidden", "private"}
    return (
        ListedLocation(
            name=venue.name if shown else "",
            address=venue.address,
            postcode=venue.outcode,
            ward_code=venue.ward,
            latitude=latitude,
            longitude=longitude,
            address_shown=shown,
        ),
    )


def areas_of(row: Row, kind: Kind, provider: Provider) -> tuple[ListedArea, ...]:
    """Return the area served; none where nobody has said."""
    if "sglos" in row.marks:
        return (ListedArea(kind=AreaKind.AUTHORITY, code=SOUTH_GLOUCESTERSHIRE),)
    serves = "national" if "serves:national" in row.marks else take_turn(kind.serves, row.turn)
    venue = venue_of(row, provider)
    area = _area(serves, venue)
    return (area,) if area else ()


def access_of(row: Row, kind: Kind, provider: Provider, *, chance: Random) -> frozenset[str]:
    """Return what the kind of service offers and what the building has; empty where unsaid."""
    if chance.randrange(100) >= SAYS_ACCESS_IN_A_HUNDRED:
        return frozenset()
    if row.where in REMOTE:
        return frozenset(kind.access) - ONLY_IN_PERSON
    if not locations_of(row, kind, provider):
        return frozenset(kind.access) - set(BUILDING_ACCESS)
    venue = venue_of(row, provider)
    building = Random(f"building {venue.address if venue else row.where}")  # noqa: S311  invented
    found = {code for code, share in OFTEN.items() if building.randrange(100) < share}
    return frozenset(kind.access) | found


def _area(serves: str, venue: Venue | None) -> ListedArea | None:
    if serves == "national":
        return ListedArea(kind=AreaKind.NATIONAL)
    if serves == "ward" and venue:
        return ListedArea(kind=AreaKind.WARD, code=venue.ward)
    if serves == "area" and venue:
        return ListedArea(kind=AreaKind.AREA, code=area_of_ward(venue.ward))
    return ListedArea(kind=AreaKind.AUTHORITY, code=BRISTOL) if serves else None


def area_of_ward(ward: str) -> str:
    """Return which of the three areas a ward is in, coded ``three_areas/north`` and so on."""
    return _areas_by_ward()[ward]


def _point(venue: Venue) -> tuple[float, float]:
    """Return a point near the middle of the ward: the same for everything at one address."""
    latitude, longitude = _ward_centres()[venue.ward]
    chance = Random(f"point {venue.address}")  # noqa: S311  invented, not secret
    reach = FURTHEST_FROM_CENTRE_KM / KM_IN_A_DEGREE
    north, east = chance.uniform(-reach, reach), chance.uniform(-reach, reach)
    return round(latitude + north, 5), round(longitude + east / cos(radians(latitude)), 5)


@cache
def _areas_by_ward() -> Mapping[str, str]:
    members = read_table("geography/area_wards.csv")
    ours = (row for row in members if row["area_code"].startswith(f"{OUR_AREAS}/"))
    return {row["ward_code"]: row["area_code"] for row in ours}


@cache
def _ward_centres() -> Mapping[str, tuple[float, float]]:
    wards = read_table("geography/wards.csv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in wards}
