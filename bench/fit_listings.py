"""Generated authorities, listings with rules of every kind, and situations: seeded, and uneven."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bench.listings import SEED
from bench.stocking import NOW, listings
from eligibility import Criterion, Level, Situation
from eligibility.codes import Attendance, CareStatus, Send
from eligibility.criteria import (
    AgeBetween,
    AttendanceAmong,
    CareStatusAmong,
    Discretion,
    Exclusion,
    InArea,
    NeedAmong,
    Prerequisite,
    ReferredBySector,
    Route,
    SendAmong,
    SuspendedThisTerm,
    YoungPersonAgrees,
)
from services_catalog.codes import AreaKind, Space
from services_catalog.criteria_names import place_of
from services_catalog.listing import ListedArea, ListedEvidence, ListedLocation, Listing
from services_catalog.models import Authority, Ward
from services_catalog.places import Gazetteer
from services_catalog.reference import needs, strengths

Value = TypeVar("Value")

WARDS = 34
ACROSS = 6
"""Wards of an authority lie in rows of this many, two kilometres or so apart."""

APART = 0.5
"""Degrees between two authorities."""

NATIONAL, ONE_AUTHORITY, SOME_WARDS = 0.1, 0.55, 0.8
"""Listings up to each of these shares serve: all, one authority, a few of its wards; none said."""

IS_KNOWN = 0.5
"""Of everything but age, home and needs, which all of them have."""

HAS_A_PLACE, SETS_ITS_OWN_RULES = 0.7, 0.4
EVIDENCE = (("eif", "3"), ("eif", "2"), ("local", "feedback"), ("local", "not_rated"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A listing; ``rules`` are None where nobody has set any."""

    listing: Listing
    rules: tuple[Criterion, ...] | None


def authority_code(number: int) -> str:
    return f"E0699{number:04d}"


def ward_code(authority: int, number: int) -> str:
    return f"E0599{authority:02d}{number:02d}"


def places(authorities: int) -> Iterator[Authority | Ward]:
    for number in range(authorities):
        yield Authority(code=authority_code(number), name=f"Authority {number}")
    for number in range(authorities):
        for ward in range(WARDS):
            latitude, longitude = point(number, ward)
            yield Ward(
                code=ward_code(number, ward),
                name=f"Ward {number} {ward}",
                authority_code=authority_code(number),
                latitude=latitude,
                longitude=longitude,
            )


def point(authority: int, ward: int) -> tuple[float, float]:
    north, east = divmod(authority, 5)
    row, column = divmod(ward, ACROSS)
    return 51.0 + north * APART + row * 0.02, -3.0 + east * APART + column * 0.03


def drawn(count: int, authorities: int) -> Iterator[Drawn]:
    """The listings of the other measurements, with places, evidence and rules of their own."""
    randomly = random.Random(SEED + 3)
    for listing in listings(count):
        yield _drawn(listing, randomly, randomly.randrange(authorities))


def _drawn(listing: Listing, randomly: random.Random, authority: int) -> Drawn:
    lowest = randomly.randint(4, 16)
    placed = replace(
        listing,
        lowest_age=lowest,
        highest_age=lowest + randomly.randint(3, 12),
        areas=_areas(randomly, authority),
        locations=tuple(_locations(randomly, authority)),
        strengths=frozenset(randomly.sample(list(strengths()), k=randomly.randint(0, 2))),
        evidence=tuple(
            ListedEvidence(scale=scale, level=level)
            for scale, level in randomly.sample(EVIDENCE, k=randomly.randint(0, 2))
        ),
        space=randomly.choice(list(Space)),
        space_said_on=NOW.date(),
    )
    own = randomly.random() < SETS_ITS_OWN_RULES
    return Drawn(listing=placed, rules=_rules(placed, randomly, authority) if own else None)


def _areas(randomly: random.Random, authority: int) -> tuple[ListedArea, ...]:
    share = randomly.random()
    if share < NATIONAL:
        return (ListedArea(kind=AreaKind.NATIONAL),)
    if share < ONE_AUTHORITY:
        return (ListedArea(kind=AreaKind.AUTHORITY, code=authority_code(authority)),)
    if share < SOME_WARDS:
        wards = randomly.sample(range(WARDS), k=randomly.randint(1, 3))
        return tuple(ListedArea(kind=AreaKind.WARD, code=ward_code(authority, n)) for n in wards)
    return ()


def _locations(randomly: random.Random, authority: int) -> Iterator[ListedLocation]:
    if randomly.random() < HAS_A_PLACE:
        ward = randomly.randrange(WARDS)
        latitude, longitude = point(authority, ward)
        yield ListedLocation(
            name="Hall",
            ward_code=ward_code(authority, ward),
            latitude=latitude + randomly.uniform(-0.01, 0.01),
            longitude=longitude + randomly.uniform(-0.01, 0.01),
        )


def _rules(listing: Listing, randomly: random.Random, authority: int) -> tuple[Criterion, ...]:
    """Ages, an area by any of three routes, and up to four of the rest."""
    own = authority_code(authority)
    routes = frozenset(randomly.sample(list(Route), k=randomly.randint(1, 3)))
    others: list[Criterion] = [
        NeedAmong(codes=frozenset(randomly.sample(list(needs()), k=randomly.randint(1, 4)))),
        AttendanceAmong(codes=frozenset(randomly.sample(list(Attendance), k=2))),
        Discretion(rule=SuspendedThisTerm(at_least=randomly.randint(1, 3))),
        SendAmong(codes=frozenset(randomly.sample(list(Send), k=2))),
        Exclusion(rule=CareStatusAmong(codes=frozenset({randomly.choice(list(CareStatus))}))),
        Prerequisite(rule=YoungPersonAgrees()),
        ReferredBySector(codes=frozenset(randomly.sample(("education", "health", "police"), k=2))),
    ]
    return (
        AgeBetween(lowest=listing.lowest_age, highest=listing.highest_age),
        InArea(routes=routes, authorities=frozenset({own})),
        *randomly.sample(others, k=randomly.randint(0, 4)),
    )


def situations(count: int, gazetteer: Gazetteer) -> Iterator[tuple[Situation, str]]:
    """What is known of someone, and in a third of them words that were typed too."""
    randomly = random.Random(SEED + 4)
    homes = [gazetteer.homes[code] for code in sorted(gazetteer.wards)]
    for _ in range(count):
        situation = Situation(
            age=randomly.randint(5, 18),
            home=place_of(randomly.choice(homes), gazetteer),
            needs=frozenset(randomly.sample(list(needs()), k=randomly.randint(1, 3))),
            strengths=_maybe(randomly, frozenset({randomly.choice(list(strengths()))})),
            level=_maybe(randomly, randomly.choice(list(Level))),
            attendance=_maybe(randomly, randomly.choice(list(Attendance))),
            suspensions=_maybe(randomly, randomly.randint(0, 3)),
            send=_maybe(randomly, randomly.choice(list(Send))),
            languages=_maybe(randomly, frozenset({"en"})),
            can_travel=_maybe(randomly, randomly.choice((True, False))),
        )
        yield situation, randomly.choice(("", "", "support group"))


def _maybe(randomly: random.Random, value: Value) -> Value | None:
    return value if randomly.random() < IS_KNOWN else None
